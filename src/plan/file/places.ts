import { AccessError } from '../../errors';
import { checkedText } from '../../shape/readers';
import { shown } from '../../shape/shown';
import { blamed } from './blame';
import type { Functions } from './functions';
import { type Entry, kindOf, type Located, type Position, unknownAt, wrongAt } from './located';
import type { Variables } from './variables';

/** What the places of a plan are filled with. */
export interface Filling {
  /** Texts that hold variables, as they are with their values: errors show these. */
  readonly filled: ReadonlyMap<Located | Entry, unknown>;
  /** A value that stands in the plan. */
  readonly value: (node: Located) => unknown;
  /** A name that stands in the plan. */
  readonly name: (entry: Entry) => string;
  /** A text in the language of policies. */
  readonly policyText: (node: Located, text: string) => string;
}

/** A plan that isn't a text: its values are meant as they are. */
export const AS_IT_IS: Filling = {
  filled: new Map(),
  value: (node) => (node.is === 'value' ? node.value : undefined),
  name: ({ name }) => name,
  policyText: (_node, text) => text,
};

/** A plan in files, with the values of its variables. */
export class FileFilling implements Filling {
  public readonly filled = new Map<Located | Entry, unknown>();

  public constructor(private readonly variables: Variables) {}

  /** A value that stands in a file. */
  public value(node: Located): unknown {
    if (node.is !== 'value' || typeof node.value !== 'string') return node.is === 'value' ? node.value : undefined;
    const { value: text, at } = node;
    return this.checked(node, text, (variables) => variables.in(text, at), at);
  }

  /** A name that stands in a file. */
  public name(entry: Entry): string {
    return this.checked(entry, entry.name, (variables) => variables.text(entry.name, entry.at), entry.at);
  }

  /** A text in the language of policies. */
  public policyText(node: Located, text: string): string {
    return this.checked(node, text, (variables) => variables.inPolicy(text, node.at), node.at);
  }

  /** What engines put into texts for values of deploy time has no place in a file: nobody would replace it, but for variables that are known only then. */
  private checked<Value>(of: Located | Entry, raw: string, fill: (variables: Variables) => Value, at: Position): Value {
    const value = fill(this.variables);
    if (value !== raw) this.filled.set(of, value);
    for (const text of [fill(this.variables.known)].flat()) if (typeof text === 'string') checkedText(text, { where: at(), code: 'InvalidPlanFile' }, false);
    return value;
  }
}

/** Makes the props of `accessPlan` from what stands at a place of a file. What the place doesn't take goes on as it is, to what checks the props. */
export type Place = (node: Located, filling: Filling) => unknown;

/** An object of names that a plan makes up, as a property of its own also where one is called `__proto__`. */
function objectOf(pairs: ReadonlyArray<readonly [name: string, value: unknown]>): object {
  return Object.fromEntries(pairs);
}

/** Values, lists and mappings as they are, with the values of variables. */
export const plain: Place = (node, filling) => {
  if (node.is === 'value') return filling.value(node);
  if (node.is === 'list') return node.items.map((item) => plain(item, filling));
  return objectOf([...node.entries.values()].map((entry) => [fixedName(entry), plain(entry.value, filling)]));
};

/** A name that isn't the plan's own to choose. */
function fixedName(entry: Entry): string {
  if (!entry.name.includes('${')) return entry.name;
  throw wrongAt(entry.at, `${shown(entry.name)} is a name with a variable; allowed in values, and in the names of users, groups, roles and buckets`, 'write the name itself');
}

/** A policy: an object, or JSON in a text. `${aws:username}` stays, and a variable of the plan can't become part of the language. */
export const policy: Place = (node, filling) => {
  if (node.is === 'list') return node.items.map((item) => policy(item, filling));
  if (node.is === 'map') return objectOf([...node.entries.values()].map((entry) => [fixedName(entry), policy(entry.value, filling)]));
  return typeof node.value === 'string' ? filling.policyText(node, node.value) : node.value;
};

/** A list. */
export function listOf(each: Place): Place {
  return (node, filling) => (node.is === 'list' ? node.items.map((item) => each(item, filling)) : plain(node, filling));
}

/** One of something, or a list of it. */
export function oneOrMore(each: Place): Place {
  return (node, filling) => (node.is === 'list' ? listOf(each) : each)(node, filling);
}

/** A text, or something else. */
export function textOr(other: Place): Place {
  return (node, filling) => (node.is === 'value' && typeof node.value === 'string' ? plain : other)(node, filling);
}

/** An object, some of whose parts have places of their own. */
export function objectWith(places: Readonly<Record<string, Place>>): Place {
  return (node, filling) => {
    if (node.is !== 'map') return plain(node, filling);
    return objectOf([...node.entries.values()].map((entry) => {
      const name = fixedName(entry);
      return [name, (Object.hasOwn(places, name) ? places[name] : plain)(entry.value, filling)];
    }));
  };
}

/** Names that the plan makes up, and what they stand for. */
export function recordOf(each: Place): Place {
  return (node, filling) => {
    if (node.is !== 'map') return plain(node, filling);
    const pairs = new Map<string, unknown>();
    for (const entry of node.entries.values()) {
      const name = filling.name(entry);
      if (pairs.has(name)) throw wrongAt(entry.at, `${shown(entry.name)} becomes ${shown(name)}, which stands here already`, 'choose names that differ in every environment');
      pairs.set(name, each(entry.value, filling));
    }
    return objectOf([...pairs]);
  };
}

/**
 * A call of a function: a mapping of its name to what it is given, `{ readOnlyPrefix: { bucket: … } }`; the name alone where it is given nothing.
 * The name is written in the file: no variable can become one.
 *
 * @param functions that may be called here
 * @param args what a function takes, where that has places of its own
 */
export function callOf({ what, named }: Functions, args: Place = plain): Place {
  const names = [...named.keys()];
  const example = `write { ${names[0]}: … }`;
  return (node, filling) => {
    const alone = node.is === 'value' && typeof node.value === 'string' ? node.value : undefined;
    const [entry, second] = node.is === 'map' ? [...node.entries.values()] : [];
    const name = alone ?? entry?.name;
    if (name === undefined) throw wrongAt(node.at, `${kindOf(node)} stands where ${what} belongs; allowed: a mapping of one name: ${names.join(', ')}`, example);
    const at = entry?.at ?? node.at;
    const make = named.get(name);
    if (make === undefined) throw unknownAt(at, `${what} is a mapping of its name to what it is given, and there is none called`, name, names);
    if (second !== undefined) throw wrongAt(second.at, `${shown(second.name)} stands beside ${shown(name)}: ${what} is a mapping of one name`, 'put what belongs to it below its name, and what stands for itself into an item of its own');
    if (entry?.value.is === 'value' && entry.value.value === null) throw wrongAt(at, `${name} is given nothing; allowed: a mapping, and {} or the name alone where nothing is to be said`, `write ${name}: {}`);
    const given = entry === undefined ? undefined : args(entry.value, filling);
    try {
      return make(given);
    } catch (error) {
      throw error instanceof AccessError ? blamed(error, entry?.value ?? node, at, filling.filled) : error;
    }
  };
}
