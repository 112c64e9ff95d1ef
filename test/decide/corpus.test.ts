import { decide } from '../../src/decide';
import { matchesGlob } from '../../src/policy/pattern/glob';
import { CorpusCase, GlobCase, corpus, corpusIsThere, stateOf } from './corpus';

/**
 * Cases that other platforms' suites decide otherwise than AWS, although they are marked as AWS's truth: by their ids, each with what
 * the AWS documentation says.
 */
const EXCLUSIONS: Readonly<Record<string, string>> = {
  'ceph-rgw-0113': "a condition that AWS refuses or says nothing of: whether it holds can't be determined.",
  'scality-arsenal-0039': "a condition that AWS refuses or says nothing of: whether it holds can't be determined.",
  'scality-arsenal-0085': "a condition that AWS refuses or says nothing of: whether it holds can't be determined.",
  'scality-arsenal-0053': 'the suite gives aws:TokenIssueTime in milliseconds. IAM user guide, condition operators, date operators: the value is an ISO 8601 date or UNIX (epoch) time, which counts seconds.',
  'scality-arsenal-0056': 'the suite gives aws:TokenIssueTime in milliseconds. IAM user guide, condition operators, date operators: the value is an ISO 8601 date or UNIX (epoch) time, which counts seconds.',
  'seaweedfs-0050': 'NotPrincipal with Deny lists the user without its account. IAM user guide, NotPrincipal: with Deny the account ARN of the principal that is not to be denied must be listed too, otherwise the policy might deny access to the entire account.',
  'seaweedfs-0052': 'NotPrincipal with Deny lists the user without its account. IAM user guide, NotPrincipal: with Deny the account ARN of the principal that is not to be denied must be listed too, otherwise the policy might deny access to the entire account.',
  'seaweedfs-0075': "the suite leaves aws:username out of a user's request. IAM user guide, global condition context keys: aws:username is always in the request of an IAM user, so the variable has a value.",
};

const SUITES = ['aws-docs.json', 's3-tests.json', 'minio-pkg.json', 'scality-arsenal.json', 'seaweedfs.json', 'ceph-rgw.json'];
const GRADE_A = new Set(['aws-docs.json', 's3-tests.json']);
const where = corpusIsThere ? describe : describe.skip;

function disagreement(one: CorpusCase): string | undefined {
  const { state, principal } = stateOf(one);
  const { action, resource, context } = one.request;
  const decision = decide(state, { principal, action, resource, context });
  const agrees = one.expected === 'deny' ? decision.effect === 'explicitDeny' || decision.effect === 'implicitDeny' : decision.effect === one.expected;
  return agrees ? undefined : `${one.id}: expected ${one.expected}, decided ${decision.effect}. ${decision.reason}`;
}

where(`the corpus of decision cases${corpusIsThere ? '' : ' (skipped: ../shared/corpus is not beside the repository)'}`, () => {
  const report: string[] = [];
  afterAll(() => process.stdout.write(`${report.join('\n')}\n`));

  test.each(SUITES)('%s agrees under the rules of AWS', (file) => {
    const cases = corpus(file).filter((one) => one.useAsAwsTruth);
    const wrong = cases.map(disagreement);
    const excluded = cases.filter((one, index) => wrong[index] !== undefined && EXCLUSIONS[one.id] !== undefined);
    report.push(`corpus ${file.padEnd(22)} ${wrong.filter((one) => one === undefined).length}/${cases.length} agree${excluded.map((one) => `\n  not ${one.id}: ${EXCLUSIONS[one.id]}`).join('')}`);
    expect(cases.length).toBeGreaterThan(40);
    expect(wrong.filter((text, index) => text !== undefined && EXCLUSIONS[cases[index].id] === undefined)).toEqual([]);
    if (GRADE_A.has(file)) expect(excluded).toEqual([]);
  });

  test('every exclusion is still needed', () => {
    const all = new Map(SUITES.flatMap((file) => corpus(file)).map((one) => [one.id, one]));
    const needless = Object.keys(EXCLUSIONS).filter((id) => {
      const one = all.get(id);
      return one === undefined || disagreement(one) === undefined;
    });
    expect(needless).toEqual([]);
  });

  test('glob.json agrees', () => {
    const cases = corpus<GlobCase>('glob.json');
    const wrong = cases.filter((one) => matchesGlob(one.pattern, one.text, one.caseInsensitive) !== one.match);
    report.push(`corpus ${'glob.json'.padEnd(22)} ${cases.length - wrong.length}/${cases.length} agree`);
    expect(wrong).toEqual([]);
  });
});
