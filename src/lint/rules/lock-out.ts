import { matchesActionPattern } from '../../policy/action-pattern';
import type { Condition, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { matchesGlob } from '../../policy/pattern/glob';
import { s3Path } from '../../policy/s3-arn';
import { namesEveryone } from '../located-policies';
import type { StatementRule } from '../types';

/** What ends a bucket policy: who may do neither can't repair it. */
const REPAIRS = ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/** Keys that tell where a request comes from: who makes it can't choose to be elsewhere. */
const NETWORK = new Set(['aws:sourceip', 'aws:vpcsourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn']);
/** Conditions that every person's request meets, so that they let nobody out. */
const SERVICES_ONLY = new Set(['aws:principalisawsservice', 'aws:viaawsservice']);

/** The principals that a Deny for everybody leaves on a platform, and how to write it without locking anybody out. */
interface LockOut {
  /** Behind what is denied to everybody. */
  readonly whole: string;
  /** Behind where requests may come from. */
  readonly elsewhere: string;
  readonly remedy: string;
}

/** By the name of the platform, where it is known which principals a Deny binds. On Ceph it was seen to bind the owner of the bucket. */
const LOCK_OUTS: ReadonlyMap<string, LockOut> = new Map([
  ['aws', {
    whole: 'administrators included: only the root user of the account can delete it',
    elsewhere: 'with a slip in that list, only the root user of the account can delete it',
    remedy: 'deny with "NotAction": ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], or except the administrators with a condition such as ArnNotLike on aws:PrincipalArn',
  }],
  ['ceph-rgw', {
    whole: 'the owner of the bucket included',
    elsewhere: 'with a slip in that list, the owner of the bucket is locked out, too',
    remedy: 'leave s3:GetBucketPolicy, s3:PutBucketPolicy and s3:DeleteBucketPolicy out of what is denied',
  }],
]);

/**
 * A Deny for everybody that leaves nobody, or nobody elsewhere, who could change the policy: on AWS the root user of the bucket's account alone
 * can delete it then.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const lockOut: StatementRule = ({ bucket, statement }, platform) => {
  const known = LOCK_OUTS.get(platform.name);
  if (known === undefined || bucket === undefined || statement.effect !== 'Deny' || !isAboutRepair(statement, bucket)) return [];
  const conditions = (statement.conditions ?? []).filter((condition) => !isForServicesOnly(condition));
  if (conditions.some((condition) => !isNegatedNetwork(condition))) return [];
  const from = [...new Set(conditions.map(({ key, values }) => `${key} ${values.slice(0, 3).join(', ')}${values.length > 3 ? ', …' : ''}`))].join(' or ');
  return [{
    code: 'PolicyLocksOut',
    severity: conditions.length === 0 ? 'error' : 'warning',
    below: '.Action',
    reason: `it denies everybody to change the policy of ${bucket}${conditions.length === 0 ? `, ${known.whole}` : ` from anywhere but ${from}: ${known.elsewhere}`}`,
    remedy: known.remedy,
  }];
};

function isAboutRepair({ principals, actions, notActions, resources, notResources }: Statement, bucket: string): boolean {
  const names = (action: string) => (actions ?? notActions ?? []).some((one) => matchesActionPattern(one, action));
  const isDenied = (action: string) => names(action) === (actions !== undefined);
  const covers = (resource: string) => resource === '*' || matchesGlob(s3Path(resource) ?? '', bucket);
  const isOnBucket = resources === undefined ? !(notResources ?? ['*']).some(covers) : resources.some(covers);
  return namesEveryone(principals) && REPAIRS.every(isDenied) && isOnBucket;
}

function isNegatedNetwork({ operator, key }: Condition): boolean {
  return NETWORK.has(key.toLowerCase()) && parseOperator(operator)?.base.negated === true;
}

function isForServicesOnly({ operator, key, values }: Condition): boolean {
  return SERVICES_ONLY.has(key.toLowerCase()) && parseOperator(operator)?.base.type === 'boolean' && values.length > 0 && values.every((value) => value.toLowerCase() === 'false');
}
