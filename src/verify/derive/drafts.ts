import type { AccessState } from '../../state/access-state';
import { OPERATION_NAMES, type OperationName, OPERATIONS } from '../operations';
import { scratchName } from '../scratch';
import type { Asker, Connection } from '../types';
import { allStatements, statementsOfBuckets, statementsOfUser } from './access';
import { type Draft, draftId, requestOf } from './draft';
import type { Expectations } from './expectation';
import { bucketsNamedIn, type Location, locationsOf, type UnaskedResource } from './locations';
import { uploadHeaders, type UploadHeaders } from './upload-headers';

/** What drafts are made with. */
export interface Drafting {
  readonly state: AccessState;
  readonly run: string;
  readonly expectations: Expectations;
  /** The principals that can send requests. */
  readonly askers: readonly Asker[];
  /** How the server can be reached; the first is what most requests use. */
  readonly connections: readonly Connection[];
}

/** What {@link draftRequests} makes. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly unasked: readonly UnaskedResource[];
  /** The headers of uploads that are worth a try. */
  readonly headers: readonly UploadHeaders[];
}

/** How many folders somebody is asked about who is given nothing in them. */
const MOST_FOREIGN = 8;

/** Of how many users without keys the folders are known. */
const MOST_OTHER_USERS = 50;

const CORE = OPERATION_NAMES.filter((name) => OPERATIONS[name].core === true);

/** The requests of every principal: what it is granted, what is denied to it, and what lies beside. Each question once. */
export function draftRequests(drafting: Drafting): Drafts {
  const { state, askers } = drafting;
  const statements = allStatements(state);
  const named = [...state.buckets.values()].filter(({ unnamed }) => unnamed === undefined).map(({ name }) => name);
  const buckets = [...new Set([...named, ...bucketsNamedIn(statements)])].sort();
  const headers = uploadHeaders(statements);
  const found = askers.map((asker) => ({ asker, ...locationsFor(asker, state, buckets) }));
  // the folders of those whose keys aren't given are as near as those of the others
  const others = [...state.users.keys()].filter((name) => !askers.some((asker) => asker !== 'anonymous' && asker.user === name)).slice(0, MOST_OTHER_USERS);
  const beside = others.map((user) => locationsFor({ user }, state, buckets));
  const all = unique([...found, ...beside].flatMap(({ allowed, denied }) => [...allowed, ...denied]));
  const drafts = found.flatMap(({ asker, allowed, denied }) => draftsOf({ ...drafting, asker, allowed, denied, all, buckets, headers }));
  return {
    // of the same question, the first, which says best what it is for
    drafts: [...new Map([...drafts].reverse().map((draft) => [draftId(draft), draft])).values()].reverse(),
    unasked: [...new Map(found.flatMap(({ unasked }) => unasked).map((one) => [one.what, one])).values()],
    headers,
  };
}

function locationsFor(asker: Asker, state: AccessState, buckets: readonly string[]) {
  const user = asker === 'anonymous' ? undefined : state.users.get(asker.user);
  const values = user === undefined ? {} : {
    'aws:username': user.name, ...Object.fromEntries(Object.entries(user.tags ?? {}).map(([tag, value]) => [`aws:principaltag/${tag.toLowerCase()}`, value])),
  };
  const statements = [...(user === undefined ? [] : statementsOfUser(user, state)), ...statementsOfBuckets(state)];
  const of = (effect: 'Allow' | 'Deny') => locationsOf(statements.filter(({ statement }) => statement.effect === effect), values, buckets);
  const [allow, deny] = [of('Allow'), of('Deny')];
  return { allowed: allow.locations, denied: deny.locations, unasked: allow.unasked };
}

interface Asking extends Drafting {
  readonly asker: Asker;
  readonly allowed: readonly Location[];
  readonly denied: readonly Location[];
  readonly all: readonly Location[];
  readonly buckets: readonly string[];
  readonly headers: readonly UploadHeaders[];
}

function draftsOf(asking: Asking): readonly Draft[] {
  const { allowed, denied, all } = asking;
  const granted = allowed.map((at) => ({ at, drafts: everything(asking, at) }))
    .map(({ at, drafts }) => ({ at, drafts, given: new Set(drafts.filter((draft) => isAllowed(asking, draft)).map(({ operation }) => operation)) }))
    .filter(({ given }) => given.size > 0);
  const isGranted = (location: Location): boolean => granted.some(({ at }) => at === location);
  const misses = granted.flatMap(({ at, given }) => nearMisses(at, asking.buckets, all).flatMap(({ bucket, at: near, about }) => (
    [...new Set([...CORE, ...given])].filter((name) => OPERATIONS[name].on === 'object' || OPERATIONS[name].lists === true)
      .flatMap((operation) => atLocation(asking, operation, { bucket, ...near }, about).filter((draft) => !isAllowed(asking, draft)))
  )));
  const foreign = spread(all.filter((at) => !isGranted(at)), MOST_FOREIGN).flatMap((at) => CORE.flatMap((operation) => atLocation(asking, operation, at, 'a folder of others')));
  const taken = denied.flatMap((at) => CORE.flatMap((operation) => atLocation(asking, operation, at, 'where a statement denies')));
  const list: Draft = { ...base(asking), operation: 'ListAllMyBuckets', about: 'the buckets' };
  return [...granted.flatMap(({ drafts }) => drafts), ...misses, ...taken, ...foreign, ...(isAllowed(asking, list) ? [list] : [])];
}

function base({ asker, connections: [connection] }: Asking): Pick<Draft, 'principal' | 'connection' | 'signing'> {
  return { principal: asker, connection, signing: asker === 'anonymous' ? 'none' : 'header' };
}

/** All that is asked about a location that may be granted. */
function everything(asking: Asking, at: Location): readonly Draft[] {
  const { asker, headers, connections: [, second] } = asking;
  return OPERATION_NAMES.filter((operation) => OPERATIONS[operation].on !== 'none').flatMap((operation) => {
    const plain = atLocation(asking, operation, at, 'granted');
    const uploads = OPERATIONS[operation].makes === undefined ? [] : headers.slice(1).flatMap((one) => plain.map((draft) => ({ ...draft, headers: one, about: 'with headers that conditions name' })));
    const both = [...plain, ...uploads];
    const isCore = OPERATIONS[operation].core === true;
    return [
      ...both,
      ...(second !== undefined && isCore ? both.map((draft) => ({ ...draft, connection: second, about: `over ${second}` })) : []),
      ...(asker !== 'anonymous' && PRESIGNED.includes(operation) ? plain.map((draft) => ({ ...draft, signing: 'query' as const, about: 'by a presigned URL' })) : []),
    ];
  });
}

const PRESIGNED: readonly OperationName[] = ['PutObject', 'GetObject'];

/** A listing is of the scratch folder, or of the folder itself where policies allow no other. */
function atLocation(asking: Asking, operation: OperationName, { bucket, folder, start, end }: Omit<Location, 'bucket'> & { readonly bucket: string }, about: string): readonly Draft[] {
  const { on, lists } = OPERATIONS[operation];
  const draft: Draft = { ...base(asking), operation, bucket, about };
  if (on === 'object') return [{ ...draft, at: { start, end } }];
  if (lists !== true) return [draft];
  const scratch = { ...draft, prefix: `${start}${scratchName(asking.run)}/` };
  const whole = { ...draft, prefix: folder };
  return [isAllowed(asking, scratch) || !isAllowed(asking, whole) ? scratch : whole];
}

function isAllowed({ expectations, run }: Asking, draft: Draft): boolean {
  return expectations.expects(requestOf(draft, run, 'object')) === 'allow';
}

function unique(locations: readonly Location[]): readonly Location[] {
  return [...new Map(locations.map((one) => [JSON.stringify(one), one])).values()];
}

/** A location beside one that is granted, with what is different about it. */
interface NearMiss {
  readonly bucket: string;
  readonly at: Pick<Location, 'start' | 'end' | 'folder'>;
  readonly about: string;
}

/** How many other folders and buckets of the stack are asked about beside each that is granted. */
const MOST_OTHERS = 4;

/** What lies so near to a location that a policy which is a little too wide, or misspelt, gives it too. */
function nearMisses({ bucket, folder, start, end }: Location, buckets: readonly string[], all: readonly Location[]): readonly NearMiss[] {
  const folderMiss = (text: string, about: string): NearMiss => ({ bucket, at: { folder: text, start: text, end }, about });
  const capitals = folder === folder.toUpperCase() ? folder.toLowerCase() : folder.toUpperCase();
  return [
    ...(folder === '' ? [] : [
      folderMiss(parentOf(folder), 'the folder above'),
      folderMiss(folder.slice(0, -1), 'the folder without its slash'),
      ...(capitals === folder ? [] : [folderMiss(capitals, 'the folder in other case')]),
    ]),
    ...(start === folder ? [] : [folderMiss(folder, 'another name in the folder')]),
    ...(end === '' ? [] : [{ bucket, at: { folder, start, end: '' }, about: 'a name with another end' }]),
    ...spread(all.filter((one) => one.bucket === bucket && one.folder !== folder), MOST_OTHERS).map((at) => ({ bucket, at, about: 'another folder of the stack' })),
    ...spread(buckets.filter((name) => name !== bucket), MOST_OTHERS).map((name) => ({ bucket: name, at: { folder, start, end }, about: 'another bucket of the stack' })),
  ];
}

/** The folder that a folder lies in. */
function parentOf(folder: string): string {
  return folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
}

/** At most so many of a list, from all over it. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)]);
}
