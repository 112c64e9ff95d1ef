import { TOO_LARGE } from '../budget';
import { property } from '../cloud-control/expand';
import { at, entries, isObject, type JsonObject, objectOf, own, tooDeep } from '../json';
import type { SourceResource } from '../source';
import type { Unknowns } from '../unknown';
import { computeCondition } from './conditions';
import { type Computing, functionIn, FUNCTIONS, textOf } from './functions';
import { IDENTITIES } from './identities';
import { parameterValue, pseudoParameter, type Surroundings } from './parameters';
import { cloudControlType } from './types';

/** What a template is read with. */
export interface TemplateContext extends Surroundings {
  readonly marks: Unknowns;
  /** What the ids of its resources begin with, where several templates are read together. */
  readonly prefix: string;
  /** Values of parameters. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What another template exports under a name. */
  imported(name: string): unknown;
}

/** Deeper values and longer chains of references are nobody's work. */
const DEEPEST = 400;

/** No policy, and no name, is as long. */
const LONGEST_TEXT = 100_000;

/** Reasons that have reasons that have reasons are read by nobody. */
const LONGEST_REASON = 500;

/** What begins a reference that is resolved when the template is deployed. */
const DYNAMIC = '{{resolve:';

/** A template, with the values of its functions. What isn't computed is a mark with its reason. */
export class Template implements Computing {
  private readonly resources: ReadonlyMap<string, JsonObject>;
  /** Resources whose names are made up when they are deployed, so that they are called by their ids. */
  private readonly generated = new Set<string>();
  private readonly known = new Map<string, unknown>();
  private depth = 0;
  private count = 0;

  public constructor(private readonly json: JsonObject, private readonly context: TemplateContext) {
    context.marks.budget.add(json);
    this.resources = new Map(entries(own(json, 'Resources')).flatMap(([id, body]) => (isObject(body) && typeof own(body, 'Type') === 'string' ? [[id, body]] : [])));
  }

  /** Its resources, but for those whose condition is false. */
  public all(): readonly TemplateResource[] {
    return [...this.resources].filter(([id]) => this.exists(id) === true).map(([id, body]) => new TemplateResource(this, id, body));
  }

  /** Resources of which it isn't known whether they are made, with the reason. */
  public doubtful(): readonly (readonly [id: string, type: string, reason: string])[] {
    return [...this.resources].flatMap(([id, body]) => {
      const is = this.exists(id);
      return typeof is === 'string' ? [[id, String(own(body, 'Type')), `whether it is made depends on a condition that isn't known: ${this.why(is)}`] as const] : [];
    });
  }

  /** What it exports. */
  public exported(name: string): unknown {
    for (const [output, body] of entries(own(this.json, 'Outputs'))) {
      if (this.once(`export ${output}`, () => this.value(at(body, 'Export', 'Name'))) === name) return this.once(`output ${output}`, () => this.value(own(body, 'Value')));
    }
    return undefined;
  }

  public get marks(): Unknowns {
    return this.context.marks;
  }

  /** What ids of resources begin with. */
  public get prefix(): string {
    return this.context.prefix;
  }

  public value(node: unknown): unknown {
    if (typeof node === 'string') return this.withoutDynamic(node);
    if (typeof node !== 'object' || node === null) return node;
    if (this.depth > DEEPEST) throw tooDeep();
    this.depth += 1;
    try {
      const called = functionIn(node);
      if (called !== undefined) return this.call(...called);
      if (Array.isArray(node)) return node.map((item) => this.value(item)).filter((item) => item !== undefined);
      return objectOf(entries(node).map(([key, item]) => [key, this.value(item)] as const).filter(([, item]) => item !== undefined));
    } finally {
      this.depth -= 1;
    }
  }

  public lookUp(name: string, attribute?: string): unknown {
    if (attribute !== undefined) return this.ofResource(name, attribute);
    if (name === 'AWS::NoValue') return undefined;
    const { variables, marks } = this.context;
    const pseudo = name.startsWith('AWS::') ? textOf(own(variables, name)) ?? pseudoParameter(name, this.context, marks) : undefined;
    if (pseudo !== undefined) return pseudo;
    const parameter = at(this.json, 'Parameters', name);
    if (parameter !== undefined) return parameterValue(name, parameter, own(variables, name), marks);
    return this.ofResource(name, undefined);
  }

  public condition(node: unknown): boolean | string {
    const { marks } = this.context;
    return computeCondition(node, {
      value: (inner) => this.value(inner),
      condition: (inner) => this.nested(() => this.condition(inner)),
      isKnown: (text) => marks.isKnown(text),
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
    const { imported, marks } = this.context;
    return (marks.isKnown(name) ? imported(name) : undefined) ?? marks.mark(`Fn::ImportValue of ${marks.show(name)}`, 'another stack exports it, which is not in the source');
  }

  public isKnown(text: string): boolean {
    return this.context.marks.isKnown(text);
  }

  public keep(value: unknown): unknown {
    const { budget } = this.context.marks;
    const isSmall = typeof value !== 'string' || value.length <= LONGEST_TEXT;
    return isSmall && budget.takeNew(value) ? value : this.unknown('a value', TOO_LARGE);
  }

  public why(text: string): string {
    return this.context.marks.in(text).map(({ label, reason }) => `${label}: ${reason}`).join('; ').slice(0, LONGEST_REASON);
  }

  public unknown(what: string, reason: string): string {
    const { marks } = this.context;
    this.count += 1;
    return marks.mark(marks.show(what), marks.show(reason), `${this.context.prefix} computed ${this.count}`);
  }

  /** The name of a resource that has one; where CloudFormation makes it up, its id stands for it. */
  public nameOf(id: string): string | undefined {
    const body = this.resources.get(id);
    const identity = IDENTITIES.get(String(own(body, 'Type')));
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
    const identity = IDENTITIES.get(String(own(body, 'Type')));
    const name = this.nameOf(id);
    if (identity === undefined || name === undefined) return undefined;
    const { partition, account } = this.context;
    const path = textOf(this.value(at(body, 'Properties', 'Path')));
    return identity.arn({ name, path, partition, account, region: String(this.lookUp('AWS::Region')) });
  }

  /** The resources whose names CloudFormation makes up, by what they are called here. */
  public generatedNames(): readonly string[] {
    for (const id of this.resources.keys()) void this.nameOf(id);
    return [...this.generated].map((id) => this.nameOf(id) ?? id);
  }

  private ofResource(id: string, attribute: string | undefined): unknown {
    const { marks, prefix } = this.context;
    const shown = `${prefix}${id}${attribute === undefined ? '' : `.${attribute}`}`;
    const body = this.resources.get(id);
    if (body === undefined) return marks.mark(shown, 'there is no resource or parameter of this name');
    const identity = IDENTITIES.get(String(own(body, 'Type')));
    const asked = attribute === undefined ? identity?.ref : attribute === identity?.arnAttribute ? 'arn' : attribute === identity?.name ? 'name' : undefined;
    if (asked === 'name') return this.nameOf(id);
    if (asked === 'arn') return this.arnOf(id);
    return marks.mark(shown, 'known only after it is deployed');
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
    if (this.depth > DEEPEST) throw tooDeep();
    this.depth += 1;
    try {
      return compute();
    } finally {
      this.depth -= 1;
    }
  }

  private withoutDynamic(text: string): string {
    if (!text.includes(DYNAMIC)) return text;
    const [first, ...parts] = text.split(DYNAMIC);
    return [first, ...parts.map((part) => {
      const end = part.indexOf('}}');
      return `${this.unknown('a dynamic reference', 'it is resolved when the template is deployed')}${end < 0 ? '' : part.slice(end + 2)}`;
    })].join('');
  }
}

/** A resource of a template, under the name that Cloud Control's provider has for its type. */
class TemplateResource implements SourceResource {
  public readonly where: string;
  public readonly type: string;
  private values?: unknown;

  public constructor(private readonly template: Template, private readonly id: string, private readonly body: JsonObject) {
    this.where = `${template.prefix}${id}`;
    this.type = cloudControlType(String(own(body, 'Type')));
  }

  public get mark(): string {
    return this.template.nameOf(this.id) ?? this.template.marks.mark(this.where, 'its name is known only after it is deployed');
  }

  public get(attribute: string): unknown {
    const identity = IDENTITIES.get(String(own(this.body, 'Type')));
    if (attribute === 'arn') return this.template.arnOf(this.id);
    const name = identity?.name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
    if (attribute === name) return this.template.nameOf(this.id);
    return property(this.contents(), attribute);
  }

  public contents(): unknown {
    return this.values ??= this.template.value(own(this.body, 'Properties')) ?? {};
  }
}
