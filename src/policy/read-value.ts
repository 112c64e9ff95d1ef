import { JsonNode, JsonReadError, MAX_DEPTH } from './json-node';

/** More values than the largest real policy has by far; keeps an object that holds itself many times over from growing without end. */
const MAX_NODES = 2_000_000;

/**
 * Reads a JavaScript value as JSON: own enumerable members only, so that nothing comes in through a prototype, and members that are
 * `undefined` are absent, as in `JSON.stringify`.
 *
 * @throws JsonReadError when it holds something that JSON has not, when it is nested deeper than {@link MAX_DEPTH} (or holds itself), or too large
 */
export function readValue(value: unknown): JsonNode {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof JsonReadError) throw error;
    // nothing of ours throws here: a getter or a proxy in the value does
    throw new JsonReadError('MalformedJson', 'the document holds something that throws when it is looked at', 0);
  }
}

function read(value: unknown): JsonNode {
  let nodes = 0;
  const node = (item: unknown, depth: number): JsonNode => {
    if (++nodes > MAX_NODES) throw new JsonReadError('DocumentTooLarge', `the document has more than ${MAX_NODES} values`, 0);
    if (item === null) return { kind: 'null', offset: 0, text: 'null' };
    if (typeof item === 'string') return { kind: 'string', offset: 0, text: item };
    if (typeof item === 'boolean' || (typeof item === 'number' && Number.isFinite(item))) {
      return { kind: typeof item as 'boolean' | 'number', offset: 0, text: String(item) };
    }
    if (typeof item !== 'object') throw new JsonReadError('MalformedJson', `the document holds ${typeof item === 'number' ? item : `a value of type ${typeof item}`}, which JSON has not`, 0);
    if (depth > MAX_DEPTH) {
      throw new JsonReadError('DocumentTooDeep', `the document is nested deeper than ${MAX_DEPTH} levels or holds itself; a policy has eight`, 0);
    }
    if (Array.isArray(item)) return { kind: 'array', offset: 0, items: Array.from(item, (entry) => node(entry, depth + 1)) };
    const members = Object.entries(item).filter(([, member]) => member !== undefined);
    return { kind: 'object', offset: 0, members: members.map(([key, member]) => ({ key, offset: 0, value: node(member, depth + 1) })) };
  };
  return node(value, 1);
}
