/*
 * A role that does whatever it needs in one bucket, but may not decide who else has access to it, in cdktf.
 * Run it: npx tsx examples/whole-bucket/cdktf.ts
 */
import { App, TerraformStack } from 'cdktf';
import { aws, existingRole } from 'bucket-grants';
import { FullBucketAccess, StorageProvider } from 'bucket-grants/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'whole-bucket');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

new FullBucketAccess(stack, 'scratch', { bucket: 'acme-scratch', grantee: existingRole('data-platform') });

app.synth();
