import { Bucket } from '@pulumi/aws/s3/bucket';
import { AccessKey, EnforceHttps, existingUser, PerUserHomeFolder, ReadOnlyPrefix, StorageGroup, StorageUser, WriteOnlyUploader } from '../../../src/pulumi';

/** A program as users write it: a bucket made here, guards and grants on it, people, and a guard after an await. */
module.exports = async () => {
  const releases = new Bucket('releases');
  const shared = new Bucket('shared', { bucket: 'acme-shared' });
  new EnforceHttps('https', { bucket: releases.id });
  const ci = new WriteOnlyUploader('ci-uploader', { bucket: releases.arn, prefix: 'firmware/' }, { dependsOn: [shared] });
  const dana = new StorageUser('dana', { accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] });
  const engineering = new StorageGroup('engineering', { members: [dana, existingUser('lee')] });
  new PerUserHomeFolder('homes', { bucket: shared.bucket, prefix: 'home/', grantee: engineering });
  new ReadOnlyPrefix('downloads', { bucket: 'downloads', prefix: 'public/', grantee: existingUser('lee') });
  new AccessKey('lee-key', { user: existingUser('lee'), generation: '2026-11' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const late = new EnforceHttps('tls', { bucket: releases.bucket, minimumTlsVersion: '1.2' });
  return { id: ci.accessKey.id, secret: ci.accessKey.secret, policy: late.policy.json };
};
