import type { Platform } from '../../platforms/platform';
import type { AccessState } from '../../state/access-state';
import type { Found, FoundLocation } from '../types';

/** Whether users and groups can have policies, or rules, at all. */
export function hasIdentityPolicies({ limits: { user, group, role, managedSize } }: Platform): boolean {
  return managedSize > 0 || [user, group, role].some(({ inlineSize }) => inlineSize > 0);
}

/** Kinds of policies that a platform lacks, as the names of the policies tell them. */
export function policyKinds({ users, groups, roles }: AccessState, platform: Platform): ReadonlyArray<Found & FoundLocation> {
  const { limits, rules, title } = platform;
  const all = [...users.values(), ...groups.values(), ...roles.values()].flatMap(({ policies: own }) => own);
  const policies = [...new Set(all.map(({ name }) => name))];
  const declared = (names: readonly string[], reason: string, remedy: string) => names.map((where) => (
    { code: 'PlatformRejects', severity: 'error' as const, where, reason: `${title} has ${reason}`, remedy }
  ));
  // what a policy says becomes rules there, whatever kind of policy it is
  if (rules !== undefined) return [];
  if (!hasIdentityPolicies(platform)) {
    return declared(policies, 'no policies of users, groups or roles', 'say it in the policy of the bucket, naming the users one by one');
  }
  const of = (kind: string) => policies.filter((name) => name.includes(`, ${kind} policy `));
  return [
    ...(limits.managedSize > 0 ? [] : declared(of('managed'), 'no managed policies that are made here', 'make it an inline policy')),
    ...(limits.user.inlineSize > 0 ? [] : declared(of('inline'), 'no inline policies', 'make it a policy of its own that is attached')),
  ];
}
