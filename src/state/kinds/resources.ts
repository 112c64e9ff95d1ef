import { UNKNOWN_TEXT } from '../access-state';
import type { Assembly } from '../assembly';
import type { DraftResource } from '../draft';
import type { ResourceKind } from '../resource-access';
import { resourceIn } from '../resource-kinds';
import type { ResourcePolicyRole } from '../resource-roles';
import type { SourceResource } from '../source';

/**
 * Opens the resource that an ARN names, where it is known which; otherwise it is named among what isn't read.
 *
 * @param arn may hold tokens of what isn't known
 */
export function openResource(state: Assembly, resource: SourceResource, kind: ResourceKind, arn: string | undefined): DraftResource | undefined {
  const made = arn === undefined ? undefined : state.draft.resourceAt(state.tokens.whole(arn)?.label ?? '');
  if (made !== undefined) return made;
  const text = arn === undefined ? '' : state.tokens.settle(arn);
  const parts = resourceIn(text);
  if (parts?.arn !== text || parts.kind !== kind) {
    state.unread.add(resource);
    return undefined;
  }
  return state.draft.resource(text, () => ({ kind, arn: text, ...(parts.account !== '' && !parts.account.includes(UNKNOWN_TEXT) && { account: parts.account }) }));
}

/** Whether a value is a policy, rather than what providers write for none. */
export function isPolicy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== '{}';
}

/** Gives a resource its policy. */
export function givePolicy(state: Assembly, resource: SourceResource, to: DraftResource, attribute: string, value: () => unknown): void {
  const name = `policy of ${to.arn.replaceAll(UNKNOWN_TEXT, '(unknown)')}`;
  to.policy = state.policies.named(name, { policyType: 'resource', where: () => `${resource.where}.${attribute}`, value });
}

/** Gives a resource the policy that a resource of its own sets. Where two do, nobody knows which of them is in force. */
export function setPolicy(state: Assembly, resource: SourceResource, to: DraftResource, attribute: string, value: () => unknown): void {
  const { policySetters } = state;
  // what has been made repeats the policy that another resource sets
  const isTaken = policySetters.has(to) || (to.policy !== undefined && to.arn.includes(UNKNOWN_TEXT));
  policySetters.add(to);
  if (!isTaken) {
    givePolicy(state, resource, to, attribute, value);
    return;
  }
  state.draft.unknown(`${resource.where}.${attribute}`, `another resource sets the policy of ${to.arn.replaceAll(UNKNOWN_TEXT, '(unknown)')}; which of the two is in force depends on the order in which they are applied`);
  if (to.policy !== undefined) to.policy = { name: to.policy.name };
}

/** Gives a resource that is named by its ARN its policy; of a table, the name of the attribute says so. */
export function connectResourcePolicy(state: Assembly, resource: SourceResource, { kind, arn, policy }: ResourcePolicyRole): void {
  const to = openResource(state, resource, kind, state.text(resource, arn));
  if (to !== undefined) setPolicy(state, resource, to, policy, () => resource.get(policy));
}

/** What a table goes by before its ARN is known. */
function tableName(state: Assembly, resource: SourceResource): string | undefined {
  const parts = ['table_bucket_arn', 'namespace', 'name'].map((attribute) => state.text(resource, attribute));
  return parts.every((part) => part !== undefined && state.tokens.isKnown(part)) ? `table ${parts.join(' ')}` : undefined;
}

/** Makes the ARN of a table known, which others name by its bucket, its namespace and its name. */
export function declareTable(state: Assembly, resource: SourceResource): void {
  const [name, arn] = [tableName(state, resource), state.text(resource, 'arn')];
  if (name !== undefined && arn !== undefined && state.tokens.isKnown(arn)) state.tables.set(name, arn);
}

/** Gives a table its policy. */
export function connectTablePolicy(state: Assembly, resource: SourceResource): void {
  const to = openResource(state, resource, 'table', state.tables.get(tableName(state, resource) ?? ''));
  if (to !== undefined) setPolicy(state, resource, to, 'resource_policy', () => resource.get('resource_policy'));
}
