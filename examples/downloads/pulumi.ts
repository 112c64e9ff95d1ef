/*
 * A machine that fetches releases and changes nothing, in Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { aws } from 'bucket-grants';
import { ReadOnlyPrefix, StorageProvider } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });

const mirror = new ReadOnlyPrefix('mirror', { bucket: 'acme-releases', prefix: 'public/' }, { provider: store.provider });

export const accessKeyId = mirror.accessKey.id;
export const secretAccessKey = mirror.accessKey.secret; // a Pulumi secret
