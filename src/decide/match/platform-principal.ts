import type { Evaluation, UnclearFact } from '../../platforms/evaluation';
import type { Statement } from '../../policy/document';
import type { ResolvedPrincipal } from '../principal';
import { MAYBE, and, or } from '../truth';
import { accountOf, matchPrincipals, principalEntries, type PrincipalMatch } from './principal';

/**
 * Whether a bucket policy's statement speaks of a principal, on a platform. Where it isn't clear what the name of an account stands for,
 * it only may let its users in, and only may leave them out; so it is with all of it where it isn't clear which principals bucket policies govern.
 */
export function matchOnPlatform(statement: Statement, principal: ResolvedPrincipal, evaluation: Evaluation | undefined): PrincipalMatch {
  const named = matchPrincipals(statement, principal);
  const unclear = evaluation?.unclear ?? NOTHING;
  const match = principal.kind !== 'anonymous' && unclear.includes('bucketPolicies') ? atMost(named) : named;
  if (!unclear.includes('accounts')) return match;
  const { direct, limited, account } = match;
  const left = statement.notPrincipals === undefined ? [] : principalEntries(statement.notPrincipals);
  const isUnclear = left.some((entry) => accountOf(entry) !== undefined);
  if (isUnclear) return atMost(match);
  // an account's root user is named by its account, and that is clear
  return principal.kind === 'root' ? match : { direct, limited: or(limited, and(account, MAYBE)), account: and(account, MAYBE) };
}

const NOTHING: readonly UnclearFact[] = [];

/** What only may be so. */
function atMost({ direct, limited, account }: PrincipalMatch): PrincipalMatch {
  return { direct: and(direct, MAYBE), limited: and(limited, MAYBE), account: and(account, MAYBE) };
}
