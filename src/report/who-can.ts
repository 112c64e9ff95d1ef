import type { AccessChange, ChangedPrincipal, StatementConditions, Witness } from '../compare';
import { granted, restrictedTo } from '../compare/checks/granted';
import { compileState } from '../decide';
import { AccessError } from '../errors';
import { matchesActionPattern } from '../policy/action-pattern';
import type { Effect } from '../policy/document';
import { matchesGlob } from '../policy/pattern/glob';
import { s3Arn, s3Path } from '../policy/s3-arn';
import { mayBeAbout } from '../s3/about';
import { s3Actions } from '../s3/catalogue';
import { shown } from '../shape/shown';
import type { AccessState, AccessStateJson, UnknownScope } from '../state/access-state';
import { partitionOf } from '../state/partition';

/** What {@link whoCan} is asked. */
export interface WhoCanQuery {
  /** An action or a pattern of actions, such as `s3:DeleteObject*`, or several. */
  readonly action: string | readonly string[];
  /** A bucket, an object or a pattern of them, such as `releases/*`, or an ARN; or several. */
  readonly resource: string | readonly string[];
}

/** A statement that bears on what somebody may. */
export interface GivingStatement {
  /** The policy's name, for example `user dana, inline policy home`. */
  readonly policy: string;
  /** Its location in the policy, from 0. */
  readonly index: number;
  /** Its Sid, where it has one. */
  readonly sid?: string;
  /** Whether it allows or denies. */
  readonly effect: Effect;
}

/** Somebody who may do something of what was asked, in one region of it. */
export interface Holder {
  /** Who it is. */
  readonly principal: ChangedPrincipal;
  /** Actions and patterns of them; together they cover what is allowed. */
  readonly actions: readonly string[];
  /** What `actions` covers and isn't allowed. */
  readonly actionsExcept: readonly string[];
  /** Resource patterns; together they cover what is allowed. */
  readonly resources: readonly string[];
  /** What `resources` covers and isn't allowed. */
  readonly resourcesExcept: readonly string[];
  /** The conditions of the statements that speak of it. */
  readonly conditions: readonly StatementConditions[];
  /** The statements that give it. */
  readonly statements: readonly GivingStatement[];
  /** One request that is allowed. */
  readonly witness: Witness;
  /**
   * Of a role: who may take it.
   *
   * @default - the principal isn't a role, or the source doesn't tell its trust policy
   */
  readonly takenBy?: readonly ChangedPrincipal[];
}

/** Somebody who perhaps may, or something that isn't known and could change the answer. */
export interface PossibleHolder {
  /** Who it is about; absent where it could be anybody. */
  readonly principal?: ChangedPrincipal;
  /** Where in the source, for example the name of a policy. */
  readonly where: string;
  /** What it depends on. */
  readonly reason: string;
}

/** What {@link whoCan} answers. */
export interface WhoCan {
  /** Everybody who may, for certain. */
  readonly can: readonly Holder[];
  /** Everybody who perhaps may; empty when the answer is certain. */
  readonly maybe: readonly PossibleHolder[];
}

/**
 * Lists everybody who may do something, with the statements that give it, and everybody who perhaps may: users, roles and who may take them,
 * principals of other accounts that the policy of a resource names, requests that aren't signed. Found by the search of `compareAccess`, as
 * what would be gained by all policies together: each answer has a request that `decide` allows.
 *
 * The root user of an account, who may do anything there that isn't denied, isn't listed: nothing gives it.
 *
 * @param source what {@link readAccess} takes or returns
 * @throws AccessError `InvalidRequest` when no action matches, or no action that does is about any of the resources; `InvalidPattern`, `UnreadableSource`
 * @example
 * const { can, maybe } = whoCan(readAccess('cdktf.out'), { action: 's3:DeleteObject*', resource: 'releases/*' });
 * for (const { principal, statements } of can) console.log(principal, statements);
 */
export function whoCan(source: AccessState | AccessStateJson, { action, resource }: WhoCanQuery): WhoCan {
  const { state } = compileState(source);
  const actions = [action].flat();
  const resources = [resource].flat().map((text) => asArn(text, state));
  checkQuery(actions, resources);
  const { gained, inconclusive } = granted({ ...state, unknowns: [] }, {}, restrictedTo(actions, resources));
  const unknowns = state.unknowns.filter(({ scope }) => scope !== undefined && concerns(scope, actions, resources));
  const takers = takersOf(state, gained);
  return {
    can: gained.filter(({ unless }) => unless === undefined).map((change) => holder(change, takers)),
    maybe: [
      ...gained.flatMap(({ principal, statements, unless = [] }) => unless.map((reason) => ({ principal, where: statements[0]?.policy ?? 'policies', reason: `it may do so unless ${reason}` }))),
      ...inconclusive.map(({ principal, where, reason }) => ({ ...(principal !== undefined && { principal }), where, reason })),
      ...unknowns.map(({ where, reason }) => ({ where, reason })),
    ],
  };
}

function holder(change: AccessChange, takers: Takers): Holder {
  const { principal, actions, actionsExcept, resources, resourcesExcept, conditions, statements, witness } = change;
  const takenBy = typeof principal === 'object' && 'role' in principal ? takers(principal.role) : undefined;
  return {
    principal,
    actions,
    actionsExcept,
    resources,
    resourcesExcept,
    conditions: conditions.after,
    statements: statements.filter(({ state, effect }) => state === 'after' && effect === 'Allow').map(({ state: _, ...statement }) => statement),
    witness,
    ...(takenBy !== undefined && { takenBy }),
  };
}

type Takers = (role: string) => readonly ChangedPrincipal[] | undefined;

const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

/** Who may take each of the roles that something is given to, in one search. */
function takersOf(state: AccessState, gained: readonly AccessChange[]): Takers {
  const asked = [...new Set(gained.flatMap(({ principal }) => (typeof principal === 'object' && 'role' in principal ? principal.role : [])))];
  const arns = new Map(asked.flatMap((name) => {
    const role = state.roles.get(name);
    const arn = role?.arn ?? (state.account === undefined ? undefined : `arn:${partitionOf(state)}:iam::${state.account}:role/${name}`);
    return role?.trust?.document === undefined || arn === undefined ? [] : [[name, arn] as const];
  }));
  if (arns.size === 0) return () => undefined;
  const found = granted({ ...state, unknowns: [] }, {}, restrictedTo(ASSUMING, [...arns.values()])).gained;
  return (name) => {
    const arn = arns.get(name);
    if (arn === undefined) return undefined;
    const taking = found.filter(({ resources, resourcesExcept }) => covers(resources, arn) && !covers(resourcesExcept, arn))
      .map(({ principal }) => principal);
    return [...new Map(taking.map((principal) => [JSON.stringify(principal), principal])).values()];
  };
}

function covers(patterns: readonly string[], arn: string): boolean {
  return patterns.some((pattern) => pattern === '*' || matchesGlob(pattern, arn));
}

/** A bucket, an object or a pattern of them as an ARN in the partition of the state. */
function asArn(text: string, state: AccessState): string {
  if (typeof text !== 'string' || text === '') throw invalid(`the resource ${shown(text)} names nothing`, 'name a bucket, bucket/key, a pattern such as bucket/*, or an ARN');
  if (text === '*' || text.startsWith('arn:')) return text;
  return s3Arn(text.replace(/^s3:\/\//, ''), partitionOf(state));
}

/** Refuses a question that nobody can be the answer to: an answer "nobody" would be taken for one. */
function checkQuery(actions: readonly string[], resources: readonly string[]): void {
  if (actions.length === 0 || resources.length === 0) throw invalid('the question names no action or no resource', 'name both, such as s3:GetObject and releases/*');
  for (const action of actions) {
    if (typeof action !== 'string' || !/^(?:\*|[\w*?-]+:[\w*?]+)$/.test(action)) throw invalid(`${shown(action)} is not an action or a pattern of actions`, 'write such as s3:GetObject or s3:Delete*');
    if (!/^s3:/i.test(action)) continue;
    const meant = s3Actions().filter(({ name }) => matchesActionPattern(action, name));
    if (meant.length === 0) throw invalid(`no action of S3 matches ${action}`, 'actions are called as in policies, such as s3:ListBucket, and not always as the API calls (ListObjectsV2)');
    if (meant.some((one) => resources.some((resource) => mayBeAbout(one, resource)))) continue;
    throw invalid(
      `S3 never asks about ${action} on ${resources.join(', ')}`,
      meant[0].level === 'bucket' ? 'name the bucket itself, without a / behind it' : meant[0].level === 'none' ? 'name *' : 'name objects, such as bucket/* or bucket/folder/*',
    );
  }
}

/** Whether something unknown could change an answer to the question. */
function concerns({ services, buckets }: UnknownScope, actions: readonly string[], resources: readonly string[]): boolean {
  const isService = services?.some((service) => actions.some((action) => matchesGlob(action.split(':', 1)[0], service, true))) ?? true;
  const isBucket = buckets?.some((bucket) => resources.some((resource) => {
    const path = s3Path(resource);
    return path === undefined || matchesGlob(path.split('/', 1)[0], bucket);
  })) ?? true;
  return isService && isBucket;
}

function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidRequest', message, remedy });
}
