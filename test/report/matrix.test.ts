import { accessMatrix, accessPlan, aws, enforceHttps, perUserHomeFolder, readAccess, readOnlyPrefix, writeOnlyUploader, type AccessStateJson } from '../../src';
import { compareAccess } from '../../src/compare';
import { readAccessFile } from '../../src/files';
import { SHEET_FORMATS } from '../../src/report/formats';
import { reviewChanges } from '../../src/report/review';
import { LocationDecisions } from '../../src/report/review/access-map';
import { VERB_ACTIONS } from '../../src/s3/access-verbs';
import { spent } from '../ratio';

const statement = (Effect: 'Allow' | 'Deny', Action: unknown, Resource: unknown, more: object = {}) => ({ Effect, Action, Resource, ...more });
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (...args: [action: unknown, resource: unknown, more?: object]) => policy(statement('Allow', ...args));

/** Rows as text: who, bucket/prefix, the answers in the order of the columns, conditions. */
function rows(state: AccessStateJson): readonly string[] {
  return accessMatrix(readAccess(state)).map(({ principal, bucket, prefix, read, list, write, delete: deletes, administer, other, conditions }) =>
    `${principal} | ${bucket}/${prefix} | ${[read, list, write, deletes, administer].join(' ')}${other === 'no' ? '' : ` other ${other}`}${conditions.map((text) => ` | ${text}`).join('')}`);
}

/** Power over access, by principal and bucket. */
function powers(state: AccessStateJson): readonly string[] {
  return accessMatrix(readAccess(state)).map(({ principal, bucket, power }) => `${principal} | ${bucket} | ${power.join('; ')}`);
}

test('a plan: folders, listings by prefix, home folders, guards', () => {
  const plan = accessPlan({
    users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })] }, 'dana': {} },
    groups: { engineering: { members: ['dana'], grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' }), perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
    buckets: { releases: { guards: [enforceHttps()] } },
  });
  const found = accessMatrix(readAccess(plan)).map(({ principal, bucket, prefix, conditions, power: _, uncertain: __, ...answers }) => [principal, `${bucket}/${prefix}`, Object.values(answers).join(' '), ...conditions]);
  expect(found).toEqual([
    ['user ci-uploader', 'releases/firmware/', 'no no yes no no no', 'not with Bool aws:SecureTransport false'],
    ['user dana', 'downloads/public/', 'yes yes no no no no'],
    ['user dana', 'shared/home/dana/', 'yes yes yes yes no no'],
  ]);
});

test.each([['aws-cn'], ['aws-us-gov']] as const)('a stack in %s', (partition) => {
  const plan = accessPlan({ platform: aws({ partition }), users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } } });
  expect(accessMatrix(readAccess(plan))).toMatchObject([{ principal: 'user dana', bucket: 'downloads', prefix: 'public/', read: 'yes', list: 'yes', write: 'no' }]);
});

test('an administrator shows, whether or not a bucket is known', () => {
  expect(rows({ users: { root: { policies: [allow('*', '*')] } } })).toEqual(['user root | */ | yes yes yes yes yes']);
  expect(rows({ users: { root: { policies: [allow('s3:*', 'arn:aws:s3:::acme-*')] } }, buckets: { 'acme-logs': {}, 'other': {} } }))
    .toEqual(['user root | acme-*/ | yes yes yes yes yes', 'user root | acme-logs/ | yes yes yes yes yes']);
  expect(rows({ users: { root: { policies: [policy({ Effect: 'Allow', NotAction: 's3:DeleteObject*', NotResource: 'arn:aws:s3:::secret/*' })] } }, buckets: { secret: {} } }))
    .toEqual(['user root | */ | yes yes yes no yes', 'user root | secret/ | no yes no no yes']);
});

test('services that keep none of S3\'s data have no rows', () => {
  const policies = [allow('sqs:*', 'arn:aws:sqs:eu-west-1:111122223333:queue'), allow(['ec2:*', 'iam:Get*'], '*')];
  expect(rows({ users: { dana: { policies } }, buckets: { logs: {} } })).toEqual([]);
});

describe('anyone who has anything on any service of S3 has a row', () => {
  test.each<[string, unknown, string, string]>([
    ['an access point', 's3:GetObject', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/*', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/ | yes no no no no'],
    ['a directory bucket', 's3express:CreateSession', 'arn:aws:s3express:eu-west-1:111122223333:bucket/data--euw1-az1--x-s3', 'arn:aws:s3express:eu-west-1:111122223333:bucket/data--euw1-az1--x-s3/ | yes yes yes yes no'],
    ['Object Lambda', 's3-object-lambda:GetObject', 'arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/ol', 'arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/ol/ | yes no no no no'],
    ['Outposts', 's3-outposts:PutObject', 'arn:aws:s3-outposts:eu-west-1:111122223333:outpost/op-1/bucket/b/object/*', 'arn:aws:s3-outposts:eu-west-1:111122223333:outpost/op-1/bucket/b/object/*/ | no no yes no no'],
    ['tables', 's3tables:Get*', 'arn:aws:s3tables:eu-west-1:111122223333:bucket/b/table/*', 'arn:aws:s3tables:eu-west-1:111122223333:bucket/b/table/*/ | yes no no no no'],
    ['vectors', 's3vectors:QueryVectors', '*', 'arn:aws:s3vectors:*/ | yes no no no no'],
    ['an action of a service that no verb stands for', 's3tables:GetTableBucket', 'arn:aws:s3tables:eu-west-1:111122223333:bucket/b', 'arn:aws:s3tables:eu-west-1:111122223333:bucket/b/ | no no no no no other yes'],
    ['an action of S3 that no verb stands for', 's3:GetBucketLocation', 'arn:aws:s3:::logs', 'logs/ | no no no no no other yes'],
    ['a list of buckets', 's3:ListAllMyBuckets', '*', '*/ | no no no no no other yes'],
  ])('%s', (_, action, resource, row) => {
    expect(rows({ account: '111122223333', users: { dana: { policies: [allow(action, resource)] } } })).toEqual([`user dana | ${row}`]);
  });
});

describe('folders of which only a Deny speaks', () => {
  const read = allow('s3:GetObject', 'arn:aws:s3:::logs/*');
  const deny = (resource: string, more: object = {}) => policy(statement('Deny', 's3:*', resource, more));
  test('of the principal\'s own', () => {
    expect(rows({ users: { dana: { policies: [read, deny('arn:aws:s3:::logs/secret/*')] } } })).toEqual(['user dana | logs/ | yes no no no no', 'user dana | logs/secret/ | no no no no no']);
    expect(rows({ users: { dana: { policies: [allow('s3:*', '*'), deny('arn:aws:s3:::secret/*')] } } })).toEqual(['user dana | */ | yes yes yes yes yes', 'user dana | secret/ | no yes no no yes']);
  });
  test('of the bucket\'s, where it takes something', () => {
    const bucket = { policy: deny('arn:aws:s3:::logs/secret/*', { Principal: '*' }) };
    expect(rows({ account: '111122223333', users: { dana: { policies: [read] }, lee: { policies: [allow('s3:GetObject', 'arn:aws:s3:::other/*')] } }, buckets: { logs: bucket } }))
      .toEqual(['user dana | logs/ | yes no no no no', 'user dana | logs/secret/ | no no no no no', 'user lee | other/ | yes no no no no']);
  });
});

describe('resources that match no request have no row', () => {
  test.each(['arn:aws:s3:::bucket/', 'arn:aws:s3:::bucket1:*', 's3://bucket/*', 'arn:aws:s3::bucket/*'])('%s', (resource) => {
    const document = { version: '2012-10-17' as const, statements: [{ effect: 'Allow' as const, actions: ['s3:GetObject'], resources: [resource] }] };
    const state = { users: new Map([['dev', { name: 'dev', groups: [], policies: [{ name: 'p', document }] }]]), groups: new Map(), roles: new Map(), buckets: new Map(), unknowns: [] };
    expect(accessMatrix(state)).toEqual([]);
  });
});

describe('power over access itself is a column', () => {
  test.each<[string, object, readonly string[]]>([
    ['everything', allow('*', '*'), ['user dana | * | * on *']],
    ['all of IAM and nothing else', allow('iam:*', '*'), ['user dana |  | iam:* on *']],
    ['roles', allow('sts:AssumeRole', '*'), ['user dana |  | sts:AssumeRole on *']],
    ['passing a role', allow('iam:PassRole', 'arn:aws:iam::111122223333:role/r'), ['user dana |  | iam:PassRole on arn:aws:iam::111122223333:role/r']],
    ['a bucket policy', allow(['s3:GetObject', 's3:PutBucketPolicy'], ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*']), ['user dana | logs | s3:PutBucketPolicy on arn:aws:s3:::logs']],
    ['the key', allow('kms:PutKeyPolicy', 'arn:aws:kms:eu-west-1:111122223333:key/k'), ['user dana |  | kms:PutKeyPolicy on arn:aws:kms:eu-west-1:111122223333:key/k']],
    ['reading IAM', allow(['iam:Get*', 'iam:List*', 'sts:GetCallerIdentity'], '*'), []],
    ['what is denied again', policy(statement('Allow', 'iam:*', '*'), statement('Deny', 'iam:*', '*')), []],
  ])('%s', (_, document, expected) => {
    expect(powers({ account: '111122223333', users: { dana: { policies: [document] } } })).toEqual(expected);
  });
});

test('the five words mean the same actions in the matrix and in the map of a review', () => {
  for (const [verb, actions] of Object.entries(VERB_ACTIONS)) {
    for (const action of actions) {
      const state = readAccess({ users: { dana: { policies: [allow(action, ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'])] } } });
      expect(accessMatrix(state)).toMatchObject([{ bucket: 'logs', [verb]: 'yes' }]);
      expect(new LocationDecisions(state, state).about({ user: 'dana' }, { bucket: 'logs', prefix: '' })).toMatchObject({ [verb]: { before: 'yes', after: 'yes' } });
    }
  }
});

test('a map never has an empty cell where there is access', () => {
  const users = {
    admin: { policies: [allow('s3:*', '*')] },
    reader: { policies: [allow('s3:GetObject', 'arn:aws:s3:::logs/a/*')] },
    locator: { policies: [allow('s3:GetBucketLocation', 'arn:aws:s3:::logs')] },
    express: { policies: [allow('s3express:CreateSession', 'arn:aws:s3express:eu-west-1:111122223333:bucket/d--x-s3')] },
  };
  const [before, after] = [readAccess({ account: '111122223333', users: {} }), readAccess({ account: '111122223333', users })];
  const { map } = reviewChanges({ name: 'before', state: before }, { name: 'after', state: after }, compareAccess(before, after));
  for (const { principal, cells } of map.rows.filter(({ principal: who }) => who.startsWith('user '))) {
    for (const { decisions: answers } of cells) if (answers !== undefined) expect([principal, Object.values(answers).some(({ after: answer }) => answer !== 'no')]).toEqual([principal, true]);
  }
  expect(map.rows.find(({ principal }) => principal === 'user admin')?.cells).toHaveLength(map.locations.length);
});

describe('what a place is', () => {
  test.each<[string, unknown, string]>([
    ['an object', 'arn:aws:s3:::logs/readme.txt', 'logs/readme.txt'],
    ['a pattern in the middle', 'arn:aws:s3:::logs/2026-*/all.gz', 'logs/2026-*/all.gz'],
    ['a partial prefix', 'arn:aws:s3:::logs/v1*', 'logs/v1*'],
    ['a folder', 'arn:aws:s3:::logs/a/b/*', 'logs/a/b/'],
    ['the whole bucket', 'arn:aws:s3:::logs/*', 'logs/'],
    ['text that looks like a pattern', 'arn:aws:s3:::logs/a${*}b${?}/*', 'logs/a*b?/'],
    ['a variable', 'arn:aws:s3:::logs/${aws:username}/*', 'logs/dana/'],
    ['a tag with a slash in the key', 'arn:aws:s3:::${aws:PrincipalTag/team}-logs/x/*', 'blue-logs/x/'],
    ['a default', "arn:aws:s3:::logs/${aws:PrincipalTag/none, 'shared'}/*", 'logs/shared/'],
  ])('%s', (_, resource, place) => {
    expect(rows({ users: { dana: { tags: { team: 'blue' }, policies: [allow('s3:GetObject', resource)] } } })).toEqual([`user dana | ${place} | yes no no no no`]);
  });

  test('the folders that a statement lets one list', () => {
    const listing = (values: string[]) => rows({ users: { dana: { policies: [allow('s3:ListBucket', 'arn:aws:s3:::logs', { Condition: { StringLike: { 's3:prefix': values } } })] } } });
    expect(listing(['public/*', ''])).toEqual(['user dana | logs/ | no yes no no no', 'user dana | logs/public/ | no yes no no no']);
    expect(listing(['pub*'])).toEqual(['user dana | logs/pub* | no yes no no no']);
  });

  test('a folder is asked for an object in it, also where its own object is named', () => {
    expect(rows({ users: { dana: { policies: [allow('s3:GetObject', ['arn:aws:s3:::logs/a/', 'arn:aws:s3:::logs/a/*'])] } } })).toEqual(['user dana | logs/a/ | yes no no no no']);
  });

  test('a variable without a value gives nothing', () => {
    expect(rows({ roles: { robot: { policies: [allow('s3:GetObject', 'arn:aws:s3:::logs/${aws:username}/*')] } } })).toEqual(['role robot | logs/${aws:username}/ | no no no no no']);
  });
});

describe('if', () => {
  const read = (...more: object[]) => ({ users: { dana: { policies: [policy(statement('Allow', 's3:GetObject', 'arn:aws:s3:::logs/*'), ...more)] } } });

  test('where a condition limits what is given', () => {
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    expect(rows({ users: { dana: { policies: [allow('s3:GetObject', 'arn:aws:s3:::logs/*', { Condition: mfa })] } } }))
      .toEqual(['user dana | logs/ | if no no no no | only with Bool aws:MultiFactorAuthPresent true']);
  });

  test('where a condition takes it away that holds without the key, such as addresses that are left out', () => {
    const office = { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } };
    expect(rows(read(statement('Deny', 's3:*', '*', { Condition: office }))))
      .toEqual(['user dana | logs/ | if no no no no | not with NotIpAddress aws:SourceIp 203.0.113.0/24, 198.51.100.0/24']);
  });

  test('where a condition takes it away that needs the key', () => {
    expect(rows(read(statement('Deny', 's3:GetObject', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.9' } } }))))
      .toEqual(['user dana | logs/ | if no no no no | not with IpAddress aws:SourceIp 203.0.113.9']);
  });

  test('but not where the principal or the connection settles it, or where it is given anyway', () => {
    const others = { StringEquals: { 'aws:username': 'lee' } };
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    expect(rows(read(statement('Allow', 's3:PutObject', 'arn:aws:s3:::logs/*', { Condition: others }), statement('Allow', 's3:Get*', '*', { Condition: mfa }))).slice(1))
      .toEqual(['user dana | logs/ | yes no no no no']);
    expect(rows(read(statement('Deny', 's3:*', '*')))).toEqual(['user dana | logs/ | no no no no no']);
  });

  test('a boundary counts', () => {
    const user = { ...read().users.dana, boundary: allow('s3:PutObject', '*') };
    expect(rows({ users: { dana: user } })).toEqual(['user dana | logs/ | no no no no no']);
  });
});

describe('bucket policies', () => {
  const bucketPolicy = (Principal: unknown, Resource: unknown = 'arn:aws:s3:::site/*') => ({ account: '111122223333', users: { dana: {} }, buckets: { site: { policy: allow('s3:GetObject', Resource, { Principal }) } } });

  test('the public', () => {
    expect(rows(bucketPolicy('*'))).toEqual(['user dana | site/ | yes no no no no', 'anonymous | site/ | yes no no no no']);
  });

  test('another account, a user there, a service; nobody else has a row', () => {
    const AWS = ['444455556666', 'arn:aws:iam::444455556666:user/eve', 'arn:aws:iam::111122223333:user/dana'];
    expect(rows(bucketPolicy({ AWS, Service: 'logging.s3.amazonaws.com' }))).toEqual([
      'user dana | site/ | yes no no no no',
      'account 444455556666 | site/ | yes no no no no',
      'arn:aws:iam::444455556666:user/eve | site/ | yes no no no no',
      'logging.s3.amazonaws.com | site/ | yes no no no no',
    ]);
  });
});

test('what is not known is ?, and never left out', () => {
  const state = readAccessFile('test/state/fixtures/terraform-plan.json');
  expect(accessMatrix(state).length).toBeGreaterThan(3);
  const open = readAccess({ resource: { aws_iam_user_policy: { a: { user: 'dana', policy: '${var.p}' }, b: { user: 'lee', policy: JSON.stringify(allow('s3:GetObject', 'arn:aws:s3:::${var.bucket}/*')) } } } });
  expect(accessMatrix(open)).toEqual([
    { principal: 'user dana', bucket: '(unknown)', prefix: '', read: '?', list: '?', write: '?', delete: '?', administer: '?', other: '?', power: [], uncertain: [expect.stringContaining('not known')], conditions: [] },
    { principal: 'user lee', bucket: '(unknown)', prefix: '', read: '?', list: '?', write: '?', delete: '?', administer: '?', other: 'no', power: [], uncertain: [expect.stringContaining('--var')], conditions: [] },
  ]);
});

test('names from a hostile stack are neither commands for a terminal, nor Markdown, nor formulas', () => {
  const [row] = accessMatrix(readAccess({ users: { '=cmd|\u001b[2J`x`': { policies: [allow('s3:GetObject', 'arn:aws:s3:::logs/"a,\n|b"/*')] } } }));
  expect(row).toMatchObject({ principal: 'user =cmd|\\u001b[2J`x`', prefix: '"a,\\u000a|b"/' });
  const sheet = { head: ['who', 'where'], rows: [['=cmd|x`y`', 'a,"b"\nc']] };
  expect(SHEET_FORMATS.csv(sheet)).toBe('who,where\r\n\'=cmd|x`y`,"a,""b""\\u000ac"');
  expect(SHEET_FORMATS.markdown(sheet)).toBe('| who | where |\n| --- | --- |\n| `` =cmd\\|x`y` `` | ` a,"b"\\u000ac ` |');
});

test('1,000 users with a folder each, beside bucket policies that name others, are asked in seconds', () => {
  const users = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`u${index}`, { policies: [allow('s3:GetObject', 'arn:aws:s3:::logs/${aws:username}/*')] }]));
  const buckets = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`b${index}`, { policy: allow('s3:GetObject', `arn:aws:s3:::b${index}/*`, { Principal: { AWS: 'arn:aws:iam::444455556666:root' } }) }]));
  expect(spent(() => { expect(accessMatrix(readAccess({ account: '111122223333', users, buckets }))).toHaveLength(1020); })).toBeLessThan(5);
});

test('one telling action is enough for a column', () => {
  const actions = ['s3:GetObjectVersion', 's3:DeleteObjectVersion', 's3:PutLifecycleConfiguration', 's3:ListAllMyBuckets'];
  expect(actions.map((action) => rows({ users: { dana: { policies: [allow(action, ['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'])] } } }))).toEqual([
    ['user dana | logs/ | yes no no no no'], ['user dana | logs/ | no no no yes no'], ['user dana | logs/ | no no no no yes'], [],
  ]);
});
