import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import type { Sequence } from '../plan/graph/node';
import { Ledger, type Account } from '../plan/ledger';
import type { Platform } from '../platforms/platform';
import { MockRegistrations } from './mock-registrations';
import { watchNamed } from './named-resources';
import { watchStack } from './other-policies';
import { watchPublicAccess } from './public-access';

/**
 * Where a program is one component that a program in another language asked for. It has no root stack here, and ends with the component.
 */
export interface Asked {
  /** The URN of what the component is below, without the project and the stack: no two components of an account have the same, and the same name. */
  readonly below: string;
  /** When the component is whole; never, where making it failed. */
  readonly end: Promise<void>;
}

/** What all constructs of one Pulumi program share. Several programs may run in one process, one after the other (tests) or at once (inline programs). */
export class Program {
  /** The program that is running. */
  public static current(): Program {
    const key = programKey();
    const known = programs.get(key);
    if (known) return known;
    const program = new Program();
    programs.set(key, program);
    watch();
    return program;
  }

  /** Where the program is one component of another's. */
  public asked?: Asked;
  /** Platforms by the provider that serves them. */
  public readonly platforms = new Map<pulumi.ProviderResource, Platform>();
  /** Name of the first construct that took AWS for granted, because no platform had been declared. */
  public firstOnDefault?: string;
  /** Who and what is made on which account, and what counts together. An account is what is behind one provider. */
  public readonly ledger = new Ledger();
  /** What comes one after the other on an account: the last of each sequence. */
  public readonly sequences = new Map<Account, Map<Sequence, pulumi.Resource>>();
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
watch();

function watch(): void {
  watchStack();
  watchPublicAccess();
  watchNamed();
  MockRegistrations.current();
}
