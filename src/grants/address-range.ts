import { BlockList, isIP, isIPv6 } from 'node:net';
import { invalidCondition } from './condition-values';

/** Blocks that never reach AWS as a source: private, shared (carrier NAT), loopback and link-local ones. */
const PRIVATE: ReadonlyArray<readonly [address: string, bits: number]> = [
  ['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16],
  ['fc00::', 7], ['fe80::', 10], ['::1', 128],
];

/**
 * Checks an address or CIDR block, as `aws:SourceIp` has them, as wide as it says and not wider. Whether requests can come from private
 * addresses depends on the platform, and is checked when the policy is rendered for one.
 *
 * @throws AccessError `InvalidCondition`
 */
export function addressRange(range: string, name: string): string {
  const [address, bits, ...rest] = typeof range === 'string' ? range.split('/') : [''];
  const width = isIP(address) === 4 ? 32 : 128;
  const isLength = bits === undefined || (/^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= width);
  if (isIP(address) === 0 || rest.length > 0 || !isLength || address.includes('%')) {
    throw invalidCondition(name, range, 'an address or a CIDR block such as 203.0.113.0/24');
  }
  if (bits === '0') throw invalidCondition(name, range, 'a range that leaves somebody out; /0 is everyone');
  if (isIPv6(address) && inBlock(address, '::ffff:0:0', 96)) throw invalidCondition(name, range, 'an IPv4 address as such, since AWS sees it so');
  if (binary(address).lastIndexOf('1') >= Number(bits ?? width)) {
    throw invalidCondition(name, range, 'a block that begins with its first address: it has bits set behind its length, so it is wider than the address that it names');
  }
  return range;
}

/** Whether an address or a block begins with a private address. */
export function isPrivateRange(range: string): boolean {
  const [address] = range.split('/');
  return PRIVATE.some(([block, length]) => inBlock(address, block, length));
}

function inBlock(address: string, block: string, bits: number): boolean {
  if (isIPv6(address) !== isIPv6(block)) return false;
  const list = new BlockList();
  list.addSubnet(block, bits, isIPv6(block) ? 'ipv6' : 'ipv4');
  return list.check(address, isIPv6(block) ? 'ipv6' : 'ipv4');
}

/** An address as its bits. `URL` writes each in one way, with at most one `::`. */
function binary(address: string): string {
  if (!isIPv6(address)) return address.split('.').map((part) => Number(part).toString(2).padStart(8, '0')).join('');
  const halves = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [head, tail = []] = halves.map((half) => half.split(':').filter((word) => word !== ''));
  const words = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
  return words.map((word) => parseInt(word, 16).toString(2).padStart(16, '0')).join('');
}
