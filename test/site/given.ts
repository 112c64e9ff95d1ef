/*
 * What the pages speak of without making it: programs of theirs that are fragments find it under its name. Each is made when it is asked for.
 */
import { IamUser } from '@cdktf/provider-aws/lib/iam-user';
import { TerraformStack, Testing } from 'cdktf';
import { accessPlan, activeScale, aws, existingUser, readOnlyPrefix, selectel, writeOnlyUploader } from 'bucket-grants';
import { EnforceHttps, ReadOnlyPrefix, StorageAccess, StorageGroup, StorageProvider, StorageUser, WriteOnlyUploader } from 'bucket-grants/cdktf';

const plan = () => accessPlan({
  users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })] } },
});

/** The stack that README.md begins with. */
function storage(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'storage');
  new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });
  new WriteOnlyUploader(stack, 'ci-uploader', { bucket: 'releases', prefix: 'firmware/' });
  const dana = new StorageUser(stack, 'dana');
  new ReadOnlyPrefix(stack, 'downloads', { bucket: 'downloads', prefix: 'public/', grantee: new StorageGroup(stack, 'engineering', { members: [dana] }) });
  new EnforceHttps(stack, 'https', { bucket: 'releases' });
  return stack;
}

/** What there is below a stack of cdktf. */
export const given = (scope: TerraformStack) => ({
  get stack() { return storage(); },
  get synthesized() { return Testing.synth(storage()); },
  get plan() { return plan(); },
  get platform() { return activeScale({ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' }); },
  get dana() { return new StorageUser(scope, 'dana'); },
  get engineering() { return new StorageGroup(scope, 'engineering', { members: [existingUser('lee')] }); },
  get ci() { return new WriteOnlyUploader(scope, 'ci', { bucket: 'releases', prefix: 'firmware/' }); },
  get robot() { return new IamUser(scope, 'robot', { name: 'robot' }); },
  get access() {
    return new StorageAccess(scope, 'access', { plan: accessPlan({ groups: { auditors: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] } } }) });
  },
  get name() { return 'kim'; },
  get github() { return { arn: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' }; },
});

/** What there is in a program of Pulumi. */
export const givenOnPulumi = (_scope?: TerraformStack) => ({
  get platform() {
    return selectel({
      pool: 'ru-1',
      project: '0123456789abcdef0123456789abcdef',
      managers: ['fedcba9876543210fedcba9876543210'],
      confirmed: { principal: '{id}', actions: ['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'] },
    });
  },
  get plan() {
    return accessPlan({ platform: this.platform, users: { 'ci-uploader': { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '', listing: false })] } } });
  },
});
