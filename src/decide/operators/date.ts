import type { Comparison } from '../../policy/operators';
import { certainly } from '../truth';
import { ORDER } from './order';
import type { ValueOperator } from './value-test';

const EPOCH_SECONDS = /^-?\d{5,17}$/;
/** Year, or year and month, or date, or date and time with a zone; no zone is read as UTC. */
const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?)?)?)?$/;

/** `Date…`: ISO 8601 dates and times, or seconds since 1970; no wildcards, no variables. A value of the request that is no date equals none. */
export function date(comparison: Comparison): ValueOperator {
  const holds = ORDER[comparison];
  return {
    takesUnknownText: false,
    compile: (value) => {
      const expected = readDate(value);
      if (expected === undefined || holds === undefined) return undefined;
      return (actual) => {
        const given = readDate(actual);
        return certainly(given !== undefined && holds(given, expected));
      };
    },
  };
}

/**
 * Reads a date of the policy language.
 *
 * @returns milliseconds since 1970; undefined when it is no date
 */
export function readDate(text: string): number | undefined {
  const trimmed = text.trim();
  if (EPOCH_SECONDS.test(trimmed)) return Number(trimmed) * 1000;
  const parts = ISO.exec(trimmed);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => Number(parts[index] ?? (index < 4 ? 1 : 0)));
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 24 || minute > 59 || second > 60) return undefined;
  const fraction = parts[7] === undefined ? 0 : Number(`0.${parts[7]}`) * 1000;
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute, second);
  return utc.getTime() + fraction - zoneOffset(parts[8]);
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
