import type { Construct, IConstruct } from 'constructs';
import { controlPlaneOf, type PlanContext } from '../plan/control-planes';
import { snakeCase } from '../plan/control-planes/provider-sources';
import { checkPattern, type DeployCheck } from '../plan/graph/deploy-check';
import { type NamedByText, namedByText } from '../plan/graph/named';
import {
  type Attribute, isBlock, isPolicyText, isRef, type NodeId, partsOf, type ResourceGraph, type ResourceNode, type Value,
} from '../plan/graph/node';
import { templateSafe } from '../plan/graph/template';
import {
  type Dependable, type EngineProvider, type GenericResource, handThrough, type Importable, type MetaArguments, type Precondition,
  type ResourceClass, type ResourceOf, type TerraformEngine,
} from './engine';
import { makeGeneric } from './generic-resource';
import { bucketConditions } from './grant-buckets';
import { keepAccessKey } from './kept-access-keys';
import { rememberMade, waitingFor } from './named-resources';
import type { Placement } from './platform-scope';
import { matches, withPreconditions } from './preconditions';
import { AppRegistry, type DeclaredPlatform } from './registry';

/** The classes of the engine by the types of their resources: what others hand back to their users has the type that it has in the provider's package. */
const CLASSES = {
  aws_iam_access_key: 'IamAccessKey',
  aws_iam_group: 'IamGroup',
  aws_iam_group_membership: 'IamGroupMembership',
  aws_iam_group_policy: 'IamGroupPolicy',
  aws_iam_group_policy_attachment: 'IamGroupPolicyAttachment',
  aws_iam_policy: 'IamPolicy',
  aws_iam_role: 'IamRole',
  aws_iam_role_policy: 'IamRolePolicy',
  aws_iam_role_policy_attachment: 'IamRolePolicyAttachment',
  aws_iam_user: 'IamUser',
  aws_iam_user_group_membership: 'IamUserGroupMembership',
  aws_iam_user_policy: 'IamUserPolicy',
  aws_iam_user_policy_attachment: 'IamUserPolicyAttachment',
  aws_s3_access_point: 'S3AccessPoint',
  aws_s3_bucket_policy: 'S3BucketPolicy',
} as const;

/** A type that the engine has a class of. */
type TypedResource = keyof typeof CLASSES;

/** What the classes have in common, as far as it is used here. */
type AnyResource = Importable & Readonly<Record<Attribute, string>>;

/** Parts of resource addresses: never change them. */
const ADDRESSES: Readonly<Record<string, (of: string) => string>> = {
  user: () => 'Resource',
  group: () => 'Resource',
  role: () => 'Resource',
  boundary: () => 'Boundary',
  accessKey: (generation) => `AccessKey-${generation}`,
  members: () => 'Members',
  member: (name) => `Member-${name}`,
  policy: () => 'Policy',
  attachment: () => 'Attachment',
};

/** What a resource of a graph is called below its construct. */
export type Address = (id: NodeId) => string;

const ownAddress: Address = (id) => {
  const [part, of = ''] = partsOf(id);
  return ADDRESSES[part](of);
};

/** A resource that was made, of a class of the engine or of any other type. */
interface Made {
  readonly node: ResourceNode;
  readonly resource: object;
  readonly attribute: (name: string) => string;
}

/** The resources that a graph was carried out to. */
export class MadeResources<E extends TerraformEngine> {
  constructor(private readonly made: ReadonlyMap<NodeId, Made>) {}

  /** The provider's own object, whose type holds where the platform has AWS's provider; undefined where the graph has none. */
  public find<Type extends TypedResource>(id: NodeId, _type: Type): ResourceOf<E, typeof CLASSES[Type]> | undefined {
    return this.made.get(id)?.resource as ResourceOf<E, typeof CLASSES[Type]> | undefined;
  }

  /** The provider's own object of a resource that the graph has. */
  public get<Type extends TypedResource>(id: NodeId, type: Type): ResourceOf<E, typeof CLASSES[Type]> {
    return this.find(id, type) as ResourceOf<E, typeof CLASSES[Type]>;
  }

  /** A resource to wait for. */
  public dependable(id: NodeId): Dependable {
    return this.made.get(id)?.resource as Dependable;
  }

  /** An attribute, by the name that AWS's provider has for it. A token is made, with a stack trace, each time that one is asked for. */
  public attribute(id: NodeId, name: Attribute): string {
    return attributeOf(this.made, id, name);
  }
}

function attributeOf(made: ReadonlyMap<NodeId, Made>, id: NodeId, name: Attribute): string {
  const { node: { attributes = {} }, attribute } = made.get(id) as Made;
  const own = attributes[name] === undefined ? name : attributes[name];
  return own === null ? '' : attribute(own);
}

/**
 * Carries out a graph: makes its resources below a construct, with the checks that Terraform makes before each.
 *
 * @param address what each is called there; part of resource addresses
 * @param named what they name by text, where that is known only when the app is synthesized
 */
export function makeResources<E extends TerraformEngine>(
  engine: E, scope: Construct, graph: ResourceGraph, placement: Placement, address: Address = ownAddress, named?: () => readonly NamedByText[],
): MadeResources<E> {
  const { platform } = placement;
  const made = new Map<NodeId, Made>();
  for (const node of controlPlaneOf(platform).resources(graph, platform, planContext(scope))) {
    made.set(node.id, makeResource(engine, scope, address(node.id), node, placement, (value) => written(value, made), named));
  }
  return new MadeResources(made);
}

/** A value as an argument of Terraform. */
type Write = (value: Value) => unknown;

function written(value: Value, made: ReadonlyMap<NodeId, Made>): unknown {
  if (typeof value !== 'object') return value;
  if (isRef(value)) return attributeOf(made, value.ref, value.attribute);
  if (isPolicyText(value)) return templateSafe(value.policy);
  if (isBlock(value)) return Object.fromEntries(Object.entries(value.block).map(([name, each]) => [name, written(each, made)]));
  return value.map((each) => written(each, made));
}

function makeResource(
  engine: TerraformEngine, scope: Construct, id: string, node: ResourceNode, placement: Placement, write: Write,
  named?: () => readonly NamedByText[],
): Made {
  const { type, args, kept } = node;
  const meta = metaOf(engine, scope, node, placement);
  const said = Object.entries(args).map(([name, value]) => [name, write(value)] as const).filter(([name, value]) => !isDefault(type, name, value));
  const values = Object.fromEntries(said);
  const make = isTyped(type) ? ofClass(engine, type, { ...meta, ...values }) : ofType(engine, type, meta, values);
  const made = make(scope, id);
  waitForNamed(engine, scope, node, made.resource, meta.dependsOn, named);
  if (node.import !== undefined) (made.resource as Importable).importFrom(node.import, placement.meta.provider);
  if (node.sequence !== undefined) AppRegistry.of(scope).continueWith(placement.account, node.sequence, made.resource as Dependable);
  if (kept) keepAccessKey(engine, scope, kept.user, kept.generation, placement);
  return { node, ...made };
}

/** What a resource names by text makes no edge by itself: it waits for what makes it, if the stack does. */
function waitForNamed(
  engine: TerraformEngine, scope: Construct, node: ResourceNode, resource: object, dependsOn: readonly Dependable[] = [],
  late?: () => readonly NamedByText[],
): void {
  rememberMade(resource, node.type, node.args);
  const named = namedByText(node);
  if (late === undefined && named.length === 0) return;
  const first = dependsOn.map((dependable) => engine.dependable(dependable));
  Object.assign(resource, { dependsOn: waitingFor(engine, scope, () => first, late ?? (() => named)) });
}

/** What the provider takes when nothing is said isn't said. */
function isDefault(type: string, name: string, value: unknown): boolean {
  return type === 'aws_iam_access_key' && name === 'status' && value === 'Active';
}

function metaOf(
  engine: TerraformEngine, scope: Construct, { checks = [], kept, provider, sequence }: ResourceNode, { meta: common, account }: Placement,
): MetaArguments {
  const from = provider === 'beside' ? { ...common, provider: handThrough(besideProvider(scope)) } : common;
  const before = sequence === undefined ? undefined : AppRegistry.of(scope).lastOf(account, sequence);
  const waiting = before === undefined ? from : { ...from, dependsOn: [...from.dependsOn ?? [], before] };
  const meta = withPreconditions(waiting, deployConditions(engine, scope, checks));
  // against a replacement; that the key isn't declared any more, its instance among the kept ones tells
  return kept ? { ...meta, lifecycle: { ...meta.lifecycle, preventDestroy: true } } : meta;
}

/** Checks as Terraform makes them. */
export function deployConditions(engine: TerraformEngine, scope: Construct, checks: readonly DeployCheck[]): readonly Precondition[] {
  return checks.flatMap((check) => {
    if (check.is === 'bucket') return bucketConditions(engine, scope, [check.text]);
    const { pattern, message } = checkPattern(check);
    return [matches(engine, pattern, check.text, message)];
  });
}

function isTyped(type: string): type is TypedResource {
  return Object.hasOwn(CLASSES, type);
}

/** Makes a resource below a construct. */
type Make = (scope: Construct, id: string) => Omit<Made, 'node'>;

function ofClass(engine: TerraformEngine, type: TypedResource, config: object): Make {
  const Resource = engine[CLASSES[type]] as unknown as ResourceClass<object, AnyResource>;
  return (scope, id) => {
    const resource = new Resource(scope, id, config);
    return { resource, attribute: (name) => resource[name as Attribute] };
  };
}

function ofType(engine: TerraformEngine, type: string, meta: MetaArguments, values: object): Make {
  return (scope, id) => {
    const resource: GenericResource = makeGeneric(engine, scope, id, type, meta, values);
    return { resource, attribute: (name) => resource.getStringAttribute(snakeCase(name)) };
  };
}

/** What the whole plan knows that a construct is made for; nothing where it is made by itself. */
function planContext(scope: IConstruct): PlanContext {
  const { wholePlans } = AppRegistry.of(scope);
  const plan = above(scope).map((ancestor) => wholePlans.get(ancestor)).find((found) => found !== undefined);
  return { passwords: plan?.passwords ?? {} };
}

/** The second provider of the platform that was declared above a construct; that there is one was checked before. */
function besideProvider(scope: IConstruct): EngineProvider {
  const { platforms } = AppRegistry.of(scope);
  const declared = above(scope).map((ancestor) => platforms.get(ancestor)).find((found) => found !== undefined);
  return (declared as DeclaredPlatform).beside as EngineProvider;
}

function above(scope: IConstruct): readonly IConstruct[] {
  return [...scope.node.scopes].reverse();
}
