import { CONDITION_OPERATORS } from '../../policy/operators';
import { deepFrozen, VALUE } from '../../shape/readers';
import { reading } from '../../shape/shape';
import type { Dialect } from '../dialect';
import type { Evaluation } from '../evaluation';
import { ALL_FEATURES, type PlatformFeature } from '../features';
import { madeBy } from '../mark';
import type { NameRule, Platform, PrincipalLimits } from '../platform';
import { invalidField } from './check';
import { checkProfile, type CustomLanguage, type CustomNameRule, type CustomPrincipalLimits, type CustomProfile } from './custom-profile';
import { heeded } from './evaluation';
import { checkEvaluationFits } from './evaluation-fits';

/**
 * Another product whose IAM API is that of AWS, such as Wasabi, Dell ObjectScale or Impossible Cloud, from what you know of it. What the
 * profile doesn't say isn't there: no conditions, no groups, no bucket policies, no roles, one access key a user. So everything that
 * it could not do exactly is refused, and each refusal says what the profile would have to say. It gets the resources that AWS gets
 * (`aws_iam_…`, `aws_s3_bucket_policy`), without paths and descriptions, and without tags unless it has the feature `tags` and its provider says some.
 *
 * `evaluation` says how it judges requests where AWS judges otherwise, such as bucket policies that govern anonymous requests only; without
 * it decisions are those of AWS.
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
 *   language: {
 *     elements: ['NotAction', 'NotResource'],
 *     operators: 'all',
 *     ifExists: 'all',
 *     keys: ['aws:SecureTransport', 'aws:SourceIp', 'aws:username', { key: 's3:prefix', actions: ['s3:ListBucket', 's3:ListBucketVersions'] }],
 *     variables: { keys: ['aws:username'], escapes: true },
 *   },
 * });
 */
export function customPlatform(given: CustomProfile): Platform {
  const at = { where: 'customPlatform: the profile', code: 'InvalidPlatform' };
  const profile = reading(at, () => VALUE(given, at)) as CustomProfile;
  checkProfile(profile, '');
  checkTogether(profile);
  const { name, title, iamEndpoint, s3Endpoint, region = 'us-east-1', partition = 'aws', limits, names = {}, features = [], deleteAccessKey = false, language = {}, evaluation } = profile;
  const { managedSize = 0, unit = 'bytes', bucketPolicySize = 0, groupsPerUser = 0, accessKeysPerUser = 1 } = limits;
  const has = [...new Set<PlatformFeature>([...features, 'pgpKeys'])];
  return madeBy('customPlatform', profile, deepFrozen<Platform>({
    name,
    title,
    controlPlane: 'awsIam',
    features: has,
    unconfirmed: ALL_FEATURES.filter((feature) => !has.includes(feature)),
    ...(language !== 'aws' && { dialect: dialectOf(language, evaluation) }),
    ...(evaluation !== undefined && { evaluation: structuredClone(evaluation) }),
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
    names: { user: nameRule(names.user), group: nameRule(names.group), role: nameRule(names.role), policy: nameRule(names.policy) },
  }));
}

function principalLimits({ inlineSize = 0, attachments = 0 }: CustomPrincipalLimits = {}): PrincipalLimits {
  return { inlineSize, attachments };
}

function nameRule({ longest, signs = '._-' }: CustomNameRule = { longest: 64 }): NameRule {
  // a hyphen goes last, where it is not a range
  const last = [...new Set(signs)].sort((a, b) => Number(a === '-') - Number(b === '-'));
  return { longest, pattern: `^[A-Za-z0-9${last.join('')}]{1,${longest}}$`, words: `1 to ${longest} letters${last.length === 0 ? ' and digits' : `, digits and ${last.join(' ')}`}` };
}

function dialectOf(language: CustomLanguage, evaluation: Evaluation | undefined): Dialect {
  const { actions, elements = [], operators = [], ifExists = [], sets = [], keys = [], variables = {}, otherServices = [], otherActions } = language;
  const { keysFitEveryAction = false, negatedHoldsWhenAbsent = false } = language;
  const { keys: variableKeys = [], defaults = false, escapes = false, userNameAsText = false } = variables;
  const known = named(operators, ALL_OPERATORS);
  return {
    ...(actions && { actions: [...actions] }),
    elements: [...elements],
    operators: known,
    ifExists: named(ifExists, known.filter((operator) => operator !== 'Null')),
    sets: [...sets],
    keys: keys.map((key) => (typeof key === 'string' ? { key } : { key: key.key, ...(key.actions && { actions: [...key.actions] }) })),
    keysFitEveryAction,
    negatedHoldsWhenAbsent,
    variables: { keys: [...variableKeys], defaults, escapes, userNameAsText },
    otherServices: [...otherServices],
    ...(otherActions && { otherActions: [...otherActions] }),
    ...(evaluation !== undefined && heeded(evaluation, known)),
  };
}

const ALL_OPERATORS = [...CONDITION_OPERATORS.keys()];

function named(operators: 'all' | readonly string[], all: readonly string[]): readonly string[] {
  return operators === 'all' ? all : [...operators];
}

const ON_BUCKETS: readonly PlatformFeature[] = ['bucketGuards', 'accountGrantees', 'principalGrantees', 'everyoneGrantees', 'serviceGrantees', 'existingStatements'];

/** What each says by itself and both can't mean together. */
function checkTogether(profile: CustomProfile): void {
  const { features = [], limits, language } = profile;
  checkEvaluationFits(profile, ON_BUCKETS);
  const { bucketPolicySize = 0, managedSize = 0, user, group = {}, role = {} } = limits;
  const onBuckets = features.find((feature) => ON_BUCKETS.includes(feature));
  if (onBuckets !== undefined && bucketPolicySize === 0) throw invalidField('limits.bucketPolicySize', limits.bucketPolicySize, `a size in bytes, since features name ${onBuckets}, which stands in bucket policies`);
  if (features.includes('boundaries') && managedSize === 0) throw invalidField('limits.managedSize', limits.managedSize, 'a size, since features name boundaries, which are managed policies');
  if (features.includes('roles') && limits.role === undefined) throw invalidField('limits.role', undefined, 'the limits of a role, since features name roles');
  for (const [kind, { inlineSize = 0, attachments = 0 }] of Object.entries({ user, group, role })) {
    if (attachments > 0 && managedSize === 0) throw invalidField('limits.managedSize', limits.managedSize, `a size, since limits.${kind}.attachments says that managed policies can be attached`);
    if (kind === 'user' && inlineSize + attachments === 0) throw invalidField('limits.user', user, 'inlineSize or attachments above 0: otherwise nobody could be granted anything');
  }
  if (language === undefined || language === 'aws') return;
  const { operators = [], ifExists = [], sets = [], keys = [] } = language;
  const known = named(operators, ALL_OPERATORS);
  for (const [field, list] of Object.entries({ ifExists: named(ifExists, []), sets })) {
    const unknown = list.find((operator) => !known.includes(operator) || operator === 'Null');
    if (unknown !== undefined) throw invalidField(`language.${field}`, unknown, unknown === 'Null' ? 'any operator but Null' : 'operators that language.operators names too');
  }
  if (known.length > 0 && keys.length === 0) throw invalidField('language.keys', language.keys, 'at least one condition key, since language.operators are given');
}
