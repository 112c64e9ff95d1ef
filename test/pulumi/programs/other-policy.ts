import { createRequire } from 'node:module';
import { Bucket } from '@pulumi/aws/s3/bucket';
import { BucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import { BucketPublicAccessBlock } from '@pulumi/aws/s3/bucketPublicAccessBlock';

/** Policies written with the provider's own class, before and after ours; the package may be imported only then. */
const bucket = new Bucket('made', { bucket: 'releases' });
const handmade = () => new BucketPolicy('handmade', { bucket: bucket.id, policy: '{}' });
const load = () => createRequire(__filename)('../../../src/pulumi') as typeof import('../../../src/pulumi');
const ours = () => {
  const { EnforceHttps } = load();
  return new EnforceHttps('https', { bucket: bucket.id });
};

const open = () => {
  new BucketPublicAccessBlock('ajar', { bucket: bucket.id, restrictPublicBuckets: true });
  const { PublicReadPrefix } = load();
  return new PublicReadPrefix('public', { bucket: bucket.id, prefix: '' });
};

const orders: Record<string, () => unknown> = {
  'before the import': () => [handmade(), ours()],
  'a block before the import': open,
  'before ours': () => [load(), handmade(), ours()],
  'after ours': () => [ours(), handmade()],
};
orders[process.env.ORDER ?? '']();
