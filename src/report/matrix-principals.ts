import { principalEntries } from '../decide/match/principal';
import { tokenize } from '../decide/match/tokens';
import { resolvePrincipal } from '../decide/principal';
import type { AccessRequest, RequestPrincipal } from '../decide/request';
import { governedBucket, governedResource } from '../decide/resource/governed';
import { matchesActionPattern } from '../policy/action-pattern';
import type { Effect } from '../policy/document';
import { s3Path } from '../policy/s3-arn';
import { POWER_ACTIONS } from '../s3/access-verbs';
import { s3Action } from '../s3/catalogue';
import { type AccessState, UNKNOWN_TEXT } from '../state/access-state';
import type { NamedPolicy } from '../state/named-policy';
import { partitionOf } from '../state/partition';
import {
  filled, type Location, type LocationReading, locationsOf, sample, shown, type VariableValues, type VersionedStatement,
} from './matrix-locations';

/** Somebody who has rows in the matrix. */
export interface MatrixPrincipal {
  /** For example `user dana`. */
  readonly label: string;
  readonly principal: RequestPrincipal;
  /** The locations that its own policies speak of. */
  readonly own: readonly Location[];
  /** The locations that bucket policies may speak of to it. */
  readonly shared: readonly Location[];
  /** The locations of which statements speak that deny it something. */
  readonly denied: readonly Location[];
  /** What would give it power over access itself. */
  readonly powers: readonly Power[];
  /** Whether something of its own policies isn't known. */
  readonly isOpen: boolean;
}

/** Users, roles, everyone that a bucket policy names and who is neither, and anonymous. */
export function matrixPrincipals(state: AccessState): readonly MatrixPrincipal[] {
  const reading: LocationReading = { buckets: [...state.buckets.keys()], bucketAsFolder: state.platform?.evaluation?.bucketAsFolder === true };
  const bucketPolicies = resourcePolicies(state);
  const given = statementsOf(bucketPolicies, 'Allow');
  const forAll = locationsOf(given, {}, reading);
  const forEveryone = locationsOf(given.filter(speaksToEveryone), {}, reading);
  const taken = locationsOf(statementsOf(bucketPolicies, 'Deny'), {}, reading);
  const naming = byName(given);
  const make = (label: string, principal: RequestPrincipal, policies: readonly NamedPolicy[], values: VariableValues): MatrixPrincipal => ({
    label,
    principal,
    own: locationsOf(statementsOf(policies, 'Allow'), values, reading),
    shared: sharedFor(principal),
    denied: [...locationsOf(statementsOf(policies, 'Deny'), values, reading), ...taken].filter(({ hasVerb }) => hasVerb),
    powers: powersOf(statementsOf(policies, 'Allow'), principal, values),
    isOpen: policies.some(({ document }) => document === undefined),
  });
  const sharedFor = (principal: RequestPrincipal): readonly Location[] => {
    const name = principal === 'anonymous' ? undefined : 'user' in principal ? principal.user : 'role' in principal ? principal.role : undefined;
    if (name === undefined) return forAll;
    const named = naming.get(name);
    return named === undefined ? forEveryone : [...forEveryone, ...locationsOf(named, {}, reading)];
  };
  const users = sorted(state.users).map((user) => make(
    `user ${user.name}`, { user: user.name }, [...user.policies, ...user.groups.flatMap((group) => state.groups.get(group)?.policies ?? [])],
    { 'aws:username': user.name, ...tags(user.tags) },
  ));
  const roles = sorted(state.roles).map((role) => make(`role ${role.name}`, { role: role.name }, role.policies, tags(role.tags)));
  const others = namedByBuckets(state).map(({ label, principal }) => make(label, principal, [], {}));
  return [...users, ...roles, ...others, make('anonymous', 'anonymous', [], {})];
}

/** The policies of buckets and of whatever else has one of its own, and what ACLs give. */
export function resourcePolicies(state: AccessState): readonly NamedPolicy[] {
  const buckets = [...state.buckets.values()].map((bucket) => governedBucket(state, bucket));
  const resources = state.platform?.evaluation === undefined ? [...state.resources?.values() ?? []] : [];
  const others = resources.map((resource) => governedResource(state, resource));
  return [...buckets, ...others].flatMap(({ policies }) => policies.map(({ policy }) => policy));
}

function tags(all: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, value]));
}

function sorted<T>(all: ReadonlyMap<string, T>): readonly T[] {
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Whether a bucket policy's statement may speak to any user: then there is a location for each of them to be asked about. */
function speaksToEveryone({ statement: { principals, notPrincipals } }: VersionedStatement): boolean {
  return notPrincipals !== undefined || (principals !== undefined && principalEntries(principals).some((entry) => entry === '*' || entry.includes(UNKNOWN_TEXT)));
}

/** The statements of bucket policies by the users, roles and role sessions that they name by ARN. */
function byName(statements: readonly VersionedStatement[]): ReadonlyMap<string, readonly VersionedStatement[]> {
  const found = new Map<string, VersionedStatement[]>();
  for (const one of statements) {
    for (const entry of one.statement.principals ? principalEntries(one.statement.principals) : []) {
      const [, kind, path] = /^arn:[^:]*:(?:iam|sts)::[^:]*:(user|role|assumed-role)\/([^]*)$/.exec(entry) ?? [];
      if (path === undefined) continue;
      const name = kind === 'assumed-role' ? path.split('/')[0] : path.slice(path.lastIndexOf('/') + 1);
      found.set(name, [...found.get(name) ?? [], one]);
    }
  }
  return found;
}

/** Accounts, services, and users and roles elsewhere, as far as bucket policies name them. */
function namedByBuckets(state: AccessState): ReadonlyArray<Pick<MatrixPrincipal, 'label' | 'principal'>> {
  const statements = statementsOf(resourcePolicies(state), 'Allow');
  const entries = new Set(statements.flatMap(({ statement: { principals } }) => (principals ? principalEntries(principals) : [])));
  return [...entries].filter((entry) => entry !== '*').sort().flatMap((entry) => {
    const arn = /^\d{12}$/.test(entry) ? `arn:${partitionOf(state)}:iam::${entry}:root` : entry;
    const { access, kind, account } = resolvePrincipal(state, { arn });
    if (access !== undefined && (kind === 'user' || kind === 'role')) return [];
    return [{ label: kind === 'root' ? `account ${account ?? UNKNOWN_TEXT}` : arn, principal: { arn } }];
  });
}

function statementsOf(policies: readonly NamedPolicy[], wanted: Effect): readonly VersionedStatement[] {
  return policies.flatMap(({ document }) => (document?.statements ?? [])
    .filter(({ effect }) => effect === wanted)
    .map((statement) => ({ version: document?.version ?? '2008-10-17', statement })));
}

/** A statement's word for power over access itself, and requests that would show that it holds. */
interface Power {
  /** Such as `iam:* on *`. */
  readonly text: string;
  /** Any of them is enough. */
  readonly requests: readonly AccessRequest[];
}

const POWERS = new Map(POWER_ACTIONS.map((action) => [action.toLowerCase(), action]));

function powersIn(pattern: string): readonly string[] {
  if (/[*?]/.test(pattern)) return POWER_ACTIONS.filter((action) => matchesActionPattern(pattern, action));
  const one = POWERS.get(pattern.toLowerCase());
  return one === undefined ? [] : [one];
}

/** Nobody asks about a bucket's policy on an object. */
function mayBeAbout(action: string, resource: string): boolean {
  const [level, path] = [s3Action(action)?.level, s3Path(resource)];
  return path === undefined || (level !== 'bucket' && level !== 'object') || (level === 'object') === path.includes('/');
}

/** What of a principal's statements would give it power over access itself, by action and resource as they are written. */
function powersOf(statements: readonly VersionedStatement[], principal: RequestPrincipal, values: VariableValues): readonly Power[] {
  const found = new Map<string, Power>();
  for (const { version, statement: { actions, notActions, resources = ['*'] } } of statements) {
    const patterns = (actions ?? (notActions === undefined ? [] : ['*'])).flatMap((pattern) => {
      const meant = powersIn(pattern);
      return meant.length === 0 ? [] : [{ pattern: actions === undefined ? `all but ${notActions?.join(', ')}` : pattern, meant }];
    });
    for (const resource of patterns.length === 0 ? [] : resources) {
      const tokens = filled(tokenize(resource, { wildcards: true, variables: version === '2012-10-17' }), values);
      for (const { pattern, meant } of patterns) {
        const text = `${pattern} on ${shown(tokens)}`;
        const asked = resource === '*' ? '*' : sample(tokens, 'any');
        const requests = meant.filter((action) => mayBeAbout(action, asked)).map((action) => ({ principal, action, resource: asked }));
        found.set(text, { text, requests });
      }
    }
  }
  return [...found.values()];
}
