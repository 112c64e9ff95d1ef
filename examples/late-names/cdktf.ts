/*
 * A bucket whose name is known only when it is made, in cdktf: the policy names it by reference, and deploying checks what comes.
 * Run it: npx tsx examples/late-names/cdktf.ts
 */
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { App, TerraformStack } from 'cdktf';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider, WriteOnlyUploader } from 'bucket-grants/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'late-names');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const bucket = new S3Bucket(stack, 'uploads', { bucketPrefix: 'acme-uploads-' });
new WriteOnlyUploader(stack, 'uploader', { bucket: bucket.id, prefix: 'incoming/' });
new EnforceHttps(stack, 'https', { bucket: bucket.id });

app.synth();
