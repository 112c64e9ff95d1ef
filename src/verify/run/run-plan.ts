import { outcomeOf, verdictOf } from '../judge';
import { OPERATIONS, OPERATION_NAMES } from '../operations';
import { askerName, type CaseResult, type Outcome, type VerifyCase, type VerifyPlan, type VerifyRequest } from '../types';
import { inParallel } from './in-parallel';
import { uploadIdIn, type Sent, type Session } from './session';

/** How a plan is followed. */
export interface Running {
  readonly session: Session;
  readonly concurrency: number;
  /** Ends the run: what isn't sent by then isn't sent. */
  readonly signal?: AbortSignal;
  /** Hears of each case that is done. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** What came of a plan. */
export interface Ran {
  readonly results: readonly CaseResult[];
  /** Why it ended before its end. @default - it didn't */
  readonly stopped?: string;
}

/** So many requests in a row without an answer, and no more are sent. */
const MOST_SILENT = 5;

/** Sends the requests of a plan, one kind after another, and judges the answers. */
export class Run {
  private readonly outcomes = new Map<number, Outcome>();
  private readonly uploads = new Map<number, string>();
  private readonly rejected = new Set<string>();
  private silent = 0;
  private stopped: string | undefined;

  constructor(private readonly plan: VerifyPlan, private readonly running: Running) {}

  /** Whether the server has stopped answering. */
  public get isUnreachable(): boolean {
    return this.silent >= MOST_SILENT;
  }

  public async follow(): Promise<Ran> {
    const { plan: { cases }, running: { concurrency } } = this;
    await this.seed();
    for (const operation of OPERATION_NAMES) {
      await inParallel(cases.filter((one) => one.operation === operation), concurrency, (one) => this.ask(one));
    }
    const results = cases.map((one) => ({ case: one, outcome: this.outcomes.get(one.id) ?? { kind: 'notTried' as const, reason: 'the run ended before' } }));
    return { results, ...(this.stopped !== undefined && { stopped: this.stopped }) };
  }

  private async seed(): Promise<void> {
    await inParallel(this.plan.seeds, this.running.concurrency, async ({ kind, request, cases }) => {
      if (this.hasEnded()) return;
      const answer = await this.running.session.send(request);
      this.heard(answer.status);
      const isMade = answer.status !== undefined && answer.status < 300;
      const uploadId = isMade && kind === 'upload' ? uploadIdIn(answer.body) : undefined;
      if (uploadId !== undefined) cases.forEach((id) => this.uploads.set(id, uploadId));
      if (isMade && (kind === 'object' || uploadId !== undefined)) return;
      for (const id of cases) this.outcomes.set(id, notMade(request, answer));
    });
  }

  private async ask(one: VerifyCase): Promise<void> {
    const name = askerName(one.principal);
    if (!this.outcomes.has(one.id)) {
      if (this.hasEnded()) return;
      this.outcomes.set(one.id, this.rejected.has(name) ? { kind: 'noAnswer', cause: 'rejectedKey', reason: 'the server rejects the key, as it did before' } : await this.send(one));
    }
    this.running.onProgress?.(this.outcomes.size, this.plan.cases.length);
  }

  private async send(one: VerifyCase): Promise<Outcome> {
    const uploadId = OPERATIONS[one.operation].needs === 'upload' ? this.uploads.get(one.id) : undefined;
    const answer = await this.running.session.send(one, uploadId === undefined ? {} : { uploadId });
    this.heard(answer.status);
    if (answer.status === undefined) return { kind: 'noAnswer', cause: answer.cause, reason: answer.reason };
    const outcome = outcomeOf(one, answer);
    // a twin may break its own signature: servers differ in which parameters they sign
    if (outcome.kind === 'noAnswer' && outcome.cause === 'rejectedKey' && one.signing === 'header' && !one.about.startsWith('forged')) this.rejected.add(askerName(one.principal));
    return outcome;
  }

  private heard(status: number | undefined): void {
    this.silent = status === undefined ? this.silent + 1 : 0;
  }

  private hasEnded(): boolean {
    if (this.running.signal?.aborted === true) this.stopped ??= 'interrupted';
    if (this.isUnreachable) this.stopped ??= `${MOST_SILENT} requests in a row were not answered`;
    return this.stopped !== undefined;
  }
}

/** Why a case can't be asked for which something couldn't be made: anyone who may not make it is one thing, no answer another. */
function notMade(request: VerifyRequest, answer: Sent): Outcome {
  const verdict = answer.status === undefined ? { ...answer, passed: undefined } : verdictOf(request, answer);
  const what = `what it needs could not be made as ${askerName(request.principal)}`;
  if (verdict.passed === undefined) return { kind: 'noAnswer', cause: verdict.cause, reason: `${what}: ${verdict.reason}` };
  return { kind: 'notTried', reason: `${what}: ${answer.status} AccessDenied` };
}
