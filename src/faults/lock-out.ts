import { matchesActionPattern } from '../policy/action-pattern';
import type { Condition, Statement } from '../policy/document';
import { parseOperator } from '../policy/operators';
import { matchesGlob } from '../policy/pattern/glob';
import { s3Path } from '../policy/s3-arn';
import { namesEveryone } from './principals';
import type { StatementFault } from './types';

/** What ends a bucket policy: who may do neither can't repair it. */
const REPAIRS = ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/** Keys that tell where a request comes from: who makes it can't choose to be elsewhere. */
const NETWORK = new Set(['aws:sourceip', 'aws:vpcsourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn']);
/** Conditions that every person's request meets, so that they let nobody out. */
const SERVICES_ONLY = new Set(['aws:principalisawsservice', 'aws:viaawsservice']);

/**
 * A Deny for everybody that leaves nobody, or nobody elsewhere, who could change the policy: on AWS the root user of the bucket's account alone
 * can delete it then. What a platform leaves is in its profile.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const lockOut: StatementFault = ({ bucket, statement }, platform) => {
  if (platform.lockOut === undefined || bucket === undefined || statement.effect !== 'Deny' || !isAboutRepair(statement, bucket)) return [];
  const conditions = (statement.conditions ?? []).filter((condition) => !isForServicesOnly(condition));
  if (conditions.some((condition) => !isNegatedNetwork(condition))) return [];
  const from = [...new Set(conditions.map(({ key, values }) => `${key} ${values.slice(0, 3).join(', ')}${values.length > 3 ? ', …' : ''}`))].join(' or ');
  return [{
    code: 'PolicyLocksOut',
    severity: conditions.length === 0 ? 'error' : 'warning',
    below: '.Action',
    reason: `it denies everybody to change the policy of ${bucket}${conditions.length === 0 ? `, ${platform.lockOut.denied}` : ` from anywhere but ${from}: ${platform.lockOut.slip}`}`,
    remedy: platform.lockOut.remedy,
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
