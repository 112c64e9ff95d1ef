import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Grant } from './grant';
import { checkChoice } from './props';

/** What may be stated of the bucket by anyone who grants uploads or deletes there, or guards against deletes. */
export interface ObjectLockProps {
  /**
   * States that the bucket was made with object lock. Only MinIO and Relayer ask for it: there, anyone who may delete or upload an object can also
   * delete or rewrite its versions, which nothing but object lock stops. So what promises to leave versions alone (deletes without
   * `allowDeleteVersions`, `noDeleteAccess`, `denyDelete`) is refused there without it. An old version is safe from being rewritten
   * while it has a retention: give the bucket a default one. Elsewhere it changes nothing.
   *
   * @default false
   */
  readonly objectLock?: boolean;
}

/** The shape of {@link ObjectLockProps}. */
export const OBJECT_LOCK: Shape<ObjectLockProps> = { objectLock: VALUE };

/**
 * What a grant keeps of what its props state of the bucket.
 *
 * @throws AccessError `InvalidOption`
 */
export function statedLock(objectLock: boolean | undefined): Pick<Grant, 'objectLock'> {
  checkChoice('objectLock', objectLock, [undefined, false, true]);
  return objectLock === true ? { objectLock } : {};
}
