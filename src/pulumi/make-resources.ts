import { AccessKey } from '@pulumi/aws/iam/accessKey';
import { Group } from '@pulumi/aws/iam/group';
import { GroupMembership } from '@pulumi/aws/iam/groupMembership';
import { GroupPolicy } from '@pulumi/aws/iam/groupPolicy';
import { GroupPolicyAttachment } from '@pulumi/aws/iam/groupPolicyAttachment';
import { Policy } from '@pulumi/aws/iam/policy';
import { Role } from '@pulumi/aws/iam/role';
import { RolePolicy } from '@pulumi/aws/iam/rolePolicy';
import { RolePolicyAttachment } from '@pulumi/aws/iam/rolePolicyAttachment';
import { User } from '@pulumi/aws/iam/user';
import { UserGroupMembership } from '@pulumi/aws/iam/userGroupMembership';
import { UserPolicy } from '@pulumi/aws/iam/userPolicy';
import { UserPolicyAttachment } from '@pulumi/aws/iam/userPolicyAttachment';
import { AccessPoint } from '@pulumi/aws/s3/accessPoint';
import { BucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import * as pulumi from '@pulumi/pulumi';
import { controlPlaneOf } from '../plan/control-planes';
import type { DeployCheck } from '../plan/graph/deploy-check';
import { type NamedByText, namedByText } from '../plan/graph/named';
import { isBlock, isPolicyText, isRef, partsOf, type Attribute, type NodeId, type ResourceGraph, type ResourceNode, type Sequence, type Value } from '../plan/graph/node';
import { jsonInput, textInput } from './deploy';
import { minioPackage } from './minio';
import { watchNamed } from './named-resources';
import type { Placement } from './placement';
import { planContext, sdkAround } from './plan-around';

/** The classes of AWS's package by the types of their resources: what others hand back to their users has these types. */
const CLASSES = {
  aws_iam_access_key: AccessKey,
  aws_iam_group: Group,
  aws_iam_group_membership: GroupMembership,
  aws_iam_group_policy: GroupPolicy,
  aws_iam_group_policy_attachment: GroupPolicyAttachment,
  aws_iam_policy: Policy,
  aws_iam_role: Role,
  aws_iam_role_policy: RolePolicy,
  aws_iam_role_policy_attachment: RolePolicyAttachment,
  aws_iam_user: User,
  aws_iam_user_group_membership: UserGroupMembership,
  aws_iam_user_policy: UserPolicy,
  aws_iam_user_policy_attachment: UserPolicyAttachment,
  aws_s3_access_point: AccessPoint,
  aws_s3_bucket_policy: BucketPolicy,
};

type TypedResource = keyof typeof CLASSES;

/** The resource that a class makes. */
export type ResourceOf<Type extends TypedResource> = InstanceType<typeof CLASSES[Type]>;

/** A class of any package, of which all have the same form. */
type AnyClass = new (name: string, args: pulumi.Inputs, opts: pulumi.CustomResourceOptions) => pulumi.Resource;

/** Arguments that Pulumi calls otherwise than Terraform, whose blocks are lists. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = { selectel_iam_serviceuser_v1: { role: 'roles' } };

/**
 * Arguments that a package changes by itself after the resource is made, so that each update would show a change of it: a key of MinIO gets the text of
 * a policy of its own, which is empty (@pulumi/minio 0.17.1, asked).
 */
const CHANGED_BY_ITSELF: Readonly<Record<string, readonly string[]>> = { minio_iam_service_account: ['policy'] };

/** Parts of URNs: never change them. */
const NAMES: Readonly<Record<string, (of: string) => string>> = {
  user: () => 'user',
  group: () => 'group',
  role: () => 'role',
  boundary: () => 'boundary',
  accessKey: (generation) => `access-key-${generation}`,
  members: () => 'membership',
  member: (name) => `member-${name}`,
  policy: () => 'policy',
  attachment: () => 'policy-attachment',
};

/** How the resources of a graph are made, where that isn't as those of any construct. */
export interface HowMade {
  /** The logical names of its resources, which are part of URNs. */
  readonly nameOf?: (id: NodeId) => string;
  readonly opts?: pulumi.CustomResourceOptions;
  /**
   * What its resources name by plain text.
   *
   * @default - what their arguments name
   */
  readonly named?: readonly NamedByText[];
  /** Arguments beside those that the graph has, or in their place: of Pulumi alone, or whole only when the program ends. */
  readonly later?: pulumi.Inputs;
}

interface Made {
  readonly node: ResourceNode;
  readonly args: pulumi.Inputs;
  readonly resource: pulumi.Resource;
}

/** The resources that a graph was carried out to. */
export class MadeResources {
  constructor(private readonly made: ReadonlyMap<NodeId, Made>) {}

  /** The provider's own object, whose type holds where the platform has AWS's provider; undefined where the graph has none. */
  public find<Type extends TypedResource>(id: NodeId, _type: Type): ResourceOf<Type> | undefined {
    return this.made.get(id)?.resource as ResourceOf<Type> | undefined;
  }

  /** The provider's own object of a resource that the graph has. */
  public get<Type extends TypedResource>(id: NodeId, type: Type): ResourceOf<Type> {
    return this.find(id, type) as ResourceOf<Type>;
  }

  /** What an argument was given, by the name that AWS's provider has for it where that is the same. */
  public input(id: NodeId, name: string): pulumi.Input<string> {
    return this.made.get(id)?.args[name] as pulumi.Input<string>;
  }

  /** An attribute, by the name that AWS's provider has for it. */
  public attribute(id: NodeId, name: Attribute): pulumi.Output<string> {
    return attributeOf(this.made, id, name);
  }
}

function attributeOf(made: ReadonlyMap<NodeId, Made>, id: NodeId, name: Attribute): pulumi.Output<string> {
  const { node: { attributes = {} }, resource } = made.get(id) as Made;
  const own = attributes[name] === undefined ? name : attributes[name];
  return own === null ? pulumi.output('') : (resource as unknown as Readonly<Record<string, pulumi.Output<string>>>)[own];
}

/** Carries out a graph: makes its resources below a construct. */
export function makeResources(graph: ResourceGraph, placement: Placement, how: HowMade = {}): MadeResources {
  const { platform, construct } = placement;
  const { nameOf = ownName(placement.name), opts = placement.opts } = how;
  // what one text of a graph must turn out to be, the same text must be everywhere in it
  const checks = graph.flatMap((node) => node.checks ?? []);
  const made = new Map<NodeId, Made>();
  for (const node of controlPlaneOf(platform).resources(graph, platform, planContext(construct))) {
    const Resource = classOf(node.type, construct);
    const args = Object.entries(node.args).map(([name, value]) => {
      const input = written(value, made, checks);
      return [RENAMED[node.type]?.[name] ?? name, node.sensitive?.includes(name) ? pulumi.secret(input) : input] as const;
    });
    const inputs = { ...Object.fromEntries(args), ...how.later };
    const named = how.named ?? namedByText(node);
    const own = afterNamed(named, placement, optionsOf(node, opts));
    const resource = inSequence(node, placement, own, (options) => new Resource(nameOf(node.id), inputs, options));
    made.set(node.id, { node, args: inputs, resource });
  }
  return new MadeResources(made);
}

/** What a resource names by text makes no edge by itself: it waits for what makes it, if the program does. */
function afterNamed(
  named: readonly NamedByText[], { provider, name }: Placement, opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const found = named.length === 0 ? [] : watchNamed()?.waitFor(provider, named, name) ?? [];
  return found.length === 0 ? opts : { ...opts, dependsOn: pulumi.output(opts.dependsOn ?? []).apply((others) => [others, found].flat(2)) };
}

/** Makes a resource, after the one before it where the platform takes such resources only one after the other. */
function inSequence(
  { sequence }: ResourceNode, { program: { sequences }, provider }: Placement, opts: pulumi.CustomResourceOptions,
  make: (opts: pulumi.CustomResourceOptions) => pulumi.Resource,
): pulumi.Resource {
  if (sequence === undefined) return make(opts);
  const own = sequences.get(provider) ?? new Map<Sequence, pulumi.Resource>();
  const before = own.get(sequence);
  const dependsOn = before && pulumi.output(opts.dependsOn ?? []).apply((others) => [others, before].flat());
  const made = make(dependsOn ? { ...opts, dependsOn } : opts);
  sequences.set(provider, own.set(sequence, made));
  return made;
}

function ownName(construct: string): (id: NodeId) => string {
  return (id) => {
    const [part, of = ''] = partsOf(id);
    return `${construct}-${NAMES[part](of)}`;
  };
}

/** A class by its type: `minio_iam_user` is the `IamUser` of its package, and so on. */
function classOf(type: string, construct: pulumi.Resource): AnyClass {
  const [provider, ...words] = type.split('_');
  if (provider === 'aws') return CLASSES[type as TypedResource] as AnyClass;
  const name = words.map((word) => `${word[0].toUpperCase()}${word.slice(1)}`).join('');
  const classes: object = provider === 'minio' ? minioPackage() : sdkAround(construct);
  return (classes as Readonly<Record<string, AnyClass>>)[name];
}

function optionsOf(
  { type, sensitive, kept, import: imported, provider }: ResourceNode, { provider: own, ...common }: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  return {
    ...common,
    // a second provider comes from the parents, or from the configuration
    ...(own !== undefined && provider !== 'beside' && { provider: own }),
    ...(sensitive && { additionalSecretOutputs: [...sensitive] }),
    // where a key can't be deleted, Pulumi refuses to: at preview, and also when the user is gone from the program
    ...(kept && { protect: true }),
    ...(imported !== undefined && { import: imported }),
    ...(Object.hasOwn(CHANGED_BY_ITSELF, type) && { ignoreChanges: [...CHANGED_BY_ITSELF[type]] }),
  };
}

function written(value: Value, made: ReadonlyMap<NodeId, Made>, checks: readonly DeployCheck[]): unknown {
  if (typeof value === 'string') return textInput(value, checks);
  if (typeof value !== 'object') return value;
  if (isRef(value)) return attributeOf(made, value.ref, value.attribute);
  if (isPolicyText(value)) return jsonInput(value.policy, checks);
  if (isBlock(value)) return Object.fromEntries(Object.entries(value.block).map(([name, each]) => [name, written(each, made, checks)]));
  return value.map((each) => written(each, made, checks));
}
