import { UNKNOWN_TEXT } from '../access-state';
import type { Assembly } from '../assembly';
import type { DraftResource } from '../draft';
import { blocks, own } from '../json';
import type { ResourceKind } from '../resource-access';
import type { SourceResource } from '../source';
import { givePolicy, isPolicy, setPolicy } from './resources';
import { blockSettings } from './settings';

/** An ARN that is known but for single parts, which become {@link UNKNOWN_TEXT}; undefined where nothing of it is known. */
function knownArn(state: Assembly, resource: SourceResource): string | undefined {
  const arn = state.text(resource, 'arn');
  return arn === undefined || state.tokens.whole(arn) !== undefined ? undefined : state.tokens.settle(arn);
}

function knownText(state: Assembly, value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && state.tokens.isKnown(value) ? value : undefined;
}

/** The region that a resource names for itself. */
function regionOf(state: Assembly, resource: SourceResource): string {
  return knownText(state, state.text(resource, 'region')) ?? UNKNOWN_TEXT;
}

/** Makes an access point known by its ARN. */
function open(state: Assembly, kind: ResourceKind, arn: string, locations: readonly string[]): DraftResource {
  const { account } = state.draft;
  return state.draft.resource(arn, () => ({ kind, arn, ...(account !== undefined && { account }) }), ...locations);
}

/** Makes an access point known. Its region and account are parts of its ARN that a configuration may not tell. */
export function declareAccessPoint(state: Assembly, resource: SourceResource): void {
  const { tokens, draft } = state;
  const name = knownText(state, state.text(resource, 'name'));
  const known = knownArn(state, resource);
  const account = knownText(state, state.text(resource, 'account_id')) ?? draft.account ?? UNKNOWN_TEXT;
  const bucket = state.text(resource, 'bucket');
  // of an access point whose name isn't known, or that isn't before a bucket (of a directory bucket, for FSx), nothing can be decided
  const isNamed = known === undefined ? name !== undefined && bucket?.endsWith('--x-s3') === false : name !== undefined || !known.includes(UNKNOWN_TEXT);
  if (!isNamed) {
    state.unread.add(resource);
    return;
  }
  const arn = known ?? `arn:${state.partition}:s3:${regionOf(state, resource)}:${account}:accesspoint/${name ?? ''}`;
  const point = open(state, 'accessPoint', arn, [resource.where]);
  const [block] = blocks(resource.get('public_access_block_configuration'));
  // S3 blocks public access to an access point unless its maker says otherwise
  point.publicAccessBlock = blockSettings((terraform, pulumi) => own(block, terraform) ?? own(block, pulumi), true);
  const [vpc] = blocks(resource.get('vpc_configuration'));
  const id = own(vpc, 'vpc_id') ?? own(vpc, 'vpcId');
  if (vpc !== undefined) point.vpc = typeof id === 'string' && tokens.isKnown(id) ? id : UNKNOWN_TEXT;
}

/** Gives an access point its bucket and the policy in its own block. */
export function connectAccessPoint(state: Assembly, resource: SourceResource): void {
  const point = state.draft.resourceAt(resource.where);
  if (point === undefined) return;
  const bucket = state.text(resource, 'bucket');
  if (bucket !== undefined) point.buckets = [state.draft.bucket(bucket).name];
  const account = state.text(resource, 'bucket_account_id');
  if (account !== undefined && state.tokens.isKnown(account) && account !== state.draft.account) point.bucketAccount = account;
  const value = resource.get('policy');
  if (isPolicy(value)) givePolicy(state, resource, point, 'policy', () => value);
}

/** What policies name a Multi-Region Access Point by. */
const multiRegion = (name: string): string => `Multi-Region Access Point ${name}`;

/** Makes a Multi-Region Access Point known. Its ARN has an alias that AWS makes up. */
export function declareMultiRegionAccessPoint(state: Assembly, resource: SourceResource): void {
  const { draft, partition } = state;
  const [details] = blocks(resource.get('details'));
  const name = knownText(state, own(details, 'name'));
  const alias = knownText(state, state.text(resource, 'alias'));
  const arn = knownArn(state, resource) ?? `arn:${partition}:s3::${draft.account ?? UNKNOWN_TEXT}:accesspoint/${alias ?? `${UNKNOWN_TEXT}.mrap`}`;
  // two of which nobody knows the alias can't be distinguished
  if (draft.holds(arn)) {
    state.unread.add(resource);
    return;
  }
  const point = open(state, 'multiRegionAccessPoint', arn, [resource.where, ...(name === undefined ? [] : [multiRegion(name)])]);
  const [block] = blocks(own(details, 'public_access_block') ?? own(details, 'publicAccessBlock'));
  point.publicAccessBlock = blockSettings((terraform, pulumi) => own(block, terraform) ?? own(block, pulumi), true);
}

/** Gives a Multi-Region Access Point its buckets. */
export function connectMultiRegionAccessPoint(state: Assembly, resource: SourceResource): void {
  const point = state.draft.resourceAt(resource.where);
  if (point === undefined) return;
  const [details] = blocks(resource.get('details'));
  const regions = blocks(own(details, 'region') ?? own(details, 'regions'));
  const names = regions.map((region) => own(region, 'bucket'));
  if (names.every((name): name is string => typeof name === 'string' && name !== '')) point.buckets = names.map((name) => state.draft.bucket(name).name);
  const accounts = regions.map((region) => knownText(state, own(region, 'bucket_account_id') ?? own(region, 'bucketAccountId')));
  const other = accounts.find((account) => account !== undefined && account !== state.draft.account);
  if (other !== undefined) point.bucketAccount = other;
}

/** Gives a Multi-Region Access Point of the source its policy. */
export function connectMultiRegionPolicy(state: Assembly, resource: SourceResource): void {
  const [details] = blocks(resource.get('details'));
  const [name, policy] = [own(details, 'name'), own(details, 'policy')];
  const point = typeof name === 'string' ? state.draft.resourceAt(multiRegion(name)) ?? state.draft.resourceAt(state.tokens.whole(name)?.label ?? '') : undefined;
  if (point === undefined) state.unread.add(resource);
  else setPolicy(state, resource, point, 'details[0].policy', () => policy);
}

/** The Object Lambda Access Point that a resource names, or makes. */
function objectLambda(state: Assembly, resource: SourceResource, locations: readonly string[]): DraftResource | undefined {
  const named = state.draft.resourceAt(state.tokens.whole(state.text(resource, 'name') ?? '')?.label ?? '');
  if (named !== undefined) return named;
  const name = knownText(state, state.text(resource, 'name'));
  const known = name === undefined ? undefined : state.draft.resourceAt(`Object Lambda ${name}`);
  if (known !== undefined && locations.length === 0) return known;
  const made = `arn:${state.partition}:s3-object-lambda:${regionOf(state, resource)}:${state.draft.account ?? UNKNOWN_TEXT}:accesspoint/${name ?? ''}`;
  const arn = knownArn(state, resource) ?? (name === undefined ? undefined : made);
  if (arn !== undefined) return open(state, 'objectLambdaAccessPoint', arn, [...locations, ...(name === undefined ? [] : [`Object Lambda ${name}`])]);
  state.unread.add(resource);
  return undefined;
}

/** Makes an Object Lambda Access Point known. */
export function declareObjectLambda(state: Assembly, resource: SourceResource): void {
  objectLambda(state, resource, [resource.where]);
}

/** Gives an Object Lambda Access Point its policy. */
export function connectObjectLambdaPolicy(state: Assembly, resource: SourceResource): void {
  const point = objectLambda(state, resource, []);
  if (point !== undefined) setPolicy(state, resource, point, 'policy', () => resource.get('policy'));
}
