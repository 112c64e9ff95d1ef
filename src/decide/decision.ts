import { isForgeable, restsOnFilter } from '../platforms/forgeable';
import { s3Action } from '../s3/catalogue';
import type { UnknownAccess } from '../state/access-state';
import { assumedKeys } from './assumed-keys';
import type { CompiledState } from './compiled-state';
import { explainConditional, explainStatements, someApply, StatementOutcome } from './explain';
import type { PreparedRequest } from './prepared-request';
import { AccessRequest, bucketOf } from './request';
import { assumedOf, doubtsOf } from './resource/doubts';
import type { DecisionEffect } from './truth';

/** A decision as plain data. */
export interface DecisionJson {
  /** The answer. */
  readonly effect: DecisionEffect;
  /** Whether the request is allowed, for certain. */
  readonly allowed: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
  /** Every statement that bears on the request, and what became of it. */
  readonly statements: readonly StatementOutcome[];
  /** What the answer depends on and the source does not tell. */
  readonly unknowns: readonly UnknownAccess[];
  /** What was taken for granted. */
  readonly assumptions: readonly string[];
  /** What a reviewer should know besides. */
  readonly notes: readonly string[];
}

/** The answer to one request, with the statements that made it. All but `effect` is worked out when it is first read. */
export class Decision implements DecisionJson {
  readonly #state: CompiledState;
  readonly #request: AccessRequest;
  readonly #prepared: PreparedRequest;
  readonly #isTimeGiven: boolean;
  readonly #unread: readonly UnknownAccess[];
  #statements: readonly StatementOutcome[] | undefined;

  /** @internal */
  constructor(
    /** The answer. */
    public readonly effect: DecisionEffect,
    state: CompiledState, request: AccessRequest, prepared: PreparedRequest, isTimeGiven: boolean,
    unread: readonly UnknownAccess[] = [],
  ) {
    this.#unread = unread;
    this.#state = state;
    this.#request = request;
    this.#prepared = prepared;
    this.#isTimeGiven = isTimeGiven;
  }

  /** Whether the request is allowed, for certain: false for an uncertain answer too. */
  public get allowed(): boolean {
    return this.effect === 'allow';
  }

  /** Every statement that bears on the principal or the bucket: whether it applies and, if not, why not. */
  public get statements(): readonly StatementOutcome[] {
    return (this.#statements ??= explainStatements(this.#prepared));
  }

  /**
   * Of {@link statements}, those that nothing but their conditions may keep from applying.
   *
   * @internal
   */
  public get conditional(): readonly StatementOutcome[] {
    return explainConditional(this.#prepared);
  }

  /** Why, in one sentence. */
  public get reason(): string {
    const [first] = this.#unread;
    if (first !== undefined) return `Uncertain: ${this.#unread.map(({ where, reason }) => `${where}: ${reason}`).join('; ')}.`;
    return reasonOf(this.effect, this.statements, this.#prepared);
  }

  /** What the decision depends on and the access state doesn't tell; there is something exactly where the answer is uncertain. */
  public get unknowns(): readonly UnknownAccess[] {
    if (this.effect !== 'uncertain') return [];
    const open = this.statements.filter((one) => one.outcome === 'may apply').map((one) => ({ where: one.name, reason: one.text }));
    return [...open, ...doubtsOf(this.#prepared), ...this.#unread];
  }

  /**
   * What was taken for granted, such as that another account allows its own users what the bucket policy gives them, and that the request
   * is made over HTTPS, where that could change the answer.
   */
  public get assumptions(): readonly string[] {
    return [...assumptionsOf(this.#prepared, this.#state), ...assumedKeys(this.effect, this.#request, this.#prepared, this.#isTimeGiven)];
  }

  /** What a reviewer should know besides, such as that the state holds no such user. */
  public get notes(): readonly string[] {
    return notesOf(this.effect, this.#request, this.#prepared, this.#state);
  }

  /** The decision as plain data. */
  public toJSON(): DecisionJson {
    const { effect, allowed, reason, statements, unknowns, assumptions, notes } = this;
    return { effect, allowed, reason, statements, unknowns, assumptions, notes };
  }
}

/** Why a decision is what it is, in one sentence. */
function reasonOf(effect: DecisionEffect, statements: readonly StatementOutcome[], request: PreparedRequest): string {
  const denying = someApply(statements, undefined, 'Deny');
  const allowing = someApply(statements, undefined, 'Allow').filter((one) => one.location !== 'boundary');
  if (effect === 'explicitDeny') return `Explicitly denied: ${texts(denying)}.`;
  if (effect === 'allow') {
    const applying = allowing.filter((one) => one.outcome === 'applies');
    if (request.plan.isFree === true) return 'Allowed: AWS needs no permission for it.';
    return applying.length > 0 ? `Allowed: ${texts(applying)}.` : 'Allowed: the root user of the account needs no policy.';
  }
  if (effect === 'uncertain') {
    const open = statements.filter((one) => one.outcome === 'may apply');
    return `Uncertain: ${texts(open.length > 0 ? open : [...denying, ...allowing])}.`;
  }
  if (allowing.length === 0) return 'Implicitly denied: no statement allows it.';
  return `Implicitly denied, although ${texts(allowing)}: ${missingPolicy(statements, request)}.`;
}

/** What was taken for granted. */
function assumptionsOf(request: PreparedRequest, { state }: CompiledState): readonly string[] {
  const { principal, resource, plan } = request;
  const { resolved } = principal;
  const bucket = bucketOf(resource);
  const assumptions: string[] = [];
  if (principal.isForeign) assumptions.push(`${resolved.label} is in another account, or in one that the access state doesn't name: that account's own policies are taken to allow what the bucket policy gives`);
  for (const group of resolved.missingGroups) assumptions.push(`the access state doesn't hold the group ${group} of ${resolved.label}: it is taken to have no policies`);
  if (bucket !== undefined && !state.buckets.has(bucket)) assumptions.push(`the access state doesn't hold the bucket ${bucket}: it is taken to be the account's own${request.view.bucket.statements.length > 0 ? '' : ', without a bucket policy'}`);
  const taken = [...assumptions, ...datedPolicies(principal), ...assumedOf(request, (name) => state.buckets.has(name))];
  return [...taken, ...conditionAssumptions(plan, state)];
}

/** AWS changes its own managed policies: those that the source doesn't hold are taken to say what they did on a day. */
function datedPolicies({ identity, boundary = [] }: PreparedRequest['principal']): readonly string[] {
  const policies = [...identity, ...boundary].map(({ policy }) => policy);
  const dated = new Map(policies.flatMap(({ name, awsManaged }) => (awsManaged?.asOf === undefined ? [] : [[name, awsManaged.asOf]])));
  const [day] = dated.values();
  return day === undefined ? [] : [`AWS's own policies are taken to say what they did as of ${day}: ${[...dated.keys()].join(', ')}`];
}

/** Where the client has a say in what conditions see: that it says the truth, or that something in front of the server sees to it. */
function conditionAssumptions({ deny, identity, boundary = [], direct, limited, account }: PreparedRequest['plan'], { platform }: CompiledState['state']): readonly string[] {
  const evaluation = platform?.evaluation;
  if (platform === undefined || evaluation?.forgeable === undefined) return [];
  const conditions = [deny, identity, boundary, direct, limited, account].flat().flatMap(({ statement }) => statement.source?.conditions ?? []);
  const keys = (which: typeof isForgeable) => [...new Set(conditions.filter((one) => which(one, evaluation)).map(({ key }) => key))].sort().join(', ');
  const [forgeable, filtered] = [keys(isForgeable), keys(restsOnFilter)];
  return [
    ...(forgeable === '' ? [] : [`${platform.title} takes headers and query parameters of the client for the values of ${forgeable}: the request is taken to have no others than those asked about, and anyone who sends some isn't bound by these conditions`]),
    ...(filtered === '' ? [] : [`something in front of ${platform.title} is taken to strip headers and query parameters that are named like condition keys, as requestFilter states: without it anyone who asks would choose ${filtered}`]),
  ];
}

/** What a reviewer should know besides. */
function notesOf(
  effect: DecisionEffect, request: AccessRequest, { principal, action, resource }: PreparedRequest, state: CompiledState,
): readonly string[] {
  const { resolved } = principal;
  const notes: string[] = [];
  const title = state.state.platform?.title ?? 'AWS';
  if (state.evaluation !== undefined) notes.push(`judged as ${title} does`);
  if (action !== request.action) notes.push(`for ${request.action}, ${title} asks ${action}, and this is about that`);
  if (resolved.ownAccount && resolved.access === undefined && (resolved.kind === 'user' || resolved.kind === 'role' || resolved.kind === 'session')) {
    notes.push(`the access state holds no ${resolved.label}: only bucket policies bear on it`);
  }
  // another platform may have actions of its own
  if (state.evaluation === undefined && /^s3:/i.test(request.action) && s3Action(request.action) === undefined) {
    notes.push(`S3 has no action ${request.action}: no request is about it`);
  }
  const anyway = state.evaluation?.answersAnyway?.[request.action.toLowerCase()];
  if (anyway !== undefined && effect !== 'allow') notes.push(`on ${title} ${anyway}`);
  if (state.state.platform?.policies?.batchDeletes?.is === 'differently' && request.action.toLowerCase() === 's3:deleteobject') {
    notes.push(`a deletion of several objects in one request (POST ?delete) asks for it on the bucket itself, too, on ${title}`);
  }
  const level = levelNote(request.action, resource);
  if (level !== undefined) notes.push(level);
  if (state.state.unknowns.length > 0) notes.push(`the source leaves ${state.state.unknowns.length} values open; those that this decision depends on are under unknowns`);
  return notes;
}

function levelNote(action: string, resource: string): string | undefined {
  const level = s3Action(action)?.level;
  if (bucketOf(resource) === undefined || resource.endsWith(':*')) return undefined;
  const isObject = resource.includes('/');
  if (isObject && level === 'bucket') return `S3 asks about ${action} on the bucket, never on an object`;
  if (!isObject && level === 'object') return `S3 asks about ${action} on objects, never on the bucket`;
  return undefined;
}

function missingPolicy(statements: readonly StatementOutcome[], { principal, view, hasBucket }: PreparedRequest): string {
  const uncertain = statements.some((one) => one.effect === 'Allow' && one.outcome === 'may apply');
  if (uncertain) return 'what only may apply does not allow';
  if (principal.boundary !== undefined && someApply(statements, 'boundary', 'Allow').length === 0) return `the permissions boundary of ${principal.resolved.label} does not allow it`;
  if (hasBucket && !view.sameAccount) {
    return someApply(statements, 'bucket', 'Allow').length === 0
      ? 'the bucket is in another account, so its bucket policy must allow it too'
      : `the bucket is in another account, so the policies of ${principal.resolved.label} must allow it too`;
  }
  return `the bucket policy names only the account, so the policies of ${principal.resolved.label} must allow it too`;
}

function texts(statements: readonly StatementOutcome[]): string {
  const shown = statements.slice(0, 5).map((one) => `${one.name} ${one.outcome}`).join(', ');
  return statements.length > 5 ? `${shown} and ${statements.length - 5} more` : shown;
}
