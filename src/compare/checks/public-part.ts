import type { Condition, PolicyDocument, Statement } from '../../policy/document';
import { limitsOfDeny, publicityOf } from '../../s3/public-access';
import type { FixedKeys } from '../compile/text-pattern';
import type { AccessChange } from '../types';

/** What a bucket policy gives to those who are the public. */
export interface PublicPart {
  /** Its statements, each where it was; those that are not public give nobody anything. */
  readonly document: PolicyDocument;
  /** Conditions that were added, by which requests of callers that a Deny spares by fixed values are left out. */
  readonly added: ReadonlySet<Condition>;
}

const NOBODY = { AWS: [] };

/** Keys that requests have which come through an access point. */
const THROUGH_ACCESS_POINT: readonly string[] = ['s3:dataaccesspointaccount', 's3:dataaccesspointarn'];

/**
 * Whether a statement that isn't public leaves the say to access points: what they give to the public goes through. Requests to the bucket itself
 * lack the keys that it asks for.
 */
export function delegates(statement: Statement): boolean {
  return statement.effect === 'Allow' && publicityOf(statement) === 'notPublic'
    && statement.conditions?.some(({ key }) => THROUGH_ACCESS_POINT.includes(key.toLowerCase())) === true;
}

/** What requests to a bucket itself lack, as far as no statement that is public asks for it. */
export function notThrough(statements: readonly Statement[]): FixedKeys {
  const asks = (all: readonly Statement[], name: string) => all.some(({ conditions }) => conditions?.some(({ key }) => key.toLowerCase() === name));
  const open = statements.filter((statement) => publicityOf(statement) !== 'notPublic');
  const kept = statements.filter(delegates);
  return new Map(THROUGH_ACCESS_POINT.filter((name) => asks(kept, name) && !asks(open, name)).map((name) => [name, null]));
}

/**
 * The part of a bucket policy that S3 regards as public.
 *
 * @param isKept statements to leave as they are
 * @returns undefined where no statement is public, or may be, or is kept
 */
export function publicPart(document: PolicyDocument, isKept: (statement: Statement) => boolean = () => false): PublicPart | undefined {
  const { statements } = document;
  if (statements.every((statement) => publicityOf(statement) === 'notPublic' && !isKept(statement))) return undefined;
  const added = statements.flatMap(limitsOfDeny);
  const part = (statement: Statement): Statement => {
    if (statement.effect === 'Deny' || isKept(statement)) return statement;
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
