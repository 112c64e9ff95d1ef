import { accessPlan, compareAccess, perUserHomeFolder, readAccess, readOnlyPrefix, suggestPlan, type AccessStateJson, type Suggestion } from '../../src';

const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (actions: string | readonly string[], resources: string | readonly string[], more: object = {}) => ({ Effect: 'Allow', Action: actions, Resource: resources, ...more });
const user = (...statements: readonly object[]): AccessStateJson => ({ users: { dana: { policies: [document(...statements)] } } });
const bucket = (...statements: readonly object[]): AccessStateJson => ({ buckets: { downloads: { policy: document(...statements) } } });
const [BUCKET, OBJECTS] = ['arn:aws:s3:::downloads', 'arn:aws:s3:::downloads/*'];
const below = (prefix: string) => ({ Condition: { StringLike: { 's3:prefix': `${prefix}*` } } });
const PLAIN_HTTP = { Bool: { 'aws:SecureTransport': 'false' } };
const denyHttp = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, OBJECTS], Condition: PLAIN_HTTP };
const other = { AWS: 'arn:aws:iam::444455556666:root' };

/** The plan file without what stands above it. */
const planOf = ({ yaml }: Suggestion) => yaml.replace(/^#.*\n/gm, '').trimStart();

test.each<[string, AccessStateJson, string]>([
  ['two statements that are one grant', user(allow('s3:GetObject', `${BUCKET}/public/*`), allow('s3:ListBucket', BUCKET, below('public/'))), 'readOnlyPrefix: { bucket: downloads, prefix: public/ }'],
  ['one statement of actions and resources that don\'t all go together', user(allow(['s3:GetObject', 's3:ListBucket'], [BUCKET, OBJECTS])), 'readOnlyPrefix: { bucket: downloads, prefix: \'\' }'],
  ['actions in other letters and another order', user(allow(['S3:listbucket'], BUCKET), allow(['s3:getobject'], OBJECTS)), 'readOnlyPrefix: { bucket: downloads, prefix: \'\' }'],
  ['no listing', user(allow('s3:GetObject', OBJECTS)), 'readOnlyPrefix: { bucket: downloads, prefix: \'\', listing: false }'],
  ['several folders', user(allow('s3:GetObject', [`${BUCKET}/a/*`, `${BUCKET}/b/*`])), 'readOnlyPrefix: { bucket: downloads, prefix: [ a/, b/ ], listing: false }'],
  ['a condition that grants have', user(allow('s3:GetObject', OBJECTS, { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })), 'when: { ipRanges: [ \'203.0.113.0/24\' ] }'],
  ['a home for each user', user(allow(['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], `${BUCKET}/\${aws:username}/*`), allow('s3:ListBucket', BUCKET, below('${aws:username}/'))), 'perUserHomeFolder: { bucket: downloads }'],
  ['everything', user(allow('*', '*')), '- unrestrictedAccess\n'],
  ['a guard in the policy of a user', user(allow('s3:GetObject', OBJECTS), { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: PLAIN_HTTP }), 'guards:\n      - enforceHttps\n'],
  ['a guard of a bucket', bucket(denyHttp), 'buckets:\n  downloads:\n    guards:\n      - enforceHttps\n'],
  ['two accounts', bucket(allow('s3:GetObject', OBJECTS, { Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::777788889999:role/reader'] } })), 'grantee:\n      - { anotherAccount: \'444455556666\' }\n      - { externalPrincipal: arn:aws:iam::777788889999:role/reader }\n    grants:'],
  ['everyone', bucket(allow('s3:GetObject', OBJECTS, { Principal: '*' })), 'external:\n  - grants:\n      - { publicReadPrefix: { bucket: downloads, prefix: \'\' } }\n'],
  ['China', user(allow('s3:GetObject', 'arn:aws-cn:s3:::downloads/*')), 'platform: { aws: { partition: aws-cn } }'],
  ['the older version of the language, in which ${ is text', { users: { dana: { policies: [{ Version: '2008-10-17', Statement: [allow('s3:GetObject', `${BUCKET}/\${x}/*`)] }] } } }, 'prefix: \'$${x}/\''],
  ['a boundary', { users: { dana: { policies: [document(allow('s3:GetObject', OBJECTS))], boundary: document(allow('s3:*', '*')) } } }, 'existing:\n  - principal: { existingUser: dana }'],
  ['a boundary that grants say', { users: { dana: { policies: [document(allow('s3:GetObject', OBJECTS))], boundary: document(allow('*', '*')) } } }, 'boundary:\n      - unrestrictedAccess\n'],
  ['a group and its members', { users: { dana: { groups: ['readers'] } }, groups: { readers: { policies: [document(allow('s3:GetObject', OBJECTS))] } } }, 'groups:\n  readers:\n    members: [ dana ]\n    grants:'],
  ['a role', { roles: { reader: { policies: [document(allow('s3:GetObject', OBJECTS))] } } }, 'existing:\n  - principal: { existingRole: reader }\n    grants:'],
])('%s', (_, state, part) => {
  const suggestion = suggestPlan(state);
  const { comparison, statements } = suggestion;
  expect(planOf(suggestion)).toContain(part);
  expect(comparison).toMatchObject({ verdict: 'none', gained: [], lost: [], inconclusive: [] });
  expect(statements.map(({ becomes }) => becomes)).toEqual(statements.map(() => 'intents'));
});

const GET = allow('s3:GetObject', `${BUCKET}/team/*`);

test.each<[string, AccessStateJson, number]>([
  ['a partial key prefix', user(allow('s3:GetObject', `${BUCKET}/team*`)), 0],
  ['one action more', user({ ...GET, Action: ['s3:GetObject', 's3:GetObjectAcl'] }), 0],
  ['one action less than an upload', user(allow('s3:PutObject', `${BUCKET}/team/*`)), 0],
  ['a condition that no grant has', user({ ...GET, Condition: { StringEquals: { 'aws:Referer': 'x' } } }), 0],
  ['a listing of one key', user(GET, allow('s3:ListBucket', BUCKET, { Condition: { StringEquals: { 's3:prefix': 'team/' } } })), 1],
  ['everything but some', user({ Effect: 'Allow', NotAction: 's3:DeleteObject', Resource: OBJECTS }), 0],
  ['plain HTTP denied for the objects alone', bucket({ ...denyHttp, Resource: OBJECTS }), 0],
  ['plain HTTP denied to one account', bucket({ ...denyHttp, Principal: other }), 0],
  ['plain HTTP denied where the key is there', bucket({ ...denyHttp, Condition: { ...PLAIN_HTTP, Null: { 's3:TlsVersion': 'false' } } }), 0],
  ['everyone but one', bucket({ Effect: 'Allow', NotPrincipal: other, Action: 's3:GetObject', Resource: OBJECTS }), 0],
])('what lies beside a grant or guard is not taken for it: %s', (_, state, intents) => {
  // of what lint calls an error a plan says nothing, and a plan of nothing is refused
  const isEmpty = intents === 0;
  const more: AccessStateJson = isEmpty ? { ...state, users: { ...state.users, lee: {} } } : state;
  const { comparison, statements } = suggestPlan(more);
  expect(comparison.verdict).toBe('none');
  expect(statements.filter(({ becomes }) => becomes === 'intents')).toHaveLength(intents);
});

test('what no grant says exactly is kept, and the nearest is named with the difference in both directions', () => {
  const { yaml, statements } = suggestPlan(bucket(denyHttp, { Sid: 'Partner', ...allow(['s3:GetObject', 's3:GetObjectAcl'], OBJECTS, { Principal: other }) }));
  expect(yaml).toMatchInlineSnapshot(`
"# What the stack allows already, as bucket-grants suggests it. Users and groups of this plan are there already: import them, or name them by existing.

accessPlan: 1
buckets:
  downloads:
    guards:
      - enforceHttps
    existingStatements:
      Version: '2012-10-17'
      Statement:
        # bucket policy of downloads, statement Partner: no grant says exactly this; the nearest is readOnlyPrefix({"bucket":"downloads","prefix":"","listing":false})
        #   it would not allow s3:GetObjectAcl on downloads/*, to arn:aws:iam::444455556666:root
        - Sid: Partner
          Effect: Allow
          Principal:
            AWS: arn:aws:iam::444455556666:root
          Action: [ s3:GetObject, s3:GetObjectAcl ]
          Resource: arn:aws:s3:::downloads/*
"
`);
  const [, { becomes, nearest }] = statements;
  expect({ becomes, nearest: { ...nearest, adds: nearest?.adds.length, loses: nearest?.loses.flatMap(({ actions, resources }) => [actions, resources]) } }).toMatchInlineSnapshot(`
{
  "becomes": "custom",
  "nearest": {
    "adds": 0,
    "intent": "readOnlyPrefix({"bucket":"downloads","prefix":"","listing":false})",
    "loses": [
      [
        "s3:GetObjectAcl",
      ],
      [
        "arn:aws:s3:::downloads/*",
      ],
    ],
  },
}
`);
});

test('the difference of a guard is what it would deny, and what it would not', () => {
  const { yaml } = suggestPlan(bucket({ ...denyHttp, Resource: OBJECTS }));
  expect(yaml).toMatchInlineSnapshot(`
"# What the stack allows already, as bucket-grants suggests it. Users and groups of this plan are there already: import them, or name them by existing.

accessPlan: 1
buckets:
  downloads:
    existingStatements:
      Version: '2012-10-17'
      Statement:
        # bucket policy of downloads, statement 1: no guard says exactly this; the nearest is enforceHttps()
        #   it would also deny s3:* on downloads, by the conditions Bool aws:SecureTransport false, to anonymous, any other principal
        - Effect: Deny
          Principal: '*'
          Action: s3:*
          Resource: arn:aws:s3:::downloads/*
          Condition:
            Bool:
              aws:SecureTransport: 'false'
"
`);
});

test('what a plan can\'t say stays, and is named', () => {
  const { yaml, notes, comparison } = suggestPlan({
    account: '111122223333',
    users: { dana: { policies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', document(allow('s3:GetObject', OBJECTS))], groups: ['elsewhere'], tags: { team: 'red' } } },
    buckets: { downloads: { policy: document(denyHttp), publicAccessBlock: { blockPublicAcls: true } }, theirs: { account: '444455556666', policy: document(allow('s3:GetObject', 'arn:aws:s3:::theirs/*', { Principal: '*' })) } },
    limits: { guardrail: { kind: 'scp', policy: document(allow('*', '*')) } as never },
  });
  expect(notes).toMatchInlineSnapshot(`
[
  "user dana, policy 1, managed policy AmazonS3ReadOnlyAccess stays as it is: it is a managed policy of AWS, which a plan does not attach",
  "bucket theirs: its policy stays as it is: it is of account 444455556666",
  "group elsewhere: the stack does not hold it, and what it allows stays as it is",
  "policies that limit whole accounts stay as they are: scp guardrail",
  "Block Public Access stay as they are: downloads",
  "tags of principals stay as they are: dana",
]
`);
  expect(comparison.verdict).toBe('none');
  expect(yaml).toContain('existingUser: dana');
  expect(yaml).not.toContain('theirs/*');
});

test('a statement that says nothing is left out, and named', () => {
  const { notes, statements, comparison } = suggestPlan(user(GET, { ...allow('s3:PutObject', OBJECTS), Condition: { StringEquals: { 's3:prefix': 'x' } } }));
  expect(statements.map(({ becomes }) => becomes)).toEqual(['intents', 'nothing']);
  expect(notes).toEqual(['user dana, policy 1, statement 2 is left out: there is no request that it allows or denies']);
  expect(comparison.verdict).toBe('none');
});

test('a stack of which nothing can be said has no plan', () => {
  expect(() => suggestPlan({})).toThrow(/nothing in it that a plan could say[^]*Code: EmptyPlan/);
});

test('the plan stands for itself, and a stack that differs from it is told', () => {
  const { plan } = suggestPlan(user(GET));
  expect(compareAccess(user(GET), readAccess(plan)).verdict).toBe('none');
  expect(compareAccess(user({ ...GET, Resource: OBJECTS }), readAccess(plan)).verdict).toBe('lost');
});

test('a plan is suggested as it was', () => {
  const plan = accessPlan({
    users: { dana: { accessKeys: ['2026-11', { generation: '2026-12', status: 'Inactive' }] } },
    groups: { team: { members: ['dana'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' }), readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } },
  });
  expect(planOf(suggestPlan(readAccess(plan)))).toMatchInlineSnapshot(`
"accessPlan: 1
users:
  dana:
    accessKeys:
      - '2026-11'
      - generation: '2026-12'
        status: Inactive
groups:
  team:
    members: [ dana ]
    grants:
      - { perUserHomeFolder: { bucket: shared, prefix: home/ } }
      - { readOnlyPrefix: { bucket: downloads, prefix: public/ } }
"
`);
});
