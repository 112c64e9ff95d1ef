import { AccessError } from '../errors';
import { isDay } from '../policy/operators/date';
import { shown } from '../s3/names';

/** Checks a list of values, one by one. */
export function list(values: readonly string[], name: string, check: (value: string, name: string) => string): readonly string[] {
  if (!Array.isArray(values) || values.length === 0) throw invalidCondition(name, values, 'a list with at least one value; an empty one would let nobody in');
  return values.map((value: string) => check(value, name));
}

/** A check that a value has a form. */
export function matching(pattern: RegExp, words: string): (value: string, name: string) => string {
  return (value, name) => {
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw invalidCondition(name, value, words);
  };
}

/**
 * A moment as policies write it: UTC, to the second.
 *
 * @param round what becomes of parts of a second: down for the end of a window, up for its beginning, so that none is longer than asked
 */
export function timestamp(moment: Date | string, name: string, round: (seconds: number) => number = Math.floor): string {
  const zoned = moment instanceof Date || (typeof moment === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(moment));
  const date = zoned ? new Date(moment) : new Date(NaN);
  const readBack = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  const isMoment = /^\d{4}-/.test(readBack) && (typeof moment !== 'string' || isDay(moment.slice(0, 10)));
  if (!isMoment) throw invalidCondition(name, moment, 'a Date, or ISO 8601 with its zone such as 2026-12-31T00:00:00Z');
  return new Date(round(date.getTime() / 1000) * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** What is wrong with a value of a condition. */
export function invalidCondition(name: string, value: unknown, allowed: string): AccessError {
  return new AccessError({
    code: 'InvalidCondition',
    message: `condition ${name} is ${shown(value)}; allowed: ${allowed}`,
    remedy: `correct ${name}, or leave it out`,
  });
}
