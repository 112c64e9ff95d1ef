import type { Platform } from '../../platforms/platform';
import { isLater } from '../../platforms/recipe';
import { managersOf } from '../../platforms/selectel/settings';
import type { Principals, Statement } from '../../policy/document';
import { bucketArn } from '../../policy/s3-arn';
import { type AccessState, UNKNOWN_TEXT } from '../../state/access-state';
import { namesEveryone } from '../located-policies';
import type { Found, FoundLocation } from '../types';

/** Bucket policies that lock out those who manage the bucket, where a policy denies everyone that it doesn't allow. */
export function lockedOut({ buckets }: AccessState, platform: Platform): ReadonlyArray<Found & FoundLocation> {
  const { evaluation, title } = platform;
  if (evaluation?.bucketPolicies !== 'allowList') return [];
  return [...buckets.values()].flatMap(({ name: bucket, policy }) => {
    const { statements } = policy?.document ?? {};
    if (policy === undefined || statements === undefined || JSON.stringify(statements).includes(UNKNOWN_TEXT)) return [];
    const open = statements.filter((statement) => allowsAll(statement, bucket));
    // a principal that a stack names only at deploy may be anybody in its policies
    const out = managersOf(platform)?.filter((manager) => !isLater(manager) && !open.some(({ principals }) => names(principals, manager)));
    if (out === undefined ? open.length > 0 : out.length === 0) return [];
    const lacking = out === undefined ? 'allows nobody everything' : `doesn't allow ${out.join(', ')} everything`;
    return [{
      code: 'PlatformReadsDifferently',
      severity: 'error' as const,
      where: policy.name,
      reason: `once a bucket has a policy, ${title} denies everyone that it doesn't allow, those who manage the bucket included, and this one ${lacking}`,
      remedy: 'add a statement that allows those who manage the bucket s3:* on the bucket and on all in it',
    }];
  });
}

function names(principals: Principals | undefined, who: string): boolean {
  return namesEveryone(principals) || (typeof principals === 'object' && principals.AWS?.includes(who) === true);
}

function allowsAll({ effect, actions = [], resources = [], conditions = [] }: Statement, bucket: string): boolean {
  const own = bucketArn(bucket);
  const isAll = actions.some((action) => /^(s3:)?\*$/i.test(action)) && resources.some((resource) => [own, `${own}*`, bucketArn('*'), '*'].includes(resource));
  return effect === 'Allow' && conditions.length === 0 && isAll;
}
