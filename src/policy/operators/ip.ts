import type { OperatorFamily } from './family';

/** An address as 32-bit words: one for IPv4, four for IPv6. */
export type Address = readonly number[];

/** A block of addresses. */
export interface AddressRange {
  /** Its first address, or one that lies in it. */
  readonly words: Address;
  /** How many leading bits count. */
  readonly bits: number;
}

const WORD = 32;

/**
 * `IpAddress`, `NotIpAddress`: IPv4 and IPv6 blocks in CIDR notation, alone `/32` and `/128`; no wildcards, no variables. An address
 * of one family is in no block of the other, and a value of the request that isn't an address is in none.
 */
export const ip: OperatorFamily = {
  type: 'ip',
  form: 'an address or a range such as 203.0.113.0/24',
  // addresses of documentation networks: they read well in a witness, and hardly ever stand in a policy
  others: ['203.0.113.7', '2001:db8:0:0:0:0:0:7'],
  junk: 'not-an-address',
  respell: (value) => [value.includes(':') ? value.replace(/\b[0-9a-f]{1,3}\b/, (group) => group.padStart(4, '0')) : value.replace(/\b\d{1,2}\b/, (part) => part.padStart(3, '0'))],
  read: (value) => {
    const range = readRange(value);
    if (range === undefined) return undefined;
    const [low, high] = ends(range);
    const width = range.words.length * WORD;
    return {
      key: `ip ${width} ${low}/${range.bits}`,
      test: (actual) => {
        const address = actual === null ? undefined : readAddress(actual);
        return address !== undefined && isInRange(address, range);
      },
      near: () => [low, high, low - 1n, high + 1n]
        .filter((address) => address >= 0n && address < 1n << BigInt(width)).map((address) => addressText(address, width)),
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

/** The first and the last address of a block. */
function ends({ words, bits }: AddressRange): readonly [low: bigint, high: bigint] {
  const address = words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
  const span = 1n << BigInt(words.length * WORD - bits);
  const low = address / span * span;
  return [low, low + span - 1n];
}

/** Writes an address; IPv6 in full groups, since short forms differ. */
function addressText(address: bigint, width: number): string {
  if (width === WORD) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join('.');
  return Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
}
