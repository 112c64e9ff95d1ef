import { shown } from '../../shape/shown';
import { type Entry, kindOf, type Located, type LocatedMap, type Position, unknownAt, wrongAt } from './located';

/** What a variable may stand for. */
export type VariableValue = string | number | boolean | readonly string[];

/** The types of variables, and what a value of each is. */
const TYPES: Readonly<Record<string, (node: Located) => VariableValue | undefined>> = {
  text: textOf,
  number: (node) => (node.is === 'value' && typeof node.value === 'number' && Number.isFinite(node.value) ? node.value : undefined),
  boolean: (node) => (node.is === 'value' && typeof node.value === 'boolean' ? node.value : undefined),
  texts: (node) => {
    const texts = node.is === 'list' ? node.items.map(textOf) : [undefined];
    return texts.every((text) => text !== undefined) ? texts : undefined;
  },
};

/** The types that a variable may be declared with. */
export const VARIABLE_TYPES: readonly string[] = Object.keys(TYPES);

/** Makes a placeholder for a variable that gets its value only at deploy. */
export type LateVariable = (name: string, description: string | undefined) => string;

/** What a name of a variable or an environment looks like. */
const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const ENVIRONMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/**
 * Texts that mean themselves wherever they are put: nothing of a pattern, of a policy variable, of JSON or of a line end. Patterns are written
 * in the plan itself, where a reviewer sees them. Nor is one empty: as a prefix, no text is every key.
 */
const PLAIN_TEXT = /^[^*?${}"\\\p{C}\p{Zl}\p{Zp}]+$/u;

function textOf(node: Located): string | undefined {
  return node.is === 'value' && typeof node.value === 'string' ? node.value : undefined;
}

/** The variables of a plan in one environment. */
export class Variables {
  /**
   * @param values - by name
   * @param late - placeholders of those that are known only at deploy, by name
   */
  public constructor(private readonly values: ReadonlyMap<string, VariableValue>, private readonly late: ReadonlyMap<string, string> = new Map()) {}

  /** The same variables with a letter for each that is known only at deploy: what stands in a text of them beside these is the text's own. */
  public get known(): Variables {
    return this.late.size === 0 ? this : new Variables(new Map([...this.values, ...[...this.late.keys()].map((name) => [name, 'x'] as const)]));
  }

  /**
   * A text with the values of its variables: `${name}` is one, `$${` is `${`. A text that is one variable and nothing else is the variable's value,
   * of whatever type.
   *
   * @throws AccessError `InvalidPlanFile`
   */
  public in(text: string, at: Position): VariableValue {
    if (!text.includes('${')) return text;
    const [, whole] = /^\$\{([^{}]*)\}$/.exec(text) ?? [];
    if (whole !== undefined) return this.get(whole, at);
    return this.filled(text, at);
  }

  /**
   * As {@link in}, where the result must be a text, such as a name.
   *
   * @throws AccessError `InvalidPlanFile`
   */
  public text(text: string, at: Position): string {
    return text.includes('${') ? this.filled(text, at) : text;
  }

  /**
   * As {@link in}, for the text of a policy, in which `${aws:username}` and `${*}` are the policy language's own.
   *
   * @throws AccessError `InvalidPlanFile`
   */
  public inPolicy(text: string, at: Position): string {
    return text.replace(/\$\{([A-Za-z0-9_]*)\}/g, (_, name: string) => this.joined(name, at));
  }

  private filled(text: string, at: Position): string {
    return text.replace(/(\$?)\$\{([^{}]*)(\}?)/g, (found, escaped: string, name: string, end: string) => {
      if (escaped === '$') return found.slice(1);
      if (end === '') throw wrongAt(at, `${shown(text)} has a \${ without its }`, 'write ${name}, or $${ for the two characters');
      return this.joined(name, at);
    });
  }

  private joined(name: string, at: Position): string {
    const value = this.get(name, at);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw wrongAt(at, `the variable ${name} is ${typeof value === 'boolean' ? 'true or false' : 'a list'}, which can't be part of a text`, `write \${${name}} alone, where that belongs`);
  }

  private get(name: string, at: Position): VariableValue {
    const value = this.late.get(name) ?? this.values.get(name);
    if (value !== undefined) return value;
    if (!VARIABLE_NAME.test(name)) {
      throw wrongAt(at, `\${${name}} is not a variable of the plan`, 'a variable of a policy is written { variable: aws:username }, where the grant takes one; $${ stands for the two characters');
    }
    throw unknownAt(at, 'the plan declares no variable', name, [...this.values.keys(), ...this.late.keys()]);
  }
}

/**
 * Reads what a plan declares of variables, and their values in an environment.
 *
 * @param env the environment that is asked for
 * @param late makes a placeholder for a text without a value, which is given at deploy
 * @throws AccessError `InvalidPlanFile`
 */
export function readVariables(plan: LocatedMap, env: string | undefined, late?: LateVariable): Variables {
  const declared = mapAt(plan, 'variables');
  const environments = mapAt(plan, 'environments');
  // every environment, so that a slip in one shows before it is deployed
  for (const each of environments.values()) checkEnvironment(each, declared);
  const chosen = chosenEnvironment(plan, environments, env);
  const values = new Map<string, VariableValue>(env === undefined ? [] : [['env', env]]);
  const placeholders = new Map<string, string>();
  for (const { name, at, value } of declared.values()) {
    if (!VARIABLE_NAME.test(name) || name === 'env') throw wrongAt(at, `a variable can't be called ${shown(name)}; allowed: letters, digits and _, and not env`, 'choose another name');
    const found = declaredValue(name, at, value, chosen);
    const placeholder = found === undefined && typeIn({ name, at, value }) === 'text' ? late?.(name, descriptionIn(value)) : undefined;
    if (found !== undefined) values.set(name, found);
    else if (placeholder !== undefined) placeholders.set(name, placeholder);
    else throw wrongAt(at, `the variable ${name} has no value here, and no default`, 'give it one in the environment, or a default');
  }
  return new Variables(values, placeholders);
}

function mapAt(plan: LocatedMap, key: string): ReadonlyMap<string, Entry> {
  const entry = plan.entries.get(key);
  if (entry === undefined) return new Map();
  if (entry.value.is === 'map') return entry.value.entries;
  throw wrongAt(entry.value.at, `${key} is ${kindOf(entry.value)}; allowed: a mapping from names`, `write ${key}: { name: { … } }`);
}

/** The values that the environment which is asked for gives. */
function chosenEnvironment(plan: LocatedMap, environments: ReadonlyMap<string, Entry>, env: string | undefined): ReadonlyMap<string, Entry> {
  const names = [...environments.keys()];
  const at = plan.entries.get('environments')?.at ?? plan.at;
  if (env === undefined) {
    if (names.length === 0) return new Map();
    throw wrongAt(at, `the plan is one for each environment, and none is named; allowed: ${names.join(', ')}`, `name one: { env: '${names[0]}' }, on the command line --env ${names[0]}`);
  }
  const found = environments.get(env);
  if (found !== undefined) return found.value.is === 'map' ? found.value.entries : new Map();
  throw unknownAt(at, 'the plan has no environment', env, names);
}

function checkEnvironment({ name: env, at: where, value }: Entry, declared: ReadonlyMap<string, Entry>): void {
  if (!ENVIRONMENT_NAME.test(env)) throw wrongAt(where, `an environment can't be called ${shown(env)}; allowed: letters, digits and -`, 'choose another name');
  if (value.is !== 'map') throw wrongAt(value.at, `the environment ${shown(env)} is ${kindOf(value)}; allowed: a mapping with values of variables`, `write ${env}: {} for one without`);
  for (const { name, at, value: given } of value.entries.values()) {
    const declaration = declared.get(name);
    if (declaration === undefined) throw unknownAt(at, 'the plan declares no variable', name, [...declared.keys()]);
    valueOf(name, typeIn(declaration), given);
  }
}

function declaredValue(name: string, at: Position, declaration: Located, environment: ReadonlyMap<string, Entry>): VariableValue | undefined {
  const type = typeIn({ name, at, value: declaration });
  const standard = declaration.is === 'map' ? declaration.entries.get('default') : undefined;
  const ofDefault = standard === undefined ? undefined : valueOf(name, type, standard.value);
  const own = environment.get(name);
  if (own !== undefined) return valueOf(name, type, own.value);
  return ofDefault;
}

/** What a variable is for, in the plan's own words. */
function descriptionIn(declaration: Located): string | undefined {
  const description = declaration.is === 'map' ? declaration.entries.get('description') : undefined;
  return description === undefined ? undefined : textOf(description.value);
}

const DECLARATION: readonly string[] = ['type', 'default', 'description'];

function typeIn({ name, at, value }: Entry): string {
  if (value.is !== 'map') throw wrongAt(value.at, `the variable ${shown(name)} is declared as ${kindOf(value)}; allowed: a mapping with ${DECLARATION.join(', ')}`, `write ${name}: { type: text, default: … }`);
  for (const entry of value.entries.values()) {
    if (!DECLARATION.includes(entry.name)) throw unknownAt(entry.at, 'a variable has no', entry.name, DECLARATION);
  }
  const description = value.entries.get('description');
  if (description !== undefined && textOf(description.value) === undefined) throw wrongAt(description.value.at, `the description is ${kindOf(description.value)}; allowed: a text`, 'write a text');
  const type = value.entries.get('type');
  const given = type === undefined ? undefined : textOf(type.value);
  if (given !== undefined && Object.hasOwn(TYPES, given)) return given;
  throw wrongAt(type?.value.at ?? at, `the variable ${shown(name)} has ${type === undefined ? 'no type' : `the type ${given === undefined ? kindOf(type.value) : shown(given)}`}; allowed: ${VARIABLE_TYPES.join(', ')}`, `write ${name}: { type: text }`);
}

function valueOf(name: string, type: string, node: Located): VariableValue {
  const value = TYPES[type](node);
  if (value === undefined) throw wrongAt(node.at, `the variable ${name} is ${kindOf(node)}; allowed: a value of its type, ${type}`, type === 'text' ? 'write it in quotes' : `write a value of the type ${type}, or declare another`);
  const wrong = [value].flat().find((one) => typeof one === 'string' && !PLAIN_TEXT.test(one));
  if (wrong === undefined) return value;
  throw wrongAt(node.at, `the variable ${name} is ${shown(wrong)}; allowed: a text that isn't empty and has none of * ? $ { } " \\ and line ends: it can't become a pattern wherever it is put`, 'write patterns, and prefixes that are the whole bucket, in the plan itself, where they are seen');
}
