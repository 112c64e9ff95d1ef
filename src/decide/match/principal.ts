import type { Principals, Statement } from '../../policy/document';
import { globMatches } from '../../policy/pattern/glob';
import { UNKNOWN_TEXT } from '../../state/access-state';
import type { ResolvedPrincipal } from '../principal';
import { MAYBE, NO, Truth, YES, and, not, or } from '../truth';
import { isSameOwnArn } from './own-arn';
import { expandTokens } from './pattern';
import { tokenize } from './tokens';

/**
 * How a bucket policy's statement speaks of a principal, which decides what else must allow:
 * `direct` by the user's or the session's own ARN: nothing else, not even the boundary (same account);
 * `limited` as everyone, or by the role's ARN: no identity policy is needed, but the boundary must allow (same account);
 * `account` by its account: the account's own policies must allow as well.
 */
export interface PrincipalMatch {
  readonly direct: Truth;
  readonly limited: Truth;
  readonly account: Truth;
}

const NOBODY: PrincipalMatch = { direct: NO, limited: NO, account: NO };

/**
 * Whether a bucket policy's statement speaks of a principal. A statement without `Principal` and `NotPrincipal` speaks of nobody.
 *
 * Allows: `*` (everyone, anonymous too), account ids and their root ARNs, ARNs of users, roles and sessions, services, federated and
 * canonical users. No wildcards inside, no variables.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchPrincipals(statement: Statement, principal: ResolvedPrincipal): PrincipalMatch {
  const named = statement.principals === undefined ? undefined : matchList(statement.principals, principal);
  const except = statement.notPrincipals === undefined ? undefined : exceptThese(statement.notPrincipals, statement.effect, principal);
  if (named === undefined) return except === undefined ? NOBODY : { ...NOBODY, limited: except };
  if (except === undefined) return named;
  return { direct: and(named.direct, except), limited: and(named.limited, except), account: and(named.account, except) };
}

/** Whether it speaks of the principal in any way. */
export function anyMatch(match: PrincipalMatch): Truth {
  return or(match.direct, or(match.limited, match.account));
}

/** The entries of a principal element, without their kinds: no text of one kind can be mistaken for one of another. */
export function principalEntries(principals: Principals): readonly string[] {
  if (principals === '*') return ['*'];
  const { AWS, Service, Federated, CanonicalUser } = principals;
  // mostly there is one kind, and its list may be long
  if (Service === undefined && Federated === undefined && CanonicalUser === undefined) return AWS ?? [];
  return [AWS, Service, Federated, CanonicalUser].flatMap((list) => list ?? []);
}

function matchList(principals: Principals, principal: ResolvedPrincipal): PrincipalMatch {
  let { direct, limited, account } = NOBODY;
  for (const entry of principalEntries(principals)) {
    if (entry === '*') {
      limited = YES;
    } else if (entry.includes(UNKNOWN_TEXT) && !isSameOwnArn(entry, principal.arn ?? '')) {
      limited = or(limited, unknownEntry(entry, principal));
    } else {
      account = or(account, namesAccount(entry, principal));
      const named = namesPrincipal(entry, principal);
      if (principal.kind === 'role' || principal.kind === 'session') limited = or(limited, named);
      else direct = or(direct, named);
      if (entry === principal.sessionArn) direct = YES;
    }
  }
  return { direct, limited, account };
}

const ACCOUNT = /^(?:arn:[^:]*:iam::)?([^:]+?)(?::root)?$/;

/** An account is written as its id or as its root's ARN. */
export function accountOf(entry: string): string | undefined {
  return entry.endsWith(':root') || /^\d+$/.test(entry) ? ACCOUNT.exec(entry)?.[1] : undefined;
}

function namesAccount(entry: string, principal: ResolvedPrincipal): Truth {
  if (principal.account !== undefined && !entry.includes(principal.account)) return NO;
  const account = accountOf(entry);
  if (account === undefined || principal.kind === 'anonymous' || principal.kind === 'other') return NO;
  if (principal.account === undefined) return MAYBE;
  return account === principal.account ? YES : NO;
}

const NAMED = /^arn:[^:]*:iam::([^:]*):(user|role)\/(?:[^]*\/)?([^/]+)$/;

function namesPrincipal(entry: string, principal: ResolvedPrincipal): Truth {
  if (entry === principal.sessionArn) return YES;
  if (entry === principal.arn) return entry.includes(UNKNOWN_TEXT) && !isSameOwnArn(entry, principal.arn) ? MAYBE : YES;
  if (principal.kind === 'root') return namesAccount(entry, principal);
  if (principal.name === undefined || !entry.endsWith(principal.name)) return NO;
  const parts = NAMED.exec(entry);
  if (parts === null || parts[3] !== principal.name) return NO;
  if (parts[2] !== (principal.kind === 'user' ? 'user' : 'role') || (principal.exactArn && principal.arn?.includes(UNKNOWN_TEXT) !== true)) return NO;
  if (principal.account === undefined) return MAYBE;
  return parts[1] === principal.account ? YES : NO;
}

/** An entry that is only partly known may be everyone, if nothing of it is known, or anyone that its known parts fit. */
function unknownEntry(entry: string, principal: ResolvedPrincipal): Truth {
  const expansion = expandTokens(tokenize(entry, { wildcards: false, variables: false }), { get: () => undefined });
  if (expansion === undefined) return MAYBE;
  const [, partition = 'aws'] = principal.arn?.split(':') ?? [];
  const root = principal.account === undefined ? [] : [`arn:${partition}:iam::${principal.account}:root`, principal.account];
  const names = ['*', ...root, ...(principal.arn === undefined ? [] : [principal.arn]), ...(principal.sessionArn === undefined ? [] : [principal.sessionArn])];
  return names.some((name) => name.includes(UNKNOWN_TEXT) || globMatches(expansion.codes, name)) ? MAYBE : NO;
}

/**
 * `NotPrincipal`. With Allow: everyone who isn't listed in any way. With Deny: everyone, unless both the principal and its account are
 * listed; of a principal listed without its account AWS says only that it "might" be denied. A permissions boundary makes it always denied.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function exceptThese(listed: Principals, effect: Statement['effect'], principal: ResolvedPrincipal): Truth {
  const match = matchList(listed, principal);
  if (effect === 'Allow') return not(anyMatch(match));
  if (principalEntries(listed).includes('*')) return NO;
  if (principal.boundary !== undefined) return YES;
  const itself = or(match.direct, match.limited);
  if (itself === NO || principal.kind === 'anonymous' || principal.kind === 'other' || principal.kind === 'root') return not(itself);
  return itself === YES && match.account === YES ? NO : MAYBE;
}
