import type { Expression, ForExpression } from './expression';
import { ExpressionParser, WORDS } from './parser';
import { closingBrace, NotRead } from './scanner';

const SEQUENCE = /[$%]\{/g;
/** What nearly every expression of a synthesized stack is. */
const SIMPLE = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/;

/** Whether a string is more than its letters. */
export function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/**
 * Reads a template: `$\{…}` is an expression, `%\{…}` a directive, and `$$\{` and `%%\{` are the letters.
 *
 * @param depth how deep the template itself stands in another one
 */
export function parseTemplate(text: string, depth = 0): Expression {
  if (!isTemplate(text)) return { is: 'literal', value: text };
  const tokens = tokensOf(text);
  try {
    const reader = new TokenReader(tokens, depth);
    const parts = reader.until([]);
    if (!reader.isDone) return { is: 'other', text };
    // a template of nothing but an expression has the value of that, of whatever type
    return parts.length === 1 ? parts[0] : { is: 'template', parts };
  } catch (error) {
    if (error instanceof NotRead) return { is: 'other', text };
    throw error;
  }
}

/**
 * Reads an expression of Terraform's language. Text that is not one stays text.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions
 */
export function parseExpression(source: string, depth = 0): Expression {
  if (SIMPLE.test(source) && !WORDS.has(source)) {
    const [root, ...names] = source.split('.');
    return { is: 'reference', root, steps: names.map((name) => ({ name })), text: source };
  }
  try {
    const parser = new ExpressionParser(source, parseTemplate, depth);
    const expression = parser.expression();
    parser.space();
    return parser.at < source.length ? { is: 'other', text: source } : expression;
  } catch (error) {
    if (error instanceof NotRead) return { is: 'other', text: source };
    throw error;
  }
}

/** Letters, or what stands between the braces of an expression or a directive. */
type Token = { readonly letters: string } | { readonly is: '$' | '%'; readonly source: string };

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let letters = '';
  let start = 0;
  let strip = false;
  const add = (more: string): void => { letters += strip ? more.trimStart() : more; if (more !== '') strip = false; };
  for (let found = next(text, 0); found >= 0; found = next(text, start)) {
    add(text.slice(start, found));
    if (text[found - 1] === text[found] && found > start) {
      // the first of the two is in `letters` already and stands for both
      letters += '{';
      start = found + 2;
      continue;
    }
    const end = closingBrace(text, found + 2);
    const inside = text.slice(found + 2, end);
    if (inside.startsWith('~')) letters = letters.trimEnd();
    if (letters !== '') tokens.push({ letters });
    letters = '';
    strip = inside.endsWith('~');
    tokens.push({ is: text[found] as '$' | '%', source: inside.replace(/^~/, '').replace(/~$/, '').trim() });
    start = end + 1;
  }
  add(text.slice(start));
  if (letters !== '' || tokens.length === 0) tokens.push({ letters });
  return tokens;
}

/** Puts the tokens of a template together: directives have a beginning and an end. */
class TokenReader {
  private at = 0;

  public constructor(private readonly tokens: readonly Token[], private readonly depth: number) {}

  public get isDone(): boolean {
    return this.at === this.tokens.length;
  }

  /** The parts up to one of these directives, or to the end. */
  public until(ends: readonly string[]): readonly Expression[] {
    const parts: Expression[] = [];
    for (; !this.isDone; this.at++) {
      const token = this.tokens[this.at];
      if ('letters' in token) parts.push({ is: 'literal', value: token.letters });
      else if (token.is === '$') parts.push(parseExpression(token.source, this.depth + 1));
      else if (ends.includes(word(token.source))) return parts;
      else parts.push(this.directive(token.source));
    }
    return parts;
  }

  private directive(source: string): Expression {
    this.at++;
    if (word(source) === 'if') {
      const test = parseExpression(source.slice('if'.length).trim(), this.depth + 1);
      const yes = template(this.until(['else', 'endif']));
      const hasElse = this.isAt('else');
      if (hasElse) this.at++;
      const no = template(hasElse ? this.until(['endif']) : []);
      this.end('endif');
      return { is: 'conditional', test, yes, no, text: `%{${source}}` };
    }
    if (word(source) !== 'for') throw new NotRead(0);
    const parser = new ExpressionParser(source, parseTemplate, this.depth + 1);
    const header = parser.forHeader();
    const result = template(this.until(['endfor']));
    this.end('endfor');
    return { is: 'for', ...header, result, grouped: false, into: 'text', text: `%{${source}}` } satisfies ForExpression;
  }

  private isAt(directive: string): boolean {
    const token = this.tokens.at(this.at);
    return token !== undefined && 'is' in token && token.is === '%' && word(token.source) === directive;
  }

  private end(directive: string): void {
    if (!this.isAt(directive)) throw new NotRead(0);
  }
}

/** A part of a template, which is a text even if it holds one expression only. */
function template(parts: readonly Expression[]): Expression {
  return { is: 'template', parts };
}

function word(source: string): string {
  return /^[a-z]*/.exec(source)?.[0] ?? '';
}

function next(text: string, from: number): number {
  SEQUENCE.lastIndex = from;
  return SEQUENCE.exec(text)?.index ?? -1;
}

