import type { Condition, Statement } from '../policy/document';
import { parseOperator } from '../policy/operators';
import { UNKNOWN_TEXT } from '../state/access-state';
import { isUnevaluated, type CompiledStatement } from './compiled-statement';
import type { RequestKeys } from './match/keys';
import { principalEntries } from './match/principal';
import type { PreparedRequest } from './prepared-request';
import type { ResolvedPrincipal } from './principal';
import { NO, Truth, YES } from './truth';

/** A part of a statement that doesn't match a request, or only may. */
export interface Mismatch {
  /** Which part; `policy` when nothing of the policy is known. */
  readonly part: 'principal' | 'action' | 'resource' | 'condition' | 'policy';
  /** False when the part only may match. */
  readonly certain: boolean;
  /** Of a condition: its operator as written. */
  readonly operator?: string;
  /** Of a condition: its key as written. */
  readonly key?: string;
  /** Of a condition: its values. */
  readonly values?: readonly string[];
  /** Of a condition: the request's values; absent when it has no such key. */
  readonly actual?: readonly string[];
  /** All of it as a part of a sentence. */
  readonly text: string;
}

/** `Principal` and `NotPrincipal`. */
export function principalMismatch(source: Statement, principal: ResolvedPrincipal, truth: Truth): Mismatch | undefined {
  if (truth === YES) return undefined;
  const listed = source.principals === undefined
    ? source.notPrincipals === undefined ? 'the statement has none, so it speaks of nobody' : `everyone but ${list(principalEntries(source.notPrincipals))}`
    : list(principalEntries(source.principals));
  return mismatch('principal', truth, `principal: ${listed} ${isNot(truth)} ${principal.sessionArn ?? shown(principal.arn ?? principal.label)}`);
}

/** `Action` and `NotAction`. */
export function actionMismatch(source: Statement, action: string, statement: CompiledStatement): Mismatch | undefined {
  const { evaluation } = statement;
  if (isUnevaluated(source, evaluation)) return mismatch('action', NO, `action: the platform takes ${evaluation?.unevaluated?.join(', ') ?? ''} and never evaluates a statement with it`);
  const truth = statement.action(action.toLowerCase());
  if (truth === YES) return undefined;
  return mismatch('action', truth, `action: ${elements(source.actions, source.notActions)} ${covers(truth)} ${action}`);
}

/** `Resource` and `NotResource`. */
export function resourceMismatch(
  source: Statement, { resource, keys }: PreparedRequest, statement: CompiledStatement,
): Mismatch | undefined {
  const truth = statement.resource(resource, 0, keys);
  if (truth === YES) return undefined;
  return mismatch('resource', truth, `resource: ${elements(source.resources, source.notResources)} ${covers(truth)} ${resource}`);
}

/** Every condition that doesn't hold, or only may. */
export function conditionMismatches(source: Statement, keys: RequestKeys, { conditions }: CompiledStatement): readonly Mismatch[] {
  return (source.conditions ?? []).flatMap((condition, index) => {
    const truth = conditions[index](keys);
    return truth === YES ? [] : [conditionMismatch(condition, keys, truth)];
  });
}

function conditionMismatch(condition: Condition, keys: RequestKeys, truth: Truth): Mismatch {
  const { operator, key, values } = condition;
  const actual = keys.get(key.toLowerCase());
  const given = actual === undefined ? `the request has no ${key}` : `the request has ${list(actual)}`;
  const known = parseOperator(operator) === undefined ? ', which is not an operator,' : '';
  const text = `condition: ${operator}${known} ${key} ${list(values)} ${truth === NO ? 'does not hold' : 'only may hold'}: ${given}`;
  return { ...mismatch('condition', truth, text), operator, key, values, ...(actual === undefined ? {} : { actual }) };
}

function mismatch(part: Mismatch['part'], truth: Truth, text: string): Mismatch {
  return { part, certain: truth === NO, text };
}

function covers(truth: Truth): string {
  return truth === NO ? 'does not cover' : 'only may cover';
}

function isNot(truth: Truth): string {
  return truth === NO ? 'is not' : 'only may be';
}

function elements(listed: readonly string[] | undefined, except: readonly string[] | undefined): string {
  if (except !== undefined) return `all but ${list(except)}`;
  return listed === undefined ? 'no element' : list(listed);
}

const MOST_SHOWN = 5;

/** A few values; a list of thousands helps nobody. */
function list(values: readonly string[]): string {
  const some = values.slice(0, MOST_SHOWN).map((value) => (value === '' ? '""' : shown(value))).join(', ');
  return values.length > MOST_SHOWN ? `${some} and ${values.length - MOST_SHOWN} more` : some;
}

function shown(text: string): string {
  return text.replaceAll(UNKNOWN_TEXT, '(unknown)');
}
