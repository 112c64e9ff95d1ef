/*
 * What an ACL gave, as a policy, and no more ACLs after that, in cdktn. Run it: npx tsx examples/away-from-acls/cdktn.ts
 */
import { App, TerraformStack } from 'cdktn';
import { aws, existingUser } from 'bucket-grants';
import { AclAccess, DenyAcls, StorageProvider } from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'away-from-acls');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

// the bucket's ACL had: Grantee lee, Permission READ
new AclAccess(stack, 'lee-reads', { bucket: 'acme-media', permission: 'READ', grantee: existingUser('lee') });
// clients that still send one keep working where it says what is so anyway
new DenyAcls(stack, 'no-acls', { bucket: 'acme-media', exceptAcls: ['private', 'bucket-owner-full-control'] });

app.synth();
