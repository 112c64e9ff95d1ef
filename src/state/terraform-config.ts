import type { UnknownAccess } from './access-state';
import { partitionOf, regionOf } from './arns';
import type { Facts } from './computed';
import { ConfigBlock, ConfigInstance, type Surroundings } from './config-block';
import type { ConfigFiles } from './config-files';
import { ConfigModule, type ModuleLocation, type ModuleSurroundings } from './config-module';
import { ConfigReferences, type ReferredConfig } from './config-references';
import { fingerprint } from './fingerprint';
import { Evaluator, type Reference, type Scope } from './hcl/evaluate';
import { blocks, entries, isObject, type JsonObject, objectOf, own } from './json';
import type { PlannedValues } from './planned-values';
import { ProviderPlatforms } from './provider-platforms';
import { bearingOf } from './resource-types';
import type { ReadAccessOptions, SourceResource } from './source';
import type { Unknowns } from './unknown';
import { givenAsText, typed } from './variable-types';

/** How a stack is read. */
export interface ConfigContext {
  readonly tokens: Unknowns;
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
    readonly region: string | undefined;
    readonly made: { count: number };
    readonly input: (name: string) => unknown;
  };
}

/** A configuration of Terraform's: a synthesized `cdk.tf.json`, or what somebody wrote, in either syntax; the outermost, or a module. */
export class TerraformConfig implements Surroundings, ModuleSurroundings, ReferredConfig {
  public readonly tokens: Unknowns;
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
  /** The regions of its providers of AWS, by their names. */
  private readonly regions: ReadonlyMap<string, string | undefined>;
  private readonly modules = new Map<string, ConfigModule>();
  /** Blocks by type, then by name; a data source's type begins with `data.`. */
  private readonly blocks = new Map<string, Map<string, ConfigBlock>>();
  private readonly raw = { locals: new Map<string, unknown>(), variables: new Map<string, unknown>(), outputs: new Map<string, unknown>() };
  private readonly references = new ConfigReferences(this);
  private readonly computed = new Map<string, unknown>();
  private byAddress?: ReadonlyMap<string, SourceResource>;

  public constructor(private readonly json: JsonObject, private readonly context: ConfigContext) {
    const { tokens, options, prefix = '', module } = context;
    this.tokens = tokens;
    tokens.budget.add(json);
    this.prefix = prefix;
    this.depth = module?.depth ?? 0;
    this.folder = module?.folder ?? '.';
    this.made = module?.made ?? { count: 0 };
    this.platforms = module?.platforms ?? new ProviderPlatforms(own(json, 'provider'), prefix);
    this.evaluator = new Evaluator(tokens, (text) => this.quick(text));
    for (const [name, value] of sections(json, 'locals')) this.raw.locals.set(name, value);
    for (const [name, body] of sections(json, 'variable')) this.raw.variables.set(name, blocks(body)[0]);
    for (const [name, body] of sections(json, 'output')) this.raw.outputs.set(name, own(blocks(body)[0], 'value'));
    for (const [name, body] of sections(json, 'module')) this.modules.set(name, new ConfigModule(name, blocks(body)[0] ?? {}, this));
    this.declare('resource', '');
    this.declare('data', 'data.');
    const providers = blocks(own(own(json, 'provider'), 'aws'));
    this.regions = new Map(providers.map((one) => [['aws', own(one, 'alias')].filter((part) => typeof part === 'string').join('.'), this.regionIn(one)]));
    const region = [...this.regions.values()].find((found) => found !== undefined);
    this.facts = module?.facts ?? {
      account: options.account ?? tokens.token('account', "the source doesn't tell the account; name it with the option `account`"),
      partition: options.partition ?? partitionOf(region) ?? 'aws',
      region,
    };
  }

  public regionOf(provider: unknown): string | undefined {
    const { module } = this.context;
    // which provider a module is given is the affair of who calls it
    if (module !== undefined) return this.regions.size === 0 ? module.region : undefined;
    return this.regions.get(typeof provider === 'string' ? provider.replace(/^\$\{(.*)\}$/, '$1') : 'aws');
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

  /** The region that all its providers are in, or that of the configuration that calls it. */
  private get commonRegion(): string | undefined {
    const { module } = this.context;
    const regions = new Set(this.regions.values());
    if (module !== undefined) return this.regions.size === 0 ? module.region : undefined;
    return regions.size === 1 ? [...regions][0] : undefined;
  }

  /** A configuration of a module in this one. */
  public child(json: JsonObject, { prefix, folder, input }: ModuleLocation): TerraformConfig {
    const { facts, platforms, made, depth } = this;
    const module = { folder, depth: depth + 1, facts, platforms, region: this.commonRegion, made, input };
    return new TerraformConfig(json, { ...this.context, prefix, module });
  }

  /** An output's value. */
  public output(name: string): unknown {
    return this.once(`output.${name}`, () => this.raw.outputs.get(name));
  }

  public resolve(reference: Reference, scope: Scope): unknown {
    return this.references.resolve(reference, scope);
  }

  public quick(text: string): unknown {
    return this.references.quick(text);
  }

  public local(name: string): unknown {
    return this.once(`local.${name}`, () => this.raw.locals.get(name));
  }

  public variable(name: string): unknown {
    return this.once(`var.${name}`, () => undefined, (scope) => this.valueOf(name, scope));
  }

  public block(type: string, name: string): ConfigBlock | undefined {
    return this.blocks.get(type)?.get(name);
  }

  public module(name: string): ConfigModule | undefined {
    return this.modules.get(name);
  }

  public sibling(name: string): TerraformConfig | undefined {
    const found = this.context.sibling?.(name);
    return found === this ? undefined : found;
  }

  private valueOf(name: string, scope: Scope): unknown {
    const declared = this.raw.variables.get(name);
    const type = own(declared, 'type');
    if (own(declared, 'sensitive') === true) return this.tokens.token(`var.${name}`, 'a sensitive variable, whose value is not read', `${this.prefix}var.${name}`);
    const { module, options } = this.context;
    const given = module === undefined ? givenAsText(own(options.variables, name), type) : module.input(name);
    const isRefused = given === null && own(declared, 'nullable') === false;
    const value = given === undefined || isRefused ? own(declared, 'default') : given;
    // values of variables are not templates, but expressions where they are written in Terraform's own syntax
    return typed(holdsText(value) ? value : this.evaluator.value(value, scope), type, this.tokens, this.evaluator, scope);
  }

  private once(address: string, raw: () => unknown, compute?: (scope: Scope) => unknown): unknown {
    if (!this.computed.has(address)) {
      this.computed.set(address, this.tokens.token(address, 'refers to itself', `${this.prefix}${address}, in a circle`));
      const scope: Scope = { where: `${this.prefix}${address}`, file: this.file, resolve: (reference, _, from) => this.resolve(reference, from) };
      this.computed.set(address, compute === undefined ? this.evaluator.value(raw(), scope) : compute(scope));
    }
    return this.computed.get(address);
  }

  private regionIn(provider: JsonObject): string | undefined {
    const scope: Scope = { where: `${this.prefix}provider.aws`, resolve: (reference, _, from) => this.resolve(reference, from) };
    return regionOf(objectOf([['region', this.evaluator.value(own(provider, 'region'), scope)]]), (text) => this.tokens.isKnown(text));
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

/** The entries of a section, which may be written as one object or as a list of them. */
function sections(json: JsonObject, name: string): readonly (readonly [string, unknown])[] {
  return blocks(own(json, name)).flatMap(entries);
}

function open(where: string): UnknownAccess {
  return { where, reason: 'how many of it there are (count, for_each) is not known; give the values of variables (--var), or read the plan', scope: {} };
}

/** Whether a value has been computed already, or is one that isn't computed: text, and values of Terraform's JSON syntax. */
function holdsText(value: unknown): boolean {
  return typeof value === 'string';
}
