import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import { accessKeyGenerations, type AccessKeys, type RenderedAccessKey } from './access-keys';
import { checkNamesOnce } from './names';
import { PlacementBudget } from './placement';
import type { ExistingPrincipal } from './principals';

/** Where people live: behind one provider, or one stack's default provider. The same name in two accounts is two people. */
export type Account = object | undefined;

/** Somebody in an account, made here or not. */
export interface LedgerEntry {
  readonly account: Account;
  readonly kind: ExistingPrincipal['kind'];
  readonly name: string;
}

/** What an app or a program makes on its accounts, no matter who declares it: what may be there once, and what counts together. */
export class Ledger {
  private readonly made = new ByPrincipal<{ readonly name: string; readonly by: string }>();
  private readonly policies = new ByPrincipal<Map<string, string>>();
  private readonly budgets = new ByPrincipal<PlacementBudget>();
  private readonly keys = new ByPrincipal<RenderedAccessKey[]>();
  private readonly groups = new ByPrincipal<string[]>();

  /**
   * Takes the name of a user, group or role that is made.
   *
   * @param by the construct
   * @throws AccessError `NameTwice`
   */
  public takeName(entry: LedgerEntry, by: string): void {
    const own = { name: entry.name, by };
    const first = this.made.get(entry, () => own);
    if (first === own) return;
    throw new AccessError({
      code: 'NameTwice',
      message: `${first.by} makes the ${entry.kind} ${first.name}, and ${by} would make ${entry.name}; names that differ only by case are the same to IAM`,
      remedy: `make the ${entry.kind} once and hand it on, or name it with existing${entry.kind[0].toUpperCase()}${entry.kind.slice(1)}(…), or choose another name`,
    });
  }

  /**
   * Takes a policy name of a principal. IAM overwrites a policy of the same name in silence, so two are refused.
   *
   * @param by the construct
   * @throws AccessError `PolicyNameTwice`
   */
  public takePolicyName(entry: LedgerEntry, policy: string, by: string): void {
    const taken = this.policies.get(entry, () => new Map());
    const other = taken.get(policy.toLowerCase());
    if (other !== undefined) {
      throw new AccessError({
        code: 'PolicyNameTwice',
        message: `${other} and ${by} would both write the policy ${policy} of ${entry.kind} ${entry.name}; the second would overwrite the first in silence`,
        remedy: 'give one of the constructs another name',
      });
    }
    taken.set(policy.toLowerCase(), by);
  }

  /** One budget for each principal that exists already, no matter who grants it something. */
  public budgetOf(entry: LedgerEntry, platform: Platform): PlacementBudget {
    const { kind, name } = entry;
    return this.budgets.get(entry, () => new PlacementBudget({ kind, name, existing: true }, platform));
  }

  /**
   * Adds access keys of a user to those that are declared elsewhere.
   *
   * @returns those that were added
   * @throws AccessError `InvalidAccessKey`, `NameTwice`, `TooManyAccessKeys`
   */
  public addKeys(user: LedgerEntry, wanted: AccessKeys, platform: Platform): readonly RenderedAccessKey[] {
    const there = this.keys.get(user, () => []);
    const added = accessKeyGenerations(user.name, [...there, ...wanted], platform).slice(there.length);
    there.push(...added);
    return added;
  }

  /**
   * Counts the groups of a user.
   *
   * @throws AccessError `NameTwice`, `TooManyGroups`
   */
  public joinGroup(user: LedgerEntry, group: string, { limits, title }: Platform): void {
    const groups = this.groups.get(user, () => []);
    checkNamesOnce(`group of user ${user.name}:`, [...groups, group]);
    groups.push(group);
    if (groups.length <= limits.groupsPerUser) return;
    throw new AccessError({
      code: 'TooManyGroups',
      message: `user ${user.name} is in ${groups.length} groups (${groups.join(', ')}); ${title} allows ${limits.groupsPerUser}`,
      remedy: 'put the grants of several groups into one group',
    });
  }
}

/** Something for each principal of each account; names that differ only by case are one to IAM. */
class ByPrincipal<T> {
  private readonly accounts = new Map<Account, Map<string, T>>();

  public get({ account, kind, name }: LedgerEntry, make: () => T): T {
    const known = this.accounts.get(account) ?? new Map<string, T>();
    this.accounts.set(account, known);
    const key = `${kind} ${name.toLowerCase()}`;
    const value = known.get(key) ?? make();
    known.set(key, value);
    return value;
  }
}
