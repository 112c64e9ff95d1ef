import { VALUE } from '../../shape/readers';
import { reading } from '../../shape/shape';
import { ALL_FEATURES } from '../features';
import { SCOPE_WORDS } from '../names';
import type { NameRule, Platform, PlatformFeature, PrincipalLimits } from '../platform';
import { readingOf } from '../profile/reading';
import { madeBy } from '../recipe';
import { invalidField } from './check';
import { checkFits, wholePolicies } from './custom-policies';
import { checkProfile, type CustomNameRule, type CustomPrincipalLimits, type CustomProfile } from './custom-profile';

/**
 * Another product whose IAM API is that of AWS, such as Wasabi, Dell ObjectScale or Impossible Cloud, from what you know of it. What the
 * profile doesn't say isn't there: no conditions, no groups, no bucket policies, no roles, one access key a user. So everything that
 * it could not do exactly is refused, and each refusal says what the profile would have to say. It gets the resources that AWS gets
 * (`aws_iam_…`, `aws_s3_bucket_policy`), without paths and descriptions, and without tags unless it has the feature `tags` and its provider says some.
 *
 * `policies` says how it takes and reads policies, fact by fact: as AWS does, differently, or unconfirmed, each with what confirms it. What could
 * change with a fact that isn't confirmed is uncertain in every decision.
 *
 * Say only what the vendor's documents or your own test confirm: where it does less than you say, somebody has more access than it seems.
 *
 * @throws AccessError `InvalidPlatform` that names the field
 * @example
 * customPlatform({
 *   name: 'acme-store',
 *   title: 'Acme Store',
 *   iamEndpoint: 'https://iam.store.example',
 *   s3Endpoint: 'https://s3.store.example',
 *   limits: { user: { inlineSize: 2048 }, group: { inlineSize: 5120 }, groupsPerUser: 10, accessKeysPerUser: 2, bucketPolicySize: 20480 },
 *   features: ['bucketGuards', 'principalGuards', 'everyoneGrantees', 'suspendedKeys'],
 *   deleteAccessKey: true,
 *   policies: {
 *     elements: { NotAction: asAws('manual, 4.2'), NotResource: asAws('manual, 4.2') },
 *     operators: asAws('manual, 5.1'),
 *     ifExists: asAws('manual, 5.1'),
 *     negatedWhenAbsent: differently('all', 'tried on version 4.2'),
 *     keys: differently({
 *       known: [
 *         { key: 'aws:SecureTransport' }, { key: 'aws:SourceIp' }, { key: 'aws:username' },
 *         { key: 's3:prefix', actions: ['s3:ListBucket', 's3:ListBucketVersions'] },
 *       ],
 *       others: 'refused',
 *     }, 'manual, 5.3'),
 *     variables: differently({ known: ['aws:username'], defaults: false, escapes: true, others: 'text' }, 'manual, 5.4'),
 *   },
 * });
 */
export function customPlatform(given: CustomProfile): Platform {
  const at = { where: 'customPlatform: the profile', code: 'InvalidPlatform' as const };
  const profile = reading(at, () => VALUE(given, at)) as CustomProfile;
  checkProfile(profile, '');
  checkTogether(profile);
  const { name, title, iamEndpoint, s3Endpoint, region = 'us-east-1', partition = 'aws', limits, names = {}, features = [], deleteAccessKey = false, replacesExisting, scope, policies = {}, writing } = profile;
  const { managedSize = 0, unit = 'bytes', bucketPolicySize = 0, groupsPerUser = 0, accessKeysPerUser = 1 } = limits;
  const has = [...new Set<PlatformFeature>([...features, 'pgpKeys'])];
  const known = structuredClone(wholePolicies(policies, features));
  checkFits(known, features, ON_BUCKETS);
  return madeBy('customPlatform', profile, {
    name,
    title,
    controlPlane: 'awsIam',
    features: has,
    unconfirmed: ALL_FEATURES.filter((feature) => !has.includes(feature)),
    ...readingOf(known, writing),
    partition,
    region,
    endpoints: { iam: iamEndpoint, s3: s3Endpoint },
    limits: {
      user: principalLimits(limits.user),
      group: principalLimits(limits.group),
      role: principalLimits(limits.role),
      managedSize,
      unit,
      bucketPolicySize,
      groupsPerUser,
      accessKeysPerUser,
    },
    keepsAccessKeys: !deleteAccessKey,
    replacesExisting,
    scope,
    names: { user: nameRule(names.user), group: nameRule(names.group), role: nameRule(names.role), policy: nameRule(names.policy) },
  });
}

function principalLimits({ inlineSize = 0, attachments = 0 }: CustomPrincipalLimits = {}): PrincipalLimits {
  return { inlineSize, attachments };
}

function nameRule({ longest, signs = '._-' }: CustomNameRule = { longest: 64 }): NameRule {
  // a hyphen goes last, where it is not a range
  const last = [...new Set(signs)].sort((a, b) => Number(a === '-') - Number(b === '-'));
  return { longest, pattern: `^[A-Za-z0-9${last.join('')}]{1,${longest}}$`, words: `1 to ${longest} letters${last.length === 0 ? ' and digits' : `, digits and ${last.join(' ')}`}` };
}

const ON_BUCKETS: readonly PlatformFeature[] = ['bucketGuards', 'accountGrantees', 'principalGrantees', 'everyoneGrantees', 'serviceGrantees', 'existingStatements'];

/** What each says by itself and both can't mean together. */
function checkTogether(profile: CustomProfile): void {
  const { features = [], limits } = profile;
  const { bucketPolicySize = 0, managedSize = 0, user, group = {}, role = {} } = limits;
  if (profile.replacesExisting === true && profile.scope === undefined) throw invalidField('scope', undefined, `${SCOPE_WORDS}, since replacesExisting says that an equal name replaces another repository's user or policy`);
  const onBuckets = features.find((feature) => ON_BUCKETS.includes(feature));
  if (onBuckets !== undefined && bucketPolicySize === 0) throw invalidField('limits.bucketPolicySize', limits.bucketPolicySize, `a size in bytes, since features name ${onBuckets}, which stands in bucket policies`);
  if (features.includes('boundaries') && managedSize === 0) throw invalidField('limits.managedSize', limits.managedSize, 'a size, since features name boundaries, which are managed policies');
  if (features.includes('roles') && limits.role === undefined) throw invalidField('limits.role', undefined, 'the limits of a role, since features name roles');
  for (const [kind, { inlineSize = 0, attachments = 0 }] of Object.entries({ user, group, role })) {
    if (attachments > 0 && managedSize === 0) throw invalidField('limits.managedSize', limits.managedSize, `a size, since limits.${kind}.attachments says that managed policies can be attached`);
    if (kind === 'user' && inlineSize + attachments === 0) throw invalidField('limits.user', user, 'inlineSize or attachments above 0: otherwise nobody could be granted anything');
  }
}
