import { matchesActionPattern } from '../policy/action-pattern';
import { nearMiss } from '../shape/near-miss';
import { CONDITION_KEY_NAMES, SERVICE_ACTIONS, SERVICE_PREFIXES } from './aws-words.generated';

const PATTERN = '*';

/** Condition keys in lower case: those that are names, and what those begin with that go on with any text. */
const names = new Set(CONDITION_KEY_NAMES.filter((key) => !key.endsWith(PATTERN)).map((key) => key.toLowerCase()));
const starts = CONDITION_KEY_NAMES.filter((key) => key.endsWith(PATTERN)).map((key) => key.slice(0, -PATTERN.length).toLowerCase());
/** Prefixes of which every condition key is known. */
const complete = new Set(['aws', 'iam', 'kms', 's3', 's3-object-lambda', 's3-outposts', 's3express', 's3tables', 's3vectors', 'sts']);
const services = new Set(SERVICE_PREFIXES.split(' '));

/** What a condition key is: `known` also where nobody here can say it, such as one of an identity provider. */
export type KeyStatus = 'known' | 'unknown' | 'withoutTagKey';

/** Whether AWS has a condition key. */
export function conditionKeyStatus(key: string): KeyStatus {
  const asked = key.toLowerCase();
  const prefix = asked.slice(0, Math.max(0, asked.indexOf(':')));
  if (starts.includes(asked)) return 'withoutTagKey';
  if (names.has(asked) || starts.some((start) => asked.startsWith(start))) return 'known';
  // of an identity provider by its domain name, of SAML, or of a service whose keys aren't listed
  return complete.has(prefix) || !(services.has(prefix) || prefix === 'saml' || /[./]/.test(prefix)) ? 'unknown' : 'known';
}

/** The condition key that was probably meant. */
export function meantConditionKey(key: string): string | undefined {
  const meant = nearMiss(key, CONDITION_KEY_NAMES);
  return meant?.replace(PATTERN, 'name');
}

/** Names in actions and ARNs that AWS has beside the prefixes of its services. */
const MORE_SERVICES = new Set(['catalog', 'mobilehub', 'wam', 'aws-marketplace']);

/** Whether AWS has a service of this prefix, in lower case. */
export function isService(prefix: string): boolean {
  return services.has(prefix) || MORE_SERVICES.has(prefix);
}

/** The service that was probably meant. */
export function meantService(prefix: string): string | undefined {
  return nearMiss(prefix, [...services].filter((name) => Math.abs(name.length - prefix.length) < 3));
}

/**
 * The actions of IAM, STS, KMS and S3's other services.
 *
 * @returns undefined for a service whose actions aren't listed
 */
export function actionsOfService(prefix: string): readonly string[] | undefined {
  return Object.hasOwn(SERVICE_ACTIONS, prefix) ? SERVICE_ACTIONS[prefix].split(' ').map((name) => `${prefix}:${name}`) : undefined;
}

/** Whether a pattern stands for any action of a service whose actions are listed; true for other services. */
export function mayBeAction(pattern: string, prefix: string): boolean {
  return actionsOfService(prefix)?.some((name) => matchesActionPattern(pattern, name)) ?? true;
}
