import type { Grant } from '../grants/grant';
import type { Guard } from '../guards/guard';
import type { Platform } from '../platforms/platform';
import { unsupported } from '../platforms/unsupported';
import { matchesActionPattern } from '../policy/action-pattern';
import { DELETE, DELETE_VERSIONS, UPLOAD } from '../s3/action-sets';
import type { CustomStatements } from './custom-statements';

/**
 * Refuses what promises to leave the versions of objects alone where the platform can't keep them, unless the bucket is stated to have
 * object lock.
 *
 * @returns what has to be said of it there
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkVersions(intent: Grant | Guard | CustomStatements, platform: Platform): readonly string[] {
  if (platform.dialect?.versionsNeedObjectLock !== true) return [];
  const { kind, name } = intent;
  const { keepsVersions = false, objectLock = false } = intent.kind === 'custom' ? {} : intent;
  const allowed = intent.kind === 'grant' ? intent.statements : intent.kind === 'custom' ? intent.statements.filter(({ effect }) => effect === 'Allow') : [];
  const deletes = deletesWithoutVersions(allowed);
  if ((keepsVersions || deletes) && !objectLock) {
    throw unsupported(platform, {
      what: `${kind === 'custom' ? '' : `${kind} `}${name} without object lock on the bucket`,
      reason: deletes
        ? 'deletes all versions for anyone who may delete an object (x-minio-force-delete), and it gives no deletes of versions'
        : 'rewrites an old version in place for anyone who may upload (PUT ?versionId=), and deletes all versions for anyone who may delete an object',
      remedy: `make the bucket with object lock and a default retention, and state it: objectLock: true; or ${deletes ? 'choose a grant that gives deletes of versions as well, such as readWritePrefix({ allowDelete: true, allowDeleteVersions: true })' : `leave the ${kind} out there`}`,
    });
  }
  const rewrites = allowed.some(({ actions = [] }) => gives(actions, UPLOAD) && !gives(actions, DELETE_VERSIONS));
  if (!rewrites) return [];
  return [`${name}: anyone who may upload on ${platform.title} may also rewrite an old version in place (PUT ?versionId=), unless a retention protects it`];
}

/** Whether one of the statements, which allow, gives deletes of objects and none of versions. */
export function deletesWithoutVersions(statements: ReadonlyArray<{ readonly actions?: readonly string[] }>): boolean {
  return statements.some(({ actions = [] }) => gives(actions, DELETE) && !gives(actions, DELETE_VERSIONS));
}

function gives(actions: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((action) => actions.some((pattern) => matchesActionPattern(pattern, action)));
}
