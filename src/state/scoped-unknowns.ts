import type { AccessState, UnknownAccess } from './access-state';

/** What is known of unknowns without reading documents, by the function that reads them: copies of a state keep it. */
const EARLY = new WeakMap<() => unknown, readonly UnknownAccess[]>();

/**
 * Remembers the unknowns of a state that are found without reading its documents, since all that have a scope are.
 *
 * @param state a state whose `unknowns` are a getter
 */
export function rememberUnknowns<T extends AccessState>(state: T, found: readonly UnknownAccess[]): T {
  const getter = Object.getOwnPropertyDescriptor(state, 'unknowns')?.get;
  if (getter !== undefined) EARLY.set(getter, found);
  return state;
}

/** The unknowns of a state that could change answers by themselves. No document is read for it. */
export function scopedUnknowns(state: AccessState): readonly UnknownAccess[] {
  const getter = Object.getOwnPropertyDescriptor(state, 'unknowns')?.get;
  return ((getter && EARLY.get(getter)) ?? state.unknowns).filter(({ scope }) => scope !== undefined);
}
