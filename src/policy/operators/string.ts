import type { TextFamily } from './text-family';

/**
 * `String…`: whole texts, with or without wildcards (`like`) and case (`equalsIgnoreCase`); variables. Every value is of this type.
 */
export const string: TextFamily = { type: 'string', form: 'text' };
