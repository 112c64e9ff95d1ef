import type { Evaluator, Reference, Scope } from './hcl/evaluate';
import { entries, isObject, type JsonObject, own } from './json';
import type { Unknowns } from './unknown';

/** More instances than this of one block are not made. */
const MOST_INSTANCES = 10_000;

/** What computes what is in blocks. */
export interface Computing {
  readonly evaluator: Evaluator;
  readonly tokens: Unknowns;
}

/** What `each` and `count` mean in an instance of a block. */
export type Iteration = { readonly each: readonly [key: string, value: unknown] } | { readonly count: number };

/** Whether a block has one instance, which goes by the block's own address. */
export function isSingle(body: JsonObject): boolean {
  return own(body, 'count') === undefined && own(body, 'for_each') === undefined;
}

/** What `count` or `for_each` of a block say; one that isn't known, where they can't be computed. */
export function iterationsOf(body: JsonObject, { evaluator, tokens }: Computing, scope: Scope): readonly (Iteration | undefined)[] {
  const count = evaluator.value(own(body, 'count'), scope);
  const number = typeof count === 'string' ? Number(count) : count;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MOST_INSTANCES) {
    return Array.from({ length: number }, (_, index) => ({ count: index }));
  }
  const pairs = pairsOf(evaluator.value(own(body, 'for_each'), scope), tokens);
  return pairs?.map(([key, value]) => ({ each: [key, value] })) ?? [undefined];
}

/** What is gone through, by key; `undefined` when that isn't known. A set has its values as keys. */
export function pairsOf(each: unknown, tokens: Unknowns): readonly (readonly [key: string, value: unknown])[] | undefined {
  if (!Array.isArray(each) && !isObject(each)) return undefined;
  const pairs = Array.isArray(each) ? each.map((item): readonly [unknown, unknown] => [item, item]) : entries(each);
  if (pairs.length > MOST_INSTANCES || !pairs.every(([key]) => typeof key === 'string' && tokens.isKnown(key))) return undefined;
  return pairs.map(([key, value]) => [String(key), value]);
}

/** What a reference to `each` or `count` means; `undefined` for every other reference, and where the iteration isn't known. */
export function inIteration(iteration: Iteration | undefined, { root, steps, text }: Reference, scope: Scope, evaluator: Evaluator): unknown {
  const [step, ...rest] = steps;
  const name = step !== undefined && 'name' in step ? step.name : undefined;
  if (iteration === undefined) return undefined;
  if ('count' in iteration) return root === 'count' && name === 'index' ? iteration.count : undefined;
  if (root !== 'each') return undefined;
  if (name === 'key') return iteration.each[0];
  return name === 'value' ? evaluator.follow(iteration.each[1], rest, text, scope) : undefined;
}

/** The key of an instance in its block. */
export function keyOf(iteration: Iteration | undefined): string | number | undefined {
  if (iteration === undefined) return undefined;
  return 'count' in iteration ? iteration.count : iteration.each[0];
}

/** The index that an instance has in its address. */
export function indexText(iteration: Iteration | undefined): string {
  return iteration === undefined ? '' : `[${JSON.stringify(keyOf(iteration))}]`;
}
