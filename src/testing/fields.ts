import { AccessError } from '../errors';
import { shown } from '../s3/names';

/** What an object of a test may hold, and what is said when it holds something else. */
export interface Fields {
  /** What the object is, such as `a request`. */
  readonly what: string;
  readonly code: 'InvalidRequest' | 'InvalidExpectation';
  readonly allowed: readonly string[];
  /** An example of one. */
  readonly example: string;
}

/**
 * Refuses what is no object, and what has a field that nothing reads: a slip there leaves out what was meant, and a denial passes.
 *
 * @throws AccessError of the code in the fields
 */
export function checkFields(value: unknown, { what, code, allowed, example }: Fields): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const slip = isObject ? Object.keys(value).find((key) => !allowed.includes(key)) : undefined;
  if (isObject && slip === undefined) return;
  const found = isObject ? `has ${shown(slip)}` : `is ${shown(value)}`;
  throw new AccessError({ code, message: `${what} ${found}; it is an object with ${allowed.join(', ')}`, remedy: `write ${example}` });
}

/**
 * Refuses condition keys that no request has, since they lack the service that they begin with.
 *
 * @throws AccessError `InvalidRequest`
 */
export function checkContext(context: Readonly<Record<string, unknown>> = {}): void {
  const slip = Object.keys(context).find((key) => !/^[^:]+:./.test(key));
  if (slip === undefined) return;
  throw new AccessError({
    code: 'InvalidRequest',
    message: `the context has ${shown(slip)}, which is no condition key; one begins with its service`,
    remedy: "write context: { 'aws:SourceIp': '203.0.113.9' }",
  });
}
