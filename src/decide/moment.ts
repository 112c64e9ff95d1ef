import { readDate } from '../policy/operators/date';
import { OPAQUE } from '../shape/readers';
import { reading, readShape, type Shape } from '../shape/shape';
import { invalid } from './check-request';

/** What a request is decided with besides its own context. */
export interface DecideOptions {
  /**
   * When the request is made: a date, a text such as `2026-11-29` or `2026-11-29T08:00:00Z`, or seconds since 1970.
   *
   * @default - now, or as the request's `aws:CurrentTime` or `aws:EpochTime` says
   */
  readonly at?: Date | string | number;
}

const OPTIONS: Shape<DecideOptions> = { at: OPAQUE };

/**
 * A moment that somebody wrote, in milliseconds since 1970.
 *
 * @throws AccessError `InvalidRequest`
 */
export function momentOf(at: Date | string | number): number {
  const time = typeof at === 'object' ? timeOf(at) : typeof at === 'string' || typeof at === 'number' ? readDate(String(at)) : undefined;
  if (time !== undefined && Number.isFinite(time)) return time;
  throw invalid('the time', at, 'a date, such as 2026-11-29 or 2026-11-29T08:00:00Z, and seconds since 1970');
}

/**
 * The moment that the options of a decision name; undefined where they name none.
 *
 * @throws AccessError `InvalidRequest`, `InvalidOption`
 */
export function momentIn(options: DecideOptions | undefined): number | undefined {
  if (options === undefined) return undefined;
  const at = onlyMoment(options) ?? readShape<DecideOptions>(OPTIONS, options, { what: 'decide', called: 'options', example: "{ at: '2026-11-29T08:00:00Z' }" }).at;
  return at === undefined ? undefined : momentOf(at);
}

/** The moment of options that hold nothing else, by the million; the rest is read by its shape. */
function onlyMoment(options: DecideOptions): DecideOptions['at'] {
  try {
    return Object.getPrototypeOf(options) === Object.prototype && Object.keys(options).join() === 'at' ? options.at : undefined;
  } catch {
    return undefined; // it can't be looked at, which its shape says in words
  }
}

function timeOf(at: unknown): number | undefined {
  return reading({ where: 'the time', code: 'InvalidRequest' }, () => (at instanceof Date ? at.getTime() : undefined));
}
