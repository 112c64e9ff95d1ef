import { presignedQuery, queryText, signedHeaders, type SigningScope } from '../../src/verify/wire/sigv4';

/** The examples that AWS publishes. */
const scope: SigningScope = {
  key: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }, region: 'us-east-1', at: new Date('2013-05-24T00:00:00Z'),
};
const host = 'examplebucket.s3.amazonaws.com';
const signature = (headers: Readonly<Record<string, string>>) => headers.authorization.split('Signature=')[1];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
test.each([
  ['GET Object', { method: 'GET', path: '/test.txt', query: [], headers: { host, range: 'bytes=0-9' }, body: '' }, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
  ['PUT Object', { method: 'PUT', path: '/test%24file.text', query: [], headers: { 'date': 'Fri, 24 May 2013 00:00:00 GMT', host, 'x-amz-storage-class': 'REDUCED_REDUNDANCY' }, body: 'Welcome to Amazon S3.' }, '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
  ['GET Bucket Lifecycle', { method: 'GET', path: '/', query: [['lifecycle', '']], headers: { host }, body: '' }, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['GET Bucket (List Objects)', { method: 'GET', path: '/', query: [['max-keys', '2'], ['prefix', 'J']], headers: { host }, body: '' }, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
] as const)('signs the example of AWS: %s', (_, request, expected) => {
  expect(signature(signedHeaders(request, scope))).toBe(expected);
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
test('signs the example of AWS: a presigned URL', () => {
  const query = presignedQuery({ method: 'GET', path: '/test.txt', query: [], headers: { host }, body: '' }, scope, 86400);
  expect(queryText(query)).toBe('X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
});

test('one parameter may be there twice, in whatever order, and each counts', () => {
  const signed = (...query: ReadonlyArray<readonly [string, string]>) => signature(signedHeaders({ method: 'GET', path: '/', query, headers: { host }, body: '' }, scope));
  expect(signed(['prefix', 'b'], ['prefix', 'a'])).toBe(signed(['prefix', 'a'], ['prefix', 'b']));
  expect(signed(['prefix', 'a'])).not.toBe(signed(['prefix', 'a'], ['prefix', 'b']));
});

test('a token of a session is signed and sent', () => {
  const headers = signedHeaders({ method: 'GET', path: '/', query: [], headers: { host }, body: '' }, { ...scope, key: { ...scope.key, sessionToken: 'token' } });
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers.authorization).toContain('SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,');
});
