import { certainly } from '../truth';
import type { ValueOperator } from './value-test';

/** An address as 32-bit words: one for IPv4, four for IPv6. */
export type Address = readonly number[];

/** A block of addresses. */
export interface AddressRange {
  readonly words: Address;
  /** How many leading bits count. */
  readonly bits: number;
}

const WORD = 32;

/**
 * `IpAddress`, `NotIpAddress`: IPv4 and IPv6 blocks in CIDR notation, alone `/32` and `/128`; no wildcards, no variables. An address
 * of one family is in no block of the other, and a value of the request that is no address is in none.
 */
export const ipAddress: ValueOperator = {
  takesUnknownText: false,
  compile: (value) => {
    const range = readRange(value);
    if (range === undefined) return undefined;
    return (actual) => {
      const address = readAddress(actual);
      return certainly(address !== undefined && isInRange(address, range));
    };
  },
};

/** Reads `192.0.2.0/24`, `2001:db8::/32` or a single address. */
export function readRange(text: string): AddressRange | undefined {
  const [address, length, ...more] = text.trim().split('/');
  const words = readAddress(address);
  if (words === undefined || more.length > 0) return undefined;
  const most = words.length * WORD;
  if (length === undefined) return { words, bits: most };
  return /^\d{1,3}$/.test(length) && Number(length) <= most ? { words, bits: Number(length) } : undefined;
}

/** Whether an address lies in a block. */
export function isInRange(address: Address, range: AddressRange): boolean {
  if (address.length !== range.words.length) return false;
  for (let word = 0, bits = range.bits; bits > 0; word++, bits -= WORD) {
    const ignored = bits >= WORD ? 0 : WORD - bits;
    if (address[word] >>> ignored !== range.words[word] >>> ignored) return false;
  }
  return true;
}

/** Reads one address. */
export function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return [parts.reduce((word, part) => ((word << 8) | Number(part)) >>> 0, 0)];
}

const GROUPS = 8;

function readIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : readGroups(half)));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const gap = GROUPS - head.length - (tail?.length ?? 0);
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const groups = [...head, ...new Array<number>(gap).fill(0), ...(tail ?? [])];
  return [0, 2, 4, 6].map((at) => ((groups[at] << 16) | groups[at + 1]) >>> 0);
}

/** Groups of sixteen bits; the last two may be written as an IPv4 address. */
function readGroups(text: string): number[] | undefined {
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const ipv4 = index === parts.length - 1 && part.includes('.') ? readIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4[0] >>> 16, ipv4[0] & 0xffff);
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups.length <= GROUPS ? groups : undefined;
}
