import { checkNoNewAccess, equivalent } from '../../compare';
import { globCodes } from '../../decide/match/glob';
import { globsOverlap } from '../../decide/match/glob-overlap';
import type { PolicyDocument, Statement } from '../../policy/document';
import type { PolicyRule } from '../types';

const NOTHING: PolicyDocument = { version: '2012-10-17', statements: [] };

/**
 * Statements that no request can match, that a Deny of the same policy takes back entirely, or without which the policy says the same: told
 * exactly, by comparing what the policy allows with and without them. What can't be told is not reported.
 */
export const exactStatements: PolicyRule = ({ policy: { document }, side }) => {
  if (document === undefined) return [];
  const { statements } = document;
  return statements.flatMap((statement, index) => {
    const others = statements.filter((_, at) => at !== index);
    if (canFail(statement) && matchesNothing(statement, document, side)) {
      return [{
        code: 'StatementNeverMatches', severity: 'warning' as const, index, reason: 'no request can meet all of its conditions at once', remedy: 'remove it, or one of the conditions that exclude each other',
      }];
    }
    if (!others.some((other) => overlaps(statement, other))) return [];
    const having = (some: readonly Statement[]) => ({ ...document, statements: some });
    const same = (one: readonly Statement[], other: readonly Statement[]) => equivalent(having(one), having(other), { policyType: side });
    // a Deny is held against the other ones alone: what it takes back may be given by another policy
    const isNeedless = statement.effect === 'Deny' ? same(denied(statements), denied(others)) : same(statements, others);
    if (!isNeedless) return [];
    const allows = others.filter(({ effect }) => effect === 'Allow');
    return [statement.effect === 'Allow' && !same([...allows, statement], allows)
      ? { code: 'AllowShadowedByDeny', severity: 'warning' as const, index, reason: 'a Deny of the same policy takes back all that it allows', remedy: 'remove it, or narrow the Deny' }
      : { code: 'RedundantStatement', severity: 'note' as const, index, reason: 'without it the policy says exactly the same', remedy: 'remove it, or whatever covers it if less was meant' }];
  });
};

/** All that is denied, as if it were allowed: two sets of denials are the same when these are. */
function denied(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(({ effect }) => effect === 'Deny').map((statement) => ({ ...statement, effect: 'Allow' }));
}

/** Only conditions, and elements that except something, can leave a statement without any request. */
function canFail({ conditions = [], notActions, notResources }: Statement): boolean {
  return conditions.length > 1 || notActions !== undefined || notResources !== undefined;
}

function matchesNothing(statement: Statement, { version }: PolicyDocument, policyType: 'identity' | 'resource'): boolean {
  return checkNoNewAccess(NOTHING, { version, statements: [{ ...statement, effect: 'Allow' }] }, { policyType }).verdict === 'none';
}

/** A cheap look whether two statements can be about the same request at all, which most of a policy's can't. */
function overlaps(one: Statement, other: Statement): boolean {
  return anyOverlap(one.actions, other.actions, true) && anyOverlap(one.resources, other.resources, false);
}

function anyOverlap(some: readonly string[] | undefined, others: readonly string[] | undefined, foldCase: boolean): boolean {
  if (some === undefined || others === undefined) return true;
  const codes = (text: string) => globCodes((foldCase ? text.toLowerCase() : text).replace(/\$\{[^}]*\}/g, '*'));
  const against = others.map(codes);
  return some.some((text) => against.some((other) => globsOverlap(codes(text), other)));
}
