import { TOO_LARGE } from './budget';
import type { ConfigBlock, ConfigInstance } from './config-block';
import type { ConfigModule, ModuleInstance } from './config-module';
import type { Evaluator, Reference, Scope } from './hcl/evaluate';
import type { Step } from './hcl/expression';
import { objectOf } from './json';
import type { Unknowns } from './unknown';

/** Deeper chains of references are nobody's work. */
const DEEPEST = 200;

/** What most templates of a synthesized stack are, and nothing else: an attribute of a resource. */
const SIMPLE = /^\$\{([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)\}$/;

/** How cdktf and cdktn call the remote state through which one stack reads another's values. */
const CROSS_STACK = 'cross-stack-reference-input-';

/** A configuration, as references look into it. */
export interface ReferredConfig {
  readonly tokens: Unknowns;
  readonly evaluator: Evaluator;
  /** What its addresses begin with. */
  readonly prefix: string;
  /** Its folder, relative to that of the outermost one. */
  readonly folder: string;
  /** A local value; undefined where there is none. */
  local(name: string): unknown;
  /** A variable's value; undefined where it has none. */
  variable(name: string): unknown;
  /** A resource, or a data source, whose type begins with `data.`. */
  block(type: string, name: string): ConfigBlock | undefined;
  module(name: string): ConfigModule | undefined;
  /** Another stack of the same app. */
  sibling(name: string): { output(name: string): unknown } | undefined;
}

/** Finds what the references of a configuration stand for. */
export class ConfigReferences {
  private chain = 0;

  public constructor(private readonly from: ReferredConfig) {}

  /** The value of a reference. */
  public resolve(reference: Reference, scope: Scope): unknown {
    if (this.chain > DEEPEST) return this.from.evaluator.unknown(reference.text, scope, 'the chain of references is too long');
    this.chain++;
    try {
      const found = this.lookUp(reference, scope);
      return found === undefined ? this.named(reference.text, 'not in this file') : found;
    } finally {
      this.chain--;
    }
  }

  /** The value of a template that is nothing but an attribute of a resource, which most of a synthesized stack are. */
  public quick(text: string): unknown {
    const match = SIMPLE.exec(text);
    const instance = match === null ? undefined : this.from.block(match[1], match[2])?.single;
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
    if (root === 'local') return this.follow(this.from.local(name), steps.slice(1), text, scope);
    if (root === 'var') return this.variable(name, steps.slice(1), text, scope);
    if (root === 'module') return this.inModule(name, steps, text, scope);
    if (root === 'path') return this.path(name);
    if (root !== 'data') return this.inBlock(this.from.block(root, name), steps, 1, text, scope);
    const second = nameAt(steps, 1);
    if (second === undefined) return undefined;
    if (name === 'terraform_remote_state' && second.startsWith(CROSS_STACK)) return this.remote(second.slice(CROSS_STACK.length), steps.slice(2), text, scope);
    return this.inBlock(this.from.block(`data.${name}`, second), steps, 2, text, scope);
  }

  private variable(name: string, steps: readonly Step[], text: string, scope: Scope): unknown {
    const value = this.from.variable(name);
    return value === undefined ? this.named(text, 'a variable without a default; name its value with the option `variables`') : this.follow(value, steps, text, scope);
  }

  private inModule(name: string, steps: readonly Step[], text: string, scope: Scope): unknown {
    const module = this.from.module(name);
    if (module === undefined || module.unread !== undefined) return undefined;
    const step = steps.at(1);
    if (module.isSingle) return steps.length === 1 ? module.all[0] : this.follow(module.all[0], steps.slice(1), text, scope);
    if (module.isOpen) return this.from.evaluator.unknown(text, scope, `what ${module.address} is repeated for is not known`);
    return this.follow(collection(module.all), step === undefined ? [] : steps.slice(1), text, scope);
  }

  private path(name: string): unknown {
    return name === 'module' ? this.from.folder : name === 'root' || name === 'cwd' ? '.' : undefined;
  }

  private remote(stack: string, [outputs, output, ...rest]: readonly Step[], text: string, scope: Scope): unknown {
    const sibling = this.from.sibling(stack);
    if (sibling === undefined || outputs === undefined || output === undefined || !('name' in output)) return this.named(text, 'the value of another stack');
    return this.follow(sibling.output(output.name), rest, text, scope);
  }

  private inBlock(block: ConfigBlock | undefined, steps: readonly Step[], from: number, text: string, scope: Scope): unknown {
    if (block === undefined) return undefined;
    const { instances } = block;
    const step = steps.at(from);
    if (step !== undefined && 'splat' in step && !this.from.tokens.budget.takeElements(instances.length)) return this.from.evaluator.unknown(text, scope, TOO_LARGE);
    if (step !== undefined && 'splat' in step) return instances.map((instance) => this.inInstance(instance, steps, from + 1, text, scope));
    if (step === undefined || !('index' in step)) {
      if (block.isSingle && instances.length === 1) return this.inInstance(instances[0], steps, from, text, scope);
      // all instances together, as functions and `for` take them
      return step === undefined && !block.isSingle && !block.isOpen ? collection(instances) : this.from.evaluator.unknown(text, scope);
    }
    const key = this.from.evaluator.compute(step.index, scope);
    const instance = instances.find((candidate) => candidate.key === key);
    if (instance !== undefined) return this.inInstance(instance, steps, from + 1, text, scope);
    const isCertain = !block.isOpen && (typeof key === 'number' || (typeof key === 'string' && this.from.tokens.isKnown(key)));
    return isCertain ? this.from.tokens.missing(text, scope.where) : this.from.evaluator.unknown(text, scope);
  }

  private inInstance(instance: ConfigInstance, steps: readonly Step[], from: number, text: string, scope: Scope): unknown {
    const name = nameAt(steps, from);
    if (name === undefined) return steps.length === from ? instance : this.from.evaluator.unknown(text, scope);
    const value = instance.attribute(name);
    return steps.length === from + 1 ? value : this.follow(value, steps.slice(from + 1), text, scope);
  }

  private follow(value: unknown, steps: readonly Step[], text: string, scope: Scope): unknown {
    return value === undefined ? undefined : this.from.evaluator.follow(value, steps, text, scope);
  }

  /** The token of something that has one value in the whole stack. */
  private named(text: string, reason: string): string {
    return this.from.tokens.token(text, reason, `${this.from.prefix}${text}`);
  }
}

function nameAt(steps: readonly Step[], index: number): string | undefined {
  const step = steps.at(index);
  return step !== undefined && 'name' in step ? step.name : undefined;
}

/** All instances of a block as a value: by key, or in a list where they are counted. */
function collection(instances: readonly (ConfigInstance | ModuleInstance)[]): unknown {
  if (instances.every(({ key }) => typeof key === 'number')) return instances;
  return objectOf(instances.map((instance) => [String(instance.key), instance]));
}
