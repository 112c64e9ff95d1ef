import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../src/decide';
import { readAccessFile } from '../../src/files';
import { type AccessState, type NamedPolicy, readAccess, readAccessText } from '../../src/state';

const FIXTURES = join(__dirname, 'fixtures');
const ACCOUNT = { account: '123456789012' };
const fixture = (name: string): string => join(FIXTURES, name);

/** What a state amounts to, without names of policies and without orders that mean nothing. */
function essence(state: AccessState): unknown {
  const statements = (policy: NamedPolicy | undefined): unknown => policy?.document?.statements.map((statement) => ({
    ...statement, actions: [...statement.actions ?? []].sort(), resources: [...statement.resources ?? []].sort(),
  }));
  const principal = ({ policies, boundary, tags }: { policies: readonly NamedPolicy[]; boundary?: NamedPolicy; tags?: object }): object => ({
    policies: policies.map(statements).map((list) => JSON.stringify(list)).sort(), boundary: statements(boundary), tags,
  });
  const object = <T>(map: ReadonlyMap<string, T>, change: (value: T) => unknown): object =>
    Object.fromEntries([...map].sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => [name, change(value)]));
  return {
    users: object(state.users, (user) => ({ ...principal(user), groups: [...user.groups].sort() })),
    groups: object(state.groups, principal),
    roles: object(state.roles, principal),
    buckets: object(state.buckets, ({ policy }) => statements(policy)),
  };
}

const withoutTags = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, item: unknown) => key === 'tags' ? undefined : item));

describe('the same access, in every form', () => {
  const expected = essence(readAccessFile(fixture('access-state.json')));

  test('is what was meant', () => {
    expect(expected).toMatchSnapshot();
  });

  test.each(['cdktf.out', 'cdktf.out/stacks/storage', 'cdktf.out/stacks/storage/cdk.tf.json', 'cdktn.out', 'terraform-state.json', 'pulumi-export.json', 'account-details.json'])('%s', (name) => {
    const state = readAccessFile(fixture(name), ACCOUNT);
    // moto keeps no tags in the account's details
    const clean = name === 'account-details.json' ? withoutTags : (value: unknown) => value;
    expect(clean(essence(state))).toEqual(clean(expected));
    expect(state.unknowns).toEqual([]);
    expect(state.account).toBe('123456789012');
    expect(state.users.get('dana')?.arn).toBe('arn:aws:iam::123456789012:user/people/dana');
  });

  test('policies, a folder, which has no tags', () => {
    const state = readAccessFile(fixture('policies'));
    expect(withoutTags(essence(state))).toEqual(withoutTags(expected));
    expect(state.unknowns).toEqual([]);
  });

  test.each(['terraform-state.json', 'pulumi-export.json', 'account-details.json'])('%s tells the account', (name) => {
    expect(readAccessFile(fixture(name)).account).toBe('123456789012');
  });
});

describe('a plan, before anything exists', () => {
  const state = readAccessFile(fixture('terraform-plan.json'));
  const expected = readAccessFile(fixture('access-state.json'));

  test('tells the policies of users and groups, through modules, for_each and ARNs that are not known yet', () => {
    type Essence = Record<'users' | 'groups', Record<string, object>>;
    const { users: { dana, ci, lee }, groups: { engineering } } = essence(state) as Essence;
    const all = essence(expected) as Essence;
    expect({ dana, lee, engineering }).toEqual({ dana: all.users.dana, lee: all.users.lee, engineering: all.groups.engineering });
    expect(ci).toEqual({ ...all.users.ci, groups: [] });
  });

  test('of a role whose policies name it by an id that is not known yet, answers are uncertain', () => {
    expect(decide(state, { principal: { role: 'robot' }, action: 's3:ListBucket', resource: 'releases' }).effect).toBe('uncertain');
    expect(decide(expected, { principal: { role: 'robot' }, action: 's3:ListBucket', resource: 'releases' }).effect).toBe('allow');
  });

  test('says what it does not tell, and guesses nothing', () => {
    expect(state.unknowns.map(({ where }) => where)).toEqual([
      'aws_iam_role_policy.robot.role', 'aws_iam_user_group_membership.ci.groups', 'aws_s3_bucket_policy.releases.bucket', 'module.robot.aws_iam_role_policy.inline.role', 'aws_s3_bucket_policy.releases.policy',
    ]);
  });
});

test('a Pulumi preview tells no name that is known only later: it may be made of the resource that it depends on', () => {
  const state = readAccessFile(fixture('pulumi-preview.json'));
  expect(state.unknowns.map(({ where }) => where)).toEqual([
    'aws:iam/userPolicy:UserPolicy::upload-firmware.user', 'aws:iam/userPolicy:UserPolicy::upload-images.user', 'aws:iam/rolePolicy:RolePolicy::robot-extra.role',
    'aws:s3/bucketPolicy:BucketPolicy::releases.bucket', 'aws:s3/bucketPolicy:BucketPolicy::releases.policy',
  ]);
  expect(state.unknowns[0].reason).toContain('read pulumi stack export afterwards');
  // an ARN is that of the resource
  expect(state.users.get('dana')?.boundary?.name).toContain('limit');
  const upload = decide(state, { principal: { user: 'ci' }, action: 's3:PutObject', resource: 'arn:aws:s3:::releases/firmware/a.bin' });
  expect(upload.effect).toBe('uncertain');
});

test('an access state is returned as it is, and text is read like its JSON', () => {
  const text = readFileSync(fixture('access-state.json'), 'utf8');
  const state = readAccess(JSON.parse(text) as object as Record<string, unknown>);
  expect(readAccess(state)).toBe(state);
  expect(essence(readAccessText(`\ufeff${text}`))).toEqual(essence(state));
  expect(readAccess({}).users.size).toBe(0);
});

test('policies carry the name that a reviewer knows them by', () => {
  const { users, groups, buckets } = readAccessFile(fixture('cdktf.out'));
  expect(users.get('ci')?.policies.map(({ name }) => name)).toEqual(['user ci, inline policy upload-firmware', 'user ci, inline policy upload-images']);
  expect(users.get('dana')?.boundary?.name).toBe('user dana, permissions boundary limit');
  expect(groups.get('engineering')?.policies[0].name).toBe('group engineering, managed policy read');
  expect(buckets.get('releases')?.policy?.name).toBe('bucket policy of releases');
});
