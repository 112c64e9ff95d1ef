/** What vitest declares of its `expect`, as far as matchers of others are concerned: it takes over those of jest's namespace. */
export const VITEST = `
declare global { namespace jest { interface Matchers<R, T = {}> {} } }
interface Assertion<T = any> extends jest.Matchers<void, T> { not: Assertion<T> }
export declare const expect: { <T>(actual: T): Assertion<T>; extend(matchers: Record<string, (this: { isNot: boolean }, ...args: any[]) => { pass: boolean; message: () => string }>): void };
`;

/** A program whose last line is wrong, so that what isn't typed at all is found too. */
const program = (head: string): string => `${head}
import { accessPlan } from 'bucket-grants';
import { accessMatchers } from 'bucket-grants/testing';
expect.extend(accessMatchers);
const plan = accessPlan({ users: { ci: {} } });
const request = { user: 'ci', action: 's3:PutObject', resource: 'releases/firmware/a' };
expect(plan).toAllow(request);
expect(plan).not.toDeny(request);
expect(plan).toGiveNobody('s3:DeleteObject*', 'releases/*');
expect(plan).toAllowOnly([{ user: 'ci', actions: 's3:PutObject', resources: 'releases/*' }]);
expect(plan).toAllow({ user: 'ci' });
`;

/** One of each runner. Of node:test, where plain functions are called, one is in docs/testing.md. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'jest.ts': program('/// <reference types="jest" />'),
  'globals.ts': program("import { expect } from '@jest/globals';"),
  'vitest.ts': program("import { expect } from 'vitest';"),
};
