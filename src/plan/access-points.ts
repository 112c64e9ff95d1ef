import { AccessError } from '../errors';
import { type AccessPoint, accessPointArn } from '../grants/access-point';
import type { Grant } from '../grants/grant';
import { checkCharacters, conform } from '../platforms/conform';
import type { IntentStatement } from '../platforms/dialect';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import type { PolicyDocument } from '../policy/document';
import { policyJson } from '../policy/json';
import { bucketArn, objectArn } from '../policy/s3-arn';
import { bucketPolicySize } from '../policy/size';
import { ANY } from '../policy/text';
import { type BucketGrant, grantedTogether } from './bucket-grant';
import { checkPartition } from './check-partition';
import { checkNamesOnce } from './names';

/** A grant to somebody of the own account through an access point: the bucket's policy lets requests through the access point in. */
export interface ThroughGrant {
  /** Tells it from grants that stand in the bucket's policy. */
  readonly kind: 'through';
  readonly grant: Grant & { readonly through: AccessPoint };
}

/** What the policies of buckets must say for grants to those of the own account: nothing, but for those through an access point. */
export function throughGrants(grants: readonly Grant[] = []): readonly ThroughGrant[] {
  return grants.filter(isThrough).map((grant) => ({ kind: 'through', grant }));
}

/** Whether a grant is delivered through an access point. */
export function isThrough(grant: Grant): grant is ThroughGrant['grant'] {
  return grant.through !== undefined;
}

/** The policy of an access point, ready for the platform. */
export interface AccessPointPolicy {
  /** The document. */
  readonly document: PolicyDocument;
  /** The document as canonical JSON. */
  readonly json: string;
  /** Bytes. */
  readonly size: number;
}

/** An access point that is made for grants. */
export interface AccessPointDocument extends AccessPoint {
  /** Its ARN. */
  readonly arn: string;
  /** The names of the grants through it. */
  readonly grants: readonly string[];
  /**
   * Its policy.
   *
   * @default - none, where only users, groups and roles of the own account are given something through it
   */
  readonly policy?: AccessPointPolicy;
}

/** Grants through access points of one bucket: those to the own account, and those to others, which stand in the policies of the access points. */
type Delivered = ThroughGrant | BucketGrant;

/**
 * The access points of a bucket, by their ARNs.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `OtherPartition`, `InvalidOption`, `BucketPolicyTooLarge`
 */
export function accessPointDocuments(bucket: string, grants: readonly Delivered[], platform: Platform): readonly AccessPointDocument[] {
  const byArn = new Map<string, Array<Delivered & { readonly grant: ThroughGrant['grant'] }>>();
  for (const given of grants) {
    const { grant } = given;
    if (!isThrough(grant)) continue;
    checkThrough(grant, platform);
    const arn = accessPointArn(grant.through);
    byArn.set(arn, [...byArn.get(arn) ?? [], { ...given, grant }]);
  }
  return [...byArn].sort(([one], [other]) => (one < other ? -1 : 1)).map(([arn, given]) => {
    const [{ grant: { through } }] = given;
    checkOneOrigin(arn, given.map(({ grant }) => grant));
    const policy = policyOf(bucket, arn, given.filter((one) => one.kind === 'bucketGrant'), platform);
    return { ...through, arn, grants: [...new Set(given.map(({ grant: { name } }) => name))].sort(), ...(policy && { policy }) };
  });
}

/**
 * Lets requests through access points of a bucket in, and no others: what they may do there, the access points and identity policies say. Those of which
 * the same actions are asked are one statement, so that a bucket has room for hundreds of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-delegating-control
 */
export function delegation(bucket: string, grants: readonly Delivered[]): readonly IntentStatement[] {
  const actionsByPoint = new Map<string, Set<string>>();
  for (const { grant } of grants) {
    if (!isThrough(grant)) continue;
    const arn = accessPointArn(grant.through);
    const actions = grant.statements.flatMap((statement) => [...statement.actions, ...statement.helpful ?? []]);
    actionsByPoint.set(arn, new Set([...actionsByPoint.get(arn) ?? [], ...actions]));
  }
  const pointsByActions = new Map<string, string[]>();
  for (const [arn, actions] of actionsByPoint) {
    const key = [...actions].sort().join(' ');
    pointsByActions.set(key, [...pointsByActions.get(key) ?? [], arn]);
  }
  return [...pointsByActions].map(([actions, arns]) => ({
    sid: 'ThroughAccessPoints',
    effect: 'Allow',
    principals: '*',
    actions: actions.split(' '),
    resources: [bucketArn(bucket), objectArn(bucket, ANY)],
    conditions: [{ operator: 'StringEquals', key: 's3:DataAccessPointArn', values: [...arns].sort() }],
  }));
}

/**
 * Refuses a grant through an access point that the platform can't have.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `OtherPartition`, `InvalidOption`
 */
export function checkThrough({ name, through }: Grant, platform: Platform): void {
  if (through === undefined) return;
  const what = `grant ${name} through access point ${through.accessPoint}`;
  checkFeature(platform, 'accessPoints', what);
  checkPartition(`${what}:`, accessPointArn(through), platform);
  if (platform.region === undefined || platform.region === through.region) return;
  throw new AccessError({
    code: 'InvalidOption',
    message: `${what} is in region ${through.region}, and ${platform.title} here in ${platform.region}: an access point is made in the region of its bucket`,
    remedy: `write region: '${platform.region}', or give the grant a platform, or a provider, of ${through.region}`,
  });
}

/**
 * What an access point is given for its policy. An empty one is said, too: where nothing is said the providers leave what is there.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_access_point#policy
 */
export function policyArgument(arn: string, points: readonly AccessPointDocument[]): string {
  return points.find((point) => point.arn === arn)?.policy?.json ?? '{}';
}

/**
 * Refuses an access point of two buckets.
 *
 * @throws AccessError `NameTwice`
 */
export function checkAccessPointsOnce(documents: ReadonlyArray<{ readonly accessPoints: readonly AccessPointDocument[] }>): void {
  checkNamesOnce('access point', documents.flatMap(({ accessPoints }) => accessPoints.map(({ arn }) => arn)));
}

function checkOneOrigin(arn: string, grants: ReadonlyArray<ThroughGrant['grant']>): void {
  const vpcs = [...new Set(grants.map(({ through: { vpc } }) => vpc))];
  if (vpcs.length <= 1) return;
  throw new AccessError({
    code: 'InvalidOption',
    message: `grants through ${arn} differ in the VPC from which it takes requests: ${vpcs.map((vpc) => vpc ?? 'none').join(', ')}`,
    remedy: 'give all of them the same vpc, or each an access point of its own',
  });
}

function policyOf(bucket: string, arn: string, grants: readonly BucketGrant[], platform: Platform): AccessPointPolicy | undefined {
  if (grants.length === 0) return undefined;
  const { document } = conform({ version: '2012-10-17', statements: grantedTogether(grants, platform) }, platform);
  const json = policyJson(document);
  const size = bucketPolicySize(json);
  checkCharacters(json, `policy of access point ${arn}`, platform);
  if (size <= platform.limits.bucketPolicySize) return { document, json, size };
  throw new AccessError({
    code: 'BucketPolicyTooLarge',
    message: `the policy of access point ${arn} of bucket ${bucket} has ${size} bytes; ${platform.title} allows ${platform.limits.bucketPolicySize}`,
    remedy: 'use fewer or shorter grants through this access point, and give the others one of their own',
  });
}
