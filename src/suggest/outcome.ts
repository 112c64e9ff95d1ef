import { accessKeyGenerations } from '../plan/access-keys';
import type { ExternalGrantee } from '../plan/external-grantees';
import type { Platform } from '../platforms/platform';
import type { Statement } from '../policy/document';
import { policyObject } from '../policy/json';
import type { AccessState } from '../state/access-state';
import type { NamedPolicy } from '../state/named-policy';
import { Call, Policy, type PlanNode } from './call';
import type { Candidate, Holder } from './candidates';
import { cover } from './cover';
import { attempt } from './forms';
import { callOf, type CustomStatement, type SiteSuggestion, type SuggestedStatement } from './site-suggestion';
import { siteOf } from './sites';

/** Parts of a plan by their names. */
export type Parts = Readonly<Record<string, PlanNode>>;

/** A grant to somebody outside the account. */
export interface Outside {
  readonly grant: Call;
  /**
   * Who gets it.
   *
   * @default - the principals that the grant names itself
   */
  readonly grantee?: Call;
}

/** How a plan says what a site has. */
export interface Outcome {
  readonly holder: Holder;
  /**
   * `made`: the plan makes it, or writes all of its policy. `added`: the plan adds to it all that its statements say; `existing`: only what grants and
   * guards say. `none`: the plan says nothing of it.
   */
  readonly place: 'made' | 'added' | 'existing' | 'none';
  /** What the plan says of it. */
  readonly part: Parts;
  /** Grants to those outside the account. */
  readonly external: readonly Outside[];
  /** Policies that the plan doesn't have. */
  readonly stays: readonly NamedPolicy[];
  /** What is to know about it: sentences. */
  readonly notes: readonly string[];
  readonly statements: readonly SuggestedStatement[];
}

/** What plans are like where the stack is. */
export interface PlanForm {
  readonly platform: Platform;
  /** Why a plan of these parts alone is refused; undefined where it isn't. */
  readonly refusal: (parts: Parts) => string | undefined;
}

/** A way in which a plan may say a site. */
type Way = Pick<Outcome, 'place' | 'part' | 'external' | 'stays' | 'notes'> & {
  /** A plan of this alone. */
  readonly parts: Parts;
};

const PLURAL = { user: 'users', group: 'groups', role: 'roles', bucket: 'buckets' } as const;
const EXISTING = { user: 'existingUser', group: 'existingGroup', role: 'existingRole' } as const;

/** The key of a site among others. */
export const keyOf = ({ kind, name }: Holder): string => `${kind} ${name}`;

/** What becomes of a statement where a plan says all that there is, adds to it, or says nothing. */
const BECOMES: Readonly<Record<Outcome['place'], (statement: SuggestedStatement) => SuggestedStatement['becomes']>> = {
  made: ({ becomes }) => becomes,
  added: ({ becomes }) => becomes,
  existing: ({ becomes }) => (becomes === 'custom' ? 'stays' : becomes),
  none: () => 'stays',
};

/** Says a site in the first way that a plan takes: whole, by what can be added to it, or not at all. */
export function outcomeOf(suggestion: SiteSuggestion, stack: AccessState, { platform, refusal }: PlanForm): Outcome {
  const { site: { holder }, statements } = suggestion;
  const reasons: string[] = [];
  for (const way of holder.kind === 'bucket' ? bucketWays(suggestion, stack) : principalWays(suggestion, stack, platform)) {
    const reason = Object.keys(way.parts).length === 0 ? undefined : refusal(way.parts);
    const notes = [...reasons.map((why) => `${keyOf(holder)}: a plan can't say all of it: ${why}`), ...way.notes];
    const become = (statement: SuggestedStatement) => ({ ...statement, becomes: BECOMES[way.place](statement) });
    if (reason === undefined) return { ...way, holder, notes, statements: statements.map(become) };
    reasons.push(reason);
  }
  return { ...unsaid(suggestion, reasons), holder, statements: statements.map((statement) => ({ ...statement, becomes: 'stays' })) };
}

function unsaid({ site: { holder, foreign, statements } }: SiteSuggestion, reasons: readonly string[]): Way {
  const stays = [...foreign.map(({ policy }) => policy), ...policyOf(holder, statements.map(({ statement }) => statement))];
  const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
  return { place: 'none', part: {}, parts: {}, external: [], stays, notes: stays.length === 0 ? [] : [`${keyOf(holder)}: its policies stay as they are${why}`] };
}

/** Statements as one policy of a state. */
function policyOf(holder: Holder, statements: readonly Statement[]): readonly NamedPolicy[] {
  return statements.length === 0 ? [] : [{ name: `${keyOf(holder)}, what stays`, document: { version: '2012-10-17', statements } }];
}

function* principalWays(suggestion: SiteSuggestion, stack: AccessState, platform: Platform): Iterable<Way> {
  const { site: { holder, foreign }, grants, guards, custom } = suggestion;
  if (holder.kind === 'bucket') return;
  const { kind, name } = holder;
  const intents = { ...(grants.length > 0 && { grants: grants.map(callOf) }), ...(guards.length > 0 && { guards: guards.map(callOf) }) };
  const kept = customPart(kind, custom);
  const bounds = boundaryOf(holder, stack, platform);
  const keys = keysOf(holder, stack, platform);
  const isWhole = kind !== 'role' && foreign.length === 0 && kept !== undefined && bounds !== undefined;
  if (isWhole) {
    const part: Parts = { ...intents, ...kept, ...bounds, ...keys.part };
    yield { place: 'made', part, parts: { [PLURAL[kind]]: { [name]: part } }, external: [], stays: [], notes: keys.notes };
  }
  const staying = foreign.map(({ policy }) => policy);
  const notes = [
    ...foreign.map(({ policy, why }) => `${policy.name} stays as it is: ${why}`),
    ...(kind === 'role' ? [`${keyOf(holder)}: who may take it, and its boundary where it has one, stay as they are`] : []),
    ...(bounds === undefined && kind !== 'role' ? [`${keyOf(holder)}: its boundary stays as it is: no grants say exactly the same`] : []),
  ];
  const added = (part: Parts): Pick<Way, 'part' | 'parts' | 'external'> => ({
    part, external: [], parts: Object.keys(part).length === 0 ? {} : { existing: [{ principal: new Call(EXISTING[kind], name), ...part }] },
  });
  if (kept !== undefined) yield { place: 'added', ...added({ ...intents, ...kept }), stays: staying, notes };
  if (custom.length === 0) return;
  yield {
    place: 'existing',
    ...added(intents),
    stays: [...staying, ...policyOf(holder, custom.map(({ statement }) => statement))],
    notes: [...notes, `${keyOf(holder)}: what no grant or guard says stays as it is`, ...custom.flatMap(({ remarks }) => remarks)],
  };
}

function* bucketWays({ site: { holder, foreign }, grants, guards, custom }: SiteSuggestion, { buckets, account }: AccessState): Iterable<Way> {
  const bucket = buckets.get(holder.name);
  const why = bucket?.unnamed !== undefined ? 'its name is not known' : foreign[0]?.why
    ?? (bucket?.account !== undefined && bucket.account !== account ? `it is of account ${bucket.account}` : undefined);
  if (why !== undefined) {
    const { policy } = bucket ?? {};
    yield { place: 'none', part: {}, parts: {}, external: [], stays: policy === undefined ? [] : [policy], notes: [`${keyOf(holder)}: its policy stays as it is: ${why}`] };
    return;
  }
  const kept = customPart('bucket', custom);
  if (kept === undefined) return;
  const part: Parts = { ...(guards.length > 0 && { guards: guards.map(callOf) }), ...kept };
  const external = grants.map((candidate) => {
    const { grantee } = candidate;
    return { grant: callOf(candidate), ...(grantee !== undefined && { grantee: granteeNode(grantee) }) };
  });
  const own = Object.keys(part).length > 0 && { buckets: { [holder.name]: part } };
  const parts = { ...own, ...(external.length > 0 && { external: together(external) }) };
  yield { place: 'made', part, parts, external, stays: [], notes: [] };
}

/** Where a plan has statements that no grant or guard says; undefined where it has no place for them. */
function customPart(kind: Holder['kind'], custom: readonly CustomStatement[]): Parts | undefined {
  if (custom.length === 0) return {};
  const written = (statement: Statement) => policyObject({ version: '2012-10-17', statements: [statement] }).Statement[0];
  // in a policy of its own a name may have letters and digits only
  const named = ({ sid, ...statement }: Statement) => ({ ...statement, ...(sid !== undefined && /^[A-Za-z0-9]+$/.test(sid) && { sid }) });
  const isBucket = kind === 'bucket';
  const statements = attempt(() => custom.map(({ statement, remarks }) => new Policy(written(isBucket ? statement : named(statement)), remarks)));
  if (statements === undefined) return undefined;
  return isBucket ? { existingStatements: { Version: '2012-10-17', Statement: statements } } : { customStatements: statements };
}

function granteeNode(grantee: ExternalGrantee): Call {
  if (grantee.kind === 'everyone') return new Call('everyone');
  return grantee.kind === 'account' ? new Call('anotherAccount', grantee.account) : new Call('externalPrincipal', grantee.arn);
}

/** The boundary as grants, where these say exactly the same; undefined where there is one that they don't. */
function boundaryOf(holder: Holder, { users }: AccessState, platform: Platform): Parts | undefined {
  const { boundary } = (holder.kind === 'user' ? users.get(holder.name) : undefined) ?? {};
  if (boundary === undefined) return {};
  const { foreign, statements } = siteOf(holder, [boundary]);
  if (foreign.length > 0 || statements.some(({ statement }) => statement.effect === 'Deny')) return undefined;
  const { chosen, left } = cover({ holder, effect: 'Allow', platform, statements: statements.map(({ statement }) => statement) });
  return left.length > 0 || chosen.length === 0 ? undefined : { boundary: chosen.map((candidate: Candidate) => callOf(candidate)) };
}

/** The access keys of a user, where what the source calls them may be the name of a generation. */
function keysOf({ kind, name }: Holder, { accessKeys = [] }: AccessState, platform: Platform): Pick<Outcome, 'part' | 'notes'> {
  const keys = kind === 'user' ? accessKeys.filter(({ user }) => user === name).map(({ name: generation, status }) => ({ generation, status })) : [];
  if (keys.length === 0) return { part: {}, notes: [] };
  if (attempt(() => accessKeyGenerations(name, keys, platform)) === undefined) {
    return { part: {}, notes: [`user ${name}: access keys stay as they are: ${keys.map(({ generation }) => generation).join(', ')}`] };
  }
  return { part: { accessKeys: keys.map(({ generation, status }) => (status === 'Active' ? generation : { generation, status })) }, notes: [] };
}

/** Grants to those outside the account as a plan has them: those of the same grantees stand together, and so do the grantees of the same grant. */
export function together(outside: readonly Outside[]): readonly PlanNode[] {
  const grants = grouped(outside, ({ grant }) => grant);
  const byGrant = grants.map((alike) => ({ grant: alike[0].grant, grantees: alike.flatMap(({ grantee }) => grantee ?? []) }));
  return grouped(byGrant, ({ grantees }) => grantees).map((alike) => {
    const [{ grantees }] = alike;
    return { ...(grantees.length > 0 && { grantee: grantees.length === 1 ? grantees[0] : grantees }), grants: alike.map(({ grant }) => grant) };
  });
}

function grouped<One>(all: readonly One[], by: (one: One) => unknown): ReadonlyArray<readonly One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(JSON.stringify(by(one)), [...groups.get(JSON.stringify(by(one))) ?? [], one]);
  return [...groups.values()];
}
