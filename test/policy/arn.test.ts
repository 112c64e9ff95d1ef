import * as fc from 'fast-check';
import { accountRootArn, parseArn, PARTITIONS, roleArn, userArn, withPartition } from '../../src/policy/arn';
import { bucketArn, objectArn } from '../../src/policy/s3-arn';
import { ANY, USER_NAME } from '../../src/policy/text';

const MARK = '${TfToken[TOKEN.7]}';

describe('parseArn', () => {
  test('keeps colons of the resource', () => {
    expect(parseArn('arn:aws-cn:s3:eu:123456789012:a:b/c\n')).toEqual({ partition: 'aws-cn', service: 's3', region: 'eu', account: '123456789012', resource: 'a:b/c\n' });
  });

  test.each(['', '*', 'arn', 'arn:aws:s3:::', 'arn:aws:s3:*', 'urn:aws:s3:::b', ' arn:aws:s3:::b'])('%p', (text) => {
    expect(parseArn(text)).toEqual(text === 'arn:aws:s3:::' ? { partition: 'aws', service: 's3', region: '', account: '', resource: '' } : undefined);
  });

  test('undoes what was joined', () => {
    const segment = fc.string().map((text) => text.replaceAll(':', ''));
    fc.assert(fc.property(segment, segment, segment, segment, fc.string(), (partition, service, region, account, resource) => {
      expect(parseArn(['arn', partition, service, region, account, resource].join(':'))).toEqual({ partition, service, region, account, resource });
    }));
  });
});

test('buckets and objects', () => {
  expect(bucketArn('releases')).toBe('arn:aws:s3:::releases');
  expect(bucketArn(MARK)).toBe(`arn:aws:s3:::${MARK}`);
  expect(objectArn('shared', 'ho*me/', USER_NAME, '/', ANY)).toBe('arn:aws:s3:::shared/ho${*}me/${aws:username}/*');
  expect(objectArn(MARK, ANY)).toBe(`arn:aws:s3:::${MARK}/*`);
});

test('partitions rewrite ARNs of the partition aws and nothing else', () => {
  expect(PARTITIONS.map((partition) => withPartition('arn:aws:s3:::b/arn:aws:x', partition))).toEqual(
    ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'].map((name) => `arn:${name}:s3:::b/arn:aws:x`),
  );
  for (const text of ['*', 'arn:aws-cn:s3:::b', 'arn:*:s3:::b', 'x arn:aws:s3:::b', '123456789012']) expect(withPartition(text, 'aws-cn')).toBe(text);
});

describe('principals', () => {
  test('users, roles and accounts', () => {
    expect(userArn('123456789012', 'dana')).toBe('arn:aws:iam::123456789012:user/dana');
    expect(userArn('123456789012', 'dana', '/eng/eu/')).toBe('arn:aws:iam::123456789012:user/eng/eu/dana');
    expect(roleArn(MARK, 'app')).toBe(`arn:aws:iam::${MARK}:role/app`);
    expect(accountRootArn('123456789012')).toBe('arn:aws:iam::123456789012:root');
  });

  test.each([['*', 'dana', '/'], ['1:user/x', 'dana', '/'], ['', 'dana', '/'], ['1', '*', '/'], ['1', '', '/'], ['1', 'a/b', '/'], ['1', '${aws:username}', '/'],
    ['1', 'da?a', '/'], ['1', `${MARK}*`, '/'], ['1', 'dana\n', '/'], ['1', 'dana', ''], ['1', 'dana', 'eng/'], ['1', 'dana', '/*/'], ['1', 'dana', '//']])(
    'account %p, name %p, path %p is refused', (account, name, path) => {
      expect(() => userArn(account, name, path)).toThrow(expect.objectContaining({ code: 'InvalidPrincipal' }));
      expect(() => roleArn(account, name, path)).toThrow(expect.objectContaining({ code: 'InvalidPrincipal' }));
    });

  test('an account is not a pattern', () => expect(() => accountRootArn('*')).toThrow(expect.objectContaining({ code: 'InvalidPrincipal' })));
});
