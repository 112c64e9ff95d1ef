import { AccessError } from '../errors';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import { shown } from '../s3/names';
import { listOf, VALUE } from '../shape/readers';
import { objectWith, type Shape } from '../shape/shape';
import { checkNamesOnce } from './names';

/** Whether an access key may be used. A suspended key keeps its id and its secret and can be made active again. */
export type AccessKeyStatus = 'Active' | 'Inactive';

/** One access key of a user, distinguished from the others by the name of its generation. */
export interface AccessKeyGeneration {
  /**
   * A name that never changes for this key, usually the date of its making: `2026-11`. Letters, digits and `. _ -`, at most 64. It has no default: a name
   * that came of the key's place in the list would move to another key when one is removed, and replace both.
   */
  readonly generation: string;
  /**
   * `'Inactive'` suspends the key without deleting it.
   *
   * @default 'Active'
   */
  readonly status?: AccessKeyStatus;
  /**
   * Encrypts the secret so that neither the state nor an output holds it in the clear: a base64 PGP public key (no armor), or `keybase:name`.
   *
   * @default - the secret is in the state, marked sensitive
   */
  readonly pgpKey?: string;
}

/** The shape of {@link AccessKeyGeneration}. */
export const GENERATION: Shape<AccessKeyGeneration> = { generation: VALUE, status: VALUE, pgpKey: VALUE };

/** Reads the access keys of a user. */
export const ACCESS_KEYS = listOf((value, at) => (typeof value === 'string' ? VALUE : objectWith(GENERATION))(value, { ...at, code: 'InvalidAccessKey' }));

/**
 * The access keys of a user, oldest first. Rotating is adding a generation, rolling it out to every client, and removing the old one:
 * `['2026-05']`, then `['2026-05', '2026-11']`, then `['2026-11']`.
 */
export type AccessKeys = ReadonlyArray<string | AccessKeyGeneration>;

/** An access key with everything said. */
export interface RenderedAccessKey extends AccessKeyGeneration {
  readonly status: AccessKeyStatus;
}

/**
 * Brings access keys to one form and checks them.
 *
 * @throws AccessError `InvalidAccessKey`, `NameTwice`, `TooManyAccessKeys`
 */
export function accessKeyGenerations(user: string, keys: AccessKeys, platform: Platform): readonly RenderedAccessKey[] {
  const generations = keys.map((key): RenderedAccessKey => (typeof key === 'string' ? { generation: key, status: 'Active' } : { ...key, status: key?.status === undefined ? 'Active' : key.status }));
  for (const key of generations) checkGeneration(user, key);
  if (generations.some(({ pgpKey }) => pgpKey !== undefined)) checkFeature(platform, 'pgpKeys', `the pgpKey of user ${user}`);
  if (generations.some(({ status }) => status === 'Inactive')) checkFeature(platform, 'suspendedKeys', `the inactive access key of user ${user}`);
  checkNamesOnce(`access key of user ${user}: generation`, generations.map(({ generation }) => generation));
  const most = platform.limits.accessKeysPerUser;
  if (generations.length > most) {
    throw new AccessError({
      code: 'TooManyAccessKeys',
      message: `user ${user} has ${generations.length} access keys (${generations.map(({ generation }) => generation).join(', ')}); ${platform.title} allows ${most} at a time`,
      remedy: 'remove the generation that no client uses any more before adding another',
    });
  }
  return generations;
}

function checkGeneration(user: string, { generation, status, pgpKey }: AccessKeyGeneration): void {
  const problems: ReadonlyArray<readonly [wrong: boolean, problem: string, remedy: string]> = [
    [typeof generation !== 'string' || !/^[A-Za-z0-9._-]{1,64}$/.test(generation), `generation ${shown(generation)} isn't 1 to 64 letters, digits and . _ -`, "name it by its date, such as '2026-11'"],
    [status !== 'Active' && status !== 'Inactive', `status ${shown(status)} is neither Active nor Inactive`, "write status: 'Inactive' to suspend the key"],
    [pgpKey !== undefined && !/^(keybase:\w+|[A-Za-z0-9+/=\s]+)$/.test(pgpKey), 'pgpKey is neither base64 nor keybase:name', 'export the public key without armor and encode it: gpg --export KEY | base64'],
  ];
  const found = problems.find(([wrong]) => wrong);
  if (found) throw new AccessError({ code: 'InvalidAccessKey', message: `access key of user ${user}: ${found[1]}`, remedy: found[2] });
}
