import { checkNoPublicAccess } from '../../compare';
import type { StateRule } from '../types';

/** Everything that a bucket policy gives to the public: to anonymous requests, or to whoever is signed in anywhere. */
export const publicAccess: StateRule = (read, platform) => {
  // as the platform judges, where that isn't as AWS does
  const state = platform.evaluation === undefined ? read : { ...read, platform };
  if ([...state.buckets.values()].every(({ policy }) => policy === undefined)) return [];
  return checkNoPublicAccess(state).violations.map(({ principal, actions, resources, witness, statements }) => ({
    code: 'PublicAccess',
    severity: 'error',
    where: statements[0]?.policy ?? 'bucket policies',
    reason: `${principal === 'anonymous' ? 'anybody, without signing in,' : 'anybody who is signed in, in whatever account,'} may ${actions.join(', ')} on ${resources.join(', ')}; for example ${witness.action} on ${witness.resource}`,
    remedy: 'name who is meant in Principal, or keep it if the public is meant',
  }));
};
