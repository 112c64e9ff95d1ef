import { compileAction } from '../../src/decide/match/action';
import { compileArn } from '../../src/decide/match/arn';
import { compileResources } from '../../src/decide/match/resource';
import { MAYBE, NO, Truth, YES } from '../../src/decide/truth';
import { UNKNOWN_TEXT } from '../../src/state/access-state';

const keys = { get: (key: string) => new Map([['aws:username', ['da*na']], ['aws:tagkeys', ['a', 'b']]]).get(key) };
const U = UNKNOWN_TEXT;

/** ARN patterns against ARNs. */
const ARNS: readonly (readonly [pattern: string, arn: string, answer: Truth])[] = [
  ['*', 'arn:aws:s3:::b/k', YES],
  ['arn:aws:s3:::b', 'arn:aws:s3:::b', YES],
  ['arn:aws:s3:::b', 'arn:aws:s3:::b/k', NO],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', NO],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/', YES],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a/b:c', YES],
  ['arn:aws:s3:::b*', 'arn:aws:s3:::b2/k', YES],
  ['arn:aws:s3:::B/*', 'arn:aws:s3:::b/k', NO],
  ['arn:aws:s3:::b/?', 'arn:aws:s3:::b/:', YES],
  ['arn:*:s3:::b', 'arn:aws-cn:s3:::b', YES],
  ['arn:aws:s3:*:*:b', 'arn:aws:s3:::b', YES],
  ['arn:aws:sns:*:111122223333:t', 'arn:aws:sns:eu:1:111122223333:t', NO],
  ['arn:aws:sns:e?:111122223333:t', 'arn:aws:sns:eu:111122223333:t', YES],
  // fewer than six parts: open-ended when the last character is a star, else no ARN
  ['arn:aws:s3:*', 'arn:aws:s3:::b/k', YES],
  ['arn:aws:*', 'arn:aws:s3:::b/k', YES],
  ['arn:*', 'arn:aws:s3:::b/k', YES],
  ['a*', 'arn:aws:s3:::b/k', YES],
  ['arn:aws:sns:*', 'arn:aws:s3:::b/k', NO],
  ['arn:aws:s3', 'arn:aws:s3:::b/k', NO],
  ['*:b', 'arn:aws:s3:::b', NO],
  // AWS takes no wildcard in the service
  ['arn:aws:s?:::b', 'arn:aws:s3:::b', MAYBE],
  ['arn:aws:s?:::b', 'arn:aws:sns:::b', NO],
  // variables after the fifth colon only, their values are plain text
  ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/da*na/x', YES],
  ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/daxna/x', NO],
  ['arn:aws:s3:::b/${aws:userid}/*', 'arn:aws:s3:::b/${aws:userid}/x', NO],
  ["arn:aws:s3:::b/${aws:userid, 'x'}/*", 'arn:aws:s3:::b/x/y', YES],
  ['arn:aws:s3:::b/${aws:TagKeys}', 'arn:aws:s3:::b/a', MAYBE],
  ['arn:aws:s3:::b/${}', 'arn:aws:s3:::b/', NO],
  ['arn:aws:s3:::b/${ aws:username }', 'arn:aws:s3:::b/da*na', NO],
  ['arn:aws:s3:::b/${*}${?}${$}', 'arn:aws:s3:::b/*?$', YES],
  ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x', NO],
  ['arn:aws:s3:::b/${aws:username', 'arn:aws:s3:::b/${aws:username', YES],
  // what isn't known
  [U, 'arn:aws:s3:::b', MAYBE],
  [`arn:aws:s3:::${U}/*`, 'arn:aws:s3:::b/k', MAYBE],
  [`arn:aws:s3:::${U}-dev/*`, 'arn:aws:s3:::b/k', NO],
  [`${U}/public/*`, 'arn:aws:s3:::b/public/k', MAYBE],
  [`${U}/public/*`, 'arn:aws:s3:::b/private/k', NO],
];

const ACTIONS: readonly (readonly [pattern: string, action: string, answer: Truth])[] = [
  ['*', 's3:GetObject', YES],
  ['s3:*', 's3:GetObject', YES],
  ['s3:*', 'sns:Publish', NO],
  ['S3:GETOBJECT', 's3:GetObject', YES],
  ['s3:Get*', 's3:GetObjectAcl', YES],
  ['s3:Get*Acl', 's3:GetObject', NO],
  ['s3:?etObject', 's3:GetObject', YES],
  ['s3:GetObject', 's3:GetObjectVersion', NO],
  ['s3:${*}', 's3:GetObject', NO],
  [`s3:${U}`, 's3:GetObject', MAYBE],
  [`iam:${U}`, 's3:GetObject', NO],
];

test.each(ARNS)('ARN pattern %s against %s: %s', (pattern, arn, answer) => {
  expect(compileArn(pattern, true)(arn, 0, keys)).toBe(answer);
});

test.each(ACTIONS)('action pattern %s against %s: %s', (pattern, action, answer) => {
  expect(compileAction(pattern)(action.toLowerCase())).toBe(answer);
});

test('in version 2008-10-17 text in braces is plain, its wildcards too', () => {
  const matches = compileArn('arn:aws:s3:::b/${aws:username}/${*}', false);
  expect(matches('arn:aws:s3:::b/${aws:username}/${x}', 0, keys)).toBe(YES);
  expect(matches('arn:aws:s3:::b/da*na/*', 0, keys)).toBe(NO);
});

test('NotResource covers all but its patterns, and only maybe when a variable in it has no value', () => {
  const except = (...patterns: string[]): ((arn: string) => Truth) => (arn) => compileResources(undefined, patterns, true)(arn, 0, keys);
  expect(except('arn:aws:s3:::b', 'arn:aws:s3:::b/*')('arn:aws:s3:::b/k')).toBe(NO);
  expect(except('arn:aws:s3:::b', 'arn:aws:s3:::b/*')('arn:aws:s3:::c/k')).toBe(YES);
  expect(except('arn:aws:s3:::b/${aws:userid}')('arn:aws:s3:::b/k')).toBe(MAYBE);
  expect(except('arn:aws:s3:::b/${aws:userid}', 'arn:aws:s3:::b/k')('arn:aws:s3:::b/k')).toBe(NO);
});
