import {
  accessPlan, aws, denyDelete, enforceHttps, everyone, existingGroup, perUserHomeFolder, readOnlyPrefix, renderAccess, writeOnlyUploader,
  type AccessPlanProps, type Platform,
} from '../../src';
import { asAws, customPlatform, differently, type CustomProfile } from '../../src/platforms';
import { refused, untyped } from '../grants/refused';

const said = 'a test says so';
const least: CustomProfile = {
  name: 'acme-store', title: 'Acme Store', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example', limits: { user: { inlineSize: 2048 } },
};
const more: CustomProfile = {
  ...least,
  limits: {
    user: { inlineSize: 2048 },
    group: { inlineSize: 5120, attachments: 10 },
    managedSize: 6144,
    groupsPerUser: 10,
    accessKeysPerUser: 2,
    bucketPolicySize: 20480,
  },
  features: ['bucketGuards', 'principalGuards', 'everyoneGrantees', 'suspendedKeys'],
  deleteAccessKey: true,
  policies: {
    elements: { NotAction: asAws(said), NotResource: asAws(said) },
    operators: asAws(said),
    ifExists: asAws(said),
    keys: differently({
      known: [
        { key: 'aws:SecureTransport' }, { key: 'aws:SourceIp' }, { key: 'aws:username' }, { key: 's3:prefix', actions: ['s3:ListBucket', 's3:ListBucketVersions'] },
      ],
      others: 'refused',
    }, said),
    variables: differently({ known: ['aws:username'], defaults: false, escapes: true, others: 'text' }, said),
  },
};

const rendered = (platform: Platform, props: AccessPlanProps) => renderAccess(accessPlan({ ...props, platform }));
const why = (platform: Platform, props: AccessPlanProps) => refused(() => rendered(platform, props)).message.split('\n')[0];

test('what the profile doesn\'t say isn\'t there', () => {
  expect({ ...customPlatform(least), policies: undefined }).toMatchInlineSnapshot(`
{
  "controlPlane": "awsIam",
  "dialect": {
    "absentWhenEmpty": [],
    "elements": [],
    "failsWhenAbsent": "all",
    "ifExists": [],
    "keys": [],
    "oneValue": [],
    "onlyWhenTrue": [],
    "operators": [],
    "otherServices": [],
    "sets": [],
    "variables": {
      "defaults": false,
      "escapes": false,
      "keys": [],
    },
    "wholeIpv6": true,
  },
  "endpoints": {
    "iam": "https://iam.store.example",
    "s3": "https://s3.store.example",
  },
  "evaluation": {
    "keys": [],
    "operators": [],
    "sets": [],
    "unclear": [
      "negatedWhenAbsent",
      "bareIpv6",
      "bucketPolicies",
      "accounts",
      "olderVersion",
    ],
    "unclearElements": [
      "NotAction",
      "NotResource",
      "NotPrincipal",
    ],
    "variables": {
      "defaults": false,
      "escapes": false,
      "keys": [],
      "others": "unconfirmed",
    },
  },
  "features": [
    "pgpKeys",
  ],
  "keepsAccessKeys": true,
  "limits": {
    "accessKeysPerUser": 1,
    "bucketPolicySize": 0,
    "group": {
      "attachments": 0,
      "inlineSize": 0,
    },
    "groupsPerUser": 0,
    "managedSize": 0,
    "role": {
      "attachments": 0,
      "inlineSize": 0,
    },
    "unit": "bytes",
    "user": {
      "attachments": 0,
      "inlineSize": 2048,
    },
  },
  "name": "acme-store",
  "names": {
    "group": {
      "longest": 64,
      "pattern": "^[A-Za-z0-9._-]{1,64}$",
      "words": "1 to 64 letters, digits and . _ -",
    },
    "policy": {
      "longest": 64,
      "pattern": "^[A-Za-z0-9._-]{1,64}$",
      "words": "1 to 64 letters, digits and . _ -",
    },
    "role": {
      "longest": 64,
      "pattern": "^[A-Za-z0-9._-]{1,64}$",
      "words": "1 to 64 letters, digits and . _ -",
    },
    "user": {
      "longest": 64,
      "pattern": "^[A-Za-z0-9._-]{1,64}$",
      "words": "1 to 64 letters, digits and . _ -",
    },
  },
  "partition": "aws",
  "policies": undefined,
  "region": "us-east-1",
  "replacesExisting": undefined,
  "scope": undefined,
  "title": "Acme Store",
  "unconfirmed": [
    "roles",
    "boundaries",
    "bucketGuards",
    "principalGuards",
    "accountGrantees",
    "principalGrantees",
    "everyoneGrantees",
    "serviceGrantees",
    "existingStatements",
    "kmsKeys",
    "suspendedKeys",
    "adoption",
    "accessPoints",
    "tags",
  ],
}
`);
});

test('what it doesn\'t say is refused, and what it says is there', () => {
  const [small, large] = [customPlatform(least), customPlatform(more)];
  const uploads = writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' });
  expect(rendered(small, { users: { ci: { grants: [uploads], accessKeys: ['1'] } } }).users[0].policies[0].json).toBe(
    rendered(aws(), { users: { ci: { grants: [uploads] } } }).users[0].policies[0].json,
  );
  const asked: Readonly<Record<string, AccessPlanProps>> = {
    'two keys': { users: { ci: { accessKeys: ['1', '2'] } } },
    'a suspended key': { users: { ci: { accessKeys: [{ generation: '1', status: 'Inactive' }] } } },
    'a group': { users: { dana: {} }, groups: { all: { members: ['dana'] } } },
    'a grant to a group': { groups: { all: { grants: [uploads] } } },
    'a grant to a group that exists': { existing: [{ principal: existingGroup('all'), grants: [uploads] }] },
    'a condition': { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } } },
    'a variable': { users: { dana: { grants: [perUserHomeFolder({ bucket: 'shared' })] } } },
    'a star in a prefix': { users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'a*/' })] } } },
    'a guard on a user': { users: { dana: { guards: [denyDelete()] } } },
    'a guard on a bucket': { buckets: { releases: { guards: [denyDelete()] } } },
    'https': { buckets: { releases: { guards: [enforceHttps()] } } },
    'everyone': { external: [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', listing: false })] }] },
  };
  expect(Object.entries(asked).map(([name, props]) => `${name}: ${why(small, props)}`)).toMatchInlineSnapshot(`
[
  "two keys: user ci has 2 access keys (1, 2); Acme Store allows 1 at a time",
  "a suspended key: the inactive access key of user ci can't be expressed on Acme Store: it isn't confirmed to be able to do that",
  "a group: user dana is in more than 0 groups, the last of them all; Acme Store allows no more",
  "a grant to a group: the policy for WriteOnlyUploader of group all has 211 bytes; Acme Store allows 0 in an inline policy, and has no managed ones",
  "a grant to a group that exists: the policy for WriteOnlyUploader of group all has 211 bytes; Acme Store allows 0 in an inline policy, and has no managed ones",
  "a condition: statement ReadOnlyPrefixList: the condition StringLike s3:prefix can't be expressed on Acme Store: it has no conditions",
  "a variable: statement PerUserHomeFolder: the variable \${aws:username} in "arn:aws:s3:::shared/\${aws:username}/*" can't be expressed on Acme Store: it doesn't fill it in; it knows no variables",
  "a star in a prefix: statement WriteOnlyUploader: the text "arn:aws:s3:::releases/a\${*}/*" can't be expressed on Acme Store: it reads * as a wildcard and has no way to write the character itself, so the text would match more than it says",
  "a guard on a user: guard DenyDelete on users can't be expressed on Acme Store: it isn't confirmed to be able to do that",
  "a guard on a bucket: guard DenyDelete on bucket releases can't be expressed on Acme Store: it isn't confirmed to be able to do that",
  "https: guard EnforceHttps on bucket releases can't be expressed on Acme Store: it isn't confirmed to be able to do that",
  "everyone: grant ReadOnlyPrefix for everyone can't be expressed on Acme Store: it isn't confirmed to be able to do that",
]
`);
  for (const props of Object.values(asked)) expect(() => rendered(large, props)).not.toThrow();
  expect(why(large, { users: { ci: { accessKeys: ['1', '2', '3'] } } })).toContain('allows 2 at a time');
});

test.each<readonly [field: string, change: object]>([
  ['name', { name: undefined }], ['name', { name: 'aws' }], ['name', { name: 'minio' }], ['name', { name: 'Acme' }], ['name', { name: 'acme\n' }],
  ['title', { title: '' }], ['title', { title: 3 }],
  ['iamEndpoint', { iamEndpoint: undefined }], ['iamEndpoint', { iamEndpoint: 'iam.store.example' }], ['s3Endpoint', { s3Endpoint: 'https://s3.store.example/' }],
  ['region', { region: 'eu west' }], ['partition', { partition: 'acme' }],
  ['limits', { limits: undefined }], ['limits', { limits: [] }], ['limits.user', { limits: {} }], ['limits.user', { limits: { user: {} } }],
  ['limits.user.inlineSize', { limits: { user: { inlineSize: -1 } } }], ['limits.user.inlineSize', { limits: { user: { inlineSize: '2048' } } }],
  ['limits.user.inlineSize', { limits: { user: { inlineSize: Infinity } } }], ['limits.users', { limits: { ...least.limits, users: {} } }],
  ['limits.unit', { limits: { ...least.limits, unit: 'rules' } }], ['limits.accessKeysPerUser', { limits: { ...least.limits, accessKeysPerUser: NaN } }],
  ['limits.managedSize', { limits: { user: { attachments: 10 } } }], ['limits.managedSize', { features: ['boundaries'] }],
  ['limits.bucketPolicySize', { features: ['everyoneGrantees'] }], ['limits.role', { features: ['roles'] }],
  ['features', { features: 'roles' }], ['features[0]', { features: ['role'] }],
  ['names.user.longest', { names: { user: { longest: 0 } } }], ['names.user.signs', { names: { user: { longest: 64, signs: ']' } } }], ['names.bucket', { names: { bucket: {} } }],
  ['deleteAccessKey', { deleteAccessKey: 'yes' }],
  ['writing.everyAction', { writing: { everyAction: '*' } }], ['language', { language: 'aws' }], ['feature', { feature: [] }],
])('%s is refused: %j', (field, change) => {
  const error = refused(() => customPlatform(untyped({ ...least, ...change })));
  expect(error.code).toBe('InvalidPlatform');
  expect([`customPlatform: ${field} `, `${field} "`].some((start) => error.message.startsWith(start))).toBe(true);
});

test.each([undefined, null, 'acme', []])('%j is not a profile', (profile) => {
  expect(refused(() => customPlatform(untyped(profile))).code).toBe('InvalidPlatform');
});

test('what comes in is copied, and what goes out can\'t be changed', () => {
  const keys = [{ key: 'aws:SourceIp' }];
  const features = ['principalGuards'] as const;
  const limits = { user: { inlineSize: 2048 } };
  const platform = customPlatform({ ...least, limits, features, policies: { operators: asAws(said), keys: differently({ known: keys, others: 'refused' }, said) } });
  const before = JSON.stringify(platform);
  keys.push({ key: 'aws:Referer' });
  limits.user.inlineSize = 9999;
  expect(JSON.stringify(platform)).toBe(before);
  for (const change of [() => untyped<{ name: string }>(platform).name = 'x', () => untyped<{ limits: { user: { inlineSize: number } } }>(platform).limits.user.inlineSize = 1, () => untyped<string[]>(platform.features).push('roles')]) {
    expect(change).toThrow(TypeError);
  }
});

test('names have the signs that are said, and a policy name that is too long is shortened', () => {
  const platform = customPlatform({ ...more, names: { user: { longest: 20, signs: '-_' }, policy: { longest: 32, signs: '' } } });
  expect(platform.names.user).toEqual({ longest: 20, pattern: '^[A-Za-z0-9_-]{1,20}$', words: '1 to 20 letters, digits and _ -' });
  expect(() => accessPlan({ platform, users: { 'a_b-c': {} } })).not.toThrow();
  expect(refused(() => accessPlan({ platform, users: { 'a.b': {} } })).code).toBe('InvalidName');
  const [{ policies: [{ name }] }] = rendered(platform, { existing: [{ principal: existingGroup('all'), grants: [writeOnlyUploader({ bucket: 'releases', prefix: '' })] }] }).existing;
  expect(name.length).toBeLessThanOrEqual(32);
});

test('at the limit and one past it', () => {
  const size = (inlineSize: number) => customPlatform({ ...least, limits: { user: { inlineSize } } });
  const plan: AccessPlanProps = { users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'é ü/' })] } } };
  const [{ policies: [{ json, size: counted }] }] = rendered(size(2048), plan).users;
  expect(counted).toBe(Buffer.byteLength(json));
  expect(() => rendered(size(counted), plan)).not.toThrow();
  expect(refused(() => rendered(size(counted - 1), plan)).code).toBe('PolicyTooLarge');
});
