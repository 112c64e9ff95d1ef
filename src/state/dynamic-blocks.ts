import type { Evaluator, Scope } from './hcl/evaluate';
import { type Computing, pairsOf } from './iteration';
import { blocks, isObject, type JsonObject, objectOf, own } from './json';

/** Whether blocks of a name are made by a `dynamic` block, or hold blocks that are. */
export function holdsDynamic(body: JsonObject, name: string): boolean {
  return dynamicOf(body, name).length > 0 || blocks(own(body, name)).some(holdsAny);
}

function holdsAny(body: JsonObject): boolean {
  return own(body, 'dynamic') !== undefined || Object.values(body).some((value) => (Array.isArray(value) || isObject(value)) && blocks(value).some(holdsAny));
}

function dynamicOf(body: JsonObject, name: string): readonly JsonObject[] {
  return blocks(own(body, 'dynamic')).flatMap((one) => blocks(own(one, name)));
}

/**
 * The blocks of a name, with those that `dynamic` blocks make, and theirs in them.
 *
 * @returns `undefined` when it isn't known what one of them is repeated for
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export function expandBlocks(body: JsonObject, name: string, computing: Computing, scope: Scope): readonly JsonObject[] | undefined {
  const written = blocks(own(body, name)).map((block) => expand(block, computing, scope));
  const made = dynamicOf(body, name).flatMap((dynamic): readonly (JsonObject | undefined)[] => {
    const each = computing.evaluator.value(own(dynamic, 'for_each'), scope);
    const pairs = pairsOf(each, computing.tokens) ?? listPairs(each);
    const iterator = iteratorOf(dynamic, name);
    if (pairs === undefined || iterator === undefined) return [undefined];
    return pairs.flatMap(([key, value]) => blocks(own(dynamic, 'content')).map((content) => expand(content, computing, iterated(scope, iterator, key, value, computing.evaluator))));
  });
  const all = [...written, ...made];
  return all.every((block) => block !== undefined) ? all : undefined;
}

/** Lists may be gone through too; their keys are locations. */
function listPairs(each: unknown): readonly (readonly [unknown, unknown])[] | undefined {
  return Array.isArray(each) ? each.map((value, index): readonly [unknown, unknown] => [index, value]) : undefined;
}

/** What an item is called in the content: the name of the blocks, unless `iterator` says otherwise. */
function iteratorOf(dynamic: JsonObject, name: string): string | undefined {
  const iterator = own(dynamic, 'iterator');
  if (iterator === undefined) return name;
  const expression: unknown = isObject(iterator) ? own(iterator, 'expression') : undefined;
  const root = typeof iterator === 'string' ? iterator.replace(/^\$\{(\w+)\}$/, '$1') : own(expression, 'root');
  return typeof root === 'string' ? root : undefined;
}

function iterated(scope: Scope, iterator: string, key: unknown, value: unknown, evaluator: Evaluator): Scope {
  const inner: Scope = {
    ...scope,
    where: `${scope.where}[${String(key)}]`,
    resolve: (reference, computing, from) => {
      if (reference.root !== iterator) return scope.resolve(reference, computing, from);
      return evaluator.follow(objectOf([['key', key], ['value', value]]), reference.steps, reference.text, from);
    },
  };
  return inner;
}

function expand(block: JsonObject, computing: Computing, scope: Scope): JsonObject | undefined {
  const names = new Set([...Object.keys(block), ...blocks(own(block, 'dynamic')).flatMap((one) => Object.keys(one))]);
  names.delete('dynamic');
  const pairs = [...names].map((name): readonly [string, unknown] => [
    name, holdsDynamic(block, name) ? expandBlocks(block, name, computing, scope) : computing.evaluator.value(own(block, name), scope),
  ]);
  // every name is there, so only what can't be expanded is undefined
  return pairs.every(([, value]) => value !== undefined) ? objectOf(pairs) : undefined;
}
