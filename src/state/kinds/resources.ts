import { UNKNOWN_TEXT } from '../access-state';
import type { Assembly } from '../assembly';
import { blocks, own } from '../json';
import type { ResourceAccess, ResourceKind } from '../resource-access';
import { resourceIn } from '../resource-kinds';
import type { ResourcePolicyRole } from '../resource-roles';
import type { SourceResource } from '../source';
import { blockSettings } from './settings';

/** A resource with a policy of its own while its pieces are collected. */
export type DraftResource = { -readonly [K in keyof ResourceAccess]: ResourceAccess[K] };

/**
 * Opens the resource that an ARN names, where it is known which; otherwise it is named among what isn't read.
 *
 * @param arn may hold marks of what isn't known
 */
export function openResource(state: Assembly, resource: SourceResource, kind: ResourceKind, arn: string | undefined): DraftResource | undefined {
  const made = arn === undefined ? undefined : state.draft.resourceAt(state.marks.whole(arn)?.label ?? '');
  if (made !== undefined) return made;
  const text = arn === undefined ? '' : state.marks.settle(arn);
  const parts = resourceIn(text);
  if (parts?.arn !== text || parts.kind !== kind) {
    state.unread.add(resource);
    return undefined;
  }
  return state.draft.resource(text, () => ({ kind, arn: text, ...(parts.account !== '' && !parts.account.includes(UNKNOWN_TEXT) && { account: parts.account }) }));
}

/** Makes an access point known. Its region and account are parts of its ARN that a configuration doesn't tell. */
export function declareAccessPoint(state: Assembly, resource: SourceResource): void {
  const { marks, draft } = state;
  const name = state.text(resource, 'name');
  const told = state.text(resource, 'arn');
  const account = draft.account ?? UNKNOWN_TEXT;
  const isTold = told !== undefined && marks.isKnown(told);
  const bucket = state.text(resource, 'bucket');
  // of an access point whose name isn't known, or that isn't before a bucket (of a directory bucket, for FSx), nothing can be decided
  if (!isTold && (name === undefined || !marks.isKnown(name) || bucket === undefined || bucket.endsWith('--x-s3'))) {
    state.unread.add(resource);
    return;
  }
  const arn = isTold ? told : `arn:${state.partition}:s3:${UNKNOWN_TEXT}:${account}:accesspoint/${name ?? ''}`;
  const point = draft.resource(arn, () => ({ kind: 'accessPoint', arn, ...(account !== UNKNOWN_TEXT && { account }) }), resource.where);
  const [block] = blocks(resource.get('public_access_block_configuration'));
  // S3 blocks public access to an access point unless its maker says otherwise
  point.publicAccessBlock = blockSettings((terraform, pulumi) => own(block, terraform) ?? own(block, pulumi), true);
  const [vpc] = blocks(resource.get('vpc_configuration'));
  const id = own(vpc, 'vpc_id') ?? own(vpc, 'vpcId');
  if (vpc !== undefined) point.vpc = typeof id === 'string' && marks.isKnown(id) ? id : UNKNOWN_TEXT;
}

/** Gives an access point its bucket and the policy in its own block. */
export function connectAccessPoint(state: Assembly, resource: SourceResource): void {
  const point = state.draft.resourceAt(resource.where);
  if (point === undefined) return;
  const bucket = state.text(resource, 'bucket');
  if (bucket !== undefined) point.buckets = [state.draft.bucket(bucket).name];
  const account = state.text(resource, 'bucket_account_id');
  if (account !== undefined && state.marks.isKnown(account) && account !== state.draft.account) point.bucketAccount = account;
  const value = resource.get('policy');
  if (value !== undefined && value !== null && value !== '' && value !== '{}') givePolicy(state, resource, point, 'policy', () => value);
}

/** Gives a resource its policy. */
export function givePolicy(state: Assembly, resource: SourceResource, to: DraftResource, attribute: string, value: () => unknown): void {
  const name = `policy of ${to.arn.replaceAll(UNKNOWN_TEXT, '(unknown)')}`;
  to.policy = state.policies.named(name, { side: 'resource', where: () => `${resource.where}.${attribute}`, value });
}

/** Gives a resource that is named by its ARN its policy; of a table, the name of the attribute says so. */
export function connectResourcePolicy(state: Assembly, resource: SourceResource, { kind, arn, policy }: ResourcePolicyRole): void {
  const to = openResource(state, resource, kind, state.text(resource, arn));
  if (to === undefined) return;
  if (to.policy === undefined) {
    givePolicy(state, resource, to, policy, () => resource.get(policy));
    return;
  }
  state.draft.unknown(`${resource.where}.${policy}`, `another resource sets the policy of ${to.arn}; which of the two is in force depends on the order in which they are applied`);
  to.policy = { name: to.policy.name };
}

/** A key whose ARN is known; its policy, where the source tells none, is AWS's default. */
export function declareKey(state: Assembly, resource: SourceResource): void {
  const key = openResource(state, resource, 'kmsKey', state.text(resource, 'arn'));
  const value = resource.get('policy');
  if (key !== undefined && value !== undefined && value !== null && value !== '') givePolicy(state, resource, key, 'policy', () => value);
}
