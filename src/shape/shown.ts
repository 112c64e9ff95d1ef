/** As many characters of a value are shown. */
const LONGEST = 80;
/** As deep is a value shown. */
const DEEPEST = 4;

/** As many of something that says all that a reader has to go by, such as the request of a test. */
export const LONGEST_REQUEST = 2000;

/**
 * A value as an error shows it: texts quoted, and everything cut where it is long. No more of a value is looked at than is shown, nothing
 * of it is called, and whatever it does when it is looked at (a proxy, a getter that throws) is not an error of its own.
 *
 * @param longest how many characters of it are shown
 */
export function shown(value: unknown, longest = LONGEST): string {
  const text = write(value, longest + 1, DEEPEST);
  return text.length > longest ? `${text.slice(0, longest - 2)}…${typeof value === 'string' ? '"' : ''}` : text;
}

function write(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value).slice(0, room);
  try {
    return writeObject(value, room, depth);
  } catch {
    return 'an object'; // it can't be looked at, as a proxy that throws
  }
}

function writeObject(value: object, room: number, depth: number): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : JSON.stringify(value.toISOString());
  if (depth === 0) return 'an object';
  const isList = Array.isArray(value);
  const keys = isList ? Array.from({ length: Math.min(value.length, room) }, (_, index) => String(index)) : Object.keys(value).slice(0, room);
  let text = isList ? '[' : '{';
  for (const key of keys) {
    if (text.length >= room) break;
    const comma = text.length > 1 ? ',' : '';
    const own: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (isList || own !== undefined) text += `${comma}${isList ? '' : `${JSON.stringify(key.slice(0, room))}:`}${write(own, room - text.length, depth - 1)}`;
  }
  return `${text}${isList ? ']' : '}'}`;
}
