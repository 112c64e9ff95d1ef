import type { Condition, PolicyDocument, Statement } from '../policy/document';
import { limitsOfDeny, publicityOf } from '../s3/public-access';
import type { AccessChange } from './types';

/** What a bucket policy gives to those who are the public. */
export interface PublicPart {
  /** Its statements, each where it was; those that are not public give nobody anything. */
  readonly document: PolicyDocument;
  /** Conditions that were added, by which requests of callers that a Deny spares by fixed values are left out. */
  readonly added: ReadonlySet<Condition>;
}

const NOBODY = { AWS: [] };

/**
 * The part of a bucket policy that S3 regards as public.
 *
 * @returns undefined where no statement is public, or may be
 */
export function publicPart(document: PolicyDocument): PublicPart | undefined {
  const { statements } = document;
  if (statements.every((statement) => publicityOf(statement) === 'notPublic')) return undefined;
  const added = statements.flatMap(limitsOfDeny);
  const part = (statement: Statement): Statement => {
    if (statement.effect === 'Deny') return statement;
    if (publicityOf(statement) === 'notPublic') return { ...statement, principals: NOBODY, notPrincipals: undefined };
    return added.length === 0 ? statement : { ...statement, conditions: [...statement.conditions ?? [], ...added] };
  };
  return { document: { ...document, statements: statements.map(part) }, added: new Set(added) };
}

/** A change as the whole policy would make it: without the conditions that were added. */
export function withoutAdded(change: AccessChange, added: ReadonlySet<Condition>): AccessChange {
  if (added.size === 0) return change;
  const { before, after } = change.conditions;
  const plain = after.map(({ effect, conditions }) => ({ effect, conditions: effect === 'Deny' ? conditions : conditions.filter((one) => !added.has(one)) }));
  return { ...change, conditions: { before, after: plain } };
}
