import { unsupported } from '../../platforms/unsupported';
import type { AccessPlan } from '../planned';

/**
 * Refuses what a plan of a whole proxy can't hold: who isn't in its file is deleted there, so nobody can be named who is made elsewhere.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkProxyPlan({ platform, users, groups, roles, existing }: AccessPlan): void {
  const refuse = (what: string, reason: string, remedy: string) => unsupported(platform, { what, reason, remedy });
  if (users.size === 0) throw refuse('a plan without users', 'lets everybody in when it has no users', 'make at least one user, with an access key');
  const [role] = roles.keys();
  if (role !== undefined) throw refuse(`role ${role}`, 'has no roles', 'make a user with an access key, and rotate the key');
  if (existing.length > 0) {
    const { kind, name } = existing[0].principal;
    throw refuse(`existing ${kind} ${name}`, 'deletes everyone that the plan doesn\'t make', `make the ${kind} in this plan: one plan is all the access of one proxy`);
  }
  for (const [name, { members = [], membership }] of groups) {
    if (membership === 'additive') throw refuse(`the additive membership of group ${name}`, 'takes out everyone that the plan doesn\'t name', 'name all members in this plan');
    const other = members.find((member) => typeof member !== 'string');
    if (other !== undefined) throw refuse(`existing user ${other.name} in group ${name}`, 'deletes everyone that the plan doesn\'t make', 'make the user in this plan, with its access keys');
  }
  for (const [name, { boundary, accessKeys = [] }] of users) {
    if (boundary !== undefined) throw refuse(`the boundary of user ${name}`, 'has no permissions boundaries', 'leave boundary out; a guard on the bucket denies what must never be done');
    if (accessKeys.length === 0) throw refuse(`user ${name} without an access key`, 'has no users without one', "name a generation: accessKeys: ['2026-11']");
  }
}
