import type { AccessChange, Comparison } from '../../compare';
import { AccessError } from '../../errors';
import { s3Path } from '../../policy/s3-arn';
import { shown } from '../../shape/shown';
import { coversPattern } from './covers';
import { principalLabel } from './labels';

/** One entry of an allow file: access whose change is accepted, why, and until when. */
export interface AcceptedChange {
  readonly change: 'gained' | 'lost';
  /** As reports name it, such as `user dana`, `anonymous` or `any other principal`. */
  readonly principal: string;
  /** Action patterns. */
  readonly actions: readonly string[];
  /** Resource patterns, as ARNs or as `bucket` and `bucket/key`. */
  readonly resources: readonly string[];
  /** Why it is accepted. */
  readonly reason: string;
  /** The last day on which it is accepted, `YYYY-MM-DD`, in UTC. */
  readonly expires: string;
}

/** What became of the entries of an allow file. */
export interface Acceptance {
  /** The entries that accept each change; a change that isn't there isn't accepted. */
  readonly accepted: ReadonlyMap<AccessChange, readonly AcceptedChange[]>;
  /** Entries past their day: they accept nothing. */
  readonly expired: readonly AcceptedChange[];
  /** Entries that no change needed. */
  readonly unused: readonly AcceptedChange[];
}

const SHAPE = 'accepted: a list of { change: gained or lost, principal, actions, resources, reason, expires: YYYY-MM-DD }';

/**
 * Reads the parsed content of an allow file.
 *
 * @param name what the file is called in errors
 * @throws AccessError `InvalidAllowFile` when an entry lacks something, has something else besides, or has no day to end on
 */
export function parseAccepted(content: unknown, name: string): readonly AcceptedChange[] {
  const list = isRecord(content) && Object.keys(content).every((key) => key === 'accepted') ? content.accepted : undefined;
  if (!Array.isArray(list)) throw invalid(`${name} is no allow file; it holds ${SHAPE}`);
  return (list as readonly unknown[]).map((entry, index) => parseEntry(entry, `${name}, entry ${index + 1}`));
}

const KEYS = ['change', 'principal', 'actions', 'resources', 'reason', 'expires'];

function parseEntry(entry: unknown, where: string): AcceptedChange {
  if (!isRecord(entry)) throw invalid(`${where} is ${shown(entry)}; an entry has ${KEYS.join(', ')}`);
  const strange = Object.keys(entry).filter((key) => !KEYS.includes(key));
  if (strange.length > 0) throw invalid(`${where} has ${strange.map((key) => shown(key)).join(', ')}; an entry has ${KEYS.join(', ')}`);
  const { change } = entry;
  if (change !== 'gained' && change !== 'lost') throw invalid(`${where}: change is ${shown(change)}; allowed are gained and lost`);
  const text = (key: string): string => {
    const value = entry[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    throw invalid(`${where}: ${key} is ${shown(value)}; it must be text that says something`);
  };
  const texts = (key: string): readonly string[] => {
    const value = entry[key];
    const list = (typeof value === 'string' ? [value] : value) as readonly unknown[];
    if (Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string' && one !== '')) return list as readonly string[];
    throw invalid(`${where}: ${key} is ${shown(value)}; it must be a pattern or a list of patterns`);
  };
  const accepted = { change, principal: text('principal'), actions: texts('actions'), resources: texts('resources'), reason: text('reason'), expires: text('expires') } as const;
  if (!isDay(accepted.expires)) throw invalid(`${where}: expires is ${shown(accepted.expires)}; it must be a day, such as 2026-12-31`);
  return accepted;
}

/**
 * Holds the changes against the entries of an allow file. A change is accepted when every action and resource pattern of it is covered,
 * taken pairwise, by entries of its principal and direction that haven't expired.
 *
 * @param today `YYYY-MM-DD`
 */
export function accept({ gained, lost }: Comparison, entries: readonly AcceptedChange[], today: string): Acceptance {
  const expired = entries.filter(({ expires }) => expires < today);
  const valid = entries.filter((entry) => !expired.includes(entry));
  const accepted = new Map<AccessChange, readonly AcceptedChange[]>();
  for (const [direction, changes] of [['gained', gained], ['lost', lost]] as const) {
    for (const change of changes) {
      const by = acceptedBy(change, valid.filter((entry) => entry.change === direction));
      if (by.length > 0) accepted.set(change, by);
    }
  }
  const used = new Set([...accepted.values()].flat());
  return { accepted, expired, unused: valid.filter((entry) => !used.has(entry)) };
}

function acceptedBy(change: AccessChange, entries: readonly AcceptedChange[]): readonly AcceptedChange[] {
  const own = entries.filter(({ principal }) => principal === principalLabel(change.principal));
  const used = new Set<AcceptedChange>();
  for (const action of change.actions) {
    for (const resource of change.resources) {
      const by = own.find((entry) => entry.actions.some((pattern) => coversPattern(pattern.toLowerCase(), action.toLowerCase()))
        && entry.resources.some((pattern) => coversResource(pattern, resource)));
      if (by === undefined) return [];
      used.add(by);
    }
  }
  return [...used];
}

/** A short pattern is one of buckets and keys, in whatever partition these lie. */
function coversResource(pattern: string, resource: string): boolean {
  if (pattern === '*' || pattern.startsWith('arn:')) return coversPattern(pattern, resource);
  const path = s3Path(resource);
  return path !== undefined && coversPattern(pattern, path);
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string): AccessError {
  return new AccessError({
    code: 'InvalidAllowFile', message, remedy: 'write down each accepted change with its reason and the last day on which it is accepted; docs/review.md has an example',
  });
}
