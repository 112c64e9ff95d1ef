import { AccessError } from '../errors';
import type { RequestKeys } from './match/keys';
import type { ContextValue } from './request';

/** The condition keys that follow from a principal, by their names in lower case. */
export type PrincipalKeys = ReadonlyMap<string, readonly string[]>;

/** The keys of a request without a context. */
export function keysOf(context: Readonly<Record<string, ContextValue>> | undefined, principal: PrincipalKeys): RequestKeys {
  if (context === undefined) return principal;
  const names = Object.keys(context);
  return names.length === 0 ? principal : new ContextKeys(context, names, principal);
}

/** Given keys first, then those of the principal. Given names are folded only when a condition or a variable asks for one. */
class ContextKeys implements RequestKeys {
  private folded: Map<string, ContextValue> | undefined;

  constructor(
    private readonly context: Readonly<Record<string, ContextValue>>,
    private readonly names: readonly string[],
    private readonly principal: PrincipalKeys,
  ) {}

  public get(key: string): readonly string[] | undefined {
    this.folded ??= fold(this.context, this.names);
    const value = this.folded.get(key);
    if (value === undefined) return this.folded.has(key) ? undefined : this.principal.get(key);
    return valuesOf(value);
  }
}

function fold(context: Readonly<Record<string, ContextValue>>, names: readonly string[]): Map<string, ContextValue> {
  const folded = new Map<string, ContextValue>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (folded.has(key)) {
      throw new AccessError({
        code: 'DuplicateContextKey',
        message: `the context gives the condition key ${JSON.stringify(key)} twice, in other cases of letters; a request has each key once`,
        remedy: `give ${key} once, with a list of values if it is a multi-valued key`,
      });
    }
    folded.set(key, context[name]);
  }
  return folded;
}

function valuesOf(value: ContextValue): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [String(value)];
  return value.length === 0 ? undefined : value;
}
