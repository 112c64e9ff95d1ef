import { at, blocks, isObject, type JsonObject, own } from './json';
import { addressParts } from './plan-addresses';

/** One thing that a reference leads to. */
export interface PlanTarget {
  /** The resource's address without its own index; those of the modules that it lies in stay. */
  readonly address: string;
  /** Its key, where the reference names one. */
  readonly key?: string | number;
  /** Where the key comes from, if it isn't written: `each.key`. What the expression does with it, a plan doesn't tell. */
  readonly by?: string;
}

/** An instance of a module: where its resources, variables and outputs are looked up. */
interface Module {
  /** What addresses in it begin with. */
  readonly prefix: string;
  readonly config: JsonObject;
  readonly parent?: Module;
  /** The call of it, in the parent. */
  readonly call?: JsonObject;
  /** Its key among the instances of the call. */
  readonly key?: string | number;
}

/** Where a reference stands: the module, and what `each` and `count` mean there. */
interface PlanLocation {
  readonly module: Module;
  readonly key?: string | number;
  /** The expression of `for_each`. */
  readonly forEach?: unknown;
}

/** Attributes of policies that are their ARNs. */
const ARNS: ReadonlySet<string> = new Set(['arn', 'id']);

const RESOURCE = /^((?:data\.)?[\w-]+\.[\w-]+)(\[[^\]]*\])?(?:\.([\w-]+))?/;
const MODULE = /^module\.([\w-]+)(\[[^\]]*\])?(?:\.([\w-]+))?/;

/**
 * The configuration that a plan carries. It tells which resource an unknown value comes from, though not by which expression, so an
 * attribute is followed only where everything that it refers to is one policy's ARN.
 */
export class PlanReferences {
  private readonly root: Module;
  private readonly indexed = new Map<unknown, ReadonlyMap<unknown, JsonObject>>();

  /** @param variables the values of the outermost variables, as the plan tells them */
  public constructor(configuration: unknown, private readonly variables: unknown) {
    const config = own(configuration, 'root_module');
    this.root = { prefix: '', config: isObject(config) ? config : {} };
  }

  /** Whether an attribute is set in the configuration at all. */
  public isSet(address: string, attribute: string): boolean {
    return own(own(this.find(address)?.resource, 'expressions'), attribute) !== undefined;
  }

  /** What an attribute refers to, as it is written in its module. */
  public references(address: string, attribute: string): readonly string[] {
    const { resource } = this.find(address) ?? {};
    const references = own(own(own(resource, 'expressions'), attribute), 'references');
    return Array.isArray(references) ? longest(references.filter((text): text is string => typeof text === 'string')) : [];
  }

  /** The one resource that an attribute refers to; `undefined` where it refers to none, to several, or to what can't be followed. */
  public target(address: string, attribute: string): PlanTarget | undefined {
    const found = this.find(address);
    if (found === undefined) return undefined;
    const targets = this.follow(found.location, own(own(found.resource, 'expressions'), attribute), 0);
    const distinct = new Map(targets?.map((target) => [`${target.address} ${JSON.stringify(target.key)}`, target]));
    const [target] = distinct.values();
    return distinct.size === 1 ? target : undefined;
  }

  private find(address: string): { readonly location: PlanLocation; readonly resource?: JsonObject } | undefined {
    const parts = addressParts(address);
    const last = parts?.at(-1);
    if (parts === undefined || last === undefined) return undefined;
    let module: Module | undefined = this.root;
    for (const { block, key } of parts.slice(0, -1)) {
      module = module && this.child(module, block.slice(module.prefix.length).replace(/^module\./, ''), key);
    }
    if (module === undefined) return undefined;
    const resource = this.resources(module).get(last.block.slice(module.prefix.length));
    return { location: { module, key: last.key, forEach: own(resource, 'for_each_expression') }, resource };
  }

  private resources({ config }: Module): ReadonlyMap<unknown, JsonObject> {
    const known = this.indexed.get(config);
    if (known !== undefined) return known;
    const indexed = new Map(blocks(own(config, 'resources')).map((resource) => [own(resource, 'address'), resource]));
    this.indexed.set(config, indexed);
    return indexed;
  }

  private child(parent: Module, name: string, key: string | number | undefined): Module | undefined {
    const call: unknown = at(parent.config, 'module_calls', name);
    const config = own(call, 'module');
    if (!isObject(call) || !isObject(config)) return undefined;
    return { prefix: `${parent.prefix}module.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}.`, config, parent, call, key };
  }

  private follow(location: PlanLocation, expression: unknown, depth: number): readonly PlanTarget[] | undefined {
    const references = own(expression, 'references');
    if (!Array.isArray(references) || depth > 20) return undefined;
    const texts = longest(references.filter((text): text is string => typeof text === 'string'));
    const iterators = texts.filter(isIterator);
    const found: PlanTarget[] = [];
    for (const text of texts) {
      if (isIterator(text)) continue;
      const targets = this.one(location, text, iterators, depth);
      if (targets === undefined) return undefined;
      found.push(...targets);
    }
    return found;
  }

  private one(location: PlanLocation, text: string, iterators: readonly string[], depth: number): readonly PlanTarget[] | undefined {
    const { module } = location;
    const [root, name] = text.split('.');
    if (root === 'var') {
      if (module.parent === undefined) return [];
      const outside: PlanLocation = { module: module.parent, key: module.key, forEach: own(module.call, 'for_each_expression') };
      return this.follow(outside, own(own(module.call, 'expressions'), name), depth + 1);
    }
    if (root === 'local' || root === 'path' || root === 'terraform') return undefined;
    if (root === 'module') {
      const [, call, index, output] = MODULE.exec(text) ?? [];
      const isRepeated = own(at(module.config, 'module_calls', call), 'for_each_expression') !== undefined || own(at(module.config, 'module_calls', call), 'count_expression') !== undefined;
      const key = index !== undefined ? keyIn(index) : isRepeated ? this.keyBy(location, iterators) : undefined;
      const inner = isRepeated && key === undefined ? undefined : this.child(module, call, key);
      if (inner === undefined || output === undefined) return undefined;
      return this.follow({ module: inner }, at(inner.config, 'outputs', output, 'expression'), depth + 1);
    }
    const [, address, index, attribute] = RESOURCE.exec(text) ?? [];
    if (address === undefined || (attribute !== undefined && !ARNS.has(attribute))) return undefined;
    const target = { address: `${module.prefix}${address}` };
    if (index !== undefined) return [{ ...target, key: keyIn(index) }];
    if (attribute !== undefined) return [target];
    // the whole of a block, of which the expression takes an instance: which, the iterators beside it tell
    const key = this.keyBy(location, iterators);
    return iterators.length === 1 ? [{ ...target, ...(key !== undefined && { key }), by: iterators[0] }] : undefined;
  }

  /** The key that the only iterator of an expression stands for. */
  private keyBy({ key, forEach }: PlanLocation, iterators: readonly string[]): string | number | undefined {
    const [iterator, ...others] = iterators;
    if (iterator === undefined || others.length > 0 || key === undefined) return undefined;
    if (iterator === 'each.key' || iterator === 'count.index') return key;
    const path = iterator.split('.').slice(2);
    const value = path.reduce<unknown>((inner, name) => own(inner, name), this.itemOf(forEach, key));
    return typeof value === 'string' ? value : undefined;
  }

  /** What `each.value` is: only a variable, or a value that is written out, tells. */
  private itemOf(forEach: unknown, key: string | number): unknown {
    const references = own(forEach, 'references');
    const [reference] = Array.isArray(references) ? references : [];
    const all = own(forEach, 'constant_value')
      ?? (Array.isArray(references) && references.length === 1 && typeof reference === 'string' && /^var\.[\w-]+$/.test(reference) ? at(this.variables, reference.slice('var.'.length), 'value') : undefined);
    return Array.isArray(all) ? (all.includes(key) ? key : undefined) : own(all, String(key));
  }
}

/** Without the references that another one goes on from: Terraform lists `a.b.c` and then `a.b`. */
function longest(texts: readonly string[]): readonly string[] {
  const begun = new Set<string>();
  for (const text of texts) for (const { index } of text.matchAll(/[.[]/g)) begun.add(text.slice(0, index));
  return texts.filter((text) => !begun.has(text));
}

function isIterator(text: string): boolean {
  return text.startsWith('each.') || text.startsWith('count.');
}

function keyIn(index: string): string | number | undefined {
  return addressParts(`a.b${index}`)?.[0].key;
}

