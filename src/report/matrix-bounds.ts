import type { Statement } from '../policy/document';
import type { AccessState, NamedPolicy } from '../state/access-state';

/**
 * Condition keys that a row of the matrix fixes: its requests have them, or they follow from the principal. Other keys are open: an answer
 * that they change is `if`.
 */
export function isFixedKey(key: string): boolean {
  return FIXED.test(key);
}

const FIXED = /^(?:aws:SecureTransport|s3:TlsVersion|s3:prefix|aws:username|aws:userid|aws:PrincipalArn|aws:PrincipalAccount|aws:PrincipalType|aws:PrincipalTag\/[^]*)$/i;

/** The state when every open condition works for whoever asks: what it limits is given, and what it takes away isn't. */
export function atMost(state: AccessState): AccessState {
  return mapStatements(state, (statement) => (isFixed(statement) ? [statement] : statement.effect === 'Deny' ? [] : [fixedPart(statement)]));
}

/** The state when every open condition works against whoever asks. */
export function atLeast(state: AccessState): AccessState {
  return mapStatements(state, (statement) => (isFixed(statement) ? [statement] : statement.effect === 'Deny' ? [fixedPart(statement)] : []));
}

function isFixed({ conditions = [] }: Statement): boolean {
  return conditions.every(({ key }) => isFixedKey(key));
}

function fixedPart(statement: Statement): Statement {
  return { ...statement, conditions: statement.conditions?.filter(({ key }) => isFixedKey(key)) };
}

interface Holder {
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

function mapStatements(state: AccessState, change: (statement: Statement) => readonly Statement[]): AccessState {
  const policy = (one: NamedPolicy): NamedPolicy => (
    one.document ? { ...one, document: { ...one.document, statements: one.document.statements.flatMap(change) } } : one
  );
  const holder = <T extends Holder>(one: T): T => (
    { ...one, policies: one.policies.map(policy), ...(one.boundary && { boundary: policy(one.boundary) }) }
  );
  const holders = <T extends Holder>(all: ReadonlyMap<string, T>) => new Map([...all].map(([name, one]) => [name, holder(one)]));
  return {
    ...state,
    users: holders(state.users),
    groups: holders(state.groups),
    roles: holders(state.roles),
    buckets: new Map([...state.buckets].map(([name, bucket]) => [name, { ...bucket, ...(bucket.policy && { policy: policy(bucket.policy) }) }])),
  };
}
