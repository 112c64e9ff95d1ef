import type { Grant } from '../../grants/grant';
import { selectelSettings } from '../../platforms/selectel/settings';
import { isDeployTime } from '../../policy/deploy-time';
import { policyArgument } from '../access-points';
import type { BucketDocument } from '../bucket-document';
import { bucketDocument } from '../bucket-document';
import { controlPlaneOf } from '../control-planes';
import { grantedPerMember } from '../per-member';
import type { AccessPlan } from '../planned';
import type { ExistingUser } from '../principals';
import { otherKeptBucket } from '../refusals';
import { renderForEngine } from '../render-access';
import type { RenderedAccess, RenderedPolicy } from '../rendered-access';
import { renderSelectel } from '../selectel/render-selectel';
import { nameChecks } from './deploy-check';
import type { LateValues } from './late';
import { isBlock, isRef, type NodeId, type ResourceGraph, type ResourceNode, type Sequence, type Value } from './node';
import { groupGraph, membersGraph, type Named, roleGraph, userGraph } from './people';
import { accessPointNode, bucketPolicyNode, policyGraph, type PolicyOwner } from './policies';

/** A resource of a whole plan. */
export interface PlanNode extends ResourceNode {
  /**
   * What it is made after, beside what it refers to.
   *
   * @default - nothing
   */
  readonly after?: readonly NodeId[];
}

/** Everything that a plan makes, each after what it refers to. Ids begin with whose they are: `user ci/accessKey:2026-11`. */
export interface PlanGraph {
  readonly nodes: readonly PlanNode[];
  /** What it was made of. */
  readonly rendered: RenderedAccess;
}

/** What tells the plan from others, and what is late in it. */
export interface PlanGraphOptions {
  readonly scope: string;
  readonly late: LateValues;
}

/** The id of a resource of somebody, or of a bucket. */
export function idIn(home: string, id: NodeId): NodeId {
  return `${home}/${id}`;
}

/**
 * The resource graph of a whole plan, for those who write it down instead of making it: what `StorageAccess` of an engine makes of the same plan, and
 * by the same functions.
 *
 * @throws AccessError what `renderAccess` throws
 */
export function planGraph(given: AccessPlan, { scope, late }: PlanGraphOptions): PlanGraph {
  return controlPlaneOf(given.platform).planForm === 'buckets' ? graphOfBuckets(given, late) : graphOfPrincipals(given, scope);
}

class Graph {
  public readonly nodes: PlanNode[] = [];
  private readonly last = new Map<Sequence, NodeId>();

  public constructor(private readonly plan: AccessPlan, private readonly passwords: Readonly<Record<string, string>> = {}) {}

  /** Adds resources as the platform has them. */
  public add(home: string, graph: ResourceGraph, after: readonly NodeId[] = []): void {
    const { platform } = this.plan;
    for (const node of controlPlaneOf(platform).resources(graph, platform, { passwords: this.passwords })) {
      const before = node.sequence === undefined ? undefined : this.last.get(node.sequence);
      const waits = [...after, ...(before === undefined ? [] : [before])];
      const id = idIn(home, node.id);
      this.nodes.push({ ...node, id, args: argsIn(home, node.args), ...(waits.length > 0 && { after: waits }) });
      if (node.sequence !== undefined) this.last.set(node.sequence, id);
    }
  }

  /** Adds the policies of somebody. */
  public addPolicies(home: string, owner: PolicyOwner, policies: readonly RenderedPolicy[], grants: readonly Grant[] = []): void {
    const buckets = grants.flatMap((grant) => grant.buckets);
    policies.forEach((policy, index) => this.add(`${home} ${index + 1}`, policyGraph(owner, { ...policy, buckets })));
  }

  /** Adds the policy of a bucket, and its access points. */
  public addBucket({ bucket, json, keeps, accessPoints }: BucketDocument, after: readonly NodeId[] = []): void {
    if (keeps.bucket !== undefined) throw otherKeptBucket(`bucket ${bucket}`, keeps.bucket, "a bucket whose name isn't known before deploy");
    const { platform } = this.plan;
    const node = bucketPolicyNode(bucket, controlPlaneOf(platform).bucketPrincipals?.(platform) ?? []);
    this.add(`bucket ${bucket}`, [{ ...node, args: { ...node.args, policy: { policy: json } } }], after);
    for (const point of accessPoints) {
      const made = accessPointNode(bucket, point);
      this.add(`accessPoint ${point.region} ${point.accessPoint}`, [{ ...made, args: { ...made.args, policy: { policy: policyArgument(point.arn, accessPoints) } } }], after);
    }
  }
}

/** Arguments whose references to resources of their own graph are to those of their home. */
function argsIn(home: string, args: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, valueIn(home, value)]));
}

function valueIn(home: string, value: Value): Value {
  if (typeof value !== 'object' || 'policy' in value) return value;
  if (isRef(value)) return value.ref.includes('/') ? value : { ...value, ref: idIn(home, value.ref) };
  return isBlock(value) ? { block: argsIn(home, value.block) } : value.map((each) => valueIn(home, each));
}

function graphOfPrincipals(given: AccessPlan, scope: string): PlanGraph {
  const plan = grantedPerMember(given);
  const rendered = renderForEngine(plan, { scope });
  const { platform } = plan;
  const graph = new Graph(plan);
  const made = (kind: PolicyOwner['kind'], name: string): PolicyOwner => ({ kind, name, text: { ref: idIn(`${kind} ${name}`, kind), attribute: 'name' } });
  const people = (members: ReadonlyArray<string | ExistingUser>): readonly Named[] => members.map((member) => (
    typeof member === 'string' ? made('user', member) : { name: member.name, text: member.name, checks: nameChecks(member, platform) }
  ));
  for (const { name, accessKeys: keys, policies, boundary } of rendered.users) {
    const { boundary: most, grants } = plan.users.get(name) ?? {};
    const bounded = most === undefined ? {} : { bounded: { boundary: most, policyName: nameOf(boundary) } };
    graph.add(`user ${name}`, userGraph({ name, keys, ...bounded }, platform));
    graph.addPolicies(`user ${name}`, made('user', name), policies, grants);
  }
  for (const { name, members, membership, policies } of rendered.groups) {
    graph.add(`group ${name}`, [...groupGraph({ name }, platform), ...membersGraph(made('group', name), people(members), membership)]);
    graph.addPolicies(`group ${name}`, made('group', name), policies, plan.groups.get(name)?.grants);
  }
  for (const [name, { trust, maxSessionDuration, boundary: most, grants }] of plan.roles) {
    const { policies = [], boundary } = rendered.roles.find((role) => role.name === name) ?? {};
    const bounded = most === undefined ? {} : { bounded: { boundary: most, policyName: nameOf(boundary) } };
    graph.add(`role ${name}`, roleGraph({ name, trust, maxSessionDuration, ...bounded }, platform));
    graph.addPolicies(`role ${name}`, made('role', name), policies, grants);
  }
  rendered.existing.forEach(({ principal, members, policies }, index) => {
    const { kind, name } = principal;
    const home = `existing ${kind} ${isDeployTime(name) ? index + 1 : name}`;
    const owner: PolicyOwner = { kind, name, text: name, checks: nameChecks(principal, platform) };
    graph.addPolicies(home, owner, policies, plan.existing[index].grants);
    graph.add(home, membersGraph(owner, people(members), 'additive'));
  });
  for (const bucket of rendered.buckets) if (bucket.document.statements.length > 0) graph.addBucket(bucket);
  return { nodes: graph.nodes, rendered };
}

/** What the policy of a boundary is called; one that is named by its ARN has no name here. */
function nameOf(boundary: RenderedAccess['users'][number]['boundary']): string {
  return boundary !== undefined && 'name' in boundary ? boundary.name : '';
}

/** Where the policies of buckets name everybody: users are named by what the provider makes. */
function graphOfBuckets(plan: AccessPlan, late: LateValues): PlanGraph {
  const { platform } = plan;
  const idOf = (user: string) => (plan.users.has(user) ? late.placeholder({ ref: idIn(`user ${user}`, 'user'), attribute: 'name' }) : undefined);
  const rendered = renderSelectel(plan, selectelSettings(platform), idOf);
  const graph = new Graph(plan, Object.fromEntries([...plan.users.keys()].map((user) => [user, late.placeholder({ variable: 'passwords', element: user })])));
  for (const { name, accessKeys: keys } of rendered.users) graph.add(`user ${name}`, userGraph({ name, keys }, platform));
  // a policy that names users by their names waits for them all the same
  const users = rendered.users.map(({ name }) => idIn(`user ${name}`, 'user'));
  for (const [bucket, intents] of rendered.intents) if (intents.length > 0) graph.addBucket(bucketDocument(bucket, intents, platform), users);
  return { nodes: graph.nodes, rendered };
}
