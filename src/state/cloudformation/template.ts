import { TOO_LARGE } from '../budget';
import { at, entries, isObject, type JsonObject, objectOf, own, scalarText, tooDeep } from '../json';
import type { Unknowns } from '../unknown';
import { computeCondition } from './conditions';
import { type Computing, functionIn, FUNCTIONS, textOf } from './functions';
import { IDENTITIES } from './identities';
import { parameterValue, passedValue, pseudoParameter, type Surroundings } from './parameters';
import { TemplateResource } from './template-resource';

/** What a template is read with. */
export interface TemplateContext extends Surroundings {
  readonly tokens: Unknowns;
  /** Values of parameters. */
  readonly variables: Readonly<Record<string, unknown>>;
  /**
   * What its parent gives for a parameter.
   *
   * @default - it has no parent: parameters are given by `variables`
   */
  readonly passed?: (name: string) => unknown;
  /** How deep a computation is, over all templates that it leads through. */
  readonly nesting: { depth: number };
  /** What another template exports under a name. */
  imported(name: string): unknown;
  /** The stack that a resource of it makes, where its template is there. */
  nested(id: string): Template | undefined;
}

/** Deeper values and longer chains of references are nobody's work. */
const DEEPEST = 400;

/** No policy, and no name, is as long. */
const LONGEST_TEXT = 100_000;

/** Reasons that have reasons that have reasons are read by nobody. */
const LONGEST_REASON = 500;

/** What attributes of a nested stack begin with. */
const OUTPUTS = 'Outputs.';

/** A template, with the values of its functions. What isn't computed is a token with its reason. */
export class Template implements Computing {
  private readonly resources: ReadonlyMap<string, JsonObject>;
  /** Resources whose names are made up when they are deployed, so that they are called by their ids. */
  private readonly generated = new Set<string>();
  private readonly known = new Map<string, unknown>();
  private count = 0;

  public constructor(private readonly json: JsonObject, private readonly context: TemplateContext) {
    context.tokens.budget.add(json);
    this.resources = new Map(entries(own(json, 'Resources')).flatMap(([id, body]) => (isObject(body) && typeof own(body, 'Type') === 'string' ? [[id, body]] : [])));
  }

  /** Its resources, but for those whose condition is false, and the stacks whose templates are there. */
  public all(): readonly TemplateResource[] {
    return [...this.resources]
      .filter(([id]) => this.makes(id) && this.context.nested(id) === undefined)
      .map(([id, body]) => new TemplateResource(this, id, body));
  }

  /** Resources of which it isn't known whether they are made, with the reason. */
  public doubtful(): readonly (readonly [id: string, type: string, reason: string])[] {
    return [...this.resources].flatMap(([id, body]) => {
      const is = this.exists(id);
      return typeof is === 'string' ? [[id, scalarText(own(body, 'Type')), `whether it is made depends on a condition that isn't known: ${this.why(is)}`] as const] : [];
    });
  }

  /** Whether a resource is made for certain. */
  public makes(id: string): boolean {
    return this.exists(id) === true;
  }

  /** What it gives a stack of its own for a parameter. */
  public passedTo(id: string, parameter: string): unknown {
    return this.nested(() => this.value(at(this.resources.get(id), 'Properties', 'Parameters', parameter)));
  }

  /** What it tells its parent under a name. */
  public output(name: string): unknown {
    const { tokens } = this.context;
    const value: unknown = at(this.json, 'Outputs', name, 'Value');
    if (value === undefined) return tokens.token(`${this.prefix}Outputs.${name}`, 'the nested stack has no such output');
    return this.once(`output ${name}`, () => this.value(value));
  }

  /** What it exports. */
  public exported(name: string): unknown {
    for (const [output, body] of entries(own(this.json, 'Outputs'))) {
      if (this.once(`export ${output}`, () => this.value(at(body, 'Export', 'Name'))) === name) return this.output(output);
    }
    return undefined;
  }

  public get tokens(): Unknowns {
    return this.context.tokens;
  }

  /** What ids of resources begin with. */
  public get prefix(): string {
    return this.context.prefix;
  }

  public value(node: unknown): unknown {
    if (typeof node === 'string') return withoutDynamic(node, () => this.unknown('a dynamic reference', 'it is resolved when the template is deployed'));
    if (typeof node !== 'object' || node === null) return node;
    if (this.context.nesting.depth > DEEPEST) throw tooDeep();
    this.context.nesting.depth += 1;
    try {
      const called = functionIn(node);
      if (called !== undefined) return this.call(...called);
      if (Array.isArray(node)) return node.map((item) => this.value(item)).filter((item) => item !== undefined);
      return objectOf(entries(node).map(([key, item]) => [key, this.value(item)] as const).filter(([, item]) => item !== undefined));
    } finally {
      this.context.nesting.depth -= 1;
    }
  }

  public lookUp(name: string, attribute?: string): unknown {
    if (attribute !== undefined) return this.ofResource(name, attribute);
    if (name === 'AWS::NoValue') return undefined;
    const { variables, tokens } = this.context;
    const pseudo = name.startsWith('AWS::') ? textOf(own(variables, name)) ?? pseudoParameter(name, this.context, tokens) : undefined;
    if (pseudo !== undefined) return pseudo;
    return at(this.json, 'Parameters', name) === undefined ? this.ofResource(name, undefined) : this.parameter(name);
  }

  public condition(node: unknown): boolean | string {
    const { tokens } = this.context;
    return computeCondition(node, {
      value: (inner) => this.value(inner),
      condition: (inner) => this.nested(() => this.condition(inner)),
      isKnown: (text) => tokens.isKnown(text),
      unknown: (what, reason) => this.unknown(what, reason),
      why: (text) => this.why(text),
      named: (name) => {
        const condition = at(this.json, 'Conditions', name);
        if (condition === undefined) return this.unknown(name, 'there is no such condition');
        return this.once(`condition ${name}`, () => this.nested(() => this.condition(condition))) as boolean | string;
      },
    });
  }

  public mapped(keys: readonly string[]): unknown {
    const found = at(this.json, 'Mappings', ...keys);
    return found === undefined ? undefined : this.value(found);
  }

  public imported(name: string): unknown {
    const { imported, tokens } = this.context;
    return (tokens.isKnown(name) ? imported(name) : undefined) ?? tokens.token(`Fn::ImportValue of ${tokens.show(name)}`, 'another stack exports it, which is not in the source');
  }

  public isKnown(text: string): boolean {
    return this.context.tokens.isKnown(text);
  }

  public keep(value: unknown): unknown {
    const { budget } = this.context.tokens;
    const isSmall = typeof value !== 'string' || value.length <= LONGEST_TEXT;
    return isSmall && budget.takeNew(value) ? value : this.unknown('a value', TOO_LARGE);
  }

  public why(text: string): string {
    return this.context.tokens.in(text).map(({ label, reason }) => `${label}: ${reason}`).join('; ').slice(0, LONGEST_REASON);
  }

  public unknown(what: string, reason: string): string {
    const { tokens } = this.context;
    this.count += 1;
    return tokens.token(tokens.show(what), tokens.show(reason), `${this.context.prefix} computed ${this.count}`);
  }

  /** The name of a resource that has one; where CloudFormation makes it up, its id stands for it. */
  public nameOf(id: string): string | undefined {
    const body = this.resources.get(id);
    const identity = IDENTITIES.get(scalarText(own(body, 'Type')));
    if (identity === undefined) return undefined;
    return this.once(`name ${id}`, () => {
      const given = textOf(this.value(at(body, 'Properties', identity.name)));
      if (given !== undefined && given !== '') return given;
      this.generated.add(id);
      return identity.generated?.(`${this.prefix}${id}`) ?? `${this.prefix}${id}`;
    }) as string;
  }

  /** The ARN of a resource whose type has one that follows from its name. */
  public arnOf(id: string): string | undefined {
    const body = this.resources.get(id);
    const identity = IDENTITIES.get(scalarText(own(body, 'Type')));
    const name = this.nameOf(id);
    if (identity === undefined || name === undefined) return undefined;
    const { partition, account } = this.context;
    const path = textOf(this.value(at(body, 'Properties', 'Path')));
    return identity.arn({ name, path, partition, account, region: scalarText(this.lookUp('AWS::Region')) });
  }

  /** The resources whose names CloudFormation makes up, by what they are called here. */
  public generatedNames(): readonly string[] {
    for (const id of this.resources.keys()) void this.nameOf(id);
    return [...this.generated].map((id) => this.nameOf(id) ?? id);
  }

  private parameter(name: string): unknown {
    const { variables, tokens, passed } = this.context;
    const parameter: unknown = at(this.json, 'Parameters', name);
    if (passed === undefined) return parameterValue(name, parameter, own(variables, name), tokens);
    return this.once(`parameter ${name}`, () => passedValue(`${this.prefix}${name}`, parameter, passed(name), tokens));
  }

  private ofResource(id: string, attribute: string | undefined): unknown {
    const { tokens, prefix } = this.context;
    const shown = `${prefix}${id}${attribute === undefined ? '' : `.${attribute}`}`;
    const body = this.resources.get(id);
    if (body === undefined) return tokens.token(shown, 'there is no resource or parameter of this name');
    const output = attribute?.startsWith(OUTPUTS) === true && this.makes(id) ? attribute.slice(OUTPUTS.length) : undefined;
    const stack = output === undefined ? undefined : this.context.nested(id);
    if (output !== undefined && stack !== undefined) return stack.output(output);
    const identity = IDENTITIES.get(scalarText(own(body, 'Type')));
    const asked = attribute === undefined ? identity?.ref : attribute === identity?.arnAttribute ? 'arn' : attribute === identity?.name ? 'name' : undefined;
    if (asked === 'name') return this.nameOf(id);
    if (asked === 'arn') return this.arnOf(id);
    return tokens.token(shown, 'known only after it is deployed');
  }

  private exists(id: string): boolean | string {
    const condition = own(this.resources.get(id), 'Condition');
    return typeof condition === 'string' ? this.condition({ Condition: condition }) : true;
  }

  private call(name: string, argument: unknown): unknown {
    const compute = argument === undefined ? undefined : FUNCTIONS.get(name);
    return compute === undefined ? this.unknown(name, 'the function is not computed') : compute(argument, this);
  }

  /** Computes something that others may ask for while it is computed, which would have no end. */
  private once(key: string, compute: () => unknown): unknown {
    if (this.known.has(key)) return this.known.get(key);
    this.known.set(key, this.unknown(key, 'it refers to itself'));
    const value = this.nested(compute);
    this.known.set(key, value);
    return value;
  }

  private nested<T>(compute: () => T): T {
    if (this.context.nesting.depth > DEEPEST) throw tooDeep();
    this.context.nesting.depth += 1;
    try {
      return compute();
    } finally {
      this.context.nesting.depth -= 1;
    }
  }
}

/** What begins a reference that is resolved when the template is deployed. */
const DYNAMIC = '{{resolve:';

/** A text with something else in the place of references to secrets and parameters, which are resolved when the template is deployed. */
function withoutDynamic(text: string, instead: () => string): string {
  if (!text.includes(DYNAMIC)) return text;
  const [first, ...parts] = text.split(DYNAMIC);
  return [first, ...parts.map((part) => {
    const end = part.indexOf('}}');
    return `${instead()}${end < 0 ? '' : part.slice(end + 2)}`;
  })].join('');
}
