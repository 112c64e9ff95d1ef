import { property } from '../cloud-control/expand';
import { type JsonObject, own, scalarText } from '../json';
import type { SourceResource } from '../source';
import type { Unknowns } from '../unknown';
import { IDENTITIES } from './identities';
import { cloudControlType } from './types';

/** What a resource needs of the template that it is in. */
export interface ResourceTemplate {
  readonly tokens: Unknowns;
  /** What its addresses begin with. */
  readonly prefix: string;
  /** The name of a resource, where it has one. */
  nameOf(id: string): string | undefined;
  /** The ARN of a resource, where it has one. */
  arnOf(id: string): string | undefined;
  /** A value with its functions computed. */
  value(node: unknown): unknown;
}

/** A resource of a template, under the name that Cloud Control's provider has for its type. */
export class TemplateResource implements SourceResource {
  /** Where it is: its id, behind the stack's name where there are several. */
  public readonly where: string;
  /** Its type, as Cloud Control's provider calls it. */
  public readonly type: string;
  private values?: unknown;

  public constructor(private readonly template: ResourceTemplate, private readonly id: string, private readonly body: JsonObject) {
    this.where = `${template.prefix}${id}`;
    this.type = cloudControlType(scalarText(own(body, 'Type')));
  }

  /** What stands for it in other resources. */
  public get token(): string {
    return this.template.nameOf(this.id) ?? this.template.tokens.token(this.where, 'its name is known only after it is deployed');
  }

  /** An attribute, by the name that Cloud Control's provider has for it. */
  public get(attribute: string): unknown {
    const identity = IDENTITIES.get(scalarText(own(this.body, 'Type')));
    if (attribute === 'arn') return this.template.arnOf(this.id);
    const name = identity?.name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
    if (attribute === name) return this.template.nameOf(this.id);
    return property(this.contents(), attribute);
  }

  /** All of its properties. */
  public contents(): unknown {
    return this.values ??= this.template.value(own(this.body, 'Properties')) ?? {};
  }
}
