import type { Expression, Step } from './expression';
import { closingBrace, parseTemplate } from './template';

/** Nobody nests deeper by hand; deeper text stays text. */
const DEEPEST = 60;
const SPACE = /[\s\n]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_][\w-]*/y;
/** What nearly every expression of a synthesized stack is. */
const SIMPLE = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/;
const ESCAPES: ReadonlyMap<string, string> = new Map([['n', '\n'], ['r', '\r'], ['t', '\t'], ['"', '"'], ['\\', '\\']]);
const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([['true', true], ['false', false], ['null', null]]);

/**
 * Reads an expression: literals, strings, lists, objects, references and function calls. What else there may be stays text.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions
 */
export function parseExpression(source: string, depth = 0): Expression {
  if (SIMPLE.test(source) && !WORDS.has(source)) {
    const [root, ...names] = source.split('.');
    return { is: 'reference', root, steps: names.map((name) => ({ name })), text: source };
  }
  try {
    return new Parser(source, depth).whole();
  } catch (error) {
    if (error instanceof NotRead) return { is: 'other', text: source };
    throw error;
  }
}

/** The text is no expression, or none that is read here. */
class NotRead extends Error {}

class Parser {
  private at = 0;

  public constructor(private readonly source: string, private depth: number) {}

  public whole(): Expression {
    const expression = this.expression();
    this.space();
    if (this.at < this.source.length) throw new NotRead();
    return expression;
  }

  private expression(): Expression {
    if (++this.depth > DEEPEST) throw new NotRead();
    this.space();
    const start = this.at;
    const expression = this.primary();
    this.depth--;
    return this.withSteps(expression, start);
  }

  private primary(): Expression {
    const character = this.source[this.at];
    if (character === '"') return this.string();
    if (character === '[') return this.list();
    if (character === '{') return this.object();
    if (character === '(') return this.group();
    const number = this.match(NUMBER);
    if (number !== undefined) return { is: 'literal', value: Number(number) };
    const start = this.at;
    const name = this.match(NAME);
    if (name === undefined) throw new NotRead();
    if (this.source[this.at] === '(') return this.call(name, start);
    const word = WORDS.get(name);
    return word === undefined ? { is: 'reference', root: name, steps: [], text: name } : { is: 'literal', value: word };
  }

  private withSteps(expression: Expression, start: number): Expression {
    const steps: Step[] = [];
    for (let step = this.step(); step !== undefined; step = this.step()) steps.push(step);
    if (steps.length === 0) return expression;
    if (expression.is !== 'reference') throw new NotRead();
    return { ...expression, steps, text: this.source.slice(start, this.at) };
  }

  private step(): Step | undefined {
    if (this.take('.*')) return { splat: true };
    if (this.take('.')) {
      const name = this.match(NAME) ?? this.match(/\d+/y);
      if (name === undefined) throw new NotRead();
      return /^\d/.test(name) ? { index: { is: 'literal', value: Number(name) } } : { name };
    }
    if (!this.take('[')) return undefined;
    if (this.take('*]')) return { splat: true };
    const index = this.expression();
    this.expect(']');
    return { index };
  }

  private string(): Expression {
    let letters = '';
    let raw = this.at + 1;
    for (let index = raw; index < this.source.length; index++) {
      const character = this.source[index];
      if (character === '"') {
        this.at = index + 1;
        return parseTemplate(letters + this.source.slice(raw, index), this.depth);
      }
      if (character === '\\') {
        const [value, length] = escape(this.source, index);
        letters += this.source.slice(raw, index) + value;
        index += length - 1;
        raw = index + 1;
      } else if ((character === '$' || character === '%') && this.source[index + 1] === '{' && this.source[index - 1] !== character) {
        index = closingBrace(this.source, index + 2);
      }
    }
    throw new NotRead();
  }

  private list(): Expression {
    this.expect('[');
    const items: Expression[] = [];
    while (!this.take(']')) {
      items.push(this.expression());
      if (!this.take(',')) {
        this.expect(']');
        break;
      }
    }
    return { is: 'list', items };
  }

  private object(): Expression {
    this.expect('{');
    const pairs: (readonly [Expression, Expression])[] = [];
    while (!this.take('}')) {
      const key = this.expression();
      if (!this.take('=') && !this.take(':')) throw new NotRead();
      const value = this.expression();
      // a bare word is a key's own text
      pairs.push([key.is === 'reference' && key.steps.length === 0 ? { is: 'literal', value: key.root } : key, value]);
      this.take(',');
    }
    return { is: 'object', pairs };
  }

  private group(): Expression {
    this.expect('(');
    const expression = this.expression();
    this.expect(')');
    return expression;
  }

  private call(name: string, start: number): Expression {
    this.expect('(');
    const items: Expression[] = [];
    while (!this.take(')')) {
      items.push(this.expression());
      if (!this.take(',')) {
        this.expect(')');
        break;
      }
    }
    return { is: 'call', name, arguments: items, text: this.source.slice(start, this.at) };
  }

  private space(): void {
    this.match(SPACE);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private take(text: string): boolean {
    // a step follows its reference at once; everything else may have space before it
    if (text[0] !== '.' && text[0] !== '[') this.space();
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new NotRead();
  }
}

function escape(source: string, at: number): readonly [string, number] {
  const letter = source[at + 1];
  const plain = ESCAPES.get(letter);
  if (plain !== undefined) return [plain, 2];
  const length = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  const code = source.slice(at + 2, at + 2 + length);
  if (length === 0 || !/^[0-9A-Fa-f]+$/.test(code) || code.length !== length || parseInt(code, 16) > 0x10ffff) throw new NotRead();
  const character = String.fromCodePoint(parseInt(code, 16));
  // an escaped `$` begins no template, which could no longer be told once it is written out
  if ('$%{'.includes(character)) throw new NotRead();
  return [character, 2 + length];
}
