import type { VerifyReport } from '../types';
import { summaryOf } from './summary';

/** A report as data. */
export function json(report: VerifyReport): string {
  const { plan, results, left, stopped } = report;
  const { agreed, disagreed, unanswered, notTried } = summaryOf(report);
  return JSON.stringify({
    run: plan.run,
    counts: { agreed: agreed.length, disagreed: disagreed.length, unanswered: unanswered.length, notTried: notTried.length },
    ...(stopped !== undefined && { stopped }),
    results: results.map(({ case: one, outcome }) => ({ ...one, outcome })),
    notTried: plan.notTried,
    left,
  }, null, 2);
}
