import {
  accessPlan, fullBucketAccess, listAllBuckets, minio, perUserBucket, perUserHomeFolder, unrestrictedAccess, quarantine, readOnlyPrefix,
  relayer, renderAccess, type Grant,
} from '../../src';
import { identityDocument } from '../../src/plan/identity-document';
import { refused, untyped } from '../grants/refused';
import { bucketGrantsOn, grantsOn, guardsOn, publicOn } from './deliveries';

const platform = relayer();
const json = (...grants: readonly Grant[]) => identityDocument(grants, { kind: 'user', name: 'dana' }, platform).json;
const statements = (text: string) => (JSON.parse(text) as { Statement: Array<Record<string, unknown>> }).Statement;

test('the platform', () => expect({ ...platform, dialect: undefined, policies: undefined }).toMatchSnapshot());

test('refuses another API than that of MinIO', () => {
  expect(refused(() => relayer({ adminApi: untyped('aws') }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining('adminApi "aws" isn\'t known') });
});

/**
 * Grants and guards of which Relayer makes something else than MinIO; the name of the platform in a refusal aside, and that a console isn't
 * known to take actions of the admin API, by which MinIO's users would make themselves keys.
 */
function differing(own: ReadonlyArray<readonly [string, unknown]>, other: ReadonlyArray<readonly [string, unknown]>) {
  const text = (value: unknown) => JSON.stringify(value).replaceAll('Relayer', 'MinIO').replaceAll('relayer({', 'minio({')
    .replace(/,\{"Sid":"NoOwnAccessKeys"[^}]*\}/g, '').replace(/"NoOwnAccessKeys: [^"]*",?/g, '').replaceAll(',]', ']').replaceAll(',"diagnostics":[]', '');
  return own.filter(([, delivered], index) => text(delivered) !== text(other[index][1]));
}

test('a scope goes with the admin API, and only with it', () => {
  expect(refused(() => relayer({ adminApi: 'minio' }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining('relayer: scope is missing') });
  expect(refused(() => relayer({ scope: 'acme' }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining('without adminApi') });
});

describe('differs from MinIO', () => {
  test.each(differing(grantsOn(platform), grantsOn(minio({ scope: 'acme-storage' }))))('in the grant %s', (_, by) => expect(by).toMatchSnapshot());
  test.each(differing(guardsOn(platform), guardsOn(minio({ scope: 'acme-storage' }))))('in the guard %s', (_, by) => expect(by).toMatchSnapshot());

  test('in nothing else', () => {
    expect(differing(grantsOn(platform), grantsOn(minio({ scope: 'acme-storage' }))).map(([name]) => name)).toEqual(['WriteOnlyUploader', 'ReadWritePrefix', 'FullBucketAccess', 'NoDeleteAccess', 'ReplicationSource', 'UnrestrictedAccess']);
    expect(differing(guardsOn(platform), guardsOn(minio({ scope: 'acme-storage' }))).map(([name]) => name)).toEqual(['Quarantine']);
  });

  test('in no public grants: nothing confirms them', () => {
    for (const [, delivered] of bucketGrantsOn(platform)) expect(delivered).toContain('UnsupportedOnPlatform');
    expect(publicOn(platform)).toContain("it isn't confirmed to be able to do that");
  });

  test('and in none of that but version tagging where the admin API of MinIO is said to work', () => {
    const known = relayer({ adminApi: 'minio', scope: 'acme-storage', endpoint: 'https://relayer.example' });
    expect(known.controlPlane).toBe('minio');
    expect(differing(bucketGrantsOn(known), bucketGrantsOn(minio({ scope: 'acme-storage' })))).toEqual([]);
    expect(differing(grantsOn(known), grantsOn(minio({ scope: 'acme-storage' }))).map(([name]) => name)).toEqual(['WriteOnlyUploader', 'ReadWritePrefix', 'FullBucketAccess', 'NoDeleteAccess', 'ReplicationSource']);
    expect(differing(guardsOn(known), guardsOn(minio({ scope: 'acme-storage' })))).toEqual([]);
  });
});

test.each([['a grant', unrestrictedAccess()], ['a guard', quarantine()]])('everything, as %s, is refused: what * is there isn\'t known', (_, intent) => {
  expect(refused(() => identityDocument([intent], { kind: 'user', name: 'dana' }, platform))).toMatchObject({
    code: 'UnsupportedOnPlatform', message: expect.stringContaining("isn't known to read it as all that there is, and no more"),
  });
});

test('tags of versions are unsupported, as its document says, and nothing speaks of them', () => {
  expect(json(fullBucketAccess({ bucket: 'db-archive' }))).not.toContain('VersionTagging');
});

describe("the example of the vendor's document, by named grants", () => {
  /** The document's Sids, each with what of it a grant gives. */
  const own = perUserBucket({ namePrefix: 'acme-', objectLock: true });
  const homes = perUserHomeFolder({ bucket: 'shared', allowRootListing: true, othersMayRead: true, prefix: '', objectLock: true });

  test('AllowUsersOwnBucketAccess, with ListBucket on the bucket and not on bucket/*: a bucket is listed, not its objects, and only MinIO takes the one for the other', () => {
    const [bucket, objects] = [statements(json(own)).filter(({ Resource }) => Resource === 'arn:aws:s3:::acme-${aws:username}'), statements(json(own)).filter(({ Resource }) => Resource === 'arn:aws:s3:::acme-${aws:username}/*')];
    expect(bucket.flatMap(({ Action }) => Action)).toContain('s3:ListBucket');
    expect(objects.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining(['s3:DeleteObject', 's3:GetObject', 's3:PutObject']));
    expect(objects.flatMap(({ Action }) => Action)).not.toContain('s3:ListBucket');
  });

  test("AllowUsersOwnBucketAccess with the bare user name for a bucket is refused: user names aren't bucket names, and anyone who is called as a bucket that is there would own it", () => {
    expect(refused(() => perUserBucket({} as { namePrefix: string })).code).toBe('InvalidBucketNameText');
  });

  test('AllowGroupToSeeBucketListInTheConsole', () => {
    const actions = statements(json(listAllBuckets({ allowLocations: true }))).flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(['s3:ListAllMyBuckets', 's3:GetBucketLocation']));
  });

  test('AllowRootLevelListingOfTheBucket, AllowListBucketOfASpecificUserPrefix and AllowUserSpecificActionsOnlyInTheSpecificUserPrefix', () => {
    expect(statements(json(perUserHomeFolder({ bucket: 'shared', prefix: '', allowRootListing: true, objectLock: true })))).toMatchSnapshot();
  });

  test('AllowReadAccessToOtherSharedFolders, with ListBucket on the bucket and not on bucket/*, where only MinIO lets it count', () => {
    const list = statements(json(homes)).filter(({ Action }) => [Action].flat().includes('s3:ListBucket'));
    expect(new Set(list.map(({ Resource }) => Resource))).toEqual(new Set(['arn:aws:s3:::shared']));
    expect(statements(json(homes))).toContainEqual(expect.objectContaining({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::shared/*' }));
  });

  test('all of it as one policy of the group that its users are in', () => {
    const { groups } = renderAccess(accessPlan({
      platform, users: { dana: {}, lee: {} }, groups: { staff: { members: ['dana', 'lee'], grants: [own, listAllBuckets({ allowLocations: true }), homes] } },
    }));
    expect(groups[0].policies.map(({ name, placement, json: text }) => ({ name, placement, policy: JSON.parse(text) as unknown }))).toMatchSnapshot();
  });
});

describe('names and counts', () => {
  test.each([['ab', false], ['abc', true], ['a b', false], ['d@na', true]])('user, group and policy name %s: %s', (name, good) => {
    for (const { pattern } of [platform.names.user, platform.names.group, platform.names.policy]) expect(new RegExp(pattern).test(name)).toBe(good);
  });

  test('one access key a user, which is its name: another generation is refused', () => {
    const plan = (accessKeys: readonly string[]) => renderAccess(accessPlan({ platform, users: { dana: { accessKeys } } }));
    expect(plan(['1']).users[0].accessKeys).toHaveLength(1);
    expect(refused(() => plan(['1', '2'])).code).toBe('TooManyAccessKeys');
  });

  test('a policy has 20 KB at most', () => {
    const huge = readOnlyPrefix({ bucket: 'b-1', prefix: Array.from({ length: 40 }, (_, index) => `${index}${'x'.repeat(600)}/`), listing: false });
    expect(refused(() => renderAccess(accessPlan({ platform, users: { dana: { grants: [huge] } } }))).message).toContain('Relayer allows 20480 in a managed policy (bytes)');
  });
});
