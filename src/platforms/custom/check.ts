import { AccessError } from '../../errors';
import { shown } from '../../s3/names';
import { nearMiss } from '../../shape/near-miss';

/** Checks one field of a profile that a user wrote; throws an error that names it. */
export type Check = (value: unknown, field: string) => void;

/** The error for a field. */
export function invalidField(field: string, value: unknown, allowed: string): AccessError {
  const given = value === undefined ? 'is missing' : `is ${shown(value)}`;
  return new AccessError({ code: 'InvalidPlatform', message: `customPlatform: ${field || 'the profile'} ${given}; allowed: ${allowed}`, remedy: `correct ${field || 'it'}` });
}

function check(holds: (value: unknown) => boolean, allowed: string): Check {
  return (value, field) => {
    if (!holds(value)) throw invalidField(field, value, allowed);
  };
}

/** A text of a form. */
export function text(pattern: RegExp, allowed: string): Check {
  return check((value) => typeof value === 'string' && pattern.test(value), allowed);
}

/** True or false. */
export const flag: Check = check((value) => typeof value === 'boolean', 'true or false');

/** A whole number from 0; where it is known to have no limit, Infinity. */
export const count: Check = check((value) => value === Infinity || (Number.isSafeInteger(value) && (value as number) >= 0), 'a whole number from 0, or Infinity');

/** A size or length: a whole number from 0. */
export const size: Check = check((value) => Number.isSafeInteger(value) && (value as number) >= 0, 'a whole number from 0');

/** The longest name of a kind: a fingerprint of nine characters and something before it must fit in. */
export const nameLength: Check = check((value) => Number.isSafeInteger(value) && (value as number) >= 16 && (value as number) <= 512, 'a whole number from 16 to 512');

/** One of some texts. */
export function oneOf(choices: readonly string[]): Check {
  return check((value) => typeof value === 'string' && choices.includes(value), choices.join(', '));
}

/** A list. */
export function listOf(each: Check): Check {
  return (value, field) => {
    if (!Array.isArray(value)) throw invalidField(field, value, 'a list');
    value.forEach((item, index) => each(item, `${field}[${index}]`));
  };
}

/** An object whose keys are of one kind. */
export function recordOf(isKey: (key: string) => boolean, allowed: string, each: Check): Check {
  return (value, field) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidField(field, value, `an object of ${allowed}`);
    for (const [key, one] of Object.entries(value)) {
      if (!isKey(key)) throw invalidField(`${field}.${key}`, one, allowed);
      each(one, `${field}.${key}`);
    }
  };
}

/** Whichever fits, tried by what kind of value it is. */
export function either(kind: (value: unknown) => boolean, then: Check, otherwise: Check): Check {
  return (value, field) => (kind(value) ? then : otherwise)(value, field);
}

/** An object with these fields and no others: a slip in a name would leave a limit out. */
export function fields(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  const known = { ...required, ...optional };
  return (value, field) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidField(field, value, `an object with ${Object.keys(known).join(', ')}`);
    const prefix = field === '' ? '' : `${field}.`;
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(known, name)) {
        const meant = nearMiss(name, Object.keys(known));
        const allowed = `the fields ${Object.keys(known).join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
        throw invalidField(`${prefix}${name}`, (value as Record<string, unknown>)[name], allowed);
      }
    }
    for (const [name, one] of Object.entries(known)) {
      const given = (value as Record<string, unknown>)[name];
      if (given !== undefined || Object.hasOwn(required, name)) one(given, `${prefix}${name}`);
    }
  };
}
