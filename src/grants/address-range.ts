import { isInRange, readAddress, readRange, type Address, type AddressRange } from '../policy/operators/ip';
import { invalidCondition } from './condition-values';

/** Blocks that never reach AWS as a source: private, shared (carrier NAT), loopback and link-local ones. */
const PRIVATE = blocks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', 'fc00::/7', 'fe80::/10', '::1/128');

/** IPv4 addresses in the form of IPv6, which AWS sees as IPv4. */
const [MAPPED] = blocks('::ffff:0:0/96');

function blocks(...ranges: readonly string[]): readonly AddressRange[] {
  return ranges.flatMap((range) => readRange(range) ?? []);
}

/**
 * Checks an address or CIDR block, as `aws:SourceIp` has them, as wide as it says and not wider. Whether requests can come from private
 * addresses depends on the platform, and is checked when the policy is rendered for one.
 *
 * @throws AccessError `InvalidCondition`
 */
export function addressRange(range: string, name: string): string {
  const block = typeof range === 'string' && isStrict(range) ? readRange(range) : undefined;
  if (block === undefined) throw invalidCondition(name, range, 'an address or a CIDR block such as 203.0.113.0/24');
  if (block.bits === 0) throw invalidCondition(name, range, 'a range that leaves somebody out; /0 is everyone');
  if (isInRange(block.words, MAPPED)) throw invalidCondition(name, range, 'an IPv4 address as such, since AWS sees it so');
  if (lastBit(block.words) >= block.bits) {
    throw invalidCondition(name, range, 'a block that begins with its first address: it has bits set behind its length, so it is wider than the address that it names');
  }
  return range;
}

/** Whether an address or a block begins with a private address. */
export function isPrivateRange(range: string): boolean {
  const address = readAddress(range.split('/')[0]);
  return address !== undefined && PRIVATE.some((block) => isInRange(address, block));
}

/** Numbers without leading zeros, which some read as octal, and no blanks: what AWS's reader may take, this one does not write. */
function isStrict(range: string): boolean {
  return range === range.trim() && !/(^|[./])0\d/.test(range.includes(':') ? range.replace(/^[^.]*:/, '') : range);
}

/** The place of the last bit that is set, counted from the first of the address; -1 where none is. */
function lastBit(words: Address): number {
  return words.map((word) => word.toString(2).padStart(32, '0')).join('').lastIndexOf('1');
}
