import type { AccessChange, Comparison } from '../../compare';
import { s3Path } from '../../policy/s3-arn';
import { parseEntries, splitExpired, type Accepting } from '../allow-entries';
import { coversPattern } from './covers';
import { principalLabel } from './labels';

/** One entry of an allow file: access whose change is accepted, why, and until when. */
export interface AcceptedChange extends Accepting {
  readonly change: 'gained' | 'lost';
  /** As reports name it, such as `user dana`, `anonymous` or `any other principal`. */
  readonly principal: string;
  /** Action patterns. */
  readonly actions: readonly string[];
  /** Resource patterns, as ARNs or as `bucket` and `bucket/key`. */
  readonly resources: readonly string[];
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

/**
 * Reads the parsed content of an allow file.
 *
 * @param name what the file is called in errors
 * @throws AccessError `InvalidAllowFile` when an entry lacks something, has something else besides, or has no day to end on
 */
export function parseAccepted(content: unknown, name: string): readonly AcceptedChange[] {
  return parseEntries(content, name, {
    shape: 'accepted: a list of { change: gained or lost, principal, actions, resources, reason, expires: YYYY-MM-DD }',
    keys: ['change', 'principal', 'actions', 'resources', 'reason', 'expires'],
    page: 'docs/review.md',
    read: (fields): AcceptedChange => ({
      change: fields.oneOf('change', ['gained', 'lost']), principal: fields.text('principal'), actions: fields.texts('actions'), resources: fields.texts('resources'), ...fields.accepting(),
    }),
  });
}

/**
 * Holds the changes against the entries of an allow file. A change is accepted when every action and resource pattern of it is covered,
 * taken pairwise, by entries of its principal and direction that haven't expired.
 *
 * @param today `YYYY-MM-DD`
 */
export function accept({ gained, lost }: Comparison, entries: readonly AcceptedChange[], today: string): Acceptance {
  const { valid, expired } = splitExpired(entries, today);
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
