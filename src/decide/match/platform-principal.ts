import type { Evaluation } from '../../platforms/evaluation';
import type { Statement } from '../../policy/document';
import type { ResolvedPrincipal } from '../principal';
import { MAYBE, and, or } from '../truth';
import { accountOf, matchPrincipals, principalEntries, type PrincipalMatch } from './principal';

/**
 * Whether a bucket policy's statement speaks of a principal, on a platform. Where it isn't clear what the name of an account stands for,
 * it only may let its users in, and only may leave them out.
 */
export function matchOnPlatform(statement: Statement, principal: ResolvedPrincipal, evaluation: Evaluation | undefined): PrincipalMatch {
  const match = matchPrincipals(statement, principal);
  if (evaluation?.unclear?.includes('accounts') !== true) return match;
  const { direct, limited, account } = match;
  const left = statement.notPrincipals === undefined ? [] : principalEntries(statement.notPrincipals);
  const isUnclear = left.some((entry) => accountOf(entry) !== undefined);
  if (isUnclear) return { direct: and(direct, MAYBE), limited: and(limited, MAYBE), account: and(account, MAYBE) };
  // an account's root user is named by its account, and that is clear
  return principal.kind === 'root' ? match : { direct, limited: or(limited, and(account, MAYBE)), account: and(account, MAYBE) };
}
