import * as fc from 'fast-check';
import { parse } from 'yaml';
import {
  AccessError, accessPlan, aclAccess, allowOnlyIpRanges, bucketAdministrator, decide, deltaGlider, denyDelete, denyIpRanges, enforceHttps,
  everyone, existingGroup, existingUser, externalPrincipal, fullBucketAccess, githubActionsRole, iamAdministrator, listAllBuckets,
  listOnlyPrefix, maximumSignatureAge, noDeleteAccess, perUserBucket, perUserHomeFolder, unrestrictedAccess, publicReadPrefix, quarantine,
  readAccess, readOnlyPrefix, readWritePrefix, renderAccess, requireSignatureV4, retentionUploader, taggedObjectAccess, timeWindow,
  writeOnlyUploader, type AccessPlanProps, type AccessRequest, type AccessState, type Grant, type Guard,
} from '../../src';
import { requestsFor } from '../../src/decide';
import { identityDocument } from '../../src/plan/identity-document';
import { refused } from '../grants/refused';

const platform = deltaGlider({ s3Endpoint: 'https://s3.acme.example' });
const rulesOf = (...intents: ReadonlyArray<Grant | Guard>): unknown => JSON.parse(identityDocument(intents, { kind: 'user', name: 'dana' }, platform).json);
const render = (props: Omit<AccessPlanProps, 'platform'>) => renderAccess(accessPlan({ platform, ...props }));
const yamlOf = (props: Omit<AccessPlanProps, 'platform'>) => render(props).files?.[0].text ?? '';
/** What the file says, as far as the tests look at it. */
interface AccessFile {
  readonly access: {
    readonly iam_users: ReadonlyArray<{
      readonly name: string; readonly access_key_id: string; readonly permissions: ReadonlyArray<{ readonly resources: readonly string[] }>;
    }>;
    readonly iam_groups: unknown;
  };
  readonly storage: unknown;
}
const fileOf = (props: Omit<AccessPlanProps, 'platform'>) => parse(yamlOf(props)) as AccessFile;
const key = { accessKeys: ['1'] };
const office = { ipRanges: ['203.0.113.0/24'] };

test('what it is', () => {
  expect(platform).toMatchObject({ name: 'delta-glider', controlPlane: 'deltaGlider', endpoints: { s3: 'https://s3.acme.example' } });
  expect(deltaGlider().endpoints.s3).toBeUndefined();
  expect(refused(() => deltaGlider({ s3Endpoint: 's3.acme.example' })).code).toBe('InvalidPlatform');
});

describe('grants as rules', () => {
  test.each<readonly [string, Grant, unknown]>([
    ['an uploader', writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' }), [{ effect: 'Allow', actions: ['write'], resources: ['releases/firmware/*'] }]],
    ['an uploader who lists its folder', writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/', listing: 'prefix' }), [
      { effect: 'Allow', actions: ['write', 'list'], resources: ['releases/firmware/*'] },
    ]],
    ['an uploader at an address', writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/', when: office }), [
      { effect: 'Allow', actions: ['write'], resources: ['releases/firmware/*'], conditions: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } } },
    ]],
    ['reading several folders', readOnlyPrefix({ bucket: 'downloads', prefix: ['b/', 'a/'] }), [{ effect: 'Allow', actions: ['read', 'list'], resources: ['downloads/a/*', 'downloads/b/*'] }]],
    ['reading at an address, which no listing shows', readOnlyPrefix({ bucket: 'downloads', prefix: 'a/', listing: false, when: office }), [
      { effect: 'Allow', actions: ['read'], resources: ['downloads/a/*'], conditions: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } } },
    ]],
    ['reading and writing', readWritePrefix({ bucket: 'releases', prefix: 'a/', allowDelete: true }), [{ effect: 'Allow', actions: ['read', 'write', 'delete', 'list'], resources: ['releases/a/*'] }]],
    ['listing', listOnlyPrefix({ bucket: 'releases', prefix: 'a/' }), [{ effect: 'Allow', actions: ['list'], resources: ['releases/a/*'] }]],
    ['home folders', perUserHomeFolder({ bucket: 'shared', prefix: 'home/', othersMayRead: true }), [
      { effect: 'Allow', actions: ['read', 'write', 'delete', 'list'], resources: ['shared/home/${iam:username}/*'] },
      { effect: 'Allow', actions: ['read', 'list'], resources: ['shared/home/*'] },
    ]],
    ['a bucket for each user', perUserBucket({ namePrefix: 'acme-' }), [
      { effect: 'Allow', actions: ['read', 'write', 'delete'], resources: ['acme-${iam:username}/*'] },
      { effect: 'Allow', actions: ['list'], resources: ['acme-${iam:username}'] },
    ]],
    ['everything but deleting', noDeleteAccess({ bucket: 'releases' }), [
      { effect: 'Allow', actions: ['list'], resources: ['releases'] }, { effect: 'Allow', actions: ['read', 'write'], resources: ['releases/*'] },
    ]],
    ['what an ACL gave', aclAccess({ bucket: 'releases', permission: 'WRITE' }), [{ effect: 'Allow', actions: ['write', 'delete'], resources: ['releases/*'] }]],
    ['an administrator of the proxy', unrestrictedAccess(), [{ effect: 'Allow', actions: ['read', 'write', 'delete', 'list', 'admin'], resources: ['*'] }]],
  ])('%s', (_, grant, rules) => {
    expect(rulesOf(grant)).toEqual(rules);
  });

  test('no rule has * for a verb, and none has admin on what is in a bucket', () => {
    const rules = rulesOf(fullBucketAccess({ bucket: 'db-archive' }), noDeleteAccess({ bucket: 'releases' }), unrestrictedAccess()) as ReadonlyArray<{ actions: string[]; resources: string[] }>;
    expect(rules.flatMap(({ actions }) => actions)).not.toContain('*');
    for (const { actions, resources } of rules) {
      if (actions.includes('admin')) expect(resources.filter((resource) => resource.includes('/'))).toEqual([]);
    }
  });

  test('what has no verb of its own is left out where it is helpful, and said', () => {
    expect(identityDocument([writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], { kind: 'user' }, platform).diagnostics).toEqual([
      'WriteOnlyUploader: s3:AbortMultipartUpload, s3:ListMultipartUploadParts left out, which DeltaGlider Proxy has no verb for alone; they are merely helpful',
    ]);
    const deleting = (prefix: string) => identityDocument([readWritePrefix({ bucket: 'releases', prefix, allowDelete: true })], { kind: 'user' }, platform).diagnostics;
    // 16 B4: a deletion of several objects is asked for on the bucket itself
    expect(deleting('a/')).toEqual([
      'ReadWritePrefix: objects in releases/a/* are deleted one by one only, since DeltaGlider Proxy asks on the bucket itself for a deletion of several at once (POST ?delete)',
    ]);
    expect(deleting('')).toEqual([]);
  });

  test.each([['a/', 'implicitDeny'], ['', 'allow']])('a deletion of several objects, for who may delete in "%s": %s on the bucket', (prefix, effect) => {
    const state = readAccess(renderAccess(accessPlan({ platform, users: { dana: { accessKeys: ['1'], grants: [readWritePrefix({ bucket: 'releases', prefix, allowDelete: true })] } } })));
    const asked = (where: AccessState | undefined) => requestsFor('s3:DeleteObjects', { bucket: 'releases', keys: ['a/x', 'a/y'] }, where).map(({ action, resource }) => `${action} ${resource}`);
    expect(asked(undefined)).toEqual(['s3:DeleteObject arn:aws:s3:::releases/a/x', 's3:DeleteObject arn:aws:s3:::releases/a/y']);
    expect(asked(state)).toEqual([...asked(undefined), 's3:DeleteObject arn:aws:s3:::releases']);
    const decided = (resource: string) => decide(state, { principal: { user: 'dana' }, action: 's3:DeleteObject', resource });
    expect([decided('releases/a/x').effect, decided('releases').effect]).toEqual(['allow', effect]);
    expect(decided('releases/a/x').notes).toContain('a deletion of several objects in one request (POST ?delete) asks for it on the bucket itself, too, on DeltaGlider Proxy');
  });

  test('what is answered although it is not allowed is told beside the decision', () => {
    const state = readAccess(renderAccess(accessPlan({ platform, users: { dana: { accessKeys: ['1'] } }, external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/', listing: 'prefix' })] }] })));
    const { effect, notes } = decide(state, { principal: 'anonymous', action: 's3:ListBucketMultipartUploads', resource: 'downloads' });
    expect([effect, notes]).toEqual(['implicitDeny', expect.arrayContaining([expect.stringContaining('uploads below a public prefix are listed to everybody')])]);
  });
});

describe('refused', () => {
  test.each<readonly [string, () => Grant | Guard, string]>([
    ['reading without listing', () => readOnlyPrefix({ bucket: 'downloads', prefix: 'a/', listing: false }), 'shows in listings whatever may be read'],
    ['a listing at an address', () => readOnlyPrefix({ bucket: 'downloads', prefix: 'a/', when: office }), 'shows no keys in a listing that a rule allows on the condition IpAddress aws:SourceIp'],
    ['an administrator at an address', () => unrestrictedAccess({ when: office }), 'shows no keys in a listing'],
    ['versions', () => readOnlyPrefix({ bucket: 'downloads', prefix: 'a/', allowVersions: true }), 's3:GetObjectVersion'],
    ['tags', () => writeOnlyUploader({ bucket: 'releases', prefix: 'a/', allowTagging: true }), 's3:PutObjectTagging'],
    ['no overwriting', () => writeOnlyUploader({ bucket: 'releases', prefix: 'a/', allowOverwrite: false }), 'Null s3:if-none-match'],
    ['a listing on the way', () => perUserHomeFolder({ bucket: 'shared', prefix: 'home/', allowRootListing: true }), 's3:delimiter'],
    ['a home by tag', () => taggedObjectAccess({ bucket: 'shared', prefix: 'home/', tag: 'team' }), 'aws:PrincipalTag/team'],
    ['a time', () => writeOnlyUploader({ bucket: 'releases', prefix: 'a/', when: { notAfter: '2026-12-31' } }), 'DateLessThan'],
    ['HTTPS', () => writeOnlyUploader({ bucket: 'releases', prefix: 'a/', when: { https: true } }), 'Bool'],
    ['some users of a group', () => writeOnlyUploader({ bucket: 'releases', prefix: 'a/', when: { users: ['dana'] } }), 'aws:username'],
    ['the names of all buckets', () => listAllBuckets(), 'anyone who has a rule on a bucket sees its name'],
    ['the settings of a bucket alone', () => bucketAdministrator({ bucket: 'releases' }), 'only with the verb list, which also gives s3:ListBucket'],
    ['reading an ACL alone', () => aclAccess({ bucket: 'releases', permission: 'READ_ACP' }), 'only with the verb list'],
    ['retention', () => retentionUploader({ bucket: 'releases', prefix: 'a/', minimumDays: 1, mode: 'GOVERNANCE' }), 's3:PutObjectRetention'],
    ['users and keys', () => iamAdministrator(), 'iam:'],
    ['a space', () => readOnlyPrefix({ bucket: 'downloads', prefix: 'a b/' }), 'where " " in downloads/a b/* is spelled otherwise'],
    ['a letter that clients encode', () => readOnlyPrefix({ bucket: 'downloads', prefix: 'year=2026/' }), 'where "=" in downloads/year=2026/* is spelled otherwise'],
    ['a dollar', () => readOnlyPrefix({ bucket: 'downloads', prefix: 'a$b/' }), '"$"'],
    ['a star', () => readOnlyPrefix({ bucket: 'downloads', prefix: 'a*/' }), 'reads * as a wildcard'],
    ['quarantine', () => quarantine(), 'nothing takes that away'],
    ['a guard on somebody, who is still told of buckets', () => allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] }), 'nothing takes that away'],
    ['a guard on somebody that would keep him from making any bucket', () => denyDelete(), 'could only deny s3:CreateBucket as well'],
  ])('%s', (_, make, text) => {
    const error = refused(() => rulesOf(make()));
    expect(error.code).toBe('UnsupportedOnPlatform');
    expect(error.message).toContain(text);
    expect(error.message).toContain('DeltaGlider Proxy');
  });
});

describe('guards on buckets become rules of every user', () => {
  const guarded = (...guards: readonly Guard[]) => {
    const { users } = render({ users: { ci: { ...key, grants: [unrestrictedAccess()] } }, buckets: { releases: { guards } } });
    return users[0].policies[0].rules?.slice(1).map(({ from: _, ...rule }) => rule);
  };

  test('of what is in the bucket on the bucket, too', () => {
    expect(guarded(denyDelete())).toEqual([
      { effect: 'Deny', actions: ['delete'], resources: ['releases', 'releases/*'], conditions: [] },
      { effect: 'Deny', actions: ['admin'], resources: ['releases'], conditions: [] },
    ]);
  });

  test('by address', () => {
    const conditions = [{ operator: 'NotIpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24'] }];
    expect(guarded(allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] }))).toEqual([
      { effect: 'Deny', actions: ['read', 'write', 'delete', 'list'], resources: ['releases', 'releases/*'], conditions },
      { effect: 'Deny', actions: ['admin'], resources: ['releases'], conditions },
    ]);
    expect(guarded(denyIpRanges({ ipRanges: ['198.51.100.0/24', '203.0.113.0/24'] }))?.[0].conditions).toEqual([
      { operator: 'IpAddress', key: 'aws:SourceIp', values: ['198.51.100.0/24', '203.0.113.0/24'] },
    ]);
  });

  test.each<readonly [string, Guard, string]>([
    ['two ranges of which one must hold', allowOnlyIpRanges({ ipRanges: ['198.51.100.0/24', '203.0.113.0/24'] }), 'as if one of them had to differ'],
    ['a folder', denyDelete({ prefix: 'firmware/' }), 'a folder can be opened by name, and not closed'],
    ['HTTPS', enforceHttps(), 'Bool'],
    ['versions only', denyDelete({ allowDeleteMarkers: true }), 's3:DeleteObjectVersion'],
    ['the age of a signature', maximumSignatureAge({ maximumSeconds: 60 }), 'NumericGreaterThan'],
    ['signatures', requireSignatureV4(), 's3:signatureversion'],
    ['a time', timeWindow({ notAfter: '2026-12-31' }), 'DateGreaterThanEquals'],
    ['exceptions', denyDelete({ except: ['arn:aws:iam::111122223333:role/admin'] }), 'ArnNotLike'],
  ])('refused: %s', (_, guard, text) => {
    expect(refused(() => guarded(guard)).message).toContain(text);
  });

  test('not where everyone may read something of the bucket', () => {
    const external = [{ grants: [publicReadPrefix({ bucket: 'releases', prefix: 'public/', listing: 'prefix' })] }];
    expect(refused(() => render({ users: { ci: key }, external, buckets: { releases: { guards: [denyDelete()] } } })).message).toContain('who reads without signing in would pass the guard');
  });
});

describe('the file', () => {
  test('users, groups, keys and what is public', () => {
    expect(yamlOf({
      users: {
        'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['1', { generation: '2026-11', status: 'Inactive' }] },
        'dana': { accessKeys: ['1'] },
      },
      groups: { Engineering: { members: ['dana'], grants: [readOnlyPrefix({ bucket: 'releases', prefix: '' }), perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
      buckets: { releases: { guards: [denyDelete()] } },
      external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/', listing: 'prefix' })] }],
    })).toMatchSnapshot();
  });

  test('a key of its own name is a user of its own, who has the home of the user all the same', () => {
    const { access } = fileOf({
      users: { dana: { accessKeys: ['2026-05', '2026-11'] }, lee: key },
      groups: { people: { members: ['dana', 'lee'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
    });
    expect(access.iam_users.map((user) => [user.name, user.access_key_id, user.permissions.map(({ resources }) => resources)])).toEqual([
      ['dana-2026-05', '${env:DANA_2026_05_KEY_ID}', [['shared/home/dana/*']]],
      ['dana-2026-11', '${env:DANA_2026_11_KEY_ID}', [['shared/home/dana/*']]],
      ['lee', '${env:LEE_1_KEY_ID}', [['shared/home/${iam:username}/*']]],
    ]);
    expect(access.iam_groups).toEqual([{ name: 'people' }]);
  });

  test('taking a key away changes no other user', () => {
    const users = (accessKeys: readonly string[]) => fileOf({ users: { dana: { accessKeys } } }).access.iam_users;
    expect(users(['2026-05', '2026-11']).slice(1)).toEqual(users(['2026-11']));
  });

  test('only the fields that the proxy knows', () => {
    const external = [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })] }];
    const { access, storage } = fileOf({ users: { dana: key }, external });
    expect(Object.keys(access)).toEqual(['iam_mode', 'iam_groups', 'iam_users']);
    expect(storage).toEqual({ buckets: { downloads: { public_prefixes: [''] } } });
  });

  test.each<readonly [string, AccessPlanProps['users'], string]>([
    ['the same user twice', { 'dana': { accessKeys: ['a-b'] }, 'dana-a': { accessKeys: ['b'] } }, 'would both be the user dana-a-b'],
    ['the same variable twice', { 'dana.a': key, 'dana-a': key }, 'would both be the environment variable DANA_A_1_KEY_ID'],
  ])('refused: %s', (_, users, text) => {
    const error = refused(() => render({ users }));
    expect(error.code).toBe('NameTwice');
    expect(error.message).toContain(text);
  });

  test('100 rules and one more', () => {
    const grants = (count: number) => Array.from({ length: count }, (_, index) => writeOnlyUploader({ bucket: 'releases', prefix: `f${index}/` }));
    expect(render({ users: { ci: { ...key, grants: grants(100) } } }).users[0].policies[0].size).toBe(100);
    expect(refused(() => render({ users: { ci: { ...key, grants: grants(101) } } })).message).toContain('user ci would have 101 rules; DeltaGlider Proxy allows 100');
    expect(refused(() => render({ users: { ci: key }, groups: { all: { members: ['ci'], grants: grants(101) } } })).message).toContain('group all would have 101 rules');
  });

  test.each(['a b', 'dana@acme', 'a+b', 'ä', '$bootstrap', 'x'.repeat(65), '..'])('no user is called %s', (name) => {
    expect(refused(() => render({ users: { [name]: key } })).code).toBe('InvalidName');
  });
});

describe('a plan is the whole proxy', () => {
  const users = { dana: key };
  test.each<readonly [string, Omit<AccessPlanProps, 'platform'>, string]>([
    ['nobody', { groups: { all: {} } }, 'lets everybody in when it has no users'],
    ['a user without a key', { users: { dana: {} } }, 'has no users without one'],
    ['a boundary', { users: { dana: { ...key, boundary: [unrestrictedAccess()] } } }, 'has no permissions boundaries'],
    ['a role', { users, roles: { ci: { trust: githubActionsRole({ repository: 'acme/firmware', branch: 'main', provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' }) } } }, 'has no roles'],
    ['somebody else', { users, existing: [{ principal: existingUser('lee'), grants: [unrestrictedAccess()] }] }, 'deletes everyone that the plan doesn\'t make'],
    ['another group', { users, existing: [{ principal: existingGroup('all'), members: ['dana'] }] }, 'deletes everyone that the plan doesn\'t make'],
    ['another member', { users, groups: { all: { members: [existingUser('lee')] } } }, 'existing user lee in group all'],
    ['an open group', { users, groups: { all: { membership: 'additive' } } }, 'takes out everyone that the plan doesn\'t name'],
    ['another account', { users, external: [{ grantee: externalPrincipal('arn:aws:iam::444455556666:user/lee'), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '' })] }] }, 'knows no grants to a user or role of another account'],
    ['a policy that was there', { users, buckets: { downloads: { existingStatements: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*' }] } } } }, 'has no bucket policy to keep statements of'],
    ['reading without listing', { users, external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'a/' })] }] }, 'shows in listings whatever may be read'],
    ['listing without reading', { users, external: [{ grantee: everyone(), grants: [listOnlyPrefix({ bucket: 'downloads', prefix: 'a/' })] }] }, 'both read and list a folder, or neither'],
    ['everyone at an address', { users, external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'a/', when: office, listing: 'prefix' })] }] }, 'shows no keys in a listing'],
  ])('refused: %s', (_, props, text) => {
    expect(refused(() => render(props)).message).toContain(text);
  });
});

describe('decisions are about what the verbs bring', () => {
  const state = readAccess(render({
    users: {
      ci: { ...key, grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })] },
      dana: { ...key, grants: [readWritePrefix({ bucket: 'releases', prefix: 'dana/', allowDelete: true })] },
      lee: { ...key, grants: [fullBucketAccess({ bucket: 'guarded' })] },
    },
    buckets: { guarded: { guards: [allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] })] } },
    external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'public/', listing: 'prefix' })] }],
  }));
  const inside = { 'aws:SourceIp': '203.0.113.7' };
  const outside = { 'aws:SourceIp': '198.51.100.7' };
  test.each<readonly [string, AccessRequest['principal'], string, string, AccessRequest['context'], string]>([
    ['an upload', { user: 'ci' }, 's3:PutObject', 'releases/firmware/a', undefined, 'allow'],
    ['an upload elsewhere', { user: 'ci' }, 's3:PutObject', 'releases/a', undefined, 'implicitDeny'],
    ['reading back', { user: 'ci' }, 's3:GetObject', 'releases/firmware/a', undefined, 'implicitDeny'],
    ['giving up without delete', { user: 'ci' }, 's3:AbortMultipartUpload', 'releases/firmware/a', undefined, 'implicitDeny'],
    ['parts without read', { user: 'ci' }, 's3:ListMultipartUploadParts', 'releases/firmware/a', undefined, 'implicitDeny'],
    ['all uploads of the bucket, which come along with any rule', { user: 'ci' }, 's3:ListBucketMultipartUploads', 'releases', undefined, 'allow'],
    ['keys', { user: 'ci' }, 's3:ListBucket', 'releases', { 's3:prefix': 'firmware/' }, 'implicitDeny'],
    ['giving up, which comes along with delete', { user: 'dana' }, 's3:AbortMultipartUpload', 'releases/dana/a', undefined, 'allow'],
    ['parts, which come along with read', { user: 'dana' }, 's3:ListMultipartUploadParts', 'releases/dana/a', undefined, 'allow'],
    ['own keys', { user: 'dana' }, 's3:ListBucket', 'releases', { 's3:prefix': 'dana/' }, 'allow'],
    ['other keys', { user: 'dana' }, 's3:ListBucket', 'releases', { 's3:prefix': 'lee/' }, 'implicitDeny'],
    ['a guarded bucket from inside', { user: 'lee' }, 's3:DeleteObject', 'guarded/a', inside, 'allow'],
    ['a guarded bucket from outside', { user: 'lee' }, 's3:DeleteObject', 'guarded/a', outside, 'explicitDeny'],
    ['its listing from outside', { user: 'lee' }, 's3:ListBucket', 'guarded', outside, 'explicitDeny'],
    ['the bucket itself from outside', { user: 'lee' }, 's3:DeleteBucket', 'guarded', outside, 'explicitDeny'],
    ['everyone in public', 'anonymous', 's3:GetObject', 'downloads/public/a', undefined, 'allow'],
    ['everyone listing in public', 'anonymous', 's3:ListBucket', 'downloads', { 's3:prefix': 'public/' }, 'allow'],
    ['everyone beside it', 'anonymous', 's3:GetObject', 'downloads/publicity', undefined, 'implicitDeny'],
    ['everyone writing', 'anonymous', 's3:PutObject', 'downloads/public/a', undefined, 'implicitDeny'],
  ])('%s', (_, principal, action, resource, context, effect) => {
    expect(decide(state, { principal, action, resource: `arn:aws:s3:::${resource}`, ...(context && { context }) }).effect).toBe(effect);
  });
});

test('a hostile folder opens itself, letter by letter, or is refused', () => {
  const letters = fc.constantFrom('a', 'B', '7', '.', '-', '_', '~', '/', '*', '?', '$', '{', '}', ':', '%', '2', 'F', ' ', '"', '\'', '\\', '#', 'ä', 'i', 'm');
  fc.assert(fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 12 }), (text) => {
    const prefix = `${text}/`;
    const grants = (): readonly Grant[] => [readWritePrefix({ bucket: 'releases', prefix })];
    let rules: unknown;
    try {
      rules = rulesOf(...grants());
    } catch (error) {
      expect(error).toBeInstanceOf(AccessError);
      return;
    }
    expect(prefix).toMatch(/^[A-Za-z0-9._~/-]+$/);
    expect(rules).toEqual([{ effect: 'Allow', actions: ['read', 'write', 'list'], resources: [`releases/${prefix}*`] }]);
    expect(fileOf({ users: { dana: { ...key, grants: grants() } } }).access.iam_users[0].permissions[0].resources).toEqual([`releases/${prefix}*`]);
  }));
});
