/*
 * A bucket whose name is known only when it is made, in Pulumi: the policy names it by its Output, and deploying checks what comes.
 * Run it with `pulumi up` as the program of a stack.
 */
import { Bucket } from '@pulumi/aws/s3/bucket';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider, WriteOnlyUploader } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

const bucket = new Bucket('uploads', { bucketPrefix: 'acme-uploads-' }, opts);
new WriteOnlyUploader('uploader', { bucket: bucket.id, prefix: 'incoming/' }, opts);
new EnforceHttps('https', { bucket: bucket.id }, opts);
