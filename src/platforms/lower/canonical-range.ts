import { readRange } from '../../policy/operators/ip';

const WORD = 32;

/**
 * A range of addresses as servers give it back: its first address with its length, an address of version 6 in its shortest form (RFC 5952).
 * Text that is not a range stays as it is, and so does one of version 4 that is written as one of version 6.
 */
export function canonicalRange(text: string): string {
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
