/*
 * The plan of a platform repo as two stacks, dev and prod, in cdktf. Run it: npx tsx examples/platform-repo/cdktf.ts
 */
import { App, TerraformStack } from 'cdktf';
import { StorageAccess, StorageProvider } from 'bucket-grants/cdktf';
import { plan, type Environment } from './plan';

const app = new App();
const environments: readonly Environment[] = ['dev', 'prod'];
for (const env of environments) {
  const stack = new TerraformStack(app, env);
  const access = plan(env);
  new StorageProvider(stack, 'store', { platform: access.platform });
  new StorageAccess(stack, 'access', { plan: access });
}
app.synth();
