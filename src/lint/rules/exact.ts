import { OverlappingStatements } from '../../compare/checks/overlapping-statements';
import { compareTwoDocuments } from '../../compare/compare-documents';
import type { Evaluation } from '../../platforms/evaluation';
import type { PolicyDocument, Statement } from '../../policy/document';
import type { PolicyRule } from '../types';

const NOTHING: PolicyDocument = { version: '2012-10-17', statements: [] };

/** As many pairs of statements are put into the comparisons of one policy: enough for a hundred that are all about the same requests. */
const MOST_PAIRS = 2_000_000;
/** As many are looked at before, to find which those are. */
const MOST_LOOKED = 200_000;
/** As much work may each comparison be, and so often may one be more: every pattern that begins with a wildcard can double it. */
const MOST_STATES = 100_000;
const MOST_PASSED = 2;

/**
 * Statements that no request can match, that a Deny of the same policy takes back entirely, or without which the policy says the same: found
 * exactly, by comparing what the policy allows with and without them, as the platform judges. What can't be determined is not reported. What isn't
 * looked at any more, because the policy has too many statements that are about the same requests, is a finding of its own.
 */
export const exactStatements: PolicyRule = ({ policy: { document }, policyType }, { evaluation }) => {
  if (document === undefined) return [];
  const { statements } = document;
  let pairs = 0;
  let passed = 0;
  const isNone = (before: PolicyDocument, after: PolicyDocument, how: Evaluation | undefined) => {
    pairs += after.statements.length ** 2;
    const { verdict, inconclusive } = compareTwoDocuments(before, after, { policyType, maxStates: MOST_STATES }, how);
    if (inconclusive.some(({ cause }) => cause === 'limit')) passed += 1;
    return verdict === 'none';
  };
  // what is asked for a request is a matter of what allows it: a Deny is held against what it says itself
  const bare = evaluation?.checkedAs === undefined ? evaluation : { ...evaluation, checkedAs: undefined };
  const overlapping = new OverlappingStatements(statements, evaluation);
  const look = (statement: Statement, index: number) => {
    if (canFail(statement) && isNone(NOTHING, { ...document, statements: [{ ...statement, effect: 'Allow' }] }, bare)) {
      return [{
        code: 'StatementNeverMatches', severity: 'warning' as const, index, ...neverBecause(statement),
      }];
    }
    const overlapped = overlapping.of(index);
    if (overlapped.length === 0) return [];
    // only statements about the same requests can make a difference for them, unless the platform asks about other requests too
    const near = evaluation?.checkedAs === undefined ? [...overlapped, index].sort((a, b) => a - b) : [...statements.keys()];
    const [all, others] = [near, near.filter((at) => at !== index)].map((some) => some.map((at) => statements[at]));
    const having = (some: readonly Statement[]) => ({ ...document, statements: some });
    const same = (one: readonly Statement[], other: readonly Statement[], how = evaluation) => isNone(having(one), having(other), how);
    // a Deny is held against the other ones alone: what it takes back may be given by another policy
    const isNeedless = statement.effect === 'Deny' ? same(denied(all), denied(others), bare) : same(all, others);
    if (!isNeedless) return [];
    return [statement.effect === 'Allow' && isTakenBack(statement, others, same)
      ? { code: 'AllowShadowedByDeny', severity: 'warning' as const, index, reason: 'a Deny of the same policy takes back all that it allows', remedy: 'remove it, or narrow the Deny' }
      : { code: 'RedundantStatement', severity: 'note' as const, index, reason: 'without it the policy says exactly the same', remedy: 'remove it, or whatever covers it if less was meant' }];
  };
  const found: ReturnType<PolicyRule>[number][] = [];
  for (const [index, statement] of statements.entries()) {
    if (pairs > MOST_PAIRS || overlapping.looked > MOST_LOOKED || passed >= MOST_PASSED) return [...found, notCompared(index, statements.length)];
    found.push(...look(statement, index));
  }
  return found;
};

function notCompared(index: number, count: number): ReturnType<PolicyRule>[number] {
  return {
    code: 'StatementsNotCompared',
    severity: 'note',
    index,
    reason: `this statement and the ${count - index - 1} after it weren't held against the others: too many of the policy are about the same requests`,
    remedy: 'split the policy, or write patterns without a wildcard in front',
  };
}

function neverBecause({ conditions = [] }: Statement): { readonly reason: string; readonly remedy: string } {
  return conditions.length > 1
    ? { reason: 'no request can meet all of its conditions at once', remedy: 'remove it, or one of the conditions that exclude each other' }
    : { reason: 'no request is left that it could be about', remedy: 'remove it, or say what is meant without Not' };
}

/** Whether it is the Deny alone that makes an Allow needless: nothing else allows all of it, and the Deny leaves nothing that others may allow. */
function isTakenBack(
  statement: Statement, others: readonly Statement[], same: (one: readonly Statement[], other: readonly Statement[]) => boolean,
): boolean {
  const [allows, denies] = (['Allow', 'Deny'] as const).map((kind) => others.filter(({ effect }) => effect === kind));
  return same([...denies, statement], denies) && !same([...allows, statement], allows);
}

/** All that is denied, as if it were allowed: two sets of denials are the same when these are. */
function denied(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(({ effect }) => effect === 'Deny').map((statement) => ({ ...statement, effect: 'Allow' }));
}

/** Only conditions, and elements that except something, can leave a statement without any request. */
function canFail({ conditions = [], notActions, notResources }: Statement): boolean {
  return conditions.length > 1 || notActions !== undefined || notResources !== undefined;
}
