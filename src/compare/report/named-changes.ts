import type { AccessState } from '../../state/access-state';
import type { NamedChange } from '../types';

/** Principals, buckets, memberships and boundaries that only one state has. */
export function namedChanges(before: AccessState, after: AccessState): readonly NamedChange[] {
  const kinds = { user: 'users', group: 'groups', role: 'roles', bucket: 'buckets' } as const;
  const named = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap(
    (kind) => differences(kind, [...before[kinds[kind]].keys()], [...after[kinds[kind]].keys()]),
  );
  return [
    ...named,
    ...differences('membership', memberships(before), memberships(after)),
    ...differences('boundary', boundaries(before), boundaries(after)),
  ];
}

function boundaries({ users, roles }: AccessState): readonly string[] {
  const held = (kind: string, all: AccessState['users' | 'roles']) => (
    [...all.values()].flatMap(({ name, boundary }) => (boundary === undefined ? [] : [`${kind} ${name}`]))
  );
  return [...held('user', users), ...held('role', roles)];
}

function memberships({ users }: AccessState): readonly string[] {
  return [...users.values()].flatMap(({ name, groups }) => groups.map((group) => `${name} in ${group}`));
}

function differences(kind: NamedChange['kind'], before: readonly string[], after: readonly string[]): readonly NamedChange[] {
  const [had, has] = [new Set(before), new Set(after)];
  return [
    ...[...had].filter((name) => !has.has(name)).map((name): NamedChange => ({ kind, name, change: 'removed' })),
    ...[...has].filter((name) => !had.has(name)).map((name): NamedChange => ({ kind, name, change: 'added' })),
  ];
}
