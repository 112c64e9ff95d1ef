import type { Platform, PlatformFeature } from './platform';
import { unsupported } from './unsupported';

const FEATURES: Readonly<Record<PlatformFeature, readonly [reason: string, remedy: string]>> = {
  roles: ['has no roles that this package can make', 'make a user with an access key, and rotate the key'],
  boundaries: ['has no permissions boundaries', 'leave boundary out; a guard on the user denies what it must never do'],
  bucketGuards: ['has no bucket policy that restrains signed-in users', 'put the guard on the users and groups: guards: […] beside their grants'],
  principalGuards: ['has no policy of a user or group that denies', 'put the guard on the bucket'],
  accountGrantees: ['knows no grants to a whole other account', 'grant to users of its own'],
  principalGrantees: ['knows no grants to a user or role of another account', 'make a user there and grant to it'],
  everyoneGrantees: ['lets nobody in without signing in', 'make a user for those who read, or publish by another way'],
  serviceGrantees: ['has no services of AWS', 'leave the grant out there'],
  existingStatements: ['has no bucket policy to keep statements of', 'write what they say as grants and guards'],
  kmsKeys: ['has no KMS of AWS', 'leave kmsKey out there'],
  pgpKeys: ["can't encrypt a secret with a PGP key", 'leave pgpKey out; secrets are marked as sensitive always'],
  suspendedKeys: ["can't suspend an access key", 'remove the generation instead'],
  adoption: ["isn't one whose existing users, groups and policies can be taken over", 'name them with existingUser(…), existingGroup(…)'],
  accessPoints: ['has no access points', 'leave through out: the grant is then on the bucket itself'],
  tags: ['takes no tags on users and policies', 'leave the tags out there'],
};

/**
 * Refuses what a platform doesn't have.
 *
 * @param what - what needs it, as the subject of a sentence
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkFeature(platform: Platform, feature: PlatformFeature, what: string): void {
  if (platform.features.includes(feature)) return;
  const [reason, remedy] = FEATURES[feature];
  throw unsupported(platform, { what, reason: platform.unconfirmed?.includes(feature) ? "isn't confirmed to be able to do that" : reason, remedy });
}

/** All features: what AWS has. */
export const ALL_FEATURES: readonly PlatformFeature[] = Object.keys(FEATURES) as PlatformFeature[];
