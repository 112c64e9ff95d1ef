import { IDENTITY } from './computed';
import { at, blocks, isObject, type JsonObject, own } from './json';

/** One thing that a reference leads to. */
export interface PlanTarget {
  /** The resource's address without its index. */
  readonly address: string;
  readonly attribute: string;
  /** The index that the reference names, as it is written: `[0]`, `["eu"]`. */
  readonly index: string;
}

/** A module of the configuration: where its resources, variables and outputs are looked up. */
interface Module {
  readonly path: string;
  readonly config: JsonObject;
  readonly parent?: Module;
  /** Expressions for its variables, in the parent. */
  readonly inputs?: JsonObject;
}

const REFERENCE = /^((?:data\.)?[\w-]+\.[\w-]+)((?:\[[^\]]*\])?)\.([\w-]+)/;

/**
 * The configuration that a plan carries. It tells which resource an unknown value comes from, though not by which expression, so an
 * attribute is followed only where everything that it refers to is one resource's identity.
 */
export class PlanReferences {
  private readonly root: Module;
  private readonly indexed = new Map<string, ReadonlyMap<unknown, JsonObject>>();

  public constructor(configuration: unknown) {
    const config = own(configuration, 'root_module');
    this.root = { path: '', config: isObject(config) ? config : {} };
  }

  /** Whether an attribute is set in the configuration at all. */
  public isSet(address: string, attribute: string): boolean {
    return own(this.expressions(address).expressions, attribute) !== undefined;
  }

  /** The one resource that an attribute refers to; `undefined` where it refers to none, to several, or to what can't be followed. */
  public target(address: string, attribute: string): PlanTarget | undefined {
    const { module, expressions } = this.expressions(address);
    const targets = module === undefined ? undefined : this.follow(module, own(expressions, attribute), 0);
    const distinct = new Map(targets?.map((target) => [`${target.address}${target.index}`, target]));
    const [target] = distinct.values();
    return distinct.size === 1 ? target : undefined;
  }

  private expressions(address: string): { readonly module?: Module; readonly expressions?: unknown } {
    const [path, relative] = splitAddress(address);
    const module = this.module(path);
    const resource = module === undefined ? undefined : this.resources(module).get(relative);
    return { module, expressions: own(resource, 'expressions') };
  }

  private resources({ path, config }: Module): ReadonlyMap<unknown, JsonObject> {
    const known = this.indexed.get(path);
    if (known !== undefined) return known;
    const indexed = new Map(blocks(own(config, 'resources')).map((resource) => [own(resource, 'address'), resource]));
    this.indexed.set(path, indexed);
    return indexed;
  }

  private module(path: readonly string[]): Module | undefined {
    let module: Module | undefined = this.root;
    for (const name of path) {
      const call: unknown = at(module?.config, 'module_calls', name);
      const config = own(call, 'module');
      if (module === undefined || !isObject(config)) return undefined;
      const inputs = own(call, 'expressions');
      module = { path: `${module.path}module.${name}.`, config, parent: module, ...(isObject(inputs) ? { inputs } : {}) };
    }
    return module;
  }

  private follow(module: Module, expression: unknown, depth: number): readonly PlanTarget[] | undefined {
    const references = own(expression, 'references');
    if (!Array.isArray(references) || depth > 20) return undefined;
    const texts = references.filter((text): text is string => typeof text === 'string');
    const found: PlanTarget[] = [];
    for (const text of texts) {
      // Terraform lists `a.b.c` and then `a.b`; only the longest says which attribute
      if (texts.some((other) => other !== text && (other.startsWith(`${text}.`) || other.startsWith(`${text}[`)))) continue;
      const targets = this.one(module, text, depth);
      if (targets === undefined) return undefined;
      found.push(...targets);
    }
    return found;
  }

  private one(module: Module, text: string, depth: number): readonly PlanTarget[] | undefined {
    const [root, name, output] = text.split('.');
    if (root === 'each' || root === 'count') return [];
    if (root === 'var') return module.parent === undefined ? [] : this.follow(module.parent, own(module.inputs, name), depth + 1);
    if (root === 'module') {
      const call = this.module([...modulePath(module), name]);
      return call === undefined || output === undefined ? undefined : this.follow(call, at(call.config, 'outputs', output, 'expression'), depth + 1);
    }
    const match = REFERENCE.exec(text);
    if (match === null || root === 'local') return undefined;
    return IDENTITY.has(match[3]) || match[3] === 'json' ? [{ address: `${module.path}${match[1]}`, index: match[2], attribute: match[3] }] : undefined;
  }
}

function modulePath(module: Module): readonly string[] {
  return module.path.split('.').filter((part) => part !== '' && part !== 'module');
}

/** The names of the modules that an address lies in, and the rest of it, all without indices. */
function splitAddress(address: string): readonly [readonly string[], string] {
  const plain = withoutIndices(address);
  const parts = plain.split('.');
  let end = 0;
  while (parts[end] === 'module' && parts.length > end + 2 && parts[end + 1] !== '') end += 2;
  return [parts.slice(0, end).filter((_, index) => index % 2 === 1), parts.slice(end).join('.')];
}

/** An address without its indices: keys may hold any character, escaped as in JSON. */
export function withoutIndices(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
}
