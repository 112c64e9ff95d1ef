import type { ChangedStatement, Comparison } from '../../compare';
import type { PolicyDocument } from '../../policy/document';
import { policyObject } from '../../policy/json';
import type { AccessState } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';
import type { Acceptance } from './accepted';
import { accessMap } from './access-map';
import { changeId, groupChanges } from './group-changes';
import { openQuestions } from './open-questions';
import type { AccessMap, PrincipalChanges, Review, ReviewedName, ReviewTotals } from './types';

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
  let map: AccessMap | undefined;
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
    // only the formats with a map need it, and it asks about every principal and location
    get map() {
      return map ??= accessMap(before.state, after.state, groups);
    },
    ...(acceptance && { acceptance }),
  };
}

/** Access keys that only one side has, or that were suspended or made active again. */
function accessKeyChanges(before: AccessState, after: AccessState): readonly ReviewedName[] {
  const [had, has] = [before, after].map(({ accessKeys = [] }) => new Map(accessKeys.map((key) => [JSON.stringify([key.user, key.name]), key])));
  const changes: ReviewedName[] = [];
  for (const [id, key] of had) if (!has.has(id)) changes.push({ kind: 'access key', name: `${key.user}, ${key.name}`, change: 'removed' });
  for (const [id, { user, name, status }] of has) {
    const old = had.get(id);
    const inactive = status === 'Inactive' ? ', inactive' : '';
    if (old === undefined) changes.push({ kind: 'access key', name: `${user}, ${name}${inactive}`, change: 'added' });
    else if (old.status !== status) changes.push({ kind: 'access key', name: `${user}, ${name}, now ${status === 'Inactive' ? 'inactive' : 'active'}`, change: 'changed' });
  }
  return changes;
}

/** The documents of a state by the names of their policies. */
type PolicyBook = ReadonlyMap<string, PolicyDocument>;

/** Every policy of a state. Two of the same name are not distinguished; the first one is shown. */
function policyBook(state: AccessState): PolicyBook {
  const book = new Map<string, PolicyDocument>();
  for (const { name, document } of allPolicies(state)) if (document !== undefined && !book.has(name)) book.set(name, document);
  return book;
}

function* allPolicies({ users, groups, roles, buckets }: AccessState): Generator<NamedPolicy> {
  for (const holders of [users, groups, roles]) for (const { policies } of holders.values()) yield* policies;
  for (const holders of [users, roles]) for (const { boundary } of holders.values()) if (boundary !== undefined) yield boundary;
  for (const { policy } of buckets.values()) if (policy !== undefined) yield policy;
}

/** A statement as JSON text, indented for readers. */
function statementText({ policy, index }: ChangedStatement, book: PolicyBook): string | undefined {
  const document = book.get(policy);
  const statement = document?.statements[index];
  if (document === undefined || statement === undefined) return undefined;
  return JSON.stringify(policyObject({ ...document, statements: [statement] }).Statement[0], null, 2);
}

/** How many policies are new, gone or written differently. */
function policiesChanged(before: PolicyBook, after: PolicyBook): number {
  const text = (document: PolicyDocument | undefined) => JSON.stringify(document);
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => text(before.get(name)) !== text(after.get(name))).length;
}
