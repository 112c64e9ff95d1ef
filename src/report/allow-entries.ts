import { AccessError } from '../errors';
import { isDay } from '../policy/operators/date';
import { shown } from '../shape/shown';

/** What every entry of an allow file has: whatever it accepts, it says why, and until when. */
export interface Accepting {
  /** Why it is accepted. */
  readonly reason: string;
  /** The last day on which it is accepted, `YYYY-MM-DD`, in UTC. */
  readonly expires: string;
}

/** The fields of one entry. */
export interface EntryFields {
  /** One of a few words. */
  oneOf<Word extends string>(key: string, words: readonly Word[]): Word;
  /** Text that says something. */
  text(key: string): string;
  /** The same, where it is there. */
  optionalText(key: string): string | undefined;
  /** A pattern or a list of them. */
  texts(key: string): readonly string[];
  /** Why, and until when. */
  accepting(): Accepting;
}

/** A kind of allow file: what its entries hold. */
export interface EntryKind<Entry extends Accepting> {
  /** The list in words. */
  readonly shape: string;
  /** All keys that an entry may have. */
  readonly keys: readonly string[];
  /** Which page has an example. */
  readonly page: string;
  /** Makes an entry of its fields. */
  readonly read: (fields: EntryFields) => Entry;
}

/**
 * Reads the parsed content of an allow file: `accepted`, a list of entries, each with its reason and its last day.
 *
 * @param name what the file is called in errors
 * @throws AccessError `InvalidAllowFile` when an entry lacks something, has something else besides, or has no day to end on
 */
export function parseEntries<Entry extends Accepting>(content: unknown, name: string, kind: EntryKind<Entry>): readonly Entry[] {
  const list = isRecord(content) && Object.keys(content).every((key) => key === 'accepted') ? content.accepted : undefined;
  if (!Array.isArray(list)) throw invalid(`${name} is not an allow file; it holds ${kind.shape}`, kind.page);
  return (list as readonly unknown[]).map((entry, index) => kind.read(fieldsOf(entry, `${name}, entry ${index + 1}`, kind)));
}

/** Entries on a day. */
interface Split<Entry> {
  readonly valid: readonly Entry[];
  /** Past their day: they accept nothing. */
  readonly expired: readonly Entry[];
}

/**
 * The entries that hold on a day, and those that don't any more.
 *
 * @param day `YYYY-MM-DD`
 */
export function splitExpired<Entry extends Accepting>(entries: readonly Entry[], day: string): Split<Entry> {
  return { valid: entries.filter(({ expires }) => expires >= day), expired: entries.filter(({ expires }) => expires < day) };
}

/** Today in UTC, as `YYYY-MM-DD`. */
export function today(): string {
  return new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
}

function fieldsOf(entry: unknown, where: string, { keys, page }: Pick<EntryKind<Accepting>, 'keys' | 'page'>): EntryFields {
  const fail = (message: string) => invalid(`${where}${message}`, page);
  if (!isRecord(entry)) throw fail(` is ${shown(entry)}; an entry has ${keys.join(', ')}`);
  const strange = Object.keys(entry).filter((key) => !keys.includes(key));
  if (strange.length > 0) throw fail(` has ${strange.map((key) => shown(key)).join(', ')}; an entry has ${keys.join(', ')}`);
  const text = (key: string): string => {
    const value = entry[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    throw fail(`: ${key} is ${shown(value)}; it must be text that says something`);
  };
  return {
    text,
    optionalText: (key) => (entry[key] === undefined ? undefined : text(key)),
    oneOf: (key, words) => {
      const word = words.find((one) => one === entry[key]);
      if (word !== undefined) return word;
      throw fail(`: ${key} is ${shown(entry[key])}; allowed are ${words.join(' and ')}`);
    },
    texts: (key) => {
      const value = entry[key];
      const list = (typeof value === 'string' ? [value] : value) as readonly unknown[];
      if (Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string' && one !== '')) return list as readonly string[];
      throw fail(`: ${key} is ${shown(value)}; it must be a pattern or a list of patterns`);
    },
    accepting: () => {
      const expires = text('expires');
      if (!isDay(expires)) throw fail(`: expires is ${shown(expires)}; it must be a day, such as 2026-12-31`);
      return { reason: text('reason'), expires };
    },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string, page: string): AccessError {
  return new AccessError({
    code: 'InvalidAllowFile', message, remedy: `write down each accepted change or finding with its reason and the last day on which it is accepted; ${page} has an example`,
  });
}
