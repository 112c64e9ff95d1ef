import { AssertionError } from 'node:assert';
import { AccessError, accessPlan, aws, readOnlyPrefix, writeOnlyUploader } from '../../src';
import { accessMatchers, assertAccess, checkAllows, checkAllowsOnly, checkDenies, checkGivesNobody, type ExpectedAccess, type TestRequest } from '../../src/testing';
import { exactly, plan } from './subjects';

expect.extend(accessMatchers);

const firmware = 'releases/firmware/a.bin';
const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] });

/** What a failing expectation says, without colours. */
function failure(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passed');
}

describe('failures explain themselves', () => {
  test('toAllow', () => {
    expect(failure(() => expect(plan).toAllow({ user: 'ci-uploader', action: 's3:GetObject', resource: firmware }))).toMatchInlineSnapshot(`
"expected {"user":"ci-uploader","action":"s3:GetObject","resource":"releases/firmware/a.bin"} to be allowed, for certain
it is: implicitDeny. Implicitly denied: no statement allows it.
  - Allow does not apply: statement WriteOnlyUploader of user ci-uploader, inline policy access (action: s3:PutObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts does not cover s3:GetObject)
  - Deny does not apply: statement EnforceHttps of bucket policy of releases (condition: Bool aws:SecureTransport false does not hold: the request has true)"
`);
  });

  test('toAllow, against a guard', () => {
    expect(failure(() => expect(plan).toAllow({ user: 'ci-uploader', action: 's3:PutObject', resource: firmware, context: { 'aws:SecureTransport': false } }))).toMatchInlineSnapshot(`
"expected {"user":"ci-uploader","action":"s3:PutObject","resource":"releases/firmware/a.bin","context":{"aws:SecureTransport":false}} to be allowed, for certain
it is: explicitDeny. Explicitly denied: statement EnforceHttps of bucket policy of releases applies.
  - Allow applies: statement WriteOnlyUploader of user ci-uploader, inline policy access
  - Deny applies: statement EnforceHttps of bucket policy of releases"
`);
  });

  test('toDeny', () => {
    expect(failure(() => expect(plan).toDeny({ user: 'ci-uploader', action: 's3:PutObject', resource: firmware }))).toMatchInlineSnapshot(`
"expected {"user":"ci-uploader","action":"s3:PutObject","resource":"releases/firmware/a.bin"} to be denied, for certain
it is: allow. Allowed: statement WriteOnlyUploader of user ci-uploader, inline policy access applies.
  - Allow applies: statement WriteOnlyUploader of user ci-uploader, inline policy access
  - Deny does not apply: statement EnforceHttps of bucket policy of releases (condition: Bool aws:SecureTransport false does not hold: the request has true)"
`);
  });

  test('toAllowOnly, with one more action', () => {
    const more = accessPlan({ users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/', allowVersions: true })] } } });
    expect(failure(() => expect(more).toAllowOnly(exactly.slice(1, 3)))).toMatchInlineSnapshot(`
"expected exactly this access and nothing else
more than expected: {"user":"dana"} s3:GetObjectVersion on arn:aws:s3:::downloads/public/*; for example s3:GetObjectVersion on arn:aws:s3:::downloads/public/
more than expected: {"user":"dana"} s3:ListBucketVersions on arn:aws:s3:::downloads; for example s3:ListBucketVersions on arn:aws:s3:::downloads with {"s3:prefix":"public/"}"
`);
  });

  test('toGiveNobody', () => {
    expect(failure(() => expect(plan).toGiveNobody('s3:Get*', 'downloads/*'))).toMatchInlineSnapshot(`
"expected nobody to be allowed s3:Get* on downloads/*
allowed: {"user":"dana"}, for example s3:GetObject on arn:aws:s3:::downloads/public/ with {}
allowed: {"user":"lee"}, for example s3:GetObject on arn:aws:s3:::downloads/public/ with {}"
`);
  });

  test('.not', () => {
    expect(failure(() => expect(plan).not.toAllow({ user: 'ci-uploader', action: 's3:PutObject', resource: firmware }))).toContain('not to be allowed');
    expect(failure(() => expect(plan).not.toGiveNobody('s3:DeleteObject', 'releases/*'))).toContain('expected somebody to be allowed s3:DeleteObject on releases/*, and nobody is');
    expect(failure(() => expect(plan).not.toAllowOnly(exactly))).toContain('it is exactly this');
  });
});

describe('what the source does not tell', () => {
  const subject = {
    resource: {
      aws_iam_user_policy: { ci: { user: 'ci', policy: JSON.stringify(allow('s3:PutObject', 'arn:aws:s3:::${var.bucket}/*')) } },
      aws_iam_user: { ci: { name: 'ci' } },
    },
    variable: { bucket: { type: 'string' } },
  };
  const request = { user: 'ci', action: 's3:PutObject', resource: firmware };

  test('neither passes nor passes with .not, and the message says what it depends on', () => {
    for (const expectation of [
      () => expect(subject).toAllow(request), () => expect(subject).not.toAllow(request),
      () => expect(subject).toDeny(request), () => expect(subject).not.toDeny(request),
    ]) expect(failure(expectation)).toMatch(/it can't be determined whether it is\ndepends on what the source does not tell: [^]*aws_iam_user_policy|user ci/);
    for (const expectation of [
      () => expect(subject).toGiveNobody('s3:PutObject', 'releases/*'), () => expect(subject).not.toGiveNobody('s3:PutObject', 'releases/*'),
      () => expect(subject).toAllowOnly([]), () => expect(subject).not.toAllowOnly([]),
    ]) expect(failure(expectation)).toMatch(/inconclusive: .*var\.bucket/);
  });

  test('does not matter where a decision does not depend on it', () => {
    expect(subject).toDeny({ ...request, action: 's3:GetObject' });
    expect(subject).not.toAllow({ ...request, action: 's3:GetObject' });
    expect(subject).toDeny({ ...request, user: 'dana' });
  });
});

describe('toAllowOnly sees every single extra', () => {
  const uploads = { user: 'ci', actions: 's3:PutObject', resources: 'releases/firmware/*' };
  const base = { users: { ci: { policies: [allow('s3:PutObject', 'arn:aws:s3:::releases/firmware/*')] } } };
  const withPolicy = (...policies: object[]) => ({ users: { ci: { policies: [...base.users.ci.policies, ...policies] } } });
  const https = { Bool: { 'aws:SecureTransport': 'true' } };

  test('and passes without one', () => {
    expect(base).toAllowOnly([uploads]);
    expect(base).toAllowOnly([{ ...uploads, resources: ['releases/firmware/a*', 'arn:aws:s3:::releases/firmware/*'] }]);
    expect(base).toAllowOnly([{ ...uploads, actions: ['s3:putobject'] }]);
  });

  test.each<[string, object, string]>([
    ['one more action', withPolicy(allow('s3:PutObjectAcl', 'arn:aws:s3:::releases/firmware/*')), 's3:PutObjectAcl'],
    ['the prefix without its slash', { users: { ci: { policies: [allow('s3:PutObject', 'arn:aws:s3:::releases/firmware*')] } } }, 'releases/firmware'],
    ['another bucket', withPolicy(allow('s3:PutObject', 'arn:aws:s3:::releases2/firmware/*')), 'releases2'],
    ['an action that only a condition gives', withPolicy(allow('s3:GetObject', 'arn:aws:s3:::releases/firmware/*', { Condition: https })), 'with {"aws:SecureTransport":"true"}'],
    ['another user', { users: { ...base.users, eve: { policies: [allow('s3:GetObject', 'arn:aws:s3:::releases/x')] } } }, '{"user":"eve"}'],
    ['a user by a group', { users: { ...base.users, eve: { groups: ['g'] } }, groups: { g: { policies: [allow('s3:GetObject', '*')] } } }, '{"user":"eve"}'],
    ['a role', { ...base, roles: { robot: { policies: [allow('s3:*', '*')] } } }, '{"role":"robot"}'],
    ['anonymous', { ...base, buckets: { releases: { policy: allow('s3:GetObject', 'arn:aws:s3:::releases/*', { Principal: '*' }) } } }, '"anonymous"'],
    ['another account', { ...base, account: '111122223333', buckets: { releases: { policy: allow('s3:GetObject', 'arn:aws:s3:::releases/*', { Principal: { AWS: '444455556666' } }) } } }, '444455556666'],
    ['a listing', withPolicy(allow('s3:ListBucket', 'arn:aws:s3:::releases', { Condition: { StringLike: { 's3:prefix': 'firmware/*' } } })), 's3:ListBucket'],
    ['creating buckets', withPolicy(allow('s3:CreateBucket', 'arn:aws:s3:::*')), 's3:CreateBucket'],
  ])('%s', (_, subject, named) => {
    expect(failure(() => expect(subject as Record<string, unknown>).toAllowOnly([uploads]))).toMatch(/more than expected: /);
    expect(failure(() => expect(subject as Record<string, unknown>).toAllowOnly([uploads]))).toContain(named);
  });

  test('and everything that is missing', () => {
    expect(failure(() => expect(base).toAllowOnly([{ ...uploads, actions: ['s3:PutObject', 's3:GetObject'] }]))).toMatch(/expected, and not there: \{"user":"ci"\} s3:GetObject/);
    const limited = { users: { ci: { policies: [allow('s3:PutObject', 'arn:aws:s3:::releases/firmware/*', { Condition: https })] } } };
    expect(failure(() => expect(limited).toAllowOnly([uploads]))).toContain('expected, and not there');
    expect(limited).toAllowOnly([{ ...uploads, conditions: https }]);
  });

  test('what a boundary leaves counts, and what a guard denies needs not be listed', () => {
    const user = { policies: [allow('s3:*', 'arn:aws:s3:::releases/*')], boundary: allow('s3:PutObject', 'arn:aws:s3:::releases/firmware/*') };
    expect({ users: { ci: user } }).toAllowOnly([uploads]);
    const guard = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::releases/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    const guarded = { ...base, buckets: { releases: { policy: { Version: '2012-10-17', Statement: [guard] } } } };
    expect(guarded).toAllowOnly([uploads]);
  });

  test('anonymous and others are expected by the bucket that gives it', () => {
    const open = { account: '111122223333', buckets: { website: { policy: allow('s3:GetObject', 'arn:aws:s3:::website/*', { Principal: '*' }) } } };
    expect(open).toAllowOnly([{ anonymous: true, actions: 's3:GetObject', resources: 'website/*' }]);
    const other = { account: '111122223333', buckets: { website: { policy: allow('s3:GetObject', 'arn:aws:s3:::website/*', { Principal: { AWS: 'arn:aws:iam::444455556666:root' } }) } } };
    expect(other).toAllowOnly([{ arn: 'arn:aws:iam::444455556666:root', actions: 's3:GetObject', resources: 'website/*' }]);
    expect(other).not.toAllowOnly([{ anonymous: true, actions: 's3:GetObject', resources: 'website/*' }]);
  });
});

describe('other partitions', () => {
  const china = accessPlan({ platform: aws({ partition: 'aws-cn' }), users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })] } } });

  test('a short form means a resource of the partition that the subject is in', () => {
    expect(china).toAllow({ user: 'ci', action: 's3:PutObject', resource: firmware });
    expect(china).toAllowOnly([{ user: 'ci', actions: exactly[0].actions, resources: 'releases/firmware/*' }]);
    expect(china).not.toAllowOnly([]);
    expect(china).not.toGiveNobody('s3:PutObject', 'releases/*');
    expect(china).toGiveNobody('s3:GetObject', 'releases/*');
  });
});

describe('a slip in an expectation is an error, where it would pass', () => {
  const slips: ReadonlyArray<[string, () => unknown, string]> = [
    ['nobody', () => checkDenies(plan, { action: 's3:GetObject', resource: firmware }), 'InvalidRequest'],
    ['two who ask', () => checkDenies(plan, { user: 'a', role: 'b', action: 's3:GetObject', resource: firmware }), 'InvalidRequest'],
    ['an action that does not exist', () => checkDenies(plan, { user: 'dana', action: 's3:GetObjects', resource: firmware }), 'InvalidRequest'],
    ['nothing', () => checkDenies(plan, null as unknown as TestRequest), 'InvalidRequest'],
    ['a slip in a field', () => checkDenies(plan, { user: 'dana', action: 's3:GetObject', resource: firmware, contxt: {} } as TestRequest), 'InvalidRequest'],
    ['a condition key without its service', () => checkDenies(plan, { user: 'dana', action: 's3:GetObject', resource: firmware, context: { SecureTransport: false } }), 'InvalidRequest'],
    ['a slip in expected access', () => checkAllowsOnly(plan, [{ user: 'dana', action: 's3:GetObject', resource: firmware } as unknown as ExpectedAccess]), 'InvalidExpectation'],
    ['an operation in the place of an action', () => checkDenies(plan, { user: 'dana', action: 's3:ListObjectsV2', resource: 'releases' }), 'InvalidRequest'],
    ['a pattern as an action', () => checkDenies(plan, { user: 'dana', action: 's3:Get*', resource: firmware }), 'InvalidRequest'],
    ['an object action on a bucket', () => checkDenies(plan, { user: 'dana', action: 's3:GetObject', resource: 'releases' }), 'InvalidRequest'],
    ['a bucket action on an object', () => checkDenies(plan, { user: 'dana', action: 's3:ListBucket', resource: 'arn:aws:s3:::releases/firmware/' }), 'InvalidRequest'],
    ['an empty resource', () => checkAllows(plan, { user: 'dana', action: 's3:GetObject', resource: '' }), 'InvalidRequest'],
    ['a pattern that no action matches', () => checkGivesNobody(plan, 's3:DeleteObjects*', 'releases/*'), 'InvalidExpectation'],
    ['no action', () => checkGivesNobody(plan, [], 'releases/*'), 'InvalidExpectation'],
    ['no resource', () => checkGivesNobody(plan, 's3:*', []), 'InvalidExpectation'],
    ['an action without its service', () => checkGivesNobody(plan, 'DeleteObject', 'releases/*'), 'InvalidExpectation'],
    ['an unknown operator', () => checkAllowsOnly(plan, [{ ...exactly[0], conditions: { StringSame: { 's3:prefix': 'a' } } }]), 'InvalidExpectation'],
    ['anonymous on every bucket', () => checkAllowsOnly(plan, [{ anonymous: true, actions: 's3:GetObject', resources: '*' }]), 'InvalidExpectation'],
    ['expected access of nobody', () => checkAllowsOnly(plan, [{ actions: 's3:GetObject', resources: '*' } as ExpectedAccess]), 'InvalidRequest'],
  ];
  test.each(slips)('%s', (_, check, code) => {
    expect(check).toThrow(expect.objectContaining({ name: 'AccessError', code }) as AccessError);
  });

  test('actions of other services and on anything else of S3 can be asked', () => {
    expect(checkDenies(plan, { user: 'dana', action: 'iam:CreateUser', resource: 'arn:aws:iam::111122223333:user/eve' }).ok).toBe(true);
    expect(checkDenies(plan, { user: 'dana', action: 's3:ListAllMyBuckets', resource: '*' }).ok).toBe(true);
    expect(checkDenies(plan, { user: 'dana', action: 's3:GetObject', resource: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/a' }).ok).toBe(true);
  });
});

test('assertAccess throws what a check says', () => {
  assertAccess(checkDenies(plan, { user: 'dana', action: 's3:PutObject', resource: firmware }));
  expect(() => assertAccess(checkAllows(plan, { user: 'dana', action: 's3:PutObject', resource: firmware }))).toThrow(AssertionError);
  expect(() => assertAccess(checkAllows(plan, { user: 'dana', action: 's3:PutObject', resource: firmware }))).toThrow(/Implicitly denied/);
});

test('the matchers have the form that vitest and jest call: pass, message, and isNot as this', () => {
  expect(Object.keys(accessMatchers).sort()).toEqual(['toAllow', 'toAllowOnly', 'toDeny', 'toGiveNobody']);
  const unknown = { resource: { aws_iam_user_policy: { ci: { user: 'ci', policy: '${var.x}' } } } };
  const request = { user: 'ci', action: 's3:PutObject', resource: firmware };
  for (const isNot of [true, false]) {
    expect(accessMatchers.toAllow.call({ isNot }, plan, { ...request, user: 'ci-uploader' })).toEqual({ pass: true, message: expect.any(Function) as unknown });
    expect(accessMatchers.toAllow.call({ isNot }, plan, request).pass).toBe(false);
    // a runner fails what doesn't pass, and with .not what passes
    expect(accessMatchers.toAllow.call({ isNot }, unknown, request).pass).toBe(isNot);
  }
});
