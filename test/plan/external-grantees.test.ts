import * as fc from 'fast-check';
import {
  accessPlan, anotherAccount, bucketAdministrator, everyone, externalPrincipal, listAllBuckets, logDelivery, noDeleteAccess, perUserBucket,
  perUserHomeFolder, policyVariable, publicReadPrefix, readOnlyPrefix, readWritePrefix, renderAccess, replicationSource,
  taggedObjectAccess, writeOnlyUploader,
  type ExternalGrantee, type Grant, type PlannedExternal,
} from '../../src';
import { refused, untyped } from '../grants/refused';
import { runs } from '../runs';

const reads = { bucket: 'downloads', prefix: 'public/' };
const key = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const deployer = externalPrincipal('arn:aws:iam::444455556666:role/ci/deployer');
const render = (...external: readonly PlannedExternal[]) => renderAccess(accessPlan({ external }));
const give = (grant: Grant, grantee?: ExternalGrantee) => render({ ...(grantee && { grantee }), grants: [grant] });

test('another account: both sides', () => {
  const { buckets: [{ json, grants }], otherAccountPolicies: [other], users, existing } = give(readOnlyPrefix(reads), anotherAccount('444455556666'));
  expect(JSON.parse(json)).toMatchSnapshot();
  expect(JSON.parse(other.json)).toMatchSnapshot();
  expect(grants).toEqual(['ReadOnlyPrefix']);
  expect(other).toMatchObject({ grantee: { account: '444455556666' }, grants: ['ReadOnlyPrefix'], size: other.json.length });
  expect([users, existing]).toEqual([[], []]);
});

test('a role of another account, with the key of the bucket: the key stands on the other side only', () => {
  const { buckets: [{ json }], otherAccountPolicies: [other] } = give(writeOnlyUploader({ ...reads, kmsKey: key }), deployer);
  expect(JSON.parse(json)).toMatchSnapshot();
  expect(json).not.toContain('kms');
  expect(JSON.parse(other.json)).toMatchSnapshot();
});

test('everyone has no other side', () => {
  const { buckets: [{ json, isPublic }], otherAccountPolicies } = give(readOnlyPrefix({ ...reads, listing: false }), everyone());
  expect(JSON.parse(json).Statement).toEqual([{
    Sid: 'ReadOnlyPrefixForEveryone', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/public/*',
  }]);
  expect({ isPublic, otherAccountPolicies }).toEqual({ isPublic: true, otherAccountPolicies: [] });
});

test('one grantee with grants on two buckets gets one other side, and each bucket its own part', () => {
  const { buckets, otherAccountPolicies } = render({
    grantee: anotherAccount('444455556666'), grants: [readOnlyPrefix(reads), readWritePrefix({ bucket: 'shared', prefix: 'b/' })],
  });
  expect(buckets.map(({ bucket, grants }) => [bucket, grants])).toEqual([['downloads', ['ReadOnlyPrefix']], ['shared', ['ReadWritePrefix']]]);
  expect(otherAccountPolicies.map(({ grants }) => grants)).toEqual([['ReadOnlyPrefix', 'ReadWritePrefix']]);
  expect(buckets[0].json).not.toContain('shared');
});

test('a Sid names the grantee; grantees of the same have one statement, which names them all', () => {
  const sids = (...grantees: readonly ExternalGrantee[]) => {
    const { buckets: [{ document }] } = render(...grantees.map((grantee) => ({ grantee, grants: [readOnlyPrefix({ ...reads, listing: false })] })));
    return document.statements.map(({ sid }) => sid);
  };
  const some = [anotherAccount('444455556666'), deployer, externalPrincipal('arn:aws:iam::444455556666:user/deployer'), everyone()];
  expect(some.map((one) => sids(one))).toEqual([
    ['ReadOnlyPrefixFor444455556666'], ['ReadOnlyPrefixFor444455556666Roledeployer'], ['ReadOnlyPrefixFor444455556666Userdeployer'], ['ReadOnlyPrefixForEveryone'],
  ]);
  expect(sids(...some).sort()).toEqual(['ReadOnlyPrefixForEveryone', 'ReadOnlyPrefixForSeveral']);
});

test.each([
  ['an account id as a number', () => anotherAccount(untyped(444455556666)), 'InvalidPrincipal', 'twelve digits'],
  ['too short an account', () => anotherAccount('44445555666'), 'InvalidPrincipal', '"44445555666"'],
  ['an account with hyphens', () => anotherAccount('4444-5555-6666'), 'InvalidPrincipal', 'hyphens'],
  ['an account with a line break', () => anotherAccount('444455556666\n'), 'InvalidPrincipal', 'twelve digits'],
  ['a wildcard for an account', () => anotherAccount('*'), 'InvalidPrincipal', 'twelve digits'],
  ['the root of an account as a principal', () => externalPrincipal('arn:aws:iam::444455556666:root'), 'InvalidPrincipal', "anotherAccount('444455556666')"],
  ['a pattern of users', () => externalPrincipal('arn:aws:iam::444455556666:user/*'), 'InvalidPrincipal', 'without wildcards'],
  ['a role session', () => externalPrincipal('arn:aws:sts::444455556666:assumed-role/deployer/session'), 'InvalidPrincipal', 'sessions of a role'],
  ['a group', () => externalPrincipal('arn:aws:iam::444455556666:group/eng'), 'InvalidPrincipal', 'user or role'],
  ['a hand-made grantee', () => give(readOnlyPrefix(reads), untyped({ external: true, kind: 'account', account: '*' })), 'InvalidPrincipal', 'twelve digits'],
  ['a hand-made grantee of no kind', () => give(readOnlyPrefix(reads), untyped({ external: true, kind: 'planet' })), 'InvalidGrantee', 'everyone()'],
  ['a user of the plan', () => give(readOnlyPrefix(reads), untyped({ existing: true, kind: 'user', name: 'lee' })), 'InvalidGrantee', 'external grantee'],
  ['nobody', () => give(readOnlyPrefix(reads)), 'InvalidGrantee', 'no grantee'],
  ['somebody for a grant that says itself who gets it', () => give(publicReadPrefix(reads), anotherAccount('444455556666')), 'InvalidGrantee', 'says itself'],
  ['home folders for another account', () => give(perUserHomeFolder(reads), anotherAccount('444455556666')), 'ExternalHasNoUserName', 'same names'],
  ['A4: what a principal tag decides, for another account', () => give(taggedObjectAccess({ ...reads, tag: 'team' }), anotherAccount('444455556666')), 'ExternalChoosesTags', 'sets its tags'],
  ['A4: a folder named by a tag, for an external role', () => give(perUserHomeFolder({ ...reads, identity: policyVariable('aws:principaltag/team') }), deployer), 'ExternalChoosesTags', 'aws:PrincipalTag'],
  ['named users of another account', () => give(readOnlyPrefix({ ...reads, when: { users: ['dana'] } }), deployer), 'ExternalHasNoUserName', 'aws:username'],
  ['uploads for everyone', () => give(writeOnlyUploader(reads), everyone()), 'NotForEveryone', 's3:PutObject'],
  ['reads and writes for everyone', () => give(readWritePrefix(reads), everyone()), 'NotForEveryone', 's3:PutObject'],
  ['configuration for everyone', () => give(bucketAdministrator({ bucket: 'downloads' }), everyone()), 'NotForEveryone', 's3:'],
  ['a key for everyone', () => give(readOnlyPrefix({ ...reads, kmsKey: key }), everyone()), 'NotForEveryone', 'KMS key'],
  ['a bucket for each external user', () => give(perUserBucket({ namePrefix: 'home-' }), deployer), 'NotInBucketPolicy', 'one bucket'],
  ['two buckets at once', () => give(replicationSource({ bucket: 'releases', destination: 'copies' }), deployer), 'NotInBucketPolicy', 'one bucket'],
  ['all buckets', () => give(listAllBuckets({}), deployer), 'NotInBucketPolicy', 'one bucket'],
  ['a principal of another partition', () => give(readOnlyPrefix(reads), externalPrincipal('arn:aws-cn:iam::444455556666:user/dana')), 'OtherPartition', 'aws-cn'],
  ['a misspelt key', () => accessPlan({ external: [untyped({ grantees: everyone(), grants: [readOnlyPrefix(reads)] })] }), 'InvalidPlan', 'grantees'],
  ['no grants', () => accessPlan({ external: [{ grantee: everyone(), grants: [] }] }), 'InvalidPlan', 'empty list'],
  ['a grant for services on a user', () => renderAccess(accessPlan({
    users: { dana: { grants: [logDelivery({ bucket: 'logs', prefix: '', sourceBucket: 'a-b', sourceAccount: '111122223333' })] } },
  })), 'InvalidGrantee', 'says itself'],
  ['more than the other side can hold', () => render({
    grantee: deployer, grants: Array.from({ length: 21 }, (_, index) => noDeleteAccess({ bucket: `bucket-${index}` })),
  }), 'TooManyPolicies', 'deployer of account 444455556666'],
])('refuses %s', (_what, make, code, words) => {
  const error = refused(make);
  expect({ code: error.code, text: `${error.message} ${error.remedy}` }).toEqual({ code, text: expect.stringContaining(words) });
});

test('property: whatever text is given as account or ARN, the policy names exactly one account or one user or role, or it is refused', () => {
  const accountLike = fc.oneof(fc.string(), fc.stringMatching(/^[0-9*?$:{}"\\]{11,13}$/), fc.constantFrom('444455556666', '*', '', 'root'));
  const arnLike = fc.oneof(
    fc.string(),
    fc.tuple(
      fc.constantFrom('arn:aws:iam::', 'arn:aws:sts::', 'arn:aws-cn:iam::', 'arn:*:iam::', ''),
      fc.constantFrom('444455556666', '*', '44445555666?', ''),
      fc.constantFrom(':user/', ':role/', ':root', ':group/', ':*/', ':user/a/', ':user//'),
      fc.oneof(fc.constantFrom('dana', '*', 'da?na', '${aws:username}', 'a"b', 'a\nb', '..', ''), fc.string()),
    ).map((parts) => parts.join('')),
  );
  const principalsOf = (make: () => ExternalGrantee): readonly string[] => {
    try {
      const { buckets: [{ document }] } = give(readOnlyPrefix(reads), make());
      return document.statements.flatMap(({ principals }) => (principals === '*' || principals === undefined ? ['*'] : principals.AWS ?? []));
    } catch {
      return [];
    }
  };
  fc.assert(fc.property(accountLike, (text) => {
    expect(new Set(principalsOf(() => anotherAccount(text)))).toEqual(new Set(/^\d{12}$/.test(text) && text.length === 12 ? [`arn:aws:iam::${text}:root`] : []));
  }), { numRuns: runs(500) });
  fc.assert(fc.property(arnLike, (text) => {
    const named = principalsOf(() => externalPrincipal(text));
    for (const one of named) {
      expect(one).toBe(text);
      expect(one).toMatch(/^arn:aws:iam::\d{12}:(user|role)\/[A-Za-z0-9+=,.@_/-]+$/);
    }
  }), { numRuns: runs(1000) });
});
