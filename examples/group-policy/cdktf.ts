/*
 * Analysts share one policy through their group, in cdktf: who joins has the access, and who leaves has not. Run it: npx tsx examples/group-policy/cdktf.ts
 */
import { App, TerraformStack } from 'cdktf';
import { aws, existingUser } from 'bucket-grants';
import { ReadOnlyPrefix, ReadWritePrefix, StorageGroup, StorageProvider, StorageUser } from 'bucket-grants/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'group-policy');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const kim = new StorageUser(stack, 'kim', { accessKeys: ['2026-11'] });
const analysts = new StorageGroup(stack, 'analysts', { members: [kim, existingUser('lee')] });
new ReadOnlyPrefix(stack, 'raw', { bucket: 'acme-lake', prefix: 'raw/', grantee: analysts });
new ReadWritePrefix(stack, 'reports', { bucket: 'acme-lake', prefix: 'reports/', grantee: analysts });

app.synth();
