import type { Evaluator, Scope } from './hcl/evaluate';
import { Written } from './hcl/evaluate';
import type { Expression } from './hcl/expression';
import { parseExpression } from './hcl/template';
import { entries, isObject, objectOf, own } from './json';
import type { Unknowns } from './unknown';

/**
 * A value as a variable of a type has it: what is optional and not given gets its default, texts and numbers are converted.
 *
 * @param type as the variable declares it, in either syntax; `undefined` for any type
 * @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function typed(value: unknown, type: unknown, tokens: Unknowns, evaluator: Evaluator, scope: Scope): unknown {
  const expression = typeExpression(type);
  return expression === undefined ? value : new Conversion(tokens, evaluator, scope).convert(value, expression);
}

/** A value that was given as text (`--var`): Terraform reads it as an expression where the type isn't a text. */
export function givenAsText(value: unknown, type: unknown): unknown {
  const expression = typeExpression(type);
  if (typeof value !== 'string' || expression === undefined || (expression.is === 'reference' && expression.root === 'string')) return value;
  const given = parseExpression(value);
  return given.is === 'literal' || given.is === 'list' || given.is === 'object' ? new Written(given) : value;
}

function typeExpression(type: unknown): Expression | undefined {
  if (type instanceof Written) return type.expression;
  if (typeof type !== 'string') return undefined;
  return parseExpression(type.replace(/^\$\{/, '').replace(/\}$/, ''));
}

class Conversion {
  public constructor(private readonly tokens: Unknowns, private readonly evaluator: Evaluator, private readonly scope: Scope) {}

  public convert(value: unknown, type: Expression): unknown {
    if (value === null || value === undefined || (typeof value === 'string' && !this.tokens.isKnown(value))) return value;
    if (type.is === 'reference' && type.steps.length === 0) return scalar(value, type.root);
    if (type.is !== 'call') return value;
    const [inner] = type.arguments;
    if (type.name === 'optional') return this.convert(value, inner);
    if (type.name === 'object' && inner?.is === 'object' && isObject(value)) return this.object(value, inner);
    if (type.name === 'map' && isObject(value)) return objectOf(entries(value).map(([key, item]) => [key, this.convert(item, inner)]));
    if ((type.name === 'list' || type.name === 'set') && Array.isArray(value)) {
      const items = value.map((item) => this.convert(item, inner));
      const isTexts = items.every((item): item is string => typeof item === 'string' && this.tokens.isKnown(item));
      return type.name === 'set' && isTexts ? [...new Set(items)].sort() : items;
    }
    return value;
  }

  private object(value: Readonly<Record<string, unknown>>, type: Extract<Expression, { is: 'object' }>): unknown {
    return objectOf(type.pairs.map(([key, declared]) => {
      const name = key.is === 'literal' ? String(key.value) : '';
      const given = own(value, name);
      const isOptional = declared.is === 'call' && declared.name === 'optional';
      if (given !== undefined && given !== null) return [name, this.convert(given, declared)];
      const fallback = isOptional && declared.arguments.length > 1 ? this.evaluator.compute(declared.arguments[1], this.scope) : null;
      return [name, isOptional ? this.convert(fallback, declared.arguments[0]) : fallback];
    }));
  }
}

function scalar(value: unknown, type: string): unknown {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (type === 'number' && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)) return Number(value);
  return type === 'bool' && (value === 'true' || value === 'false') ? value === 'true' : value;
}
