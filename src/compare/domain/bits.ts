/**
 * A set of small integers as words of 32 bits. All sets of one problem have the same number of words, so they can be combined
 * word by word.
 */
export type Bits = Uint32Array;

/** An empty set with room for the numbers below `size`. */
export function noBits(size: number): Bits {
  return new Uint32Array(Math.max(1, Math.ceil(size / 32)));
}

/** Adds a number. */
export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5] |= 1 << (index & 31);
}

/** Whether a number is in the set. */
export function hasBit(bits: Bits, index: number): boolean {
  return (bits[index >>> 5] & (1 << (index & 31))) !== 0;
}

/** The numbers that are in both. */
export function intersect(a: Bits, b: Bits): Bits {
  const result = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = a[i] & b[i];
  return result;
}

/** The numbers of `a` that aren't in `b`. */
export function without(a: Bits, b: Bits): Bits {
  const result = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = a[i] & ~b[i];
  return result;
}

/** The numbers that are in either. */
export function unite(a: Bits, b: Bits): Bits {
  const result = new Uint32Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = a[i] | b[i];
  return result;
}

/** Whether the two sets share a number. */
export function meet(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if ((a[i] & b[i]) !== 0) return true;
  return false;
}

/** Whether the two sets are the same. */
export function sameBits(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The key of the numbers that are in both, of sets that all have the same `a`. */
export function commonKey(a: Bits, b: Bits): string {
  let key = '';
  // where one set is held against many, most words of it are empty
  for (let i = 0; i < a.length; i++) if (a[i] !== 0) key += String.fromCharCode(a[i] & b[i] & 0xffff, (a[i] & b[i]) >>> 16);
  return key;
}

/** A map key: equal for equal sets of one problem, different for different ones. */
export function bitsKey(bits: Bits): string {
  let key = '';
  for (let i = 0; i < bits.length; i++) key += String.fromCharCode(bits[i] & 0xffff, bits[i] >>> 16);
  return key;
}

/** The numbers in ascending order. */
export function bitList(bits: Bits): number[] {
  const list: number[] = [];
  for (let at = 0; at < bits.length; at++) {
    for (let rest = bits[at]; rest !== 0; rest = (rest & (rest - 1)) >>> 0) list.push(at * 32 + 31 - Math.clz32(rest & -rest));
  }
  return list;
}
