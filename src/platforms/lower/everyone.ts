/* Pass 5 of lowering a statement. It may assume: nothing but that a statement is in AWS's language. */
import type { Principals } from '../../policy/document';
import type { Dialect, IntentStatement } from '../dialect';

/** Writes everyone in the form that the platform's documents use. Both forms mean the same, signed-in or not. */
export function writeEveryone(statement: IntentStatement, { everyoneAsAws = false }: Dialect): IntentStatement {
  if (!everyoneAsAws) return statement;
  const write = (principals: Principals): Principals => (principals === '*' ? { AWS: ['*'] } : principals);
  const { principals, notPrincipals } = statement;
  return { ...statement, ...(principals && { principals: write(principals) }), ...(notPrincipals && { notPrincipals: write(notPrincipals) }) };
}
