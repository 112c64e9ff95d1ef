/*
 * A CI pipeline that uploads firmware builds and does nothing else, in cdktn. Run it: npx tsx examples/ci-uploader/cdktn.ts
 */
import { S3Bucket } from '@cdktn/provider-aws/lib/s3-bucket';
import { App, TerraformOutput, TerraformStack } from 'cdktn';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider, WriteOnlyUploader } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'ci-uploader');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const releases = new S3Bucket(stack, 'releases', { bucket: 'acme-releases' });
const ci = new WriteOnlyUploader(stack, 'ci-uploader', { bucket: releases.id, prefix: 'firmware/' });
new EnforceHttps(stack, 'https', { bucket: releases.id, minimumTlsVersion: '1.2' });

new TerraformOutput(stack, 'access-key-id', { value: ci.accessKey.id });
new TerraformOutput(stack, 'secret-access-key', { value: ci.accessKey.secret, sensitive: true });

app.synth();
