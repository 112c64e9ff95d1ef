import { askerName, type CaseResult, type NotTried, type VerifyCase, type VerifyReport } from '../types';

/** A report, sorted by what came of it. */
export interface Summary {
  readonly agreed: readonly CaseResult[];
  readonly disagreed: readonly CaseResult[];
  /** The server didn't answer the question. */
  readonly unanswered: readonly CaseResult[];
  /** What wasn't sent, with what the plan already left out. */
  readonly notTried: readonly NotTried[];
  /** One sentence. */
  readonly headline: string;
}

/** Sorts a report by what came of it. */
export function summaryOf({ plan, results, stopped }: VerifyReport): Summary {
  const of = (kind: CaseResult['outcome']['kind']) => results.filter(({ outcome }) => outcome.kind === kind);
  const [agreed, disagreed, unanswered, untried] = [of('agrees'), of('disagrees'), of('noAnswer'), of('notTried')];
  const notTried = [...plan.notTried, ...untried.map(({ case: one, outcome }) => ({ what: caseText(one), reason: outcome.kind === 'notTried' ? outcome.reason : '' }))];
  const asked = agreed.length + disagreed.length + unanswered.length;
  const parts = [
    `${asked} ${asked === 1 ? 'request' : 'requests'}: ${agreed.length} answered as the policies say`,
    `${disagreed.length} not`,
    ...(unanswered.length > 0 ? [`${unanswered.length} without an answer to the question`] : []),
  ];
  return { agreed, disagreed, unanswered, notTried, headline: `${parts.join(', ')}; ${notTried.length} not tried${stopped === undefined ? '' : ` (ended early: ${stopped})`}` };
}

/** What a case asks, in one line. */
export function caseText({ principal, operation, bucket, key, prefix, query, connection, signing, about }: VerifyCase): string {
  const target = bucket === undefined ? '' : ` ${bucket}${key === undefined ? '' : `/${key}`}`;
  const listing = prefix === undefined ? '' : ` prefix=${prefix}`;
  const forged = about.startsWith('forged') && query.length > (prefix === undefined ? 0 : 1) ? ` (${query.map(([name, value]) => `${name}=${value}`).join('&')})` : '';
  return `${askerName(principal)}: ${operation}${target}${listing}${forged} over ${connection}${signing === 'query' ? ', presigned' : ''} [${about}]`;
}

/** What of a case went otherwise than it should. */
export function findingText({ case: one, outcome }: CaseResult): string {
  if (outcome.kind === 'disagrees') {
    const answer = `${outcome.status}${outcome.code === undefined ? '' : ` ${outcome.code}`}`;
    return one.expected === 'deny'
      ? `the server lets it through (${answer}); by the policies it is denied: ${one.reason}`
      : `the server refuses it (${answer}); by the policies it is allowed: ${one.reason}`;
  }
  return outcome.kind === 'agrees' ? `${one.expected === 'allow' ? 'allowed' : 'denied'} (${outcome.status})` : outcome.reason;
}

/** What isn't tried, by its reason, with what it is about. */
export function byReason(list: readonly NotTried[]): ReadonlyArray<readonly [reason: string, what: readonly string[]]> {
  const found = new Map<string, string[]>();
  for (const { what, reason } of list) found.set(reason, [...found.get(reason) ?? [], what]);
  return [...found];
}

/** How often each principal is asked about each bucket, and for what it must pass. */
export interface PlanRow {
  readonly principal: string;
  readonly bucket: string;
  readonly pass: number;
  readonly fail: number;
  /** The operations of which at least one must pass. */
  readonly passing: readonly string[];
}

/** A plan in few lines: one for each principal and bucket. */
export function planRows(cases: readonly VerifyCase[]): readonly PlanRow[] {
  const groups = new Map<string, VerifyCase[]>();
  for (const one of cases) {
    const id = JSON.stringify([askerName(one.principal), one.bucket ?? '']);
    groups.set(id, [...groups.get(id) ?? [], one]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, all]) => {
    const passing = all.filter(({ expected }) => expected === 'allow');
    const [{ principal, bucket = '(all)' }] = all;
    const operations = [...new Set(passing.map(({ operation }) => operation))];
    return { principal: askerName(principal), bucket, pass: passing.length, fail: all.length - passing.length, passing: operations };
  });
}
