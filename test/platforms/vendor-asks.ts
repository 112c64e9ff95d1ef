import { checkAllows, checkDenies, type AccessSubject, type TestRequest } from '../../src/testing';

/** A request of somebody. */
export type Ask = readonly [who: Pick<TestRequest, 'user' | 'arn' | 'anonymous'>, action: string, resource: string, context?: TestRequest['context']];

/** What an example of a document is meant to allow and to deny. */
export interface Asks {
  readonly allowed: readonly Ask[];
  readonly denied: readonly Ask[];
}

/** What is said of the requests that aren't answered as they are meant to be, for certain. */
export function failures(subject: AccessSubject, { allowed, denied }: Asks): readonly string[] {
  const failed = (check: typeof checkAllows, asks: readonly Ask[]) => asks.flatMap(([who, action, resource, context]) => {
    const { ok, message } = check(subject, { ...who, action, resource, ...(context && { context }) });
    return ok ? [] : [message()];
  });
  return [...failed(checkAllows, allowed), ...failed(checkDenies, denied)];
}
