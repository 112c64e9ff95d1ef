import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccessError } from '../../src';
import { readAccessText } from '../../src/state/read-access';
import { fuzz, type Random } from './fuzz';

const folder = join(__dirname, '..', 'state', 'fixtures');
const sources = readdirSync(folder).filter((name) => /\.(?:json|ya?ml)$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8')).filter((text) => text.length < 60_000);

/** Values that no reader expects in any place. */
const STRANGE: readonly unknown[] = [
  null, true, 0, -1, 1e308, '', '*', [], {}, [[]], [null], '${', '${a', '${local.x}', '%{', '\u{F0000}', '\u{F0001}7\u{F0002}', '\ud800', '__proto__', 'x'.repeat(5000), { __proto__: null, constructor: 1 },
  { Version: '2012-10-17', Statement: [] }, '{"Version":"2012-10-17"', 'arn:aws:s3:::*', '${jsonencode({})}', '${[for a in [1] : a]}',
];

/** Changes one value somewhere below. */
function changed(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.oneIn(8)) return random.oneIn(6) ? [value, value] : random.pick(STRANGE);
  const keys = Object.keys(value);
  if (keys.length === 0) return random.pick(STRANGE);
  const key = random.pick(keys);
  const inner = changed((value as Readonly<Record<string, unknown>>)[key], random);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? inner : item));
  const pairs = Object.entries(value).filter(([name]) => name !== key || !random.oneIn(10));
  return Object.fromEntries(pairs.map(([name, item]) => (name === key ? [random.oneIn(12) ? `${name}x` : name, inner] : [name, item])));
}

/** Changes letters of a text. */
function scrambled(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return `${text.slice(0, at)}${random.pick(['', '"', '{', '}', '\u0000', '${', ' - ', '&a', '*a', '\n'])}${text.slice(at + random.below(5))}`;
}

fuzz('readers and mutations of their sources', {
  attempt: (random) => {
    let text = random.pick(sources);
    try {
      let json: unknown = JSON.parse(text);
      for (let times = 1 + random.below(4); times > 0; times--) json = changed(json, random);
      text = JSON.stringify(json);
    } catch {
      text = scrambled(text, random);
    }
    if (random.oneIn(10)) text = scrambled(text, random);
    try {
      const state = readAccessText(text);
      for (const user of state.users.values()) for (const { document } of user.policies) void document?.statements.length;
      return state.unknowns.length > 0 ? 'answered with unknowns' : 'answered';
    } catch (error) {
      if (error instanceof AccessError) return 'refused';
      throw error;
    }
  },
});
