import { compareAccess, readAccess, type AccessState } from '../../src';
import { reviewAccess } from '../../src/report/review';

const ACCOUNT = '111122223333';
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' };
const UNLESS = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotLike: { 'aws:userid': 'AROAEXAMPLE:*' } } };
const dana = (...statements: readonly object[]): AccessState => (
  readAccess({ account: ACCOUNT, users: { dana: { policies: [{ Version: '2012-10-17', Statement: [UNLESS, ...statements] }] } }, buckets: { data: {} } })
);
const FORMATS = ['text', 'markdown', 'html', 'sarif', 'json'] as const;

test.each(FORMATS)('a change that something could cancel does not read as certain: %s', (format) => {
  for (const report of [reviewAccess(dana(), dana(READ), { format }), reviewAccess(dana(READ), dana(), { format })]) {
    expect(report).toMatch(/unless/);
    expect(report).toMatch(/aws:userid/i);
    if (format !== 'json') expect(report).toMatch(/(gained|lost), not for certain,/);
  }
});
test.each(FORMATS)('what is not read, and notes of one side, are listed: %s', (format) => {
  const same = { where: 'aws_lambda_function.x', reason: 'is not read', scope: {}, fingerprint: '1' };
  const note = { where: 'aws_iam_user.y.arn', reason: 'is only known after apply' };
  const report = reviewAccess({ ...dana(), unknowns: [same] }, { ...dana(), unknowns: [same, note] }, { format });
  expect(report).toContain('aws_lambda_function.x');
  expect(report).toContain('aws_iam_user.y.arn');
});
test('a note of one side makes no comparison inconclusive', () => {
  const note = { where: 'aws_iam_user.y.arn', reason: 'is only known after apply' };
  expect(compareAccess(dana(), { ...dana(READ), unknowns: [note] })).toMatchObject({ verdict: 'gained', unread: [{ ...note, state: 'after' }] });
  expect(compareAccess({ ...dana(READ), unknowns: [note] }, dana(READ))).toMatchObject({ verdict: 'none', unread: [{ ...note, state: 'before' }] });
});
test('what is told by statements says that it may cover more', () => {
  const letters = Array.from({ length: 11 }, (_, index) => ({ ...READ, Resource: `arn:aws:s3:::*${String.fromCharCode(97 + index)}*` }));
  const { gained } = compareAccess(dana(), dana(...letters));
  expect(gained.map(({ inexact }) => inexact)).toEqual(letters.map(() => true));
  expect(reviewAccess(dana(), dana(...letters))).toContain('may cover more than what changed');
});
