/*
 * A role that does whatever it needs in one bucket, but may not decide who else has access to it, in cdktn.
 * Run it: npx tsx examples/whole-bucket/cdktn.ts
 */
import { App, TerraformStack } from 'cdktn';
import { aws, existingRole } from 'bucket-grants';
import { FullBucketAccess, StorageProvider } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'whole-bucket');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

new FullBucketAccess(stack, 'scratch', { bucket: 'acme-scratch', grantee: existingRole('data-platform') });

app.synth();
