import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANY, lintAccess, minio, oidcRole } from '../../src';

/*
 * What IAM Access Analyzer's validation says of policies of S3, IAM, STS and KMS, with policies of our own: each is found, and what it calls
 * a suggestion is not an error.
 */

type Statement = Readonly<Record<string, unknown>>;
const OBJECTS = 'arn:aws:s3:::releases/*';
const BUCKET = 'arn:aws:s3:::releases';
const ACCOUNT = '111122223333';
const DANA = { AWS: `arn:aws:iam::${ACCOUNT}:user/dana` };

const document = (statements: readonly Statement[], version: object = { Version: '2012-10-17' }) => ({ ...version, Statement: statements });
const allow = (more: Statement): Statement => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS, ...more });
const user = (...statements: readonly Statement[]) => ({ users: { dana: { policies: [document(statements)] } } });
const bucket = (...statements: readonly Statement[]) => (
  { account: ACCOUNT, buckets: { releases: { policy: document(statements.map((one) => ({ Principal: DANA, ...one }))) } } });
const when = (Condition: object, more: Statement = {}) => user(allow({ Condition, ...more }));
const onlyFrom = (key: string, value: string) => bucket({ Effect: 'Deny', Principal: '*', NotAction: 's3:PutBucketPolicy', Resource: [BUCKET, OBJECTS], Condition: { StringNotEquals: { [key]: value } } });

type Found = ReturnType<typeof lintAccess>;
const severities = (findings: Found, code: string) => [...new Set(findings.filter((one) => one.code === code).map(({ severity }) => severity))];

describe('errors', () => {
  test.each<readonly [check: string, state: object, code: string]>([
    ['ARN account not allowed', user(allow({ Resource: `arn:aws:s3::${ACCOUNT}:releases/*` })), 'ArnAccountNotAllowed'],
    ['ARN Region not allowed', user(allow({ Resource: 'arn:aws:s3:eu-central-1::releases/*' })), 'ArnRegionNotAllowed'],
    ['ARN Region not allowed, of IAM', user(allow({ Action: 'iam:GetUser', Resource: `arn:aws:iam:eu-central-1:${ACCOUNT}:user/dana` })), 'ArnRegionNotAllowed'],
    ['Missing ARN field', user(allow({ Resource: 'arn:aws:s3::releases/*' })), 'InvalidResource'],
    ['Invalid ARN prefix', user(allow({ Resource: 'ara:aws:s3:::releases/*' })), 'InvalidResource'],
    ['Invalid ARN service case', user(allow({ Resource: 'arn:aws:S3:::releases/*' })), 'InvalidArnServiceCase'],
    ['Invalid ARN account', user(allow({ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-central-1:1111222:key/a' })), 'InvalidArnAccount'],
    ['Invalid ARN Region', user(allow({ Action: 'kms:Decrypt', Resource: `arn:aws:kms:frankfurt:${ACCOUNT}:key/a` })), 'InvalidArnRegion'],
    ['Missing ARN Region', user(allow({ Action: 'kms:Decrypt', Resource: `arn:aws:kms::${ACCOUNT}:key/a` })), 'MissingArnRegion'],
    ['Invalid partition', user(allow({ Resource: 'arn:amazonaws:s3:::releases/*' })), 'InvalidPartition'],
    ['Invalid service', user(allow({ Resource: 'arn:aws:s33:::releases/*' })), 'InvalidService'],
    ['Invalid ARN resource', user(allow({ Resource: 'arn:aws:s3:::releases:*' })), 'ResourceMatchesNothing'],
    ['Invalid ARN resource', user(allow({ Resource: 'arn:aws:s3:::releases/' })), 'ResourceMatchesNothing'],
    ['Invalid action', user(allow({ Action: 's3:FetchObject' })), 'UnknownAction'],
    ['Invalid action, of IAM', user(allow({ Action: 'iam:PassRoles', Resource: '*' })), 'UnknownAction'],
    ['Invalid action, of KMS', user(allow({ Action: 'kms:Decipher', Resource: '*' })), 'UnknownAction'],
    ['Invalid action, of STS', user(allow({ Action: 'sts:AssumeARole', Resource: '*' })), 'UnknownAction'],
    ['Invalid service in action', user(allow({ Action: 'sss:GetObject' })), 'InvalidServiceInAction'],
    ['Invalid service condition key', when({ StringEquals: { 's3:prefixes': 'a' } }, { Action: 's3:ListBucket', Resource: BUCKET }), 'UnknownConditionKey'],
    ['Invalid service condition key, of KMS', when({ StringEquals: { 'kms:ViaServices': 's3.eu-central-1.amazonaws.com' } }, { Action: 'kms:Decrypt', Resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/a` }), 'UnknownConditionKey'],
    ['Invalid global condition key', when({ IpAddress: { 'aws:SourceIP4': '203.0.113.0/24' } }), 'UnknownConditionKey'],
    ['Invalid condition multiple Boolean', when({ Bool: { 'aws:MultiFactorAuthPresent': ['true', 'false'] } }), 'MultipleBooleans'],
    ['Null with IfExists', when({ NullIfExists: { 'aws:TokenIssueTime': 'false' } }), 'UnknownOperator'],
    ['Missing tag key in condition', when({ StringEquals: { 'aws:ResourceTag/': 'a' } }), 'MissingTagKey'],
    ['Private IP address', when({ IpAddress: { 'aws:SourceIp': '192.168.0.0/16' } }), 'PrivateAddress'],
    ['Unique Sids required', user(allow({ Sid: 'Read' }), allow({ Sid: 'Read', Action: 's3:PutObject' })), 'DuplicateSid'],
    ['Unsupported Sid', user(allow({ Sid: 'read it' })), 'UnsupportedSid'],
    ['Data type mismatch', when({ Bool: { 'aws:SecureTransport': 'maybe' } }), 'DataTypeMismatch'],
    ['Invalid principal key', bucket(allow({ Principal: { aws: DANA.AWS } })), 'UnknownElement'],
    ['Invalid principal format: a group', bucket(allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:group/ops` } })), 'InvalidPrincipal'],
    ['Invalid principal format: an instance profile', bucket(allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:instance-profile/web` } })), 'InvalidPrincipal'],
    ['Invalid principal format: a bare name', bucket(allow({ Principal: { AWS: 'dana' } })), 'InvalidPrincipal'],
    ['Invalid principal format: a short account id', bucket(allow({ Principal: { AWS: '11112222333' } })), 'InvalidPrincipal'],
    ['Invalid principal format: no account', bucket(allow({ Principal: { AWS: 'arn:aws:iam:::user/dana' } })), 'InvalidPrincipal'],
    ['Invalid service principal format', bucket(allow({ Principal: { Service: 'logging' } })), 'InvalidServicePrincipal'],
    ['a service principal with a slip', bucket(allow({ Principal: { Service: 'clouddtrail.amazonaws.com' } })), 'InvalidServicePrincipal'],
    ['Unsupported resource ARN in policy: another bucket', bucket(allow({ Resource: 'arn:aws:s3:::downloads/*' })), 'UnsupportedResource'],
    ['Unsupported resource ARN in policy: a key', bucket(allow({ Action: 's3:*', Resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/a` })), 'UnsupportedResource'],
    ['Unsupported action in policy', bucket(allow({ Action: 'dynamodb:GetItem' })), 'UnsupportedAction'],
    ['Unsupported action for resource', bucket(allow({ Action: 's3:ListAllMyBuckets', Resource: BUCKET })), 'ActionResourceMismatch'],
    ['Unsupported action for condition key', bucket(allow({ Condition: { StringEquals: { 's3:prefix': 'a/' } } })), 'KeyNeverPresent'],
    ['Invalid VPC identifier format', onlyFrom('aws:SourceVpc', 'office'), 'InvalidVpcFormat'],
    ['Invalid VPC endpoint identifier format', onlyFrom('aws:SourceVpce', 'vpc-0123456789abcdef0'), 'InvalidVpceFormat'],
    ['Allow with NotPrincipal', bucket({ ...allow({}), Principal: undefined, NotPrincipal: DANA }), 'AllowWithNotPrincipal'],
  ])('%s', (_check, state, code) => {
    expect(severities(lintAccess(state), code)).toEqual(['error']);
  });
});

describe('warnings', () => {
  test.each<readonly [check: string, state: object, code: string]>([
    ['Invalid role reference', bucket(allow({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } })), 'DeletedPrincipal'],
    ['Invalid user reference', bucket(allow({ Principal: { AWS: 'AIDAEXAMPLEEXAMPLE123' } })), 'DeletedPrincipal'],
    ['Missing version', { users: { dana: { policies: [document([allow({})], {})] } } }, 'MissingVersion'],
    ['Wildcard without like operator', when({ StringEquals: { 'aws:PrincipalTag/team': 'eng*' } }), 'WildcardWithoutLike'],
    ['Unsupported action for condition key, in IAM', when({ StringEquals: { 's3:prefix': 'a/' } }), 'KeyNeverPresent'],
    ['Restrict access to service principal', bucket(allow({ Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject' })), 'ServiceWithoutSource'],
    ['ForAllValues with single valued key', when({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-abcdefghij' } }), 'ForAllValuesOnAbsentKey'],
    ['Deprecated global condition key', when({ ArnLike: { 'aws:ARN': `arn:aws:iam::${ACCOUNT}:user/*` } }), 'DeprecatedConditionKey'],
    ['Missing paired condition keys: an address in a VPC', when({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }), 'UnpairedConditionKey'],
    ['Missing paired condition keys: the address of an instance', when({ IpAddress: { 'aws:Ec2InstanceSourcePrivateIPv4': '10.0.0.7' } }), 'UnpairedConditionKey'],
    ['Type mismatch: text for an ARN', when({ StringEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }, { Action: 'iam:AttachUserPolicy', Resource: `arn:aws:iam::${ACCOUNT}:user/dana` }), 'TextOperatorOnArn'],
    ['Pass role with star in resource', user(allow({ Action: 'iam:PassRole', Resource: '*' })), 'BroadPower'],
  ])('%s', (_check, state, code) => {
    expect(severities(lintAccess(state), code)).toEqual(['warning']);
  });
});

describe('suggestions are not errors', () => {
  test.each<readonly [check: string, state: object, code: string]>([
    ['Empty array action', user(allow({ Action: [] }), allow({})), 'EmptyList'],
    ['Empty array resource', user(allow({ Resource: [] }), allow({})), 'EmptyList'],
    ['Empty array principal', bucket(allow({ Principal: { AWS: [] } }), allow({})), 'EmptyList'],
    ['Empty array condition', user(allow({ Condition: { StringEquals: { 'aws:username': [] } } }), allow({})), 'EmptyList'],
    ['Empty object condition', user(allow({ Condition: {} })), 'EmptyCondition'],
    ['Redundant action', user(allow({ Action: ['s3:Get*', 's3:GetObject'] })), 'RedundantAction'],
    ['Redundant resource', user(allow({ Resource: [OBJECTS, 'arn:aws:s3:::releases/a/*'] })), 'RedundantResource'],
    ['Redundant statement', user(allow({}), allow({ Resource: 'arn:aws:s3:::releases/a/*' })), 'RedundantStatement'],
    ['a wildcard in the service of an action', user(allow({ Action: 's3*:GetObject' })), 'WildcardInService'],
    ['Improve IP range', when({ IpAddress: { 'aws:SourceIp': '203.0.113.77/24' } }), 'HostBitsInRange'],
    ['Private IP address subset', when({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } }), 'PrivateAddress'],
  ])('%s', (_check, state, code) => {
    const findings = lintAccess(state);
    expect(findings.map((one) => one.code)).toContain(code);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('trust policies and those of keys are looked at, too', () => {
  const trust = (...statements: readonly Statement[]) => ({ account: ACCOUNT, roles: { ci: { policies: [], trust: document(statements) } } });
  const key = (...statements: readonly Statement[]) => ({ account: ACCOUNT, resources: { [`arn:aws:kms:eu-central-1:${ACCOUNT}:key/a`]: { policy: document(statements) } } });
  const assume = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
  const decrypt = { Sid: 'Enable IAM policies', Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:Decrypt', Resource: '*' };

  test.each<readonly [what: string, state: object, found: readonly string[]]>([
    ['a role for its account', trust(assume), []],
    ['a role for a service', trust({ ...assume, Principal: { Service: 'ecs-tasks.amazonaws.com' } }), []],
    ['a role for an identity provider', trust({
      ...assume, Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/app:ref:refs/tags/*' } },
    }), []],
    ['a role for a group', trust({ ...assume, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:group/ops` } }), ['error InvalidPrincipal']],
    ['a role for a service that there isn\'t', trust({ ...assume, Principal: { Service: 'lamdba.amazonaws.com' } }), ['error InvalidServicePrincipal']],
    ['a role for somebody who is gone', trust({ ...assume, Principal: { AWS: 'AIDAEXAMPLEEXAMPLE123' } }), ['warning DeletedPrincipal']],
    ['an action that STS doesn\'t have', trust({ ...assume, Action: 'sts:AssumeRoles' }), ['error UnknownAction']],
    ['a condition key that STS doesn\'t have', trust({ ...assume, Condition: { StringEquals: { 'sts:ExternalID2': 'x' } } }), ['error UnknownConditionKey']],
    ['a trust policy with a resource', trust({ ...assume, Resource: '*' }), ['error ResourceNotAllowed']],
    ['a key for its account', key(decrypt), []],
    ['a key for a bare name', key({ ...decrypt, Principal: { AWS: 'dana' } }), ['error InvalidPrincipal']],
    ['an action that KMS doesn\'t have', key({ ...decrypt, Action: 'kms:Decipher' }), ['error UnknownAction']],
  ])('%s', (_what, state, found) => {
    expect(lintAccess(state).map(({ severity, code }) => `${severity} ${code}`)).toEqual(found);
  });
});

describe('issue 13 B: condition keys', () => {
  const codes = (state: object) => lintAccess(state).map(({ severity, code }) => `${severity} ${code}`);

  test.each<readonly [what: string, condition: object, found: readonly string[]]>([
    ['with the VPC', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' }, StringEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }, []],
    ['with an endpoint, which is in one VPC', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' }, StringEquals: { 'AWS:sourceVpce': 'vpce-0123456789abcdef0' } }, []],
    ['with any VPC but one', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' }, StringNotEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }, ['warning UnpairedConditionKey']],
    ['an instance with its VPC', { IpAddress: { 'aws:Ec2InstanceSourcePrivateIPv4': '10.0.0.7' }, StringEquals: { 'aws:Ec2InstanceSourceVpc': 'vpc-0123456789abcdef0' } }, []],
    ['an ARN as an ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111122223333:trail/*' } }, []],
    ['an ARN as text, which AWS takes too', { StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111122223333:trail/*' } }, ['note TextOperatorOnArn']],
  ])('%s', (_what, condition, found) => {
    expect(codes(when(condition))).toEqual(found);
  });

  test('a Deny with a private address takes away, from whatever network', () => {
    expect(codes(when({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, { Effect: 'Deny' }))).toEqual([]);
  });

  test.each([['StringEquals', 'ArnLike'], ['StringNotLike', 'ArnNotLike'], ['StringEqualsIfExists', 'ArnLikeIfExists'], ['ForAnyValue:StringLike', 'ForAnyValue:ArnLike']])('%s is written %s', (operator, written) => {
    const [found] = lintAccess(when({ [operator]: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }, { Action: 'iam:AttachUserPolicy', Resource: '*' })).filter(({ code }) => code === 'TextOperatorOnArn');
    expect(found.remedy).toBe(`write ${written}`);
  });

  test('nothing of it is said of another platform', () => {
    const platform = minio({ scope: 'acme-storage', endpoint: 'https://minio.example' });
    const found = lintAccess(when({ ArnLike: { 'aws:ARN': 'arn:aws:iam::111122223333:user/*' } }), { platform }).map(({ code }) => code);
    expect(found).not.toContain('DeprecatedConditionKey');
  });
});

describe('issue 13 B: trust in identity providers', () => {
  const GITHUB = 'token.actions.githubusercontent.com';
  const OWN = 'login.acme.example';
  const trust = (issuer: string, Condition?: object) => ({
    account: ACCOUNT,
    roles: { ci: { policies: [], trust: document([{ Effect: 'Allow', Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` }, Action: 'sts:AssumeRoleWithWebIdentity', ...(Condition !== undefined && { Condition }) }]) } },
  });
  const github = (sub: string | readonly string[], operator = 'StringLike') => trust(GITHUB, { [operator]: { [`${GITHUB}:sub`]: sub }, StringEqualsIgnoreCase: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } });

  test.each<readonly [what: string, state: object, found: readonly string[]]>([
    ['no condition, everybody\'s issuer', trust(GITHUB), ['error OidcWithoutCondition']],
    ['no condition, an issuer of one\'s own', trust(OWN), ['warning OidcWithoutCondition']],
    ['a condition on another key only', trust(GITHUB, { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } }), ['error OidcWithoutCondition']],
    ['a condition that names whom not', trust(OWN, { StringNotEquals: { [`${OWN}:sub`]: 'mallory' } }), ['warning OidcWithoutCondition']],
    ['only for whom the token is', trust(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }), ['error OidcWithoutSubject']],
    ['an issuer of one\'s own, for whom the token is', trust(OWN, { StringEquals: { [`${OWN}:aud`]: 'sts' } }), []],
    ['any repository of anybody', github('repo:*'), ['error BroadOidcSubject']],
    ['any owner whose name begins so', github('repo:acme*/firmware:ref:refs/heads/main'), ['error BroadOidcSubject']],
    ['any repository of one owner', github('repo:acme/*'), ['warning BroadOidcSubject']],
    ['repositories whose names begin so', github('repo:acme/firm*:ref:refs/heads/main'), ['warning BroadOidcSubject']],
    ['one of two values', github(['repo:acme/firmware:ref:refs/heads/main', '*']), ['error BroadOidcSubject']],
    ['every run of one repository', github('repo:acme/firmware:*'), ['note BroadOidcSubject']],
    ['tags of one repository', github('repo:acme/firmware:ref:refs/tags/v*'), []],
    ['one branch', github('repo:acme/firmware:ref:refs/heads/main', 'StringEquals'), []],
    ['GitLab: any project', trust('gitlab.com', { StringLike: { 'gitlab.com:sub': 'project_path:*' } }), ['error BroadOidcSubject']],
    ['GitLab: one project', trust('gitlab.com', { StringLike: { 'gitlab.com:sub': 'project_path:acme/firmware:ref_type:tag:ref:v*' } }), []],
  ])('%s', (_what, state, found) => {
    expect(lintAccess(state).map(({ severity, code }) => `${severity} ${code}`)).toEqual(found);
  });

  test('what githubActionsRole and oidcRole refuse to make is an error here, and what they make is not', () => {
    for (const [issuer, form] of [[GITHUB, 'repo:acme/firmware:ref:refs/heads/'], ['gitlab.com', 'project_path:acme/firmware:ref:'], ['app.terraform.io', 'organization:acme:']] as const) {
      for (const length of [...form].map((_, index) => index + 1)) {
        const subject = form.slice(0, length);
        const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`;
        const isMade = made(() => oidcRole({ issuer: `https://${issuer}`, provider, audience: 'sts', subject: [subject, ANY] }));
        const found = lintAccess(trust(issuer, { StringLike: { [`${issuer}:sub`]: `${subject}*` } })).map(({ severity }) => severity);
        // one owner's repositories are strangers' only for a builder that wants one of them
        expect([subject, isMade || found.includes('error') || found.includes('warning')]).toEqual([subject, true]);
        if (isMade) expect([subject, found.filter((severity) => severity !== 'note')]).toEqual([subject, []]);
      }
    }
  });
});

function made(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

test('what runs in production is not a finding', () => {
  const cloudFront = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE';
  const state = {
    account: ACCOUNT,
    buckets: {
      releases: {
        policy: document([
          allow({ Sid: 'Read it [0]', Principal: DANA }),
          allow({ Sid: 'OAI', Principal: { AWS: cloudFront } }),
          allow({ Sid: 'Session', Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/ci/build` }, Action: 's3:PutObject' }),
          allow({
            Sid: 'Logs', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::releases/logs/*', Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
          }),
        ]),
      },
    },
    users: {
      dana: {
        policies: [document([
          allow({ Action: ['s3:GetObject*', 's3:ListMultipartUploadParts'] }),
          allow({ Action: 's3:PutObject', Resource: `arn:aws:s3:eu-central-1:${ACCOUNT}:accesspoint/ap/object/*` }),
          allow({ Action: 's3:GetObject', Resource: 'arn:aws-cn:s3:::downloads/*', Condition: { StringEquals: { 's3:BucketTag/team': 'a', 's3:ExistingObjectTag/team': 'a' } } }),
          allow({ Action: 's3:ListBucket', Resource: BUCKET, Condition: { StringEquals: { 's3:BucketTag/team': 'a' } } }),
          allow({ Action: 'kms:Decrypt', Resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/a`, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com', 'kms:EncryptionContext:aws:s3:arn': BUCKET } } }),
          allow({ Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT}:role/ci`, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
          allow({ Action: 'ec2:DescribeInstances', Resource: '*', Condition: { StringEquals: { 'ec2:Region': 'eu-central-1' } } }),
        ])],
      },
    },
  };
  expect(lintAccess(state)).toEqual([]);
});

describe('documentation', () => {
  const folders = ['faults', 'lint/rules'].map((folder) => join(__dirname, '../../src', folder));
  const NOT_CODES = ['BoolIfExists', 'CanonicalUser', 'ForAllValues', 'ForAnyValue', 'HeadObject', 'IpAddress', 'NotAction', 'NotPrincipal', 'NotResource', 'StringEquals', 'StringLike', 'StringNotLike'];
  const used = [...new Set(folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file))).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'([A-Z][a-z]+(?:[A-Z][a-z]+)+)'/g)].map(([, code]) => code)))]
    .filter((code) => !NOT_CODES.includes(code));
  const rows = readFileSync(join(__dirname, '../../docs/lint.md'), 'utf8').split('\n').filter((line) => /^\| `/.test(line)).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

  test('every code has a row in docs/lint.md, in order', () => {
    expect(used.length).toBeGreaterThan(45);
    const documented = rows.map(([code]) => code.replaceAll('`', ''));
    expect(documented).toEqual([...used].sort());
  });

  test.each(rows)('%s says how bad it is and which check of Access Analyzer it is, or none', (...cells) => {
    expect(cells).toHaveLength(4);
    expect(cells[1]).toMatch(/^(?:error|warning|note)/);
    expect(cells[2]).toMatch(/^(?:–|[A-Z].+)$/);
  });
});
