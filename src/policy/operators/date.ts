import type { OperatorFamily } from './family';
import { ORDER } from './order';

const EPOCH_SECONDS = /^-?\d{5,17}$/;
/** Year, or year and month, or date, or date and time with a zone; no zone is read as UTC. */
const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?)?)?)?$/;

/** `Date…`: ISO 8601 dates and times, or seconds since 1970; no wildcards, no variables. A value of the request that isn't a date equals none. */
export const date: OperatorFamily = {
  type: 'date',
  form: 'a date such as 2026-12-31T00:00:00Z, or seconds since 1970',
  others: ['2026-01-02T03:04:05Z'],
  junk: 'not-a-date',
  respell: (value) => respelled(value, readDate(value)),
  read: (value, comparison) => {
    const expected = readDate(value);
    const holds = ORDER[comparison];
    if (expected === undefined || holds === undefined) return undefined;
    return {
      key: `date ${comparison} ${expected}`,
      test: (actual) => {
        const given = actual === null ? undefined : readDate(actual);
        return given !== undefined && holds(given, expected);
      },
      // the latest dates have no other text than their own
      near: (whole) => {
        const times = whole ? aroundSeconds(expected) : around(expected);
        return [...whole ? [] : [value.trim()], ...times.flatMap((time) => dateText(time) ?? [])];
      },
    };
  },
};

/** Whether text is a day that there is, such as `2026-12-31`: `Date` reads the 30th of February as the 2nd of March, and a grant would last longer. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && readDate(text) !== undefined;
}

/**
 * Reads a date of the policy language: not `2020-02-30`, a day that never was.
 *
 * @returns milliseconds since 1970; undefined when it isn't a date
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

const SECOND = 1000;

function around(time: number): readonly number[] {
  // a whole millisecond first, then the next that a text can say
  return [time, time - SECOND, time + SECOND, Math.ceil(time) - 1, Math.floor(time) + 1, time - 0.001, time + 0.001];
}

function aroundSeconds(time: number): readonly number[] {
  const [low, high] = [Math.floor(time / SECOND), Math.ceil(time / SECOND)];
  return [low, high, low - 1, high + 1].map((seconds) => seconds * SECOND);
}

/** As seconds since 1970, as years, and in another zone. */
function respelled(value: string, time = 0): readonly string[] {
  const seconds = String(time / SECOND);
  const year = Number(value.slice(0, 4));
  return [
    ...EPOCH_SECONDS.test(seconds) ? [seconds] : [],
    ...value.endsWith('Z') ? [value.replace('Z', '+00:00'), ...[year, year + 1].map((one) => String(one).padStart(4, '0'))] : [],
  ];
}

/** The years that ISO 8601 writes with four digits. */
const FIRST = Date.UTC(2000, 0, 1) - 730_485 * 86_400 * SECOND;
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * A text that reads as a time, or as near to it as a text can; undefined where none does.
 *
 * @param time milliseconds since 1970
 */
export function dateText(time: number): string | undefined {
  if (time < FIRST || time > LAST) {
    const text = BigInt(Math.floor(time / SECOND)).toString();
    return EPOCH_SECONDS.test(text) ? text : undefined;
  }
  const seconds = Math.floor(time / SECOND);
  const fraction = (time - seconds * SECOND) / SECOND;
  const text = new Date(seconds * SECOND).toISOString().slice(0, 19);
  // a number writes no zeros behind its last digit
  return `${text}${fraction === 0 ? '' : `.${String(Number(`1${fraction.toFixed(9).slice(1)}`)).slice('1.'.length)}`}Z`;
}
