import { readBoolean } from './bool';
import type { OperatorFamily } from './family';

/** `Null`: with `true` holds when the request lacks the key, with `false` when it has it, whatever the value. */
export const isNull: OperatorFamily = {
  type: 'null',
  form: 'true or false',
  others: ['any-value'],
  // every value is a value
  junk: 'any-value',
  respell: () => [],
  read: (value) => {
    const wanted = readBoolean(value);
    if (wanted === undefined) return undefined;
    return { key: `null ${wanted}`, test: (actual) => (actual === null) === (wanted === 'true'), near: () => [] };
  },
};
