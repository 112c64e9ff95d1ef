import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import { shown } from '../shape/shown';

/*
 * What every engine refuses, in the same words. An engine says how it calls a construct: its path, or its name.
 */

/** The provider's own objects, asked for where the provider isn't that of AWS. */
export function notOfAws(property: string, { title }: Platform): AccessError {
  return new AccessError({
    code: 'NotOfAws',
    message: `${property} are objects of AWS's provider, and this is made on ${title} by another one`,
    remedy: 'ask user, accessKey and policies, which are the same on every platform',
  });
}

/** The newest key of a user that has none. */
export function noAccessKey(user: string): AccessError {
  return new AccessError({ code: 'NoAccessKey', message: `user ${user} has no access key`, remedy: "give the user one: accessKeys: ['2026-11'], named by its date" });
}

/** A user of its own, asked of a grant that was given to a grantee. */
export function noOwnUser(construct: string): AccessError {
  return new AccessError({
    code: 'HasGrantee',
    message: `${construct} was given a grantee, so it made no user and no access key of its own`,
    remedy: 'ask the grantee: a StorageUser has its keys as accessKey and accessKeys; or leave grantee out',
  });
}

/**
 * Refuses a grantee together with a user of its own.
 *
 * @throws AccessError `HasGrantee`
 */
export function checkOneGrantee(construct: string, { grantee, user }: { readonly grantee?: unknown; readonly user?: unknown }): void {
  if (grantee === undefined || user === undefined) return;
  throw new AccessError({
    code: 'HasGrantee',
    message: `${construct} is given to a grantee, and user says how a user of its own is called`,
    remedy: 'leave out either grantee or user: user is for a grant that makes its own user',
  });
}

/**
 * The grantees of a construct, as a list where it was given one.
 *
 * @throws AccessError `InvalidGrantee` for an empty list, and for somebody twice; `AdoptedPolicy` for one policy to take over
 */
export function granteeList<Grantee>(
  construct: string, grantee: Grantee | readonly Grantee[] | undefined, adopt: { readonly name: string } | undefined,
): readonly Grantee[] | undefined {
  if (!Array.isArray(grantee)) return undefined;
  const list = grantee as readonly Grantee[];
  const problem = list.length === 0 ? 'an empty list of grantees, and nobody would get the grant' : new Set(list).size < list.length ? 'the same grantee twice' : undefined;
  if (problem !== undefined) throw new AccessError({ code: 'InvalidGrantee', message: `${construct} is given ${problem}`, remedy: 'name each grantee once, at least one of them' });
  if (adopt === undefined) return list;
  throw new AccessError({
    code: 'AdoptedPolicy',
    message: `${construct} writes a policy for each of its grantees, and would take over the one policy ${adopt.name}`,
    remedy: 'make a grant of its own for the grantee whose policy is taken over',
  });
}

/**
 * Refuses a guard on a bucket and on somebody at once.
 *
 * @throws AccessError `WrongGuardTarget`
 */
export function checkOneTarget(construct: string, { on, bucket }: { readonly on?: unknown; readonly bucket?: unknown }): void {
  if (on === undefined || bucket === undefined) return;
  throw new AccessError({
    code: 'WrongGuardTarget',
    message: `${construct} is put on a bucket and on somebody; on somebody a guard holds in every bucket`,
    remedy: 'give bucket or on, and make two guards where both are meant',
  });
}

/** A bucket policy, asked of a guard on somebody. */
export function onPrincipal(construct: string): AccessError {
  return new AccessError({
    code: 'GuardOnPrincipal',
    message: `${construct} is a guard on somebody and has no bucket policy`,
    remedy: 'ask policies for the identity policy that it made, or put the guard on a bucket',
  });
}

/** Somebody who is nobody. */
export function invalidGrantee(construct: string, value: unknown): AccessError {
  const text = typeof value === 'string';
  return new AccessError({
    code: 'InvalidGrantee',
    message: `${construct}: ${text ? `the text ${shown(value)}` : shown(value)} is neither a user, a group nor a role that a grant can be given to, or a guard put on; allowed: a StorageUser, a StorageGroup, a StorageRole, the user of a grant, existingUser(…), existingGroup(…), existingRole(…)`,
    remedy: text ? `write existingUser(${shown(value)}) for a user that exists already` : 'give the construct of the same engine, or name the principal with existingUser(…)',
  });
}

/** A member who is nobody. */
export function unknownMember(group: string, member: unknown): AccessError {
  return new AccessError({
    code: 'UnknownMember',
    message: `group ${group} has the member ${shown(member)}, which is neither a user made here nor an existing user`,
    remedy: "list StorageUser objects, the users of grants, and existingUser('name') for users that exist already",
  });
}

/** Members added to a group that says who all its members are. */
export function mixedMembership(construct: string, group: string): AccessError {
  return new AccessError({
    code: 'MixedMembership',
    message: `${construct} adds members to group ${group}, which says who all its members are: each would undo the other`,
    remedy: "give the group membership: 'additive', or name all members there",
  });
}

/** A member who comes when each member of the group has got a policy of its own already. */
export function memberTooLate(group: string, by: string, { title }: Platform): AccessError {
  return new AccessError({
    code: 'UnsupportedOnPlatform',
    message: `group ${group} gets a member after ${by}, which wrote a policy for each of its members, since ${title} fills in no variables; this one would get none`,
    remedy: 'add the members before the grants, or name them in members',
  });
}

/** One policy to take over, where each member gets one of its own. */
export function manyForOneAdopted(construct: string, group: string, policy: string): AccessError {
  return new AccessError({
    code: 'AdoptedPolicy',
    message: `${construct} writes a policy for each member of group ${group}, and would take over the one policy ${policy}`,
    remedy: 'leave adopt out and remove the old policy afterwards',
  });
}

/** Kept statements of another bucket than that whose policy they go to. */
export function otherKeptBucket(construct: string, kept: string, policyOf: string): AccessError {
  return new AccessError({
    code: 'InvalidExistingStatements',
    message: `${construct}: existingStatements name the bucket ${shown(kept)}, and the policy is that of ${policyOf}`,
    remedy: 'give the policy of this bucket, or the bucket of this policy: its name in plain text, or a resource of the app that has its name in plain text',
  });
}

/** Two parts of one bucket's policy that would be made in two ways. */
export function mixedProviders(bucket: string, constructs: readonly [string, string], differs: string): AccessError {
  return new AccessError({
    code: 'MixedProviders',
    message: `${bucket} has guards of ${constructs[0]} and of ${constructs[1]}, which are made with different options (${differs}); a bucket has one policy, made by one provider`,
    remedy: 'declare all guards of a bucket below the same StorageProvider, or together in one BucketPolicy',
  });
}

/** An option of a plan's construct that means nothing on its platform. */
export function optionElsewhere(construct: string, option: string, where: string, { title }: Platform): AccessError {
  return new AccessError({ code: 'InvalidOption', message: `${construct}: option ${option} is ${where}, and the plan for ${title}`, remedy: `leave ${option} out` });
}

/** A bucket with two policies, of which only the last written would hold. */
export function twoBucketPolicies(bucket: string, writers: readonly string[], areAllOurs: boolean): AccessError {
  return new AccessError({
    code: 'TwoBucketPolicies',
    message: `bucket ${bucket} would have ${writers.length} policies, of which only the last written would hold: ${writers.join(' and ')}`,
    remedy: areAllOurs
      ? 'name the bucket in the same way everywhere, and declare all its guards in one stack'
      : "put the statements of the provider's own policy into the bucket's guards, or leave the guards out",
  });
}

/** Two that may be about one bucket. */
export function ambiguousBucket(one: string, other: string): AccessError {
  return new AccessError({
    code: 'AmbiguousBucket',
    message: `${one} and ${other} may be the same bucket, which isn't known before deploy; if they are, one policy would overwrite the other`,
    remedy: 'name the bucket in the same way everywhere: as plain text, or by the resource that makes or reads it (bucket.id)',
  });
}

/** A bucket that is opened to everyone while the app itself blocks that. */
export function publicAccessBlocked(bucket: string, by: string, block: string, isAccountWide: boolean): AccessError {
  return new AccessError({
    code: 'PublicAccessBlocked',
    message: `bucket ${bucket} is opened to everyone by ${by}, and ${block} blocks public policies ${isAccountWide ? 'in the whole account' : 'on it'}: AWS would refuse the policy, or ignore what it gives`,
    remedy: 'set blockPublicPolicy and restrictPublicBuckets of the block to false if everyone is meant, or leave out what opens the bucket',
  });
}
