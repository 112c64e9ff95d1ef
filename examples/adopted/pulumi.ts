/*
 * Somebody made by hand comes under the stack's care, with the policy that the user has, in Pulumi: nothing is made anew.
 * Run it with `pulumi up` as the program of a stack.
 */
import { aws, enforceHttps } from 'bucket-grants';
import { BucketPolicy, ReadOnlyPrefix, StorageProvider, StorageUser } from 'bucket-grants/pulumi';
import { policyOfToday } from './policy-of-today';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

const dana = new StorageUser('dana', { adopt: true }, opts);
new ReadOnlyPrefix('reads', { bucket: 'acme-downloads', prefix: 'public/', grantee: dana, adopt: { name: 'dana-reads' } }, opts);
// what the bucket's policy says today stays, letter for letter
new BucketPolicy('downloads', { bucket: 'acme-downloads', guards: [enforceHttps()], existingStatements: policyOfToday }, opts);
