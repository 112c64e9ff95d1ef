import { type Address, readAddress, readRange } from '../decide/operators/ip-address';

/** A test of a number against a constant. */
export interface NumberAtom {
  readonly relation: 'equals' | 'lessThan' | 'lessThanEquals' | 'greaterThan' | 'greaterThanEquals';
  readonly constant: number;
}

/** A range of addresses, both ends included; IPv4 and IPv6 are two separate lines. */
export interface IpAtom {
  readonly version: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
}

/** An address and its line. */
export interface Ip {
  readonly version: 4 | 6;
  readonly address: bigint;
}

/** Whether a number passes. */
export function numberHolds({ relation, constant }: NumberAtom, value: number): boolean {
  switch (relation) {
    case 'equals': return value === constant;
    case 'lessThan': return value < constant;
    case 'lessThanEquals': return value <= constant;
    case 'greaterThan': return value > constant;
    case 'greaterThanEquals': return value >= constant;
  }
}

/**
 * Numbers of which every number has one that passes the same tests: the constants, and one in each gap.
 *
 * @param whole whether only whole numbers exist, such as counts and milliseconds
 */
export function numberCandidates(constants: readonly number[], whole: boolean): readonly number[] {
  if (whole) {
    return unique(
      constants.flatMap((constant) => [Math.floor(constant) - 1, Math.floor(constant), Math.ceil(constant), Math.ceil(constant) + 1]),
    );
  }
  const sorted = [...unique(constants)].sort((a, b) => a - b);
  if (sorted.length === 0) return [1];
  const gaps = sorted.slice(1).map((constant, index) => (sorted[index] + constant) / 2);
  return unique([sorted[0] - 1, ...sorted, ...gaps, sorted[sorted.length - 1] + 1]);
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)];
}

/** Whether an address is in a range. */
export function ipHolds(atom: IpAtom, { version, address }: Ip): boolean {
  return atom.version === version && atom.low <= address && address <= atom.high;
}

/** Addresses of documentation networks: they read well in a witness, and hardly ever stand in a policy. */
const FRIENDLY: readonly Ip[] = ['203.0.113.7', '2001:db8::7'].flatMap((text) => parseIp(text) ?? []);
const STARTS: readonly Ip[] = [{ version: 4, address: 0n }, { version: 6, address: 0n }];

/** Addresses of which every address has one that is in the same ranges. */
export function ipCandidates(atoms: readonly IpAtom[]): readonly Ip[] {
  const edges = atoms.flatMap(({ version, low, high }) => [low, high, low - 1n, high + 1n].map((address) => ({ version, address })));
  return [...FRIENDLY, ...edges, ...STARTS].filter(({ version, address }) => address >= 0n && address < 1n << BigInt(width(version)));
}

function width(version: 4 | 6): 32 | 128 {
  return version === 4 ? 32 : 128;
}

/** Reads a CIDR range or a single address; undefined when it is neither. */
export function parseIpRange(text: string): IpAtom | undefined {
  const range = readRange(text);
  if (range === undefined) return undefined;
  const { version, address } = fromWords(range.words);
  const span = 1n << BigInt(width(version) - range.bits);
  const low = address / span * span;
  return { version, low, high: low + span - 1n };
}

/** Reads an address; undefined when it is none. */
export function parseIp(text: string): Ip | undefined {
  const words = readAddress(text);
  return words === undefined ? undefined : fromWords(words);
}

function fromWords(words: Address): Ip {
  return { version: words.length === 1 ? 4 : 6, address: words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n) };
}

/** Writes an address; IPv6 in full groups, since short forms differ. */
export function ipText({ version, address }: Ip): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join('.');
  return Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
}
