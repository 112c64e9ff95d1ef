/*
 * A team on a store of one's own, in cdktf: every resource goes to the store's endpoints. Run it: npx tsx examples/own-store/cdktf.ts
 */
import { App, TerraformStack } from 'cdktf';
import { EnforceHttps, StorageAccess, StorageProvider } from 'bucket-grants/cdktf';
import { plan, store } from './plan';

const app = new App();
const stack = new TerraformStack(app, 'own-store');
new StorageProvider(stack, 'store', { platform: store });
new StorageAccess(stack, 'access', { plan });
new EnforceHttps(stack, 'https', { bucket: 'releases', minimumTlsVersion: '1.2' });
app.synth();
