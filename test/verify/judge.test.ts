import { outcomeOf } from '../../src/verify/judge';
import type { Answer, VerifyCase } from '../../src/verify/types';

const base: VerifyCase = { id: 1, principal: { user: 'dana' }, operation: 'PutObject', bucket: 'b', key: '.verify-abcdef01/1', query: [], headers: {}, connection: 'https', signing: 'header', expected: 'allow', reason: '', about: 'granted' };
const error = (status: number, code: string): Answer => ({ status, code, headers: {}, body: `<Error><Code>${code}</Code></Error>` });
const plain = (status: number, body = ''): Answer => ({ status, headers: {}, body });
const outcome = (answer: Answer, more: Partial<VerifyCase> = {}) => outcomeOf({ ...base, ...more }, answer);

test.each([
  ['2xx', plain(200), 'allow', 'agrees'],
  ['2xx', plain(200), 'deny', 'disagrees'],
  ['403 AccessDenied', error(403, 'AccessDenied'), 'deny', 'agrees'],
  ['403 AccessDenied', error(403, 'AccessDenied'), 'allow', 'disagrees'],
] as const)('%s where it must %s', (_, answer, expected, kind) => {
  expect(outcome(answer, { expected }).kind).toBe(kind);
});

/** What is neither a yes nor a no is never counted as one, whatever was expected. */
test.each([
  ['an unknown key', error(403, 'InvalidAccessKeyId'), 'rejectedKey'],
  ['another secret', error(403, 'SignatureDoesNotMatch'), 'rejectedKey'],
  ['a token that is over', error(400, 'ExpiredToken'), 'rejectedKey'],
  ['a clock that is off', error(403, 'RequestTimeTooSkewed'), 'clock'],
  ['an error of the server', error(500, 'InternalError'), 'serverError'],
  ['a server that is busy', error(503, 'SlowDown'), 'serverError'],
  ['no such bucket', error(404, 'NoSuchBucket'), 'other'],
  ['no such object', error(404, 'NoSuchKey'), 'other'],
  ['an operation that the server lacks', error(501, 'NotImplemented'), 'other'],
  ['a method that it lacks', error(405, 'MethodNotAllowed'), 'other'],
  ['another endpoint', error(301, 'PermanentRedirect'), 'other'],
  ['another region', error(400, 'AuthorizationHeaderMalformed'), 'other'],
  ['a page of something in front of it that forbids', plain(403, '<html>Forbidden</html>'), 'other'],
  ['a page of something in front of it that wants a login', plain(401, 'login'), 'other'],
  ['403 without a body', plain(403), 'other'],
] as const)('%s is not an answer to the question', (_, answer, cause) => {
  for (const expected of ['allow', 'deny'] as const) expect(outcome(answer, { expected })).toMatchObject({ kind: 'noAnswer', cause });
});

test('a success is one of S3: a page of something else is not', () => {
  for (const expected of ['allow', 'deny'] as const) {
    expect(outcome(plain(200, '<html>Welcome</html>'), { operation: 'GetObject', expected })).toMatchObject({ kind: 'noAnswer' });
    expect(outcome(plain(200, '<html>Welcome</html>'), { operation: 'ListBucket', prefix: 'a/', key: undefined, expected })).toMatchObject({ kind: 'noAnswer' });
  }
});

test('what was allowed and has nothing to show, was allowed', () => {
  expect(outcome(error(404, 'NoSuchBucketPolicy'), { operation: 'GetBucketPolicy', expected: 'deny' }).kind).toBe('disagrees');
  expect(outcome(error(404, 'NoSuchBucketPolicy'), { operation: 'GetBucketPolicy' }).kind).toBe('agrees');
});

test('a listing of another prefix than the one that must not be listed shows nothing of it', () => {
  const listing = (prefix: string) => plain(200, `<ListBucketResult><Prefix>${prefix}</Prefix></ListBucketResult>`);
  const asked = { operation: 'ListBucket', key: undefined, expected: 'deny', about: 'forged: parameter prefix again', query: [['prefix', 'secret/'], ['prefix', 'public/']], prefix: 'secret/' } as const;
  expect(outcome(listing('public/'), asked).kind).toBe('agrees');
  expect(outcome(listing('secret/'), asked).kind).toBe('disagrees');
  expect(outcome(listing('secret%2F'), asked).kind).toBe('disagrees');
  expect(outcome(listing('a&amp;b/'), { ...asked, prefix: 'a&b/' }).kind).toBe('disagrees');
});

test('a forged request that is not taken at all has not passed, and one with a parameter twice may be signed otherwise there', () => {
  expect(outcome(error(400, 'InvalidRequest'), { expected: 'deny', about: 'forged: header Sourceip' }).kind).toBe('agrees');
  expect(outcome(error(400, 'InvalidRequest'), { expected: 'deny' }).kind).toBe('noAnswer');
  expect(outcome(error(403, 'SignatureDoesNotMatch'), { expected: 'deny', query: [['prefix', 'a'], ['prefix', 'b']] }).kind).toBe('notTried');
});
