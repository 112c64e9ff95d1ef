import { withAccount } from './arns';
import { assemble } from './assemble';
import { IDENTITY } from './computed';
import { at, blocks, isObject, type JsonObject, objectOf, own } from './json';
import { checkIsWhole, deferred } from './partial-plan';
import { PlanReferences, withoutIndices } from './plan-references';
import { renderPolicyDocument } from './policy-document-data';
import { PLURAL } from './resource-roles';
import type { SourceReader, SourceResource } from './source';
import { Unknowns } from './unknown';

const isTerraform = (json: JsonObject): boolean => typeof own(json, 'format_version') === 'string';

/** Reads `terraform show -json PLAN`. */
export const planReader: SourceReader = {
  name: 'terraform show -json of a plan',
  recognises: (json) => isTerraform(json) && isObject(own(json, 'planned_values')),
  read: (json, options) => {
    checkIsWhole(json);
    const marks = new Unknowns();
    const { resources } = new Plan(json, marks);
    return assemble(resources, marks, withAccount(options, resources, marks), deferred(json));
  },
};

/** Reads `terraform show -json` of a state; of an empty one, too. */
export const stateReader: SourceReader = {
  name: 'terraform show -json of a state',
  recognises: (json) => isTerraform(json) && (isObject(own(json, 'values')) || Object.keys(json).every((key) => key === 'format_version' || key === 'terraform_version')),
  read: (json, options) => {
    const marks = new Unknowns();
    const resources = resourcesIn(own(json, 'values')).map((resource) => new ShownResource(resource, marks));
    return assemble(resources, marks, withAccount(options, resources, marks));
  },
};

/** Every resource of a values representation, those of its modules included. */
function resourcesIn(values: unknown): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const modules = [...blocks(own(values, 'root_module'))];
  for (let index = 0; index < modules.length; index++) {
    for (const resource of blocks(own(modules[index], 'resources'))) found.push(resource);
    modules.push(...blocks(own(modules[index], 'child_modules')));
  }
  return found;
}

/** A resource with the values that `terraform show` prints for it. */
class ShownResource implements SourceResource {
  public readonly type: string;
  public readonly where: string;

  public constructor(
    shown: JsonObject, private readonly marks: Unknowns,
    private readonly values: unknown = own(shown, 'values'),
    private readonly fallback: (resource: ShownResource, attribute: string) => unknown = () => undefined,
  ) {
    this.type = `${own(shown, 'mode') === 'data' ? 'data.' : ''}${String(own(shown, 'type'))}`;
    this.where = String(own(shown, 'address'));
  }

  public get mark(): string {
    return this.marks.mark(this.where, 'its name is known only after apply');
  }

  public get(attribute: string): unknown {
    return own(this.values, attribute) ?? this.fallback(this, attribute);
  }

  public contents(): unknown {
    return this.values;
  }
}

/** A plan: planned values, what of them is unknown, and the references that tell where unknown values come from. */
class Plan {
  public readonly resources: readonly SourceResource[];
  private readonly references: PlanReferences;
  private readonly unknown: ReadonlyMap<string, unknown>;
  private readonly byAddress: ReadonlyMap<string, SourceResource>;
  private readonly instances = new Map<string, SourceResource[]>();

  public constructor(json: JsonObject, private readonly marks: Unknowns) {
    this.references = new PlanReferences(own(json, 'configuration'));
    this.unknown = new Map(blocks(own(json, 'resource_changes')).map((change) => [String(own(change, 'address')), at(change, 'change', 'after_unknown')]));
    const read = resourcesIn(at(json, 'prior_state', 'values')).filter((resource) => own(resource, 'mode') === 'data');
    const planned = resourcesIn(own(json, 'planned_values'));
    this.resources = [...read, ...planned].map((shown) => this.resource(shown));
    this.byAddress = new Map(this.resources.map((resource) => [resource.where, resource]));
    for (const resource of this.resources) {
      const block = withoutIndices(resource.where);
      const instances = this.instances.get(block);
      if (instances === undefined) this.instances.set(block, [resource]);
      else instances.push(resource);
    }
  }

  private resource(shown: JsonObject): SourceResource {
    const address = String(own(shown, 'address'));
    const values = overlay(own(shown, 'values'), this.unknown.get(address), (path) => this.marks.mark(`${address}.${path}`, 'known only after apply'));
    return new ShownResource(shown, this.marks, values, (resource, attribute) => this.afterApply(resource, attribute));
  }

  /** What an attribute stands for that has no value before the change is applied. */
  private afterApply(resource: SourceResource, attribute: string): unknown {
    if (own(this.unknown.get(resource.where), attribute) !== true || !this.references.isSet(resource.where, attribute)) return undefined;
    // of a list, references tell some members, but not that they are all
    const target = PLURAL.has(attribute) ? undefined : this.target(resource.where, attribute);
    if (target !== undefined && IDENTITY.has(target.attribute)) return target.resource.mark;
    const document = target?.resource.type === 'data.aws_iam_policy_document' ? renderPolicyDocument((name) => target.resource.get(name), (text) => this.marks.isKnown(text)) : undefined;
    return document ?? this.marks.mark(`${resource.where}.${attribute}`, 'known only after apply');
  }

  private target(where: string, attribute: string): { readonly resource: SourceResource; readonly attribute: string } | undefined {
    const target = this.references.target(where, attribute);
    if (target === undefined) return undefined;
    const instances = this.instances.get(target.address) ?? [];
    const resource = target.index === '' ? instances.length === 1 ? instances[0] : undefined : this.byAddress.get(`${target.address}${target.index}`);
    return resource === undefined ? undefined : { resource, attribute: target.attribute };
  }
}

/** Puts marks into a value where something deeper in it is unknown; attributes that are unknown as a whole are left out. */
function overlay(value: unknown, unknown: unknown, mark: (path: string) => string): unknown {
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => {
    const inner = own(unknown, key);
    return [key, inner === true ? undefined : deeper(item, inner, key, mark)];
  }));
}

function deeper(value: unknown, unknown: unknown, path: string, mark: (path: string) => string): unknown {
  if (unknown === true) return mark(path);
  if (Array.isArray(unknown) && unknown.length > 0) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return unknown.map((inner, index) => deeper(items[index], inner, `${path}[${index}]`, mark));
  }
  if (!isObject(unknown)) return value;
  const keys = new Set([...Object.keys(isObject(value) ? value : {}), ...Object.keys(unknown)]);
  return objectOf([...keys].map((key) => [key, deeper(own(value, key), own(unknown, key), `${path}.${key}`, mark)]));
}
