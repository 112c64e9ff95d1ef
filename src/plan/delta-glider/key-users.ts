import { AccessError } from '../../errors';
import type { RenderedAccessKey } from '../access-keys';

/** A user of the proxy: one access key of a user of the plan. */
export interface KeyUser {
  /** The user of the plan. */
  readonly user: string;
  /** The user of the proxy. */
  readonly name: string;
  readonly enabled: boolean;
  /** Environment variable with the access key's id. */
  readonly keyId: string;
  /** Environment variable with its secret. */
  readonly secret: string;
}

/** The generation whose user on the proxy has the name of the user itself: what a user gets who rotates nothing. */
const PLAIN = '1';

/**
 * The users of the proxy. It gives a user one key, so that each generation is a user of its own, and it never moves a key from one name to
 * another in one step: a name goes by the generation alone, whatever others there are.
 *
 * @throws AccessError `NameTwice`
 */
export function keyUsers(users: ReadonlyArray<{ readonly name: string; readonly accessKeys: readonly RenderedAccessKey[] }>): readonly KeyUser[] {
  const all = users.flatMap(({ name, accessKeys }) => accessKeys.map((key) => keyUser(name, key)));
  const twice = (what: 'name' | 'keyId', words: string) => {
    const [one, other] = firstTwice(all, what) ?? [];
    if (one === undefined || other === undefined) return;
    throw new AccessError({
      code: 'NameTwice',
      message: `the access keys of user ${other.user} and user ${one.user} would both be the ${words} ${one[what]}`,
      remedy: 'choose other names of users or generations',
    });
  };
  twice('name', 'user');
  twice('keyId', 'environment variable');
  return all;
}

/** The first that has what an earlier one has, and the earlier one. */
function firstTwice(all: readonly KeyUser[], what: 'name' | 'keyId'): readonly [one: KeyUser, other: KeyUser] | undefined {
  const known = new Map<string, KeyUser>();
  for (const one of all) {
    const other = known.get(one[what]);
    if (other !== undefined) return [one, other];
    known.set(one[what], one);
  }
  return undefined;
}

function keyUser(user: string, { generation, status }: RenderedAccessKey): KeyUser {
  const variable = `${user}_${generation}`.toUpperCase().replace(/[^A-Z0-9]/g, '_').replace(/^(?=\d)/, '_');
  return {
    user, name: generation === PLAIN ? user : `${user}-${generation}`, enabled: status === 'Active', keyId: `${variable}_KEY_ID`, secret: `${variable}_SECRET`,
  };
}
