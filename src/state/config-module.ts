import type { UnknownAccess } from './access-state';
import type { ConfigFiles } from './config-files';
import { Attributes } from './hcl/attributes';
import type { Evaluator, Reference, Scope } from './hcl/evaluate';
import { inIteration, indexText, isSingle, type Iteration, iterationsOf, keyOf } from './iteration';
import { type JsonObject, mapStrings, own } from './json';
import type { PlannedValues } from './planned-values';
import type { SourceResource } from './source';
import type { Unknowns } from './unknown';

/** Modules in modules in modules: deeper than this is nobody's work. */
const DEEPEST = 12;

/** Of all modules together, so many instances are read. */
const MOST_INSTANCES = 2_000;

/** Where an instance of a module is, and what it is given. */
export interface ModuleLocation {
  /** What its addresses begin with. */
  readonly prefix: string;
  readonly folder: string;
  /** The value that the call gives to a variable; `undefined` where it gives none. */
  readonly input: (name: string) => unknown;
}

/** What a call of a module needs of the configuration that it stands in. */
export interface ModuleSurroundings {
  readonly tokens: Unknowns;
  readonly evaluator: Evaluator;
  /** What its addresses begin with. */
  readonly prefix: string;
  /** How many modules it lies in. */
  readonly depth: number;
  /** Its folder, relative to that of the outermost one. */
  readonly folder: string;
  /** How many instances of modules there are, in all of them. */
  readonly made: { count: number };
  /** What a plan of it tells. */
  readonly planned: PlannedValues | undefined;
  /** The files that it lies among. */
  readonly files: ConfigFiles | undefined;
  /** The text of a file of the configuration. */
  readonly file: (path: string) => string | undefined;
  /** The value of a reference. */
  resolve(reference: Reference, scope: Scope): unknown;
  /** The configuration of one instance. */
  child(json: JsonObject, location: ModuleLocation): ModuleConfig;
}

/** The configuration of an instance of a module. */
export interface ModuleConfig {
  /** An output's value. */
  output(name: string): unknown;
  /** Its resources and data sources. */
  resources(): readonly SourceResource[];
  /** What it doesn't hold at all, and what may not be there. */
  unreadable(): readonly UnknownAccess[];
}

/** A `module` block. */
export class ConfigModule {
  private instances?: readonly ModuleInstance[];
  private problem?: string;

  public constructor(private readonly name: string, private readonly body: JsonObject, private readonly stack: ModuleSurroundings) {}

  /** Its address in the stack. */
  public get address(): string {
    return `module.${this.name}`;
  }

  /** Whether there is one instance, which goes by the block's own address. */
  public get isSingle(): boolean {
    return isSingle(this.body);
  }

  /** Why what it makes isn't read, where that is so. */
  public get unread(): string | undefined {
    void this.all;
    return this.problem;
  }

  /** What it is given, as text: for comparing what isn't read. */
  public contents(): string {
    const value = this.stack.evaluator.value(this.body, this.scope(undefined));
    return JSON.stringify(mapStrings(value, (text) => this.stack.tokens.show(text)));
  }

  /** Whether it isn't known how many instances there are. */
  public get isOpen(): boolean {
    return !this.isSingle && this.all.some(({ key }) => key === undefined);
  }

  /** Its instances. */
  public get all(): readonly ModuleInstance[] {
    if (this.instances === undefined) {
      // anyone who asks again while `for_each` is being computed asks in a circle
      this.instances = [];
      this.instances = this.make();
    }
    return this.instances;
  }

  private make(): readonly ModuleInstance[] {
    const { files, folder, depth, made, prefix } = this.stack;
    const iterations: readonly (Iteration | undefined)[] = this.isSingle ? [undefined] : this.iterations();
    // what isn't made needn't be there
    if (iterations.length === 0) return [];
    const source = this.stack.evaluator.value(own(this.body, 'source'), this.scope(undefined));
    const found = files === undefined || typeof source !== 'string' ? undefined : files.module({ folder, path: `${prefix}${this.address}`, source });
    if (found === undefined || 'reason' in found) {
      this.problem = found?.reason ?? 'what a module makes is not in this file; read the plan instead (terraform show -json), or the folder of the configuration';
      return [];
    }
    if (depth >= DEEPEST || made.count + iterations.length > MOST_INSTANCES) {
      this.problem = depth >= DEEPEST ? `modules lie in one another more than ${DEEPEST} deep` : `there are more than ${MOST_INSTANCES} modules`;
      return [];
    }
    made.count += iterations.length;
    return iterations.map((iteration) => {
      const scope = this.scope(iteration);
      const input = (name: string): unknown => {
        const raw = own(this.body, name);
        return raw === undefined ? undefined : this.stack.evaluator.value(raw, { ...scope, where: `${scope.where}.${name}` });
      };
      return new ModuleInstance(keyOf(iteration), this.stack.child(found.json, { prefix: `${prefix}${this.address}${indexText(iteration)}.`, folder: found.folder, input }));
    });
  }

  private iterations(): readonly (Iteration | undefined)[] {
    const iterations = iterationsOf(this.body, this.stack, this.scope(undefined));
    return this.stack.planned?.iterations(`${this.stack.prefix}${this.address}`, iterations) ?? iterations;
  }

  private scope(iteration: Iteration | undefined): Scope {
    const { stack } = this;
    const scope: Scope = {
      where: `${stack.prefix}${this.address}${indexText(iteration)}`,
      file: stack.file,
      resolve: (reference, _, from) => {
        if (reference.root !== 'each' && reference.root !== 'count') return stack.resolve(reference, from);
        return inIteration(iteration, reference, from, stack.evaluator) ?? stack.evaluator.unknown(reference.text, from, `what ${this.address} is repeated for is not known`);
      },
    };
    return scope;
  }
}

/** One instance of a module: what its outputs are, and what it makes. */
export class ModuleInstance extends Attributes {
  public constructor(public readonly key: string | number | undefined, public readonly config: ModuleConfig) {
    super();
  }

  public attribute(name: string): unknown {
    return this.config.output(name);
  }
}

