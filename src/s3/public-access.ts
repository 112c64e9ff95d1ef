import { parseArn } from '../policy/arn';
import type { Condition, PolicyDocument, Principals, Statement } from '../policy/document';
import { parseOperator } from '../policy/operators';
import { readRange } from '../policy/operators/ip';
import { UNKNOWN_TEXT } from '../policy/unknown-text';

/** Whether S3 regards a statement as public; `unknown` where that depends on text that the source does not say. */
export type Publicity = 'public' | 'notPublic' | 'unknown';

type Fixed = (value: string) => boolean;

/** Neither a wildcard nor a policy variable. */
const isPlain: Fixed = (value) => !/[*?]|\$\{/.test(value);

/** An access point by any name, as long as it is one account's. */
const isAccessPointOfAccount: Fixed = (value) => /^\d{12}$/.test(parseArn(value)?.account ?? '') || isPlain(value);

/** The organisation is fixed, whatever unit of it the path goes on to. */
const isPathOfOrganization: Fixed = (value) => /^o-[a-z0-9]+\//.test(value) && !value.includes('${');

const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 32;

/** A block of addresses that is not as good as the whole internet. */
const isNarrowRange: Fixed = (value) => {
  const range = readRange(value);
  return range !== undefined && range.bits >= (range.words.length === 1 ? WIDEST_IPV4 : WIDEST_IPV6);
};

/** The condition keys that limit a statement to certain callers, and what S3 takes for a fixed value of each. */
const LIMITING: ReadonlyMap<string, Fixed> = new Map<string, Fixed>([
  ...[
    'aws:principalaccount', 'aws:principalarn', 'aws:principalorgid', 'aws:principalservicename', 'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid',
    'aws:sourceowner', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:userid', 'kms:calleraccount', 's3:dataaccesspointaccount', 's3:x-amz-server-side-encryption-aws-kms-key-id',
  ].map((key) => [key, isPlain] as const),
  ['aws:principalorgpaths', isPathOfOrganization],
  ['aws:sourceorgpaths', isPathOfOrganization],
  ['aws:sourceip', isNarrowRange],
  ['s3:dataaccesspointarn', isAccessPointOfAccount],
]);

/**
 * Whether S3 regards a statement of a bucket policy as public: an Allow to anybody, without a condition that limits it to fixed values, or to
 * addresses in blocks of at most /8 (IPv4) or /32 (IPv6). A policy is public as soon as one of its statements is.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * @example
 * publicityOf({ effect: 'Allow', principals: '*', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::downloads/*'] }) // 'public'
 */
export function publicityOf({ effect, principals, notPrincipals, conditions = [] }: Statement): Publicity {
  if (effect !== 'Allow') return 'notPublic';
  const named: Publicity = notPrincipals !== undefined ? 'public' : principals === undefined ? 'notPublic' : publicityOfPrincipals(principals);
  if (named === 'notPublic') return named;
  const limits = conditions.filter(isLimit);
  if (limits.some(({ values }) => !values.some(isUnknown))) return 'notPublic';
  // what limits it may turn out to be a wildcard
  return limits.length > 0 ? 'unknown' : named;
}

/** The publicity of a whole document: that of the most public statement. */
export function publicityOfDocument({ statements }: PolicyDocument): Publicity {
  const all = statements.map(publicityOf);
  return (['public', 'unknown'] as const).find((one) => all.includes(one)) ?? 'notPublic';
}

/** Entries of a principal element that stand for everybody in another spelling than `*`: wildcards in an ARN, and the groups of ACLs. */
export function widePrincipals(principals: Principals): readonly string[] {
  return entriesOf(principals).filter((entry) => entry !== '*' && WIDE.test(entry));
}

const WIDE = /[*?]|(?:^|\/)(?:AllUsers|AuthenticatedUsers)$/;

/**
 * Conditions of a Deny that spare fixed callers only: nobody else gets past it, so that anyone who meets the opposite is not the public.
 */
export function limitsOfDeny({ effect, conditions = [] }: Statement): readonly Condition[] {
  return effect === 'Deny' ? conditions.filter(({ operator, key, values }) => parseOperator(operator)?.base.negated === true && areFixed(key, values)) : [];
}

function publicityOfPrincipals(principals: Principals): Publicity {
  const entries = entriesOf(principals);
  if (entries.some((entry) => WIDE.test(entry))) return 'public';
  return entries.some(isUnknown) ? 'unknown' : 'notPublic';
}

function entriesOf(principals: Principals): readonly string[] {
  return principals === '*' ? ['*'] : Object.values(principals).flatMap((list: readonly string[] | undefined) => list ?? []);
}

/** A test that holds for fixed values only, and never for a request without the key. */
function isLimit({ operator, key, values }: Condition): boolean {
  const parsed = parseOperator(operator);
  if (parsed === undefined || parsed.ifExists || parsed.set === 'all' || parsed.base.negated) return false;
  return ['string', 'arn', 'ip'].includes(parsed.base.type) && areFixed(key, values);
}

/** What account and user are called in requests that aren't signed: anyone who is let in by it is everybody. */
const NOT_SIGNED_IN = 'anonymous';

function areFixed(key: string, values: readonly string[]): boolean {
  const isFixed = LIMITING.get(key.toLowerCase());
  return isFixed !== undefined && values.every((value) => isUnknown(value) || (isFixed(value) && value.toLowerCase() !== NOT_SIGNED_IN));
}

function isUnknown(value: string): boolean {
  return value.includes(UNKNOWN_TEXT);
}
