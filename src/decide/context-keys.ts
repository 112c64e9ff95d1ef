import { AccessError } from '../errors';
import { readDate } from '../policy/operators/date';
import { TIME_KEYS } from '../s3/request-keys';
import { shown } from '../shape/shown';
import { invalid } from './check-request';
import type { RequestKeys } from './match/keys';
import type { PrincipalKeys } from './principal-keys';
import type { ContextValue } from './request';
import type { GivenKeys, SuppliedKeys } from './supplied-keys';

const NO_NAMES: readonly string[] = [];

/** Whose keys follow from a principal. */
export interface HasKeys {
  readonly keys: PrincipalKeys;
}

/**
 * The keys of a request: those of its context first, then those of its principal, then those that every request has.
 *
 * @param supplied the last. @default - none: the request has exactly what it was given and what follows from its principal
 */
export function keysOf(
  context: Readonly<Record<string, ContextValue>> | undefined, principal: HasKeys, supplied?: SuppliedKeys,
): RequestKeys {
  // looked at at once, so that what isn't a context is refused whether a policy asks for a key or not
  const names = context === undefined ? NO_NAMES : Object.keys(context);
  return names.length === 0 && supplied === undefined ? principal.keys : new ContextKeys(context ?? NO_CONTEXT, names, principal, supplied);
}

const NO_CONTEXT = {};

/** Requests have few keys, so looking through them is cheaper than making a map. */
class ContextKeys implements RequestKeys, GivenKeys {
  private folded: readonly string[] | undefined = undefined;

  constructor(
    private readonly context: Readonly<Record<string, ContextValue>>,
    private readonly names: readonly string[],
    private readonly principal: HasKeys,
    private readonly supplied: SuppliedKeys | undefined,
  ) {}

  public get(key: string): readonly string[] | undefined {
    const value = this.valueOf(key);
    if (value !== undefined) return valuesOf(value);
    return this.principal.keys.get(key) ?? this.supplied?.get(key, this);
  }

  public given(key: string): readonly string[] | undefined {
    const value = this.valueOf(key);
    return value === undefined ? undefined : valuesOf(value) ?? [];
  }

  private valueOf(key: string): ContextValue | undefined {
    if (this.names.length === 0) return undefined;
    const at = (this.folded ?? this.fold()).indexOf(key);
    return at < 0 ? undefined : this.context[this.names[at]];
  }

  private fold(): readonly string[] {
    this.folded = foldAll(this.names);
    if (this.names.length > 1) this.checkMoment(this.folded);
    return this.folded;
  }

  /** A request is made at one moment, which two keys tell. */
  private checkMoment(folded: readonly string[]): void {
    const date = folded.indexOf(TIME_KEYS[0]);
    if (date < 0) return;
    const epoch = folded.indexOf(TIME_KEYS[1]);
    if (epoch < 0) return;
    const values = [date, epoch].map((at) => this.context[this.names[at]]);
    if (isOneMoment(values[0], values[1])) return;
    throw new AccessError({
      code: 'InvalidRequest',
      message: `the context has ${this.names[date]} ${String(values[0])} and ${this.names[epoch]} ${String(values[1])}; a request is made at one moment`,
      remedy: 'give one of the two: the other follows from it',
    });
  }
}

/** Whether two values tell one moment, to the second; what can't be read as a time tells none. */
export function isOneMoment(one: ContextValue, other: ContextValue): boolean {
  const [first, second] = [one, other].map((value) => valuesOf(value)?.map((text) => readDate(text)));
  if (first?.length !== 1 || second?.length !== 1 || first[0] === undefined || second[0] === undefined) return true;
  return Math.floor(first[0] / 1000) === Math.floor(second[0] / 1000);
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
    message: `the context gives the condition key ${shown(key)} twice, in other cases of letters; a request has each key once`,
    remedy: `give ${shown(key)} once, with a list of values if it is a multi-valued key`,
  });
}

/** From here on a set finds repetitions faster than looking through the list. */
const MANY = 16;

function valuesOf(value: ContextValue): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [textOf(value)];
  return value.length === 0 ? undefined : value.map(textOf);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw invalid('a value in the context of the request', value, 'texts, numbers, true, false, and lists of them');
}
