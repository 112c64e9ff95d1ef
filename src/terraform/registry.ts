import type { Construct, IConstruct } from 'constructs';
import { AccessError } from '../errors';
import { PlacementBudget } from '../plan/placement';
import type { ExistingPrincipal } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import type { BucketPolicies } from './bucket-policies';
import type { EngineProvider } from './engine';

/** A platform that was declared on a part of the tree, and the provider that serves it. */
export interface DeclaredPlatform {
  readonly platform: Platform;
  readonly provider: EngineProvider;
}

/** What all constructs of one app share: nothing in it outlives the app. */
export class AppRegistry {
  /** The registry of the app that a construct is in. */
  public static of(scope: Construct): AppRegistry {
    const { root } = scope.node;
    const known = apps.get(root);
    if (known) return known;
    const registry = new AppRegistry();
    apps.set(root, registry);
    return registry;
  }

  /** Platforms by the construct below which they hold. */
  public readonly platforms = new Map<IConstruct, DeclaredPlatform>();
  /** Path of the first construct that took AWS for granted, because no platform had been declared. */
  public firstOnDefault?: string;
  /** Bucket policies of the app; made with the first guard. */
  public bucketPolicies?: BucketPolicies;
  private readonly budgets = new Map<string, PlacementBudget>();
  private readonly policyNames = new Map<string, string>();
  private readonly keysOfExisting = new Map<string, string[]>();

  /** One budget for each principal that exists already, whoever grants it something. */
  public budgetOf({ kind, name }: ExistingPrincipal, platform: Platform): PlacementBudget {
    const key = `${kind} ${name}`;
    const budget = this.budgets.get(key) ?? new PlacementBudget({ kind, name, existing: true }, platform);
    this.budgets.set(key, budget);
    return budget;
  }

  /** The generations of access keys that this app makes for a user who exists already. */
  public accessKeysOf(user: string): string[] {
    const keys = this.keysOfExisting.get(user) ?? [];
    this.keysOfExisting.set(user, keys);
    return keys;
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

const apps = new WeakMap<IConstruct, AppRegistry>();
