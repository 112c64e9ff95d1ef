/*
 * What an ACL gave, as a policy, and no more ACLs after that, in Pulumi. Run it with `pulumi up` as the program of a stack.
 */
import { aws, existingUser } from 'bucket-grants';
import { AclAccess, DenyAcls, StorageProvider } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

// the bucket's ACL had: Grantee lee, Permission READ
new AclAccess('lee-reads', { bucket: 'acme-media', permission: 'READ', grantee: existingUser('lee') }, opts);
// clients that still send one keep working where it says what is so anyway
new DenyAcls('no-acls', { bucket: 'acme-media', exceptAcls: ['private', 'bucket-owner-full-control'] }, opts);
