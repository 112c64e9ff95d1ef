import type { AccessState } from './access-state';
import type { NamedPolicy } from './named-policy';
import type { AccessLimit } from './resource-access';

/** The folders of policies that limit access, whatever else gives it, and what they are. */
export const LIMIT_FOLDERS: ReadonlyMap<string, { readonly kind: AccessLimit['kind']; readonly title: string }> = new Map([
  ['scp', { kind: 'scp', title: 'service control policy' }],
  ['rcp', { kind: 'rcp', title: 'resource control policy' }],
]);

/** A state with policies of its organization; unchanged without any. */
export function withLimits(state: AccessState, limits: readonly AccessLimit[]): AccessState {
  if (limits.length === 0) return state;
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(state), limits: { value: limits, enumerable: true } }) as AccessState;
}

/** A policy of an organization as a file has it; it limits the state's own account. */
export function limitIn(folder: string, policy: NamedPolicy): AccessLimit {
  return { kind: LIMIT_FOLDERS.get(folder)?.kind ?? 'scp', policy };
}
