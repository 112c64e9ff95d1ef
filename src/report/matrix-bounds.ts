import type { Statement } from '../policy/document';
import type { AccessState } from '../state/access-state';
import { mapStatements } from '../state/map-statements';

/**
 * Condition keys that a row of the matrix fixes: its requests have them, or they follow from the principal. Other keys are open: an answer
 * that they change is `if`.
 */
export function isFixedKey(key: string): boolean {
  return FIXED.test(key);
}

const FIXED = /^(?:aws:SecureTransport|s3:TlsVersion|s3:prefix|aws:username|aws:userid|aws:PrincipalArn|aws:PrincipalAccount|aws:PrincipalType|aws:PrincipalTag\/[^]*|aws:CurrentTime|aws:EpochTime|aws:ViaAWSService|aws:PrincipalIsAWSService|aws:ResourceAccount|s3:ResourceAccount)$/i;

/** The state when every open condition works for anyone who asks: what it limits is given, and what it takes away isn't. */
export function atMost(state: AccessState): AccessState {
  return mapStatements(state, (statement) => (isFixed(statement) ? [statement] : statement.effect === 'Deny' ? [] : [fixedPart(statement)]));
}

/** The state when every open condition works against anyone who asks. */
export function atLeast(state: AccessState): AccessState {
  return mapStatements(state, (statement) => (isFixed(statement) ? [statement] : statement.effect === 'Deny' ? [fixedPart(statement)] : []));
}

function isFixed({ conditions = [] }: Statement): boolean {
  return conditions.every(({ key }) => isFixedKey(key));
}

function fixedPart(statement: Statement): Statement {
  return { ...statement, conditions: statement.conditions?.filter(({ key }) => isFixedKey(key)) };
}
