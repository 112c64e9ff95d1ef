import { checkNoPublicAccess, type ChangedPrincipal } from '../../compare';
import { shown } from '../../shape/shown';
import type { AccessState, BucketAccess } from '../../state/access-state';
import { problemsOf } from '../../state/read-policy';
import type { StateRule } from '../types';

/**
 * Everything that a bucket policy gives to the public as S3 defines it: to anonymous requests, to anybody who is signed in, and to principals
 * by a pattern. What depends on text that the source does not say is a warning.
 */
export const publicAccess: StateRule = (source, platform) => {
  const read = withoutUnreadable(source);
  // as the platform judges, where that isn't as AWS does
  const state = platform.evaluation === undefined ? read : { ...read, platform };
  if ([...state.buckets.values()].every(({ policy }) => policy === undefined)) return [];
  const { violations, inconclusive } = checkNoPublicAccess({ ...state, unknowns: [] });
  return [
    ...violations.map(({ principal, actions, resources, witness, statements }): ReturnType<StateRule>[number] => ({
      code: 'PublicAccess',
      severity: 'error',
      where: statements[0]?.policy ?? 'bucket policies',
      reason: `${who(principal)} may ${actions.join(', ')} on ${resources.join(', ')}; for example ${witness.action} on ${witness.resource}`,
      remedy: 'name who is meant in Principal, or by a fixed value of a key such as aws:SourceVpce; or keep it if the public is meant',
    })),
    ...inconclusive.map(({ where, reason }): ReturnType<StateRule>[number] => ({
      code: 'PublicAccessInconclusive',
      severity: 'warning',
      where,
      reason: `whether the public has access is not certain: ${reason}`,
      remedy: 'write the value out, or name it with --var; or name who is meant in Principal',
    })),
  ];
};

/** A policy that can't be read has its errors, which say all that there is to say. */
function withoutUnreadable(state: AccessState): AccessState {
  const isUnreadable = ({ policy }: BucketAccess) => policy !== undefined && policy.document === undefined && problemsOf(policy).length > 0;
  if (![...state.buckets.values()].some(isUnreadable)) return state;
  return { ...state, buckets: new Map([...state.buckets].filter(([, bucket]) => !isUnreadable(bucket))) };
}

function who(principal: ChangedPrincipal): string {
  if (principal === 'anonymous') return 'anybody, without signing in,';
  if (typeof principal === 'string') return 'anybody who is signed in, in any account,';
  return `anybody whose name a pattern matches, such as ${'arn' in principal ? principal.arn : shown(principal)},`;
}
