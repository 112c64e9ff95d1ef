import type { Condition, Principals, Statement } from '../policy/document';

/** Condition keys that S3 takes for a limit to certain callers, when they are held against fixed values. */
const LIMITING = [
  'aws:principalaccount', 'aws:principalarn', 'aws:principalorgid', 'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceip', 'aws:sourceowner',
  'aws:sourcevpc', 'aws:sourcevpce', 'aws:userid', 's3:dataaccesspointaccount', 's3:dataaccesspointarn',
];

/**
 * Whether a statement gives something to everyone, as S3 sees it when public access is blocked. When in doubt, it doesn't: the answer is
 * used to refuse what certainly fails.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublic({ effect, principals, conditions = [] }: Statement): boolean {
  return effect === 'Allow' && principals !== undefined && namesEveryone(principals) && !conditions.some(limits);
}

function namesEveryone(principals: Principals): boolean {
  return principals === '*' || (principals.AWS ?? []).includes('*');
}

function limits({ operator, key }: Condition): boolean {
  return LIMITING.includes(key.toLowerCase()) && !/Not|IfExists$|^ForAllValues:|^Null$/.test(operator);
}
