import type { ChangedStatement } from '../../compare';
import type { PolicyDocument } from '../../policy/document';
import { policyObject } from '../../policy/json';
import type { AccessState } from '../../state/access-state';
import type { NamedPolicy } from '../../state/named-policy';

/** The documents of a state by the names of their policies. */
export type PolicyBook = ReadonlyMap<string, PolicyDocument>;

/** Every policy of a state. Two of the same name are not distinguished; the first one is shown. */
export function policyBook(state: AccessState): PolicyBook {
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
export function statementText({ policy, index }: ChangedStatement, book: PolicyBook): string | undefined {
  const document = book.get(policy);
  const statement = document?.statements[index];
  if (document === undefined || statement === undefined) return undefined;
  return JSON.stringify(policyObject({ ...document, statements: [statement] }).Statement[0], null, 2);
}

/** How many policies are new, gone or written differently. */
export function policiesChanged(before: PolicyBook, after: PolicyBook): number {
  const text = (document: PolicyDocument | undefined) => JSON.stringify(document);
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => text(before.get(name)) !== text(after.get(name))).length;
}
