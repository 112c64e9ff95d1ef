/*
 * A team on a store of one's own, in Pulumi: every resource goes to the store's endpoints. Run it with `pulumi up`.
 */
import { EnforceHttps, StorageAccess, StorageProvider } from 'bucket-grants/pulumi';
import { plan, store } from './plan';

const { provider } = new StorageProvider('store', { platform: store });
new StorageAccess('access', { plan }, { provider });
new EnforceHttps('https', { bucket: 'releases', minimumTlsVersion: '1.2' }, { provider });
