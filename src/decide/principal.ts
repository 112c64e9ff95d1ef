import type { AccessState, RoleAccess, UserAccess } from '../state/access-state';
import { UNKNOWN_TEXT } from '../state/access-state';
import type { NamedPolicy } from '../state/named-policy';
import { partitionOf } from '../state/partition';
import type { RequestPrincipal } from './request';

/** What kind of principal makes a request; `other` is a service, a federated or a canonical user, known by its text only. */
export type PrincipalKind = 'anonymous' | 'root' | 'user' | 'role' | 'session' | 'other';

/** Who makes a request, with what the access state holds about it. */
export interface ResolvedPrincipal {
  readonly kind: PrincipalKind;
  /** For people: `user dana`. */
  readonly label: string;
  /** Undefined when neither the request nor the state tells it. */
  readonly account?: string;
  /** The name of a user or a role. */
  readonly name?: string;
  /** The ARN that policies name it by (for a session, that of its role); its account may be `UNKNOWN_TEXT`. */
  readonly arn?: string;
  /** Whether the ARN's path is known too; else users and roles are identified by their names, which are unique in an account. */
  readonly exactArn: boolean;
  /** The ARN of a role session. */
  readonly sessionArn?: string;
  /** What the state holds about it. */
  readonly access?: UserAccess | RoleAccess;
  /** Whether its account is the state's own. */
  readonly ownAccount: boolean;
  /** Policies of its own and of its groups. */
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** Groups that the state doesn't hold. */
  readonly missingGroups: readonly string[];
}

const ARN = /^arn:([^:]*):(iam|sts)::([^:]*):(root|user|role|assumed-role|federated-user)(?:\/([^]*))?$/;

/**
 * Finds a request's principal in the access state. Anyone who isn't there has no identity policies that the state knows of.
 *
 * @param partition that of the state, for ARNs that it doesn't tell
 */
export function resolvePrincipal(state: AccessState, principal: RequestPrincipal, partition = (): string => partitionOf(state)): ResolvedPrincipal {
  if (principal === 'anonymous') return plain('anonymous', 'anonymous');
  if ('user' in principal) return userOrRole(state, 'user', principal.user, state.users.get(principal.user), partition);
  if ('role' in principal) return userOrRole(state, 'role', principal.role, state.roles.get(principal.role), partition);
  return byArn(state, principal.arn);
}

function plain(kind: PrincipalKind, label: string, account?: string, arn?: string): ResolvedPrincipal {
  return { kind, label, account, arn, exactArn: true, ownAccount: false, identity: [], missingGroups: [] };
}

function byArn(state: AccessState, arn: string): ResolvedPrincipal {
  const parts = ARN.exec(arn);
  if (parts === null) return plain('other', arn, undefined, arn);
  const [, partition, , account, kind, path = ''] = parts;
  const ownAccount = account === state.account;
  if (kind === 'root') return { ...plain('root', `account ${account}, root`, account, arn), ownAccount };
  if (kind === 'federated-user') return { ...plain('other', arn, account, arn), ownAccount };
  if (kind === 'assumed-role') return session(state, arn, account, path.split('/')[0]);
  const found = find<UserAccess | RoleAccess>(kind === 'user' ? state.users : state.roles, arn, account, state.account, path.slice(path.lastIndexOf('/') + 1));
  if (found !== undefined) return { ...userOrRole(state, kind as 'user' | 'role', found.name, found, () => partition), arn, account, exactArn: true };
  return { ...plain(kind as 'user' | 'role', arn, account, arn), name: path.slice(path.lastIndexOf('/') + 1), ownAccount };
}

function session(state: AccessState, arn: string, account: string, role: string): ResolvedPrincipal {
  const [, partition] = arn.split(':');
  const roleArn = `arn:${partition}:iam::${account}:role/${role}`;
  const found = find(state.roles, roleArn, account, state.account, role);
  const base = found === undefined
    ? { ...plain('session', arn, account, roleArn), name: role, exactArn: false, ownAccount: account === state.account }
    : { ...userOrRole(state, 'role', found.name, found, () => partition), account };
  return { ...base, kind: 'session', label: `session ${arn}`, sessionArn: arn };
}

/** By the ARN that the state tells, else by the name, unless the state tells that the principal is in another account. */
function find<T extends UserAccess | RoleAccess>(
  all: ReadonlyMap<string, T>,
  arn: string,
  account: string,
  own: string | undefined,
  name: string,
): T | undefined {
  const named = all.get(name);
  if (named !== undefined && (named.arn === arn || (isOwn(account, own) && isPathOpen(named.arn)))) return named;
  for (const one of all.values()) if (one.arn === arn) return one;
  return undefined;
}

function isOwn(account: string, own: string | undefined): boolean {
  return own === undefined || own === account;
}

function isPathOpen(arn: string | undefined): boolean {
  return arn === undefined || arn.includes(UNKNOWN_TEXT);
}

function userOrRole(
  state: AccessState,
  kind: 'user' | 'role',
  name: string,
  access: UserAccess | RoleAccess | undefined,
  partition: () => string,
): ResolvedPrincipal {
  const account = state.account ?? accountIn(access?.arn);
  const groups = access !== undefined && 'groups' in access ? access.groups : [];
  return {
    kind,
    label: `${kind} ${name}`,
    account,
    name,
    arn: access?.arn ?? `arn:${partition()}:iam::${account ?? UNKNOWN_TEXT}:${kind}/${name}`,
    exactArn: access?.arn !== undefined,
    access,
    ownAccount: true,
    identity: [...(access?.policies ?? []), ...groups.flatMap((group) => state.groups.get(group)?.policies ?? [])],
    boundary: access?.boundary,
    missingGroups: groups.filter((group) => !state.groups.has(group)),
  };
}

function accountIn(arn: string | undefined): string | undefined {
  const account = arn === undefined ? undefined : ARN.exec(arn)?.[3];
  return account === '' || account?.includes(UNKNOWN_TEXT) === true ? undefined : account;
}
