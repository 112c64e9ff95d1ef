/*
 * Analysts share one policy through their group, in Pulumi: who joins has the access, and who leaves has not. Run it with `pulumi up` as the program of a stack.
 */
import { aws, existingUser } from 'bucket-grants';
import { ReadOnlyPrefix, ReadWritePrefix, StorageGroup, StorageProvider, StorageUser } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

const kim = new StorageUser('kim', { accessKeys: ['2026-11'] }, opts);
const analysts = new StorageGroup('analysts', { members: [kim, existingUser('lee')] }, opts);
new ReadOnlyPrefix('raw', { bucket: 'acme-lake', prefix: 'raw/', grantee: analysts }, opts);
new ReadWritePrefix('reports', { bucket: 'acme-lake', prefix: 'reports/', grantee: analysts }, opts);
