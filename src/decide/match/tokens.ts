import type { FilledVariables } from '../../platforms/evaluation';
import { UNKNOWN_TEXT } from '../../state/access-state';

/** A piece of policy text: literal text, a wildcard, a policy variable, or text that the access state doesn't tell. */
export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'run' | 'one' | 'unknown' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string };

/** Whether `$\{…}` is a variable or an escape: never; as AWS fills them in; or as a platform does, where all else is plain text. */
export type VariableSyntax = boolean | FilledVariables;

/** Which characters of a policy text are special. */
export interface TokenSyntax {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `$\{…}` is a variable or an escape: in version 2012-10-17, where the element allows it. */
  readonly variables: VariableSyntax;
}

/** What may begin something that means more than itself. */
const SPECIAL = new RegExp(`[*?$]|${UNKNOWN_TEXT}`, 'u');
const [RUN, ONE, DOLLAR, UNKNOWN] = ['*', '?', '$', UNKNOWN_TEXT].map((text) => text.charCodeAt(0));

/** Whether a UTF-16 code unit may begin something that means more than itself: a wildcard, a variable, an escape, or text that isn't known. */
export function mayBeSpecial(code: number): boolean {
  return code === RUN || code === ONE || code === DOLLAR || code === UNKNOWN;
}

const ESCAPES: ReadonlySet<string> = new Set(['*', '?', '$']);
/** A condition key, then optionally a comma, blanks and the default in single quotes. */
const VARIABLE = /^([^\s,']+)(?:,\s*'([^']*)')?$/;
/** No condition key has a blank or none at all, so a variable that can't be read never has a value. */
const NO_SUCH_KEY = '';

/**
 * Splits policy text into tokens; neighbouring literals are one token.
 *
 * Allows: `*` and `?` (where the rules say), `$\{key}`, `$\{key, 'default'}`, and the escapes `$\{*}`, `$\{?}`, `$\{$}`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function tokenize(text: string, syntax: TokenSyntax): readonly Token[] {
  if (!SPECIAL.test(text)) return text === '' ? [] : [{ kind: 'literal', text }];
  const tokens: Token[] = [];
  let literal = '';
  const push = (token: Token): void => {
    if (literal !== '') tokens.push({ kind: 'literal', text: literal });
    literal = '';
    tokens.push(token);
  };
  // one search for all: text without closing braces must not be searched again at every `${`
  const { variables } = syntax;
  const lastClose = variables ? text.lastIndexOf('}') : -1;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (syntax.wildcards && character === '*') {push({ kind: 'run' });} else if (syntax.wildcards && character === '?') {push({ kind: 'one' });} else if (text.startsWith(UNKNOWN_TEXT, i)) {
      push({ kind: 'unknown' });
      i += UNKNOWN_TEXT.length - 1;
    } else if (character === '$' && text[i + 1] === '{' && i < lastClose) {
      const close = text.indexOf('}', i);
      const inside = text.slice(i + 2, close);
      if (typeof variables === 'object' && !isFilled(inside, variables)) {
        if (variables.others === 'unconfirmed') {
          push({ kind: 'unknown' });
          i = close;
          continue;
        }
        // plain text, in which wildcards stay wildcards
        literal += character;
        continue;
      }
      if (ESCAPES.has(inside)) literal += inside;
      else push(typeof variables === 'object' ? orItself(variable(inside), inside) : variable(inside));
      i = close;
    } else {literal += character;}
  }
  if (literal !== '') tokens.push({ kind: 'literal', text: literal });
  return tokens;
}

function variable(inside: string): Token {
  if (inside.includes(UNKNOWN_TEXT)) return { kind: 'unknown' };
  const parts = VARIABLE.exec(inside);
  if (parts === null) return { kind: 'variable', key: NO_SUCH_KEY };
  const key = parts[1].toLowerCase();
  return parts[2] === undefined ? { kind: 'variable', key } : { kind: 'variable', key, fallback: parts[2] };
}

/** Whether a platform takes what stands in braces for a variable or an escape. */
function isFilled(inside: string, { keys, defaults, escapes }: FilledVariables): boolean {
  if (ESCAPES.has(inside)) return escapes;
  if (inside.includes(UNKNOWN_TEXT)) return true;
  const [, key, fallback] = VARIABLE.exec(inside) ?? [];
  if (key === undefined || (fallback !== undefined && !defaults)) return false;
  return keys === undefined || keys.some((known) => known === key || (known.endsWith('*') && key.startsWith(known.slice(0, -1))));
}

/** Elsewhere than on AWS, a variable that has no value stays as it is written. */
function orItself(token: Token, inside: string): Token {
  return token.kind === 'variable' && token.fallback === undefined ? { ...token, fallback: `\${${inside}}` } : token;
}
