import * as pulumi from '@pulumi/pulumi';
import { aws, readOnlyPrefix, type Boundary } from '../../src';
import { roleGraph, userGraph } from '../../src/plan/graph/people';
import { trustJson } from '../../src/plan/role-trust';
import {
  deployTimeName, existingGroup, existingRole, existingUser, githubActionsRole, GroupMembers, oidcRole, PerUserHomeFolder, ReadOnlyPrefix,
  StorageGroup, StorageRole, StorageUser, WriteOnlyUploader,
} from '../../src/pulumi';
import { jsonInput, textInput } from '../../src/pulumi/deploy';
import { untyped } from '../grants/refused';
import { declare, linesOf, outcomeOf, policiesOf, refusal, valueOf } from './mocks';

const uploads = { bucket: 'releases', prefix: 'firmware/' };
const reads = { bucket: 'downloads', prefix: 'public/' };
const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const github = { repository: 'acme/firmware', branch: 'main' };
const limits = 'arn:aws:iam::111122223333:policy/limits';

describe('a role', () => {
  test('is taken by a token, and gets its grants inline', async () => {
    const { resources } = await declare(() => {
      const ci = new StorageRole('ci', { trust: githubActionsRole({ ...github, provider }), maxSessionDuration: 7200 });
      new WriteOnlyUploader('uploads', { ...uploads, grantee: ci });
    });
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "Role ci-role {"assumeRolePolicy":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Sid\\":\\"GithubActions\\",\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Federated\\":\\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\\"},\\"Action\\":\\"sts:AssumeRoleWithWebIdentity\\",\\"Condition\\":{\\"StringEquals\\":{\\"token.actions.githubusercontent.com:aud\\":\\"sts.amazonaws.com\\",\\"token.actions.githubusercontent.com:sub\\":\\"repo:acme/firmware:ref:refs/heads/main\\"}}}]}","maxSessionDuration":7200,"name":"ci"}",
  "RolePolicy uploads-policy {"name":"uploads","role":"ci"} + policy",
]
`);
    expect(Object.keys(policiesOf(resources))).toEqual(['RolePolicy uploads-policy']);
  });

  test('has no user name, so no home folder without a tag of its own', async () => {
    const { code } = await refusal(() => new PerUserHomeFolder('homes', {
      bucket: 'shared', prefix: 'home/', grantee: new StorageRole('ci', { trust: githubActionsRole({ ...github, provider }) }),
    }));
    expect(code).toBe('RoleHasNoUserName');
  });

  test('trusts a provider that is an Output, checked when it is there', async () => {
    const trusting = async (arn: string) => {
      const trust = githubActionsRole({ ...github, provider: pulumi.output(arn) });
      const [{ checks = [] }] = roleGraph({ name: 'ci', trust }, aws());
      return outcomeOf(jsonInput(trustJson('ci', trust, aws()), checks));
    };
    expect(JSON.parse((await trusting(provider)).value ?? '')).toMatchObject({ Statement: [{ Principal: { Federated: provider } }] });
    for (const arn of [`${provider}"},"Action":"*`, 'arn:aws:iam::111122223333:oidc-provider/gitlab.com', '*', '']) {
      expect((await trusting(arn)).error?.code).toBe('InvalidTrust');
    }
  });

  test('a mark that nobody made is refused', async () => {
    expect((await refusal(() => oidcRole({ issuer: 'https://gitlab.com', provider: '${TfToken[TOKEN.0]}', audience: 'x', subject: 'project_path:a/b:x' }))).code).toBe('ReservedText');
  });

  test('of a name that is taken is refused', async () => {
    const trust = githubActionsRole({ ...github, provider });
    expect((await refusal(() => ['ci', 'CI'].map((name) => new StorageRole(name, { trust })))).code).toBe('NameTwice');
    expect((await refusal(() => new StorageRole('ci', { trust: [] }))).code).toBe('InvalidTrust');
    expect((await refusal(() => new StorageRole('ci', { trust, maxSessionDuration: 60 }))).code).toBe('InvalidSessionDuration');
  });
});

describe('a boundary', () => {
  test('is an ARN, an Output of one, or made of grants', async () => {
    const { resources, result } = await declare(() => {
      new StorageUser('dana', { boundary: limits });
      new StorageUser('lee', { boundary: pulumi.output(limits) });
      const { user } = new WriteOnlyUploader('ci', { ...uploads, user: { boundary: [readOnlyPrefix({ ...reads, bucket: deployTimeName(pulumi.output('downloads')) })], accessKeys: [] } });
      new StorageRole('kim', { trust: githubActionsRole({ ...github, provider }), boundary: limits });
      return user.resources.boundary;
    });
    expect(result).toBeDefined();
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "Policy ci-boundary {"name":"ci-boundary-05234085"} + policy",
  "Role kim-role {"assumeRolePolicy":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Sid\\":\\"GithubActions\\",\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Federated\\":\\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\\"},\\"Action\\":\\"sts:AssumeRoleWithWebIdentity\\",\\"Condition\\":{\\"StringEquals\\":{\\"token.actions.githubusercontent.com:aud\\":\\"sts.amazonaws.com\\",\\"token.actions.githubusercontent.com:sub\\":\\"repo:acme/firmware:ref:refs/heads/main\\"}}}]}","name":"kim","permissionsBoundary":"arn:aws:iam::111122223333:policy/limits"}",
  "User ci-user {"name":"ci","permissionsBoundary":"arn:aws:iam::111122223333:policy/ci-boundary-05234085"}",
  "User dana-user {"name":"dana","permissionsBoundary":"arn:aws:iam::111122223333:policy/limits"}",
  "User lee-user {"name":"lee","permissionsBoundary":"arn:aws:iam::111122223333:policy/limits"}",
  "UserPolicy ci-policy {"name":"ci","user":"ci"} + policy",
]
`);
    expect(policiesOf(resources)['Policy ci-boundary']).toMatchObject({ Statement: expect.arrayContaining([expect.objectContaining({ Resource: 'arn:aws:s3:::downloads/public/*' })]) });
  });

  test('an Output that is not an ARN of a policy is refused at deploy', async () => {
    const bounded = (arn: string) => {
      const boundary = deployTimeName(pulumi.output(arn));
      const [{ checks = [] }] = userGraph({ name: 'dana', keys: [], bounded: { boundary, policyName: 'limits' } }, aws());
      return outcomeOf(textInput(boundary, checks));
    };
    expect(await bounded(limits)).toEqual({ value: limits });
    for (const arn of ['*', '', `${limits}*`]) expect((await bounded(arn)).error).toMatchObject({ code: 'InvalidBoundary' });
  });

  test.each<[string, unknown]>([['nothing', []], ['no ARN', 'limits'], ['guards', [{ kind: 'guard' }]]])('of %s is refused', async (_, boundary) => {
    expect((await refusal(() => new StorageUser('dana', { boundary: untyped<Boundary>(boundary) }))).code).toBe('InvalidBoundary');
  });
});

describe('membership', () => {
  test('that is additive has a resource for each member', async () => {
    const { resources } = await declare(() => {
      const dana = new StorageUser('dana');
      new StorageGroup('engineering', { members: [dana, existingUser('lee')], membership: 'additive' });
      new GroupMembers('audits', { group: existingGroup('auditors'), members: [dana] });
    });
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "Group engineering-group {"name":"engineering"}",
  "User dana-user {"name":"dana"}",
  "UserGroupMembership audits-member-dana {"groups":["auditors"],"user":"dana"}",
  "UserGroupMembership engineering-member-dana {"groups":["engineering"],"user":"dana"}",
  "UserGroupMembership engineering-member-lee {"groups":["engineering"],"user":"lee"}",
]
`);
  });

  test('added to one that is exclusive is refused, as are doubles and strangers', async () => {
    const add = (membership?: 'additive') => () => {
      const group = new StorageGroup('engineering', { membership, members: [existingUser('lee')] });
      new GroupMembers('more', { group, members: [existingUser('kim')] });
    };
    await declare(add('additive'));
    expect((await refusal(add())).code).toBe('MixedMembership');
    const group = existingGroup('auditors');
    expect((await refusal(() => ['lee', 'LEE'].map((name) => new GroupMembers(name, { group, members: [existingUser(name)] })))).code).toBe('NameTwice');
    expect((await refusal(() => new GroupMembers('x', { group, members: [untyped('lee')] }))).code).toBe('UnknownMember');
    expect((await refusal(() => new GroupMembers('x', { group: untyped(existingRole('lee')), members: [] }))).code).toBe('InvalidGrantee');
    expect((await refusal(() => new StorageGroup('x', { membership: untyped('some') }))).code).toBe('InvalidMembership');
  });
});

describe('what exists already', () => {
  test('users, groups, roles and policies are taken over under the ids that the provider reads', async () => {
    const arn = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
    const { resources } = await declare(() => {
      const dana = new StorageUser('dana', { adopt: true });
      new StorageGroup('engineering', { adopt: true });
      new StorageRole('ci', { adopt: true, trust: githubActionsRole({ ...github, provider }) });
      new ReadOnlyPrefix('inline', { ...reads, grantee: dana, adopt: { name: 'reads' } });
      new ReadOnlyPrefix('managed', { ...reads, grantee: existingUser('lee'), adopt: { name: 'lee-reads', arn: arn('lee-reads') } });
      new ReadOnlyPrefix('made', { ...reads, grantee: dana });
    });
    expect(Object.fromEntries(resources.flatMap(({ name, imported }) => (imported ? [[name, imported]] : [])))).toEqual({
      'dana-user': 'dana',
      'engineering-group': 'engineering',
      'ci-role': 'ci',
      'inline-policy': 'dana:reads',
      'managed-policy': arn('lee-reads'),
      'managed-policy-attachment': `lee/${arn('lee-reads')}`,
    });
    expect(resources.filter(({ imported, inputs }) => imported && inputs.policy).map(({ inputs }) => inputs.name).sort()).toEqual(['lee-reads', 'reads']);
  });

  test('an inline policy can not become a managed one', async () => {
    expect((await refusal(() => new ReadOnlyPrefix('x', { ...reads, grantee: existingUser('lee'), adopt: { name: 'reads' } }))).code).toBe('AdoptedPolicy');
  });

  test('a role hands back its ARN', async () => {
    const { result } = await declare(() => valueOf(new StorageRole('ci', { trust: githubActionsRole({ ...github, provider }) }).arn));
    expect(result).toBe('arn:aws:iam::111122223333:role/ci');
  });
});
