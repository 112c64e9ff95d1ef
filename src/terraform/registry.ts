import type { IConstruct } from 'constructs';
import { AccessError } from '../errors';
import { PlacementBudget } from '../plan/placement';
import type { ExistingPrincipal } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import type { BucketPolicies } from './bucket-policies';
import type { EngineProvider } from './engine';
import type { KeptAccessKeys } from './kept-access-keys';

/** A platform that was declared on a part of the tree, and the provider that serves it. */
export interface DeclaredPlatform {
  readonly platform: Platform;
  /** None, where nothing is reached by one. */
  readonly provider?: EngineProvider;
  /** Of those who have a second one: that for users and keys. */
  readonly beside?: EngineProvider;
}

/** A plan that is made as a whole, and what only it knows. */
export interface WholePlan {
  /** Of users, by name. */
  readonly passwords?: Readonly<Record<string, string>>;
}

/** Where people live who aren't made here: behind one provider of one stack. Two stacks are rarely one account: dev and prod. */
export type Account = object;

/** What all constructs of one app share: nothing in it outlives the app. */
export class AppRegistry {
  /** The registry of the app that a construct is in. */
  public static of(scope: IConstruct): AppRegistry {
    const { root } = scope.node;
    const known = apps.get(root);
    if (known) return known;
    const registry = new AppRegistry();
    apps.set(root, registry);
    return registry;
  }

  /** Platforms by the construct below which they hold. */
  public readonly platforms = new Map<IConstruct, DeclaredPlatform>();
  /** Constructs that make a whole plan. */
  public readonly wholePlans = new Map<IConstruct, WholePlan>();
  /** Path of the first construct that took AWS for granted, because no platform had been declared. */
  public firstOnDefault?: string;
  /** Scopes in which a construct took the platform of a scope further up, and the first such construct: too late for one of their own. */
  public readonly inheritedThrough = new Map<IConstruct, string>();
  /** Bucket policies of the app; made with the first guard. */
  public bucketPolicies?: BucketPolicies;
  private readonly budgets = new ByAccount<PlacementBudget>();
  private readonly keysOfExisting = new ByAccount<string[]>();
  private readonly groupsOfExisting = new ByAccount<string[]>();
  private readonly made = new ByAccount<{ readonly name: string; readonly path: string }>();
  private readonly kept = new Map<Account, KeptAccessKeys>();
  private readonly policyNames = new Map<string, string>();

  /** One budget for each principal that exists already, whoever grants it something. */
  public budgetOf(account: Account, { kind, name }: ExistingPrincipal, platform: Platform): PlacementBudget {
    return this.budgets.get(account, `${kind} ${name}`, () => new PlacementBudget({ kind, name, existing: true }, platform));
  }

  /** The generations of access keys that this app makes for a user who exists already. */
  public accessKeysOf(account: Account, user: string): string[] {
    return this.keysOfExisting.get(account, user, () => []);
  }

  /** The access keys of an account that can't be deleted; made when it is first asked for. */
  public keptAccessKeys(account: Account, make: () => KeptAccessKeys): KeptAccessKeys {
    const known = this.kept.get(account) ?? make();
    this.kept.set(account, known);
    return known;
  }

  /** The groups of this app that a user who exists already was put in. */
  public groupsOf(account: Account, user: string): string[] {
    return this.groupsOfExisting.get(account, user, () => []);
  }

  /**
   * Takes the name of a user, group or role that is made here.
   *
   * @throws AccessError `NameTwice`
   */
  public takeName(account: Account, kind: string, name: string, path: string): void {
    const first = this.made.get(account, `${kind} ${name}`, () => ({ name, path }));
    if (first.path === path) return;
    throw new AccessError({
      code: 'NameTwice',
      message: `${first.path} makes the ${kind} ${first.name}, and ${path} would make ${name}; names that differ only by case are the same to IAM`,
      remedy: `make the ${kind} once and hand it on, or choose another name`,
    });
  }

  /**
   * Takes a policy name of a principal. IAM overwrites a policy of the same name in silence, so two are refused.
   *
   * @throws AccessError `PolicyNameTwice`
   */
  public takePolicyName(principal: string, name: string, path: string): void {
    const key = `${principal} ${name.toLowerCase()}`;
    const other = this.policyNames.get(key);
    if (other !== undefined) {
      throw new AccessError({
        code: 'PolicyNameTwice',
        message: `${other} and ${path} would both write the policy ${name} of ${principal}; the second would overwrite the first in silence`,
        remedy: 'give one of the constructs another id',
      });
    }
    this.policyNames.set(key, path);
  }
}

/** Something for each name in each account; names that differ only by case are one to IAM. */
class ByAccount<T> {
  private readonly accounts = new Map<Account, Map<string, T>>();

  public get(account: Account, name: string, make: () => T): T {
    const known = this.accounts.get(account) ?? new Map<string, T>();
    this.accounts.set(account, known);
    const key = name.toLowerCase();
    const value = known.get(key) ?? make();
    known.set(key, value);
    return value;
  }
}

const apps = new WeakMap<IConstruct, AppRegistry>();
