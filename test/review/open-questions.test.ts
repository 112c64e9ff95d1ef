import { compareAccess } from '../../src/compare';
import { REVIEW_FORMATS, reviewChanges } from '../../src/report/review';
import { openQuestions } from '../../src/report/review/open-questions';
import { readAccess } from '../../src/state/read-access';

const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::${var.bucket}/*' } };
const names = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7'];
const aws_iam_user = Object.fromEntries(names.map((name) => [name, { name }]));
const stack = (resource: object) => readAccess({ resource: { aws_iam_user, ...resource } });
const before = stack({});
const after = stack({ aws_iam_user_policy: Object.fromEntries(names.map((name) => [name, { user: name, policy: JSON.stringify(policy) }])) });

describe('what is not certain is a sentence for people, once per cause, with what to do', () => {
  const comparison = compareAccess(before, after);
  const review = reviewChanges({ name: 'before', state: before }, { name: 'after', state: after }, comparison);
  const { questions } = review;

  test('principals with one reason are named together', () => {
    expect(comparison.inconclusive.length).toBeGreaterThan(questions.length);
    const shared = questions.filter(({ principals }) => principals.length > 0);
    expect(shared.map(({ principals }) => principals)).toEqual([names.map((name) => `user ${name}`)]);
    expect(shared[0].text).toMatch(/^It is not certain for user u0, user u1, user u2, user u3, user u4 and 3 more: whether access is gained depends on .*\.$/);
  });

  test('each says what to do', () => {
    for (const { remedy } of questions) expect(remedy).toMatch(/^Name the value with --var/);
  });

  test.each(['text', 'markdown', 'html', 'sarif', 'json'] as const)('in %s', (format) => {
    const report = REVIEW_FORMATS[format](review);
    expect(report.match(/It is not certain for user u0/g)?.length).toBeGreaterThanOrEqual(1);
    expect(report).toContain('Name the value with --var');
    expect(report).not.toMatch(/No change in access/);
  });

  test.each([
    ['more than 200000 combinations', /^Split the policy/], ['depends on arn:aws:s3:::b/${aws:PrincipalTag/team}/*', /^Write the name out/],
    ['an internal check failed', /^Report it/], ['something else', /^Look at it by hand/],
  ])('%s', (reason, remedy) => {
    expect(openQuestions([{ principal: { user: 'dana' }, where: 'dana', reason }])[0].remedy).toMatch(remedy);
  });
});

test.each(['text', 'markdown', 'html'] as const)('what neither side reads and is the same on both stands at the end of %s', (format) => {
  const review = reviewChanges({ name: 'before', state: before }, { name: 'after', state: before }, {
    ...compareAccess(before, before), unread: [{ where: 'aws_s3control_access_grant.a', reason: 'it gives access by itself' }],
  });
  expect(REVIEW_FORMATS[format](review)).toMatch(/Not read, unchanged[^]*aws_s3control_access_grant\.a/);
});
