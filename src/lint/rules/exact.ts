import { compareTwoDocuments } from '../../compare/compare-documents';
import { globsOverlap } from '../../decide/match/glob-overlap';
import type { Evaluation } from '../../platforms/evaluation';
import { matchesActionPattern } from '../../policy/action-pattern';
import type { PolicyDocument, Statement } from '../../policy/document';
import { replaceBraces } from '../../policy/pattern/braces';
import { globCodes } from '../../policy/pattern/glob';
import type { PolicyRule } from '../types';

const NOTHING: PolicyDocument = { version: '2012-10-17', statements: [] };

/**
 * Statements that no request can match, that a Deny of the same policy takes back entirely, or without which the policy says the same: found
 * exactly, by comparing what the policy allows with and without them, as the platform judges. What can't be determined is not reported.
 */
export const exactStatements: PolicyRule = ({ policy: { document }, policyType }, { evaluation }) => {
  if (document === undefined) return [];
  const { statements } = document;
  const isNone = (before: PolicyDocument, after: PolicyDocument, how: Evaluation | undefined) => (
    compareTwoDocuments(before, after, { policyType }, how).verdict === 'none'
  );
  // what is asked for a request is a matter of what allows it: a Deny is held against what it says itself
  const bare = evaluation?.asks === undefined ? evaluation : { ...evaluation, asks: undefined };
  return statements.flatMap((statement, index) => {
    const others = statements.filter((_, at) => at !== index);
    if (canFail(statement) && isNone(NOTHING, { ...document, statements: [{ ...statement, effect: 'Allow' }] }, bare)) {
      return [{
        code: 'StatementNeverMatches', severity: 'warning' as const, index, ...neverBecause(statement),
      }];
    }
    if (!others.some((other) => overlaps(statement, other, evaluation))) return [];
    const having = (some: readonly Statement[]) => ({ ...document, statements: some });
    const same = (one: readonly Statement[], other: readonly Statement[], how = evaluation) => isNone(having(one), having(other), how);
    // a Deny is held against the other ones alone: what it takes back may be given by another policy
    const isNeedless = statement.effect === 'Deny' ? same(denied(statements), denied(others), bare) : same(statements, others);
    if (!isNeedless) return [];
    return [statement.effect === 'Allow' && isTakenBack(statement, others, same)
      ? { code: 'AllowShadowedByDeny', severity: 'warning' as const, index, reason: 'a Deny of the same policy takes back all that it allows', remedy: 'remove it, or narrow the Deny' }
      : { code: 'RedundantStatement', severity: 'note' as const, index, reason: 'without it the policy says exactly the same', remedy: 'remove it, or whatever covers it if less was meant' }];
  });
};

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

/** A cheap look whether two statements can be about the same request at all, which most of a policy's can't. */
function overlaps(one: Statement, other: Statement, evaluation: Evaluation | undefined): boolean {
  const actions = (texts: readonly string[] | undefined) => texts && [...texts, ...meantThere(texts, evaluation)];
  // a bucket may be taken for the folder of its name
  const resources = (texts: readonly string[] | undefined) => (evaluation?.bucketAsFolder === true ? texts?.flatMap((text) => [text, `${text}/`]) : texts);
  return anyOverlap(actions(one.actions), actions(other.actions), true) && anyOverlap(resources(one.resources), resources(other.resources), false);
}

/** What a platform hears of actions in the names of others. */
function meantThere(texts: readonly string[], { implies = {}, asks = {} }: Evaluation = {}): readonly string[] {
  const heard = [...Object.entries(implies), ...Object.entries(asks).map(([name, { action }]) => [name, [action]] as const)];
  return heard.flatMap(([name, others]) => (texts.some((text) => matchesActionPattern(text, name)) ? others : []));
}

function anyOverlap(some: readonly string[] | undefined, others: readonly string[] | undefined, foldCase: boolean): boolean {
  if (some === undefined || others === undefined) return true;
  const codes = (text: string) => globCodes(replaceBraces(foldCase ? text.toLowerCase() : text, () => '*'));
  const against = others.map(codes);
  return some.some((text) => against.some((other) => globsOverlap(codes(text), other)));
}
