import { TOO_LARGE } from '../budget';
import { isObject, mapStrings, objectOf, own } from '../json';
import type { Unknowns } from '../unknown';
import { Attributes } from './attributes';
import type { Expression, ForExpression, Step } from './expression';
import { callFunction, LARGEST_TEXT } from './functions';
import { FAILED } from './functions/function';
import { binary, negate, type Scalar } from './operators';
import { someValue } from './some-value';
import { isTemplate, parseTemplate } from './template';

/** A reference such as `aws_iam_user.dana.name`. */
export type Reference = Extract<Expression, { is: 'reference' }>;

/** Where an expression stands: what the names in it mean, and how the location is called. */
export interface Scope {
  readonly where: string;
  /** The text of a file of the configuration; `undefined` where it isn't known. @default no file is known */
  readonly file?: (path: string) => string | undefined;
  /**
   * The value of a reference; steps that remain are left to {@link Evaluator.follow}.
   *
   * @param from where the reference stands, in which its own indices are computed: here, or in a `for` in here
   */
  resolve(reference: Reference, evaluator: Evaluator, from: Scope): unknown;
}

/** A value of a configuration in Terraform's own syntax, where an attribute is an expression and not text with templates in it. */
export class Written {
  public constructor(public readonly expression: Expression) {}
}

/** More items than this of one `for` are not computed. */
const MOST_ITEMS = 20_000;

/** Computes Terraform expressions. What can't be computed becomes a token of an unknown value, inside a text or in its place. */
export class Evaluator {
  /** @param quick the value of a text that is nothing but an attribute of a resource; `undefined` for every other text */
  public constructor(private readonly tokens: Unknowns, private readonly quick: (text: string) => unknown) {}

  /** Computes every template in a value of Terraform's JSON syntax, and every expression in one of its own syntax. */
  public value(raw: unknown, scope: Scope): unknown {
    if (typeof raw === 'string') return this.text(raw, scope);
    if (raw instanceof Written) return this.compute(raw.expression, scope);
    if (Array.isArray(raw) && raw.some(isObject)) return raw.map((item) => this.value(item, scope));
    if (isObject(raw) && holdsWritten(raw)) return objectOf(Object.entries(raw).map(([key, item]) => [key, this.value(item, scope)]));
    return mapStrings(raw, (text) => this.text(text, scope));
  }

  /** Takes the steps of a reference that are left, from a value that was found. */
  public follow(value: unknown, steps: readonly Step[], text: string, scope: Scope): unknown {
    let found = value;
    for (const [index, step] of steps.entries()) {
      if ('splat' in step) {
        // a splat of one thing is a list of it
        const items = Array.isArray(found) ? found : found instanceof Attributes ? [found] : undefined;
        if (items === undefined) return this.unknown(text, scope);
        if (!this.tokens.budget.takeElements(items.length)) return this.unknown(text, scope, TOO_LARGE);
        return items.map((item) => this.follow(item, steps.slice(index + 1), text, scope));
      }
      const key = 'name' in step ? step.name : this.compute(step.index, scope);
      const next = this.step(found, key);
      if (next === undefined) return this.isMissing(found, key) ? this.tokens.missing(text, scope.where) : this.unknown(text, scope);
      found = next;
    }
    return found;
  }

  /** The token of an expression that can't be computed; in each location another, since functions and iterators differ by location. */
  public unknown(text: string, scope: Scope, reason = 'not computed here'): string {
    return this.tokens.token(text, reason, `${scope.where}: ${text}`);
  }

  /** Computes one expression. What grows beyond the budget of the reading is unknown. */
  public compute(expression: Expression, scope: Scope): unknown {
    if (expression.is === 'literal') return expression.value;
    if (this.tokens.budget.isSpent) return this.unknown('…', scope, TOO_LARGE);
    const value = this.computed(expression, scope);
    // a reference makes nothing new
    if (expression.is === 'reference' || this.tokens.budget.takeNew(value)) return value;
    return this.unknown('…', scope, TOO_LARGE);
  }

  private computed(expression: Expression, scope: Scope): unknown {
    switch (expression.is) {
      case 'literal': return expression.value;
      case 'template': return this.join(expression.parts, scope);
      case 'list': return expression.items.map((item) => this.compute(item, scope));
      case 'object': return this.object(expression.pairs, scope);
      case 'reference': return scope.resolve(expression, this, scope);
      case 'access': return this.follow(this.compute(expression.of, scope), expression.steps, expression.text, scope);
      case 'call': return this.call(expression, scope);
      case 'conditional': {
        const test = this.compute(expression.test, scope);
        if (test === true || test === 'true') return this.compute(expression.yes, scope);
        return test === false || test === 'false' ? this.compute(expression.no, scope) : this.dependent(expression.text, test, scope);
      }
      case 'binary': {
        const [left, right] = [this.compute(expression.left, scope), this.compute(expression.right, scope)];
        return binary(expression.operator, left, right, (text) => this.tokens.isKnown(text)) ?? this.dependent(expression.text, [left, right], scope);
      }
      case 'unary': {
        const operand = this.compute(expression.operand, scope);
        return negate(expression.operator, operand as Scalar) ?? this.dependent(expression.text, operand, scope);
      }
      case 'for': return this.each(expression, scope);
      case 'other': return this.unknown(expression.text, scope);
    }
  }

  private text(text: string, scope: Scope): unknown {
    if (!isTemplate(text)) return text;
    const quick = this.quick(text);
    if (quick !== undefined) return quick;
    // it is read again for each instance of a block
    return this.tokens.budget.take(text.length) ? this.compute(parseTemplate(text), scope) : this.unknown('…', scope, TOO_LARGE);
  }

  private join(parts: readonly Expression[], scope: Scope): string {
    let text = '';
    for (const part of parts) {
      const value = this.compute(part, scope);
      if (typeof value === 'object' || text.length > LARGEST_TEXT) return this.unknown('…', scope, 'a text holds something that is not a text, or grows without end');
      text += String(value);
    }
    return text;
  }

  private object(pairs: readonly (readonly [Expression, Expression])[], scope: Scope): unknown {
    const computed = pairs.map(([key, value]) => [this.compute(key, scope), this.compute(value, scope)] as const);
    const strange = computed.some(([key]) => typeof key === 'object' || key === undefined);
    return strange ? this.unknown('…', scope, 'a key of an object is not a text') : objectOf(computed.map(([key, value]) => [String(key), value]));
  }

  private call({ name, arguments: given, spread, text }: Extract<Expression, { is: 'call' }>, scope: Scope): unknown {
    if (name === 'try' || name === 'can') return this.attempt(name, given, text, scope);
    const items = given.map((item) => this.compute(item, scope));
    if (spread) {
      const last = items.pop();
      if (!Array.isArray(last)) return this.unknown(text, scope);
      for (const item of last) items.push(item);
    }
    if (!this.tokens.budget.takeSteps(items)) return this.unknown('…', scope, TOO_LARGE);
    const result = callFunction(name, items, {
      isKnown: (one) => this.tokens.isKnown(one),
      file: scope.file,
      template: (source, variables) => this.template(source, variables, scope),
    });
    if (result === FAILED) return this.tokens.missing(text, scope.where);
    return result === undefined ? this.dependent(text, items, scope) : result;
  }

  /** `try` and `can`: what fails gives way; what only isn't known doesn't. */
  private attempt(name: 'try' | 'can', given: readonly Expression[], text: string, scope: Scope): unknown {
    for (const item of given) {
      const value = this.compute(item, scope);
      const failed = this.tokens.holdsMissing(value);
      if (name === 'can') return failed ? false : value instanceof Attributes || isSettled(value, (one) => this.tokens.isKnown(one)) ? true : this.unknown(text, scope);
      if (!failed) return value;
    }
    return this.tokens.missing(text, scope.where);
  }

  private template(source: string, variables: unknown, scope: Scope): unknown {
    const inner: Scope = {
      ...scope,
      where: `${scope.where}: template`,
      resolve: (reference, _, from) => {
        const value = own(variables, reference.root);
        return value === undefined ? this.unknown(reference.text, from) : this.follow(value, reference.steps, reference.text, from);
      },
    };
    return this.compute({ is: 'template', parts: [parseTemplate(source)] }, inner);
  }

  private each(expression: ForExpression, scope: Scope): unknown {
    const over = this.compute(expression.over, scope);
    const isList = Array.isArray(over);
    if ((!isList && !isObject(over)) || over instanceof Attributes) return this.dependent(expression.text, over, scope);
    const items: readonly (readonly [unknown, unknown])[] = isList ? over.map((item, index) => [index, item]) : sortedEntries(over);
    if (!this.tokens.budget.takeItems(items.length)) return this.unknown('…', scope, TOO_LARGE);
    if (items.length > MOST_ITEMS) return this.unknown(expression.text, scope, 'it has too many items');
    const results: unknown[] = [];
    const keyed = new Map<string, unknown[]>();
    for (const [key, item] of items) {
      const inner = this.inner(expression, [key, item], scope);
      if (expression.condition !== undefined) {
        const test = this.compute(expression.condition, inner);
        if (test !== true && test !== false && test !== 'true' && test !== 'false') return this.dependent(expression.text, test, scope);
        if (test === false || test === 'false') continue;
      }
      const result = this.compute(expression.result, inner);
      results.push(result);
      if (expression.resultKey === undefined) continue;
      const name = this.compute(expression.resultKey, inner);
      if (typeof name === 'object' || name === undefined || !this.tokens.isKnown(String(name))) return this.dependent(expression.text, name, scope);
      const group = keyed.get(String(name));
      if (group === undefined || !expression.grouped) keyed.set(String(name), [result]);
      else group.push(result);
    }
    if (expression.into === 'list') return results;
    if (expression.into === 'text') {
      const length = results.reduce((sum: number, one) => sum + String(one).length, 0);
      return length > LARGEST_TEXT ? this.unknown('…', scope, TOO_LARGE) : results.join('');
    }
    return objectOf([...keyed].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name, list]) => [name, expression.grouped ? list : list[0]]));
  }

  private inner({ key: keyName, value: valueName }: ForExpression, [key, item]: readonly [unknown, unknown], scope: Scope): Scope {
    const inner: Scope = {
      ...scope,
      where: `${scope.where}[${String(key)}]`,
      resolve: (reference, evaluator, from) => {
        if (reference.root === valueName) return this.follow(item, reference.steps, reference.text, from);
        if (reference.root === keyName) return this.follow(key, reference.steps, reference.text, from);
        return scope.resolve(reference, evaluator, from);
      },
    };
    return inner;
  }

  /** The token of what can't be computed; where that is because something in it failed, it has failed too. */
  private dependent(text: string, on: unknown, scope: Scope): string {
    return this.tokens.holdsMissing(on) ? this.tokens.missing(text, scope.where) : this.unknown(text, scope);
  }

  private step(value: unknown, key: unknown): unknown {
    if (value instanceof Attributes) return typeof key === 'string' ? value.attribute(key) : undefined;
    if (Array.isArray(value)) return typeof key === 'number' ? value[key] as unknown : undefined;
    return typeof key === 'string' || typeof key === 'number' ? own(value, String(key)) : undefined;
  }

  /** Whether a step leads nowhere for certain, and not only as far as is known. */
  private isMissing(value: unknown, key: unknown): boolean {
    if (this.tokens.holdsMissing(value)) return true;
    if (typeof key !== 'number' && (typeof key !== 'string' || !this.tokens.isKnown(key))) return false;
    return value === null || ((Array.isArray(value) || isObject(value)) && !(value instanceof Attributes)) || (typeof value === 'string' && this.tokens.isKnown(value));
  }
}

function holdsWritten(value: object): boolean {
  return Object.values(value).some((item: unknown) => item instanceof Written || (typeof item === 'object' && item !== null && holdsWritten(item)));
}

function isSettled(value: unknown, isKnown: (text: string) => boolean): boolean {
  return !someValue(value, (item) => (typeof item === 'string' ? !isKnown(item) : item instanceof Attributes ? false : undefined));
}

/** Terraform goes through maps in the order of their keys, whatever the order in which they are written. */
function sortedEntries(map: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.keys(map).sort().map((key) => [key, map[key]]);
}
