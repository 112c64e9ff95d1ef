import { Bucket } from '@pulumi/aws/s3/bucket';
import * as pulumi from '@pulumi/pulumi';
import { accessPlan, denyDelete, readOnlyPrefix, selectel, writeOnlyUploader } from '../../../src';
import { deployTimeName, StorageAccess, StorageProvider } from '../../../src/pulumi';
import * as sdk from '../selectel-sdk';

/** A plan for Selectel, of buckets made here, whose project is known only at deploy. NAMES has users named by their names. */
const bucket = new Bucket('releases');
const shared = new Bucket('shared');
const project = new Bucket('project');
const platform = selectel({
  pool: 'ru-1',
  project: deployTimeName(project.arn),
  managers: ['deployer'],
  confirmed: { principal: process.env.NAMES ? 'user/{name}' : '{id}', actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteBucket', 's3:DeleteObjectVersion'] },
});
const store = new StorageProvider('store', { platform });
const plan = accessPlan({
  platform,
  users: {
    ci: { grants: [writeOnlyUploader({ bucket: deployTimeName(bucket.id), prefix: 'firmware/' })], accessKeys: ['1'] },
    dana: { grants: [readOnlyPrefix({ bucket: deployTimeName(shared.bucket), prefix: '', listing: false })] },
  },
  buckets: { [deployTimeName(bucket.id)]: { guards: [denyDelete()] } },
});
const password = pulumi.output('hush-hush');
const access = new StorageAccess('access', { plan, passwords: { ci: password, dana: pulumi.secret('hush-hush-too') }, selectel: sdk }, { provider: store });
const key = access.users.get('ci')?.accessKey;
module.exports = { id: key?.id, secret: key?.secret };
