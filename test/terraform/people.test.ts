import { existingGroup, existingRole, existingUser, policyVariable } from '../../src';
import { refused, untyped } from '../grants/refused';
import { all, counts, kits, lone, only, policyOf, stackOf, synth, withApp, type Kit, type Stack } from './kit';

const uploader = { bucket: 'releases', prefix: 'firmware/' };
const reader = { bucket: 'downloads', prefix: 'public/' };

/** A grant of more than half of a user's inline budget of 2,048 characters. */
const wide = (letter: string) => ({ bucket: `${letter.repeat(60)}`, prefix: `${letter.repeat(330)}/`, listing: 'prefix' as const });

describe.each(kits)('%s', (_engine, kit) => {
  describe('a name that is made twice in one account', () => {
    test.each(['StorageUser', 'StorageGroup'] as const)('%s, also where only the case differs, is refused and both are named', (construct) => {
      const error = refused(() => lone(kit, (stack) => [new kit[construct](stack, 'first', { name: 'Dana' }), new kit[construct](stack, 'second', { name: 'dana' })]));
      expect(error.code).toBe('NameTwice');
      expect(error.message).toContain('first makes the');
      expect(error.message).toContain('second would make dana');
    });

    test('a user and a group may share a name, and so may users of two stacks', () => {
      withApp(kit, (app) => {
        for (const name of ['dev', 'prod']) {
          const stack = stackOf(kit, app, name);
          new kit.StorageUser(stack, 'dana');
          new kit.StorageGroup(stack, 'group', { name: 'dana' });
        }
      });
    });
  });

  describe('a grant without a grantee', () => {
    test('makes a user named after it, one access key and an inline policy', () => {
      const output = synth(kit, (stack) => new kit.WriteOnlyUploader(stack, 'ci-uploader', uploader));
      expect(counts(output)).toBe('aws_iam_access_key 1, aws_iam_user 1, aws_iam_user_policy 1');
      expect(output.resource).toMatchInlineSnapshot(`
{
  "aws_iam_access_key": {
    "ci-uploader_User_AccessKey-1_9D69841D": {
      "user": "\${aws_iam_user.ci-uploader_User_136A6965.name}",
    },
  },
  "aws_iam_user": {
    "ci-uploader_User_136A6965": {
      "name": "ci-uploader",
    },
  },
  "aws_iam_user_policy": {
    "ci-uploader_Policy_115B93C7": {
      "name": "ci-uploader",
      "policy": "{"Version":"2012-10-17","Statement":[{"Sid":"WriteOnlyUploader","Effect":"Allow","Action":["s3:AbortMultipartUpload","s3:ListMultipartUploadParts","s3:PutObject"],"Resource":"arn:aws:s3:::releases/firmware/*"}]}",
      "user": "\${aws_iam_user.ci-uploader_User_136A6965.name}",
    },
  },
}
`);
    });

    test('calls and rotates its user as it is told', () => {
      const output = synth(kit, (stack) => {
        const ci = new kit.WriteOnlyUploader(stack, 'ci', { ...uploader, user: { name: 'ci-2026', accessKeys: ['2026-05', '2026-11'] } });
        expect(ci.user.name).toBe('ci-2026');
        expect([...ci.user.accessKeys.keys()]).toEqual(['2026-05', '2026-11']);
        expect(ci.accessKey.generation).toBe('2026-11');
      });
      expect(only(output, 'aws_iam_user').name).toBe('ci-2026');
      expect(Object.keys(all(output, 'aws_iam_access_key'))).toHaveLength(2);
    });

    test('hands back its policy in words of no platform', () => {
      synth(kit, (stack) => {
        const { policies, resources } = new kit.WriteOnlyUploader(stack, 'ci', uploader);
        expect(policies).toEqual([{ name: 'ci', placement: 'inline', json: expect.stringContaining('"s3:PutObject"'), grants: ['WriteOnlyUploader'], guards: [] }]);
        expect(Object.keys(resources)).toEqual(['inlinePolicy']);
      });
    });

    test('has no key to hand back when it was told to make none', () => {
      const ci = lone(kit, (stack) => new kit.WriteOnlyUploader(stack, 'ci', { ...uploader, user: { accessKeys: [] } }));
      expect(refused(() => ci.accessKey).code).toBe('NoAccessKey');
    });
  });

  describe('a grantee', () => {
    test('user or key of a grant that has one is refused, with where to look', () => {
      const grant = lone(kit, (stack) => new kit.WriteOnlyUploader(stack, 'up', { ...uploader, grantee: new kit.StorageUser(stack, 'dana') }));
      expect(refused(() => grant.user)).toMatchObject({ code: 'HasGrantee', remedy: expect.stringContaining('grantee') });
      expect(refused(() => grant.accessKey).code).toBe('HasGrantee');
      expect(refused(() => lone(kit, (stack) => new kit.WriteOnlyUploader(stack, 'up', { ...uploader, grantee: existingUser('lee'), user: { name: 'x' } }))).code).toBe('HasGrantee');
    });

    test('a group gets an inline policy that waits for the group', () => {
      const output = synth(kit, (stack) => {
        new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: 'home/', grantee: new kit.StorageGroup(stack, 'engineering') });
      });
      const { group, name, policy } = only(output, 'aws_iam_group_policy');
      expect([group, name]).toEqual([reference('aws_iam_group', 'engineering', 'name'), 'homes']);
      // doubled, or Terraform would look for a resource called aws:username
      expect(policy).toContain('arn:aws:s3:::shared/home/$${aws:username}/*');
    });

    test.each([
      ['user', existingUser('lee'), 'aws_iam_user_policy_attachment'],
      ['group', existingGroup('auditors'), 'aws_iam_group_policy_attachment'],
      ['role', existingRole('deployer'), 'aws_iam_role_policy_attachment'],
    ] as const)('an existing %s gets a managed policy with a hash in its name, attached', (kind, grantee, attachment) => {
      const output = synth(kit, (stack) => {
        const { policies, resources } = new kit.ReadOnlyPrefix(stack, 'downloads', { ...reader, grantee });
        expect(policies[0].placement).toBe('managed');
        expect(Object.keys(resources)).toEqual(['managedPolicy', 'attachment']);
      });
      expect(counts(output)).toBe([`${attachment} 1`, 'aws_iam_policy 1'].sort().join(', '));
      expect(only(output, 'aws_iam_policy').name).toMatch(/^downloads-[0-9a-f]{8}$/);
      expect(only(output, attachment)).toEqual({ [kind]: grantee.name, policy_arn: expect.stringMatching(/^\$\{aws_iam_policy\.downloads_Policy_\w+\.arn\}$/) });
    });

    test('the same construct in two stacks has two names, so that neither overwrites the other in the account', () => {
      const names = withApp(kit, (app) => ['dev', 'prod'].map((id) => new kit.ReadOnlyPrefix(stackOf(kit, app, id), 'downloads', { ...reader, grantee: existingUser('lee') }).policies[0].name));
      expect(new Set(names).size).toBe(2);
    });

    test('a role has no user name: a home folder of its own needs a principal tag', () => {
      const home = { bucket: 'shared', prefix: 'home/', grantee: existingRole('deployer') };
      expect(refused(() => lone(kit, (stack) => new kit.PerUserHomeFolder(stack, 'homes', home))).code).toBe('RoleHasNoUserName');
      const output = synth(kit, (stack) => new kit.PerUserHomeFolder(stack, 'homes', { ...home, identity: policyVariable('aws:PrincipalTag/team') }));
      expect(JSON.stringify(policyOf(only(output, 'aws_iam_policy')))).toContain('arn:aws:s3:::shared/home/${aws:PrincipalTag/team}/*');
    });

    test.each([['a string', 'dana'], ['null', null], ['an object', { kind: 'user', name: 'dana' }], ['another kind', { existing: true, kind: 'policy', name: 'dana' }]])('%s is not a grantee', (_name, grantee) => {
      expect(refused(() => lone(kit, (stack) => new kit.ReadOnlyPrefix(stack, 'downloads', { ...reader, grantee: untyped(grantee) }))).code).toBe('InvalidGrantee');
    });
  });

  describe('where policies go', () => {
    test('inline while the budget of a user lasts, then managed', () => {
      const output = synth(kit, (stack) => {
        const grantee = new kit.StorageUser(stack, 'dana');
        const placements = ['a', 'b', 'c', 'd'].map((letter) => new kit.WriteOnlyUploader(stack, letter, { ...wide(letter), grantee }).policies[0].placement);
        expect(placements).toEqual(['inline', 'managed', 'managed', 'managed']);
      });
      expect(counts(output)).toBe('aws_iam_policy 3, aws_iam_user 1, aws_iam_user_policy 1, aws_iam_user_policy_attachment 3');
    });

    test('a small policy still goes inline after a large one went out', () => {
      const placements = lone(kit, (stack) => {
        const grantee = new kit.StorageUser(stack, 'dana');
        return [wide('a'), wide('b'), wide('c'), reader].map((props, index) => new kit.WriteOnlyUploader(stack, `up-${index}`, { ...props, grantee }).policies[0].placement);
      });
      expect(placements).toEqual(['inline', 'managed', 'managed', 'inline']);
    });

    test('an eleventh attachment is refused', () => {
      const error = refused(() => lone(kit, (stack) => {
        for (let i = 1; i <= 11; i++) new kit.ReadOnlyPrefix(stack, `grant-${i}`, { ...reader, grantee: existingUser('lee') });
      }));
      expect(error.code).toBe('TooManyPolicies');
      expect(error.message).toContain('user lee');
    });

    test('dev and prod are counted apart: they are rarely one account, and Terraform has a provider for each', () => {
      withApp(kit, (app) => {
        for (const id of ['dev', 'prod']) {
          const stack = stackOf(kit, app, id);
          for (let i = 1; i <= 10; i++) new kit.ReadOnlyPrefix(stack, `grant-${i}`, { ...reader, grantee: existingUser('lee') });
          new kit.AccessKey(stack, 'key', { user: existingUser('lee'), generation: '2026-11' });
        }
        app.synth();
      });
    });

    test('a policy that fits nowhere is refused', () => {
      const huge = { bucket: 'releases', prefix: `${'*'.repeat(1000)}/`, listing: 'prefix' as const };
      const error = refused(() => lone(kit, (stack) => new kit.WriteOnlyUploader(stack, 'ci', { ...huge, grantee: existingRole('deployer') })));
      expect(error.code).toBe('PolicyTooLarge');
    });
  });

  describe('policy names', () => {
    test('follow the path of the construct, in letters that a policy name may have', () => {
      const [policy] = lone(kit, (stack) => {
        const grantee = new kit.StorageUser(stack, 'dana');
        return new kit.ReadOnlyPrefix(new kit.StorageGroup(stack, 'team x', { name: 'team' }), 'a b', { ...reader, grantee }).policies;
      });
      expect(policy.name).toBe('team-x-a-b');
    });

    test('two that come out equal on one principal are refused, and both constructs named', () => {
      const error = refused(() => lone(kit, (stack) => {
        const grantee = new kit.StorageUser(stack, 'dana');
        new kit.ReadOnlyPrefix(stack, 'a b', { ...reader, grantee });
        new kit.ReadOnlyPrefix(stack, 'a-b', { ...reader, grantee });
      }));
      expect(error.code).toBe('PolicyNameTwice');
      expect(error.message).toMatch(/stack\/a b and stack\/a-b/);
    });

    test('two that differ only by case are refused too', () => {
      expect(refused(() => lone(kit, (stack) => {
        const grantee = new kit.StorageUser(stack, 'dana');
        new kit.ReadOnlyPrefix(stack, 'Read', { ...reader, grantee });
        new kit.ReadOnlyPrefix(stack, 'read', { ...reader, grantee });
      })).code).toBe('PolicyNameTwice');
    });

    test('equal ones on two principals are fine', () => {
      const output = synth(kit, (stack) => {
        for (const name of ['dana', 'lee']) new kit.ReadOnlyPrefix(new kit.StorageUser(stack, name), 'read', { ...reader, grantee: new kit.StorageUser(stack, `${name}-2`) });
      });
      expect(Object.keys(all(output, 'aws_iam_user_policy'))).toHaveLength(2);
    });

    test('a long path is cut with a hash, and still told from its neighbour', () => {
      const names = lone(kit, (stack) => {
        const grantee = new kit.StorageUser(stack, 'dana');
        return ['a', 'b'].map((end) => new kit.ReadOnlyPrefix(stack, `${'x'.repeat(200)}${end}`, { ...reader, grantee }).policies[0].name);
      });
      expect(names.map(({ length }) => length)).toEqual([128, 128]);
      expect(new Set(names).size).toBe(2);
    });
  });

  describe('access keys', () => {
    const keysOf = (accessKeys: readonly string[]) => {
      const output = synth(kit, (stack) => new kit.StorageUser(stack, 'dana', { accessKeys }));
      return Object.keys(all(output, 'aws_iam_access_key'));
    };

    test('a generation keeps its address while others come and go', () => {
      const [first] = keysOf(['2026-05']);
      const both = keysOf(['2026-05', '2026-11']);
      const [second] = keysOf(['2026-11']);
      expect(both.sort()).toEqual([first, second].sort());
      expect(first).not.toBe(second);
    });

    test('Inactive suspends, a PGP key encrypts', () => {
      const output = synth(kit, (stack) => {
        const { accessKey } = new kit.StorageUser(stack, 'dana', { accessKeys: [{ generation: '2026-05', status: 'Inactive' }, { generation: '2026-11', pgpKey: 'keybase:dana' }] });
        expect(Object.keys(accessKey)).toEqual(['generation', 'isEncrypted', 'id', 'secret', 'encryptedSecret']);
      });
      expect(Object.values(all(output, 'aws_iam_access_key'))).toEqual([
        { user: reference('aws_iam_user', 'dana', 'name'), status: 'Inactive' },
        { user: reference('aws_iam_user', 'dana', 'name'), pgp_key: 'keybase:dana' },
      ]);
    });

    test('the newest is the last', () => {
      const dana = lone(kit, (stack) => new kit.StorageUser(stack, 'dana', { accessKeys: ['b', 'a'] }));
      expect(dana.accessKey.generation).toBe('a');
      expect(refused(() => lone(kit, (stack) => new kit.StorageUser(stack, 'lee')).accessKey).code).toBe('NoAccessKey');
    });

    test('a third is refused, wherever it is declared', () => {
      expect(refused(() => lone(kit, (stack) => new kit.StorageUser(stack, 'dana', { accessKeys: ['1', '2', '3'] }))).code).toBe('TooManyAccessKeys');
      const spread = refused(() => lone(kit, (stack) => {
        const user = new kit.StorageUser(stack, 'dana', { accessKeys: ['1'] });
        new kit.AccessKey(stack, 'second', { user, generation: '2' });
        new kit.AccessKey(stack, 'third', { user, generation: '3' });
      }));
      expect(spread).toMatchObject({ code: 'TooManyAccessKeys', message: expect.stringContaining('(1, 2, 3)') });
      expect(refused(() => lone(kit, (stack) => {
        for (const generation of ['1', '2', '3']) new kit.AccessKey(stack, generation, { user: existingUser('lee'), generation });
      })).code).toBe('TooManyAccessKeys');
    });

    test.each([
      ['twice', [['1', '1']], 'NameTwice'],
      ['with a generation of no name', [['']], 'InvalidAccessKey'],
      ['with a generation that would break an address', [['a/b']], 'InvalidAccessKey'],
      ['with a status of its own', [[{ generation: '1', status: 'Sleeping' }]], 'InvalidAccessKey'],
    ])('%s is refused', (_name, [accessKeys], code) => {
      expect(refused(() => lone(kit, (stack) => new kit.StorageUser(stack, 'dana', { accessKeys: untyped(accessKeys) }))).code).toBe(code);
    });

    test('of somebody who exists already are made by AccessKey', () => {
      const output = synth(kit, (stack) => {
        const { generation, id, secret } = new kit.AccessKey(stack, 'backup-key', { user: existingUser('backup'), generation: '2026-11', status: 'Inactive' });
        expect(generation).toBe('2026-11');
        expect([id, secret].every((value) => kit.Token.isUnresolved(value))).toBe(true);
      });
      expect(only(output, 'aws_iam_access_key')).toEqual({ user: 'backup', status: 'Inactive' });
    });
  });

  describe('groups', () => {
    test('have one membership for all members, made here or not', () => {
      const output = synth(kit, (stack) => {
        new kit.StorageGroup(stack, 'engineering', { members: [new kit.StorageUser(stack, 'dana'), existingUser('lee')] });
      });
      expect(only(output, 'aws_iam_group_membership')).toEqual({
        name: 'engineering', group: reference('aws_iam_group', 'engineering', 'name'), users: [reference('aws_iam_user', 'dana', 'name'), 'lee'],
      });
    });

    test('without members have no membership', () => {
      const output = synth(kit, (stack) => {
        expect(new kit.StorageGroup(stack, 'engineering').resources.membership).toBeUndefined();
      });
      expect(counts(output)).toBe('aws_iam_group 1');
    });

    test('an eleventh group of a user is refused, made here or not', () => {
      const join = (member: (stack: Stack) => ReturnType<typeof existingUser> | InstanceType<Kit['StorageUser']>) => lone(kit, (stack) => {
        const members = [member(stack)];
        for (let i = 1; i <= 11; i++) new kit.StorageGroup(stack, `group-${i}`, { members });
      });
      expect(refused(() => join((stack) => new kit.StorageUser(stack, 'dana'))).code).toBe('TooManyGroups');
      expect(refused(() => join(() => existingUser('lee'))).code).toBe('TooManyGroups');
    });

    test('a member twice, a member that is nobody, a name that is none: refused', () => {
      const group = (members: unknown, name = 'engineering') => refused(() => lone(kit, (stack) => new kit.StorageGroup(stack, 'group', { name, members: untyped(members) }))).code;
      expect(group([existingUser('lee'), existingUser('Lee')])).toBe('NameTwice');
      expect(group(['dana'])).toBe('UnknownMember');
      expect(group([null])).toBe('UnknownMember');
      expect(group([existingRole('deployer')])).toBe('UnknownMember');
      expect(group([existingUser('a b')])).toBe('InvalidName');
      expect(group([], 'a b')).toBe('InvalidName');
    });
  });

  test.each(['', '.', '..', 'a b', 'a/b', '*', '${aws:username}', 'x"', 'é', 'x'.repeat(65), 'a\n'])('user name %j is refused', (name) => {
    expect(refused(() => lone(kit, (stack) => new kit.StorageUser(stack, 'user', { name }))).code).toBe('InvalidName');
  });

  test('dependsOn and provider reach every resource of a construct', () => {
    const output = synth(kit, (stack) => {
      const provider = new kit.AwsProvider(stack, 'other', { region: 'us-east-1', alias: 'other' });
      const options = { provider, dependsOn: [new kit.S3Bucket(stack, 'first', { bucket: 'first', provider })] };
      const grantee = new kit.StorageUser(stack, 'dana', { accessKeys: ['1'], ...options });
      new kit.StorageGroup(stack, 'engineering', { members: [grantee], ...options });
      new kit.AccessKey(stack, 'key', { user: grantee, generation: '2', ...options });
      new kit.ReadOnlyPrefix(stack, 'inline', { ...reader, grantee, ...options });
      new kit.ReadOnlyPrefix(stack, 'managed', { ...reader, grantee: existingRole('deployer'), ...options });
      new kit.WriteOnlyUploader(stack, 'ci', { ...uploader, ...options });
      new kit.EnforceHttps(stack, 'https', { bucket: 'releases', ...options });
    });
    const { aws_s3_bucket: _, ...ours } = output.resource ?? {};
    const missing = Object.entries(ours).flatMap(([type, some]) => Object.entries(some)
      .filter(([, { provider, depends_on: waits }]) => provider !== 'aws.other' || String(waits) !== 'aws_s3_bucket.first')
      .map(([name]) => `${type}.${name}`));
    expect(missing).toEqual([]);
    expect(Object.keys(ours)).toHaveLength(8);
  });
});

/** A reference to a construct of the stack, whose name in Terraform ends in a hash of its path. */
function reference(type: string, id: string, attribute: string): unknown {
  return expect.stringMatching(new RegExp(`^\\$\\{${type}\\.${id}_[0-9A-F]{8}\\.${attribute}\\}$`));
}
