import type { AccessState } from '../../state/access-state';
import type { ReviewedName } from './types';

/** Access keys that only one side has, or that were suspended or made active again. */
export function accessKeyChanges(before: AccessState, after: AccessState): readonly ReviewedName[] {
  const [had, has] = [before, after].map(({ accessKeys = [] }) => new Map(accessKeys.map((key) => [JSON.stringify([key.user, key.name]), key])));
  const changes: ReviewedName[] = [];
  for (const [id, key] of had) if (!has.has(id)) changes.push({ kind: 'access key', name: `${key.user}, ${key.name}`, change: 'removed' });
  for (const [id, { user, name, status }] of has) {
    const old = had.get(id);
    const inactive = status === 'Inactive' ? ', inactive' : '';
    if (old === undefined) changes.push({ kind: 'access key', name: `${user}, ${name}${inactive}`, change: 'added' });
    else if (old.status !== status) changes.push({ kind: 'access key', name: `${user}, ${name}, now ${status === 'Inactive' ? 'inactive' : 'active'}`, change: 'changed' });
  }
  return changes;
}
