import { join } from 'node:path';
import type { RenderedAccess } from '../plan/render-access';
import type { PolicyFile } from './policy-files';

/** The boundaries that a plan makes, where the other commands read them, and the trust policies of its roles, beside what they read. */
export function principalFiles({ users, roles }: RenderedAccess): readonly PolicyFile[] {
  const bounded = [...users.map((user) => ({ kind: 'user', ...user })), ...roles.map((role) => ({ kind: 'role', ...role }))];
  return [
    ...bounded.flatMap(({ kind, name, boundary }): readonly PolicyFile[] => (boundary === undefined || 'arn' in boundary ? [] : [{
      path: join(`${kind}s`, name, 'boundary.json'),
      gets: `${kind} ${name}, at most`,
      kind: 'boundary',
      name: boundary.name,
      intents: boundary.grants,
      size: boundary.size,
      json: boundary.json,
    }])),
    ...roles.map(({ name, trust }): PolicyFile => ({
      path: join('role-trusts', `${name}.json`), gets: `role ${name}, who may take it`, kind: 'trust policy', name: 'trust policy', intents: [], size: trust.length, json: trust,
    })),
  ];
}

/** Everybody in a group of the plan, and those that it adds to groups that exist. */
export function groupMembers({ groups, existing }: RenderedAccess): ReadonlyArray<readonly [group: string, members: readonly string[]]> {
  const joined = existing.filter(({ members }) => members.length > 0).map(({ principal, members }) => ({ name: principal.name, members }));
  return [...groups, ...joined].map(({ name, members }) => [name, members.map((member) => (typeof member === 'string' ? member : member.name))]);
}
