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
    // without bit operators, which read 32 bits as a signed number
    const size = bits >= WORD ? 1 : 2 ** (WORD - bits);
    if (Math.floor(address[word] / size) !== Math.floor(range.words[word] / size)) return false;
  }
  return true;
}

/** Reads one address. */
export function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

const ZERO = 48;
const DOT = 46;

/** Four numbers up to 255. By hand, since it runs at every request that a network condition speaks of. */
function readIpv4(text: string): Address | undefined {
  let word = 0;
  let part = -1;
  let parts = 1;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT && part >= 0 && parts < 4) {
      word = word * 256 + part;
      part = -1;
      digits = 0;
      parts++;
    } else if (code >= ZERO && code <= ZERO + 9 && digits < 3) {
      part = (part < 0 ? 0 : part * 10) + code - ZERO;
      digits++;
      if (part > 255) return undefined;
    } else {
      return undefined;
    }
  }
  return parts === 4 && part >= 0 ? [word * 256 + part] : undefined;
}

const GROUPS = 8;
const GROUP = 0x10000;

function readIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : readGroups(half)));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const gap = GROUPS - head.length - (tail?.length ?? 0);
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const groups = [...head, ...new Array<number>(gap).fill(0), ...(tail ?? [])];
  return [0, 2, 4, 6].map((at) => groups[at] * GROUP + groups[at + 1]);
}

/** Groups of sixteen bits; the last two may be written as an IPv4 address. */
function readGroups(text: string): number[] | undefined {
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const ipv4 = index === parts.length - 1 && part.includes('.') ? readIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(Math.floor(ipv4[0] / GROUP), ipv4[0] % GROUP);
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups.length <= GROUPS ? groups : undefined;
}
