/*
 * A machine that fetches releases and changes nothing, in cdktn. Run it: npx tsx examples/downloads/cdktn.ts
 */
import { App, TerraformOutput, TerraformStack } from 'cdktn';
import { aws } from 'bucket-grants';
import { ReadOnlyPrefix, StorageProvider } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'downloads');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const mirror = new ReadOnlyPrefix(stack, 'mirror', { bucket: 'acme-releases', prefix: 'public/' });

new TerraformOutput(stack, 'access-key-id', { value: mirror.accessKey.id });
new TerraformOutput(stack, 'secret-access-key', { value: mirror.accessKey.secret, sensitive: true });

app.synth();
