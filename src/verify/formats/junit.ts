import { xml } from '../../report/escape/xml';
import { askerName, type CaseResult, type NotTried, type VerifyReport } from '../types';
import { caseText, findingText } from './summary';
import { leftText } from './text';

/**
 * A report as JUnit writes one, for what shows tests: a suite for each principal, and one for what isn't tried.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junit({ plan, results, left, stopped }: VerifyReport): string {
  const names = [...new Set(results.map(({ case: one }) => askerName(one.principal)))];
  const suites = [
    ...names.map((name) => suite(name, results.filter(({ case: one }) => askerName(one.principal) === name).map(testCase))),
    suite('not tried', plan.notTried.map(skipped)),
    suite('clean-up', left.map((one) => element('not removed', leftText(one), 'skipped', ''))),
    ...(stopped === undefined ? [] : [suite('the run', [element('the run', 'goes to its end', 'error', stopped)])]),
  ].filter(({ tests }) => tests > 0);
  const sum = (count: 'tests' | 'failures' | 'errors' | 'skipped') => suites.reduce((total, one) => total + one[count], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bucket-grants verify" tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}" skipped="${sum('skipped')}">`,
    ...suites.map(({ lines }) => lines),
    '</testsuites>',
  ].join('\n');
}

interface TestCase {
  readonly kind?: 'failure' | 'error' | 'skipped';
  readonly line: string;
}

function suite(name: string, cases: readonly TestCase[]) {
  const of = (kind: TestCase['kind']): number => cases.filter((one) => one.kind === kind).length;
  const [failures, errors, skips] = [of('failure'), of('error'), of('skipped')];
  const head = `  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skips}">`;
  return { tests: cases.length, failures, errors, skipped: skips, lines: [head, ...cases.map(({ line }) => line), '  </testsuite>'].join('\n') };
}

function testCase(result: CaseResult): TestCase {
  const { case: one, outcome } = result;
  const kinds = { agrees: undefined, disagrees: 'failure', noAnswer: 'error', notTried: 'skipped' } as const;
  return element(askerName(one.principal), `${one.id} ${caseText(one)}`, kinds[outcome.kind], findingText(result));
}

function skipped({ what, reason }: NotTried): TestCase {
  return element('not tried', what, 'skipped', reason);
}

function element(className: string, name: string, kind: TestCase['kind'], message: string): TestCase {
  const head = `    <testcase classname="${xml(className)}" name="${xml(name)}"`;
  return { kind, line: kind === undefined ? `${head}/>` : `${head}><${kind} message="${xml(message)}"/></testcase>` };
}
