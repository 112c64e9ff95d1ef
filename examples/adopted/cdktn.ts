/*
 * Somebody made by hand comes under the stack's care, with the policy that the user has, in cdktn: nothing is made anew.
 * Run it: npx tsx examples/adopted/cdktn.ts
 */
import { App, TerraformStack } from 'cdktn';
import { aws, enforceHttps } from 'bucket-grants';
import { BucketPolicy, ReadOnlyPrefix, StorageProvider, StorageUser } from 'bucket-grants/cdktn';
import { policyOfToday } from './policy-of-today';

const app = new App();
const stack = new TerraformStack(app, 'adopted');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const dana = new StorageUser(stack, 'dana', { adopt: true });
new ReadOnlyPrefix(stack, 'reads', { bucket: 'acme-downloads', prefix: 'public/', grantee: dana, adopt: { name: 'dana-reads' } });
// what the bucket's policy says today stays, letter for letter
new BucketPolicy(stack, 'downloads', { bucket: 'acme-downloads', guards: [enforceHttps()], existingStatements: policyOfToday });

app.synth();
