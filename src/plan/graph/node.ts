import type { Platform } from '../../platforms/platform';
import type { DeployCheck } from './deploy-check';

/*
 * What an engine makes, as plain descriptors: the plan renders them, an engine only carries them out. Types, arguments and attributes are those of
 * Terraform's providers, names in camelCase; Pulumi's packages are made from the same providers and have the same.
 */

/** What a resource is in its graph: `user`, or, where there are several, `accessKey:2026-11`. Addresses are made of it. */
export type NodeId = string;

/** What others may ask of a resource, by the names that AWS's provider has for it. */
export type Attribute = 'name' | 'arn' | 'id' | 'secret' | 'encryptedSecret';

/** An attribute of another resource of the same graph, which is made first. */
export interface Ref {
  readonly ref: NodeId;
  readonly attribute: Attribute;
}

/** The canonical JSON of a policy: in it deploy-time values are escaped as JSON, and an engine's own syntax is text. */
export interface PolicyText {
  readonly policy: string;
}

/** An argument. A text may hold deploy-time values, which an engine fills in. */
export type Value = string | number | boolean | Ref | PolicyText | readonly Value[] | Block;

/** Arguments within an argument. */
export interface Block {
  readonly block: Readonly<Record<string, Value>>;
}

/** An access key that the platform can't delete. */
export interface KeptKey {
  readonly user: string;
  readonly generation: string;
}

/** What a platform may take only one after the other. */
export type Sequence = NonNullable<Platform['oneAtATime']>[number];

/** One resource to make. */
export interface ResourceNode {
  /** What it is, as Terraform calls it: `aws_iam_user`. */
  readonly type: string;
  readonly id: NodeId;
  readonly args: Readonly<Record<string, Value>>;
  /**
   * What must turn out to be true at deploy, before it is made.
   *
   * @default - nothing
   */
  readonly checks?: readonly DeployCheck[];
  /**
   * What its provider calls the attributes that others ask of it; one that isn't named is called as AWS's provider does, and `null` is one that it
   * hasn't got.
   *
   * @default - all as AWS's provider does
   */
  readonly attributes?: Readonly<Partial<Record<Attribute, string | null>>>;
  /**
   * Arguments and attributes that are secrets.
   *
   * @default - none
   */
  readonly sensitive?: readonly string[];
  /**
   * The id of what exists already and is taken over.
   *
   * @default - it is made anew
   */
  readonly import?: string;
  /**
   * Set where the platform can't delete it, so that no engine may try.
   *
   * @default - it may be deleted
   */
  readonly kept?: KeptKey;
  /**
   * Of what it is one, where the platform takes those only one after the other: it waits for the one before it on the same account.
   *
   * @default - it is made as soon as what it refers to is there
   */
  readonly sequence?: Sequence;
  /**
   * By which provider of the platform it is made, where it has a second one.
   *
   * @default - the first
   */
  readonly provider?: 'beside';
}

/** Some resources, each after those that it refers to. */
export type ResourceGraph = readonly ResourceNode[];

/** The id of one of several resources of a kind. */
export function nodeId(part: string, of: string): NodeId {
  return `${part}:${of}`;
}

/** What an id says: of which it is, where there are several. */
export function partsOf(id: NodeId): readonly [part: string, of?: string] {
  const at = id.indexOf(':');
  return at < 0 ? [id] : [id.slice(0, at), id.slice(at + 1)];
}

/** Arguments without those that aren't said. */
export function given(args: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(args).filter((arg): arg is [string, Value] => arg[1] !== undefined));
}

/** Whether a value is an attribute of another resource. */
export function isRef(value: Value): value is Ref {
  return typeof value === 'object' && 'ref' in value;
}

/** Whether a value is the text of a policy. */
export function isPolicyText(value: Value): value is PolicyText {
  return typeof value === 'object' && 'policy' in value;
}

/** Whether a value holds arguments. */
export function isBlock(value: Value): value is Block {
  return typeof value === 'object' && 'block' in value;
}
