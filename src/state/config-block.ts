import type { Platform } from '../platforms/platform';
import { TOO_LARGE } from './budget';
import { COMPUTED, type Facts, IDENTITY } from './computed';
import { expandBlocks, holdsDynamic } from './dynamic-blocks';
import { Attributes } from './hcl/attributes';
import { type Evaluator, type Reference, type Scope, Written } from './hcl/evaluate';
import { isTemplate } from './hcl/template';
import { inIteration, indexText, isSingle, type Iteration, iterationsOf, keyOf } from './iteration';
import { type JsonObject, objectOf, own } from './json';
import type { PlannedValues } from './planned-values';
import { renderPolicyDocument } from './policy-document-data';
import type { ProviderPlatforms } from './provider-platforms';
import type { SourceResource } from './source';
import type { Unknowns } from './unknown';

/** Stands for a value that is being computed. */
const BUSY = Symbol('busy');

/** Text that is shared, and shorter than this, may be used as often as there are instances. */
const LONG = 1000;

/** What a block needs of the stack that it stands in. */
export interface Surroundings {
  readonly tokens: Unknowns;
  readonly evaluator: Evaluator;
  readonly facts: Omit<Facts, 'text'>;
  /** What the addresses of the stack begin with. */
  readonly prefix: string;
  /** The platforms that its providers are declared for, where they say so. */
  readonly platforms: ProviderPlatforms;
  /** What a plan of this configuration tells. */
  readonly planned?: PlannedValues;
  /** The text of a file of the configuration. */
  readonly file?: (path: string) => string | undefined;
  /** The region of a provider of AWS, where it is known. @param provider what a resource names, such as `aws.west` */
  regionOf(provider: unknown): string | undefined;
  /** The value of a text that is nothing but an attribute of a resource; `undefined` for every other text. */
  quick(text: string): unknown;
  /** The value of a reference to anything but the block's own `each` and `count`. */
  resolve(reference: Reference, scope: Scope): unknown;
}

/** A `resource` or `data` block. */
export class ConfigBlock {
  private made?: readonly ConfigInstance[];

  public constructor(
    public readonly type: string, private readonly name: string, public readonly body: JsonObject, private readonly stack: Surroundings,
  ) {}

  /** Its address in the stack. */
  public get address(): string {
    return `${this.type}.${this.name}`;
  }

  /** Its instances: one, or as many as `count` or `for_each` say. */
  public get instances(): readonly ConfigInstance[] {
    if (this.made === undefined && this.isSingle) this.made = [new ConfigInstance(this, this.stack, undefined)];
    if (this.made === undefined) {
      // anyone who asks again while `for_each` is being computed asks in a circle
      this.made = [];
      const iterations = this.iterations();
      const afforded = this.stack.tokens.budget.takeInstances(iterations.length) ? iterations : [undefined];
      this.made = afforded.map((iteration) => new ConfigInstance(this, this.stack, iteration));
    }
    return this.made;
  }

  /** Whether there is one instance, which goes by the block's own address. */
  public get isSingle(): boolean {
    return isSingle(this.body);
  }

  /** Whether it isn't known how many instances there are: then the one that stands for them may not be there at all. */
  public get isOpen(): boolean {
    return !this.isSingle && this.instances.some(({ key }) => key === undefined);
  }

  /** Its instance, where it has the one that goes by the block's own address. */
  public get single(): ConfigInstance | undefined {
    return this.isSingle ? this.instances[0] : undefined;
  }

  private iterations(): readonly (Iteration | undefined)[] {
    const where = `${this.stack.prefix}${this.address}`;
    const scope: Scope = { where, file: this.stack.file, resolve: (reference, _, from) => this.stack.resolve(reference, from) };
    const iterations = iterationsOf(this.body, this.stack, scope);
    return this.stack.planned?.iterations(where, iterations, this.type) ?? iterations;
  }
}

/** One instance of a block. Attributes are computed when they are asked for, once. */
export class ConfigInstance extends Attributes implements SourceResource {
  private values?: Map<string, unknown>;

  public constructor(private readonly block: ConfigBlock, private readonly stack: Surroundings, private readonly iteration: Iteration | undefined) {
    super();
  }

  public get where(): string {
    return `${this.stack.prefix}${this.block.address}${indexText(this.iteration)}`;
  }

  public get type(): string {
    return this.block.type;
  }

  public get token(): string {
    return this.stack.tokens.token(this.where, 'its name is known only after apply');
  }

  /** The platform that its provider is declared for, if the provider says so. */
  public get platform(): Platform | undefined {
    return this.stack.platforms.of(this.type, this.provider);
  }

  private get provider(): unknown {
    const provider = own(this.block.body, 'provider');
    return provider instanceof Written && provider.expression.is === 'reference' ? provider.expression.text : provider;
  }

  /** The key that this instance has in its block. */
  public get key(): string | number | undefined {
    return keyOf(this.iteration);
  }

  /** An attribute that the block sets, or that follows from what it sets. */
  public get(attribute: string): unknown {
    const { planned } = this.stack;
    const value = planned === undefined ? undefined : planned.value(this.where, attribute);
    return value === undefined ? this.configured(attribute) : value;
  }

  /** An attribute as the configuration has it, whatever a plan says. */
  public configured(attribute: string): unknown {
    const raw = own(this.block.body, attribute);
    // most attributes are plain text, or an attribute of another resource, which remembers its own
    if (typeof raw === 'string') {
      const known = isTemplate(raw) ? this.stack.quick(raw) : raw;
      if (known !== undefined && (known === raw || (typeof known === 'string' && known.length < LONG))) return known;
    }
    if (raw === undefined && !isComputed(this.type, attribute) && !holdsDynamic(this.block.body, attribute)) return undefined;
    this.values ??= new Map<string, unknown>();
    const known = this.values.get(attribute);
    if (known === BUSY) return this.stack.tokens.token(`${this.where}.${attribute}`, 'refers to itself');
    if (known !== undefined) return known;
    this.values.set(attribute, BUSY);
    const value = this.affordable(attribute, this.compute(attribute, raw));
    this.values.set(attribute, value);
    return value;
  }

  /** Its attributes and blocks, computed as far as they can be. */
  public contents(): unknown {
    return objectOf(Object.keys(this.block.body).filter((key) => key !== '//').map((key) => [key, this.get(key)]));
  }

  /** What a reference to an attribute means: also attributes that are known only after apply. */
  public attribute(name: string): unknown {
    const value = this.get(name);
    if (value !== undefined && value !== null) return value;
    if (this.type === 'data.aws_iam_policy_document' && (name === 'json' || name === 'minified_json')) return this.document();
    return IDENTITY.has(name) ? this.token : this.stack.tokens.token(`${this.where}.${name}`, 'known only after apply');
  }

  /** A value that its reader may walk: each instance walks its own. */
  private affordable(attribute: string, value: unknown): unknown {
    return this.stack.tokens.budget.takeAll(value) ? value : this.stack.tokens.token(`${this.where}.${attribute}`, TOO_LARGE);
  }

  private compute(attribute: string, raw: unknown): unknown {
    const where = `${this.where}.${attribute}`;
    const scope: Scope = { where, file: this.stack.file, resolve: (reference, _, from) => this.resolve(reference, from) };
    if (holdsDynamic(this.block.body, attribute)) return expandBlocks(this.block.body, attribute, this.stack, scope) ?? this.dynamic(attribute);
    return raw === undefined || raw === null ? this.computed(attribute) : this.stack.evaluator.value(raw, scope);
  }

  private dynamic(attribute: string): string {
    return this.stack.tokens.token(`${this.where}: dynamic ${attribute}`, 'what a dynamic block is repeated for is not known');
  }

  private computed(attribute: string): string | undefined {
    if (!isComputed(this.type, attribute)) return undefined;
    const text = (name: string): string | undefined => {
      const value = this.get(name);
      return typeof value === 'string' ? value : undefined;
    };
    return COMPUTED.get(this.type)?.[attribute]({ ...this.stack.facts, region: text('region') ?? this.stack.regionOf(this.provider), text });
  }

  private resolve(reference: Reference, scope: Scope): unknown {
    const { root, text } = reference;
    if (root !== 'each' && root !== 'count') return this.stack.resolve(reference, scope);
    return inIteration(this.iteration, reference, scope, this.stack.evaluator)
      ?? this.stack.evaluator.unknown(text, scope, `what ${this.block.address} is repeated for is not known`);
  }

  private document(): string {
    const { tokens } = this.stack;
    return renderPolicyDocument((attribute) => this.get(attribute), (text) => tokens.isKnown(text))
      ?? tokens.token(`${this.where}.json`, 'it is built from documents or blocks that are not known');
  }
}

function isComputed(type: string, attribute: string): boolean {
  const computed = COMPUTED.get(type);
  return computed !== undefined && Object.hasOwn(computed, attribute);
}
