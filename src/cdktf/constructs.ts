import type { Construct } from 'constructs';
import { AccessKeyBase, type AccessKeyProps } from '../terraform/access-key';
import { BucketPolicyBase, type BucketPolicyProps } from '../terraform/bucket-policy';
import { GroupMembersBase, type GroupMembersProps } from '../terraform/group-members';
import { StorageAccessBase, type StorageAccessProps } from '../terraform/storage-access';
import { StorageGroupBase, type StorageGroupProps } from '../terraform/storage-group';
import { StorageProviderBase, type StorageProviderProps } from '../terraform/storage-provider';
import { StorageRoleBase, type StorageRoleProps } from '../terraform/storage-role';
import { StorageUserBase, type StorageUserProps } from '../terraform/storage-user';
import { StoredAccessKeyBase, type StoredAccessKeyProps } from '../terraform/stored-access-key';
import { engine, type Aws } from './engine';

/**
 * Declares the platform for all constructs of the scope that it is made in, and makes the AWS provider that serves it. Without any in
 * the app, everything is for AWS and made by the stack's own provider.
 *
 * @example
 * new StorageProvider(this, 'store', { platform: aws({ region: 'eu-west-1' }) });
 */
export class StorageProvider extends StorageProviderBase<Aws> {
  constructor(scope: Construct, id: string, props: StorageProviderProps<Aws>) {
    super(engine, scope, id, props);
  }
}

/**
 * A user with its access keys.
 *
 * @example
 * const dana = new StorageUser(this, 'dana', { accessKeys: ['2026-11'] });
 */
export class StorageUser extends StorageUserBase<Aws> {
  constructor(scope: Construct, id: string, props: StorageUserProps = {}) {
    super(engine, scope, id, props);
  }
}

/**
 * A group of users; what is granted to it, each member may do.
 *
 * @example
 * const engineering = new StorageGroup(this, 'engineering', { members: [dana, existingUser('lee')] });
 */
export class StorageGroup extends StorageGroupBase<Aws> {
  constructor(scope: Construct, id: string, props: StorageGroupProps<Aws> = {}) {
    super(engine, scope, id, props);
  }
}

/**
 * Members of a group, added to those that others put in it.
 *
 * @example
 * new GroupMembers(this, 'auditors', { group: existingGroup('auditors'), members: [dana] });
 */
export class GroupMembers extends GroupMembersBase<Aws> {
  constructor(scope: Construct, id: string, props: GroupMembersProps<Aws>) {
    super(engine, scope, id, props);
  }
}

/**
 * A role: somebody without a key, which those in its trust policy may take. A grant takes it as grantee.
 *
 * @example
 * const ci = new StorageRole(this, 'ci', { trust: githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider: github.arn }) });
 * new WriteOnlyUploader(this, 'uploads', { bucket: 'releases', prefix: 'firmware/', grantee: ci });
 */
export class StorageRole extends StorageRoleBase<Aws> {
  constructor(scope: Construct, id: string, props: StorageRoleProps) {
    super(engine, scope, id, props);
  }
}

/**
 * An access key of its own, for a user who exists already or to keep a key in another part of the tree than its user.
 *
 * @example
 * const key = new AccessKey(this, 'backup-key', { user: existingUser('backup'), generation: '2026-11' });
 */
export class AccessKey extends AccessKeyBase<Aws> {
  constructor(scope: Construct, id: string, props: AccessKeyProps<Aws>) {
    super(engine, scope, id, props);
  }
}

/**
 * Hands an access key over to a secret store, with its secret in no output.
 *
 * @example
 * new StoredAccessKey(this, 'ci-key', { accessKey: ci.accessKey, store: secretsManager({ name: 'ci/uploader' }) });
 */
export class StoredAccessKey extends StoredAccessKeyBase<Aws> {
  constructor(scope: Construct, id: string, props: StoredAccessKeyProps) {
    super(engine, scope, id, props);
  }
}

/**
 * Several guards on a bucket at once, and the statements that its policy has already, which are kept. They join what other constructs
 * declare on it: a bucket has one policy.
 *
 * @example
 * new BucketPolicy(this, 'releases-policy', { bucket: bucket.id, guards: [enforceHttps({ minimumTlsVersion: '1.2' })] });
 */
export class BucketPolicy extends BucketPolicyBase<Aws> {
  constructor(scope: Construct, id: string, props: BucketPolicyProps) {
    super(engine, scope, id, props);
  }
}

/**
 * A whole access plan: its users with keys, groups, memberships, policies and bucket policies.
 *
 * @example
 * const access = new StorageAccess(this, 'access', { plan: plan('prod') });
 * access.users.get('ci-uploader')?.accessKey.secret; // sensitive
 */
export class StorageAccess extends StorageAccessBase<Aws> {
  constructor(scope: Construct, id: string, props: StorageAccessProps) {
    super(engine, scope, id, props);
  }
}
