import { UNKNOWN_TEXT } from '../state/access-state';
import type { PrincipalKind, ResolvedPrincipal } from './principal';

/** The condition keys that follow from a principal, by their names in lower case. */
export type PrincipalKeys = ReadonlyMap<string, readonly string[]>;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
const TYPES: Readonly<Partial<Record<PrincipalKind, string>>> = {
  anonymous: 'Anonymous',
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
};

const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;

/**
 * The condition keys that AWS sets from the principal alone. The unique ids of users and roles are in every request of theirs, but no
 * policy or stack tells them: their value is unknown, which is not the same as absent.
 */
export function principalKeys(principal: ResolvedPrincipal): PrincipalKeys {
  const keys = new Map<string, readonly string[]>();
  const set = (key: string, value: string | undefined): void => {
    if (value !== undefined) keys.set(key, [value]);
  };
  const federated = federatedUser(principal);
  set('aws:principaltype', federated === undefined ? TYPES[principal.kind] : 'FederatedUser');
  set('aws:userid', userId(principal));
  if (principal.kind === 'anonymous') set('aws:principalaccount', 'anonymous');
  else set('aws:principalisawsservice', String(principal.kind === 'other' && SERVICE.test(principal.label)));
  if (principal.kind === 'anonymous' || (principal.kind === 'other' && federated === undefined)) return keys;
  set('aws:principalarn', principal.arn);
  set('aws:principalaccount', principal.account ?? UNKNOWN_TEXT);
  if (principal.kind === 'user') set('aws:username', principal.name);
  for (const [tag, value] of Object.entries(principal.access?.tags ?? {})) set(`aws:principaltag/${tag.toLowerCase()}`, value);
  return keys;
}

/** The name of a federated user's session, which anyone who asks for it chooses. */
function federatedUser({ kind, arn = '' }: ResolvedPrincipal): string | undefined {
  return kind === 'other' ? /^arn:[^:]*:sts::[^:]*:federated-user\/([^]*)$/.exec(arn)?.[1] : undefined;
}

function userId(principal: ResolvedPrincipal): string | undefined {
  const federated = federatedUser(principal);
  if (federated !== undefined) return `${principal.account ?? UNKNOWN_TEXT}:${federated}`;
  if (principal.kind === 'anonymous') return 'anonymous';
  if (principal.kind === 'root') return principal.account;
  return principal.kind === 'other' ? undefined : UNKNOWN_TEXT;
}
