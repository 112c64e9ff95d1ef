import { createRequire } from 'node:module';

interface Step { readonly name: string; readonly ok: boolean }
interface Total { readonly passed: number; readonly failed: number; readonly skipped: readonly string[] }
interface Tally { tally(steps: readonly Step[], report: unknown): Total; closingLine(total: Total): string }
const { tally, closingLine } = createRequire(__filename)('../../tools/tally.cjs') as Tally;

const steps: Step[] = [{ name: 'lint', ok: true }, { name: 'compile', ok: true }];
const report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [{
    assertionResults: [
      { status: 'passed', fullName: 'a' },
      { status: 'pending', fullName: 'apply (skipped: terraform is absent)' },
      { status: 'todo', fullName: 'later' },
    ],
  }],
};

describe('the last line of npm test', () => {
  test('counts tests and steps, and names what was skipped', () => {
    const total = tally(steps, report);
    expect(closingLine(total)).toBe('5 passed, 0 failed, 2 skipped');
    expect(total.skipped).toEqual(['apply (skipped: terraform is absent)', 'later']);
  });

  test('counts a failed test, a file that does not load and a failed step', () => {
    const total = tally([...steps, { name: 'types', ok: false }], { ...report, numFailedTests: 1, numRuntimeErrorTestSuites: 1 });
    expect(closingLine(total)).toBe('5 passed, 3 failed, 2 skipped');
  });

  test('counts a failure when jest left no report', () => {
    expect(closingLine(tally(steps, undefined))).toBe('2 passed, 1 failed, 0 skipped');
  });
});
