import { cephRgw, compareAccess, decide, lintAccess, readAccess } from '../../src';
import { keptStatements } from '../../src/plan/existing-statements';

/* Policies of the shapes that people asked about in public, and what is right to say of each. */

type Statement = Readonly<Record<string, unknown>>;
const ACCOUNT = '111122223333';
const document = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });
const user = (...statements: readonly Statement[]) => ({ users: { dana: { policies: [document(statements)] } } });
const bucket = (name: string, ...statements: readonly Statement[]) => ({ account: ACCOUNT, buckets: { [name]: { policy: document(statements) } } });
const codes = (state: Parameters<typeof lintAccess>[0]) => lintAccess(state).map(({ code, severity }) => `${severity} ${code}`);
const remedies = (state: Parameters<typeof lintAccess>[0]) => lintAccess(state).map(({ remedy }) => remedy);

describe('ARNs that match nothing name the one that was meant', () => {
  test.each([
    ['arn:aws:s3:::photos:*', 'write arn:aws:s3:::photos/*'],
    ['arn:aws:s3:::photos:2026/*', 'write arn:aws:s3:::photos/2026/*'],
    ['arn:aws:s3:::photos/', 'write arn:aws:s3:::photos/*'],
    ['arn:aws:s3:::/raw/*', 'write arn:aws:s3:::bucket/raw/*'],
    ['arn:aws-cn:s3:::photos:*', 'write arn:aws-cn:s3:::photos/*'],
    ['arn:aws:S3:::photos/*', 'write arn:aws:s3:::photos/*'],
    ['arn:aws:s3:eu-central-1::photos/*', 'write arn:aws:s3:::photos/*'],
    ['arn:aws:s3::photos/*', 'write Resource as an ARN, such as arn:aws:s3:::photos/*'],
    ['s3://photos/*', 'write Resource as an ARN, such as arn:aws:s3:::photos/*'],
  ])('%s', (Resource, remedy) => {
    const findings = lintAccess(user({ Effect: 'Allow', Action: 's3:GetObject', Resource }));
    expect(findings).toEqual([expect.objectContaining({ severity: 'error', remedy })]);
  });

  test('in a bucket policy once, and nothing of a policy that can\'t be read is said besides', () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' };
    expect(codes(bucket('photos', { ...statement, Resource: 'arn:aws:s3::photos/*' }))).toEqual(['error InvalidResource']);
    expect(codes(bucket('photos', { ...statement, Principal: { AWS: ACCOUNT }, Resource: 'arn:aws:s3:::photos:*' }))).toEqual(['error ResourceMatchesNothing']);
  });

  test('existingStatements refuses an ARN with five fields', () => {
    const existing = document([{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: 'arn:aws:s3::photos/*' }]);
    expect(() => keptStatements(existing)).toThrow('it has 5 of the six fields');
  });
});

test('s3:GetObject* on objects is not a finding', () => {
  expect(codes(user({ Effect: 'Allow', Action: ['s3:GetObject*', 's3:ListMultipartUploadParts'], Resource: 'arn:aws:s3:::photos/*' }))).toEqual([]);
});

describe('names of API calls name the action that allows the call', () => {
  test.each([
    ['HeadObject', ['s3:GetObject']], ['HeadBucket', ['s3:ListBucket']], ['ListObjects', ['s3:ListBucket']], ['ListObjectsV2', ['s3:ListBucket']],
    ['ListMultipartUploads', ['s3:ListBucketMultipartUploads']], ['GetBucketLifecycle', ['s3:GetLifecycleConfiguration']],
    ['CopyObject', ['s3:GetObject on what is copied', 's3:PutObject']], ['UploadPart', ['s3:PutObject']], ['UploadPartCopy', ['s3:GetObject on what is copied', 's3:PutObject']],
    ['CreateMultipartUpload', ['s3:PutObject']], ['CompleteMultipartUpload', ['s3:PutObject']], ['DeleteObjects', ['s3:DeleteObject']],
    ['DeleteBucketEncryption', ['s3:PutEncryptionConfiguration']], ['ListBuckets', ['s3:ListAllMyBuckets']],
  ])('%s: %j', (call, actions) => {
    const state = user({ Effect: 'Allow', Action: `s3:${call}`, Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'] });
    expect(codes(state)).toEqual(['error UnknownAction']);
    expect(remedies(state)[0]).toMatch(`write ${actions.join(' and ')}: ${call} is an API call`);
  });
});

test('of actions on buckets beside objects only, each is told with what to name', () => {
  const findings = lintAccess(user({ Effect: 'Allow', Action: ['s3:GetObject', 's3:GetBucketAcl', 's3:ListBucket'], Resource: 'arn:aws:s3:::photos/*' }));
  expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning ActionResourceMismatch', 'warning ActionResourceMismatch']);
});

describe('policies that lock out', () => {
  const RESOURCES = ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'];
  const deny = (more: Statement) => bucket('photos', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: RESOURCES, ...more });

  test.each<readonly [what: string, more: Statement, found: readonly string[]]>([
    ['everybody', {}, ['error PolicyLocksOut']],
    ['everybody, by NotAction', { Action: undefined, NotAction: 's3:GetObject' }, ['error PolicyLocksOut']],
    ['anyone who is elsewhere', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }, ['warning PolicyLocksOut']],
    ['anyone who comes by another endpoint', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } } }, ['warning PolicyLocksOut']],
    ['anyone who is elsewhere, services excepted', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } } }, ['warning PolicyLocksOut']],
    ['nobody: an administrator is excepted', { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } } }, []],
    ['nobody: the policy may be changed', { Action: undefined, NotAction: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'] }, []],
    ['nobody: anyone who uses TLS', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, []],
    ['nobody: objects only', { Resource: RESOURCES[1] }, []],
    ['one user', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/dana` } }, []],
  ])('%s', (_what, more, found) => {
    expect(codes(deny(more))).toEqual(found);
  });
});

describe('issue 13 B: principals as Ceph writes them', () => {
  const ceph = cephRgw({ endpoint: 'https://rgw.example' });
  const named = (AWS: string) => bucket('photos', { Effect: 'Allow', Principal: { AWS }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' });

  // https://docs.ceph.com/en/squid/radosgw/bucketpolicy/ names a user of a tenant with a subuser
  test.each(['arn:aws:iam:::user/p123:KEY', 'arn:aws:iam:::user/fred', 'arn:aws:iam::usfolks:user/fred:subuser'])('%s is a principal there, and none on AWS', (principal) => {
    expect(lintAccess(named(principal), { platform: ceph })).toEqual([]);
    expect(codes(named(principal))).toEqual(['error InvalidPrincipal']);
  });

  test('a policy that denies everybody but one key is read, and what Ceph does not evaluate is told', () => {
    const state = bucket('photos', { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam:::user/p123:KEY' }, Action: 's3:*', Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'] });
    expect(readAccess(state).unknowns).toEqual([]);
    expect(lintAccess(state, { platform: ceph }).map(({ reason }) => reason).join()).toContain("doesn't evaluate NotPrincipal");
  });

  test('a policy that denies everybody, one key excepted by an Allow, locks out the owner there, too', () => {
    const resources = { Action: 's3:*', Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'] };
    const state = bucket('photos', { Effect: 'Deny', Principal: '*', ...resources }, { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam:::user/p123:KEY' }, ...resources });
    expect(lintAccess(state, { platform: ceph }).map(({ severity, code, reason }) => `${severity} ${code}: ${reason}`)).toEqual([
      'error PolicyLocksOut: it denies everybody to change the policy of photos, the owner of the bucket included',
      'warning AllowShadowedByDeny: a Deny of the same policy takes back all that it allows',
    ]);
  });

  test('anyone who has the key is who the policy names', () => {
    const ask = (arn: string) => decide(readAccess(named('arn:aws:iam:::user/p123:KEY'), { platform: ceph }), { principal: { arn }, action: 's3:GetObject', resource: 'photos/a' }).effect;
    expect([ask('arn:aws:iam:::user/p123:KEY'), ask('arn:aws:iam:::user/p123:OTHER')]).toEqual(['allow', 'implicitDeny']);
  });
});

test('a folder without its slash is a note, and Sids with brackets aren\'t', () => {
  const state = bucket('photos', { Sid: 'Privileged[0]', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/app` }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/team*' });
  expect(codes(state)).toEqual(['note PrefixWithoutSlash']);
  expect(remedies(state)).toEqual(['write team/* where the folder is meant']);
});

describe('an empty list in a condition', () => {
  const PERSON = `arn:aws:iam::${ACCOUNT}:user/dana`;
  const statement = (Action: string, values: readonly string[], more: Statement = {}) => (
    { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action, Resource: 'arn:aws:s3:::photos/*', Condition: { ArnEquals: { 'aws:PrincipalArn': values } }, ...more });
  const state = readAccess({ ...bucket('photos', statement('s3:GetObject', [PERSON]), statement('s3:DeleteObject', [])), users: { dana: { arn: PERSON, policies: [] } } });

  test('is a finding, and the rest of the policy is read', () => {
    expect(state.unknowns).toEqual([]);
    expect(codes(state)).toContain('warning EmptyList');
    expect(codes(state).filter((code) => code.startsWith('error'))).toEqual([]);
  });

  test.each([
    ['StringEquals', false], ['StringLike', false], ['StringNotEquals', true], ['StringNotLike', true], ['ArnEquals', false], ['ArnNotEquals', true],
    ['IpAddress', false], ['NotIpAddress', true], ['NumericEquals', false], ['NumericNotEquals', true], ['Bool', false], ['DateLessThan', false],
  ])('%s: nothing matches it', (operator, holds) => {
    const one = user({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*', Condition: { [operator]: { 'aws:PrincipalTag/x': [] } } });
    const context = { 'aws:PrincipalTag/x': operator.startsWith('N') && operator.includes('umeric') ? '1' : '203.0.113.9' };
    expect(decide(one, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'photos/a', context }).allowed).toBe(holds);
    expect(compareAccess({ users: { dana: { policies: [] } } }, one).gained.length > 0).toBe(holds);
  });

  test('lists of actions, resources and principals match nothing either', () => {
    const allowed = (more: Statement) => decide(user({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more }), { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'photos/a' }).effect;
    expect([allowed({}), allowed({ Action: [] }), allowed({ Resource: [] })]).toEqual(['allow', 'implicitDeny', 'implicitDeny']);
    const nobody = bucket('photos', { Effect: 'Allow', Principal: { AWS: [] }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' });
    expect(decide(nobody, { principal: 'anonymous', action: 's3:GetObject', resource: 'photos/a' }).effect).toBe('implicitDeny');
  });
});

describe('breadth is a class', () => {
  const everything = { Effect: 'Allow', Resource: '*' };
  const foreign = (more: Statement) => bucket('photos', { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 's3:*', Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'], ...more });

  test.each<readonly [what: string, state: Parameters<typeof lintAccess>[0], found: readonly string[]]>([
    ['*', user({ ...everything, Action: '*' }), ['warning BroadAllow']],
    ['s3:*', user({ ...everything, Action: 's3:*' }), ['warning BroadAllow']],
    ['s3:* by another spelling', user({ ...everything, Action: 's3:?*', Resource: 'arn:aws:s3:::*/*' }), ['warning BroadAllow']],
    ['Get*, Put*, Delete*, List*', user({ ...everything, Action: ['s3:Get*', 's3:Put*', 's3:Delete*', 's3:List*'] }), ['warning BroadAllow']],
    ['the same in several statements', user({ ...everything, Action: ['s3:GetObject*'] }, { ...everything, Action: 's3:PutObject' }, { ...everything, Action: 's3:DeleteObject' }), ['warning BroadAllow']],
    ['s3:PutBucketPolicy', user({ ...everything, Action: 's3:PutBucketPolicy' }), ['warning BroadAllow']],
    ['reading everything', user({ ...everything, Action: ['s3:GetObject', 's3:ListBucket'] }), []],
    ['everything in one bucket', user({ ...everything, Action: 's3:*', Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'] }), []],
    ['a Deny', user({ ...everything, Effect: 'Deny', Action: 's3:*' }), []],
    ['iam:*', user({ ...everything, Action: 'iam:*' }), ['warning BroadPower']],
    ['iam:PutUserPolicy', user({ ...everything, Action: 'iam:PutUserPolicy', Resource: `arn:aws:iam::${ACCOUNT}:user/*` }), ['warning BroadPower']],
    ['iam:PassRole', user({ ...everything, Action: 'iam:PassRole' }), ['warning BroadPower']],
    ['sts:AssumeRole', user({ ...everything, Action: 'sts:AssumeRole' }), ['warning BroadPower']],
    ['kms:Decrypt', user({ ...everything, Action: 'kms:Decrypt', Resource: `arn:aws:kms:*:${ACCOUNT}:key/*` }), ['warning BroadPower']],
    ['iam:GetUser', user({ ...everything, Action: 'iam:Get*' }), []],
    ['one role', user({ ...everything, Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT}:role/ci` }), []],
    ['another account with everything', foreign({}), ['warning BroadForeignAllow']],
    ['a role of another account with everything', foreign({ Principal: { AWS: 'arn:aws:iam::444455556666:role/ci' }, Action: ['s3:Get*', 's3:Put*', 's3:Delete*', 's3:List*'] }), ['warning BroadForeignAllow']],
    ['another account that reads', foreign({ Action: 's3:Get*' }), []],
    ['the own account with everything', foreign({ Principal: { AWS: ACCOUNT } }), []],
  ])('%s', (_what, state, found) => {
    expect(codes(state).filter((code) => code.includes('Broad'))).toEqual(found);
  });

  test.each(['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:DeleteObject'])('%s has the tags of its bucket', (Action) => {
    const Resource = Action === 's3:ListBucket' ? 'arn:aws:s3:::photos' : 'arn:aws:s3:::photos/*';
    expect(codes(user({ Effect: 'Allow', Action, Resource, Condition: { StringEquals: { 's3:BucketTag/team': '${aws:PrincipalTag/team}' } } }))).toEqual([]);
  });
});

test('two resources that set the policy of one bucket', () => {
  const policy = (Sid: string) => JSON.stringify(document([{ Sid, Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' }]));
  const resource = (type: string, name: string, values: object) => ({ address: `${type}.${name}`, mode: 'managed', type, name, provider_name: 'registry.terraform.io/hashicorp/aws', values });
  const plan = {
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: [
          resource('aws_s3_bucket', 'photos', { bucket: 'photos' }),
          resource('aws_s3_bucket_policy', 'one', { bucket: 'photos', policy: policy('One') }),
          resource('aws_s3_bucket_policy', 'two', { bucket: 'photos', policy: policy('Two') }),
        ],
      },
    },
  };
  expect(codes(readAccess(plan))).toContain('error SeveralBucketPolicies');
});
