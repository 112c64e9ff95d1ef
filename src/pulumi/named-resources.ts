import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { keyOfNamed, madeBy, type NamedByText } from '../plan/graph/named';
import type { Account } from '../plan/ledger';
import { PULUMI_TYPES } from '../state/pulumi-types';

/** What a program makes under names that are plain text, and what others named before it was made; by the provider, since two accounts may have the same names. */
export class NamedResources {
  /** Begins to watch a stack, once. */
  public static of(stack: pulumi.Resource): NamedResources {
    const known = watched.get(stack);
    if (known) return known;
    const watching = new NamedResources();
    watched.set(stack, watching);
    pulumi.runtime.registerStackTransformation((args) => watching.see(args));
    return watching;
  }

  private readonly made = new Map<Account, Map<string, pulumi.Resource>>();
  private readonly waited = new Map<Account, Map<string, string>>();

  /** What makes one that is named, as far as the program has come. */
  public find(provider: Account, named: NamedByText): pulumi.Resource | undefined {
    return this.made.get(provider)?.get(keyOfNamed(named));
  }

  /**
   * What a resource that is made now must wait for, since it names it. Those who aren't made yet must not be made later.
   *
   * @param by the construct
   */
  public waitFor(provider: Account, named: readonly NamedByText[], by: string): readonly pulumi.Resource[] {
    return named.flatMap((one) => {
      const found = this.find(provider, one);
      if (found !== undefined) return [found];
      const own = this.waited.get(provider) ?? new Map<string, string>();
      const key = keyOfNamed(one);
      this.waited.set(provider, own.set(key, own.get(key) ?? by));
      return [];
    });
  }

  private see({ resource, type, name, props, opts }: pulumi.ResourceTransformationArgs): undefined {
    // a resource that is only read makes nothing
    if ('id' in opts && opts.id !== undefined || opts.urn !== undefined) return;
    const named = madeBy(PULUMI_TYPES.get(type) ?? '', (argument) => props[argument]);
    if (named === undefined) return;
    const provider = ('provider' in opts ? opts.provider : undefined) ?? opts.parent?.getProvider(type);
    const by = this.waited.get(provider)?.get(keyOfNamed(named));
    if (by !== undefined) throw madeTooLate(named, by, name);
    this.made.set(provider, (this.made.get(provider) ?? new Map<string, pulumi.Resource>()).set(keyOfNamed(named), resource));
  }
}

const watched = new WeakMap<pulumi.Resource, NamedResources>();

/** Watches the stack of the program that is running, if it has one. */
export function watchNamed(): NamedResources | undefined {
  const stack = pulumi.runtime.getStackResource();
  return stack && NamedResources.of(stack);
}

function madeTooLate({ kind, name }: NamedByText, by: string, maker: string): AccessError {
  return new AccessError({
    code: 'MadeTooLate',
    message: `${by} names the ${kind} ${name} as one that exists already, and ${maker} makes it afterwards, so that ${by} wouldn't wait for it`,
    remedy: `make the ${kind} first, and give ${by} the ${kind} itself or its name`,
  });
}
