import { type CompiledState, compileState } from '../../decide/compiled-state';
import { decide } from '../../decide/decide';
import { asForged } from '../../decide/forged';
import { type AccessRequest, bucketOf, type RequestPrincipal } from '../../decide/request';
import { s3Path } from '../../policy/s3-arn';
import type { AccessState } from '../../state/access-state';
import { type AskedLocation, type Column, COLUMNS, requestsFor } from '../ask-verbs';
import { plain } from '../escape/plain';
import { accessMatrix, type MatrixDecision, type MatrixRow } from '../matrix';
import { atLeast, atMost } from '../matrix-bounds';
import { coversPattern } from './covers';
import { principalLabel } from './labels';
import type { AccessMap, MapCell, MapDecisions, MapLocation, MapRow, PrincipalChanges } from './types';

/** Principals without a change are shown only where all principals are no more than this, so that a large account's map stays readable. */
const MOST_PRINCIPALS = 100;
/** So many locations that nothing speaks of to a principal are asked about all the same, since something wider may let it in. */
const MOST_ASKED = 3_000;

/** Principals by locations: every location that a change or a statement speaks of to somebody. */
export function accessMap(before: AccessState, after: AccessState, groups: readonly PrincipalChanges[]): AccessMap {
  const rows = new Map<string, Draft>();
  const known = new Map([before, after].flatMap(principalsOf));
  const open = (label: string): Draft => {
    const row = rows.get(label) ?? { principal: known.get(label), cells: new Map() };
    rows.set(label, row);
    return row;
  };
  const changes = groups.flatMap((group) => group.changes).map(({ change, each, direction, acceptedBy }, index): Placed => ({
    index,
    direction,
    accepted: acceptedBy.length > 0,
    resources: change.resources,
    labels: new Set(each.map(({ principal }) => principalLabel(principal))),
  }));
  for (const change of changes) {
    for (const label of change.labels) for (const arn of change.resources) cellOf(open(label), locationOf(arn)).changes.push(change);
  }
  const isSmall = known.size <= MOST_PRINCIPALS;
  const byShown = new Map([...known].map(([label, principal]) => [plain(label), { label, principal }]));
  for (const [when, state] of isSmall ? [['before', before], ['after', after]] as const : []) {
    for (const row of accessMatrix(state)) {
      const who = byShown.get(row.principal);
      if (who !== undefined && row.bucket !== '') cellOf(open(who.label), named(row, who.principal)).known[when] = row;
    }
  }
  const byLabel = new Map<string, Placed[]>();
  for (const change of changes) for (const label of change.labels) byLabel.set(label, byLabel.get(label) ?? []).get(label)?.push(change);
  const asked = new LocationDecisions(before, after);
  const locations = new Map([...rows.values()].flatMap(({ cells }) => [...cells].map(([key, { location }]) => [key, location] as const)));
  const empty = [...rows.values()].reduce((sum, { cells }) => sum + locations.size - cells.size, 0);
  const isAsked = empty <= MOST_ASKED;
  return {
    locations: [...locations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, location]) => location),
    rows: [...rows].map(([label, { principal, cells }]): MapRow => {
      const missing = principal !== undefined && isAsked ? [...locations].filter(([key]) => !cells.has(key)).map(([, location]) => location) : [];
      const all = byLabel.get(label) ?? [];
      return {
        principal: label,
        cells: [
          ...[...cells.values()].map((cell) => (
            finish(cell, principal, principal === undefined ? undefined : asked.about(principal, cell.location) ?? decisionsOf(cell.known), all)
          )),
          ...missing.flatMap((location) => within(location, principal, asked, all)),
        ],
        isComplete: principal !== undefined && isAsked,
      };
    }),
    leftOut: isSmall ? 0 : [...known.keys()].filter((label) => !rows.has(label)).length,
  };
}

/** A row while it is filled. */
interface Draft {
  /** The principal to ask about; absent where the row stands for many. */
  readonly principal?: RequestPrincipal;
  readonly cells: Map<string, DraftCell>;
}

interface DraftCell {
  readonly location: MapLocation;
  readonly changes: Placed[];
  /** What the matrices of both sides say. */
  readonly known: { before?: MatrixRow; after?: MatrixRow };
}

/** A change as the map needs it. */
interface Placed {
  readonly index: number;
  readonly direction: 'gained' | 'lost';
  readonly accepted: boolean;
  readonly resources: readonly string[];
  readonly labels: ReadonlySet<string>;
}

function principalsOf({ users, roles }: AccessState): ReadonlyArray<readonly [label: string, principal: RequestPrincipal]> {
  const all: readonly RequestPrincipal[] = [...[...users.keys()].map((user) => ({ user })), ...[...roles.keys()].map((role) => ({ role })), 'anonymous'];
  return all.map((principal) => [principalLabel(principal), principal]);
}

/** A location as text that sorts a bucket before its folders; no bucket's name has a slash in it. */
export function locationKey({ bucket, prefix }: MapLocation): string {
  return `${bucket}/${prefix}`;
}

function cellOf({ cells }: Draft, location: MapLocation): DraftCell {
  const key = locationKey(location);
  const cell = cells.get(key) ?? { location, changes: [], known: {} };
  cells.set(key, cell);
  return cell;
}

/** The location that a resource pattern speaks of. */
export function locationOf(arn: string): MapLocation {
  const bucket = bucketOf(arn);
  if (bucket === undefined) return { bucket: arn, prefix: '' };
  const key = s3Path(arn)?.slice(bucket.length + 1) ?? '';
  const isFolder = key === '*' || (key.endsWith('/*') && !/[*?]/.test(key.slice(0, -1).replaceAll(USER_NAME, '')));
  return { bucket, prefix: isFolder ? key.slice(0, -1) : key };
}

/** Folders that go by their user's name are one location for all users. */
function named({ bucket, prefix }: MapLocation, principal: RequestPrincipal): MapLocation {
  const name = typeof principal === 'object' && 'user' in principal ? principal.user : undefined;
  return { bucket, prefix: prefix.split('/').map((part) => (part === name ? USER_NAME : part)).join('/') };
}

function finish(
  { location, changes: own }: Pick<DraftCell, 'location' | 'changes'>, principal: RequestPrincipal | undefined, decisions: MapDecisions | undefined, all: readonly Placed[],
): MapCell {
  const isChanged = decisions !== undefined && Object.values(decisions).some(({ before, after }) => before !== after);
  // a folder changes with the bucket around it, too
  const covering = () => all.filter(({ resources }) => resources.some((arn) => coversLocation(arn, location, principal)));
  const changes = own.length > 0 || !isChanged ? own : covering();
  const directions = new Set(changes.filter(({ accepted }) => !accepted).map(({ direction }) => direction));
  const state = directions.size === 2 ? 'both' : [...directions][0] ?? (changes.length > 0 ? 'accepted' : 'same');
  return { location, changes: [...new Set(changes.map(({ index }) => index))], state, ...(decisions && { decisions }) };
}

/** A cell where something wider than the location lets somebody in. */
function within(
  location: MapLocation, principal: RequestPrincipal | undefined, asked: LocationDecisions, all: readonly Placed[],
): readonly MapCell[] {
  if (principal === undefined) return [];
  // a pattern by an example of what it matches
  const [bucket, prefix] = [location.bucket, location.prefix].map((text) => text.replaceAll('*', 'any').replaceAll('?', 'x'));
  const decisions = asked.about(principal, { bucket, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` });
  if (decisions === undefined) return [{ location, changes: [], state: 'same', isWithin: true }];
  if (Object.values(decisions).every(({ before, after }) => before === 'no' && after === 'no')) return [];
  return [{ ...finish({ location, changes: [] }, principal, decisions, all), isWithin: true }];
}

/** Where there isn't one bucket and one folder to ask about, the matrices have asked for an example. */
function decisionsOf({ before, after }: DraftCell['known']): MapDecisions | undefined {
  if (before === undefined && after === undefined) return undefined;
  return Object.fromEntries(COLUMNS.map((column) => [column, { before: before?.[column] ?? 'no', after: after?.[column] ?? 'no' }])) as MapDecisions;
}

function coversLocation(arn: string, { bucket, prefix }: MapLocation, principal: RequestPrincipal | undefined): boolean {
  const name = typeof principal === 'object' && 'user' in principal ? principal.user : USER_NAME;
  const filled = (text: string) => text.replaceAll(USER_NAME, name);
  return coversPattern(filled(s3Path(arn) ?? arn), filled(`${bucket}/${prefix}*`));
}

/** What a path segment is called that is the user's own name. */
const USER_NAME = '${aws:username}';

const NO = { before: 'no', after: 'no' } as const;
const NOTHING: MapDecisions = { read: NO, list: NO, write: NO, delete: NO, administer: NO, other: NO };

/** Asks two states the same questions about locations. */
export class LocationDecisions {
  private readonly states: readonly (readonly [most: CompiledState, least: CompiledState])[];

  public constructor(before: AccessState, after: AccessState) {
    this.states = [before, after].map((state) => [compileState(atMost(asForged(state))), compileState(atLeast(state))]);
  }

  /** Undefined where there isn't one bucket and one folder to ask about. */
  public about(principal: RequestPrincipal, { bucket, prefix }: MapLocation, columns: readonly Column[] = COLUMNS): MapDecisions | undefined {
    const folder = typeof principal === 'object' && 'user' in principal ? prefix.replaceAll(USER_NAME, principal.user) : prefix;
    if (bucket === '' || /[*?:]|\$\{/.test(bucket) || /[*?]|\$\{/.test(folder) || (folder !== '' && !folder.endsWith('/'))) return undefined;
    const location: AskedLocation = { bucket, askedBucket: bucket, askedKey: `${folder}object`, askedPrefix: folder };
    const decisions: Record<Column, MapDecisions[Column]> = { ...NOTHING };
    for (const column of columns) {
      // what no verb stands for is asked where there would be nothing to see
      const hasVerb = column === 'other' && Object.values(decisions).some(({ before, after }) => before !== 'no' || after !== 'no');
      const requests = hasVerb ? [] : requestsFor(column, principal, location);
      const [before, after] = this.states.map((state) => best(state, requests));
      decisions[column] = { before, after };
    }
    return decisions;
  }
}

/** The answer that tells most: one action of a verb is enough for it. */
function best(state: readonly [CompiledState, CompiledState], requests: readonly AccessRequest[]): MatrixDecision {
  let found: MatrixDecision = 'no';
  for (const request of requests) {
    const one = decisionOf(state, request);
    if (RANK.indexOf(one) < RANK.indexOf(found)) found = one;
    if (found === 'yes') break;
  }
  return found;
}

const RANK: readonly MatrixDecision[] = ['yes', '?', 'if', 'no'];

/** `if` where open conditions decide. */
function decisionOf([most, least]: readonly [CompiledState, CompiledState], request: AccessRequest): MatrixDecision {
  const [upper, lower] = [decide(most, request), decide(least, request)];
  if (upper.effect === 'uncertain') return '?';
  if (!upper.allowed) return 'no';
  if (lower.effect === 'uncertain') return '?';
  return lower.allowed ? 'yes' : 'if';
}
