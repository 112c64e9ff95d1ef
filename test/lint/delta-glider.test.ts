import { deltaGlider, lintAccess, type AccessState, type AccessStateJson } from '../../src';
import { UNKNOWN_TEXT } from '../../src/state/access-state';
import { readAccess } from '../../src/state/read-access';

type Statement = Readonly<Record<string, unknown>>;
const document = (...Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const found = (state: AccessState | AccessStateJson) => lintAccess(state, { platform: deltaGlider() }).filter(({ code }) => code.startsWith('Pl') || code === 'PolicyTooLarge');
const told = (...statements: readonly Statement[]) => found({ users: { dana: { policies: [document(...statements)] } } }).map(({ path, reason }) => `${path}: ${reason}`);

const OBJECTS = 'arn:aws:s3:::releases/a/*';
const READ = { Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS };
const LIST = { Sid: 'Lists', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::releases', Condition: { StringLike: { 's3:prefix': 'a/*' } } };
const UPLOAD = { Sid: 'Uploads', Effect: 'Allow', Action: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], Resource: OBJECTS };

test.each<readonly [what: string, statements: readonly Statement[]]>([
  ['reading and listing', [READ, LIST]],
  ['what read brings along, by name', [{ ...READ, Action: ['s3:GetObject', 's3:ListMultipartUploadParts', 's3:GetObjectAcl'] }, LIST]],
  ['what an upload has beside it, which is merely helpful', [UPLOAD]],
  ['the same as a pattern', [{ ...UPLOAD, Action: ['s3:Put*', 's3:AbortMultipartUpload'] }]],
  ['patterns, which are written out', [{ ...READ, Action: 's3:Get*' }, LIST]],
  ['reading at an address, which no listing shows', [{ ...READ, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }]],
  ['home folders', [{ ...UPLOAD, Resource: 'arn:aws:s3:::shared/home/${aws:username}/*' }]],
  ['everything', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]],
  ['what anyone who has a rule on the bucket is let through to', [UPLOAD, { ...LIST, Action: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], Condition: undefined }]],
  ['a guard on a bucket', [READ, LIST, { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::releases/*' }]],
])('%s is told nothing of', (_, statements) => {
  expect(told(...statements)).toEqual([]);
});

test('what no verb says exactly is told with the reason', () => {
  const wrong: Readonly<Record<string, readonly Statement[]>> = {
    'reading alone': [READ],
    'listing another folder': [READ, { ...LIST, Condition: { StringLike: { 's3:prefix': 'b/*' } } }],
    'giving uploads up alone': [{ ...UPLOAD, Action: 's3:AbortMultipartUpload' }],
    'the location alone': [{ ...LIST, Action: 's3:GetBucketLocation', Condition: undefined }],
    'the location of another bucket': [UPLOAD, { ...LIST, Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::downloads', Condition: undefined }],
    'a wildcard in the middle': [{ ...UPLOAD, Resource: 'arn:aws:s3:::releases/*/reports/*' }],
    'a letter that clients encode': [{ ...UPLOAD, Resource: 'arn:aws:s3:::releases/a b/*' }],
    'one listing, and no other': [{ ...LIST, Condition: { StringEquals: { 's3:prefix': 'a/' } } }],
    'a closed folder': [{ ...READ, Effect: 'Deny' }],
    'a condition on time': [{ ...UPLOAD, Condition: { DateLessThan: { 'aws:CurrentTime': '2026-12-31T00:00:00Z' } } }],
    'tags': [{ ...UPLOAD, Action: ['s3:PutObject', 's3:PutObjectTagging'] }],
    'all but something': [{ ...READ, Resource: undefined, NotResource: OBJECTS }],
    'another variable': [{ ...UPLOAD, Resource: 'arn:aws:s3:::shared/${aws:PrincipalTag/team}/*' }],
  };
  expect(Object.fromEntries(Object.entries(wrong).map(([name, statements]) => [name, told(...statements)]))).toMatchInlineSnapshot(`
{
  "a closed folder": [
    "$.Statement[0]: statement Reads can't be expressed on DeltaGlider Proxy: it compares the names of folders as a client writes them in its requests, where a letter may be spelled in several ways: a folder can be opened by name, and not closed",
  ],
  "a condition on time": [
    "$.Statement[0]: statement Uploads: the condition DateLessThan aws:CurrentTime can't be expressed on DeltaGlider Proxy: it doesn't know the operator DateLessThan",
  ],
  "a letter that clients encode": [
    "$.Statement[0]: statement Uploads can't be expressed on DeltaGlider Proxy: it compares names as a client writes them in its requests, where " " in releases/a b/* is spelled otherwise",
  ],
  "a wildcard in the middle": [
    "$.Statement[0]: statement Uploads can't be expressed on DeltaGlider Proxy: it takes a wildcard only as the last character, which releases/*/reports/* has elsewhere",
  ],
  "all but something": [
    "$.Statement[0]: statement Reads can't be expressed on DeltaGlider Proxy: it takes no rule about everything but some resources",
  ],
  "another variable": [
    "$.Statement[0]: statement Uploads: the variable \${aws:PrincipalTag/team} in "arn:aws:s3:::shared/\${aws:PrincipalTag/team}/*" can't be expressed on DeltaGlider Proxy: it doesn't fill it in; it knows aws:username",
  ],
  "giving uploads up alone": [
    "$.Statement[0]: statement Uploads can't be expressed on DeltaGlider Proxy: it gives s3:AbortMultipartUpload only with the verb delete, which also gives s3:DeleteObject",
  ],
  "listing another folder": [
    "$.Statement[0]: Reads: reading releases/a/* without listing it can't be expressed on DeltaGlider Proxy: it shows in listings whatever may be read",
  ],
  "one listing, and no other": [
    "$.Statement[0]: statement Lists can't be expressed on DeltaGlider Proxy: it gives a listing below folders, and no other",
  ],
  "reading alone": [
    "$.Statement[0]: Reads: reading releases/a/* without listing it can't be expressed on DeltaGlider Proxy: it shows in listings whatever may be read",
  ],
  "tags": [
    "$.Statement[0]: statement Uploads: s3:PutObjectTagging can't be expressed on DeltaGlider Proxy: it knows no such action",
  ],
  "the location alone": [
    "$.Statement[0]: statement Lists can't be expressed on DeltaGlider Proxy: it gives s3:GetBucketLocation only with the verb list, which also gives s3:ListBucket",
  ],
  "the location of another bucket": [
    "$.Statement[1]: statement Lists can't be expressed on DeltaGlider Proxy: it gives s3:GetBucketLocation only with the verb list, which also gives s3:ListBucket",
  ],
}
`);
});

test('a finding says where, why and what to do', () => {
  expect(found({ users: { dana: { policies: [document(READ)] } } })).toMatchInlineSnapshot(`
[
  {
    "code": "PlatformRejects",
    "path": "$.Statement[0]",
    "reason": "Reads: reading releases/a/* without listing it can't be expressed on DeltaGlider Proxy: it shows in listings whatever may be read",
    "remedy": "ask for the listing as well, with the option listing",
    "severity": "error",
    "sid": "Reads",
    "where": "user dana, policy 1",
  },
]
`);
});

test('more rules than one user may have: at the limit and one past it; its own size in characters is no matter', () => {
  const rules = (count: number) => document(...Array.from({ length: count }, (_, at) => ({ ...UPLOAD, Sid: `U${at}`, Resource: `arn:aws:s3:::releases/${at}/*` })));
  const both = (count: number) => found({ users: { dana: { policies: [rules(count)] } }, groups: { staff: { policies: [rules(count)] } } });
  expect(both(100)).toEqual([]);
  expect(both(101).map(({ code, where, reason }) => `${code} ${where}: ${reason}`)).toEqual([
    'PlatformRejects user dana: user dana would have 101 rules; DeltaGlider Proxy allows 100', 'PlatformRejects group staff: group staff would have 101 rules; DeltaGlider Proxy allows 100',
  ]);
});

describe('the policy of a bucket', () => {
  const PUBLIC = { ...READ, Principal: '*', Resource: 'arn:aws:s3:::releases/public/*' };
  const PUBLIC_LIST = { ...LIST, Principal: '*', Condition: { StringLike: { 's3:prefix': 'public/*' } } };
  const NO_DELETING = { Sid: 'Keeps', Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::releases/*' };
  const SOMEBODY = { AWS: 'arn:aws:iam::111122223333:user/dana' };
  const ofBucket = (...statements: readonly Statement[]) => found({ users: { dana: {} }, buckets: { releases: { policy: document(...statements) } } })
    .map(({ path, reason }) => `${path}: ${reason}`);

  test('what it denies everyone becomes rules of every user, and what it lets everyone read folders that are public', () => {
    expect(ofBucket(NO_DELETING)).toEqual([]);
    expect(ofBucket(PUBLIC, PUBLIC_LIST)).toEqual([]);
  });

  test.each<readonly [string, readonly Statement[], string]>([
    ['somebody is allowed', [{ ...READ, Principal: SOMEBODY }], '$.Statement[0]: DeltaGlider Proxy has no bucket policies'],
    ['somebody is denied', [{ ...NO_DELETING, Principal: SOMEBODY }], '$.Statement[0]: DeltaGlider Proxy has no bucket policies'],
    ['everyone but somebody is denied', [{ ...NO_DELETING, Principal: undefined, NotPrincipal: SOMEBODY }], '$.Statement[0]: DeltaGlider Proxy has no bucket policies'],
    ['everyone may read and not list', [PUBLIC], "$.Statement[0]: Reads: reading releases/public/* without listing it can't be expressed on DeltaGlider Proxy: it shows in listings whatever may be read"],
    ['everyone may list and not read', [PUBLIC_LIST], "$.Statement[0]: what bucket policy of releases allows everyone can't be expressed on DeltaGlider Proxy: it lets everyone both read and list a folder, or neither"],
    ['a guard is passed by anyone who reads without signing in', [PUBLIC, PUBLIC_LIST, NO_DELETING], "$.Statement[2]: statement Keeps on bucket releases, of which everyone may read something can't be expressed on DeltaGlider Proxy: it has rules for users only, so who reads without signing in would pass the guard"],
    ['a guard asks for HTTPS', [{ ...NO_DELETING, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }], "$.Statement[0]: statement Keeps: the condition Bool aws:SecureTransport can't be expressed on DeltaGlider Proxy: it doesn't know the operator Bool"],
  ])('%s', (_, statements, reason) => {
    expect(ofBucket(...statements)).toEqual([reason]);
  });
});

test('a policy that several have is reported once', () => {
  const [policy] = [...readAccess({ users: { dana: { policies: [document(READ)] } } }).users.values()][0].policies;
  const user = (name: string) => [name, { name, policies: [policy], groups: [] }] as const;
  const state: AccessState = { users: new Map([user('dana'), user('lee')]), groups: new Map(), roles: new Map(), buckets: new Map(), unknowns: [] };
  expect(found(state)).toHaveLength(1);
});

test('what the source doesn\'t tell is not a reason to refuse, and may be what lists', () => {
  const somewhere = { ...UPLOAD, Resource: `arn:aws:s3:::${UNKNOWN_TEXT}/*` };
  expect(told(somewhere)).toEqual([]);
  expect(told(READ, { ...LIST, Resource: `arn:aws:s3:::${UNKNOWN_TEXT}` })).toEqual([]);
  expect(told({ ...READ, Resource: 'arn:aws:s3:::releases/a b/*' }, somewhere)).toHaveLength(1);
});
