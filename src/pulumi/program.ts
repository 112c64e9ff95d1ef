import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import { AccessError } from '../errors';
import type { RenderedAccessKey } from '../plan/access-keys';
import { checkNamesOnce } from '../plan/names';
import { PlacementBudget } from '../plan/placement';
import type { ExistingPrincipal } from '../plan/principals';
import type { Platform } from '../platforms/platform';
import type { BucketPolicies } from './bucket-policies';
import { watchStack } from './other-policies';
import { watchPublicAccess } from './public-access';

/** What all constructs of one Pulumi program share. Several programs may run in one process, one after the other (tests) or at once (inline programs). */
export class Program {
  /** The program that is running. */
  public static current(): Program {
    const key = programKey();
    const known = programs.get(key);
    if (known) return known;
    const program = new Program();
    programs.set(key, program);
    watchStack();
    watchPublicAccess();
    return program;
  }

  /** Platforms by the provider that serves them. */
  public readonly platforms = new Map<pulumi.ProviderResource, Platform>();
  /** Name of the first construct that took AWS for granted, because no platform had been declared. */
  public firstOnDefault?: string;
  /** Bucket policies of the program; made with the first of them. */
  public bucketPolicies?: BucketPolicies;
  private readonly budgets = new Map<string, PlacementBudget>();
  private readonly takenNames = new Map<string, string>();
  private readonly groups = new Map<string, string[]>();
  private readonly keys = new Map<string, RenderedAccessKey[]>();
  private readonly scopes = new Map<pulumi.ProviderResource | undefined, number>();

  /**
   * Identifies a principal in this program: the same name on another provider is somebody else, and IAM tells no cases apart.
   */
  public principalKey(provider: pulumi.ProviderResource | undefined, kind: ExistingPrincipal['kind'], name: string): string {
    const scope = this.scopes.get(provider) ?? this.scopes.size;
    this.scopes.set(provider, scope);
    return `${scope} ${kind} ${name.toLowerCase()}`;
  }

  /** One budget for each principal that exists already, no matter who grants it something. */
  public budgetOf(key: string, { kind, name }: ExistingPrincipal, platform: Platform): PlacementBudget {
    const budget = this.budgets.get(key) ?? new PlacementBudget({ kind, name, existing: true }, platform);
    this.budgets.set(key, budget);
    return budget;
  }

  /**
   * Takes a name, once.
   *
   * @throws AccessError `NameTwice` for a user or group, `PolicyNameTwice` for a policy of a principal, which IAM would overwrite in silence
   */
  public takeName(what: 'principal' | 'policy', owner: string, name: string, by: string): void {
    const key = `${what} ${owner} ${name.toLowerCase()}`;
    const other = this.takenNames.get(key);
    if (other !== undefined) {
      throw new AccessError(what === 'policy'
        ? { code: 'PolicyNameTwice', message: `${other} and ${by} would both write the policy ${name} of the same principal; the second would overwrite the first in silence`, remedy: 'give one of them another name' }
        : { code: 'NameTwice', message: `${other} and ${by} would both make ${name}; names that differ only by case are the same to IAM`, remedy: 'make it once and pass it on, or name it with existingUser(…) or existingGroup(…)' });
    }
    this.takenNames.set(key, by);
  }

  /**
   * Counts the groups of a user.
   *
   * @throws AccessError `TooManyGroups`
   */
  public joinGroup(userKey: string, user: string, group: string, { limits, title }: Platform): void {
    const groups = [...(this.groups.get(userKey) ?? []), group];
    checkNamesOnce(`group of user ${user}:`, groups);
    if (groups.length > limits.groupsPerUser) {
      throw new AccessError({
        code: 'TooManyGroups',
        message: `user ${user} is in more than ${limits.groupsPerUser} groups, the last of them ${group}; ${title} allows no more`,
        remedy: 'put the grants of several groups into one group',
      });
    }
    this.groups.set(userKey, groups);
  }

  /** The access keys that this program makes for a user, no matter who declares them. */
  public accessKeysOf(userKey: string): RenderedAccessKey[] {
    const keys = this.keys.get(userKey) ?? [];
    this.keys.set(userKey, keys);
    return keys;
  }
}

const programs = new WeakMap<object, Program>();
/** Stands for a program outside Pulumi, which fails with its first resource. */
const NOWHERE = {};

/** Whether the program runs under the mocks of a unit test, where it has no end. */
export function underMocks(): boolean {
  return pulumi.runtime.getMonitor() instanceof MockMonitor;
}

/** Every run of a program has a root stack of its own; under mocks every `setMocks` begins a new one. */
function programKey(): object {
  return (underMocks() ? undefined : pulumi.runtime.getStackResource()) ?? pulumi.runtime.getMonitor() ?? NOWHERE;
}

// A program imports this before it makes anything, as a rule; whatever it makes earlier is seen only in part.
watchStack();
watchPublicAccess();
