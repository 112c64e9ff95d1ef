/*
 * Nobody reaches these buckets over plain HTTP or an old TLS, in cdktn. Run it: npx tsx examples/https-only/cdktn.ts
 */
import { App, TerraformStack } from 'cdktn';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'https-only');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

for (const bucket of ['acme-releases', 'acme-inbox']) {
  new EnforceHttps(stack, `https-${bucket}`, { bucket, minimumTlsVersion: '1.2' });
}

app.synth();
