import type { CompiledStatement } from './compiled-statement';
import type { RequestKeys } from './match/keys';
import { NO, Truth, YES, and } from './truth';

/** A statement with how certainly it speaks of the principal (and, in an index, of the action). */
export interface Candidate {
  readonly statement: CompiledStatement;
  readonly truth: Truth;
}

/** Requests name few actions, but nobody promises it: beyond this many the index starts anew. */
const MOST_ACTIONS = 1024;

/** Statements of one effect that may bear on a principal, by action: a request then asks only the few that speak of its action. */
export class StatementSet {
  private readonly byAction = new Map<string, readonly Candidate[]>();

  constructor(private readonly candidates: readonly Candidate[]) {}

  /** Whether any statement applies. */
  public applies(action: string, resource: string, keys: RequestKeys): Truth {
    if (this.candidates.length === 0) return NO;
    const asked = this.byAction.get(action) ?? this.index(action);
    let truth: Truth = NO;
    for (let i = 0; i < asked.length && truth !== YES; i++) {
      const { statement, truth: most } = asked[i];
      if (most <= truth) continue;
      const one = and(most, statement.applies(resource, keys));
      if (one > truth) truth = one;
    }
    return truth;
  }

  private index(action: string): readonly Candidate[] {
    const lower = action.toLowerCase();
    const asked: Candidate[] = [];
    for (const { statement, truth } of this.candidates) {
      const both = and(truth, statement.action(lower));
      if (both !== NO) asked.push({ statement, truth: both });
    }
    if (this.byAction.size >= MOST_ACTIONS) this.byAction.clear();
    this.byAction.set(action, asked);
    return asked;
  }
}

/** A set of the statements that certainly, or maybe, speak of a principal. */
export function statementSet(statements: readonly CompiledStatement[], effect: CompiledStatement['effect'], truthOf: (statement: CompiledStatement) => Truth = () => YES): StatementSet {
  const candidates: Candidate[] = [];
  for (const statement of statements) {
    const truth = statement.effect === effect ? truthOf(statement) : NO;
    if (truth !== NO) candidates.push({ statement, truth });
  }
  return new StatementSet(candidates);
}
