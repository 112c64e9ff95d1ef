/*
 * A bucket that a partner's account reads, that keeps what its policy said before, and whose public folder everyone reads; and a bucket
 * for its access logs. In Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { Bucket } from '@pulumi/aws/s3/bucket';
import { BucketPublicAccessBlock } from '@pulumi/aws/s3/bucketPublicAccessBlock';
import { anotherAccount, aws, enforceHttps } from 'bucket-grants';
import { BucketPolicy, LogDelivery, PublicReadPrefix, ReadOnlyPrefix, StorageProvider } from 'bucket-grants/pulumi';
import { before } from './before';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

const downloads = new Bucket('downloads', { bucket: 'acme-downloads' }, opts);
const partner = new ReadOnlyPrefix('partner', { bucket: downloads.id, prefix: 'partner/', grantee: anotherAccount('444455556666') }, opts);
// AWS blocks public policies on every new bucket
const open = new BucketPublicAccessBlock('open', { bucket: downloads.id, blockPublicPolicy: false, restrictPublicBuckets: false }, opts);
new PublicReadPrefix('public', { bucket: downloads.id, prefix: 'public/' }, { ...opts, dependsOn: [open] });
new BucketPolicy('policy', { bucket: downloads.id, guards: [enforceHttps()], existingStatements: before }, opts);

const logs = new Bucket('logs', { bucket: 'acme-logs' }, opts);
new LogDelivery('log-delivery', { bucket: logs.id, prefix: 'downloads/', sourceBucket: 'acme-downloads', sourceAccount: '111122223333' }, opts);

// what the partner's administrators attach to those who may read
export const partnerPolicy = partner.otherAccountPolicy?.json;
