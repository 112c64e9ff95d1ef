import * as fc from 'fast-check';
import { bucketPolicySize, identityPolicySize } from '../../src/policy/size';

const MARK = '${TfToken[TOKEN.7]}';

test('IAM counts characters without white space', () => {
  expect(identityPolicySize('{ "a":\t[1,\r\n "b c"] }')).toBe('{"a":[1,"bc"]}'.length);
  expect(identityPolicySize('"ü"')).toBe(3);
});

test('S3 counts bytes with white space', () => {
  expect(bucketPolicySize('{ "a": "ü" }')).toBe(13);
});

test('a deploy-time mark counts at its longest, however it is called', () => {
  expect(identityPolicySize(`a${MARK}b`)).toBe(65);
  expect(bucketPolicySize(`a${MARK}b\${TfToken[much.longer.name.than.the.other.12345]}`)).toBe(2 + 2 * 63);
  expect(identityPolicySize(MARK, 20)).toBe(20);
  expect(bucketPolicySize(`${MARK}\${TfToken[b]}`, (mark) => mark === MARK ? 5 : 7)).toBe(12);
});

test('indentation never changes what IAM counts, and a bucket name in place of its mark never exceeds what was counted', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.string({ unit: fc.constantFrom('a', '-', '9'), minLength: 3, maxLength: 63 }), (value, bucket) => {
    expect(identityPolicySize(JSON.stringify(value, undefined, 2))).toBe(identityPolicySize(JSON.stringify(value)));
    const json = JSON.stringify([value, MARK]);
    expect(bucketPolicySize(json.replace(MARK, () => bucket))).toBeLessThanOrEqual(bucketPolicySize(json));
    expect(identityPolicySize(json.replace(MARK, () => bucket))).toBeLessThanOrEqual(identityPolicySize(json));
  }));
});
