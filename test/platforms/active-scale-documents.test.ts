import {
  accessPlan, aclAccess, activeScale, denyIpRanges, denyPrincipals, enforceHttps, externalPrincipal, iamAdministrator, listAllBuckets,
  listOnlyPrefix, minimumRetention, noDeleteAccess, perUserHomeFolder, powerUser, quarantine, readOnlyPrefix, readWritePrefix, renderAccess,
  requireCannedAcl, retentionUploader, writeOnlyUploader, type AccessPlanProps, type Grant, type Platform,
} from '../../src';
import { identityDocument } from '../../src/plan/identity-document';
import { checkAllows, checkAllowsOnly, checkDenies, type TestRequest } from '../../src/testing';
import { refused } from '../grants/refused';
import { EXACT, TOLD } from '../grants/vendor-examples';

/*
 * Every example policy of the vendor's document of ActiveScale's IAM API, by section, as named grants and guards on its platform.
 * https://qsupport.quantum.com/kb/flare/Content/ActiveScale/Software/Content/API/IAM_API.htm
 */

const endpoints = { iamEndpoint: 'https://iam.activescale.example', s3Endpoint: 'https://s3.activescale.example' };
const V70 = activeScale({ version: '7.0', ...endpoints });
const V71 = activeScale({ version: '7.1', ...endpoints });

type Ask = readonly [who: Pick<TestRequest, 'user' | 'arn' | 'anonymous'>, action: string, resource: string, context?: TestRequest['context']];

/** An example: where it stands, what is wrong with it there, its correct form, and requests that tell the two apart. */
interface Example {
  readonly section: string;
  /** What the document's policy does otherwise than its text says; absent where it is right. */
  readonly wrong?: string;
  readonly plan: AccessPlanProps;
  /** What 7.0 lacks for it; absent where it has all. */
  readonly on70?: string;
  readonly allowed: readonly Ask[];
  readonly denied: readonly Ask[];
}

const user = (...grants: readonly Grant[]): AccessPlanProps => ({ users: { alice: { grants } } });
const group = (...grants: readonly Grant[]): AccessPlanProps => ({ users: { alice: {}, bob: {}, carol: {} }, groups: { all: { members: ['alice', 'bob'], grants } } });
const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => ({ user: name }));
const bucket = 'my-example-bucket';
const object = `${bucket}/my-object.txt`;
const CONDITIONS = 'has no conditions';
const EXTERNAL = 'arn:aws:iam::123456789012:user/external-user';
const LOCKED = { 's3:object-lock-remaining-retention-days': 400, 's3:object-lock-mode': 'COMPLIANCE' };
const UPLOADER = 'arn:aws:iam::376342406769:user/user-002';
const full: Grant = readOnlyPrefix({ bucket, prefix: '' });

const EXAMPLES: readonly Example[] = [{
  section: '1.2 a bucket policy allows what the policy of a group denies: nobody in the group may',
  plan: { users: { alice: { grants: [full] }, bob: { grants: [full] } }, groups: { all: { members: ['alice'], guards: [quarantine()] } } },
  allowed: [[bob, 's3:GetObject', object]],
  denied: [[alice, 's3:GetObject', object]],
}, {
  section: '3.3 what READ gave',
  plan: user(aclAccess({ bucket, permission: 'READ' })),
  allowed: [[alice, 's3:ListBucket', bucket], [alice, 's3:GetObjectVersion', object], [alice, 's3:ListBucketMultipartUploads', bucket]],
  denied: [[alice, 's3:PutObject', object], [alice, 's3:GetObject', 'other-bucket/a']],
}, {
  section: '3.3 list bucket only',
  plan: user(listOnlyPrefix({ bucket, prefix: '' })),
  allowed: [[alice, 's3:ListBucket', bucket]],
  denied: [[alice, 's3:GetObject', object]],
}, {
  section: '3.3 list all buckets',
  plan: user(listAllBuckets()),
  allowed: [[alice, 's3:ListAllMyBuckets', '*']],
  denied: [[alice, 's3:ListBucket', bucket]],
}, {
  section: '3.3 download',
  plan: user(readOnlyPrefix({ bucket, prefix: '', listing: false })),
  allowed: [[alice, 's3:GetObject', object]],
  denied: [[alice, 's3:ListBucket', bucket], [alice, 's3:PutObject', object]],
}, {
  section: '3.3 upload',
  plan: user(writeOnlyUploader({ bucket, prefix: '' })),
  allowed: [[alice, 's3:PutObject', object]],
  denied: [[alice, 's3:GetObject', object], [alice, 's3:DeleteObject', object]],
}, {
  section: '3.3 reading and writing ACLs',
  plan: user(aclAccess({ bucket, permission: 'READ_ACP' }), aclAccess({ bucket, permission: 'WRITE_ACP' })),
  allowed: [[alice, 's3:GetBucketAcl', bucket], [alice, 's3:PutObjectAcl', object]],
  denied: [[alice, 's3:GetObject', object], [alice, 's3:PutBucketPolicy', bucket]],
}, {
  section: '4.3 a power user',
  plan: user(powerUser()),
  allowed: [[alice, 's3:DeleteObject', object], [alice, 'iam:CreateUser', 'arn:aws:iam::111122223333:user/lee']],
  denied: [],
}, {
  section: '4.5 a read-only user',
  plan: user(aclAccess({ bucket, permission: 'READ' })),
  allowed: [[alice, 's3:GetObject', object], [alice, 's3:ListBucketVersions', bucket]],
  denied: [[alice, 's3:PutObject', object]],
}, {
  section: '4.6 a write-only user',
  wrong: 'object actions on the bare bucket, which no object is, and a comma too many, which is no JSON: here on the objects of the bucket',
  plan: user(aclAccess({ bucket, permission: 'WRITE' })),
  allowed: [[alice, 's3:PutObject', object], [alice, 's3:DeleteObjectVersion', object], [alice, 's3:ReplicateObject', object]],
  denied: [[alice, 's3:GetObject', object], [alice, 's3:ListBucket', bucket]],
}, {
  section: '4.7 a user that reads and writes',
  plan: user(aclAccess({ bucket, permission: 'READ' }), aclAccess({ bucket, permission: 'WRITE' })),
  allowed: [[alice, 's3:PutObject', object], [alice, 's3:GetObject', object], [alice, 's3:ListBucket', bucket]],
  denied: [[alice, 's3:PutBucketPolicy', bucket]],
}, {
  section: '4.8 a group that reads objects',
  wrong: 'a brace too many, which is no JSON, and the bare bucket, to which none of the actions belongs: here the objects alone',
  plan: group(readOnlyPrefix({ bucket, prefix: '', versions: true, listing: false })),
  allowed: [[alice, 's3:GetObject', object], [bob, 's3:GetObjectVersion', object]],
  denied: [[carol, 's3:GetObject', object], [alice, 's3:ListBucket', bucket]],
}, {
  section: '5.1.1 uploads of johndoe',
  wrong: 'arn:aws:s3::*:bucket-1/object has a * for its account, which no ARN of a bucket has: here arn:aws:s3:::bucket-1/object/*',
  plan: { users: { johndoe: {}, alice: {} }, groups: { all: { members: ['johndoe', 'alice'], grants: [writeOnlyUploader({ bucket: 'bucket-1', prefix: 'object/', when: { users: ['johndoe'] } })] } } },
  allowed: [[{ user: 'johndoe' }, 's3:PutObject', 'bucket-1/object/a']],
  denied: [[alice, 's3:PutObject', 'bucket-1/object/a'], [{ user: 'johndoe' }, 's3:PutObject', 'bucket-1/a']],
}, {
  section: '5.1.3 one user, from one address',
  wrong: 'arn:aws:s3::*:bucket-1/object has a * for its account: here arn:aws:s3:::bucket-1/object/*',
  plan: group(writeOnlyUploader({ bucket: 'bucket-1', prefix: 'object/', when: { users: ['alice'], sourceIp: ['172.10.21.12'] } })),
  on70: CONDITIONS,
  allowed: [[alice, 's3:PutObject', 'bucket-1/object/a', { 'aws:SourceIp': '172.10.21.12' }]],
  denied: [[alice, 's3:PutObject', 'bucket-1/object/a', { 'aws:SourceIp': '172.10.21.13' }], [bob, 's3:PutObject', 'bucket-1/object/a', { 'aws:SourceIp': '172.10.21.12' }]],
}, {
  section: '5.1.6 either of two users',
  plan: group(readOnlyPrefix({ bucket, prefix: '', listing: false, when: { users: ['bob', 'alice'] } })),
  allowed: [[alice, 's3:GetObject', object], [bob, 's3:GetObject', object]],
  denied: [[carol, 's3:GetObject', object]],
}, {
  section: '5.2.1 a folder for each user',
  wrong: 'a Principal, which no policy of a group has, and uploads only, of what nobody could look at: here a home folder for the group',
  plan: group(perUserHomeFolder({ bucket: 'demo-bucket-001' })),
  on70: CONDITIONS,
  allowed: [[alice, 's3:PutObject', 'demo-bucket-001/alice/a'], [alice, 's3:ListBucket', 'demo-bucket-001', { 's3:prefix': 'alice/' }]],
  denied: [[alice, 's3:PutObject', 'demo-bucket-001/bob/a'], [carol, 's3:PutObject', 'demo-bucket-001/carol/a']],
}, {
  section: '5.2.2 a star that is a star',
  plan: user(readOnlyPrefix({ bucket: 'demo-bucket-01', prefix: 'my_file*backup/', listing: false })),
  on70: 'reads * as a wildcard',
  allowed: [[alice, 's3:GetObject', 'demo-bucket-01/my_file*backup/a.txt']],
  denied: [[alice, 's3:GetObject', 'demo-bucket-01/my_file-1-backup/a.txt']],
}, {
  section: '7.2 the system bucket',
  wrong: 'a space before the name of the bucket, which no bucket has: here the name alone',
  plan: user(readOnlyPrefix({ bucket: 'system-719f8f91-71ad-4970-87cb-927b6cd71f0a', prefix: '', versions: true })),
  allowed: [[alice, 's3:ListBucket', 'system-719f8f91-71ad-4970-87cb-927b6cd71f0a'], [alice, 's3:GetObjectVersion', 'system-719f8f91-71ad-4970-87cb-927b6cd71f0a/a']],
  denied: [[alice, 's3:PutObject', 'system-719f8f91-71ad-4970-87cb-927b6cd71f0a/a']],
}, {
  section: '8.1 whoever has a leaked key is stopped',
  plan: { users: { alice: { grants: [full], guards: [quarantine()] } } },
  allowed: [],
  denied: [[alice, 's3:GetObject', object], [alice, 's3:ListBucket', bucket], [alice, 'iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/alice']],
}, {
  section: '8.2.1 an administrator of users',
  plan: user(iamAdministrator()),
  allowed: [[alice, 'iam:CreateUser', 'arn:aws:iam::111122223333:user/lee'], [alice, 'iam:PutGroupPolicy', 'arn:aws:iam::111122223333:group/readers']],
  denied: [[alice, 's3:GetObject', object]],
}, {
  section: '8.2.2 uploads and downloads in a folder',
  plan: user(readWritePrefix({ bucket: 'my-corporation', prefix: 'engineering/', listing: false })),
  allowed: [[alice, 's3:PutObject', 'my-corporation/engineering/a'], [alice, 's3:GetObject', 'my-corporation/engineering/a']],
  denied: [[alice, 's3:GetObject', 'my-corporation/sales/a'], [alice, 's3:DeleteObject', 'my-corporation/engineering/a']],
}, {
  section: '8.2.3 everything but deletes',
  wrong: 'NotAction s3:Delete* leaves lifecycle rules, versioning and the policy open, by which all is deleted in the end: here a list without them',
  plan: user(noDeleteAccess({ bucket: 'main-bucket' })),
  allowed: [[alice, 's3:PutObject', 'main-bucket/a'], [alice, 's3:ListBucketVersions', 'main-bucket']],
  denied: [[alice, 's3:DeleteObject', 'main-bucket/a'], [alice, 's3:PutLifecycleConfiguration', 'main-bucket'], [alice, 's3:PutBucketPolicy', 'main-bucket']],
}, {
  section: '8.2.4 some of a group',
  wrong: 'every action on the bare bucket, so that nobody could read a result, but delete the bucket or open it to others: here its objects, to read',
  plan: {
    users: { alice: {}, bob: {}, carol: {} },
    groups: {
      all: { members: ['alice', 'bob', 'carol'], grants: [readOnlyPrefix({ bucket: 'exam-results', prefix: '', when: { users: ['alice', 'bob'] } })] },
    },
  },
  allowed: [[alice, 's3:GetObject', 'exam-results/a'], [bob, 's3:ListBucket', 'exam-results']],
  denied: [[carol, 's3:GetObject', 'exam-results/a'], [alice, 's3:DeleteBucket', 'exam-results'], [alice, 's3:PutBucketPolicy', 'exam-results']],
}, {
  section: '8.2.5 a folder for each user of a group',
  wrong: 'every action, the policies of objects and their retention included: here what files need',
  plan: group(perUserHomeFolder({ bucket: 'exam-results' })),
  on70: CONDITIONS,
  allowed: [[alice, 's3:GetObject', 'exam-results/alice/a'], [bob, 's3:PutObject', 'exam-results/bob/a']],
  denied: [[alice, 's3:GetObject', 'exam-results/bob/a'], [alice, 's3:PutObjectAcl', 'exam-results/alice/a']],
}, {
  section: '8.2.6 nobody below a path of an account',
  wrong: 'arn:aws:iam::123456789012:students/* is no ARN, and no Principal may hold a part of one: here the pattern user/students/* of aws:PrincipalArn',
  plan: {
    buckets: { 'exam-results': { guards: [denyPrincipals({ principals: ['arn:aws:iam::123456789012:user/students/*'] })] } },
    external: [
      ...['user/students/dana', 'user/teacher'].map((name) => ({ grantee: externalPrincipal(`arn:aws:iam::123456789012:${name}`), grants: [readOnlyPrefix({ bucket: 'exam-results', prefix: '', listing: false })] })),
    ],
  },
  on70: CONDITIONS,
  allowed: [],
  denied: [[{ arn: 'arn:aws:iam::123456789012:user/students/dana' }, 's3:GetObject', 'exam-results/a']],
}, {
  section: '8.2.7 nobody from some addresses',
  plan: { users: { alice: { grants: [full], guards: [denyIpRanges({ ranges: ['192.0.2.0/24'] })] } } },
  on70: CONDITIONS,
  allowed: [[alice, 's3:GetObject', object, { 'aws:SourceIp': '203.0.113.9' }]],
  denied: [[alice, 's3:GetObject', object, { 'aws:SourceIp': '192.0.2.7' }]],
}, {
  section: '8.2.8 a time window',
  wrong: 'aws:RequestedRegion isn\'t among the condition keys of 6.5, so the statement might never match: here the window alone, from its first second on',
  plan: user(readWritePrefix({ bucket, prefix: '', when: { notBefore: '2025-07-31T09:00:00Z', notAfter: '2025-07-31T17:00:00Z' } })),
  on70: CONDITIONS,
  allowed: [[alice, 's3:GetObject', object, { 'aws:CurrentTime': '2025-07-31T12:00:00Z' }]],
  denied: [[alice, 's3:GetObject', object, { 'aws:CurrentTime': '2025-07-31T18:00:00Z' }], [alice, 's3:GetObject', object, { 'aws:CurrentTime': '2025-07-30T12:00:00Z' }]],
}, {
  section: '8.2.9 HTTPS only, on a user',
  plan: { users: { alice: { grants: [full], guards: [enforceHttps()] } } },
  on70: CONDITIONS,
  allowed: [[alice, 's3:GetObject', object]],
  denied: [[alice, 's3:GetObject', object, { 'aws:SecureTransport': false }]],
}, {
  section: '8.2.9 HTTPS only, on a bucket',
  plan: { ...user(full), buckets: { [bucket]: { guards: [enforceHttps()] } } },
  on70: CONDITIONS,
  allowed: [[alice, 's3:GetObject', object]],
  denied: [[alice, 's3:GetObject', object, { 'aws:SecureTransport': false }]],
}, {
  section: '8.2.10 a canned ACL on uploads',
  wrong: 'an Allow with the condition enforces nothing where another policy allows the upload: here a guard beside the grant',
  plan: { ...user(writeOnlyUploader({ bucket, prefix: '' })), buckets: { [bucket]: { guards: [requireCannedAcl({ acl: 'bucket-owner-full-control' })] } } },
  on70: CONDITIONS,
  allowed: [[alice, 's3:PutObject', object, { 's3:x-amz-acl': 'bucket-owner-full-control' }]],
  denied: [[alice, 's3:PutObject', object, { 's3:x-amz-acl': 'public-read' }], [alice, 's3:PutObject', object]],
}, {
  section: '8.2.11 listing below a prefix',
  wrong: 'StringEquals documents/ is that one listing, and none of a folder below it: here StringLike documents/*',
  plan: user(listOnlyPrefix({ bucket, prefix: 'documents/' })),
  on70: CONDITIONS,
  allowed: [[alice, 's3:ListBucket', bucket, { 's3:prefix': 'documents/' }], [alice, 's3:ListBucket', bucket, { 's3:prefix': 'documents/2026/' }]],
  denied: [[alice, 's3:ListBucket', bucket, { 's3:prefix': '' }], [alice, 's3:ListBucket', bucket]],
}, {
  section: '8.2.12 a user of another account',
  plan: { external: [{ grantee: externalPrincipal(EXTERNAL), grants: [readOnlyPrefix({ bucket, prefix: '', listing: false })] }] },
  allowed: [],
  denied: [[{ arn: 'arn:aws:iam::123456789012:user/somebody-else' }, 's3:GetObject', object], [{ anonymous: true }, 's3:GetObject', object]],
}, {
  section: '8.2.13 a minimum retention',
  wrong: 'an Allow with the condition denies no shorter retention that another policy allows: here a guard beside the grant',
  plan: { ...user(retentionUploader({ bucket: 'bucket-001', prefix: '', minimumDays: 365, mode: 'COMPLIANCE' })), buckets: { 'bucket-001': { guards: [minimumRetention({ days: 365 })] } } },
  on70: CONDITIONS,
  allowed: [[alice, 's3:PutObject', 'bucket-001/a', LOCKED], [alice, 's3:PutObjectRetention', 'bucket-001/a', LOCKED]],
  denied: [
    [alice, 's3:PutObject', 'bucket-001/a', { ...LOCKED, 's3:object-lock-remaining-retention-days': 364 }],
    [alice, 's3:PutObject', 'bucket-001/a', { ...LOCKED, 's3:object-lock-mode': 'GOVERNANCE' }], [alice, 's3:PutObject', 'bucket-001/a'],
  ],
}];

describe.each([['7.1', V71], ['7.0', V70]] as const)('ActiveScale %s', (version, platform) => {
  test.each(EXAMPLES.map((example) => [`${example.section}${example.wrong === undefined ? '' : ` - in the document ${example.wrong}`}`, example] as const))('%s', (_title, { plan, on70, allowed, denied }) => {
    if (version === '7.0' && on70 !== undefined) {
      expect(refused(() => renderAccess(accessPlan({ ...plan, platform }))).message).toContain(on70);
      return;
    }
    const made = accessPlan({ ...plan, platform });
    const checked = (check: typeof checkAllows, asks: readonly Ask[]) => asks.flatMap(([who, action, resource, context]) => {
      const { pass, message } = check(made, { ...who, action, resource, ...(context && { context }) });
      return pass ? [] : [message()];
    });
    expect(allowed.length + denied.length).toBeGreaterThan(0);
    expect([...checked(checkAllows, allowed), ...checked(checkDenies, denied)]).toEqual([]);
  });
});

test('the two bucket policies for users of other accounts, as texts', () => {
  const policy = (grantee: string, grant: Grant) => {
    const plan = accessPlan({ platform: V71, external: [{ grantee: externalPrincipal(grantee), grants: [grant] }] });
    return JSON.parse(renderAccess(plan).buckets[0].json) as unknown;
  };
  expect(policy(EXTERNAL, readOnlyPrefix({ bucket, prefix: '', listing: false }))).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Sid: 'ReadOnlyPrefixFor123456789012Userexternaluser', Effect: 'Allow', Principal: { AWS: EXTERNAL }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-example-bucket/*',
    }],
  });
  expect(policy(UPLOADER, retentionUploader({ bucket: 'bucket-001', prefix: '', minimumDays: 365, mode: 'COMPLIANCE' }))).toMatchObject({
    Statement: [{
      Principal: { AWS: UPLOADER },
      Action: ['s3:PutObject', 's3:PutObjectRetention'],
      Resource: 'arn:aws:s3:::bucket-001/*',
      Condition: { NumericGreaterThanEquals: { 's3:object-lock-remaining-retention-days': '365' }, StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } },
    }],
  });
});

/** The examples of access for users and groups, letter by letter: exactly what their text means, and nothing else. */
describe.each([['7.1', V71], ['7.0', V70]] as const)('exactly what is meant, on ActiveScale %s', (version, platform) => {
  const rows = EXACT.filter(([example]) => example.startsWith('ActiveScale'));
  /** Names of users are written out there; every other condition, and every letter that must be escaped, is lacking. */
  const lacks = (grants: readonly Grant[]) => version === '7.0' && grants.some(({ statements }) => statements.some(({ conditions = [], resources }) => (
    conditions.some(({ key }) => key !== 'aws:username') || resources.some((text) => text.includes('${*}'))
  )));

  test.each(rows)('%s', (example, grants, means) => {
    // the region isn't a confirmed key; and where names are written out, what is for johndoe alone leaves nothing for alice
    if (example.includes('in a region') || lacks(grants) || (version === '7.0' && means.length === 0)) {
      expect(refused(() => policyOf(platform, grants)).code).toBe('UnsupportedOnPlatform');
      return;
    }
    const { pass, message } = checkAllowsOnly({ users: { alice: { policies: [policyOf(platform, grants)] } } }, means.map((each) => ({ user: 'alice', ...each })));
    if (!pass) throw new Error(message());
  });

  test('the document has them all', () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
    expect(TOLD.filter(([example]) => example.startsWith('ActiveScale')).length).toBe(2);
  });
});

function policyOf(platform: Platform, grants: readonly Grant[]): object {
  return JSON.parse(identityDocument(grants, { kind: 'user', name: 'alice' }, platform).json) as object;
}

test('the region of 8.2.8 is there where the user has confirmed the key', () => {
  const [[, grants, means]] = EXACT.filter(([example]) => example.includes('in a region'));
  const platform = activeScale({ version: '7.1', ...endpoints, conditionKeys: ['aws:RequestedRegion'] });
  const { pass, message } = checkAllowsOnly({ users: { alice: { policies: [policyOf(platform, grants)] } } }, means.map((each) => ({ user: 'alice', ...each })));
  if (!pass) throw new Error(message());
});
