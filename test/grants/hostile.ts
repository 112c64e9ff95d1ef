import * as fc from 'fast-check';

const SYNTAX = ['*', '?', '$', '${', '}', '${*}', '${$}', '${aws:username}', "${aws:username, 'x'}", '${TfToken[TOKEN.1]}', '#{TfToken[TOKEN.1]}', '%{', '{}'] as const;
const JSON_BREAKERS = ['"', '\\', '\\"', '","', '\\u002a', '"]},{"Effect":"Allow"', '\n', '\r', '\t', '\0', '\x7f', '\x85'] as const;
const PATHS = ['/', '//', '.', '..', '../', './', ':', 'arn:aws:s3:::', 'arn:aws:s3:::*', ' ', '\\', '%2f', '%2e%2e/'] as const;
const UNICODE = ['é', 'ÿ', '\xa0', '\xad', 'е', '中', '📦', '\ud83d', '\u202e', '\ufeff', 'e\u0301', '\u{F0000}'] as const;
const WORDS = ['home', 'team', 'team2', 'dana', 'a', 'b', '0', '__proto__', 'constructor', '-', 'xn--'] as const;

/** Text as somebody might write it who wants to reach elsewhere. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...SYNTAX, ...JSON_BREAKERS, ...PATHS, ...UNICODE, ...WORDS), { maxLength: 8 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom('*'.repeat(10_000), '${'.repeat(5_000), '${TfToken['.repeat(1_000), 'a'.repeat(10_000), '/'.repeat(10_000)) },
);

/** A prefix that is hostile and yet often one that is let through: printable folders, each ending in a slash. */
export const hostilePrefix: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: hostileText.map((text) => `${text}/`) },
  {
    weight: 6,
    arbitrary: fc.array(fc.array(fc.constantFrom(...SYNTAX.slice(0, 9), ...WORDS, '"', '\\', ' ', ':', '.', 'é', '\xad', '%', 'arn:aws:s3:::x'), { minLength: 1, maxLength: 5 }), { maxLength: 3 })
      .map((folders) => folders.map((folder) => `${folder.join('')}/`).join('')),
  },
);

/** A bucket name, mostly one that is let through. */
export const hostileBucket: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: hostileText },
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,20}[a-z0-9]$/) },
);

/** A user or group name, mostly one that is let through. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: hostileText },
  { weight: 4, arbitrary: fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,64}$/) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '.', '..', '...', 'dana', 'DANA', '${TfToken[TOKEN.1]}') },
);

/** Texts that differ from a literal one where a pattern could be wider than it: its wildcards and variables filled, its ends cut or grown. */
export function near(text: string, userName: string): readonly string[] {
  return [
    text,
    `${text}x`,
    `${text}x/y`,
    text.slice(0, -1),
    text.slice(0, -2),
    text.slice(1),
    `${text.slice(0, -1)}2/x`,
    `x${text}`,
    `x/${text}`,
    `/${text}`,
    text.replaceAll('*', 'zz'),
    text.replaceAll('*', ''),
    text.replaceAll('?', 'z'),
    text.replaceAll('${aws:username}', userName),
    text.replaceAll('$', ''),
    text.replaceAll('${$}', '$').replaceAll('${*}', '*'),
    text.replaceAll('\\', ''),
    text.toUpperCase(),
    text.normalize('NFD'),
    '',
    'x',
    '*',
    'home/x',
  ];
}

/** Prefixes that are let through: what is refused, and what is known only at deploy time, has tests of its own. */
export const goodPrefix: fc.Arbitrary<string> = hostilePrefix.filter((text) => (
  /^(?!\/)(?:(?!\.{1,2}\/)[\u0020-\u002e\u0030-\u007e\u00a1-\u00ac\u00ae-\u00ff]+\/)*$/.test(text) && text.length < 60 && !text.includes('TfToken[')
));
