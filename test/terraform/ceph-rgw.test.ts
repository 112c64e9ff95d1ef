import { Construct } from 'constructs';
import { accessPlan, cephRgw, existingGroup, existingUser, perUserBucket, perUserHomeFolder, readOnlyPrefix, renderAccess } from '../../src';
import { refused } from '../grants/refused';
import { all, kits, policyOf, withApp, type Arguments, type Kit, type Stack, type Synthesized } from './kit';

const platform = cephRgw({ endpoint: 'https://rgw.store.example', scope: 'acme' });
const home = perUserHomeFolder({ bucket: 'shared', prefix: 'home/' });
const plan = accessPlan({
  platform,
  users: { kim: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] } },
  groups: { designers: { members: ['kim', existingUser('lou')], grants: [home, readOnlyPrefix({ bucket: 'downloads', prefix: '' })] } },
});

/** Policies of a type, by their owner and their name. */
const policies = (output: Synthesized, type: 'user' | 'group') => {
  const named = (policy: Arguments) => `${String(policy[type])} ${String(policy.name).replace(/-[0-9a-f]{8}$/, '-HASH')}`;
  return Object.fromEntries(Object.values(all(output, `aws_iam_${type}_policy`)).map((policy) => [named(policy), policyOf(policy)]));
};
interface Written { readonly Statement: ReadonlyArray<{ readonly Resource: unknown }> }
const resourcesOf = (document: unknown) => (document as Written).Statement.map(({ Resource }) => Resource);

describe.each(kits)('%s', (_engine, kit) => {
  const synth = (build: (stack: Stack) => void) => withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    new kit.StorageProvider(stack, 'store', { platform });
    build(stack);
    app.synth();
    return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
  });
  const built = (build: (stack: Stack) => unknown) => refused(() => synth((stack) => void build(stack)));
  const group = (stack: Stack, more: object = {}): InstanceType<Kit['StorageGroup']> => {
    const dana = new kit.StorageUser(stack, 'dana');
    return new kit.StorageGroup(stack, 'engineering', { members: [dana, existingUser('lee')], ...more });
  };

  test('users, groups, memberships and keys come one after the other, and nothing else waits for them', () => {
    const output = synth((stack) => {
      const staff = group(stack, { membership: 'additive' });
      const exclusive = new kit.StorageGroup(stack, 'exclusive', { members: [existingUser('lee')] });
      const max = new kit.ReadOnlyPrefix(stack, 'max', { bucket: 'downloads', prefix: '', dependsOn: [staff.resources.group] }).user;
      // who comes later is a member of what is made earlier
      exclusive.addMember(max);
      staff.addMember(max);
      new kit.StorageAccess(stack, 'access', { plan });
    });
    const resources = (...types: readonly string[]) => types.flatMap((type) => Object.entries(all(output, type)).map(([name, args]) => ({ address: `${type}.${name}`, waits: (args.depends_on ?? []) as readonly string[] })));
    for (const [count, types] of [[3, ['aws_iam_user']], [3, ['aws_iam_group']], [6, ['aws_iam_group_membership', 'aws_iam_user_group_membership', 'aws_iam_access_key']]] as const) {
      const chain = resources(...types);
      const edges = chain.map(({ waits }) => waits.filter((each) => chain.some(({ address }) => address === each)));
      expect(edges.map(({ length }) => length).sort()).toEqual([0, ...Array<number>(count - 1).fill(1)]);
      expect(new Set(edges.flat()).size).toBe(count - 1);
    }
    expect(resources('aws_iam_user_policy', 'aws_iam_group_policy').flatMap(({ waits }) => waits).filter((each) => !each.startsWith('aws_iam_group.engineering'))).toEqual([]);
    expect(resources('aws_iam_user').find(({ address }) => address.includes('max'))?.waits).toContainEqual(expect.stringMatching(/^aws_iam_group\.engineering/));
  });

  test('a grant that depends on the user name becomes a policy of each member, and none of the group', () => {
    const output = synth((stack) => {
      const homes = new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: 'home/', grantee: group(stack) });
      expect(homes.policies.map(({ placement, grants }) => [placement, grants])).toEqual([['inline', ['PerUserHomeFolder']], ['inline', ['PerUserHomeFolder']]]);
      expect([...homes.resources.memberPolicies?.keys() ?? []]).toEqual(['dana', 'lee']);
      expect(homes.resources.inlinePolicy).toBeUndefined();
    });
    expect(Object.entries(policies(output, 'user')).map(([who, document]) => [who.replace(/_\w{8}\.name/, '.name'), resourcesOf(document)])).toEqual([
      ['${aws_iam_user.dana.name} homes-Member-dana', ['arn:aws:s3:::shared/home/dana/*', 'arn:aws:s3:::shared']],
      ['lee acme.homes-Member-lee-HASH', ['arn:aws:s3:::shared/home/lee/*', 'arn:aws:s3:::shared']],
    ]);
    expect(all(output, 'aws_iam_group_policy')).toEqual({});
  });

  test('only those whom a condition on users names get one; other grants stay with the group', () => {
    const output = synth((stack) => {
      const grantee = group(stack);
      new kit.PerUserBucket(stack, 'buckets', { namePrefix: 'acme-', when: { users: ['lee'] }, grantee });
      new kit.ReadOnlyPrefix(stack, 'reads', { bucket: 'downloads', prefix: '', grantee });
    });
    expect(Object.keys(policies(output, 'user'))).toEqual(['lee acme.buckets-Member-lee-HASH']);
    expect(Object.values(all(output, 'aws_iam_group_policy'))).toHaveLength(1);
    expect(JSON.stringify(policies(output, 'user'))).not.toContain('username');
  });

  test('a user of its own, and an existing user, whose policy carries a hash', () => {
    const output = synth((stack) => {
      new kit.PerUserHomeFolder(stack, 'ci', { bucket: 'shared', prefix: 'home/' });
      new kit.PerUserHomeFolder(stack, 'lees', { bucket: 'shared', prefix: 'home/', grantee: existingUser('lee') });
    });
    expect(JSON.stringify(policies(output, 'user'))).toContain('home/ci/*');
    expect(Object.keys(policies(output, 'user'))).toContain('lee acme.lees-HASH');
  });

  test('a whole plan is what renderAccess says', () => {
    const output = synth((stack) => new kit.StorageAccess(stack, 'access', { plan }));
    const rendered = renderAccess(plan);
    const expected = [...rendered.users, ...rendered.existing].flatMap((one) => one.policies.map(({ json }) => JSON.parse(json) as unknown));
    expect(new Set(Object.values(policies(output, 'user')).map((one) => JSON.stringify(one)))).toEqual(new Set(expected.map((one) => JSON.stringify(one))));
    expect(Object.values(policies(output, 'group'))).toEqual(rendered.groups[0].policies.map(({ json }) => JSON.parse(json)));
    expect(all(output, 'aws_iam_policy')).toEqual({});
    expect(all(output, 'aws_iam_user_policy_attachment')).toEqual({});
  });

  test.each<readonly [what: string, build: (stack: Stack) => unknown, code: string, said: string]>([
    ['an existing group', (stack) => new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', grantee: existingGroup('auditors') }), 'UnsupportedOnPlatform', "whose name stands there isn't known"],
    ['an additive group', (stack) => new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', grantee: group(stack, { membership: 'additive' }) }), 'UnsupportedOnPlatform', 'others may put members in it who would get none'],
    ['a group without members', (stack) => new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', grantee: group(stack, { members: [] }) }), 'UnsupportedOnPlatform', 'no members are named'],
    ['a user known at deploy only', (stack) => new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', grantee: existingUser(new kit.StorageUser(stack, 'x').nameText) }), 'UnsupportedOnPlatform', "whose name stands there isn't known"],
    ['a member known at deploy only', (stack) => new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', grantee: group(stack, { members: [existingUser(new kit.StorageUser(stack, 'x').nameText)] }) }), 'UnsupportedOnPlatform', 'the name of one is known only at deploy time'],
    ['a policy that is taken over', (stack) => new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', grantee: group(stack), adopt: { name: 'old' } }), 'AdoptedPolicy', 'writes a policy for each member of group engineering'],
    ['members who come later', (stack) => {
      const grantee = group(stack);
      new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', grantee });
      return new kit.GroupMembers(new Construct(stack, 'later'), 'more', { group: grantee, members: [existingUser('kim')] });
    }, 'MixedMembership', 'says who all its members are'],
  ])('%s is refused', (_what, build, code, said) => {
    expect(built(build)).toMatchObject({ code, message: expect.stringContaining(said) });
  });
});

test('perUserBucket is for each user a bucket of its own', () => {
  expect(renderAccess(accessPlan({ platform, users: { dana: { grants: [perUserBucket({ namePrefix: 'acme-' })] } } })).users[0].policies[0].json).toContain('arn:aws:s3:::acme-dana/*');
});
