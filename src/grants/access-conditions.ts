import type { Condition } from '../policy/document';
import { escapeText } from '../policy/text';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { addressRange } from './address-range';
import { invalidCondition as invalid, list, matching, timestamp } from './condition-values';

export { addressRange } from './address-range';
export { list, matching, timestamp } from './condition-values';

/**
 * When a grant holds. All that are given must be met; within one list, any value is enough. A request that lacks what a condition asks
 * about isn't let in: through a VPC endpoint, for example, there is no public source address.
 */
export interface AccessConditions {
  /**
   * Public address ranges (CIDR, IPv4 or IPv6) that the request comes from.
   *
   * @default - anywhere
   */
  readonly ipRanges?: readonly string[];
  /**
   * Ids of the VPC endpoints that the request comes through, such as `vpce-0123456789abcdef0`.
   *
   * @default - any way
   */
  readonly vpcEndpoints?: readonly string[];
  /**
   * Ids of the VPCs that the request comes from, through an endpoint, such as `vpc-0123456789abcdef0`.
   *
   * @default - any way
   */
  readonly vpcs?: readonly string[];
  /**
   * The grant begins at this moment.
   *
   * @default - at once
   */
  readonly notBefore?: Date | string;
  /**
   * The grant ends at this moment.
   *
   * @default - never
   */
  readonly notAfter?: Date | string;
  /**
   * Whether the request must have been authenticated with a second factor. Long-lived access keys never are.
   *
   * @default false
   */
  readonly mfa?: boolean;
  /**
   * The oldest TLS version of the request; plain HTTP has none and isn't let in.
   *
   * @default - any connection
   */
  readonly minimumTlsVersion?: '1.2' | '1.3';
  /**
   * Whether the request must come over HTTPS.
   *
   * @default false
   */
  readonly https?: boolean;
  /**
   * What the client's user agent begins with. It is whatever the client says: a way to distinguish clients, not to keep anybody out.
   *
   * @default - any client
   */
  readonly userAgents?: readonly string[];
  /**
   * The AWS organisation that the grantee's account belongs to, such as `o-a1b2c3d4e5`.
   *
   * @default - any account
   */
  readonly organization?: string;
  /**
   * User names, in their exact case: of a group's members, only these. A role has no user name.
   *
   * @default - every grantee
   */
  readonly users?: readonly string[];
  /**
   * AWS regions that requests go to, such as `eu-central-1`: for S3, the region of the bucket.
   *
   * @default - any region
   */
  readonly regions?: readonly string[];
}

/** The shape of {@link AccessConditions}. */
export const CONDITIONS: Shape<AccessConditions> = {
  ipRanges: VALUE,
  vpcEndpoints: VALUE,
  vpcs: VALUE,
  notBefore: VALUE,
  notAfter: VALUE,
  mfa: VALUE,
  minimumTlsVersion: VALUE,
  https: VALUE,
  userAgents: VALUE,
  organization: VALUE,
  users: VALUE,
  regions: VALUE,
};

type Render = (value: never, name: string) => Condition;

/** One line for each: how it is written in a policy. The keys and their operators are those of the S3 and IAM user guides. */
const RENDERED: Readonly<Record<keyof AccessConditions, Render>> = {
  ipRanges: (ranges: readonly string[], name) => ({ operator: 'IpAddress', key: 'aws:SourceIp', values: list(ranges, name, addressRange) }),
  vpcEndpoints: (ids: readonly string[], name) => ({ operator: 'StringEquals', key: 'aws:SourceVpce', values: list(ids, name, matching(/^vpce-[0-9a-f]+$/, 'the id of a VPC endpoint')) }),
  vpcs: (ids: readonly string[], name) => ({ operator: 'StringEquals', key: 'aws:SourceVpc', values: list(ids, name, matching(/^vpc-[0-9a-f]+$/, 'the id of a VPC')) }),
  notBefore: (moment: Date | string, name) => ({ operator: 'DateGreaterThanEquals', key: 'aws:CurrentTime', values: [timestamp(moment, name, Math.ceil)] }),
  notAfter: (moment: Date | string, name) => ({ operator: 'DateLessThan', key: 'aws:CurrentTime', values: [timestamp(moment, name)] }),
  mfa: () => ({ operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] }),
  minimumTlsVersion: (version: string, name) => ({ operator: 'NumericGreaterThanEquals', key: 's3:TlsVersion', values: [matching(/^1\.[23]$/, 'a TLS version: 1.2 or 1.3')(version, name)] }),
  https: () => ({ operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] }),
  userAgents: (agents: readonly string[], name) => ({ operator: 'StringLike', key: 'aws:UserAgent', values: list(agents, name, beginning) }),
  organization: (id: string, name) => ({ operator: 'StringEquals', key: 'aws:PrincipalOrgID', values: [matching(/^o-[a-z0-9]{10,32}$/, 'the id of an organisation')(id, name)] }),
  users: (names: readonly string[], name) => ({ operator: 'StringEquals', key: 'aws:username', values: list(names, name, matching(/^[A-Za-z0-9+=,.@_-]{1,64}$/, 'the name of a user')) }),
  regions: (regions: readonly string[], name) => ({ operator: 'StringEquals', key: 'aws:RequestedRegion', values: list(regions, name, matching(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'an AWS region')) }),
};

/** The beginning of a text, letter for letter. What is known only at deploy time can't be escaped. */
function beginning(text: string, name: string): string {
  return `${escapeText(matching(/^(?!.*\{TfToken\[)[\x20-\x7e]+$/, 'the beginning of a user agent, known before deploy')(text, name))}*`;
}

/** Conditions that are there or not; for all others, `false` is a slip that would open the grant to everybody. */
const SWITCHES: readonly string[] = ['mfa', 'https'];

/**
 * Writes conditions in the policy language.
 *
 * @throws AccessError `InvalidCondition`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function renderConditions(conditions: AccessConditions | undefined): readonly Condition[] {
  if (conditions === undefined) return [];
  if (typeof conditions !== 'object' || conditions === null) throw invalid('when', conditions, 'an object such as { ipRanges: [\'203.0.113.0/24\'] }');
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined);
  if (given.length === 0) throw invalid('when', conditions, 'an object with at least one condition: one that came out empty would open the grant to everybody');
  const rendered = given.flatMap(([name, value]) => {
    if (!Object.hasOwn(RENDERED, name)) throw invalid(name, value, `one of ${Object.keys(RENDERED).join(', ')}`);
    if (!SWITCHES.includes(name)) return [RENDERED[name as keyof AccessConditions](value as never, name)];
    if (typeof value !== 'boolean') throw invalid(name, value, 'true or false');
    return value ? [RENDERED[name as keyof AccessConditions](value as never, name)] : [];
  });
  checkWindow(conditions);
  return rendered;
}

function checkWindow({ notBefore, notAfter }: AccessConditions): void {
  if (notBefore === undefined || notAfter === undefined) return;
  const begin = timestamp(notBefore, 'notBefore', Math.ceil);
  if (begin >= timestamp(notAfter, 'notAfter')) throw invalid('notAfter', notAfter, `later than notBefore (${begin}); the grant would never hold`);
}
