/*
 * A bucket that a partner's account reads, that keeps what its policy said before, and whose public folder everyone reads; and a bucket
 * for its access logs. In cdktf. Run it: npx tsx examples/partner-access/cdktf.ts
 */
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { anotherAccount, aws, enforceHttps } from 'bucket-grants';
import { BucketPolicy, LogDelivery, PublicReadPrefix, ReadOnlyPrefix, StorageProvider } from 'bucket-grants/cdktf';
import { before } from './before';

const app = new App();
const stack = new TerraformStack(app, 'partner-access');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const downloads = new S3Bucket(stack, 'downloads', { bucket: 'acme-downloads' });
const partner = new ReadOnlyPrefix(stack, 'partner', { bucket: downloads.id, prefix: 'partner/', grantee: anotherAccount('444455556666') });
// AWS blocks public policies on every new bucket
const open = new S3BucketPublicAccessBlock(stack, 'open', { bucket: downloads.id, blockPublicPolicy: false, restrictPublicBuckets: false });
new PublicReadPrefix(stack, 'public', { bucket: downloads.id, prefix: 'public/', dependsOn: [open] });
new BucketPolicy(stack, 'policy', { bucket: downloads.id, guards: [enforceHttps()], existingStatements: before });

const logs = new S3Bucket(stack, 'logs', { bucket: 'acme-logs' });
new LogDelivery(stack, 'log-delivery', { bucket: logs.id, prefix: 'downloads/', sourceBucket: 'acme-downloads', sourceAccount: '111122223333' });

// what the partner's administrators attach to those who may read
new TerraformOutput(stack, 'partner-policy', { value: partner.otherAccountPolicy?.json });

app.synth();
