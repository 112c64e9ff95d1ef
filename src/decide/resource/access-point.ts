import { parseArn } from '../../policy/arn';
import { s3Arn } from '../../policy/s3-arn';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { resourceIn } from '../../state/resource-kinds';
import type { RequestKeys } from '../match/keys';
import type { PreparedRequest } from '../prepared-request';
import type { Candidate } from '../request-plan';
import { and, MAYBE, NO, or, type Truth, YES } from '../truth';
import type { Governed } from './governed';

const KINDS: ReadonlySet<string | undefined> = new Set(['accessPoint', 'multiRegionAccessPoint']);

/**
 * The keys of a request through an access point: those that follow from its ARN come with the request.
 *
 * @param origin where the access point takes requests from, where it is known
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-condition-keys
 */
export function accessPointKeys(resource: string, given: RequestKeys, origin: Governed['origin']): RequestKeys {
  const point = resourceIn(resource);
  if (point === undefined || !KINDS.has(point.kind)) return given;
  const own: ReadonlyMap<string, readonly string[]> = new Map([
    ['s3:dataaccesspointarn', [point.arn]], ['s3:dataaccesspointaccount', [point.account]], ['s3:accesspointnetworkorigin', [origin ?? UNKNOWN_TEXT]],
  ]);
  return { get: (key) => given.get(key) ?? own.get(key) };
}

/** What a request through an access point is about in the bucket behind it. */
export function atBucket(resource: string, bucket: string): string {
  const object = /^\/object(\/[^]*)$/.exec(resourceIn(resource)?.below ?? '')?.[1] ?? '';
  return s3Arn(`${bucket}${object}`, parseArn(resource)?.partition);
}

type Asked = (request: PreparedRequest, candidates: readonly Candidate[]) => Truth;

/** What a request meets at several buckets, of which nobody knows which one it goes to; at none, where it isn't known which there are. */
function atAnyOf(truths: readonly Truth[]): Truth {
  return truths.length > 0 && truths.every((truth) => truth === truths[0]) ? truths[0] : MAYBE;
}

/**
 * Whether the bucket behind denies: its policy does so for certain. Whether S3 holds the policies of the principal against the bucket as well as
 * against the access point, its documents don't say.
 */
export function deniesBehind(buckets: readonly PreparedRequest[], asked: Asked): Truth {
  return atAnyOf(buckets.map((request) => {
    const { identity, boundary = [], bucket } = split(request);
    return or(asked(request, bucket), and(MAYBE, or(asked(request, identity), asked(request, boundary))));
  }));
}

function split({ plan, principal }: PreparedRequest): { readonly [K in 'identity' | 'boundary' | 'bucket']: readonly Candidate[] } {
  const own = (statements: readonly unknown[] | undefined) => plan.deny.filter(({ statement }) => statements?.includes(statement) === true);
  const [identity, boundary] = [own(principal.identity), own(principal.boundary)];
  return { identity, boundary, bucket: plan.deny.filter((one) => !identity.includes(one) && !boundary.includes(one)) };
}

/**
 * Whether the bucket behind an access point lets a request through: its policy must allow it too. For a principal of the account that owns
 * both, the documents don't say whether what allows at the access point is enough.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function allowsBehind(
  point: PreparedRequest,
  buckets: readonly PreparedRequest[],
  { allows, asked }: { readonly allows: (request: PreparedRequest) => Truth; readonly asked: Asked },
): Truth {
  return atAnyOf(buckets.map((request) => {
    const { view, plan, principal } = request;
    const { kind } = principal.resolved;
    const isSigned = kind !== 'anonymous' && kind !== 'other';
    // a bucket of another account lets nobody through by what they are allowed here
    const isElsewhere = point.view.bucket.governed?.elsewhere === true;
    if (view.bucket.access === undefined) return isSigned && !principal.isForeign && !isElsewhere ? or(allows(request), MAYBE) : MAYBE;
    const byPolicy = or(asked(request, plan.direct), or(asked(request, plan.limited), isSigned ? asked(request, plan.account) : NO));
    if (byPolicy === YES) return YES;
    const isOneAccount = isSigned && (principal.stateAccount === undefined || (view.sameAccount && point.view.sameAccount && !principal.isForeign));
    return isOneAccount ? or(allows(request), MAYBE) : byPolicy;
  }));
}
