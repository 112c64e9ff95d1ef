/*
 * Rotating the access key of a backup machine without downtime, in cdktf.
 * Run it: ROTATION_STEP=before|overlap|after npx tsx examples/key-rotation/cdktf.ts
 */
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { aws } from 'bucket-grants';
import { StorageProvider, WriteOnlyUploader } from 'bucket-grants/cdktf';
import { currentKeys } from './steps';

const app = new App();
const stack = new TerraformStack(app, 'key-rotation');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const backup = new WriteOnlyUploader(stack, 'backup', {
  bucket: 'acme-backups',
  prefix: 'nightly/',
  user: { name: 'backup', accessKeys: currentKeys() },
});

for (const { generation, id, secret } of backup.user.accessKeys.values()) {
  new TerraformOutput(stack, `access-key-id-${generation}`, { value: id });
  new TerraformOutput(stack, `secret-access-key-${generation}`, { value: secret, sensitive: true });
}
app.synth();
