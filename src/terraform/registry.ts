import type { IConstruct } from 'constructs';
import type { Sequence } from '../plan/graph/node';
import { Ledger, type Account } from '../plan/ledger';
import type { Platform } from '../platforms/platform';
import type { Dependable, EngineProvider } from './engine';

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

/** What stands for the access keys of an account that can't be deleted: a `terraform_data` with one instance a key. */
export interface KeptAccessKeys {
  readonly add: (name: string) => void;
}

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
  /** Who and what is made on which account, and what counts together. */
  public readonly ledger = new Ledger();
  private readonly kept = new Map<Account, KeptAccessKeys>();

  /** What comes one after the other on an account: the last of each sequence. */
  private readonly sequences = new Map<Account, Map<Sequence, Dependable>>();

  /** The last of a sequence so far; undefined before the first. */
  public lastOf(account: Account, sequence: Sequence): Dependable | undefined {
    return this.sequences.get(account)?.get(sequence);
  }

  /** Continues a sequence. */
  public continueWith(account: Account, sequence: Sequence, next: Dependable): void {
    const own = this.sequences.get(account) ?? new Map<Sequence, Dependable>();
    this.sequences.set(account, own.set(sequence, next));
  }

  /** The access keys of an account that can't be deleted; made when it is first asked for. */
  public keptAccessKeys(account: Account, make: () => KeptAccessKeys): KeptAccessKeys {
    const known = this.kept.get(account) ?? make();
    this.kept.set(account, known);
    return known;
  }
}

const apps = new WeakMap<IConstruct, AppRegistry>();
