import { UNKNOWN_TEXT } from '../access-state';
import type { Assembly } from '../assembly';
import { blocks, isObject, own } from '../json';
import type { AccessLimit } from '../resource-access';
import type { SourceResource } from '../source';

/** Policies of an organization that say who may do what. Others, of tags, backups and so on, don't. */
const KINDS: ReadonlyMap<string, { readonly kind: AccessLimit['kind']; readonly title: string; readonly policyType: 'identity' | 'resource' }> = new Map([
  ['SERVICE_CONTROL_POLICY', { kind: 'scp', title: 'service control policy', policyType: 'identity' }],
  ['RESOURCE_CONTROL_POLICY', { kind: 'rcp', title: 'resource control policy', policyType: 'resource' }],
]);

/** What AWS attaches itself: it allows all, and limits nothing. */
const HARMLESS: ReadonlySet<string> = new Set(['p-FullAWSAccess', 'p-RCPFullAWSAccess']);

/** Makes a policy of an organization known. */
export function declareOrganizationPolicy(state: Assembly, resource: SourceResource): void {
  const type = state.text(resource, 'type') ?? 'SERVICE_CONTROL_POLICY';
  if (!state.tokens.isKnown(type)) state.unread.add(resource);
  const is = KINDS.get(type);
  const id = state.text(resource, 'id');
  const locations = [resource.where, ...(id === undefined ? [] : [id])];
  if (is === undefined) {
    if (state.tokens.isKnown(type)) for (const location of locations) state.otherPolicies.add(location);
    return;
  }
  const name = state.text(resource, 'name');
  const label = name !== undefined && state.tokens.isKnown(name) ? name : resource.where;
  const policy = state.policies.named(`${is.title} ${label}`, { value: () => resource.get('content'), where: () => `${resource.where}.content`, policyType: is.policyType });
  state.draft.limit({ kind: is.kind, policy, targets: [] }, ...locations);
}

/** Attaches a policy of an organization. Where a root or a unit is, no source tells; nor is that of a target that isn't known. */
export function connectOrganizationAttachment(state: Assembly, resource: SourceResource): void {
  const id = state.text(resource, 'policy_id') ?? '';
  const location = state.tokens.whole(id)?.label ?? id;
  const limit = state.draft.limitAt(location);
  if (limit !== undefined) limit.targets = [...limit.targets ?? [], targetOf(state, state.text(resource, 'target_id'))];
  else if (!HARMLESS.has(id) && !state.otherPolicies.has(location)) state.unread.add(resource);
}

function targetOf(state: Assembly, text: string | undefined): string {
  return text !== undefined && state.tokens.isKnown(text) ? text : UNKNOWN_TEXT;
}

/** Services that S3 has to do with, as the names of their endpoints end. */
const BEARING = /^(?:s3[a-z0-9-]*|accesspoint|kms|kms-fips|sts|sts-fips|iam)$/;

/** Makes the policy in the block of a VPC endpoint known; without one it lets everything through. */
export function declareEndpoint(state: Assembly, resource: SourceResource): void {
  const service = state.text(resource, 'service_name');
  if (service !== undefined && state.tokens.isKnown(service) && !BEARING.test(service.slice(service.lastIndexOf('.') + 1))) return;
  const id = state.text(resource, 'id');
  const policy = resource.get('policy');
  const isNone = policy === undefined || policy === null || policy === '' || letsAllThrough(policy);
  state.endpoints.set(resource.where, targetOf(state, id));
  if (!isNone) endpointLimit(state, resource, targetOf(state, id), [resource.where, ...(id === undefined ? [] : [id])]);
}

/** Gives a VPC endpoint its policy, which is in force instead of the one in its block. */
export function connectEndpointPolicy(state: Assembly, resource: SourceResource): void {
  const id = state.text(resource, 'vpc_endpoint_id') ?? '';
  const policy = resource.get('policy');
  const location = state.tokens.whole(id)?.label ?? id;
  const limit = state.draft.limitAt(location);
  const isNone = policy === undefined || policy === null || policy === '' || letsAllThrough(policy);
  if (limit !== undefined) limit.policy = endpointPolicy(state, resource);
  else if (!isNone) endpointLimit(state, resource, state.endpoints.get(location) ?? targetOf(state, id), [location]);
}

function endpointLimit(state: Assembly, resource: SourceResource, target: string, locations: readonly string[]): void {
  state.draft.limit({ kind: 'vpcEndpoint', policy: endpointPolicy(state, resource), targets: [target] }, ...locations);
}

function endpointPolicy(state: Assembly, resource: SourceResource): AccessLimit['policy'] {
  return state.policies.named(`policy of the VPC endpoint ${resource.where}`, { value: () => resource.get('policy'), where: () => `${resource.where}.policy`, policyType: 'resource' });
}

/** Whether the policy of an endpoint is the one that AWS makes, which lets everything through. */
function letsAllThrough(policy: unknown): boolean {
  const [statement, another] = blocks(own(parsed(policy), 'Statement'));
  const isAll = (key: string) => [own(statement, key)].flat().join() === '*';
  const isEverybody = isAll('Principal') || [own(own(statement, 'Principal'), 'AWS')].flat().join() === '*';
  return statement !== undefined && another === undefined && own(statement, 'Effect') === 'Allow' && isAll('Action') && isAll('Resource') && isEverybody
    && own(statement, 'Condition') === undefined;
}

function parsed(policy: unknown): unknown {
  if (typeof policy !== 'string') return isObject(policy) ? policy : undefined;
  try {
    return JSON.parse(policy) as unknown;
  } catch {
    return undefined;
  }
}
