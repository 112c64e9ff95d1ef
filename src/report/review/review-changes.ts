import type { Comparison } from '../../compare';
import type { AccessState } from '../../state/access-state';
import type { Acceptance } from './accepted';
import { accessKeyChanges } from './access-keys';
import { accessMap } from './access-map';
import { changeId, groupChanges } from './group-changes';
import { openQuestions } from './open-questions';
import { policiesChanged, policyBook, statementText } from './policies';
import type { PrincipalChanges, Review, ReviewTotals } from './types';

/** How much there is in a state. */
function totalsOf({ users, groups, roles, buckets }: AccessState, policies: number): ReviewTotals {
  return { users: users.size, groups: groups.size, roles: roles.size, buckets: buckets.size, policies };
}

/** One side of a review. */
export interface ReviewState {
  /** What the source is called. */
  readonly name: string;
  readonly state: AccessState;
}

/**
 * Arranges a comparison for reviewers: what changed for several principals in the same way is reported once, each change with its statements, and a
 * map of who reaches what.
 *
 * @param comparison what `compareAccess` answered for the two sides
 * @param acceptance what became of an allow file
 */
export function reviewChanges(before: ReviewState, after: ReviewState, comparison: Comparison, acceptance?: Acceptance): Review {
  const books = { before: policyBook(before.state), after: policyBook(after.state) };
  const accepted = acceptance?.accepted;
  const groups = groupChanges(comparison, (change) => (accepted?.get(change) ?? []).map(({ reason, expires }) => `${reason} ${expires}`).join()).map(
    ({ principals, changes }): PrincipalChanges => ({
      principals,
      changes: changes.map(({ direction, each }) => ({
        id: changeId({ direction, each }),
        direction,
        each,
        change: each[0],
        acceptedBy: accepted?.get(each[0]) ?? [],
        statementTexts: each[0].statements.map((statement) => statementText(statement, books[statement.state])),
      })),
    }),
  );
  const { verdict, gained, lost, inconclusive, named } = comparison;
  return {
    sources: { before: before.name, after: after.name },
    totals: { before: totalsOf(before.state, books.before.size), after: totalsOf(after.state, books.after.size) },
    verdict,
    comparison,
    counts: {
      gained: gained.length,
      lost: lost.length,
      accepted: accepted?.size ?? 0,
      inconclusive: inconclusive.length,
      principals: new Set(groups.flatMap(({ principals }) => principals)).size,
      policies: policiesChanged(books.before, books.after),
    },
    groups,
    named: [...named, ...accessKeyChanges(before.state, after.state)],
    inconclusive,
    questions: openQuestions(inconclusive),
    map: accessMap(before.state, after.state, groups),
    ...(acceptance && { acceptance }),
  };
}
