import { AccessError } from '../errors';
import { reading } from '../shape/shape';
import { type JsonObject, tooDeep } from './json';

/** As deep may a source be nested; as in {@link tooDeep}. */
const DEEPEST = 400;

/** As many values may stand in objects that stand in a source more than once. Text has no such objects, and is as large as it is. */
const MOST_REPEATED = 1_000_000;

/**
 * A source that somebody handed over as a value, as the JSON that it would be: a copy, so that nothing is called while it is read, and nothing is
 * found to be something else later. As in `JSON.stringify`, what has no JSON is left out of objects and null in lists; no `toJSON` is called but
 * that of dates.
 *
 * @throws AccessError `UnreadableSource`
 */
export function plainSource(source: object): JsonObject {
  return reading({ where: 'the source', code: 'UnreadableSource' }, () => (smallCopy(source) ?? new Copy(true).of(source, 0)) as JsonObject);
}

/** Nearly every source holds fewer values than may be repeated, so it can be copied without looking for what is; undefined where it holds more. */
function smallCopy(source: object): unknown {
  const copy = new Copy(false);
  try {
    return copy.of(source, 0);
  } catch (error) {
    if (copy.isLarge) return undefined;
    throw error;
  }
}

class Copy {
  private readonly seen: Set<object> | undefined;
  private counted = 0;

  /** @param isCareful whether to count only what is repeated, not every value */
  constructor(isCareful: boolean) {
    this.seen = isCareful ? new Set() : undefined;
  }

  /** Whether more values were counted than may be repeated. */
  public get isLarge(): boolean {
    return this.counted > MOST_REPEATED;
  }

  public of(value: unknown, depth: number, isRepeated = this.seen === undefined): unknown {
    if (typeof value === 'bigint') throw unreadable('holds a bigint, which JSON has not', 'write it as a number or a text');
    if (typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
    if (value === null) return null;
    if (depth > DEEPEST) throw tooDeep();
    if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString() : null;
    if (value instanceof Map || value instanceof Set) throw unreadable(`holds a ${value instanceof Map ? 'Map' : 'Set'}, which JSON has not`, 'write names and what they have as a plain object');
    const again = isRepeated || this.seen?.has(value) === true;
    this.seen?.add(value);
    return Array.isArray(value) ? this.list(value, depth, again) : this.object(value as Readonly<Record<string, unknown>>, depth, again);
  }

  private object(value: Readonly<Record<string, unknown>>, depth: number, again: boolean): Readonly<Record<string, unknown>> {
    const names = Object.keys(value);
    if (again) this.count(names.length);
    const copied: Record<string, unknown> = {};
    for (const name of names) {
      const item = value[name];
      // nearly all that a source holds is text
      const made = typeof item === 'string' ? item : this.of(item, depth + 1, again);
      // as a property of its own, also where it is called __proto__
      if (name === '__proto__') Object.defineProperty(copied, name, { value: made, enumerable: true, configurable: true, writable: true });
      else if (made !== undefined) copied[name] = made;
    }
    return copied;
  }

  private list(items: readonly unknown[], depth: number, again: boolean): readonly unknown[] {
    if (again) this.count(items.length);
    const copied: unknown[] = [];
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      copied.push(typeof item === 'string' ? item : this.of(item, depth + 1, again) ?? null);
    }
    return copied;
  }

  private count(values: number): void {
    this.counted += values;
    if (this.counted > MOST_REPEATED) throw unreadable('holds the same objects many times over, or itself', 'read the output that the engine wrote, unchanged');
  }
}

function unreadable(what: string, remedy: string): AccessError {
  return new AccessError({ code: 'UnreadableSource', message: `the source ${what}`, remedy });
}
