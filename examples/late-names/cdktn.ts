/*
 * A bucket whose name is known only when it is made, in cdktn: the policy names it by reference, and deploying checks what comes.
 * Run it: npx tsx examples/late-names/cdktn.ts
 */
import { S3Bucket } from '@cdktn/provider-aws/lib/s3-bucket';
import { App, TerraformStack } from 'cdktn';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider, WriteOnlyUploader } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'late-names');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const bucket = new S3Bucket(stack, 'uploads', { bucketPrefix: 'acme-uploads-' });
new WriteOnlyUploader(stack, 'uploader', { bucket: bucket.id, prefix: 'incoming/' });
new EnforceHttps(stack, 'https', { bucket: bucket.id });

app.synth();
