import { assumedOf } from '../decide/assumed-keys';
import { type CompiledState, compileState } from '../decide/compiled-state';
import { decide } from '../decide/decide';
import type { Decision } from '../decide/decision';
import { asForged } from '../decide/forged';
import { type DecideOptions, momentIn } from '../decide/moment';
import type { AccessRequest } from '../decide/request';
import type { Condition } from '../policy/document';
import { matchesGlob } from '../policy/pattern/glob';
import { ACCESS_VERBS, type AccessVerb } from '../s3/access-verbs';
import { type AccessState, type AccessStateJson, UNKNOWN_TEXT } from '../state/access-state';
import { type Column, COLUMNS, requestsFor } from './ask-verbs';
import { plain } from './escape/plain';
import { atLeast, atMost, isFixedKey } from './matrix-bounds';
import type { Location } from './matrix-locations';
import { type MatrixPrincipal, matrixPrincipals, resourcePolicies } from './matrix-principals';
import { visible } from './visible';

/** What a matrix asks about. */
export type MatrixVerb = AccessVerb;

/** `if` where it depends on a condition, `?` where the source doesn't tell. */
export type MatrixDecision = 'yes' | 'if' | 'no' | '?';

/** One principal and one location: what it may do there. */
export interface MatrixRow {
  /** For example `user dana`, `role deployer`, `account 111122223333`, the ARN or service that a bucket policy names, or `anonymous`. */
  readonly principal: string;
  /**
   * The bucket; a pattern where a policy speaks of buckets by pattern, an ARN for access points and for resources of services beside S3. Empty for
   * a principal that has power over access and nothing else.
   */
  readonly bucket: string;
  /** The folder, or a pattern of keys; `''` is the whole bucket. */
  readonly prefix: string;
  /** Whether it may read objects. */
  readonly read: MatrixDecision;
  /** Whether it may list keys. */
  readonly list: MatrixDecision;
  /** Whether it may write objects. */
  readonly write: MatrixDecision;
  /** Whether it may delete objects. */
  readonly delete: MatrixDecision;
  /** Whether it may change the bucket's configuration. */
  readonly administer: MatrixDecision;
  /** Whether it may do anything else there; asked where it has none of the verbs. */
  readonly other: MatrixDecision;
  /** The principal's power over access itself, such as `iam:* on *`, wherever it is: what gives or takes access, to itself or to others. */
  readonly power: readonly string[];
  /** What makes `?` answers uncertain, each with where it is. */
  readonly uncertain: readonly string[];
  /** What the answers depend on: conditions of the statements that would give or take access. */
  readonly conditions: readonly string[];
}

/** The columns in their order. */
export const MATRIX_VERBS: readonly MatrixVerb[] = ACCESS_VERBS;

/**
 * Who may do what where: users, roles, everyone that a bucket policy names and anonymous, by the buckets and folders that statements speak
 * of to them, where a policy says anything of these verbs at all. The request that stands for a folder is one on an object directly in it, over HTTPS, now. The answer is `if` where it depends on
 * other condition keys than those of the connection, the time, the principal and the account of the bucket.
 *
 * @throws AccessError `InvalidRequest` when `at` is not a time, `UnreadableSource`, `InvalidOption`
 *
 * @example
 * accessMatrix(readAccessFile('cdktf.out')).filter((row) => row.delete !== 'no');
 */
export function accessMatrix(state: AccessState | AccessStateJson, options: DecideOptions = {}): readonly MatrixRow[] {
  return readMatrix(state, options).rows;
}

/** The rows, with what was taken for granted in them. */
export interface AccessMatrix {
  /** As {@link accessMatrix} answers. */
  readonly rows: readonly MatrixRow[];
  /** What was taken for granted of requests and could matter to an answer. */
  readonly assumptions: readonly string[];
}

/**
 * As {@link accessMatrix}, with what was taken for granted.
 *
 * @throws AccessError `InvalidRequest` when `at` is not a time, `UnreadableSource`, `InvalidOption`
 */
export function readMatrix(given: AccessState | AccessStateJson, options: DecideOptions = {}): AccessMatrix {
  const at = momentIn(options);
  const moment = at ?? Date.now();
  const { state } = compileState(given);
  const bounds: Bounds = {
    // an empty cell says that it is impossible, also for those who choose what conditions see
    plain: compileState(state),
    atMost: compileState(atMost(asForged(state))),
    honest: compileState(atMost(state)),
    atLeast: compileState(atLeast(state)),
    conditions: allConditions(state),
    at: new Date(moment),
  };
  const keys = new Set([...bounds.conditions.values()].flat().map(({ key }) => key.toLowerCase()));
  return { rows: rowsOf(state, bounds), assumptions: assumedOf(keys, at === undefined ? moment : undefined) };
}

function rowsOf(state: AccessState, bounds: Bounds): readonly MatrixRow[] {
  return matrixPrincipals(state).flatMap((who) => {
    const power = who.powers.filter(({ requests }) => requests.some((request) => decisionOf(bounds, request).given !== 'no')).map(({ text }) => plain(text));
    const make = (location: Location): MatrixRow => ({ ...row(bounds, who, location), power });
    const own = who.own.flatMap((location) => [make(location)].filter((one) => location.hasVerb || givesSomething(one)));
    const known = new Set(who.own.map(locationId));
    // a bucket policy may speak to everybody: only the rows that give something are worth reading
    const shared = who.shared.filter((location) => !known.has(locationId(location)))
      .map((location) => ({ location, made: make(location) })).filter(({ made }) => givesSomething(made));
    const given = shared.map(({ made }) => made);
    for (const { location } of shared) known.add(locationId(location));
    const spoken = [...who.own, ...shared.map(({ location }) => location)];
    const denied = spoken.length === 0 ? [] : who.denied.filter((one) => !known.has(locationId(one)) && liesWithin(one, spoken)).map(make)
      .filter((one) => ![...own, ...given].some((wider) => one.bucket === wider.bucket && one.prefix.startsWith(wider.prefix) && isSame(one, wider)));
    const rows = [...own, ...given, ...unique(denied), ...(who.isOpen ? [openRow(who, power)] : [])];
    return rows.length === 0 && power.length > 0 ? [{ ...emptyRow(who, 'no'), bucket: '', power }] : rows;
  });
}

function isSame(one: MatrixRow, other: MatrixRow): boolean {
  return COLUMNS.every((column) => one[column] === other[column]);
}

function unique(rows: readonly MatrixRow[]): readonly MatrixRow[] {
  return [...new Map(rows.map((one) => [JSON.stringify([one.bucket, one.prefix]), one])).values()];
}

interface Bounds {
  readonly plain: CompiledState;
  readonly atMost: CompiledState;
  /** As {@link atMost}, for those who send what the connection is. */
  readonly honest: CompiledState;
  readonly atLeast: CompiledState;
  readonly conditions: Conditions;
  readonly at: Date;
}

function locationId({ bucket, prefix }: Location): string {
  return JSON.stringify([bucket, prefix]);
}

function givesSomething(one: MatrixRow): boolean {
  return COLUMNS.some((column) => one[column] !== 'no');
}

function row(bounds: Bounds, { label, principal }: MatrixPrincipal, location: Location): MatrixRow {
  const { bucket, prefix } = location;
  const isUnknown = [label, bucket, prefix].some((text) => text.includes(UNKNOWN_TEXT));
  const decisions = {} as Record<Column, MatrixDecision>;
  const conditions = new Set<string>();
  const uncertain = new Set<string>(isUnknown ? [UNKNOWN_NAME] : []);
  for (const column of COLUMNS) {
    const hasVerb = column === 'other' && MATRIX_VERBS.some((verb) => decisions[verb] !== 'no');
    const found = isUnknown || hasVerb ? [] : askAll(bounds, requestsFor(column, principal, location), column);
    const best = isUnknown && column !== 'other' ? '?' : RANK.find((one) => found.some(({ given }) => given === one)) ?? 'no';
    decisions[column] = best;
    if (best === '?') for (const { causes } of found) causes.forEach((cause) => uncertain.add(cause));
    if (best !== 'if' && best !== 'yes') continue;
    for (const { request } of found.filter(({ given }) => given === best)) {
      if (best === 'if' && bounds.honest !== bounds.atMost && decide(bounds.honest, request, { at: bounds.at }).effect !== 'allow') conditions.add('only by sending forged values of condition keys');
      for (const text of conditionTexts(decide(bounds.plain, request, { at: bounds.at }), best, bounds.conditions)) conditions.add(text);
    }
  }
  return {
    principal: plain(label),
    bucket: plain(bucket),
    prefix: plain(prefix),
    ...decisions,
    power: [],
    uncertain: [...uncertain].map(plain),
    conditions: [...conditions].map(plain),
  };
}

const UNKNOWN_NAME = 'a name that a policy speaks of is known only after apply; name it with --var, or ask the state after apply';

/** All requests of a verb; of other actions those up to the first that is allowed, since they are many. */
function askAll(bounds: Bounds, requests: readonly AccessRequest[], column: Column): ReadonlyArray<Asked & { readonly request: AccessRequest }> {
  const found: Array<Asked & { readonly request: AccessRequest }> = [];
  for (const request of requests) {
    found.push({ request, ...decisionOf(bounds, request) });
    if (column === 'other' && found.at(-1)?.given === 'yes') break;
  }
  return found;
}

/** One action of a verb is enough for it. */
const RANK: readonly MatrixDecision[] = ['yes', '?', 'if', 'no'];

/** Whose policies aren't known may do anything anywhere. */
function openRow(who: MatrixPrincipal, power: readonly string[]): MatrixRow {
  return { ...emptyRow(who, '?'), bucket: plain(UNKNOWN_TEXT), power, uncertain: ['a policy of its own is not known'] };
}

function emptyRow({ label }: MatrixPrincipal, all: MatrixDecision): MatrixRow {
  return {
    principal: plain(label), bucket: '', prefix: '', read: all, list: all, write: all, delete: all, administer: all, other: all, power: [], uncertain: [], conditions: [],
  };
}

/** An answer, and what it depends on that the source doesn't say. */
interface Asked {
  readonly given: MatrixDecision;
  readonly causes: readonly string[];
}

function decisionOf({ atMost: most, atLeast: least, at }: Bounds, request: AccessRequest): Asked {
  const upper = decide(most, request, { at });
  if (upper.effect === 'uncertain') return { given: '?', causes: causesOf(upper) };
  if (!upper.allowed) return { given: 'no', causes: [] };
  const lower = decide(least, request, { at });
  if (lower.effect === 'uncertain') return { given: '?', causes: causesOf(lower) };
  return { given: lower.allowed ? 'yes' : 'if', causes: [] };
}

function causesOf({ unknowns }: Decision): readonly string[] {
  return unknowns.map(({ where, reason }) => (reason.startsWith(where) ? reason : `${where}: ${reason}`));
}

/**
 * What the answer depends on: conditions of the statements that allow, that would, that deny and that would. Where the answer is `yes`,
 * only the connection is left to depend on.
 */
function conditionTexts({ conditional }: Decision, given: 'yes' | 'if', conditionsOf: Conditions): readonly string[] {
  return conditional.filter(({ effect }) => given === 'if' || effect === 'Deny').flatMap(({ policy, index, effect, mismatches }) => {
    if (mismatches.some(({ part, key = '' }) => part !== 'condition' || isSettled(key, effect))) return [];
    const texts = (conditionsOf.get(statementId(policy, index)) ?? []).filter(({ key }) => !isSettled(key, effect)).map(conditionText);
    return texts.length === 0 ? [] : [`${effect === 'Allow' ? 'only with' : 'not with'} ${texts.join(' and ')}`];
  });
}

/** The conditions of the statements that have any. */
type Conditions = ReadonlyMap<string, readonly Condition[]>;

function allConditions(state: AccessState): Conditions {
  const { users, groups, roles } = state;
  const policies = [
    ...[...users.values(), ...roles.values()].flatMap(({ policies: own, boundary }) => [...own, ...(boundary ? [boundary] : [])]),
    ...[...groups.values()].flatMap((group) => group.policies),
    ...resourcePolicies(state),
  ];
  return new Map(policies.flatMap(({ name, document }) => (document?.statements ?? []).flatMap(({ conditions = [] }, index) => (
    conditions.length === 0 ? [] : [[statementId(name, index), conditions] as const]
  ))));
}

function statementId(policy: string, index: number): string {
  return JSON.stringify([policy, index]);
}

/** Conditions that say no more than the row itself. A guard against plain HTTP is worth saying. */
function isSettled(key: string, effect: 'Allow' | 'Deny'): boolean {
  return isFixedKey(key) && !(effect === 'Deny' && /^(?:aws:SecureTransport|s3:TlsVersion)$/i.test(key));
}

function conditionText({ operator, key, values }: Condition): string {
  return `${operator} ${key} ${values.map(visible).join(', ')}`;
}

/** Whether a place of which a Deny speaks lies within one that something else speaks of: only there it takes anything. */
function liesWithin({ bucket, prefix }: Location, spoken: readonly Location[]): boolean {
  return spoken.some((wider) => (wider.bucket === bucket || matchesGlob(wider.bucket, bucket)) && prefix.startsWith(literalStart(wider.prefix)));
}

function literalStart(prefix: string): string {
  return /^[^*?$]*/.exec(prefix)?.[0] ?? '';
}
