import type { Platform } from '../platforms/platform';
import type { UnknownAccess } from './access-state';
import { isObject, own, scalarText } from './json';
import { type Declared, declaredPlatform } from './provider-platforms';

/** The component that says what platform a provider is for. */
const TYPE = 'bucket-grants:index:StorageProvider';

/** The type of a provider, before the name of its package. */
const PROVIDER = 'pulumi:providers:';

/**
 * The platforms that the providers of a program are declared for: a StorageProvider for another platform than AWS says so in a component of its
 * own, which names the provider.
 */
export class PulumiPlatforms {
  /** What a component says that isn't followed. */
  public readonly unreadable: readonly UnknownAccess[];
  private readonly byProvider = new Map<string, Platform>();

  /** @param states all resources of a preview or an export */
  public constructor(states: readonly unknown[]) {
    const byUrn = new Map(states.map((state) => [own(state, 'urn'), state]));
    const unreadable: UnknownAccess[] = [];
    const seen = new Map<string, string>();
    for (const state of states) {
      if (own(state, 'type') !== TYPE) continue;
      const inputs = own(state, 'inputs');
      const urn = own(inputs, 'provider');
      const provider = typeof urn === 'string' ? byUrn.get(urn) : undefined;
      const said = JSON.stringify(inputs) ?? '';
      const found = isTwice(seen, scalarText(urn), said) ? TWICE : declaredPlatform(packageOf(provider), configurationOf(provider), inputs);
      if (found.platform !== undefined) {
        this.byProvider.set(scalarText(urn), found.platform);
      } else {
        this.byProvider.delete(scalarText(urn));
        unreadable.push({ where: whereOf(state), reason: found.reason });
      }
    }
    this.unreadable = unreadable;
  }

  /** The platform of a resource. @param provider what it names: the URN of its provider and the provider's id */
  public of(provider: unknown): Platform | undefined {
    return typeof provider === 'string' ? this.byProvider.get(provider.slice(0, Math.max(0, provider.lastIndexOf('::')))) : undefined;
  }
}

/** Of two platforms of one provider, none is believed. */
const TWICE: Declared = {
  reason: 'its provider is declared for another platform as well; all is judged by the rules of AWS: name the platform (option platform, --platform)',
};

function isTwice(seen: Map<string, string>, urn: string, said: string): boolean {
  const other = seen.get(urn);
  seen.set(urn, other ?? said);
  return other !== undefined && other !== said;
}

function packageOf(provider: unknown): string {
  const type = scalarText(own(provider, 'type'));
  return type.startsWith(PROVIDER) ? type.slice(PROVIDER.length) : '';
}

/** The args of a provider, of which all that isn't text is written as JSON. */
function configurationOf(provider: unknown): unknown {
  const inputs = own(provider, 'inputs');
  const endpoints = own(inputs, 'endpoints');
  return { endpoints: typeof endpoints === 'string' ? parsed(endpoints) : endpoints };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isObject) : undefined;
  } catch {
    return undefined;
  }
}

function whereOf(state: unknown): string {
  return `StorageProvider::${scalarText(own(state, 'urn')).split('::').slice(3).join('::')}`;
}
