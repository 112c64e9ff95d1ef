/*
 * Nobody reaches these buckets over plain HTTP or an old TLS, in cdktf. Run it: npx tsx examples/https-only/cdktf.ts
 */
import { App, TerraformStack } from 'cdktf';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider } from 'bucket-grants/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'https-only');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

for (const bucket of ['acme-releases', 'acme-inbox']) {
  new EnforceHttps(stack, `https-${bucket}`, { bucket, minimumTlsVersion: '1.2' });
}

app.synth();
