import { User } from '@pulumi/aws/iam/user';
import { Bucket } from '@pulumi/aws/s3/bucket';
import { AccessKey, EnforceHttps, existingUser, ReadOnlyPrefix, StorageGroup, StorageUser } from '../../../src/pulumi';

/** Names in plain text of what the program makes itself. */
const reads = { bucket: 'downloads', prefix: 'public/' };
if (process.env.ORDER === 'too late') {
  new ReadOnlyPrefix('reads', { ...reads, grantee: existingUser('Dana') });
  new StorageUser('dana');
} else {
  new EnforceHttps('https', { bucket: 'downloads' });
  new StorageUser('dana');
  new User('own', { name: 'lee' });
  new ReadOnlyPrefix('reads', { ...reads, grantee: existingUser('dana') });
  new AccessKey('key', { user: existingUser('lee'), generation: '1' });
  const staff = new StorageGroup('staff', { members: [existingUser('kim'), existingUser('max')] });
  staff.addMember(existingUser('lee'));
  new StorageUser('kim');
  new Bucket('made', { bucket: 'downloads' });
}
