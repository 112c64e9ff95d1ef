import {
  accessPlan, aws, decide, deltaGlider, denyDelete, enforceHttps, existingRole, lintAccess, minio, parsePlan, readAccess, readOnlyPrefix,
  relayer, renderAccess, selectel, serviceRole, type AccessPlanProps, type CustomStatement, type Platform,
} from '../../src';
import { StorageGroup, StorageRole, StorageUser, BucketPolicy } from '../../src/pulumi';
import { refused, untyped } from '../grants/refused';
import { selectelStore } from '../platforms/selectel-store';
import { declare, policiesOf } from '../pulumi/mocks';
import { kits, policyOf, synth } from '../terraform/kit';

const AUDIT: CustomStatement = {
  Sid: 'Audit', Effect: 'Allow', Action: ['s3:GetBucketLogging', 's3:GetBucketTagging'], Resource: 'arn:aws:s3:::releases',
};
const NO_LEGAL: CustomStatement = {
  Effect: 'Deny', Action: 's3:PutObjectLegalHold', Resource: 'arn:aws:s3:::releases/*', Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'legal' } },
};
const PARTNER: CustomStatement = {
  Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:role/reader' }, Action: 's3:GetObjectAttributes', Resource: 'arn:aws:s3:::releases/public/*',
};

const plan = (props: AccessPlanProps) => renderAccess(accessPlan(props));
const only = (props: AccessPlanProps) => JSON.parse(plan(props).users[0].policies[0].json) as { readonly Statement: readonly object[] };

describe('what they say holds, beside grants and guards and no further', () => {
  const rendered = plan({
    users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: 'public/' })], guards: [denyDelete()], customStatements: [AUDIT, NO_LEGAL] } },
    buckets: { releases: { guards: [enforceHttps()], customStatements: [PARTNER] } },
  });
  const state = readAccess(rendered);
  const dana = { principal: { user: 'dana' }, context: { 'aws:SecureTransport': true } } as const;
  const partner = { principal: { arn: 'arn:aws:iam::444455556666:role/reader' }, context: { 'aws:SecureTransport': true } } as const;
  test.each([
    ['allow', { ...dana, action: 's3:GetBucketLogging', resource: 'arn:aws:s3:::releases' }],
    ['implicitDeny', { ...dana, action: 's3:GetBucketLogging', resource: 'arn:aws:s3:::releases2' }],
    ['implicitDeny', { ...dana, action: 's3:PutBucketTagging', resource: 'arn:aws:s3:::releases' }],
    ['allow', { ...dana, action: 's3:GetObject', resource: 'arn:aws:s3:::releases/public/a' }],
    ['explicitDeny', { ...dana, action: 's3:PutObjectLegalHold', resource: 'arn:aws:s3:::releases/public/a' }],
    ['implicitDeny', { ...dana, action: 's3:PutObjectLegalHold', resource: 'arn:aws:s3:::releases/a', context: { ...dana.context, 'aws:PrincipalTag/team': 'legal' } }],
    ['allow', { ...partner, action: 's3:GetObjectAttributes', resource: 'arn:aws:s3:::releases/public/a' }],
    ['explicitDeny', { ...partner, action: 's3:GetObjectAttributes', resource: 'arn:aws:s3:::releases/public/a', context: { 'aws:SecureTransport': false } }],
    ['implicitDeny', { ...partner, action: 's3:GetObjectAttributes', resource: 'arn:aws:s3:::releases/private/a' }],
    ['implicitDeny', { ...partner, principal: { arn: 'arn:aws:iam::444455556666:role/other' }, action: 's3:GetObjectAttributes', resource: 'arn:aws:s3:::releases/public/a' }],
  ] as const)('%s of %o', (effect, request) => {
    expect(decide(state, request).effect).toBe(effect);
  });

  test('they stand in the policy as canonical JSON, and the output counts them', () => {
    expect(rendered.users[0].policies[0]).toMatchObject({ grants: ['ReadOnlyPrefix'], guards: ['DenyDelete'], customStatements: 2 });
    expect(rendered.buckets[0]).toMatchObject({ guards: ['EnforceHttps'], grants: [], customStatements: 1, keeps: { statements: 0 } });
    expect(JSON.parse(rendered.users[0].policies[0].json).Statement).toContainEqual(NO_LEGAL);
    expect(JSON.parse(rendered.buckets[0].json).Statement).toContainEqual(PARTNER);
    expect(lintAccess(state).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('sessions of a directory bucket, for reading alone', () => {
  const bucket = 'arn:aws:s3express:eu-central-1:111122223333:bucket/events--euc1-az1--x-s3';
  const sessions = { Effect: 'Allow', Action: 's3express:CreateSession', Resource: bucket, Condition: { StringEquals: { 's3express:SessionMode': 'ReadOnly' } } } as const;
  const rendered = plan({ users: { dana: { customStatements: [sessions] } } });
  expect(JSON.parse(rendered.users[0].policies[0].json).Statement).toEqual([sessions]);
  const asked = [['ReadOnly', bucket], ['ReadWrite', bucket], ['ReadOnly', bucket.replace('events', 'other')]].map(([mode, resource]) => decide(
    readAccess(rendered), { principal: { user: 'dana' }, action: 's3express:CreateSession', resource, context: { 's3express:SessionMode': mode } },
  ).effect);
  expect(asked).toEqual(['allow', 'implicitDeny', 'implicitDeny']);
  expect(refused(() => readOnlyPrefix({ bucket: 'events--euc1-az1--x-s3', prefix: '' })).remedy).toContain('s3express:CreateSession on its ARN in customStatements');
});

test('they alone are enough for a user, a group, a role, somebody who exists already and a bucket', () => {
  const { users, groups, roles, existing, buckets } = plan({
    users: { dana: { customStatements: [AUDIT] } },
    groups: { eng: { customStatements: [AUDIT] } },
    roles: { ci: { trust: serviceRole({ service: 'lambda.amazonaws.com' }), customStatements: [AUDIT] } },
    existing: [{ principal: existingRole('ops'), customStatements: [AUDIT] }],
    buckets: { releases: { customStatements: [PARTNER] } },
  });
  for (const { policies: [policy] } of [...users, ...groups, ...roles, ...existing]) expect(JSON.parse(policy.json).Statement).toEqual([AUDIT]);
  expect(JSON.parse(buckets[0].json).Statement).toEqual([PARTNER]);
});

test('a Sid that a grant has already gets a number, and * and variables are those of the language', () => {
  const own: CustomStatement = { Sid: 'ReadOnlyPrefix', Effect: 'Allow', Action: 's3:GetObjectTagging', Resource: 'arn:aws:s3:::releases/home/${aws:username}/*' };
  const { Statement } = only({ users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: 'a/' })], customStatements: [own] } } });
  expect(Statement).toContainEqual({ ...own, Sid: 'ReadOnlyPrefix2' });
});

const statement = (more: object) => ({ customStatements: [{ ...AUDIT, ...more }] });
const user = (given: object): AccessPlanProps => untyped({ users: { dana: given } });
const bucket = (more: object): AccessPlanProps => untyped({ buckets: { releases: { customStatements: [{ ...PARTNER, ...more }] } } });

test.each<[string, AccessPlanProps, RegExp]>([
  ['no list', user({ customStatements: AUDIT }), /which is not a list of statements/],
  ['an empty list', user({ customStatements: [] }), /which is not a list of statements/],
  ['a misspelt element', user(statement({ Actoin: 's3:*' })), /Actoin/],
  ['a lower-case effect', user(statement({ Effect: 'allow' })), /Effect/],
  ['a principal in the policy of a user', user(statement({ Principal: '*' })), /PrincipalNotAllowed/],
  ['no principal in that of a bucket', bucket({ Principal: undefined }), /Principal/],
  ['an action that does not exist', user(statement({ Action: 's3:HeadObject' })), /UnknownAction; write s3:GetObject/],
  ['a key that does not exist', user(statement({ Condition: { StringEquals: { 'aws:PrincipalName': 'x' } } })), /UnknownConditionKey/],
  ['a value that its operator can not read', user(statement({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0' } } })), /DataTypeMismatch/],
  ['an ARN with a region', user(statement({ Resource: 'arn:aws:s3:eu-west-1::releases' })), /ArnRegionNotAllowed/],
  ['everyone', bucket({ Principal: '*' }), /it lets in everyone \(PublicAccess/],
  ['everyone but somebody', bucket({ Principal: undefined, NotPrincipal: { AWS: '444455556666' } }), /AllowWithNotPrincipal/],
  ['another bucket', bucket({ Resource: 'arn:aws:s3:::other/*' }), /names the bucket "other", and the policy is that of "releases"/],
  ['a pattern of buckets', bucket({ Resource: 'arn:aws:s3:::rel*/*' }), /is a pattern of many buckets/],
  ['an action of another service', bucket({ Action: 'sqs:SendMessage', Resource: 'arn:aws:s3:::releases' }), /is not an action of S3/],
  ['an action on objects beside the bucket', bucket({ Resource: 'arn:aws:s3:::releases' }), /the statement names arn:aws:s3:::releases: it says nothing/],
  ['a lock-out', bucket({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::releases', 'arn:aws:s3:::releases/*'] }), /PolicyLocksOut/],
])('refused: %s', (_what, props, message) => {
  const error = refused(() => accessPlan(props));
  expect({ code: error.code, message: error.message }).toEqual({ code: 'InvalidCustomStatements', message: expect.stringMatching(message) });
});

test('a role has no user name, and nothing in them is known only at deploy time', () => {
  const own = { trust: serviceRole({ service: 'lambda.amazonaws.com' }), ...statement({ Resource: 'arn:aws:s3:::${aws:username}' }) };
  expect(refused(() => accessPlan(untyped({ roles: { ci: own } }))).code).toBe('RoleHasNoUserName');
  expect(refused(() => accessPlan(untyped(user(statement({ Resource: '${TfToken[TOKEN.7]}' }))))).code).toBe('DeployTimeValue');
});

const MINIO = minio({ scope: 'acme', endpoint: 'https://minio.example' });
const read: CustomStatement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' };

test.each<[string, Platform, AccessPlanProps, RegExp]>([
  ['an action that MinIO lacks', MINIO, { users: { dana: { customStatements: [{ ...AUDIT, Action: 's3:GetBucketLogging' }] } } }, /s3:GetBucketLogging/],
  ['a Deny in a bucket policy of MinIO', MINIO, { buckets: { releases: { customStatements: [{ ...read, Effect: 'Deny', Principal: '*' }] } } }, /a Deny in customStatements of bucket releases/],
  ['a named principal in a bucket policy of MinIO', MINIO, { buckets: { releases: { customStatements: [{ ...read, Principal: { AWS: 'arn:aws:iam::444455556666:role/x' } }] } } }, /customStatements of bucket releases to role x/],
  ['deletes without versions on MinIO', MINIO, { users: { dana: { customStatements: [{ ...read, Action: 's3:DeleteObject' }] } } }, /customStatements without object lock/],
  ['a listing beside what is in a bucket on Relayer', relayer(), { users: { dana: { customStatements: [{ ...read, Action: ['s3:GetObject', 's3:ListBucket'] }] } } }, /./],
  ['statements of a user on Selectel', selectel(selectelStore), { users: { dana: { customStatements: [read] } } }, /customStatements of user dana/],
  ['a bucket on DeltaGlider', deltaGlider(), { users: { dana: { accessKeys: ['1'] } }, buckets: { releases: { customStatements: [{ ...read, Principal: { AWS: '444455556666' } }] } } }, /customStatements of bucket releases/],
])('refused by name: %s', (_what, platform, props, message) => {
  const error = refused(() => renderAccess(accessPlan({ platform, ...props })));
  expect(error.message).toMatch(message);
  expect(['UnsupportedOnPlatform', 'InvalidCustomStatements']).toContain(error.code);
});

test('what a platform can hold is lowered for it as grants are', () => {
  const { users: [{ policies: [{ document }] }] } = plan({ platform: MINIO, users: { acme_dana: { customStatements: [{ ...read, Sid: 'Own' }] } } });
  expect(document.statements).toEqual(expect.arrayContaining([expect.objectContaining({ sid: 'Own', actions: ['s3:GetObject'] })]));
});

test('in a plan file they are in the language of policies, and a variable of the plan is text', () => {
  const text = [
    'accessPlan: 1', 'variables: { bucket: { type: text, default: releases } }', 'users:', '  dana:', '    customStatements:',
    "      - { Sid: Own, Effect: Allow, Action: s3:GetObjectTagging, Resource: 'arn:aws:s3:::${bucket}/${aws:username}/*' }",
  ];
  const [{ policies: [{ json }] }] = renderAccess(parsePlan(text.join('\n'))).users;
  expect(JSON.parse(json).Statement).toEqual([{ Sid: 'Own', Effect: 'Allow', Action: 's3:GetObjectTagging', Resource: 'arn:aws:s3:::releases/${aws:username}/*' }]);
  expect(refused(() => parsePlan(text.join('\n').replace('GetObjectTagging', 'HeadObject'))).message).toMatch(/^access-plan:6:\d+: customStatements of user dana/);
});

describe('single constructs', () => {
  const trust = serviceRole({ service: 'lambda.amazonaws.com' });
  const expected = { Version: '2012-10-17', Statement: [AUDIT] };

  test.each(kits)('%s: users, groups and roles have them as a policy of their own, buckets in their one policy', (_engine, kit) => {
    const output = synth(kit, (stack) => {
      new kit.StorageUser(stack, 'dana', { customStatements: [AUDIT] });
      new kit.StorageGroup(stack, 'eng', { customStatements: [AUDIT] });
      new kit.StorageRole(stack, 'ci', { trust, customStatements: [AUDIT] });
      new kit.BucketPolicy(stack, 'policy', { bucket: 'releases', customStatements: [PARTNER] });
      const empty = () => new kit.StorageUser(stack, 'lee', { customStatements: [] });
      expect(refused(empty).code).toBe('InvalidCustomStatements');
    }) as { readonly resource: Readonly<Record<string, Readonly<Record<string, { readonly policy: string }>>>> };
    const policies = (type: string) => Object.values(output.resource[type]).map(policyOf as (one: unknown) => unknown);
    for (const kind of ['user', 'group', 'role']) expect(policies(`aws_iam_${kind}_policy`)).toEqual([expected]);
    expect(policies('aws_s3_bucket_policy')).toEqual([{ ...expected, Statement: [PARTNER] }]);
  });

  test('pulumi: the same', async () => {
    const { resources } = await declare(() => {
      new StorageUser('dana', { customStatements: [AUDIT] });
      new StorageGroup('eng', { customStatements: [AUDIT] });
      new StorageRole('ci', { trust, customStatements: [AUDIT] });
      new BucketPolicy('policy', { bucket: 'releases', customStatements: [PARTNER] });
    });
    expect(policiesOf(resources)).toEqual({
      'UserPolicy dana-custom-statements': expected,
      'GroupPolicy eng-custom-statements': expected,
      'RolePolicy ci-custom-statements': expected,
      'BucketPolicy releases-bucket-policy': { ...expected, Statement: [PARTNER] },
    });
  });
});

test('aws() is where they are without a platform', () => {
  expect(accessPlan({ users: { dana: { customStatements: [AUDIT] } } }).platform.name).toBe(aws().name);
});
