import { mapStrings, objectOf, own } from '../json';
import type { Unknowns } from '../unknown';
import type { Expression, Step } from './expression';
import { callFunction, LARGEST_TEXT } from './functions';
import { isTemplate, parseTemplate } from './template';

/** A reference such as `aws_iam_user.dana.name`. */
export type Reference = Extract<Expression, { is: 'reference' }>;

/** Where an expression stands: what the names in it mean, and how the place is called. */
export interface Scope {
  readonly where: string;
  /** The value of a reference; steps that remain are left to {@link Evaluator.follow}. */
  resolve(reference: Reference, evaluator: Evaluator): unknown;
}

/** Computes Terraform expressions. What can't be computed becomes a mark of an unknown value, inside a text or in its place. */
export class Evaluator {
  /** @param quick the value of a text that is nothing but an attribute of a resource; `undefined` for every other text */
  public constructor(private readonly marks: Unknowns, private readonly quick: (text: string) => unknown) {}

  /** Computes every template in a value of Terraform's JSON syntax. */
  public value(raw: unknown, scope: Scope): unknown {
    if (typeof raw === 'string') return this.text(raw, scope);
    return mapStrings(raw, (text) => this.text(text, scope));
  }

  /** Takes the steps of a reference that are left, from a value that was found. */
  public follow(value: unknown, steps: readonly Step[], text: string, scope: Scope): unknown {
    let found = value;
    for (const [index, step] of steps.entries()) {
      if ('splat' in step) {
        if (!Array.isArray(found)) return this.unknown(text, scope);
        return found.map((item) => this.follow(item, steps.slice(index + 1), text, scope));
      }
      found = this.step(found, 'name' in step ? step.name : this.compute(step.index, scope));
      if (found === undefined) return this.unknown(text, scope);
    }
    return found;
  }

  /** The mark of an expression that can't be computed; in each place another, since functions and iterators differ by place. */
  public unknown(text: string, scope: Scope, reason = 'not computed here'): string {
    return this.marks.mark(text, reason, `${scope.where}: ${text}`);
  }

  /** Computes one expression. */
  public compute(expression: Expression, scope: Scope): unknown {
    switch (expression.is) {
      case 'literal': return expression.value;
      case 'template': return this.join(expression.parts, scope);
      case 'list': return expression.items.map((item) => this.compute(item, scope));
      case 'object': return objectOf(expression.pairs.map(([key, value]) => [String(this.compute(key, scope)), this.compute(value, scope)]));
      case 'reference': return scope.resolve(expression, this);
      case 'call': {
        const items = expression.arguments.map((item) => this.compute(item, scope));
        const result = callFunction(expression.name, items, (text) => this.marks.isKnown(text));
        return result ?? this.unknown(expression.text, scope);
      }
      case 'other': return this.unknown(expression.text, scope);
    }
  }

  private text(text: string, scope: Scope): unknown {
    if (!isTemplate(text)) return text;
    return this.quick(text) ?? this.compute(parseTemplate(text), scope);
  }

  private join(parts: readonly Expression[], scope: Scope): string {
    let text = '';
    for (const part of parts) {
      const value = this.compute(part, scope);
      if (typeof value === 'object' || text.length > LARGEST_TEXT) return this.unknown('…', scope, 'a text holds something that is no text, or grows without end');
      text += String(value);
    }
    return text;
  }

  private step(value: unknown, key: unknown): unknown {
    if (Array.isArray(value)) return typeof key === 'number' ? value[key] as unknown : undefined;
    return typeof key === 'string' ? own(value, key) : undefined;
  }
}
