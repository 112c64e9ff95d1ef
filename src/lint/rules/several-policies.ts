import { SET_TWICE } from '../../state/role-handlers';
import type { StateRule } from '../types';

/** Two resources of a stack that set the policy of one bucket: a bucket has one, and the last that is applied wins. */
export const severalBucketPolicies: StateRule = ({ unknowns }) => unknowns
  .filter(({ reason }) => reason.endsWith(SET_TWICE)).map(({ where, reason }) => ({
    code: 'SeveralBucketPolicies',
    severity: 'error',
    where,
    reason,
    remedy: 'put all statements into one policy: the policies replace each other at every apply',
  }));
