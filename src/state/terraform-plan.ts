import type { UnknownAccess } from './access-state';
import { withAccount } from './arns';
import type { Iteration } from './iteration';
import { at, blocks, entries, isObject, type JsonObject, objectOf, own, scalarText } from './json';
import { addressParts } from './plan-addresses';
import { PlanReferences } from './plan-references';
import type { PlannedValues } from './planned-values';
import { RESOURCE_ROLES } from './resource-roles';
import { resourcesIn, ShownResource } from './shown-resources';
import type { ReadAccessOptions, SourceResource } from './source';
import { TerraformConfig } from './terraform-config';
import type { Unknowns } from './unknown';

/**
 * Attributes that take the ARN of a policy. What is made with one policy's ARN and is an ARN is that one's; what is made with a name or a
 * document may be another one, such as `"${aws_s3_bucket.x.id}-logs"`, and a plan doesn't tell the expression.
 */
const ARN_ATTRIBUTES: ReadonlySet<string> = new Set(['policy_arn', 'permissions_boundary']);

/** What to do about a value that a plan doesn't tell. */
const REMEDY = 'read the configuration beside the plan (--source DIR)';

/**
 * A plan: planned values, what of them is unknown, and what tells where unknown values come from: the configuration that it was made of,
 * where that is there, else the references that the plan carries.
 */
export class Plan implements PlannedValues {
  public readonly resources: readonly SourceResource[];
  private readonly assumed = new Map<string, UnknownAccess>();
  /** The options, with the account that the plan tells. */
  public readonly options: ReadAccessOptions;
  private readonly references: PlanReferences;
  private readonly unknown: ReadonlyMap<string, unknown>;
  private readonly byAddress: ReadonlyMap<string, SourceResource>;
  private readonly keys = new Map<string, Set<string | number | undefined>>();
  private readonly config: TerraformConfig | undefined;

  public constructor(json: JsonObject, private readonly tokens: Unknowns, options: ReadAccessOptions) {
    this.references = new PlanReferences(own(json, 'configuration'), openVariables(json));
    const changes = blocks(own(json, 'resource_changes'));
    this.unknown = new Map(changes.map((change) => [scalarText(own(change, 'address')), at(change, 'change', 'after_unknown')]));
    const read = resourcesIn(at(json, 'prior_state', 'values')).filter((resource) => own(resource, 'mode') === 'data');
    const planned = resourcesIn(own(json, 'planned_values'));
    this.resources = [...read, ...planned].map((shown) => this.resource(shown));
    this.byAddress = new Map(this.resources.map((resource) => [resource.where, resource]));
    for (const address of this.byAddress.keys()) {
      for (const { block, key } of addressParts(address) ?? []) this.keys.set(block, (this.keys.get(block) ?? new Set()).add(key));
    }
    this.options = withAccount(options, this.resources, tokens);
    const { configuration } = options;
    if (configuration !== undefined) {
      const given = Object.entries(objectOf(Object.entries(own(json, 'variables') ?? {}).map(([name, variable]) => [name, own(variable, 'value')])));
      const variables = { ...configuration.values, ...Object.fromEntries(given), ...options.variables };
      const asked = { ...this.options, variables };
      this.config = new TerraformConfig(configuration.json, { tokens, options: asked, files: configuration.files, planned: this });
    }
  }

  /** What was taken for granted of what isn't known before apply, and why. */
  public notes(): readonly UnknownAccess[] {
    for (const resource of this.resources) {
      if (!RESOURCE_ROLES.has(resource.type)) continue;
      // looking at an attribute follows it
      for (const [attribute, unknown] of Object.entries(this.unknown.get(resource.where) ?? {})) if (unknown === true) resource.get(attribute);
    }
    return [...this.assumed.values()];
  }

  public value(address: string, attribute: string): unknown {
    if (isUnknown(own(this.unknown.get(address), attribute))) return undefined;
    const resource = this.byAddress.get(address);
    return resource instanceof ShownResource ? resource.shown(attribute) : undefined;
  }

  public iterations(block: string, computed: readonly (Iteration | undefined)[], type?: string): readonly (Iteration | undefined)[] | undefined {
    const keys = this.keys.get(block);
    // what makes nothing isn't in a plan, nor are data sources always
    if (keys === undefined) return type === undefined || type.startsWith('data.') ? undefined : [];
    return [...keys].map((key): Iteration | undefined => {
      if (typeof key === 'number') return { count: key };
      if (key === undefined) return undefined;
      return computed.find((one) => one !== undefined && 'each' in one && one.each[0] === key)
        ?? { each: [key, this.tokens.token(`${block}[${JSON.stringify(key)}]: each.value`, 'what it is repeated for is not known')] };
    });
  }

  private resource(shown: JsonObject): SourceResource {
    const address = scalarText(own(shown, 'address'));
    const unknown = this.unknown.get(address);
    const values = overlay(own(shown, 'values'), unknown, (path) => this.tokens.token(`${address}.${path}`, 'known only after apply'));
    return new ShownResource(shown, this.tokens, values, {
      // what is unknown in part, the configuration may tell in full
      instead: (resource, attribute) => (isUnknown(own(unknown, attribute)) ? this.configured(resource, attribute) : undefined),
      fallback: (resource, attribute) => this.afterApply(resource, attribute),
    });
  }

  private configured({ where }: SourceResource, attribute: string): unknown {
    const value = this.config?.instanceAt(where)?.configured(attribute);
    return value === null ? undefined : value;
  }

  /** What an attribute stands for that has no value before the change is applied. */
  private afterApply(resource: SourceResource, attribute: string): unknown {
    const { where } = resource;
    if (own(this.unknown.get(where), attribute) !== true || !this.references.isSet(where, attribute)) return undefined;
    const target = ARN_ATTRIBUTES.has(attribute) ? this.target(where, attribute) : undefined;
    if (target !== undefined) {
      if (target.note !== undefined) this.assumed.set(`${where}.${attribute}`, { where: `${where}.${attribute}`, reason: target.note, scope: {} });
      return target.resource.token;
    }
    return this.tokens.token(`${where}.${attribute}`, this.reason(where, attribute));
  }

  /** Why a value isn't known: what it refers to that is known only after apply, and what to do. */
  private reason(where: string, attribute: string): string {
    if (this.config !== undefined) return 'known only after apply, and not set by the configuration';
    const references = this.references.references(where, attribute);
    return references.length === 0 ? 'known only after apply' : `known only after apply, since it is made with ${references.slice(0, 4).join(', ')}; ${REMEDY}`;
  }

  private target(where: string, attribute: string): FoundTarget | undefined {
    const target = this.references.target(where, attribute);
    const keys = [...target === undefined ? [] : this.keys.get(target.address) ?? []];
    if (target === undefined || keys.length === 0) return undefined;
    const isOnly = keys.length === 1;
    const key = target.key ?? (isOnly ? keys[0] : undefined);
    const address = key === undefined ? target.address : `${target.address}[${JSON.stringify(key)}]`;
    const resource = this.byAddress.get(address);
    if (resource === undefined || (key === undefined && !isOnly)) return undefined;
    // of one instance it can only be that one; of several, the plan names the iterator and not what the expression does with it
    const note = target.by === undefined || isOnly ? undefined : `taken to be that of ${address}, by ${target.by}; a plan tells neither the attribute nor the expression: to be certain, ${REMEDY}`;
    return { resource, ...(note !== undefined && { note }) };
  }
}

/** The variables of a plan without those that its configuration calls sensitive. */
function openVariables(json: JsonObject): JsonObject {
  return objectOf(entries(own(json, 'variables')).filter(([name]) => at(json, 'configuration', 'root_module', 'variables', name, 'sensitive') !== true));
}

/** The resource that a value comes from. */
interface FoundTarget {
  readonly resource: SourceResource;
  /** What was taken for granted. */
  readonly note?: string;
}

function isUnknown(unknown: unknown): boolean {
  if (typeof unknown === 'boolean' || unknown === undefined || unknown === null) return unknown === true;
  return typeof unknown === 'object' && Object.values(unknown).some(isUnknown);
}

/** Puts tokens into a value where something deeper in it is unknown; attributes that are unknown as a whole are left out. */
function overlay(value: unknown, unknown: unknown, token: (path: string) => string): unknown {
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => {
    const inner = own(unknown, key);
    return [key, inner === true ? undefined : deeper(item, inner, key, token)];
  }));
}

function deeper(value: unknown, unknown: unknown, path: string, token: (path: string) => string): unknown {
  if (unknown === true) return token(path);
  if (Array.isArray(unknown) && unknown.length > 0) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return unknown.map((inner, index) => deeper(items[index], inner, `${path}[${index}]`, token));
  }
  if (!isObject(unknown)) return value;
  const keys = new Set([...Object.keys(isObject(value) ? value : {}), ...Object.keys(unknown)]);
  return objectOf([...keys].map((key) => [key, deeper(own(value, key), own(unknown, key), `${path}.${key}`, token)]));
}
