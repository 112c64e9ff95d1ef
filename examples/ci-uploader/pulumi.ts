/*
 * A CI pipeline that uploads firmware builds and does nothing else, in Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { Bucket } from '@pulumi/aws/s3/bucket';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider, WriteOnlyUploader } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

const releases = new Bucket('releases', { bucket: 'acme-releases' }, opts);
const ci = new WriteOnlyUploader('ci-uploader', { bucket: releases.id, prefix: 'firmware/' }, opts);
new EnforceHttps('https', { bucket: releases.id, minimumTlsVersion: '1.2' }, opts);

export const accessKeyId = ci.accessKey.id;
export const secretAccessKey = ci.accessKey.secret; // a Pulumi secret
