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

/** Given keys first, then those of the principal. Requests have few keys, so looking through them is cheaper than making a map. */
class ContextKeys implements RequestKeys {
  private folded: readonly string[] | undefined;

  constructor(
    private readonly context: Readonly<Record<string, ContextValue>>,
    private readonly names: readonly string[],
    private readonly principal: PrincipalKeys,
  ) {}

  public get(key: string): readonly string[] | undefined {
    this.folded ??= foldAll(this.names);
    const at = this.folded.indexOf(key);
    const value: ContextValue | undefined = at < 0 ? undefined : this.context[this.names[at]];
    return value === undefined ? this.principal.get(key) : valuesOf(value);
  }
}

/** Lower-case names of keys by names as given: callers use the same few all the time. */
const lowerCase = new Map<string, string>();
const MOST_NAMES = 1024;

function fold(name: string): string {
  const known = lowerCase.get(name);
  if (known !== undefined) return known;
  if (lowerCase.size >= MOST_NAMES) lowerCase.clear();
  const lower = name.toLowerCase();
  lowerCase.set(name, lower);
  return lower;
}

function foldAll(names: readonly string[]): readonly string[] {
  const folded: string[] = [];
  let isRepeated = false;
  for (let i = 0; i < names.length; i++) {
    const key = fold(names[i]);
    if (i < MANY) isRepeated ||= folded.includes(key);
    folded.push(key);
  }
  if (!isRepeated && (folded.length <= MANY || new Set(folded).size === folded.length)) return folded;
  const key = folded.find((one, at) => folded.indexOf(one) !== at) ?? '';
  throw new AccessError({
    code: 'DuplicateContextKey',
    message: `the context gives the condition key ${JSON.stringify(key)} twice, in other cases of letters; a request has each key once`,
    remedy: `give ${key} once, with a list of values if it is a multi-valued key`,
  });
}

/** From here on a set finds repetitions faster than looking through the list. */
const MANY = 16;

function valuesOf(value: ContextValue): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [String(value)];
  return value.length === 0 ? undefined : value.map(String);
}
