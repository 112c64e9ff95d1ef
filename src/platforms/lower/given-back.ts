/* Pass 18 of lowering a statement. It may assume: operators are known, addresses of version 6 have their length, and `*` among the actions was split into its families. */
import type { Condition, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { readRange } from '../../policy/operators/ip';
import { bucketArn } from '../../policy/s3-arn';
import type { Dialect } from '../dialect';

/**
 * Writes a statement as the platform's control plane gives it back, where two texts mean the same there: everything as the ARN of everything,
 * and ranges of addresses with their length, in their shortest form. Otherwise each plan would show a change of what it has made itself.
 */
export function asGivenBack<S extends Statement>(statement: S, { asGivenBack: isWanted = false }: Pick<Dialect, 'asGivenBack'>): S {
  if (!isWanted) return statement;
  const { actions = [], resources, notResources, conditions } = statement;
  const everything = actions.length > 0 && actions.every((action) => /^kms:/i.test(action)) ? 'arn:minio:kms:::*' : bucketArn('*');
  const write = (texts: readonly string[]) => texts.map((text) => (text === '*' ? everything : text));
  return {
    ...statement,
    ...(resources && { resources: write(resources) }),
    ...(notResources && { notResources: write(notResources) }),
    ...(conditions && { conditions: conditions.map(canonical) }),
  };
}

function canonical(condition: Condition): Condition {
  return parseOperator(condition.operator)?.base.type === 'ip' ? { ...condition, values: condition.values.map(canonicalRange) } : condition;
}

const WORD = 32;

/**
 * A range of addresses as servers give it back: its first address with its length, an address of version 6 in its shortest form (RFC 5952).
 * Text that is not a range stays as it is, and so does one of version 4 that is written as one of version 6.
 */
function canonicalRange(text: string): string {
  const range = readRange(text);
  if (range === undefined || /^0*:.*\./.test(text)) return text;
  const { words, bits } = range;
  const first = words.map((word, index) => {
    const size = 2 ** (WORD - Math.min(Math.max(bits - index * WORD, 0), WORD));
    return Math.floor(word / size) * size;
  });
  return `${first.length === 1 ? ipv4(first[0]) : ipv6(first)}/${bits}`;
}

function ipv4(word: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((size) => Math.floor(word / size) % 256).join('.');
}

function ipv6(words: readonly number[]): string {
  const groups = words.flatMap((word) => [Math.floor(word / 65536), word % 65536]).map((group) => group.toString(16));
  const zeros = groups.map((_, start) => groups.slice(start).findIndex((group) => group !== '0')).map((length, start) => (length < 0 ? groups.length - start : length));
  const longest = Math.max(...zeros);
  if (longest < 2) return groups.join(':');
  const start = zeros.indexOf(longest);
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}
