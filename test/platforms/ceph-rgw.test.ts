import {
  accessPlan, anotherAccount, cephRgw, decide, denyAcls, enforceHttps, everyone, existingGroup, existingRole, existingUser, externalPrincipal,
  perUserBucket, perUserHomeFolder, readAccess, readOnlyPrefix, readWritePrefix, renderAccess, type AccessPlanProps, type Grant,
} from '../../src';
import type { Condition } from '../../src/entries/policy';
import { allowOnlyIpRanges, denyDelete, requireCannedAcl, requireEncryption, timeWindow } from '../../src/guards';
import { bucketDocument } from '../../src/plan/bucket-document';
import { identityDocument } from '../../src/plan/identity-document';
import { checkName, policyName } from '../../src/plan/names';
import { grantedPerMember } from '../../src/plan/per-member';
import { packGrants, PlacementBudget } from '../../src/plan/placement';
import { conform } from '../../src/platforms/conform';
import type { IntentStatement } from '../../src/platforms/dialect';
import { matchesActionPattern } from '../../src/policy/action-pattern';
import { refused, untyped } from '../grants/refused';
import { bucketGrantsOn, bucketGuardsOn, grantsOn, guardsOn } from './deliveries';
import { optionsUnlikeAws, unlikeAws } from './difference';

const platform = cephRgw({ endpoint: 'https://rgw.store.example', scope: 'acme' });
const home = perUserHomeFolder({ bucket: 'shared', prefix: 'home/' });
const plan = (props: AccessPlanProps) => accessPlan({ platform, ...props });
const mark = '${TfToken[TOKEN.7]}';

test('the platform', () => expect({ ...platform, policies: undefined }).toMatchSnapshot());

test.each([
  [{ endpoint: 'rgw.store.example' }, 'endpoint'],
  [{ endpoint: 'https://rgw.store.example/' }, 'endpoint'],
  [untyped<{ endpoint: string }>({}), 'endpoint is missing'],
  [{ endpoint: 'https://rgw.store.example', region: 'a b' }, 'region "a b" is none'],
])('refuses %j', (options, said) => {
  expect(refused(() => cephRgw(options))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining(said) });
});

describe('a policy of somebody who exists already, which is inline and would replace one of an equal name', () => {
  const on = (scope?: string) => accessPlan({
    platform: cephRgw({ endpoint: 'https://rgw.store.example', scope }),
    users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })] } },
    existing: [{ principal: existingUser('lee'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })] }],
  });

  test('is refused without a scope', () => {
    expect(refused(() => renderAccess(on()))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining('Ceph RGW has no scope'), remedy: expect.stringContaining("scope: 'acme-storage'") });
  });

  test('is called after the scope, and policies of users that are made here are not', () => {
    const { users, existing } = renderAccess(on('acme'));
    expect([users[0].name, users[0].policies[0].name]).toEqual(['dana', 'access']);
    expect(existing[0].policies[0].name).toMatch(/^acme\.user-lee-access-[0-9a-f]{8}$/);
    expect(renderAccess(on('other')).existing[0].policies[0].name).toMatch(/^other\./);
  });
});

describe('every grant, for a user', () => {
  test.each(optionsUnlikeAws(grantsOn, platform))('%s', (_, by) => expect(by).toMatchSnapshot());
});

describe('every guard, on a user', () => {
  test.each(optionsUnlikeAws(guardsOn, platform))('%s', (_, by) => expect(by).toMatchSnapshot());
});

describe('every guard, on a bucket', () => {
  test.each(optionsUnlikeAws(bucketGuardsOn, platform))('%s', (_, by) => expect(by).toMatchSnapshot());
});

describe('every grant to somebody outside', () => {
  test.each(unlikeAws(bucketGrantsOn, platform))('%s', (_, delivered) => expect(delivered).toMatchSnapshot());
});

describe('what denies all but managing the policy', () => {
  const [bucket, objects] = bucketDocument('releases', [enforceHttps()], platform).document.statements;
  const managing = ['s3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:PutBucketPolicy'];
  const denied = (action: string) => (bucket.actions ?? []).some((pattern) => matchesActionPattern(pattern, action));

  test('denies every action on objects, also those that nobody knows yet', () => {
    expect(objects).toMatchObject({ effect: 'Deny', actions: ['s3:*'], resources: ['arn:aws:s3:::releases/*'] });
  });

  test('denies every known action on the bucket but these three, in any case of letters', () => {
    const others = (platform.dialect?.actions ?? []).filter((action) => !managing.includes(action));
    expect(others.filter((action) => !denied(action))).toEqual([]);
    expect([...managing, ...managing.map((action) => action.toLowerCase())].filter(denied)).toEqual([]);
    expect(bucket).not.toHaveProperty('notActions');
  });

  test('denies actions of later versions that begin like known ones, and says that it denies no others', () => {
    expect(['s3:GetBucketOwnershipControls', 's3:PutBucketOwnershipControls', 's3:ReplicateDelete'].filter((action) => !denied(action))).toEqual([]);
    expect(denied('s3:PostBucketLogging')).toBe(false);
    expect(bucketDocument('releases', [enforceHttps()], platform).diagnostics).toEqual([
      "EnforceHttps: an action on the bucket itself that begins otherwise than all that are known isn't denied",
    ]);
  });

  test('fits into the policy of a user', () => {
    expect(identityDocument([allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] })], { kind: 'user', name: 'dana' }, platform).size).toBeLessThan(2048);
  });
});

describe('conditions', () => {
  const lowered = (condition: Condition, actions = ['s3:PutObjectAcl'], more: Partial<IntentStatement> = {}) => conform({
    version: '2012-10-17', statements: [{ sid: 'Own', effect: 'Deny', actions, resources: ['arn:aws:s3:::releases/*'], conditions: [condition], ...more }],
  }, platform).document.statements[0].conditions;
  const grant = (operator: string, ...values: readonly string[]): Condition => ({ operator, key: 's3:x-amz-grant-read', values });
  const acl = (operator: string, ...values: readonly string[]): Condition => ({ operator, key: 's3:x-amz-acl', values });

  test.each<readonly [what: string, given: Condition, written: Condition]>([
    ['a negated operator, which fails there without the key', acl('StringNotEquals', 'private'), acl('StringNotEqualsIfExists', 'private')],
    ['a positive one', acl('StringEquals', 'private'), acl('StringEquals', 'private')],
    ['one of several values', acl('StringEquals', 'private', 'public-read'), acl('StringEquals', 'private', 'public-read')],
    ['a key that is there, which Null there takes for absent', grant('Null', 'false'), grant('StringLike', '?*')],
    ['a key that is absent', grant('Null', 'true'), grant('Null', 'true')],
    ['plain HTTP, where the key is absent', { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }, { operator: 'BoolIfExists', key: 'aws:SecureTransport', values: ['false'] }],
    ['HTTPS, which must not hold without the key', { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] }, { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] }],
    ['several ranges to be outside of', { operator: 'NotIpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24', '198.51.100.0/24'] }, { operator: 'NotIpAddressIfExists', key: 'aws:SourceIp', values: ['203.0.113.0/24', '198.51.100.0/24'] }],
    ['a key in other letters, which are distinguished there', { operator: 'IpAddress', key: 'AWS:sourceip', values: ['203.0.113.0/24'] }, { operator: 'IpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24'] }],
  ])('%s', (_what, given, written) => expect(lowered(given)).toEqual([written]));

  test.each<readonly [what: string, given: Condition, said: string]>([
    ['a negated operator with several values, which holds there when one of them differs', acl('StringNotEquals', 'private', 'public-read'), 'takes one value for StringNotEquals, and there are 2'],
    ['a pattern of what must not be', acl('StringNotLike', 'a*', 'b*'), 'takes one value for StringNotLike, and there are 2'],
    ['whether there is an ACL, which is there always, if empty', acl('Null', 'true'), "doesn't tell an empty s3:x-amz-acl from none at all"],
    ['an ARN', { operator: 'ArnLike', key: 'aws:PrincipalArn', values: ['arn:aws:iam::111122223333:role/a'] }, "doesn't know the operator ArnLike"],
    ['a negated set', { operator: 'ForAnyValue:StringNotLike', key: 's3:x-amz-acl', values: ['private'] }, "doesn't know ForAnyValue with StringNotLike"],
    ['a key that it lacks', { operator: 'StringEquals', key: 's3:signatureversion', values: ['AWS'] }, "isn't known to have that key in a request"],
    ['a type of principal, whose values are others there', { operator: 'StringEquals', key: 'aws:PrincipalType', values: ['User'] }, "isn't known to have that key in a request"],
    ['a name of a user in the policy of nobody', { operator: 'StringEquals', key: 'aws:username', values: ['dana'] }, "whose name it would be isn't known here"],
    ['a pattern of names', { operator: 'StringLike', key: 'aws:username', values: ['d*'] }, "isn't known to have that key in a request"],
    ['a value that begins with a dollar', { operator: 'StringEquals', key: 'aws:UserAgent', values: ['$x'] }, 'refuses the value "$x"'],
    ['a value that is decoded twice', { operator: 'StringLike', key: 'aws:UserAgent', values: ['a%2a'] }, 'refuses the value "a%2a", or reads another into it'],
    ['a plus, which would be a space', { operator: 'StringLike', key: 'aws:UserAgent', values: ['a+b'] }, 'refuses the value "a+b", or reads another into it'],
  ])('%s is refused', (_what, given, said) => {
    expect(refused(() => lowered(given))).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining(said) });
  });

  test.each([
    [{ operator: 'StringEquals', key: 's3:prefix', values: [''] }],
    [{ operator: 'StringLike', key: 's3:prefix', values: ['a/*', ''] }],
    [{ operator: 'StringLike', key: 's3:prefix', values: ['*'] }],
    [{ operator: 'StringNotEquals', key: 's3:prefix', values: [''] }],
  ])('%j is refused: the root listing has no prefix there', (condition) => {
    expect(refused(() => lowered(condition, ['s3:ListBucket'])).message).toContain("can't be expressed on Ceph RGW: it doesn't tell an empty s3:prefix from none at all");
  });

  test.each(['StringEquals', 'StringLike'])('%s of a folder to list is as it was', (operator) => {
    const condition = { operator, key: 's3:prefix', values: ['a/'] };
    expect(lowered(condition, ['s3:ListBucket', 's3:ListBucketVersions'])).toEqual([condition]);
  });
});

test.each(['a:b/', 'a+b/', 'a%2a/', 'a*b/', 'a?b/', 'a${b/'])('a folder %j is refused: there it would be another, or many', (prefix) => {
  const error = refused(() => identityDocument([readOnlyPrefix({ bucket: 'releases', prefix, listing: false })], { kind: 'user', name: 'dana' }, platform));
  expect(error.code).toBe('UnsupportedOnPlatform');
});

test.each(['a$b/', 'ä b/', '[a]{b}/', "it's\"\\/"])('a folder %j is text', (prefix) => {
  const { document } = identityDocument([readOnlyPrefix({ bucket: 'releases', prefix })], { kind: 'user', name: 'dana' }, platform);
  expect(document.statements.map(({ resources, conditions }) => conditions?.[0].values ?? resources)).toEqual([[`arn:aws:s3:::releases/${prefix}*`], [`${prefix}*`]]);
});

test('a bucket that is known only at deploy is not a colon', () => {
  const bucket = '${TfToken[a:b.1]}';
  expect(identityDocument([readOnlyPrefix({ bucket, prefix: '' })], { kind: 'user', name: 'dana' }, platform).json).toContain(bucket);
});

describe('limits', () => {
  const budget = () => new PlacementBudget({ kind: 'user', name: 'dana', existing: false }, platform);
  const ofSize = (size: number) => ({ ...identityDocument([home], { kind: 'user', name: 'dana' }, platform), size });
  const folder = (index: number): Grant => readOnlyPrefix({ bucket: 'downloads', prefix: `folder-${index}/` });
  const folders = (count: number) => Array.from({ length: count }, (_, index) => folder(index));

  test('a policy of a user or group has 60,000 characters at most, as a server took them, and there are no managed ones', () => {
    for (const kind of ['user', 'group'] as const) {
      const place = (size: number) => new PlacementBudget({ kind, name: 'dana', existing: false }, platform).place(ofSize(size));
      expect(place(60_000).placement).toBe('inline');
      expect(refused(() => place(60_001))).toMatchObject({ code: 'PolicyTooLarge', message: expect.stringContaining('allows 60000 in an inline policy, and has no managed ones') });
    }
  });

  // 16 B2: 2,048 characters refused it on any user
  test('timeWindow on a user', () => {
    const guards = [timeWindow({ notBefore: '2026-11-01T00:00:00Z', notAfter: '2026-12-01T00:00:00Z' })];
    const [{ policies }] = renderAccess(plan({ users: { dana: { guards } } })).users;
    expect(policies.length).toBeGreaterThan(0);
  });

  test('all of a user have 100 KB', () => {
    const full = budget();
    for (let size = 0; size < 100 * 1024; size += 2048) full.place(ofSize(2048));
    expect(refused(() => full.place(ofSize(1)))).toMatchObject({ code: 'TooManyPolicies', message: expect.stringContaining('102400 characters') });
  });

  test('what is granted goes into as many inline policies as hold it, each grant once', () => {
    const placed = packGrants(folders(250), { kind: 'user', name: 'dana', existing: false }, platform);
    expect(placed.length).toBeGreaterThan(1);
    expect(placed.map(({ placement, size }) => [placement, size <= 60_000])).toEqual(placed.map(() => ['inline', true]));
    expect(placed.flatMap(({ grants }) => grants)).toHaveLength(250);
    const { users: [{ policies }] } = renderAccess(plan({ users: { dana: { grants: folders(250) } } }));
    expect(policies.map(({ name }) => name)).toEqual(policies.map((_, index) => (index === 0 ? 'access' : `access-${index + 1}`)));
  });

  test('two access keys a user', () => {
    expect(() => plan({ users: { dana: { accessKeys: ['1', '2'] } } })).not.toThrow();
    expect(refused(() => plan({ users: { dana: { accessKeys: ['1', '2', '3'] } } })).code).toBe('TooManyAccessKeys');
  });

  test('a bucket policy of 60 KB, as a server took it', () => {
    const kept = (size: number) => JSON.stringify({ Version: '2012-10-17', Statement: { Sid: 'x'.repeat(size), Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' } });
    const empty = renderAccess(plan({ buckets: { releases: { existingStatements: kept(1) } } })).buckets[0].size - 1;
    expect(renderAccess(plan({ buckets: { releases: { existingStatements: kept(61440 - empty) } } })).buckets[0].size).toBe(61440);
    expect(refused(() => renderAccess(plan({ buckets: { releases: { existingStatements: kept(61441 - empty) } } }))).code).toBe('BucketPolicyTooLarge');
  });

  test('names', () => {
    checkName('user', `${'a'.repeat(57)}+=,.@_-`, platform);
    checkName('group', 'g'.repeat(128), platform);
    checkName('policy', `${'p'.repeat(123)}=,.@-`, platform);
    for (const [kind, name] of [['user', 'a'.repeat(65)], ['group', 'g'.repeat(129)], ['policy', 'p'.repeat(129)], ['policy', 'a_b'], ['policy', 'a+b'], ['policy', 'a:b']] as const) {
      expect(refused(() => checkName(kind, name, platform)).code).toBe('InvalidName');
    }
    expect(policyName(['user', 'a_b+c'], platform)).toBe('user-a-b-c');
  });
});

describe('whom it is for', () => {
  const reads = readOnlyPrefix({ bucket: 'downloads', prefix: '', listing: false });

  test('everyone may read', () => {
    const { buckets: [{ json }] } = renderAccess(plan({ external: [{ grantee: everyone(), grants: [reads] }] }));
    expect(json).toContain('"Effect":"Allow","Principal":"*"');
  });

  test.each([
    ['another account', { external: [{ grantee: anotherAccount('444455556666'), grants: [reads] }] }, "isn't confirmed to be able to do that"],
    ['a user of one', { external: [{ grantee: externalPrincipal('arn:aws:iam::444455556666:user/kim'), grants: [reads] }] }, "isn't confirmed to be able to do that"],
    ['a role', { existing: [{ principal: existingRole('deployer'), grants: [reads] }] }, "isn't confirmed to be able to do that"],
    ['a bounded user', { users: { dana: { boundary: [reads] } } }, 'has no permissions boundaries'],
  ])('%s is refused', (_who, props: AccessPlanProps, said) => {
    expect(refused(() => renderAccess(plan(props)))).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining(said) });
  });
});

describe('a grant that depends on the name of its user', () => {
  const engineering = plan({
    users: { 'dana': { grants: [readWritePrefix({ bucket: 'shared', prefix: 'dana/' })] }, 'kim+x': {} },
    groups: {
      engineering: {
        members: ['dana', existingUser('lee'), existingUser('lou')],
        grants: [home, readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' }), perUserBucket({ namePrefix: 'acme-home-', when: { users: ['dana', 'lee'] } })],
        guards: [denyDelete()],
      },
    },
    existing: [{ principal: existingUser('lee'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }],
  });
  const rendered = renderAccess(engineering, { scope: 'app' });

  test('stands in a policy of each member, with the name as text', () => expect(
    [...rendered.users, ...rendered.groups, ...rendered.existing.map(({ principal, policies }) => ({ name: principal.name, policies }))]
      .map(({ name, policies }) => ({ name, policies: policies.map((policy) => [policy.name, policy.placement, JSON.parse(policy.json)]) })),
  ).toMatchSnapshot());

  test('gives each member what is its own, and nobody anything else', () => {
    const state = readAccess(rendered);
    const may = (user: string, action: string, resource: string) => decide(state, { principal: { user }, action, resource: `arn:aws:s3:::${resource}` }).effect;
    for (const user of ['dana', 'lee', 'lou']) {
      expect(['dana', 'lee', 'lou'].filter((owner) => may(user, 's3:GetObject', `shared/home/${owner}/a.txt`) === 'allow')).toEqual([user]);
      expect(may(user, 's3:DeleteObject', `shared/home/${user}/a.txt`)).toBe('explicitDeny');
      expect(may(user, 's3:GetObject', 'downloads/public/a.txt')).toBe('allow');
    }
    expect(may('dana', 's3:PutObject', 'acme-home-dana/a')).toBe('allow');
    expect(may('lee', 's3:PutObject', 'acme-home-lee/a')).toBe('allow');
    expect(may('lou', 's3:PutObject', 'acme-home-lou/a')).toBe('implicitDeny');
    expect(may('kim+x', 's3:GetObject', 'shared/home/kim+x/a.txt')).toBe('implicitDeny');
  });

  test('is given once: the plan that comes out is the same again', () => {
    const once = grantedPerMember(engineering);
    expect(grantedPerMember(once)).toEqual(once);
    expect(grantedPerMember({ ...engineering, groups: new Map() })).toEqual({ ...engineering, groups: new Map() });
  });

  test('names policies of existing users after plan and user, so that two plans share them', () => {
    const names = (scope: string) => renderAccess(engineering, { scope }).existing.flatMap(({ policies }) => policies.map(({ name }) => name));
    expect(new Set([...names('one'), ...names('other')]).size).toBe(4);
    expect(names('one')).toEqual(names('one'));
  });

  test.each<readonly [what: string, props: AccessPlanProps, said: string]>([
    ['an existing group', { existing: [{ principal: existingGroup('auditors'), grants: [home] }] }, "for existing group auditors can't be expressed on Ceph RGW: it fills in no variables, and who is in the group isn't known here"],
    ['an additive group', { users: { dana: {} }, groups: { engineering: { members: ['dana'], membership: 'additive', grants: [home] } } }, 'others may put members in it who would get none'],
    ['a group without members', { groups: { engineering: { grants: [home] } } }, 'no members are named'],
    ['a member known only at deploy', { groups: { engineering: { members: [existingUser(mark)], grants: [home] } } }, 'the name of one is known only at deploy time'],
    ['an existing user known only at deploy', { existing: [{ principal: existingUser(mark), grants: [home] }] }, "for existing user can't be expressed on Ceph RGW: it fills in no variables, and the user's name is known only at deploy time"],
    ['users who are not members', { users: { dana: {} }, groups: { engineering: { members: ['dana'], grants: [perUserHomeFolder({ bucket: 'shared', when: { users: ['kim'] } })] } } }, 'its condition on users names none of them'],
    ['a user that its condition leaves out', { users: { dana: { grants: [perUserHomeFolder({ bucket: 'shared', when: { users: ['kim'] } })] } } }, 'it has nothing that they could be about'],
    ['a user whose name would be another text', { users: { 'kim+x': { grants: [home] } } }, 'takes no resource with one of :%+'],
  ])('is refused for %s', (_what, props, said) => {
    expect(refused(() => renderAccess(plan(props)))).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining(said) });
  });

  test('a deploy-time name is never written as text, no matter who asks for the document', () => {
    expect(refused(() => identityDocument([home], { kind: 'user', name: mark }, platform)).message).toContain("whose name stands there isn't known");
    expect(refused(() => identityDocument([home], { kind: 'group', name: 'engineering' }, platform)).message).toContain("whose name stands there isn't known");
  });

  test('anyone who may read every folder may, and the rest is for members', () => {
    const open = perUserHomeFolder({ bucket: 'shared', prefix: 'home/', othersMayRead: true });
    const { groups, users } = renderAccess(plan({ users: { dana: {} }, groups: { engineering: { members: ['dana'], grants: [open] } } }));
    expect([groups[0].policies, users[0].policies.flatMap(({ grants }) => grants)]).toEqual([[], ['PerUserHomeFolder']]);
  });
});

test.each([
  denyAcls(), denyAcls({ exceptAcls: ['private'] }), requireCannedAcl({ acl: 'private' }), requireEncryption({ encryption: 'SSE-S3' }), requireEncryption({ encryption: 'not-SSE-C' }),
])('$name is refused: uploads in parts and copies don\'t tell what it asks for, and would pass it', (guard) => {
  expect(refused(() => bucketDocument('releases', [guard], platform))).toMatchObject({
    code: 'UnsupportedOnPlatform', message: expect.stringMatching(/: s3:PutObject on the condition s3:x-amz-.*it has no s3:x-amz-.* in (all )?such requests|isn't known to have that key in a request/),
  });
});
