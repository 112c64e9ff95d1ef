import { AccessError } from '../errors';
import type { Intent } from '../grants/grant';
import { OBJECT_LOCK, statedLock, type ObjectLockProps } from '../grants/object-lock';
import { prefixList } from '../grants/prefixes';
import { checkChoice } from '../grants/props';
import { DELETE, DELETE_VERSIONS } from '../s3/action-sets';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { SCOPE, EXCEPTIONS, makeGuard, type GuardExceptions, type GuardScope } from './make-guard';

/** Props of {@link denyDelete}. */
export interface DenyDeleteProps extends GuardScope, GuardExceptions, ObjectLockProps {
  /**
   * Whether objects may be hidden by a delete marker (`s3:DeleteObject`). Only for buckets with versioning, where the versions stay; in
   * others it deletes.
   *
   * @default false
   */
  readonly allowDeleteMarkers?: boolean;
  /**
   * Whether changing the lifecycle rules of the bucket (`s3:PutLifecycleConfiguration`) is denied too, since a rule can delete everything.
   * Then also the stack that manages the rules can't. Not together with `prefix`.
   *
   * @default false
   */
  readonly denyLifecycleChanges?: boolean;
}

const PROPS: Shape<DenyDeleteProps> = { ...SCOPE, ...EXCEPTIONS, ...OBJECT_LOCK, allowDeleteMarkers: VALUE, denyLifecycleChanges: VALUE };

const DELETE_BUCKET = ['s3:DeleteBucket'];
const LIFECYCLE = ['s3:PutLifecycleConfiguration'];

// @construct Denies deleting objects, versions and the bucket.
// @construct new DenyDelete('deny-delete', { bucket: bucket.id, except: ['arn:aws:iam::111122223333:role/backup-cleanup'] });
/**
 * Denies deleting objects, versions and (on a whole bucket) the bucket. It is a promise of the policy, and ends with it: anyone who may write
 * the bucket policy may end it, which Object Lock doesn't allow. Overwriting an object isn't deleting it, by an upload, in parts or by a copy: in a
 * bucket with versioning the old version stays, in others it is gone.
 *
 * Other ways to the same end stay open to those who may go them: lifecycle rules (see `denyLifecycleChanges`), suspending versioning and then overwriting
 * (`s3:PutBucketVersioning`), and replication into the bucket, which brings delete markers (`s3:ReplicateDelete`). Object Lock stops them.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjects.html
 * @example
 * accessPlan({ buckets: { backups: { guards: [denyDelete({ except: ['arn:aws:iam::111122223333:role/backup-cleanup'] })] } } });
 */
export const denyDelete: Intent<DenyDeleteProps | void, Guard> = withOptionalProps('DenyDelete', PROPS, (props) => {
  const { allowDeleteMarkers = false, denyLifecycleChanges = false, prefix } = props;
  checkChoice('allowDeleteMarkers', allowDeleteMarkers, [false, true]);
  checkChoice('denyLifecycleChanges', denyLifecycleChanges, [false, true]);
  if (denyLifecycleChanges && prefix !== undefined && prefixList(prefix)[0] !== '') {
    throw new AccessError({
      code: 'InvalidOption',
      message: 'option denyLifecycleChanges is true beside a prefix: the lifecycle rules of a bucket are one setting, which no folder has for itself',
      remedy: 'guard the lifecycle rules with a denyDelete of the whole bucket, or leave denyLifecycleChanges out',
    });
  }
  return makeGuard('DenyDelete', props, (deny) => [
    ...deny.objects('DenyDelete', [...(allowDeleteMarkers ? [] : DELETE), ...DELETE_VERSIONS], []),
    ...deny.bucket('DenyDeleteBucket', [...DELETE_BUCKET, ...(denyLifecycleChanges ? LIFECYCLE : [])], []),
  ], { keepsVersions: true, ...statedLock(props.objectLock) });
});
