import { assumedOf } from '../decide/assumed-keys';
import { compileState, type CompiledState } from '../decide/compiled-state';
import { decide, type DecideOptions } from '../decide/decide';
import type { Decision } from '../decide/decision';
import { asForged } from '../decide/forged';
import { momentOf } from '../decide/moment';
import type { AccessRequest } from '../decide/request';
import type { Condition } from '../policy/document';
import { s3Action } from '../s3/catalogue';
import { UNKNOWN_TEXT, type AccessState } from '../state/access-state';
import { atLeast, atMost, isFixedKey } from './matrix-bounds';
import type { Place } from './matrix-places';
import { matrixPrincipals, type MatrixPrincipal } from './matrix-principals';
import { VERB_ACTIONS, type MatrixVerb } from './matrix-verbs';
import { visible } from './visible';

export type { MatrixVerb } from './matrix-verbs';

/** `if` where it depends on a condition, `?` where the source doesn't tell. */
export type MatrixAnswer = 'yes' | 'if' | 'no' | '?';

/** One principal and one place: what it may do there. */
export interface MatrixRow {
  /** For example `user dana`, `role deployer`, `account 111122223333`, the ARN or service that a bucket policy names, or `anonymous`. */
  readonly principal: string;
  /** The bucket; a pattern where a policy speaks of buckets by pattern. */
  readonly bucket: string;
  /** The folder, or a pattern of keys; `''` is the whole bucket. */
  readonly prefix: string;
  /** Whether it may read objects. */
  readonly read: MatrixAnswer;
  /** Whether it may list keys. */
  readonly list: MatrixAnswer;
  /** Whether it may write objects. */
  readonly write: MatrixAnswer;
  /** Whether it may delete objects. */
  readonly delete: MatrixAnswer;
  /** Whether it may change the bucket's configuration. */
  readonly administer: MatrixAnswer;
  /** What the answers depend on: conditions of the statements that would give or take access. */
  readonly conditions: readonly string[];
}

/** The columns in their order. */
export const MATRIX_VERBS = Object.keys(VERB_ACTIONS) as readonly MatrixVerb[];

/**
 * Who may do what where: users, roles, everyone whom a bucket policy names and anonymous, by the buckets and folders that statements speak
 * of to them, where a policy says anything of these verbs at all. The request that stands for a folder is one on an object directly in it, over HTTPS, now. The answer is `if` where it depends on
 * other condition keys than those of the connection, the time, the principal and the account of the bucket.
 *
 * @throws AccessError `InvalidRequest` when `at` is not a time
 *
 * @example
 * accessMatrix(readAccessFile('cdktf.out')).filter((row) => row.delete !== 'no');
 */
export function accessMatrix(state: AccessState, options: DecideOptions = {}): readonly MatrixRow[] {
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
 * @throws AccessError `InvalidRequest` when `at` is not a time
 */
export function readMatrix(state: AccessState, { at }: DecideOptions = {}): AccessMatrix {
  const moment = at === undefined ? Date.now() : momentOf(at);
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
    const own = who.own.map((place) => row(bounds, who, place));
    const known = new Set(who.own.map(placeId));
    // a bucket policy may speak to everybody: only the rows that give something are worth reading
    const given = who.shared.filter((place) => !known.has(placeId(place))).map((place) => row(bounds, who, place)).filter(givesSomething);
    return [...own, ...given, ...(who.isOpen ? [openRow(who)] : [])];
  });
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

function placeId({ bucket, prefix }: Place): string {
  return JSON.stringify([bucket, prefix]);
}

function givesSomething(one: MatrixRow): boolean {
  return MATRIX_VERBS.some((verb) => one[verb] !== 'no');
}

function row(bounds: Bounds, { label, principal }: MatrixPrincipal, { bucket, prefix, askedBucket, askedKey, askedPrefix }: Place): MatrixRow {
  const isUnknown = [label, bucket, prefix].some((text) => text.includes(UNKNOWN_TEXT));
  const answers = {} as Record<MatrixVerb, MatrixAnswer>;
  const conditions = new Set<string>();
  for (const verb of MATRIX_VERBS) {
    const found = (isUnknown ? [] : VERB_ACTIONS[verb]).map((action) => {
      const context: AccessRequest['context'] = verb === 'list' ? { 's3:prefix': askedPrefix } : {};
      const request: AccessRequest = { principal, action, resource: s3Action(action)?.level === 'object' ? `${askedBucket}/${askedKey}` : askedBucket, context };
      return { request, given: answer(bounds, request) };
    });
    const best = isUnknown ? '?' : RANK.find((one) => found.some(({ given }) => given === one)) ?? 'no';
    answers[verb] = best;
    if (best !== 'if' && best !== 'yes') continue;
    for (const { request } of found.filter(({ given }) => given === best)) {
      if (best === 'if' && bounds.honest !== bounds.atMost && decide(bounds.honest, request, bounds).effect !== 'allow') conditions.add('only by sending forged values of condition keys');
      for (const text of conditionTexts(decide(bounds.plain, request, bounds), best, bounds.conditions)) conditions.add(text);
    }
  }
  return { principal: readable(label), bucket: readable(bucket), prefix: readable(prefix), ...answers, conditions: [...conditions].map(readable) };
}

/** One action of a verb is enough for it. */
const RANK: readonly MatrixAnswer[] = ['yes', '?', 'if', 'no'];

/** Whose policies aren't known may do anything anywhere. */
function openRow({ label }: MatrixPrincipal): MatrixRow {
  return {
    principal: readable(label), bucket: readable(UNKNOWN_TEXT), prefix: '', read: '?', list: '?', write: '?', delete: '?', administer: '?', conditions: [],
  };
}

function answer({ atMost: most, atLeast: least, at }: Bounds, request: AccessRequest): MatrixAnswer {
  const [upper, lower] = [decide(most, request, { at }), decide(least, request, { at })];
  if (upper.effect === 'uncertain') return '?';
  if (!upper.allowed) return 'no';
  if (lower.effect === 'uncertain') return '?';
  return lower.allowed ? 'yes' : 'if';
}

/**
 * What the answer depends on: conditions of the statements that allow, that would, that deny and that would. Where the answer is `yes`,
 * only the connection is left to depend on.
 */
function conditionTexts({ statements }: Decision, given: 'yes' | 'if', conditionsOf: Conditions): readonly string[] {
  return statements.filter(({ effect }) => given === 'if' || effect === 'Deny').flatMap(({ policy, index, effect, mismatches }) => {
    if (mismatches.some(({ part, key = '' }) => part !== 'condition' || isSettled(key, effect))) return [];
    const texts = (conditionsOf.get(statementId(policy, index)) ?? []).filter(({ key }) => !isSettled(key, effect)).map(conditionText);
    return texts.length === 0 ? [] : [`${effect === 'Allow' ? 'only with' : 'not with'} ${texts.join(' and ')}`];
  });
}

/** The conditions of the statements that have any. */
type Conditions = ReadonlyMap<string, readonly Condition[]>;

function allConditions({ users, groups, roles, buckets }: AccessState): Conditions {
  const policies = [
    ...[...users.values(), ...roles.values()].flatMap(({ policies: own, boundary }) => [...own, ...(boundary ? [boundary] : [])]),
    ...[...groups.values()].flatMap((group) => group.policies),
    ...[...buckets.values()].flatMap(({ policy }) => policy ?? []),
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

/** Names come from anybody's stack: control characters are written out, so that a terminal doesn't obey them. */
function readable(text: string): string {
  return text.replaceAll(UNKNOWN_TEXT, '(unknown)').replace(/[\u0000-\u001f\u007f-\u009f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
