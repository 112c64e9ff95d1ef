// Turns what jest and the other steps reported into the closing lines of `npm test`.

/** The counts and the names of what was skipped, from the object that `jest --json` writes; undefined when jest wrote none. */
function tallyJest(report) {
  if (!report) return { passed: 0, failed: 1, skipped: [] };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  return {
    passed: report.numPassedTests,
    // A file that cannot even be loaded has no tests to count, and is a failure all the same.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: tests.filter(({ status }) => status === 'pending' || status === 'todo').map(({ fullName }) => fullName),
  };
}

/** Adds the steps, each of which counts as one test, to jest's own counts. */
function tally(steps, report) {
  const jest = tallyJest(report);
  const failedSteps = steps.filter(({ ok }) => !ok).length;
  const failed = jest.failed + failedSteps;
  return { passed: jest.passed + steps.length - failedSteps, failed, skipped: jest.skipped };
}

/** The last line of `npm test`. */
const closingLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped.length} skipped`;

module.exports = { tally, closingLine };
