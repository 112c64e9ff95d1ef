import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import { isDeployTime, replaceDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import { sha256Hex } from '../shape/sha256';

/** What has a name that a platform makes rules for. */
export type NamedKind = keyof Platform['names'];

/**
 * Checks the name of a user, group, role or policy against the platform's rules. The names `.` and `..` are refused everywhere: a home
 * folder of that name would be another folder to every client that tidies paths.
 *
 * @throws AccessError `InvalidName`
 */
export function checkName(kind: NamedKind, name: string, platform: Platform): void {
  if (typeof name === 'string' && isGoodName(kind, name, platform)) return;
  const rule = platform.names[kind];
  const deployTime = typeof name === 'string' && isDeployTime(name);
  throw new AccessError({
    code: 'InvalidName',
    message: `${kind} name ${shown(name)} isn't allowed on ${platform.title}${deployTime ? ': it is known only at deploy time' : ''}; allowed: ${rule.words}, and neither . nor ..`,
    remedy: deployTime ? `write the ${kind} name as plain text, or name one that exists with existing${kind[0].toUpperCase()}${kind.slice(1)}(…)` : `choose another ${kind} name`,
  });
}

/**
 * As {@link checkName}, for somebody who exists: the name may hold values that are known only at deploy time, and only the letters around
 * them are checked here.
 *
 * @throws AccessError `InvalidName`
 */
export function checkExistingName(kind: NamedKind, name: string, platform: Platform): void {
  if (typeof name === 'string' && isDeployTime(name) && isGoodName(kind, replaceDeployTime(name, () => 'xxx'), platform)) return;
  checkName(kind, name, platform);
}

function isGoodName(kind: NamedKind, name: string, platform: Platform): boolean {
  return new RegExp(platform.names[kind].pattern).test(name) && name !== '.' && name !== '..';
}

/** A short, stable fingerprint of a text: eight hexadecimal digits. */
export function shortHash(text: string): string {
  return sha256Hex(text).slice(0, 8);
}

/**
 * The name that something gets which the caller gives none: that of the construct, after the scope of the platform where an equal name would
 * replace somebody else's.
 *
 * @throws AccessError `InvalidPlatform` where names need a scope and the platform has none
 */
export function nameAfter(construct: string, { replacesExisting = false, scope, title }: Platform): string {
  if (!replacesExisting) return construct;
  if (scope !== undefined) return `${scope}.${construct}`;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `${title} has no scope, and making ${shown(construct)} there would replace in silence what others call so`,
    remedy: "say in the platform what tells these names from those of others: scope: 'acme-storage'; on the command line --scope acme-storage",
  });
}

/**
 * The name of a policy that lives among those of others, with a fingerprint of what no other policy of the program has.
 *
 * @param of what tells it from all others of the same program or plan, such as its path
 * @throws AccessError `InvalidPlatform` where putting a policy of this name would replace another repository's in silence
 */
export function sharedPolicyName(parts: readonly string[], of: string, placement: 'inline' | 'managed', platform: Platform): string {
  const named = [...parts, shortHash(of)];
  // a managed policy that exists already can't be made again, an inline one can be put again
  return policyName(named, placement === 'managed' ? platform : { ...platform, replacesExisting: true });
}

/** A policy name out of parts, after the scope of the platform where an equal name would replace another policy, shortened with a fingerprint where it would be too long. Characters that no policy name of the platform may have become `-`. */
export function policyName(parts: readonly string[], platform: Platform): string {
  const { longest, pattern } = platform.names.policy;
  const rule = new RegExp(pattern);
  const whole = nameAfter(parts.join('-'), platform);
  const name = whole.replace(/[^A-Za-z0-9]/g, (character) => (rule.test(`aaa${character}`) ? character : '\0')).replace(/\0+/g, '-');
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}-${shortHash(whole)}`;
}

/**
 * Refuses a name that is there twice; names that differ only by case are the same to IAM.
 *
 * @throws AccessError `NameTwice`
 */
export function checkNamesOnce(kind: string, names: Iterable<string>): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      throw new AccessError({
        code: 'NameTwice',
        message: `${kind} ${shown(name)} is there twice${other === name ? '' : `: ${shown(other)} differs only by case, which IAM doesn't distinguish`}`,
        remedy: `name each ${kind} once`,
      });
    }
    seen.set(name.toLowerCase(), name);
  }
}
