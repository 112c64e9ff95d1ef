import { accessPlan, lintAccess, readAccess, renderAccess, type Grant, type Guard } from '../../src';
import { parsePolicy } from '../../src/policy/parse';
import { REQUEST_KEYS } from '../../src/s3/request-keys';
import { grantOptions, grants } from '../engines/grant-fixtures';
import { guardOptions, guards, PRINCIPAL_ONLY } from '../engines/guard-options';

type Statement = Readonly<Record<string, unknown>>;
const OBJECTS = 'arn:aws:s3:::releases/*';
const BUCKET = 'arn:aws:s3:::releases';

const document = (statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (more: Statement): Statement => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS, ...more });
const when = (Condition: object, more: Statement = {}) => [allow({ Condition, ...more })];

const identity = (statements: readonly Statement[]) => lintAccess({ users: { dana: { policies: [document(statements)] } } });
const bucket = (statements: readonly Statement[]) => lintAccess({ account: '111122223333', buckets: { releases: { policy: document(statements) } } });
const codes = (findings: ReturnType<typeof lintAccess>) => [...new Set(findings.map(({ code }) => code))];

/** A policy with the fault and nothing else, and the same without it. */
const IDENTITY: ReadonlyArray<readonly [code: string, bad: readonly Statement[], good: readonly Statement[]]> = [
  ['UnknownAction', [allow({ Action: 's3:GetObjects' })], [allow({ Action: 's3:GetObject' })]],
  ['UnknownAction', [allow({ Effect: 'Deny', Action: undefined, NotAction: 's3:Gte*' })], [allow({ Effect: 'Deny', Action: undefined, NotAction: 's3:Get*' })]],
  ['ActionResourceMismatch', [allow({ Resource: BUCKET })], [allow({ Resource: 'arn:aws:s3:::rel*' })]],
  ['ActionResourceMismatch', [allow({ Action: 's3:ListBucket' })], [allow({ Action: 's3:ListBucket', Resource: BUCKET })]],
  ['ActionResourceMismatch', [allow({ Action: 's3:ListAllMyBuckets', Resource: BUCKET })], [allow({ Action: 's3:ListAllMyBuckets', Resource: '*' })]],
  ['KeyNeverPresent', when({ StringLike: { 's3:prefix': 'a/*' } }), when({ StringLike: { 's3:prefix': 'a/*' } }, { Action: 's3:ListBucket', Resource: BUCKET })],
  ['ForAllValuesOnAbsentKey', when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } }), when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' }, 'Null': { 'aws:TagKeys': 'false' } })],
  ['MissingQualifier', when({ StringEquals: { 'aws:TagKeys': 'team' } }), when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } })],
  ['NeedlessQualifier', when({ 'ForAnyValue:StringEquals': { 'aws:username': 'dana' } }), when({ StringEquals: { 'aws:username': 'dana' } })],
  ['DataTypeMismatch', when({ Bool: { 'aws:SecureTransport': 'yes' } }), when({ Bool: { 'aws:SecureTransport': 'true' } })],
  ['DataTypeMismatch', when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/33' } }), when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/32' } })],
  ['DataTypeMismatch', when({ DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }), when({ DateLessThan: { 'aws:CurrentTime': '2026-12-31T00:00:00Z' } })],
  ['DataTypeMismatch', when({ NumericLessThan: { 's3:TlsVersion': 'new' } }), when({ NumericLessThan: { 's3:TlsVersion': '1.2' } })],
  ['DataTypeMismatch', when({ Null: { 'aws:TokenIssueTime': 'no' } }), when({ Null: { 'aws:TokenIssueTime': 'false' } })],
  ['OperatorKeyMismatch', when({ StringLike: { 'aws:SourceIp': '203.0.113.*' } }), when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
  ['OperatorKeyMismatch', when({ IpAddress: { 'aws:username': '203.0.113.0/24' } }), when({ StringEquals: { 'aws:username': '203.0.113.0' } })],
  ['WildcardWithoutLike', when({ StringEquals: { 'aws:username': 'dana-*' } }), when({ StringEquals: { 'aws:username': 'dana-${*}' } })],
  ['PrivateAddress', when({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } }), when({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } })],
  ['BroadAllow', [allow({ Action: 's3:*', Resource: '*' })], [allow({ Action: 's3:*', Resource: [BUCKET, OBJECTS] })]],
  ['BroadAllow', [allow({ Action: '*', Resource: '*' })], [allow({ Effect: 'Deny', Action: '*', Resource: '*' })]],
  ['AllowAllBut', [allow({ Action: undefined, NotAction: 's3:DeleteObject' })], [allow({ Effect: 'Deny', Action: undefined, NotAction: 's3:DeleteObject' })]],
  ['AllowAllBut', [allow({ Resource: undefined, NotResource: OBJECTS })], [allow({ Effect: 'Deny', Resource: undefined, NotResource: OBJECTS })]],
  ['RedundantAction', [allow({ Action: ['s3:Get*', 's3:GetObject'] })], [allow({ Action: ['s3:Get*', 's3:PutObject'] })]],
  ['RedundantResource', [allow({ Resource: [OBJECTS, 'arn:aws:s3:::releases/a*'] })], [allow({ Resource: [OBJECTS, 'arn:aws:s3:::downloads/a*'] })]],
  ['StatementNeverMatches', when({ StringEquals: { 'aws:username': 'dana' }, StringNotEquals: { 'aws:username': 'dana' } }), when({ StringEquals: { 'aws:username': 'dana' }, StringNotEquals: { 'aws:username': 'lee' } })],
  ['AllowShadowedByDeny', [allow({}), { Effect: 'Deny', Action: 's3:*', Resource: OBJECTS }], [allow({}), { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::releases/a*' }]],
  ['RedundantStatement', [allow({}), allow({ Resource: 'arn:aws:s3:::releases/a*' })], [allow({}), allow({ Resource: 'arn:aws:s3:::releases/a*', Action: 's3:PutObject' })]],
  ['PolicyTooLarge', [allow({ Resource: Array.from({ length: 150 }, (_, at) => `${OBJECTS.slice(0, -1)}${String(at).padStart(20, '0')}/*`) })], [allow({ Resource: Array.from({ length: 90 }, (_, at) => `${OBJECTS.slice(0, -1)}${String(at).padStart(20, '0')}/*`) })]],
  // what the parser finds comes with it
  ['UnsupportedCharacter', [allow({ Sid: 'Čtení' })], [allow({ Sid: 'Reads' })]],
  ['UnknownOperator', when({ StringEqual: { 'aws:username': 'dana' } }), when({ StringEquals: { 'aws:username': 'dana' } })],
];

test.each(IDENTITY)('%s is found in %j, and not without the fault', (code, bad, good) => {
  expect(codes(identity(bad))).toContain(code);
  expect(codes(identity(good))).not.toContain(code);
});

const EVERYONE = { Principal: '*' };
const SOMEBODY = { Principal: { AWS: 'arn:aws:iam::111122223333:user/dana' } };

test.each<readonly [code: string, bad: readonly Statement[], good: readonly Statement[]]>([
  ['PublicAccess', [allow(EVERYONE)], [allow(SOMEBODY)]],
  ['PublicAccess', [allow({ ...EVERYONE, Condition: { StringEquals: { 'aws:UserAgent': 'browser' } } })], [allow({ ...EVERYONE, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0123' } } })]],
  ['AllowWithNotPrincipal', [allow({ NotPrincipal: SOMEBODY.Principal })], [allow({ Effect: 'Deny', NotPrincipal: SOMEBODY.Principal })]],
])('%s is found in the bucket policy %j, and not without the fault', (code, bad, good) => {
  expect(codes(bucket(bad))).toContain(code);
  expect(codes(bucket(good))).not.toContain(code);
});

test('a bucket that delegates to the access points of an account has a condition that requests through them meet', () => {
  const delegating = allow({ Principal: { AWS: '*' }, Condition: { StringEquals: { 's3:DataAccessPointAccount': '111122223333' } } });
  const found = codes(bucket([delegating]));
  expect(found).not.toContain('KeyNeverPresent');
  expect(found).not.toContain('StatementNeverMatches');
});

test.each(REQUEST_KEYS.filter(({ name }) => !name.includes('$')).map(({ name, multiValued = false }) => ({ name, multiValued })))(
  'the one list of request keys says whether $name takes a qualifier', ({ name, multiValued }) => {
    const found = (operator: string) => codes(identity(when({ [operator]: { [name]: 'a' } })));
    expect(found('StringEquals').includes('MissingQualifier')).toBe(multiValued);
    expect(found('ForAnyValue:StringEquals').includes('NeedlessQualifier')).toBe(!multiValued);
  },
);

test('a finding says where, why and what to do; the worst come first', () => {
  const findings = identity([allow({ Sid: 'Reads', Action: ['s3:GetObject', 's3:ListBucket'] }), ...when({ Bool: { 'aws:SecureTransport': 'yes' } })]);
  expect(findings).toMatchInlineSnapshot(`
[
  {
    "code": "DataTypeMismatch",
    "path": "$.Statement[1].Condition.Bool['aws:SecureTransport']",
    "reason": "Bool compares with true or false, and "yes" isn't one",
    "remedy": "correct the value, or choose the operator for such values",
    "severity": "error",
    "where": "user dana, policy 1",
  },
  {
    "code": "ActionResourceMismatch",
    "path": "$.Statement[0].Resource",
    "reason": "s3:ListBucket is asked about a bucket, and the statement names arn:aws:s3:::releases/*: it says nothing about s3:ListBucket",
    "remedy": "name the bucket itself: arn:aws:s3:::bucket, without a / behind it",
    "severity": "warning",
    "sid": "Reads",
    "where": "user dana, policy 1",
  },
  {
    "code": "RedundantStatement",
    "path": "$.Statement[1]",
    "reason": "without it the policy says exactly the same",
    "remedy": "remove it, or whatever covers it if less was meant",
    "severity": "note",
    "where": "user dana, policy 1",
  },
]
`);
});

/** What is asked for by name is not a fault of the policy. */
const ASKED = ['BroadAllow', 'BroadPower', 'PublicAccess'];
const made = [
  ...Object.entries(grantOptions).flatMap(([name, options]) => Object.entries(options).map(([option, props]) => [`${name}: ${option}`, {
    users: { dana: { grants: [(grants[name as keyof typeof grants] as (given: unknown) => Grant)(props)] } },
  }] as const)),
  ...Object.entries(guardOptions).flatMap(([name, options]) => Object.entries(options).map(([option, props]) => {
    const guard = (guards[name as keyof typeof guards] as (given: unknown) => Guard)(props);
    return [`${name}: ${option}`, PRINCIPAL_ONLY.includes(name) ? { users: { dana: { guards: [guard] } } } : { buckets: { releases: { guards: [guard] } } }] as const;
  })),
];

test.each(made)('%s renders a policy in which nothing is found', (_title, plan) => {
  const found = lintAccess(readAccess(renderAccess(accessPlan(plan)))).filter(({ code, severity }) => severity !== 'note' && !ASKED.includes(code));
  expect(found).toEqual([]);
});

test('a policy that can\'t be read is said to be so, with every problem', () => {
  const broken = { Version: '2012-10-17', Statement: [{ Effect: 'Permit', Action: 's3:GetObject', Resource: [] }] };
  const problems = parsePolicy(broken, { kind: 'identity' }).problems.map(({ code, path }) => ({ code, path }));
  expect(problems.length).toBeGreaterThan(1);
  expect(lintAccess({ users: { dana: { policies: [broken] } } }).map(({ code, path }) => ({ code, path }))).toEqual(problems);
});

test('nothing is found in nothing', () => {
  expect(lintAccess({})).toEqual([]);
  expect(lintAccess({ users: { dana: {} }, buckets: { releases: {} } })).toEqual([]);
});

test('5,000 users with a policy each are looked through in a few seconds', () => {
  const users = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`user-${at}`, {
    policies: [document([
      allow({ Resource: `arn:aws:s3:::releases/home/user-${at}/*` }),
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET, Condition: { StringLike: { 's3:prefix': `home/user-${at}/*` } } },
    ])],
  }]));
  expect(lintAccess({ users, buckets: { releases: {} } })).toEqual([]);
}, 60_000);
