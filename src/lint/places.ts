import type { AccessState, NamedPolicy } from '../state/access-state';
import type { PolicyPlace } from './types';

/** Every policy of a state once, also where several principals have the same document. */
export function policiesOf({ users, groups, roles, buckets }: AccessState): readonly PolicyPlace[] {
  const identity = (policies: ReadonlyArray<NamedPolicy | undefined>, user?: string) => policies
    .flatMap((policy): readonly PolicyPlace[] => (policy === undefined ? [] : [{ policy, side: 'identity', ...(user !== undefined && { user }) }]));
  const places = [
    ...[...users].flatMap(([name, { policies, boundary }]) => identity([...policies, boundary], name)),
    ...[...groups.values()].flatMap(({ policies }) => identity(policies)),
    ...[...roles.values()].flatMap(({ policies, boundary }) => identity([...policies, boundary])),
    ...[...buckets.values()].flatMap(({ policy }): readonly PolicyPlace[] => (policy === undefined ? [] : [{ policy, side: 'resource' }])),
  ];
  const seen = new Set<unknown>();
  return places.filter(({ policy }) => {
    const key: unknown = policy.document ?? policy;
    return seen.has(key) ? false : seen.add(key);
  });
}
