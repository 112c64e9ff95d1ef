import type { OperatorFamily } from './family';

/** `Bool`: `true` or `false`, in any case of letters; no wildcards, no variables. A value of the request that is neither equals neither. */
export const bool: OperatorFamily = {
  type: 'boolean',
  form: 'true or false',
  others: ['true', 'false'],
  junk: 'neither-true-nor-false',
  respell: (value) => [value.toUpperCase()],
  read: (value) => {
    const expected = readBoolean(value);
    if (expected === undefined) return undefined;
    return {
      key: `boolean ${expected}`,
      test: (actual) => actual !== null && actual.toLowerCase() === expected,
      near: () => [],
    };
  },
};

/** `true` or `false`, whatever its case; undefined for all else. */
export function readBoolean(text: string): 'true' | 'false' | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower : undefined;
}
