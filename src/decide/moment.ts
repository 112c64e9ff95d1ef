import { readDate } from '../policy/operators/date';
import { invalid } from './check-request';

/**
 * A moment that somebody wrote, in milliseconds since 1970.
 *
 * @throws AccessError `InvalidRequest`
 */
export function momentOf(at: Date | string | number): number {
  const time = at instanceof Date ? at.getTime() : readDate(String(at));
  if (time !== undefined && Number.isFinite(time)) return time;
  throw invalid('the time', at, 'a date, such as 2026-11-29 or 2026-11-29T08:00:00Z, and seconds since 1970');
}
