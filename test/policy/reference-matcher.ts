/** A variable's value, or undefined where the request has none. */
export type Values = Readonly<Record<string, string | undefined>>;

type Token = { readonly any: true } | { readonly one: true } | { readonly literal: string };

/**
 * An independent reading of the IAM language, to hold `policyText` against: it takes a pattern apart into wildcards and literal
 * characters, `${*}`, `${?}` and `${$}` being literals and any other `${key}` or `${key, 'default'}` a value, and matches it by dynamic
 * programming. A pattern with a variable that has no value matches nothing.
 */
export function matches(pattern: string, text: string, values: Values = {}): boolean {
  const tokens = tokensOf(pattern, values);
  if (tokens === undefined) return false;
  const characters = [...text];
  let reachable = new Set([0]);
  for (const token of tokens) {
    const next = new Set<number>();
    for (const position of reachable) {
      if ('any' in token) for (let end = position; end <= characters.length; end++) next.add(end);
      else if (position < characters.length && ('one' in token || characters[position] === token.literal)) next.add(position + 1);
    }
    reachable = next;
  }
  return reachable.has(characters.length);
}

function tokensOf(pattern: string, values: Values): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let rest = pattern; rest !== ''; ) {
    const variable = /^\$\{([^},]*)(?:, '([^']*)')?\}/.exec(rest);
    const [character] = rest;
    const piece = variable === null ? String.fromCodePoint(rest.codePointAt(0) ?? 0) : variable[0];
    if (variable !== null) {
      const value = '*?$'.includes(variable[1]) && variable[1] !== '' ? variable[1] : values[variable[1]] ?? variable[2];
      if (value === undefined) return undefined;
      tokens.push(...[...value].map((literal) => ({ literal })));
    } else if (character === '*') {
      tokens.push({ any: true });
    } else {
      tokens.push(character === '?' ? { one: true } : { literal: piece });
    }
    rest = rest.slice(piece.length);
  }
  return tokens;
}
