import type { Random } from './fuzz';

const cycle: Record<string, unknown> = {};
cycle.self = cycle;

const holes: unknown[] = [];
holes[3] = 'x';

/** What nobody means to give, made anew for each case. */
const VALUES: ReadonlyArray<() => unknown> = [
  () => undefined, () => null, () => NaN, () => -1, () => 2 ** 53, () => Infinity, () => 10n, () => true, () => '', () => 'x', () => '*', () => '${aws:username}',
  () => 'a/b/', () => '\u202e\u0000\n', () => 'x'.repeat(100_000), () => '*?'.repeat(5000), () => '${TfToken[TOKEN.1]}', () => '-1.8881545897087503e+289',
  () => Symbol('s'), () => () => { throw new Error('called'); }, () => class Own {}, () => [], () => [undefined], () => holes, () => [[[[]]]], () => ({}), () => cycle,
  () => Object.create(null), () => new Date(NaN), () => new Date(0), () => new Map([['a', 1]]), () => new Set(['a']), () => /x/, () => new Error('e'),
  () => Promise.resolve('releases'), () => new Proxy({}, { get: () => { throw new Error('get'); } }), () => new Proxy({}, { ownKeys: () => { throw new Error('keys'); } }),
  () => new Proxy([], { get: () => { throw new Error('item'); } }), () => new Proxy({}, { getPrototypeOf: () => { throw new Error('prototype'); } }),
  () => ({ get bucket() { throw new Error('getter'); }, prefix: '' }), () => ({ toString: () => { throw new Error('text'); } }), () => ({ toJSON: () => { throw new Error('json'); } }),
  () => ({ then: 1 }), () => ({ kind: 'grant' }), () => ({ kind: 'guard' }), () => ({ kind: 'plan' }), () => ({ __proto__: null, constructor: 1 }), () => 'arn:aws:s3:::x', () => new Uint8Array(3),
  () => Buffer.from('x'), () => ({ length: 5 }), () => Object.freeze({}), () => new (class Own { public bucket = 'releases'; })(), () => Array.from({ length: 1000 }, () => ({})),
];

/** One of them. */
export function hostileValue(random: Random): unknown {
  return random.pick(VALUES)();
}

/** A copy of something good in which one to three places hold what nobody means to give. */
export function mutated(good: unknown, random: Random): unknown {
  let value = good;
  for (let times = 1 + random.below(3); times > 0; times--) value = change(value, random, 6);
  return value;
}

function change(value: unknown, random: Random, depth: number): unknown {
  try {
    return changed(value, random, depth);
  } catch {
    return hostileValue(random); // what is there can't be looked at
  }
}

function changed(value: unknown, random: Random, depth: number): unknown {
  if (depth === 0 || random.oneIn(4) || typeof value !== 'object' || value === null) return hostileValue(random);
  if (value instanceof Map) {
    const entries = [...value] as ReadonlyArray<readonly [unknown, unknown]>;
    const at = random.below(entries.length);
    return new Map(entries.map(([name, one], index) => {
      if (index !== at) return [name, one];
      return random.oneIn(8) ? [hostileValue(random), one] : [name, change(one, random, depth - 1)];
    }));
  }
  const keys = Object.keys(value);
  if (keys.length === 0 || (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype)) return hostileValue(random);
  const key = random.pick(keys);
  const inner = change((value as Record<string, unknown>)[key], random, depth - 1);
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === key ? inner : one));
  if (random.oneIn(8)) return { ...value, [`${key}s`]: inner };
  return { ...value, [key]: inner };
}
