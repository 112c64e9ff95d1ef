import type { UnknownAccess } from '../state/access-state';
import { assumedKeys } from './assumed-keys';
import type { CompiledState } from './compiled-state';
import { explainConditional, StatementOutcome, explainStatements } from './explain';
import { assumptionsOf, notesOf, reasonOf } from './explain-decision';
import type { PreparedRequest } from './prepared-request';
import type { AccessRequest } from './request';
import { doubtsOf } from './resource/doubts';
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
