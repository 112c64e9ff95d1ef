import type { Evaluation } from '../platforms/evaluation';
import type { ResolvedPrincipal } from './principal';

/** Whether bucket policies govern the requests of a principal. */
export function governs(evaluation: Evaluation | undefined, { kind }: ResolvedPrincipal): boolean {
  switch (evaluation?.bucketPolicies) {
    case 'none': return false;
    case 'anonymous': return kind === 'anonymous';
    case 'allowList': return kind !== 'anonymous';
    default: return true;
  }
}

/** Whether a bucket's policy says alone what a principal may do there. */
export function isAllowList(evaluation: Evaluation | undefined, principal: ResolvedPrincipal, hasPolicy: boolean): boolean {
  return hasPolicy && evaluation?.bucketPolicies === 'allowList' && governs(evaluation, principal);
}

/** How bucket policies are read: there a bucket is never taken for a folder. */
export function forBucketPolicies(evaluation: Evaluation | undefined): Evaluation | undefined {
  const unclear = evaluation?.unclear?.filter((fact) => fact !== 'bucketAsFolder');
  if (evaluation?.bucketAsFolder !== true && unclear?.length === evaluation?.unclear?.length) return evaluation;
  return { ...evaluation, bucketAsFolder: false, ...(unclear && { unclear }) };
}
