import type { UnknownAccess } from './access-state';
import { partitionOf, regionOf } from './arns';
import { TOO_LARGE } from './budget';
import type { Facts } from './computed';
import { ConfigBlock, ConfigInstance, type Surroundings } from './config-block';
import type { ConfigFiles } from './config-files';
import { ConfigModule, ModuleInstance, type ModulePlace, type ModuleSurroundings } from './config-module';
import { fingerprint } from './fingerprint';
import { Evaluator, type Reference, type Scope } from './hcl/evaluate';
import type { Step } from './hcl/expression';
import { blocks, entries, isObject, type JsonObject, objectOf, own } from './json';
import type { PlannedValues } from './planned-values';
import { ProviderPlatforms } from './provider-platforms';
import { bearingOf } from './resource-types';
import type { ReadAccessOptions, SourceResource } from './source';
import type { Unknowns } from './unknown';
import { givenAsText, typed } from './variable-types';

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
  /** The files that it lies among. @default none: modules and files aren't read */
  readonly files?: ConfigFiles;
  /** What a plan of it tells. */
  readonly planned?: PlannedValues;
  /** Of a module in it: where it is, what it is given, and what it has of the configuration that calls it. */
  readonly module?: {
    readonly folder: string;
    readonly depth: number;
    readonly facts: Omit<Facts, 'text'>;
    readonly platforms: ProviderPlatforms;
    readonly made: { count: number };
    readonly input: (name: string) => unknown;
  };
}

/** A configuration of Terraform's: a synthesized `cdk.tf.json`, or what somebody wrote, in either syntax; the outermost, or a module. */
export class TerraformConfig implements Surroundings, ModuleSurroundings {
  public readonly marks: Unknowns;
  public readonly evaluator: Evaluator;
  public readonly facts: Omit<Facts, 'text'>;
  public readonly prefix: string;
  public readonly platforms: ProviderPlatforms;
  /** How many modules it lies in. */
  public readonly depth: number;
  /** Its folder, relative to that of the outermost one. */
  public readonly folder: string;
  /** How many instances of modules there are, in all of them. */
  public readonly made: { count: number };
  private readonly modules = new Map<string, ConfigModule>();
  /** Blocks by type, then by name; a data source's type begins with `data.`. */
  private readonly blocks = new Map<string, Map<string, ConfigBlock>>();
  private readonly raw = { locals: new Map<string, unknown>(), variables: new Map<string, unknown>(), outputs: new Map<string, unknown>() };
  private readonly computed = new Map<string, unknown>();
  private chain = 0;
  private byAddress?: ReadonlyMap<string, SourceResource>;

  public constructor(private readonly json: JsonObject, private readonly context: ConfigContext) {
    const { marks, options, prefix = '', module } = context;
    this.marks = marks;
    marks.budget.add(json);
    this.prefix = prefix;
    this.depth = module?.depth ?? 0;
    this.folder = module?.folder ?? '.';
    this.made = module?.made ?? { count: 0 };
    this.platforms = module?.platforms ?? new ProviderPlatforms(own(json, 'provider'), prefix);
    this.evaluator = new Evaluator(marks, (text) => this.quick(text));
    for (const [name, value] of sections(json, 'locals')) this.raw.locals.set(name, value);
    for (const [name, body] of sections(json, 'variable')) this.raw.variables.set(name, blocks(body)[0]);
    for (const [name, body] of sections(json, 'output')) this.raw.outputs.set(name, own(blocks(body)[0], 'value'));
    for (const [name, body] of sections(json, 'module')) this.modules.set(name, new ConfigModule(name, blocks(body)[0] ?? {}, this));
    this.declare('resource', '');
    this.declare('data', 'data.');
    const region = blocks(own(own(json, 'provider'), 'aws')).map((one) => this.regionIn(one)).find((found) => found !== undefined);
    this.facts = module?.facts ?? {
      account: options.account ?? marks.mark('account', "the source doesn't tell the account; name it with the option `account`"),
      partition: options.partition ?? partitionOf(region) ?? 'aws',
      region,
    };
  }

  /** What a plan of it tells. */
  public get planned(): PlannedValues | undefined {
    return this.context.planned;
  }

  /** The files that it lies among. */
  public get files(): ConfigFiles | undefined {
    return this.context.files;
  }

  /** The text of a file of the configuration. */
  public readonly file = (path: string): string | undefined => this.context.files?.text(path);

  /** Its resources and data sources, every instance one. */
  public resources(): readonly SourceResource[] {
    const resources: SourceResource[] = [];
    for (const named of this.blocks.values()) for (const block of named.values()) for (const instance of block.instances) resources.push(instance);
    for (const module of this.modules.values()) {
      for (const { config } of module.all) for (const resource of config.resources()) resources.push(resource);
    }
    return resources;
  }

  /** The instance of a resource or a data source at an address in this configuration, without what its own begins with. */
  public instanceAt(address: string): ConfigInstance | undefined {
    this.byAddress ??= new Map(this.resources().map((resource) => [resource.where, resource]));
    const found = this.byAddress.get(address);
    return found instanceof ConfigInstance ? found : undefined;
  }

  /** What the configuration doesn't hold at all, and what may not be there. */
  public unreadable(): readonly UnknownAccess[] {
    const modules = [...this.modules.values()].flatMap((module): readonly UnknownAccess[] => {
      const where = `${this.prefix}${module.address}`;
      if (module.unread !== undefined) return [{ where, reason: module.unread, scope: {}, fingerprint: fingerprint(module.contents()) }];
      return [...module.isOpen ? [open(where)] : [], ...module.all.flatMap(({ config }) => config.unreadable())];
    });
    const repeated = [...this.blocks.values()].flatMap((named) => [...named.values()])
      .filter((block) => block.isOpen && bearingOf(block.type) !== 'none').map((block) => open(`${this.prefix}${block.address}`));
    const platforms = this.context.module === undefined && this.context.options.platform === undefined ? this.platforms.unreadable : [];
    return [...modules, ...repeated, ...platforms];
  }

  /** A configuration of a module in this one. */
  public child(json: JsonObject, { prefix, folder, input }: ModulePlace): TerraformConfig {
    const { facts, platforms, made, depth } = this;
    return new TerraformConfig(json, { ...this.context, prefix, module: { folder, depth: depth + 1, facts, platforms, made, input } });
  }

  /** An output's value. */
  public output(name: string): unknown {
    return this.once(`output.${name}`, () => this.raw.outputs.get(name));
  }

  public resolve(reference: Reference, scope: Scope): unknown {
    if (this.chain > DEEPEST) return this.evaluator.unknown(reference.text, scope, 'the chain of references is too long');
    this.chain++;
    try {
      const found = this.lookUp(reference, scope);
      return found === undefined ? this.named(reference.text, 'not in this file') : found;
    } finally {
      this.chain--;
    }
  }

  public quick(text: string): unknown {
    const match = SIMPLE.exec(text);
    const instance = match === null ? undefined : this.blocks.get(match[1])?.get(match[2])?.single;
    if (match === null || instance === undefined || this.chain > DEEPEST) return undefined;
    this.chain++;
    try {
      return instance.attribute(match[3]);
    } finally {
      this.chain--;
    }
  }

  private lookUp({ root, steps, text }: Reference, scope: Scope): unknown {
    const name = nameAt(steps, 0);
    if (name === undefined) return undefined;
    if (root === 'local') return this.follow(this.once(`local.${name}`, () => this.raw.locals.get(name)), steps.slice(1), text, scope);
    if (root === 'var') return this.variable(name, steps.slice(1), text, scope);
    if (root === 'module') return this.inModule(name, steps, text, scope);
    if (root === 'path') return this.path(name);
    if (root !== 'data') return this.inBlock(this.blocks.get(root)?.get(name), steps, 1, text, scope);
    const second = nameAt(steps, 1);
    if (second === undefined) return undefined;
    if (name === 'terraform_remote_state' && second.startsWith(CROSS_STACK)) return this.remote(second.slice(CROSS_STACK.length), steps.slice(2), text, scope);
    return this.inBlock(this.blocks.get(`data.${name}`)?.get(second), steps, 2, text, scope);
  }

  private variable(name: string, steps: readonly Step[], text: string, scope: Scope): unknown {
    const value = this.once(`var.${name}`, () => undefined, (inner) => this.valueOf(name, inner));
    return value === undefined ? this.named(text, 'a variable without a default; name its value with the option `variables`') : this.follow(value, steps, text, scope);
  }

  private valueOf(name: string, scope: Scope): unknown {
    const declared = this.raw.variables.get(name);
    const type = own(declared, 'type');
    if (own(declared, 'sensitive') === true && this.context.files !== undefined) return this.named(`var.${name}`, 'a sensitive variable, whose value is not read');
    const { module, options } = this.context;
    const given = module === undefined ? givenAsText(own(options.variables, name), type) : module.input(name);
    const isRefused = given === null && own(declared, 'nullable') === false;
    const value = given === undefined || isRefused ? own(declared, 'default') : given;
    // values of variables are not templates, but expressions where they are written in Terraform's own syntax
    return typed(holdsText(value) ? value : this.evaluator.value(value, scope), type, this.marks, this.evaluator, scope);
  }

  private inModule(name: string, steps: readonly Step[], text: string, scope: Scope): unknown {
    const module = this.modules.get(name);
    if (module === undefined || module.unread !== undefined) return undefined;
    const step = steps.at(1);
    if (module.isSingle) return steps.length === 1 ? module.all[0] : this.follow(module.all[0], steps.slice(1), text, scope);
    if (module.isOpen) return this.evaluator.unknown(text, scope, `what ${module.address} is repeated for is not known`);
    return this.follow(collection(module.all), step === undefined ? [] : steps.slice(1), text, scope);
  }

  private path(name: string): unknown {
    return name === 'module' ? this.folder : name === 'root' || name === 'cwd' ? '.' : undefined;
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
      if (block.isSingle && instances.length === 1) return this.inInstance(instances[0], steps, from, text, scope);
      // all instances together, as functions and `for` take them
      return step === undefined && !block.isSingle && !block.isOpen ? collection(instances) : this.evaluator.unknown(text, scope);
    }
    const key = this.evaluator.compute(step.index, scope);
    const instance = instances.find((candidate) => candidate.key === key);
    if (instance !== undefined) return this.inInstance(instance, steps, from + 1, text, scope);
    const isCertain = !block.isOpen && (typeof key === 'number' || (typeof key === 'string' && this.marks.isKnown(key)));
    return isCertain ? this.marks.missing(text, scope.where) : this.evaluator.unknown(text, scope);
  }

  private inInstance(instance: ConfigInstance, steps: readonly Step[], from: number, text: string, scope: Scope): unknown {
    const name = nameAt(steps, from);
    if (name === undefined) return steps.length === from ? instance : this.evaluator.unknown(text, scope);
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

  private once(address: string, raw: () => unknown, compute?: (scope: Scope) => unknown): unknown {
    if (!this.computed.has(address)) {
      this.computed.set(address, this.marks.mark(address, 'refers to itself', `${this.prefix}${address}, in a circle`));
      const scope: Scope = { where: `${this.prefix}${address}`, file: this.file, resolve: (reference, _, from) => this.resolve(reference, from) };
      this.computed.set(address, compute === undefined ? this.evaluator.value(raw(), scope) : compute(scope));
    }
    return this.computed.get(address);
  }

  private regionIn(provider: JsonObject): string | undefined {
    const scope: Scope = { where: `${this.prefix}provider.aws`, resolve: (reference, _, from) => this.resolve(reference, from) };
    return regionOf(objectOf([['region', this.evaluator.value(own(provider, 'region'), scope)]]), (text) => this.marks.isKnown(text));
  }

  private declare(kind: string, lead: string): void {
    for (const [type, named] of sections(this.json, kind)) {
      const fullType = `${lead}${type}`;
      const blocksOfType = this.blocks.get(fullType) ?? new Map<string, ConfigBlock>();
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

/** All instances of a block as a value: by key, or in a list where they are counted. */
function collection(instances: readonly (ConfigInstance | ModuleInstance)[]): unknown {
  if (instances.every(({ key }) => typeof key === 'number')) return instances;
  return objectOf(instances.map((instance) => [String(instance.key), instance]));
}

function open(where: string): UnknownAccess {
  return { where, reason: 'how many of it there are (count, for_each) is not known; give the values of variables (--var), or read the plan', scope: {} };
}

/** Whether a value has been computed already, or is one that isn't computed: text, and values of Terraform's JSON syntax. */
function holdsText(value: unknown): boolean {
  return typeof value === 'string';
}
