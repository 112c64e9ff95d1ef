import { checkFeature } from '../../platforms/features';
import type { Platform } from '../../platforms/platform';
import { isDeployTime } from '../../policy/deploy-time';
import type { RenderedAccessKey } from '../access-keys';
import { renderBoundary, type Boundary } from '../boundary';
import type { GroupMembership } from '../membership';
import { checkName } from '../names';
import { checkSessionDuration, tokenTrusts, trustJson, trustList, type RoleTrusts } from '../role-trust';
import { bucketChecks, type DeployCheck } from './deploy-check';
import { given, nodeId, type ResourceGraph, type ResourceNode, type Value } from './node';

/** Somebody as other resources name him. */
export interface Named {
  /** The name on the platform, as far as it is known before deploy. */
  readonly name: string;
  /** What resources write for it: the name, or an attribute of the resource that makes it, so that they wait for that. */
  readonly text: Value;
  /**
   * What the name must turn out to be.
   *
   * @default - nothing
   */
  readonly checks?: readonly DeployCheck[];
}

/** What users, groups and roles that are made have in common. */
export interface PersonSpec {
  readonly name: string;
  /**
   * Whether it exists already and is taken over.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

/** The most that somebody may ever do, and what the policy is called that is made of it. */
export interface BoundarySpec {
  readonly boundary: Boundary;
  readonly policyName: string;
}

/** A user with its access keys. */
export interface UserSpec extends PersonSpec {
  readonly keys: readonly RenderedAccessKey[];
  readonly bounded?: BoundarySpec;
}

/**
 * The resources of a user: its boundary, where one is made, itself, and its keys.
 *
 * @throws AccessError `InvalidName`, `InvalidBoundary`, `PolicyTooLarge`, `UnsupportedOnPlatform`
 */
export function userGraph({ name, keys, bounded, adopt }: UserSpec, platform: Platform): ResourceGraph {
  checkName('user', name, platform);
  const bound = boundaryGraph('user', name, bounded, platform);
  return [
    ...bound.nodes,
    { type: 'aws_iam_user', id: 'user', args: { name, ...bound.args }, checks: bound.checks, ...adopting(name, adopt, platform) },
    ...keys.map((key) => accessKeyNode({ name, text: { ref: 'user', attribute: 'name' } }, key, platform)),
  ];
}

/** An access key of a user. */
export function accessKeyNode({ name, text, checks }: Named, { generation, status, pgpKey }: RenderedAccessKey, platform: Platform): ResourceNode {
  return {
    type: 'aws_iam_access_key',
    id: nodeId('accessKey', generation),
    args: given({ user: text, status, pgpKey }),
    checks,
    sensitive: ['secret'],
    ...(platform.keepsAccessKeys && { kept: { user: name, generation } }),
  };
}

/**
 * The resource of a group.
 *
 * @throws AccessError `InvalidName`, `UnsupportedOnPlatform`
 */
export function groupGraph({ name, adopt }: PersonSpec, platform: Platform): ResourceGraph {
  checkName('group', name, platform);
  return [{ type: 'aws_iam_group', id: 'group', args: { name }, ...adopting(name, adopt, platform) }];
}

/** Puts users into a group: all there are as one resource, or each as one of its own. */
export function membersGraph(group: Named, users: readonly Named[], membership: GroupMembership): ResourceGraph {
  const own = group.checks ?? [];
  if (membership === 'additive') {
    return users.map(({ name, text, checks = [] }, index): ResourceNode => ({
      type: 'aws_iam_user_group_membership',
      id: nodeId('member', isDeployTime(name) ? String(index + 1) : name),
      args: { user: text, groups: [group.text] },
      checks: [...own, ...checks],
    }));
  }
  if (users.length === 0) return [];
  return [{
    type: 'aws_iam_group_membership',
    id: 'members',
    args: { name: group.name, group: group.text, users: users.map(({ text }) => text) },
    checks: users.flatMap(({ checks = [] }) => [...own, ...checks]),
  }];
}

/** A role. */
export interface RoleSpec extends PersonSpec {
  readonly trust: RoleTrusts;
  readonly maxSessionDuration?: number;
  readonly bounded?: BoundarySpec;
}

/**
 * The resources of a role: its boundary, where one is made, and itself.
 *
 * @throws AccessError `InvalidName`, `InvalidTrust`, `OpenTrust`, `TrustTooLarge`, `InvalidSessionDuration`, `InvalidBoundary`, `PolicyTooLarge`, `UnsupportedOnPlatform`
 */
export function roleGraph({ name, trust, maxSessionDuration, bounded, adopt }: RoleSpec, platform: Platform): ResourceGraph {
  checkName('role', name, platform);
  checkSessionDuration(name, maxSessionDuration);
  const assumeRolePolicy = { policy: trustJson(name, trust, platform) };
  const providers = tokenTrusts(trustList(name, trust)).filter(({ provider }) => isDeployTime(provider))
    .map(({ provider, issuer }): DeployCheck => ({ is: 'oidcProvider', text: provider, issuer, role: name }));
  const bound = boundaryGraph('role', name, bounded, platform);
  return [...bound.nodes, {
    type: 'aws_iam_role',
    id: 'role',
    args: given({ name, assumeRolePolicy, maxSessionDuration, ...bound.args }),
    checks: [...bound.checks, ...providers],
    ...adopting(name, adopt, platform),
  }];
}

/** A boundary of a principal: the policy that is made of it, an argument, and what that must turn out to be. */
interface BoundaryGraph {
  readonly nodes: ResourceGraph;
  readonly args: Readonly<Record<string, Value>>;
  readonly checks: readonly DeployCheck[];
}

function boundaryGraph(kind: 'user' | 'role', name: string, bounded: BoundarySpec | undefined, platform: Platform): BoundaryGraph {
  if (bounded === undefined) return { nodes: [], args: {}, checks: [] };
  const { boundary, policyName } = bounded;
  const who = `${kind} ${name}`;
  const rendered = renderBoundary(boundary, kind, who, policyName, platform);
  if ('arn' in rendered) {
    const checks: readonly DeployCheck[] = isDeployTime(rendered.arn) ? [{ is: 'policyArn', text: rendered.arn, boundaryOf: who }] : [];
    return { nodes: [], args: { permissionsBoundary: rendered.arn }, checks };
  }
  const buckets = typeof boundary === 'string' ? [] : boundary.flatMap((grant) => grant.buckets);
  const policy: ResourceNode = { type: 'aws_iam_policy', id: 'boundary', args: { name: rendered.name, policy: { policy: rendered.json } }, checks: bucketChecks(buckets) };
  return { nodes: [policy], args: { permissionsBoundary: { ref: 'boundary', attribute: 'arn' } }, checks: [] };
}

function adopting(id: string, adopt: boolean | undefined, platform: Platform): { readonly import?: string } {
  if (adopt !== true) return {};
  checkFeature(platform, 'adoption', `adopt of ${id}`);
  return { import: id };
}
