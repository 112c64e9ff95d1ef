import {
  accessPlan, lintAccess, readAccess, readOnlyPrefix, renderAccess, selectel, writeOnlyUploader, type AccessState, type AccessStateJson,
  type Platform,
} from '../../src';
import { unconfirmedSelectel } from '../../src/platforms/selectel/selectel';
import { UNKNOWN_TEXT } from '../../src/state/access-state';

type Statement = Readonly<Record<string, unknown>>;
const document = (...Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const confirmed = selectel({
  pool: 'ru-1',
  project: '1a2b3c',
  managers: ['deployer'],
  confirmed: {
    principal: 'user/{name}', actions: ['s3:GetObject', 's3:ListBucket', 's3:PutObject'], conditionKeys: ['s3:prefix'], operators: ['StringLike'],
  },
});
const found = (state: AccessState | AccessStateJson, platform: Platform) => lintAccess(state, { platform })
  .filter(({ code }) => code.startsWith('Platform'));
const ofBucket = (platform: Platform, ...statements: readonly Statement[]) => (
  found({ buckets: { releases: { policy: document(...statements) } } }, platform).map(({ code, severity, path, reason }) => `${severity} ${code} ${path}: ${reason}`)
);

const BUCKET = 'arn:aws:s3:::releases';
const MANAGERS = { Sid: 'Managers', Effect: 'Allow', Principal: { AWS: 'deployer' }, Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] };
const READ = { Effect: 'Allow', Principal: { AWS: 'user/dana' }, Action: 's3:GetObject', Resource: `${BUCKET}/a/*` };
const LIST = { ...READ, Action: 's3:ListBucket', Resource: BUCKET, Condition: { StringLike: { 's3:prefix': 'a/*' } } };

test('with nothing confirmed: what is certain is rejected, and what isn\'t is named with what would confirm it', () => {
  const { Principal: _whoHasIt, ...own } = READ;
  const state: AccessStateJson = {
    users: { dana: { policies: [document(own)] } },
    groups: { staff: { policies: [document(own)] } },
    roles: { robot: {} },
    buckets: { releases: { policy: document(READ, LIST, { ...READ, Action: undefined, NotAction: 's3:PutObject', Resource: `${BUCKET}/\${aws:username}/*` }) } },
  };
  expect(found(state, unconfirmedSelectel())).toMatchInlineSnapshot(`
[
  {
    "code": "PlatformRejects",
    "reason": "Selectel S3 has no roles that this package knows",
    "remedy": "make a user with an access key",
    "severity": "error",
    "where": "role robot",
  },
  {
    "code": "PlatformRejects",
    "reason": "Selectel S3 has no policies of users, groups or roles",
    "remedy": "say it in the policy of the bucket, naming the users one by one",
    "severity": "error",
    "where": "user dana, policy 1",
  },
  {
    "code": "PlatformRejects",
    "reason": "Selectel S3 has no policies of users, groups or roles",
    "remedy": "say it in the policy of the bucket, naming the users one by one",
    "severity": "error",
    "where": "group staff, policy 1",
  },
  {
    "code": "PlatformReadsDifferently",
    "reason": "once a bucket has a policy, Selectel S3 denies everyone that it doesn't allow, those who manage the bucket included, and this one allows nobody everything",
    "remedy": "add a statement that allows those who manage the bucket s3:* on the bucket and on all in it",
    "severity": "error",
    "where": "bucket policy of releases",
  },
  {
    "code": "PlatformUnconfirmed",
    "path": "$.Statement[0]",
    "reason": "nothing confirms that Selectel S3 takes the principal user/dana, the action s3:GetObject",
    "remedy": "try it on a bucket of its own, and confirm in a program what works: lintAccess(state, { platform: selectel({ …, confirmed: { principal: '{id}' or '{name}', actions: ["s3:GetObject"] } }) })",
    "severity": "warning",
    "where": "bucket policy of releases",
  },
  {
    "code": "PlatformUnconfirmed",
    "path": "$.Statement[1]",
    "reason": "nothing confirms that Selectel S3 takes the principal user/dana, the action s3:ListBucket, the operator StringLike, the condition key s3:prefix",
    "remedy": "try it on a bucket of its own, and confirm in a program what works: lintAccess(state, { platform: selectel({ …, confirmed: { principal: '{id}' or '{name}', actions: ["s3:ListBucket"], operators: ["StringLike"], conditionKeys: ["s3:prefix"] } }) })",
    "severity": "warning",
    "where": "bucket policy of releases",
  },
  {
    "code": "PlatformUnconfirmed",
    "path": "$.Statement[2]",
    "reason": "nothing confirms that Selectel S3 takes the principal user/dana, the element NotAction, the variable \${aws:username}",
    "remedy": "try it on a bucket of its own, and confirm in a program what works: lintAccess(state, { platform: selectel({ …, confirmed: { principal: '{id}' or '{name}' } }) }); write it without NotAction, \${aws:username}",
    "severity": "warning",
    "where": "bucket policy of releases",
  },
]
`);
});

test('what is confirmed is told no more', () => {
  expect(ofBucket(confirmed, MANAGERS, READ, LIST)).toEqual([]);
  expect(ofBucket(confirmed, MANAGERS, { ...READ, Principal: { AWS: 'dana' } }, { ...READ, Action: ['s3:GetObject', 's3:GetObjectTagging'] })).toEqual([
    'warning PlatformUnconfirmed $.Statement[1]: nothing confirms that Selectel S3 takes the principal dana',
    'warning PlatformUnconfirmed $.Statement[2]: nothing confirms that Selectel S3 takes the action s3:GetObjectTagging',
  ]);
  expect(ofBucket(confirmed, MANAGERS, { ...LIST, Condition: { StringLikeIfExists: { 's3:prefix': 'a/*', 'aws:userid': '${aws:userid}' } } })).toEqual([
    'warning PlatformUnconfirmed $.Statement[1]: nothing confirms that Selectel S3 takes the operator StringLikeIfExists, the condition key aws:userid, the variable ${aws:userid}',
  ]);
});

test('of whom the source doesn\'t tell, nothing is said', () => {
  expect(ofBucket(confirmed, MANAGERS, { ...READ, Principal: { AWS: UNKNOWN_TEXT } })).toEqual([]);
  expect(ofBucket(confirmed, MANAGERS, { ...READ, Principal: { AWS: ['dana', UNKNOWN_TEXT] } })).toEqual([
    'warning PlatformUnconfirmed $.Statement[1]: nothing confirms that Selectel S3 takes the principal dana',
  ]);
});

test('of what a plan renders for it nothing is told', () => {
  const state = readAccess(renderAccess(accessPlan({
    platform: confirmed,
    users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: 'a/' }), writeOnlyUploader({ bucket: 'releases', prefix: '' })] } },
  })));
  expect(found(state, confirmed)).toEqual([]);
});

const OUT = "error PlatformReadsDifferently undefined: once a bucket has a policy, Selectel S3 denies everyone that it doesn't allow, those who manage the bucket included, and this one";

test.each<readonly [what: string, platform: Platform, statements: readonly Statement[], told: readonly string[]]>([
  ['nobody', confirmed, [READ], [`${OUT} doesn't allow deployer everything`]],
  ['the manager to read', confirmed, [{ ...READ, Principal: { AWS: 'deployer' } }], [`${OUT} doesn't allow deployer everything`]],
  ['the manager, sometimes', confirmed, [{ ...MANAGERS, Condition: { StringLike: { 's3:prefix': '*' } } }], [`${OUT} doesn't allow deployer everything`]],
  ['the manager all that is in it', confirmed, [{ ...MANAGERS, Resource: `${BUCKET}/*` }], [`${OUT} doesn't allow deployer everything`]],
  ['the manager', confirmed, [MANAGERS], []],
  ['the manager, who has every bucket,', confirmed, [{ ...MANAGERS, Resource: 'arn:aws:s3:::*' }], []],
  ['all who sign in', confirmed, [{ ...MANAGERS, Principal: { AWS: ['*', 'deployer'] } }], []],
  ['nobody, and who manages isn\'t known', unconfirmedSelectel(), [READ], [`${OUT} allows nobody everything`]],
  ['somebody, and who manages isn\'t known', unconfirmedSelectel(), [MANAGERS], []],
  ['what the source doesn\'t tell', confirmed, [{ ...READ, Resource: UNKNOWN_TEXT }], []],
])('a policy that allows %s everything', (_, platform, statements, told) => {
  expect(ofBucket(platform, ...statements).filter((one) => one.includes('ReadsDifferently'))).toEqual(told);
});

test('who reads without signing in isn\'t let in, and its policies have a size', () => {
  expect(ofBucket(confirmed, MANAGERS, { ...READ, Principal: '*' })).toEqual([
    "error PlatformRejects $.Statement[1].Principal: what is allowed to everyone can't be expressed on Selectel S3: it lets nobody in without signing in",
  ]);
  const large = (count: number) => {
    const policy = document(MANAGERS, ...Array.from({ length: count }, (_, at) => ({ ...READ, Resource: `${BUCKET}/${at}/*` })));
    return lintAccess({ buckets: { releases: { policy } } }, { platform: confirmed }).map(({ code }) => code);
  };
  expect(large(10)).not.toContain('PolicyTooLarge');
  expect(large(200)).toContain('PolicyTooLarge');
});

test('grants on users are policies that it doesn\'t have, whatever is in them', () => {
  const state = readAccess(renderAccess(accessPlan({ users: { dana: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: '' })] } } })));
  expect(found(state, confirmed).map(({ where, path, reason }) => [where, path, reason])).toEqual([['user dana, inline policy access', undefined, 'Selectel S3 has no policies of users, groups or roles']]);
});
