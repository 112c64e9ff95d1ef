import type { Statement } from '../../policy/document';
import { globMatches } from '../../policy/pattern/glob';
import { s3Arn } from '../../policy/s3-arn';
import { type AccessState, type BucketAccess, type RoleAccess, UNKNOWN_TEXT } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';
import type { ResourceAccess } from '../../state/resource-access';
import { expandTokens } from '../match/pattern';
import { tokenize } from '../match/tokens';
import type { ResolvedPrincipal } from '../principal';
import { MAYBE, NO, type Truth, YES } from '../truth';
import { aclPolicies } from './acl';
import { blockInForce, blockOfBucket, NOT_KNOWN, withBlock } from './public-block';
import { derivedPolicy, type ResourcePolicy } from './resource-policy';

/** A resource with policies of its own, as requests meet it. */
export interface Governed {
  /** What it goes by: the name of a bucket, the ARN of another resource. */
  readonly key: string;
  /** ARN patterns that cover it and what lies in it; what the source doesn't tell of an ARN is a wildcard in them. */
  readonly patterns: readonly string[];
  /** The actions that its policies speak of, as a pattern; others that name it are not its own. @default all */
  readonly actions?: string;
  /** The account of its owner, where it isn't the state's. */
  readonly account?: string;
  readonly policies: readonly ResourcePolicy[];
  /** Whether policies of identities count only where its own policy names the account: KMS keys and the trust of roles. */
  readonly gated: boolean;
  /** Of an access point: the buckets behind it, which must let the request through as well. Empty where it isn't known which. */
  readonly behind?: readonly string[];
  /** Of an access point: whether the bucket behind it is another account's. */
  readonly elsewhere?: boolean;
  /** Of an access point: where it takes requests from, as the condition key says it. */
  readonly origin?: 'Internet' | 'VPC';
  /** Why an Allow is never certain; absent where it can be. */
  readonly open?: string;
}

const plain = (policy: BucketAccess['policy']): readonly ResourcePolicy[] => (policy === undefined ? [] : [{ policy }]);

/** A bucket with everything that bears on it from its own side. */
export function governedBucket(state: AccessState, bucket: BucketAccess): Governed {
  const { name, account, policy } = bucket;
  return {
    key: name,
    patterns: bucketPatterns(name),
    ...(account !== undefined && { account }),
    policies: bucketPoliciesOf(state, bucket) ?? plain(policy),
    gated: false,
  };
}

/** Patterns of a bucket and all that lies in it. */
export function bucketPatterns(name: string): readonly string[] {
  return name.endsWith(DIRECTORY) ? [`arn:*:s3express:*:*:bucket/${name}`, `arn:*:s3express:*:*:bucket/${name}/*`] : [s3Arn(name, '*'), s3Arn(`${name}/*`, '*')];
}

/** What the names of directory buckets end in. */
export const DIRECTORY = '--x-s3';

/** What bears on a bucket beside its policy; undefined where nothing does. ACLs and Block Public Access are AWS's. */
export function bucketPoliciesOf(state: AccessState, bucket: BucketAccess): readonly ResourcePolicy[] | undefined {
  const { name, account = state.account, policy, acl, objectOwnership, publicAccessBlock } = bucket;
  const isPlain = acl === undefined && objectOwnership === undefined && publicAccessBlock === undefined && state.publicAccessBlock === undefined;
  if ((isPlain && !name.endsWith(DIRECTORY)) || state.platform?.evaluation !== undefined) return undefined;
  const block = blockOfBucket(state, bucket);
  const own = policy === undefined ? [] : withBlock(policy, block, bucketPatterns(name), account, isOfAccount(account, bucket.account === undefined));
  return [...own, ...aclPolicies(bucket, block)];
}

function isOfAccount(account: string | undefined, isStates: boolean): (principal: ResolvedPrincipal) => boolean {
  return (principal) => (account === undefined || principal.account === undefined ? isStates && principal.ownAccount : principal.account === account);
}

/** Another resource with everything that bears on it from its own side. */
export function governedResource(state: AccessState, resource: ResourceAccess): Governed {
  const { arn, kind, policy, grants = [], buckets = [], vpc } = resource;
  const account = known(resource.account);
  const base = {
    key: arn,
    patterns: patternsOf(arn),
    ...(account !== undefined && account !== state.account && { account }),
    policies: plain(policy && ofResource(policy, patternsOf(arn))),
    gated: false,
  };
  switch (kind) {
    case 'kmsKey': {
      const owner = account ?? state.account;
      const own = policy ?? (owner === undefined ? undefined : defaultKeyPolicy(arn, owner));
      // without an account, the default policy has nobody to name: it lets policies of IAM count
      const patterns = [base.patterns[0]];
      const policies = [...plain(own && ofResource(own, patterns)), ...grants.map((grant) => ({ policy: grant }))];
      return { ...base, patterns, policies, gated: own !== undefined };
    }
    case 'table': {
      const bucket = state.resources?.get(arn.replace(/\/table\/[^/]*$/, ''));
      return { ...base, policies: [...plain(policy), ...plain(bucket?.policy)] };
    }
    case 'objectLambdaAccessPoint':
      return { ...base, open: 'its function, and the access point and the bucket behind it, must allow it as well' };
    case 'accessPoint':
    case 'multiRegionAccessPoint': {
      const behind = buckets.map((name) => state.buckets.get(name)?.publicAccessBlock);
      const block = blockInForce(resource.publicAccessBlock ?? NOT_KNOWN, state.publicAccessBlock, ...(kind === 'accessPoint' ? behind : []));
      const isOwn = isOfAccount(account ?? state.account, account === undefined || account === state.account);
      const own = policy === undefined ? [] : withBlock(ofResource(policy, base.patterns), block, base.patterns, account ?? state.account, isOwn);
      return {
        ...base,
        policies: [...own, ...(vpc === undefined ? [] : [{ policy: onlyFrom(vpc, arn, base.patterns) }])],
        behind: buckets,
        ...(resource.bucketAccount !== undefined && resource.bucketAccount !== (account ?? state.account) && { elsewhere: true }),
        origin: vpc === undefined ? 'Internet' : 'VPC',
      };
    }
    default:
      return base;
  }
}

/** An access point with a VPC takes requests from that VPC alone. */
function onlyFrom(vpc: string, arn: string, resources: readonly string[]): NonNullable<BucketAccess['policy']> {
  return derivedPolicy(`network origin of ${arn}`, [
    { sid: 'OnlyFromVpc', effect: 'Deny', principals: '*', actions: ['*'], resources, conditions: [{ operator: 'StringNotEquals', key: 'aws:SourceVpc', values: [vpc] }] },
  ]);
}

/** What may be done with a role by its trust policy. */
const OF_TRUST = 'sts:*';

/** A role as what somebody may become: its trust policy governs who. */
export function governedRole({ name, arn, trust }: RoleAccess, account: string | undefined): Governed | undefined {
  if (trust === undefined) return undefined;
  const arns = arn !== undefined && !arn.includes(UNKNOWN_TEXT) ? [arn] : undefined;
  const before = `arn:*:iam::${account ?? '*'}:role/`;
  const patterns = arns ?? [`${before}${name}`, `${before}*/${name}`];
  const policies = [{ policy: ofResource(trust, patterns), spares: ({ kind }: ResolvedPrincipal) => kind === 'anonymous' }];
  return { key: arn ?? `${before}${name}`, patterns, actions: OF_TRUST, policies, gated: true };
}

/** A policy in which "every resource", or none as in a trust policy, is the resource that it is on. */
function ofResource(policy: NamedPolicy, resources: readonly string[]): NamedPolicy {
  const { name, document } = policy;
  const isOpen = ({ resources: own, notResources }: Statement) => (own === undefined ? notResources === undefined : own.length === 1 && own[0] === '*');
  if (document?.statements.some(isOpen) !== true) return policy;
  return { name, document: { ...document, statements: document.statements.map((one) => (isOpen(one) ? { ...one, resources } : one)) } };
}

/** Patterns of a resource and what lies in it, where what isn't known is a wildcard. */
function patternsOf(arn: string): readonly string[] {
  const pattern = arn.replaceAll(UNKNOWN_TEXT, '*');
  return [pattern, `${pattern}/*`];
}

function known(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.includes(UNKNOWN_TEXT) ? undefined : text;
}

/** How certainly an ARN is that of a resource; the account that a state doesn't tell is taken to be the one of all its resources. */
export function isResource(own: string, asked: string, account: string | undefined): Truth {
  if (own === asked) return YES;
  if (!own.includes(UNKNOWN_TEXT)) return NO;
  const [mine, theirs] = [own.split(':'), asked.split(':')];
  let truth: Truth = YES;
  for (const [index, part] of mine.entries()) {
    const other = theirs[index] ?? '';
    if (part === other) continue;
    if (!part.includes(UNKNOWN_TEXT)) return NO;
    const expansion = expandTokens(tokenize(part, { wildcards: false, variables: false }), { get: () => undefined });
    if (expansion === undefined || !globMatches(expansion.codes, other)) return NO;
    if (!(index === ACCOUNT && account === undefined)) truth = MAYBE;
  }
  return truth;
}

const ACCOUNT = 4;

/**
 * The policy of a key that is made without one: its account may do everything with it, so that policies of IAM count.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function defaultKeyPolicy(arn: string, account: string): NamedPolicy {
  const [, partition = 'aws'] = arn.split(':');
  return derivedPolicy(`default policy of ${arn}`, [
    { sid: 'EnableIAMUserPermissions', effect: 'Allow', principals: { AWS: [`arn:${partition}:iam::${account}:root`] }, actions: ['kms:*'], resources: ['*'] },
  ]);
}
