import type { Evaluation } from '../platforms/evaluation';
import { UNKNOWN_TEXT } from '../state/access-state';
import type { RequestKeys } from './match/keys';
import type { PrincipalKeys } from './principal-keys';

/** The keys that follow from the principal on a platform. */
export function platformPrincipalKeys(keys: PrincipalKeys, evaluation: Evaluation | undefined): PrincipalKeys {
  if (evaluation?.principalKeys === undefined) return keys;
  return new Map(Object.entries(evaluation.principalKeys).flatMap(([key, source]) => {
    const values = source === '' ? [UNKNOWN_TEXT] : keys.get(source);
    return values === undefined ? [] : [[key, values] as const];
  }));
}

const NONE: Readonly<Record<string, string>> = {};
const EMPTY: readonly string[] = [''];

/** The keys of a request as a platform sees them. */
export function platformKeys(keys: RequestKeys, { readsAsAbsent = NONE, readsAsEmpty }: Evaluation): RequestKeys {
  if (readsAsAbsent === NONE && readsAsEmpty === undefined) return keys;
  return {
    get: (key) => {
      const values = keys.get(key);
      if (values === undefined && readsAsEmpty?.includes(key) === true) return EMPTY;
      return values?.length === 1 && Object.hasOwn(readsAsAbsent, key) && values[0].toLowerCase() === readsAsAbsent[key] ? undefined : values;
    },
  };
}
