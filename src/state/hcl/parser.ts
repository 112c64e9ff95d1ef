import type { BinaryOperator, Expression, Step } from './expression';
import { heredoc, type ReadTemplate, stringLiteral } from './literals';
import { NAME, Scanner } from './scanner';

/** Nobody nests deeper by hand; deeper text stays text. */
const DEEPEST = 60;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Words that are values. */
export const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([['true', true], ['false', false], ['null', null]]);

/** Operators by how strongly they bind, the weakest first; of one level, those that begin with another stand before it. */
const OPERATORS: readonly (readonly BinaryOperator[])[] = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];

/** Reads expressions from a text, from a location onwards, and the templates in them with what it is given: templates hold expressions again. */
export class ExpressionParser extends Scanner {
  public constructor(source: string, private readonly readTemplate: ReadTemplate, private depth = 0) {
    super(source);
  }

  /** The expression that begins here. */
  public expression(): Expression {
    if (++this.depth > DEEPEST) throw this.notRead();
    this.space();
    const start = this.at;
    const test = this.binary(0);
    let expression = test;
    if (this.take('?')) {
      const yes = this.expression();
      this.expect(':');
      expression = { is: 'conditional', test, yes, no: this.expression(), text: this.since(start) };
    }
    this.depth--;
    return expression;
  }

  /** `for NAME, NAME in EXPRESSION`, in all the forms that it has. */
  public forHeader(): { readonly key?: string; readonly value: string; readonly over: Expression } {
    this.space();
    this.match(/for\b/y);
    const first = this.name();
    const second = this.take(',') ? this.name() : undefined;
    this.space();
    if (this.match(/in\b/y) === undefined) throw this.notRead();
    const over = this.expression();
    return second === undefined ? { value: first, over } : { key: first, value: second, over };
  }

  private binary(level: number): Expression {
    if (level === OPERATORS.length) return this.unary();
    const start = this.at;
    let left = this.binary(level + 1);
    for (let operator = this.operator(level); operator !== undefined; operator = this.operator(level)) {
      this.space();
      const right = this.binary(level + 1);
      left = { is: 'binary', operator, left, right, text: this.since(start) };
    }
    return left;
  }

  private operator(level: number): BinaryOperator | undefined {
    this.space();
    const found = OPERATORS[level].find((operator) => this.source.startsWith(operator, this.at));
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private unary(): Expression {
    this.space();
    const start = this.at;
    const operator = this.source[this.at];
    // `!=` never begins an operand
    if (operator !== '!' && operator !== '-') return this.operand();
    if (++this.depth > DEEPEST) throw this.notRead();
    this.at++;
    const operand = this.unary();
    this.depth--;
    if (operator === '-' && operand.is === 'literal' && typeof operand.value === 'number') return { is: 'literal', value: -operand.value };
    return { is: 'unary', operator, operand, text: this.since(start) };
  }

  private operand(): Expression {
    const start = this.at;
    const of = this.primary();
    const steps: Step[] = [];
    for (let step = this.step(); step !== undefined; step = this.step()) steps.push(step);
    if (steps.length === 0) return of;
    return of.is === 'reference' && of.steps.length === 0 ? { ...of, steps, text: this.since(start) } : { is: 'access', of, steps, text: this.since(start) };
  }

  private primary(): Expression {
    const character = this.source[this.at];
    if (character === '"') return stringLiteral(this, this.depth, this.readTemplate);
    if (character === '[') return this.list();
    if (character === '{') return this.object();
    if (character === '(') return this.group();
    if (character === '<') return heredoc(this, this.depth, this.readTemplate);
    const number = this.match(NUMBER);
    if (number !== undefined) return { is: 'literal', value: Number(number) };
    const start = this.at;
    const name = this.match(NAME);
    if (name === undefined) throw this.notRead();
    if (this.source[this.at] === '(') return this.call(name, start);
    const word = WORDS.get(name);
    return word === undefined ? { is: 'reference', root: name, steps: [], text: name } : { is: 'literal', value: word };
  }

  private step(): Step | undefined {
    // `...` follows an argument and is not a step
    if (this.source.startsWith('..', this.at)) return undefined;
    if (this.take('.*')) return { splat: true };
    if (this.take('.')) {
      const name = this.match(NAME) ?? this.match(/\d+/y);
      if (name === undefined) throw this.notRead();
      return /^\d/.test(name) ? { index: { is: 'literal', value: Number(name) } } : { name };
    }
    if (!this.take('[')) return undefined;
    if (this.take('*]')) return { splat: true };
    const index = this.expression();
    this.space();
    this.expect(']');
    return { index };
  }

  private list(): Expression {
    const start = this.at;
    this.at++;
    if (this.isFor()) return this.forBody(start, 'list', ']');
    return { is: 'list', items: this.items(']').items };
  }

  /** Expressions with commas between them, up to what closes them. */
  private items(close: ']' | ')'): { readonly items: readonly Expression[]; readonly spread: boolean } {
    const items: Expression[] = [];
    let spread = false;
    for (this.space(); !this.take(close); this.space()) {
      items.push(this.expression());
      spread = this.take('...');
      if (!this.take(',')) {
        this.space();
        this.expect(close);
        break;
      }
    }
    return { items, spread };
  }

  private object(): Expression {
    const start = this.at;
    this.at++;
    if (this.isFor()) return this.forBody(start, 'object', '}');
    const pairs: (readonly [Expression, Expression])[] = [];
    while (!this.take('}')) {
      if (++this.depth > DEEPEST) throw this.notRead();
      const key = this.operand();
      this.depth--;
      if (!this.take('=') && !this.take(':')) throw this.notRead();
      const value = this.expression();
      // a bare word is a key's own text
      pairs.push([key.is === 'reference' && key.steps.length === 0 ? { is: 'literal', value: key.root } : key, value]);
      this.take(',');
    }
    return { is: 'object', pairs };
  }

  private isFor(): boolean {
    this.space();
    return /for[\s#/]/y.test(this.source.slice(this.at, this.at + 4));
  }

  private forBody(start: number, into: 'list' | 'object', close: string): Expression {
    const header = this.forHeader();
    this.expect(':');
    const first = this.expression();
    const resultKey = into === 'object' ? first : undefined;
    if (into === 'object') this.expect('=>');
    const result = into === 'object' ? this.expression() : first;
    const grouped = into === 'object' && this.take('...');
    this.space();
    const condition = this.match(/if\b/y) === undefined ? undefined : this.expression();
    this.space();
    this.expect(close);
    return { is: 'for', ...header, resultKey, result, grouped, condition, into, text: this.since(start) };
  }

  private group(): Expression {
    this.at++;
    const expression = this.expression();
    this.expect(')');
    // in parentheses a bare word is not a key's own text, nor the beginning of a longer reference
    return expression.is === 'reference' && expression.steps.length === 0 ? { is: 'access', of: expression, steps: [], text: expression.text } : expression;
  }

  private call(name: string, start: number): Expression {
    this.at++;
    const { items, spread } = this.items(')');
    return { is: 'call', name, arguments: items, spread, text: this.since(start) };
  }
}
