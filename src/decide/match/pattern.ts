import { ANY_ONE, ANY_RUN, globMatches } from '../../policy/pattern/glob';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { certainly, NO, possibly, Truth, YES } from '../truth';
import { globsOverlap } from './glob-overlap';
import type { RequestKeys } from './keys';
import { Token, tokenize, TokenSyntax } from './tokens';

/** Holds text, from an offset on, against a compiled policy text. */
export type TextMatcher = (text: string, from: number, keys: RequestKeys) => Truth;

/** What a policy text stands for in one request: the codes to match, and whether any of them stand for text that isn't known. */
export interface Expansion {
  readonly codes: readonly number[];
  readonly unknown: boolean;
}

/**
 * Compiles policy text to a matcher. Plain text and `prefix*`, which most policies consist of, cost one comparison.
 *
 * @param foldCase compare in lower case; the matcher then expects lower-case text
 */
export function compilePattern(text: string, syntax: TokenSyntax, foldCase = false): TextMatcher {
  const special = text.search(SPECIAL);
  const plain = literalHead(text);
  const prefix = foldCase ? plain.toLowerCase() : plain;
  if (special < 0) return literalMatcher(prefix);
  if (syntax.wildcards && special === text.length - 1 && text.endsWith('*')) return prefixMatcher(prefix);
  return afterPrefix(prefix, () => compileTokens(tokenize(text.slice(special), syntax), foldCase));
}

/** Matches the rest of text that begins so; the rest is compiled when the first such text comes, and most never does. */
function afterPrefix(prefix: string, compileRest: () => TextMatcher): TextMatcher {
  let rest: TextMatcher | undefined;
  return (text, from, keys) => (begins(text, prefix, from) ? (rest ??= compileRest())(text, from + prefix.length, keys) : no);
}

function compileTokens(tokens: readonly Token[], foldCase: boolean): TextMatcher {
  if (tokens.some((token) => token.kind === 'variable')) return dynamicMatcher(tokens, foldCase);
  return staticMatcher(expandTokens(tokens, NO_KEYS, foldCase) ?? NOTHING_KNOWN);
}

/**
 * What tokens stand for in one request.
 *
 * @returns undefined when a variable has neither a value nor a default: such text matches nothing
 */
export function expandTokens(tokens: readonly Token[], keys: RequestKeys, foldCase = false): Expansion | undefined {
  const codes: number[] = [];
  let unknown = false;
  for (const token of tokens) {
    const text = textOfToken(token, keys);
    if (text === undefined) return undefined;
    // a value that holds an unknown, such as the ARN of a user whose account isn't known, may be any text
    const isUnknown = text.includes(UNKNOWN_TEXT);
    unknown ||= isUnknown;
    if (token.kind === 'run' || isUnknown) codes.push(ANY_RUN);
    else if (token.kind === 'one') codes.push(ANY_ONE);
    else pushText(codes, foldCase ? text.toLowerCase() : text);
  }
  return { codes, unknown };
}

/** Matches text that is known against what a policy text stands for. */
export function matchExpansion({ codes, unknown }: Expansion, text: string, from = 0): Truth {
  const matches = globMatches(codes, text, from);
  return unknown ? possibly(matches) : certainly(matches);
}

/** Matches text that holds `UNKNOWN_TEXT` (an ARN whose account isn't known, for example) against what a policy text stands for. */
export function matchUnknownText({ codes, unknown }: Expansion, text: string): Truth {
  if (!unknown && codes.length > 0 && codes.every((code) => code === ANY_RUN)) return YES;
  return possibly(globsOverlap(codesOfUnknownText(text), codes));
}

const NO_KEYS: RequestKeys = { get: () => undefined };
/** Can't happen without variables; if it did, it must not match for certain. */
const NOTHING_KNOWN: Expansion = { codes: [ANY_RUN], unknown: true };

/** Anything that may mean more than itself. */
const SPECIAL = /[*?$\u{F0000}]/u;

/** What every text begins with that a policy text may stand for. */
export function literalHead(text: string): string {
  const special = text.search(SPECIAL);
  return special < 0 ? text : text.slice(0, special);
}

function staticMatcher(expansion: Expansion): TextMatcher {
  const { codes, unknown } = expansion;
  const end = codes.findIndex((code) => code < 0);
  if (!unknown && end < 0) return literalMatcher(textOf(codes));
  if (!unknown && end === codes.length - 1 && codes[end] === ANY_RUN) return prefixMatcher(textOf(codes.slice(0, end)));
  return (text, from) => matchExpansion(expansion, text, from);
}

// copies, since matchers run at every request and loaders such as tsx turn every use of an import into a call
const yes = YES;
const no = NO;
const begins = beginsWith;

function literalMatcher(literal: string): TextMatcher {
  return (text, from) => (text.length - from === literal.length && begins(text, literal, from) ? yes : no);
}

function prefixMatcher(prefix: string): TextMatcher {
  return (text, from) => (begins(text, prefix, from) ? yes : no);
}

/** Variables mostly have the values that they had in the last request; what the pattern stands for is worked out anew when one hasn't. */
function dynamicMatcher(tokens: readonly Token[], foldCase: boolean): TextMatcher {
  const variables = tokens.filter((token) => token.kind === 'variable');
  const last: (string | undefined)[] = [];
  let matcher: TextMatcher | undefined;
  return (text, from, keys) => {
    for (let i = 0; i < variables.length; i++) {
      const value = textOfToken(variables[i], keys);
      if (value === last[i]) continue;
      last[i] = value;
      matcher = undefined;
    }
    return (matcher ??= expandedMatcher(expandTokens(tokens, keys, foldCase)))(text, from, keys);
  };
}

function expandedMatcher(expansion: Expansion | undefined): TextMatcher {
  return expansion === undefined ? () => no : staticMatcher(expansion);
}

/** The literal text that a token stands for; empty for a wildcard, undefined for a variable that has neither a value nor a default. */
function textOfToken(token: Token, keys: RequestKeys): string | undefined {
  if (token.kind === 'literal') return token.text;
  if (token.kind !== 'variable') return token.kind === 'unknown' ? UNKNOWN_TEXT : '';
  const values = keys.get(token.key);
  if (values === undefined) return token.fallback;
  // AWS allows no multi-valued key as a variable and doesn't say what becomes of one
  return values.length === 1 ? values[0] : UNKNOWN_TEXT;
}

function pushText(codes: number[], text: string): void {
  for (let i = 0; i < text.length; i++) codes.push(text.charCodeAt(i));
}

function codesOfUnknownText(text: string): number[] {
  const codes: number[] = [];
  text.split(UNKNOWN_TEXT).forEach((piece, index) => {
    if (index > 0) codes.push(ANY_RUN);
    pushText(codes, piece);
  });
  return codes;
}

/** The text of codes without wildcards. Not spread over arguments: a long text would overflow the stack. */
function textOf(codes: readonly number[]): string {
  let text = '';
  for (const code of codes) text += String.fromCharCode(code);
  return text;
}

/**
 * Whether text, from an offset on, begins with other text. Most ARNs begin alike, so the end of the beginning distinguishes two of them
 * soonest. The rest as a slice: `startsWith` goes letter by letter, at several times the cost, and this runs at every request.
 */
function beginsWith(text: string, beginning: string, from = 0): boolean {
  const last = beginning.length - 1;
  return last < 0 || (text.charCodeAt(from + last) === beginning.charCodeAt(last) && text.slice(from, from + last + 1) === beginning);
}
