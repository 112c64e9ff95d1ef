/*
 * A team on a store of one's own, in cdktn: every resource goes to the store's endpoints. Run it: npx tsx examples/own-store/cdktn.ts
 */
import { App, TerraformStack } from 'cdktn';
import { EnforceHttps, StorageAccess, StorageProvider } from 'bucket-grants/cdktn';
import { plan, store } from './plan';

const app = new App();
const stack = new TerraformStack(app, 'own-store');
new StorageProvider(stack, 'store', { platform: store });
new StorageAccess(stack, 'access', { plan });
new EnforceHttps(stack, 'https', { bucket: 'releases', minimumTlsVersion: '1.2' });
app.synth();
