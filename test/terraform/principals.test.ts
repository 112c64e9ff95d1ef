import { IamUser as CdktfUser } from '@cdktf/provider-aws/lib/iam-user';
import { IamUser as CdktnUser } from '@cdktn/provider-aws/lib/iam-user';
import { accessPlan, activeScale, ANY, existingGroup, existingUser, githubActionsRole, policyVariable, readOnlyPrefix, type Boundary, type Platform } from '../../src';
import { refused, untyped } from '../grants/refused';
import { all, counts, kits, lone, only, policyOf, synth, synthError, type Stack } from './kit';

const uploads = { bucket: 'releases', prefix: 'firmware/' };
const reads = { bucket: 'downloads', prefix: 'public/' };
const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const trust = githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider });
const limits = 'arn:aws:iam::111122223333:policy/limits';

const own: Readonly<Record<string, { readonly IamUser: typeof CdktfUser }>> = {
  cdktf: { IamUser: CdktfUser },
  cdktn: { IamUser: CdktnUser as unknown as typeof CdktfUser },
};

describe.each(kits)('%s', (engine, kit) => {
  describe('a role', () => {
    test('is taken by a token, and gets its grants inline', () => {
      const output = synth(kit, (stack) => {
        const ci = new kit.StorageRole(stack, 'ci', { trust, maxSessionDuration: 7200 });
        const { policies } = new kit.WriteOnlyUploader(stack, 'uploads', { ...uploads, grantee: ci });
        expect(policies[0].placement).toBe('inline');
      });
      expect(counts(output)).toBe('aws_iam_role 1, aws_iam_role_policy 1');
      expect(only(output, 'aws_iam_role')).toMatchObject({ name: 'ci', max_session_duration: 7200 });
      expect(JSON.parse(String(only(output, 'aws_iam_role').assume_role_policy))).toEqual({
        Version: '2012-10-17',
        Statement: [{
          Sid: 'GithubActions',
          Effect: 'Allow',
          Principal: { Federated: provider },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub': 'repo:acme/firmware:ref:refs/heads/main',
            },
          },
        }],
      });
      expect(only(output, 'aws_iam_role_policy')).toMatchObject({ name: 'uploads', role: expect.stringMatching(/^\$\{aws_iam_role\.ci_\w+\.name\}$/) });
    });

    test('holds 10,240 characters inline, and then managed policies', () => {
      const wide = (index: number) => ({ bucket: `bucket-${index}`, prefix: `${'x'.repeat(900)}/`, allowVersions: true });
      const output = synth(kit, (stack) => {
        const grantee = new kit.StorageRole(stack, 'ci', { trust });
        for (let index = 0; index < 6; index += 1) new kit.ReadOnlyPrefix(stack, `reads-${index}`, { ...wide(index), grantee });
      });
      expect(counts(output)).toBe('aws_iam_policy 2, aws_iam_role 1, aws_iam_role_policy 4, aws_iam_role_policy_attachment 2');
    });

    test('has no user name, so no home folder without a tag of its own', () => {
      const make = (identity?: ReturnType<typeof policyVariable>) => lone(kit, (stack) => new kit.PerUserHomeFolder(stack, 'homes', {
        bucket: 'shared', prefix: 'home/', identity, grantee: new kit.StorageRole(stack, 'ci', { trust }),
      }));
      expect(refused(() => make()).code).toBe('RoleHasNoUserName');
      expect(make(policyVariable('aws:PrincipalTag/team')).policies).toHaveLength(1);
    });

    test('checks at deploy an OIDC provider that is known only then', () => {
      const output = synth(kit, (stack) => {
        const arn = new kit.TerraformVariable(stack, 'provider', { type: 'string' }).stringValue;
        new kit.StorageRole(stack, 'ci', { trust: githubActionsRole({ repository: 'acme/firmware', tag: ['v', ANY], provider: arn }) });
      });
      const { assume_role_policy: text, lifecycle } = only(output, 'aws_iam_role');
      expect(text).toContain('"Federated":"${var.provider}"');
      expect(JSON.stringify(lifecycle)).toContain('oidc-provider/token[.]actions[.]githubusercontent[.]com$');
    });

    test('a dollar in an environment stays text for Terraform too', () => {
      const output = synth(kit, (stack) => new kit.StorageRole(stack, 'ci', { trust: githubActionsRole({ repository: 'a/b', environment: '${x}', provider }) }));
      expect(only(output, 'aws_iam_role').assume_role_policy).toContain('environment:$${$}{x}');
    });

    test('is refused without a trust, with a bad name or a bad session', () => {
      expect(refused(() => lone(kit, (stack) => new kit.StorageRole(stack, 'ci', { trust: [] }))).code).toBe('InvalidTrust');
      expect(refused(() => lone(kit, (stack) => new kit.StorageRole(stack, 'ci', { trust, name: 'a b' }))).code).toBe('InvalidName');
      expect(refused(() => lone(kit, (stack) => new kit.StorageRole(stack, 'ci', { trust, maxSessionDuration: 60 }))).code).toBe('InvalidSessionDuration');
    });
  });

  describe('a boundary', () => {
    test('is the ARN of a policy that exists', () => {
      const output = synth(kit, (stack) => new kit.StorageUser(stack, 'dana', { boundary: limits }));
      expect(only(output, 'aws_iam_user')).toMatchObject({ name: 'dana', permissions_boundary: limits });
    });

    test('is made of grants, as a policy of its own that is not attached', () => {
      const output = synth(kit, (stack) => {
        const { user } = new kit.WriteOnlyUploader(stack, 'ci', { ...uploads, user: { boundary: [readOnlyPrefix(reads)], accessKeys: [] } });
        expect(user.resources.boundary).toBeDefined();
      });
      expect(counts(output)).toBe('aws_iam_policy 1, aws_iam_user 1, aws_iam_user_policy 1');
      const [[name, policy]] = Object.entries(all(output, 'aws_iam_policy'));
      expect(only(output, 'aws_iam_user').permissions_boundary).toBe(`\${aws_iam_policy.${name}.arn}`);
      expect(policy.name).toMatch(/^ci-User-boundary-[0-9a-f]{8}$/);
      expect(JSON.stringify(policyOf(policy))).toContain('ReadOnlyPrefix');
    });

    test('counts against no attachments', () => {
      // eleven policies that go nowhere but to attachments would be one too many
      const build = (grants: number) => lone(kit, (stack) => {
        const grantee = new kit.StorageUser(stack, 'dana', { boundary: [readOnlyPrefix(reads)] });
        for (let index = 0; index < grants; index += 1) new kit.ReadOnlyPrefix(stack, `reads-${index}`, { bucket: 'b'.repeat(60), prefix: `${String(index).repeat(1100)}/`.slice(-1021), grantee });
      });
      expect(() => build(10)).not.toThrow();
      expect(refused(() => build(14)).code).toBe('TooManyPolicies');
    });

    test('a bucket and a policy that are known at deploy are checked then', () => {
      const output = synth(kit, (stack) => {
        const text = (id: string) => new kit.TerraformVariable(stack, id, { type: 'string' }).stringValue;
        new kit.StorageUser(stack, 'dana', { boundary: text('arn') });
        new kit.StorageUser(stack, 'lee', { boundary: [readOnlyPrefix({ ...reads, bucket: text('bucket') })] });
      });
      expect(JSON.stringify(all(output, 'aws_iam_user'))).toContain('must be the ARN of a managed policy');
      expect(only(output, 'aws_iam_policy').lifecycle).toBeDefined();
    });

    test.each<[string, unknown]>([
      ['nothing', []], ['no ARN', 'limits'], ['another kind of ARN', 'arn:aws:iam::111122223333:role/limits'], ['a wildcard', 'arn:aws:iam::111122223333:policy/*'],
      ['another partition', 'arn:aws-cn:iam::111122223333:policy/limits'], ['guards', [{ kind: 'guard' }]], ['a number', 7],
    ])('of %s is refused', (_, boundary) => {
      expect(refused(() => lone(kit, (stack) => new kit.StorageUser(stack, 'dana', { boundary: untyped<Boundary>(boundary) }))).code).toBe('InvalidBoundary');
    });

    test('larger than a managed policy is refused', () => {
      const boundary = Array.from({ length: 8 }, (_, index) => readOnlyPrefix({ bucket: `bucket-${index}`, prefix: `${'x'.repeat(500)}/` }));
      expect(refused(() => lone(kit, (stack) => new kit.StorageUser(stack, 'dana', { boundary }))).code).toBe('PolicyTooLarge');
    });
  });

  describe('membership', () => {
    test('that is additive has a resource for each member', () => {
      const output = synth(kit, (stack) => {
        const members = [new kit.StorageUser(stack, 'dana'), existingUser('lee')];
        const { resources } = new kit.StorageGroup(stack, 'engineering', { members, membership: 'additive' });
        expect(resources.memberships).toHaveLength(2);
      });
      expect(counts(output)).toBe('aws_iam_group 1, aws_iam_user 1, aws_iam_user_group_membership 2');
      const [dana, lee] = Object.values(all(output, 'aws_iam_user_group_membership'));
      expect([dana.user, lee.user]).toEqual([expect.stringMatching(/^\$\{aws_iam_user\.dana_\w+\.name\}$/), 'lee']);
      expect(dana.groups).toEqual([expect.stringMatching(/^\$\{aws_iam_group\.engineering_\w+\.name\}$/)]);
    });

    test('of a group that exists', () => {
      const output = synth(kit, (stack) => new kit.GroupMembers(stack, 'auditors', { group: existingGroup('auditors'), members: [new kit.StorageUser(stack, 'dana')] }));
      expect(only(output, 'aws_iam_user_group_membership').groups).toEqual(['auditors']);
    });

    test('added to one that is exclusive is refused, as are doubles, strangers and words', () => {
      const add = (membership?: 'additive') => lone(kit, (stack) => {
        const group = new kit.StorageGroup(stack, 'engineering', { membership, members: [existingUser('lee')] });
        return new kit.GroupMembers(stack, 'more', { group, members: [existingUser('kim')] });
      });
      expect(add('additive').resources).toHaveLength(1);
      expect(refused(() => add()).code).toBe('MixedMembership');
      const group = existingGroup('auditors');
      const members = (...names: string[]) => lone(kit, (stack) => names.map((name, index) => new kit.GroupMembers(stack, `more-${index}`, { group, members: [existingUser(name)] })));
      expect(refused(() => members('lee', 'LEE')).code).toBe('NameTwice');
      expect(refused(() => lone(kit, (stack) => new kit.GroupMembers(stack, 'x', { group, members: [untyped('lee')] }))).code).toBe('UnknownMember');
      expect(refused(() => lone(kit, (stack) => new kit.GroupMembers(stack, 'x', { group: untyped(existingUser('lee')), members: [] }))).code).toBe('InvalidGrantee');
      expect(refused(() => lone(kit, (stack) => new kit.StorageGroup(stack, 'x', { membership: untyped('some') }))).code).toBe('InvalidMembership');
      const groups = Array.from({ length: 11 }, (_, index) => existingGroup(`group-${index}`));
      expect(refused(() => lone(kit, (stack) => groups.forEach((each) => new kit.GroupMembers(stack, each.name, { group: each, members: [existingUser('lee')] })))).code).toBe('TooManyGroups');
    });
  });

  describe('addMember', () => {
    const variable = (stack: Stack, id: string) => new kit.TerraformVariable(stack, id, { type: 'string' }).stringValue;

    test.each([undefined, 'additive' as const])('adds users made here, of the provider, by name and by token; membership %s', (membership) => {
      const output = synth(kit, (stack) => {
        const group = new kit.StorageGroup(stack, 'engineering', { membership, members: [new kit.StorageUser(stack, 'dana')] });
        group.addMember(new kit.WriteOnlyUploader(stack, 'ci', uploads).user);
        group.addMember(new own[engine].IamUser(stack, 'robot', { name: 'robot' }));
        group.addMember(existingUser('lee'));
        group.addMember(existingUser(variable(stack, 'kim')));
        expect(group.resources.memberships).toHaveLength(membership ? 5 : 0);
      });
      const users = [/^\$\{aws_iam_user\.dana_\w+\.name\}$/, /^\$\{aws_iam_user\.ci_\w+\.name\}$/, /^\$\{aws_iam_user\.robot\.name\}$/, /^lee$/, /^\$\{var\.kim\}$/]
        .map((pattern): unknown => expect.stringMatching(pattern));
      if (membership) {
        const each = Object.values(all(output, 'aws_iam_user_group_membership'));
        expect(each.map(({ user }) => user)).toEqual(expect.arrayContaining(users));
        expect(each.filter(({ lifecycle }) => lifecycle !== undefined).map(({ user }) => user)).toEqual(['${aws_iam_user.robot.name}', '${var.kim}']);
      } else {
        expect(only(output, 'aws_iam_group_membership').users).toEqual(users);
        expect(JSON.stringify(only(output, 'aws_iam_group_membership').lifecycle)).toContain('var.kim');
      }
    });

    test('writes the same, whether members come at once or later, also to a group of a plan', () => {
      const atOnce = synth(kit, (stack) => { new kit.StorageGroup(stack, 'engineering', { members: [existingUser('lee'), existingUser('kim')] }); });
      const later = synth(kit, (stack) => {
        const group = new kit.StorageGroup(stack, 'engineering');
        for (const name of ['lee', 'kim']) group.addMember(existingUser(name));
      });
      expect(later.resource).toEqual(atOnce.resource);
      const planned = synth(kit, (stack) => {
        const plan = accessPlan({ users: { dana: {} }, groups: { engineering: { members: ['dana'] } } });
        const { groups } = new kit.StorageAccess(stack, 'access', { plan });
        groups.get('engineering')?.addMember(existingUser('lee'));
      });
      expect(only(planned, 'aws_iam_group_membership').users).toEqual([expect.stringContaining('.name}'), 'lee']);
    });

    test('refuses somebody twice, strangers, and who is too late', () => {
      type Build = (stack: Stack, group: InstanceType<typeof kit.StorageGroup>) => void;
      const add = (build: Build, platform?: Platform) => refused(() => lone(kit, (stack) => {
        build(stack, new kit.StorageGroup(stack, 'engineering', { members: platform && [existingUser('lee')], platform }));
      })).code;
      expect(add((_, group) => ['lee', 'LEE'].forEach((name) => group.addMember(existingUser(name))))).toBe('NameTwice');
      expect(add((_, group) => group.addMember(untyped('lee')))).toBe('UnknownMember');
      expect(add((_, group) => group.addMember(untyped(existingGroup('lee'))))).toBe('UnknownMember');
      expect(add((stack, group) => group.addMember(untyped(new kit.S3Bucket(stack, 'lee', {}))))).toBe('UnknownMember');
      expect(add((stack, group) => {
        new kit.GroupMembers(stack, 'more', { group, members: [existingUser('kim')] });
        group.addMember(existingUser('lee'));
      })).toBe('MixedMembership');
      const platform = activeScale({ version: '7.0', s3Endpoint: 'https://s3.store.example', iamEndpoint: 'https://iam.store.example' });
      expect(add((stack, group) => {
        new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: 'home/', grantee: group, platform });
        group.addMember(existingUser('kim'));
      }, platform)).toBe('UnsupportedOnPlatform');
    });
  });

  describe('what exists already', () => {
    test('users, groups, roles and policies are taken over by import blocks, with the ids that the provider reads', () => {
      const output = synth(kit, (stack) => {
        const dana = new kit.StorageUser(stack, 'dana', { adopt: true });
        new kit.StorageGroup(stack, 'engineering', { adopt: true });
        new kit.StorageRole(stack, 'ci', { adopt: true, trust });
        new kit.ReadOnlyPrefix(stack, 'inline', { ...reads, grantee: dana, adopt: { name: 'reads' } });
        new kit.ReadOnlyPrefix(stack, 'managed', { ...reads, grantee: existingUser('lee'), adopt: { name: 'lee-reads', arn: 'arn:aws:iam::111122223333:policy/lee-reads' } });
        new kit.ReadOnlyPrefix(stack, 'made', { ...reads, grantee: dana, adopt: { name: 'dana-reads', arn: 'arn:aws:iam::111122223333:policy/dana-reads' } });
      });
      const blocks = (output as unknown as { readonly import: ReadonlyArray<{ readonly to: string; readonly id: string }> }).import;
      expect(Object.fromEntries(blocks.map(({ to, id }) => [to.replace(/_[0-9A-F]{8}$/, ''), id]))).toEqual({
        'aws_iam_user.dana': 'dana',
        'aws_iam_group.engineering': 'engineering',
        'aws_iam_role.ci': 'ci',
        'aws_iam_user_policy.inline_Policy': 'dana:reads',
        'aws_iam_policy.managed_Policy': 'arn:aws:iam::111122223333:policy/lee-reads',
        'aws_iam_user_policy_attachment.managed_Attachment': 'lee/arn:aws:iam::111122223333:policy/lee-reads',
        'aws_iam_policy.made_Policy': 'arn:aws:iam::111122223333:policy/dana-reads',
        'aws_iam_user_policy_attachment.made_Attachment': 'dana/arn:aws:iam::111122223333:policy/dana-reads',
      });
      expect(only(output, 'aws_iam_user_policy').name).toBe('reads');
      expect(Object.values(all(output, 'aws_iam_policy')).map(({ name }) => name).sort()).toEqual(['dana-reads', 'lee-reads']);
    });

    test('nothing is imported unless told so', () => {
      const output = synth(kit, (stack) => new kit.WriteOnlyUploader(stack, 'ci', uploads));
      expect(Object.keys(output)).not.toContain('import');
    });

    test('an inline policy can not become a managed one, nor a name be none', () => {
      const make = (name: string) => () => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'x', { ...reads, grantee: existingUser('lee'), adopt: { name } }));
      expect(refused(make('reads')).code).toBe('AdoptedPolicy');
      expect(refused(make('a b')).code).toBe('InvalidName');
      expect(synthError(kit, make('reads'))).toContain('AdoptedPolicy');
    });
  });
});
