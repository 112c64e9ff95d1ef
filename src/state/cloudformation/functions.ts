import { isObject, own } from '../json';

/** What functions are computed with. */
export interface Computing {
  /** Computes a value. */
  value(node: unknown): unknown;
  /** What `Ref` of a name gives, or the attribute of a resource. */
  lookUp(name: string, attribute?: string): unknown;
  /** Computes a condition; a text is the token of one that isn't known. */
  condition(node: unknown): boolean | string;
  /** The value of `Mappings`. */
  mapped(keys: readonly string[]): unknown;
  /** What another stack exports. */
  imported(name: string): unknown;
  /** Whether a text is known in full. */
  isKnown(text: string): boolean;
  /** Keeps a value that is small enough; otherwise a token. */
  keep(value: unknown): unknown;
  /** Why what a text holds isn't known. */
  why(text: string): string;
  /** What stands for a value that isn't known. */
  unknown(what: string, reason: string): string;
}

type Compute = (argument: unknown, computing: Computing) => unknown;

/** A function and its argument, if a value is one. */
export function functionIn(node: unknown): readonly [name: string, argument: unknown] | undefined {
  if (!isObject(node)) return undefined;
  const keys = Object.keys(node);
  const name = keys.find((key) => key.startsWith('Fn::') || (key === 'Ref' && keys.length === 1));
  return name === undefined ? undefined : [name, keys.length === 1 ? node[name] : undefined];
}

/** The functions of CloudFormation that policies use. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
export const FUNCTIONS: ReadonlyMap<string, Compute> = new Map(Object.entries<Compute>({
  'Ref': (name, computing) => (typeof name === 'string' ? computing.lookUp(name) : malformed('Ref', computing)),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (argument, computing) => {
    const name = textOf(computing.value(argument));
    return name === undefined ? malformed('Fn::ImportValue', computing) : computing.imported(name);
  },
  'Fn::Length': (argument, computing) => {
    const list = computing.value(argument);
    return Array.isArray(list) ? list.length : malformed('Fn::Length', computing);
  },
  'Fn::ToJsonString': (argument, computing) => computing.keep(JSON.stringify(computing.value(argument)) ?? 'null'),
}));

function malformed(name: string, computing: Computing): string {
  return computing.unknown(name, 'its arguments are not what the function takes');
}

/** A value that stands in a text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function getAtt(argument: unknown, computing: Computing): unknown {
  const whole = typeof argument === 'string' ? [argument.split('.')[0], argument.split('.').slice(1).join('.')] : argument;
  const parts: readonly unknown[] = Array.isArray(whole) ? whole.map((part) => computing.value(part)) : [];
  const [name, ...attribute] = parts;
  if (typeof name !== 'string' || attribute.length === 0 || !attribute.every((part) => typeof part === 'string' && part !== '')) return malformed('Fn::GetAtt', computing);
  return computing.lookUp(name, attribute.join('.'));
}

function sub(argument: unknown, computing: Computing): unknown {
  const [template, given]: readonly unknown[] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string' || (given !== undefined && !isObject(given))) return malformed('Fn::Sub', computing);
  const [first, ...parts] = template.split('${');
  const texts = parts.map((part) => {
    const end = part.indexOf('}');
    if (end < 0) return `\${${part}`;
    const name = part.slice(0, end).trim();
    const rest = part.slice(end + 1);
    if (name.startsWith('!')) return `\${${name.slice(1)}}${rest}`;
    const value = textOf(substituted(name, given, computing));
    return `${value ?? computing.unknown(`\${${name}}`, 'it is not a text')}${rest}`;
  });
  return computing.keep([first, ...texts].join(''));
}

function substituted(name: string, given: unknown, computing: Computing): unknown {
  const value = own(given, name);
  if (value !== undefined) return computing.value(value);
  const dot = name.indexOf('.');
  return dot < 0 ? computing.lookUp(name) : computing.lookUp(name.slice(0, dot), name.slice(dot + 1));
}

function join(argument: unknown, computing: Computing): unknown {
  const [separator, items]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const list = computing.value(items);
  if (typeof separator !== 'string') return malformed('Fn::Join', computing);
  if (typeof list === 'string' && !computing.isKnown(list)) return computing.unknown(`Fn::Join of ${list}`, 'the list is not known');
  const texts = Array.isArray(list) ? list.map(textOf) : [undefined];
  return texts.every((text) => text !== undefined) ? computing.keep(texts.join(separator)) : malformed('Fn::Join', computing);
}

function select(argument: unknown, computing: Computing): unknown {
  const [index, items]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const [number, list] = [Number(textOf(computing.value(index)) ?? NaN), computing.value(items)];
  if (typeof list === 'string' && !computing.isKnown(list)) return computing.unknown(`Fn::Select of ${list}`, 'the list is not known');
  const value: unknown = Array.isArray(list) ? list[number] : undefined;
  return value === undefined ? malformed('Fn::Select', computing) : value;
}

function split(argument: unknown, computing: Computing): unknown {
  const [separator, text]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const value = computing.value(text);
  if (typeof separator !== 'string' || separator === '' || typeof value !== 'string') return malformed('Fn::Split', computing);
  // what isn't known may have separators in it
  return computing.isKnown(value) ? computing.keep(value.split(separator)) : computing.unknown(`Fn::Split of ${value}`, 'the text is not known in full');
}

function choose(argument: unknown, computing: Computing): unknown {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') return malformed('Fn::If', computing);
  const [condition, yes, no]: readonly unknown[] = argument;
  const is = computing.condition({ Condition: condition });
  if (typeof is === 'boolean') return computing.value(is ? yes : no);
  const [one, other] = [computing.value(yes), computing.value(no)];
  return JSON.stringify(one) === JSON.stringify(other) ? one : computing.unknown(`Fn::If of ${String(condition)}`, `whether the condition is so isn't known: ${computing.why(is)}`);
}

function findInMap(argument: unknown, computing: Computing): unknown {
  const [map, first, second, options]: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const keys = [map, first, second].map((key) => textOf(computing.value(key)));
  if (!keys.every((key) => key !== undefined)) return malformed('Fn::FindInMap', computing);
  const unknown = keys.find((key) => !computing.isKnown(key));
  if (unknown !== undefined) return computing.unknown(`Fn::FindInMap of ${keys.join(', ')}`, 'the key is not known');
  const found = computing.mapped(keys);
  if (found !== undefined) return found;
  const standard = own(options, 'DefaultValue');
  return standard === undefined ? computing.unknown(`Fn::FindInMap of ${keys.join(', ')}`, 'there is no such key') : computing.value(standard);
}
