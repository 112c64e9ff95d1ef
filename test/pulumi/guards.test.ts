import { existingRole, existingUser } from '../../src';
import {
  DenyDelete, DenyEveryoneElse, DenyIpRanges, DenyPrincipals, EnforceHttps, Quarantine, ReadOnlyPrefix, StorageGroup, StorageUser, WriteOnlyUploader,
  type Grantee,
} from '../../src/pulumi';
import { untyped } from '../grants/refused';
import { declare, linesOf, policiesOf, refusal, valueOf } from './mocks';

const ROLE = 'arn:aws:iam::111122223333:role/payroll';

test('a guard on a user made here is an inline policy of its own beside the grants', async () => {
  const { result: guard, resources } = await declare(() => {
    const dana = new StorageUser('dana');
    new ReadOnlyPrefix('downloads', { bucket: 'downloads', prefix: 'public/', grantee: dana });
    return new DenyIpRanges('bad-addresses', { on: dana, ipRanges: ['203.0.113.0/24'] });
  });
  expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "User dana-user {"name":"dana"}",
  "UserPolicy bad-addresses-policy {"name":"bad-addresses","user":"dana"} + policy",
  "UserPolicy downloads-policy {"name":"downloads","user":"dana"} + policy",
]
`);
  expect(guard.policies).toEqual([{ name: 'bad-addresses', placement: 'inline', grants: [], guards: ['DenyIpRanges'], json: expect.anything() }]);
  expect(await valueOf(guard.policies[0].json)).toBe(await valueOf(guard.resources.inlinePolicy!.policy));
});

test('on the user of a grant, on a group, and on who exists already', async () => {
  const { resources } = await declare(() => {
    const ci = new WriteOnlyUploader('ci', { bucket: 'releases', prefix: 'firmware/' });
    new Quarantine('leaked', { on: ci.user });
    new DenyDelete('keep', { on: new StorageGroup('everybody') });
    new Quarantine('stolen', { on: existingRole('deployer') });
  });
  expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "AccessKey ci-access-key-1 {"status":"Active","user":"ci"}",
  "Group everybody-group {"name":"everybody"}",
  "GroupPolicy keep-policy {"group":"everybody","name":"keep"} + policy",
  "Policy stolen-policy {"name":"stolen-33d0ae60"} + policy",
  "RolePolicyAttachment stolen-policy-attachment {"policyArn":"arn:aws:iam::111122223333:policy/stolen-33d0ae60","role":"deployer"}",
  "User ci-user {"name":"ci"}",
  "UserPolicy ci-policy {"name":"ci","user":"ci"} + policy",
  "UserPolicy leaked-policy {"name":"leaked","user":"ci"} + policy",
]
`);
  expect(policiesOf(resources)['UserPolicy leaked-policy']).toEqual({
    Version: '2012-10-17', Statement: [{ Sid: 'Quarantine', Effect: 'Deny', Action: '*', Resource: '*' }],
  });
});

test('on a bucket it joins the other guards of the bucket', async () => {
  const { result: guard, resources } = await declare(() => {
    new EnforceHttps('https', { bucket: 'releases' });
    return new DenyEveryoneElse('payroll', { bucket: 'releases', principals: [ROLE] });
  });
  expect(guard.policy.guards).toEqual(['DenyEveryoneElse', 'EnforceHttps']);
  expect(guard.policies).toEqual([]);
  expect(policiesOf(resources)['BucketPolicy releases-bucket-policy']).toMatchObject({ Statement: [{ Sid: 'DenyEveryoneElse' }, { Sid: 'EnforceHttps' }] });
});

const lee: Grantee = existingUser('lee');

test('a guard on somebody has no bucket policy to show', async () => {
  expect((await refusal(() => new DenyDelete('keep', { on: lee }).policy)).code).toBe('GuardOnPrincipal');
  expect((await refusal(() => new DenyDelete('keep', { on: lee }).resources.bucketPolicy)).code).toBe('GuardOnPrincipal');
});

test.each([
  ['a bucket and somebody', () => new DenyDelete('keep', untyped({ bucket: 'releases', on: lee })), 'WrongGuardTarget', 'on a bucket and on somebody'],
  ['neither', () => new DenyDelete('keep', untyped({})), 'InvalidBucketName', 'undefined'],
  ['a name in place of somebody', () => new DenyDelete('keep', untyped({ on: 'lee' })), 'InvalidGrantee', 'lee'],
  ['a folder for somebody', () => new DenyDelete('keep', { on: lee, prefix: 'team/' }), 'WrongGuardTarget', 'limited to team/'],
  ['a quarantine of a bucket', () => new Quarantine('leaked', untyped({ bucket: 'releases' })), 'WrongGuardTarget', 'makes no sense on bucket releases'],
  ['a bucket guard for somebody', () => new DenyPrincipals('p', untyped({ on: lee, principals: [ROLE] })), 'WrongGuardTarget', 'makes no sense on users'],
])('refuses %s', async (_what, program, code, message) => {
  const error = await refusal(program);
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
});
