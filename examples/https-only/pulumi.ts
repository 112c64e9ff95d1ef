/*
 * Nobody reaches these buckets over plain HTTP or an old TLS, in Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });

for (const bucket of ['acme-releases', 'acme-inbox']) {
  new EnforceHttps(`https-${bucket}`, { bucket, minimumTlsVersion: '1.2' }, { provider: store.provider });
}
