import type { UnknownAccess } from './access-state';
import { partitionOf, regionOf } from './arns';
import { TOO_LARGE } from './budget';
import type { Facts } from './computed';
import { ConfigBlock, type ConfigInstance, type Surroundings } from './config-block';
import { fingerprint } from './fingerprint';
import { Evaluator, type Reference, type Scope } from './hcl/evaluate';
import type { Step } from './hcl/expression';
import { blocks, entries, isObject, type JsonObject, own } from './json';
import { ProviderPlatforms } from './provider-platforms';
import type { ReadAccessOptions, SourceResource } from './source';
import type { Unknowns } from './unknown';

/** Deeper chains of references are nobody's work. */
const DEEPEST = 200;

/** What most templates of a synthesized stack are, and nothing else: an attribute of a resource. */
const SIMPLE = /^\$\{([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)\}$/;

/** How cdktf and cdktn call the remote state through which one stack reads another's values. */
const CROSS_STACK = 'cross-stack-reference-input-';

/** How a stack is read. */
export interface ConfigContext {
  readonly marks: Unknowns;
  readonly options: ReadAccessOptions;
  /** What its addresses begin with, where several stacks are read together. */
  readonly prefix?: string;
  /** Another stack of the same app, by its name. */
  readonly sibling?: (name: string) => TerraformConfig | undefined;
}

/** One stack in Terraform's JSON syntax: a synthesized `cdk.tf.json`, or a `.tf.json` that somebody wrote. */
export class TerraformConfig implements Surroundings {
  public readonly marks: Unknowns;
  public readonly evaluator: Evaluator;
  public readonly facts: Omit<Facts, 'text'>;
  public readonly prefix: string;
  public readonly platforms: ProviderPlatforms;
  /** Blocks by type, then by name; a data source's type begins with `data.`. */
  private readonly blocks = new Map<string, Map<string, ConfigBlock>>();
  private readonly raw = { locals: new Map<string, unknown>(), variables: new Map<string, unknown>(), outputs: new Map<string, unknown>() };
  private readonly computed = new Map<string, unknown>();
  private depth = 0;

  public constructor(private readonly json: JsonObject, private readonly context: ConfigContext) {
    const { marks, options, prefix = '' } = context;
    this.marks = marks;
    marks.budget.add(json);
    this.prefix = prefix;
    this.platforms = new ProviderPlatforms(own(json, 'provider'), prefix);
    this.evaluator = new Evaluator(marks, (text) => this.quick(text));
    const region = blocks(own(own(json, 'provider'), 'aws')).map(regionOf).find((found) => found !== undefined);
    this.facts = {
      account: options.account ?? marks.mark('account', "the source doesn't tell the account; name it with the option `account`"),
      partition: options.partition ?? partitionOf(region) ?? 'aws',
      region,
    };
    for (const [name, value] of sections(json, 'locals')) this.raw.locals.set(name, value);
    for (const [name, body] of sections(json, 'variable')) this.raw.variables.set(name, body);
    for (const [name, body] of sections(json, 'output')) this.raw.outputs.set(name, own(body, 'value'));
    this.declare('resource', '');
    this.declare('data', 'data.');
  }

  /** Its resources and data sources, every instance one. */
  public resources(): readonly SourceResource[] {
    const resources: SourceResource[] = [];
    for (const named of this.blocks.values()) for (const block of named.values()) for (const instance of block.instances) resources.push(instance);
    return resources;
  }

  /** What the file doesn't hold at all. */
  public unreadable(): readonly UnknownAccess[] {
    const modules = sections(this.json, 'module').map(([name, body]) => ({
      where: `${this.prefix}module.${name}`,
      reason: 'what a module makes is not in this file; read the plan instead (terraform show -json)',
      scope: {},
      fingerprint: fingerprint(JSON.stringify(body)),
    }));
    return this.context.options.platform === undefined ? [...modules, ...this.platforms.unreadable] : modules;
  }

  /** An output's value. */
  public output(name: string): unknown {
    return this.once(`output.${name}`, () => this.raw.outputs.get(name));
  }

  public resolve(reference: Reference, scope: Scope): unknown {
    if (this.depth > DEEPEST) return this.evaluator.unknown(reference.text, scope, 'the chain of references is too long');
    this.depth++;
    try {
      return this.lookUp(reference, scope) ?? this.named(reference.text, 'not in this file');
    } finally {
      this.depth--;
    }
  }

  public quick(text: string): unknown {
    const match = SIMPLE.exec(text);
    const instance = match === null ? undefined : this.blocks.get(match[1])?.get(match[2])?.single;
    if (match === null || instance === undefined || this.depth > DEEPEST) return undefined;
    this.depth++;
    try {
      return instance.attribute(match[3]);
    } finally {
      this.depth--;
    }
  }

  private lookUp({ root, steps, text }: Reference, scope: Scope): unknown {
    const name = nameAt(steps, 0);
    if (name === undefined) return undefined;
    if (root === 'local') return this.follow(this.once(`local.${name}`, () => this.raw.locals.get(name)), steps.slice(1), text, scope);
    if (root === 'var') return this.variable(name, steps.slice(1), text, scope);
    if (root !== 'data') return this.inBlock(this.blocks.get(root)?.get(name), steps, 1, text, scope);
    const second = nameAt(steps, 1);
    if (second === undefined) return undefined;
    if (name === 'terraform_remote_state' && second.startsWith(CROSS_STACK)) return this.remote(second.slice(CROSS_STACK.length), steps.slice(2), text, scope);
    return this.inBlock(this.blocks.get(`data.${name}`)?.get(second), steps, 2, text, scope);
  }

  private variable(name: string, steps: readonly Step[], text: string, scope: Scope): unknown {
    const given = own(this.context.options.variables, name) ?? own(this.raw.variables.get(name), 'default');
    if (given === undefined || given === null) return this.named(text, 'a variable without a default; name its value with the option `variables`');
    // values of variables are no templates
    return this.follow(given, steps, text, scope);
  }

  private remote(stack: string, [outputs, output, ...rest]: readonly Step[], text: string, scope: Scope): unknown {
    const sibling = this.context.sibling?.(stack);
    if (sibling === undefined || sibling === this || outputs === undefined || output === undefined || !('name' in output)) return this.named(text, 'the value of another stack');
    return this.follow(sibling.output(output.name), rest, text, scope);
  }

  private inBlock(block: ConfigBlock | undefined, steps: readonly Step[], from: number, text: string, scope: Scope): unknown {
    if (block === undefined) return undefined;
    const { instances } = block;
    const step = steps.at(from);
    if (step !== undefined && 'splat' in step && !this.marks.budget.takeElements(instances.length)) return this.evaluator.unknown(text, scope, TOO_LARGE);
    if (step !== undefined && 'splat' in step) return instances.map((instance) => this.inInstance(instance, steps, from + 1, text, scope));
    if (step === undefined || !('index' in step)) {
      return block.isSingle && instances.length === 1 ? this.inInstance(instances[0], steps, from, text, scope) : this.evaluator.unknown(text, scope);
    }
    const key = this.evaluator.compute(step.index, scope);
    const instance = instances.find((candidate) => candidate.key === key);
    return instance === undefined ? this.evaluator.unknown(text, scope) : this.inInstance(instance, steps, from + 1, text, scope);
  }

  private inInstance(instance: ConfigInstance, steps: readonly Step[], from: number, text: string, scope: Scope): unknown {
    const name = nameAt(steps, from);
    if (name === undefined) return this.evaluator.unknown(text, scope);
    const value = instance.attribute(name);
    return steps.length === from + 1 ? value : this.follow(value, steps.slice(from + 1), text, scope);
  }

  private follow(value: unknown, steps: readonly Step[], text: string, scope: Scope): unknown {
    return value === undefined ? undefined : this.evaluator.follow(value, steps, text, scope);
  }

  /** The mark of something that has one value in the whole stack. */
  private named(text: string, reason: string): string {
    return this.marks.mark(text, reason, `${this.prefix}${text}`);
  }

  private once(address: string, raw: () => unknown): unknown {
    if (!this.computed.has(address)) {
      this.computed.set(address, this.named(address, 'refers to itself'));
      const scope: Scope = { where: `${this.prefix}${address}`, resolve: (reference) => this.resolve(reference, scope) };
      this.computed.set(address, this.evaluator.value(raw(), scope));
    }
    return this.computed.get(address);
  }

  private declare(kind: string, lead: string): void {
    for (const [type, named] of sections(this.json, kind)) {
      const blocksOfType = new Map<string, ConfigBlock>();
      const fullType = `${lead}${type}`;
      this.blocks.set(fullType, blocksOfType);
      for (const group of blocks(named)) {
        for (const name of Object.keys(group)) {
          const body = Array.isArray(group[name]) ? blocks(group[name])[0] : group[name];
          if (isObject(body)) blocksOfType.set(name, new ConfigBlock(fullType, name, body, this));
        }
      }
    }
  }
}

function nameAt(steps: readonly Step[], index: number): string | undefined {
  const step = steps.at(index);
  return step !== undefined && 'name' in step ? step.name : undefined;
}

/** The entries of a section, which may be written as one object or as a list of them. */
function sections(json: JsonObject, name: string): readonly (readonly [string, unknown])[] {
  return blocks(own(json, name)).flatMap(entries);
}
