import { policiesOf } from '../located-policies';
import type { StateRule } from '../types';

/** Policies of version 2008-10-17, which a platform may not take. */
export const platformVersion: StateRule = (state, { policies, rules, title }) => {
  const { olderVersion } = policies;
  if (olderVersion.is === 'as AWS' || rules !== undefined) return [];
  const names = policiesOf(state).filter(({ policy }) => policy.document?.version === '2008-10-17').map(({ policy }) => policy.name);
  return [...new Set(names)].map((where): ReturnType<StateRule>[number] => {
    const found = { where, path: '$.Version', remedy: 'write "Version": "2012-10-17", in which $ followed by { begins a variable' };
    return olderVersion.is === 'differently'
      ? { ...found, code: 'PlatformRejects', severity: 'error', reason: `the policy is of version 2008-10-17, as all are that have none, and ${title} takes 2012-10-17 only (${olderVersion.source})` }
      : { ...found, code: 'PlatformUnconfirmed', severity: 'warning', reason: `nothing confirms that ${title} takes policies of version 2008-10-17, as all are that have none${olderVersion.why === undefined ? '' : `: ${olderVersion.why}`}` };
  });
};
