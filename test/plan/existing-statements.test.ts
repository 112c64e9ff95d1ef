import * as fc from 'fast-check';
import {
  accessPlan, anotherAccount, aws, decide, enforceHttps, everyone, externalPrincipal, lintAccess, parsePolicy, readOnlyPrefix,
  publicReadPrefix, renderAccess, writeOnlyUploader, type ExistingStatements, type PolicyDocument, type RequestPrincipal,
} from '../../src';
import type { Statement } from '../../src/entries/policy';
import { bucketDocument, type BucketIntent } from '../../src/plan/bucket-document';
import { bucketGrant } from '../../src/plan/bucket-grant';
import { keptStatements } from '../../src/plan/existing-statements';
import { policyJson } from '../../src/policy';
import { refused, untyped } from '../grants/refused';
import { runs } from '../runs';

const parsed = (json: string): PolicyDocument => parsePolicy(json, { kind: 'resource' }).document!;
const statementJson = (statement: Statement) => policyJson({ version: '2012-10-17', statements: [statement] });

/** A policy with nearly everything that one can have. */
const OLD = {
  Version: '2012-10-17',
  Id: 'PutObjPolicy',
  Statement: [
    { Sid: 'Allow the auditors', Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::444455556666:root', '555566667777'] }, Action: 's3:Get*', Resource: 'arn:aws:s3:::releases/*' },
    { Effect: 'Deny', NotPrincipal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:user/admin'] }, Action: 's3:DeleteBucket', Resource: 'arn:aws:s3:::releases' },
    { Effect: 'Deny', Principal: '*', NotAction: ['s3:GetObject'], NotResource: 'arn:aws:s3:::releases/public/*', Condition: { StringNotLike: { 'aws:userid': ['AROA*', '${aws:PrincipalTag/id}'] }, Bool: { 'aws:SecureTransport': false } } },
    { Sid: 'EnforceHttps', Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: '*' },
  ],
};

/** What stands in a policy beside what is kept. */
const OTHERS: readonly BucketIntent[] = [
  enforceHttps(),
  enforceHttps({ minimumTlsVersion: '1.2' }),
  bucketGrant(readOnlyPrefix({ bucket: 'releases', prefix: 'a/' }), anotherAccount('444455556666')),
  bucketGrant(readOnlyPrefix({ bucket: 'releases', prefix: 'b/' }), anotherAccount('444455556666')),
  bucketGrant(writeOnlyUploader({ bucket: 'releases', prefix: 'a/' }), externalPrincipal('arn:aws:iam::444455556666:role/ci')),
  bucketGrant(readOnlyPrefix({ bucket: 'releases', prefix: 'public/', listing: false }), everyone()),
  bucketGrant(publicReadPrefix({ bucket: 'releases', prefix: 'public/' })),
];

test('a policy that is there is kept beside guards and grants, and the output says what it keeps', () => {
  const { json, guards, grants, keeps } = bucketDocument('releases', [...OTHERS, keptStatements(OLD)], aws());
  expect(JSON.parse(json)).toMatchSnapshot();
  expect(guards).toEqual(['EnforceHttps']);
  expect(grants).toEqual(['PublicReadPrefix', 'ReadOnlyPrefix', 'WriteOnlyUploader']);
  expect(keeps).toEqual({ statements: 4, sids: ['Allow the auditors', 'EnforceHttps'] });
});

test('every kept statement is in the policy letter for letter, and the Sids of others make room', () => {
  const { json } = bucketDocument('releases', [...OTHERS, keptStatements(OLD)], aws());
  const now = parsed(json).statements.map(statementJson);
  for (const statement of parsed(JSON.stringify(OLD)).statements) expect(now).toContain(statementJson(statement));
  const sids = parsed(json).statements.flatMap(({ sid }) => (sid === undefined ? [] : [sid]));
  expect(new Set(sids).size).toBe(sids.length);
  expect(sids).toContain('EnforceHttps2');
});

test('a kept statement is the bytes that it was given: the order of its elements and lists, a list of one, true and false, its Sid', () => {
  const given = [
    '{"Effect":"Allow","Sid":"b a","Resource":["arn:aws:s3:::releases/*"],"Action":["s3:PutObject","s3:GetObject","s3:putobject"],"Principal":{"AWS":["555566667777"]}}',
    '{"Condition":{"StringLike":{"aws:userid":["b*","a*"]},"Bool":{"aws:SecureTransport":false},"NumericLessThan":{"s3:max-keys":10}},"Resource":"arn:aws:s3:::releases","Principal":"*","NotAction":"s3:Get*","Effect":"Deny"}',
  ];
  for (const policy of [given, [given[1], given[0]]].map((statements) => `{ "Statement": [${statements.join(', ')}], "Version": "2012-10-17" }`)) {
    for (const existing of [policy, JSON.parse(policy) as object, { Policy: policy }]) {
      const { json } = bucketDocument('releases', [enforceHttps(), keptStatements(existing)], aws());
      for (const statement of given) expect(json).toContain(statement);
    }
  }
  // the Sid of one that has another's makes room, and nothing else of it
  const other = given[0].replace('s3:PutObject', 's3:DeleteObject');
  const { json } = bucketDocument('releases', [keptStatements(`{"Version":"2012-10-17","Statement":${given[0]}}`), keptStatements(`{"Version":"2012-10-17","Statement":${other}}`)], aws());
  const sids = [...json.matchAll(/"Sid":"([^"]*)"/g)].map(([, sid]) => sid);
  expect([sids.sort(), json.includes(given[0]) || json.includes(other)]).toEqual([['b a', 'b a2'], true]);
});

const reads = { Effect: 'Allow', Principal: { AWS: '555566667777' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' };

test.each<[string, object]>([
  ['an action that does not exist', { ...reads, Action: 's3:GetObjects' }],
  ['an API call', { ...reads, Action: ['s3:GetObject', 's3:HeadObject'] }],
  ['a pattern of no action', { ...reads, Action: 's3:Fetch*' }],
  ['an action of another service', { ...reads, Action: 'ec2:RunInstances' }],
  ['an action of buckets on objects', { ...reads, Action: 's3:ListBucket' }],
  ['an action of objects on a bucket', { ...reads, Resource: 'arn:aws:s3:::releases' }],
  ['an action of the account', { ...reads, Action: 's3:ListAllMyBuckets' }],
  ['an address that is none', { ...reads, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/99' } } }],
  ['a time that is none', { ...reads, Condition: { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } } }],
  ['an ARN of five fields', { ...reads, Resource: 'arn:aws:s3::releases/*' }],
  ['an account of eleven digits', { ...reads, Principal: { AWS: '55556666777' } }],
  ['a group as principal', { ...reads, Principal: { AWS: 'arn:aws:iam::555566667777:group/readers' } }],
  ['a service that is misspelt', { ...reads, Principal: { Service: 'cloudtrial.amazonaws.com' } }],
  ['everyone but a few', { Effect: 'Allow', NotPrincipal: { AWS: '555566667777' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }],
  ['a key that does not exist', { ...reads, Condition: { StringEquals: { 'aws:SourcIp': '203.0.113.7' } } }],
  ['a key without its tag', { ...reads, Condition: { StringEquals: { 'aws:PrincipalTag/': 'a' } } }],
  ['an address that S3 never sees', { ...reads, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
  ['a Deny that nobody can take back', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::releases', 'arn:aws:s3:::releases/*'] }],
])('%s is an error for lint, and refused', (_what, statement) => {
  const policy = { Version: '2012-10-17', Statement: [statement] };
  expect(lintAccess({ buckets: { releases: { policy } } }).map(({ severity }) => severity)).toContain('error');
  expect(refused(() => bucketDocument('releases', [keptStatements(policy)], aws())).code).toBe('InvalidExistingStatements');
});

test.each<[string, object]>([
  ['nothing against', { ...reads, Action: ['s3:Get*', 's3:listbucket'], Resource: ['arn:aws:s3:::releases', 'arn:aws:s3:::releases/*'] }],
  ['only a warning for: a user who is deleted', { ...reads, Principal: { AWS: ['555566667777', 'AIDAJQABLZS4A3QDU576Q'] } }],
  ['only a warning for: a service without its source', { ...reads, Principal: { Service: 'cloudtrail.amazonaws.com' } }],
])('what lint has %s, is kept', (_what, statement) => {
  const policy = { Version: '2012-10-17', Statement: [statement] };
  expect(lintAccess({ buckets: { releases: { policy } } }).map(({ severity }) => severity)).not.toContain('error');
  expect(() => bucketDocument('releases', [keptStatements(policy)], aws())).not.toThrow();
});

test('property: the order of declaration makes no difference, and saying anything twice neither', () => {
  const parts: readonly BucketIntent[] = [...OTHERS, keptStatements(OLD), keptStatements({ ...OLD, Statement: OLD.Statement[0] })];
  const orders = fc.subarray([...parts], { minLength: 1 })
    .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 })));
  fc.assert(fc.property(orders, ([one, other]) => {
    const { document: _document, ...expected } = bucketDocument('releases', one, aws());
    expect(bucketDocument('releases', other, aws())).toMatchObject({ ...expected });
  }), { numRuns: runs(300) });
});

test('a policy of ours that is adopted is the same policy', () => {
  const { json } = bucketDocument('releases', OTHERS, aws());
  const again = bucketDocument('releases', [...OTHERS, keptStatements(json)], aws());
  expect(again.json).toBe(json);
  expect(bucketDocument('releases', [keptStatements(json)], aws()).json).toBe(json);
});

test('property: what is kept decides as before, where nothing else speaks', () => {
  const principals = ['anonymous', { arn: 'arn:aws:iam::555566667777:user/x' }, { arn: 'arn:aws:iam::111122223333:user/admin' }, { arn: 'cloudfront.amazonaws.com' }] as const;
  const statement = fc.record({
    Sid: fc.option(fc.constantFrom('A', 'B', 'EnforceHttps', 'with space'), { nil: undefined }),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.constantFrom('*', { AWS: '*' }, { AWS: ['555566667777'] }, { Service: 'cloudfront.amazonaws.com' }),
    Action: fc.constantFrom('s3:*', 's3:GetObject', ['s3:PutObject', 's3:GetObject', 's3:getobject']),
    Resource: fc.constantFrom('*', 'arn:aws:s3:::releases/*', ['arn:aws:s3:::releases/a?/*', 'arn:aws:s3:::releases'], 'arn:aws:s3:::releases/${aws:PrincipalTag/x}'),
    Condition: fc.constantFrom(undefined, { Bool: { 'aws:SecureTransport': 'false' } }, { StringLike: { 'aws:UserAgent': ['a*', 'b'] } }),
    // what nobody could take back is refused
  }).filter(({ Effect, Action, Condition }) => Effect === 'Allow' || Action !== 's3:*' || Condition !== undefined);
  const request = fc.record({
    principal: fc.constantFrom<RequestPrincipal>(...principals),
    action: fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:ListBucket'),
    context: fc.constantFrom<Readonly<Record<string, string>>>({}, { 'aws:SecureTransport': 'false' }, { 'aws:UserAgent': 'abc', 'aws:PrincipalTag/x': 'k' }),
  });
  fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), request, (statements, { action, ...rest }) => {
    const before = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    const after = bucketDocument('releases', [keptStatements(before), keptStatements(before)], aws()).json;
    const resource = action === 's3:ListBucket' ? 'arn:aws:s3:::releases' : 'arn:aws:s3:::releases/ab/k';
    const effects = [before, after].map((policy) => decide({ account: '111122223333', buckets: { releases: { policy } } }, { action, resource, ...rest }).effect);
    expect(effects[1]).toBe(effects[0]);
  }), { numRuns: runs(500) });
});

test.each<readonly [string, ExistingStatements, string]>([
  ['no JSON', '{"Statement": [', 'JSON'],
  ['nothing', '', 'JSON'],
  ['a number', untyped<string>(7), 'not a policy document'],
  ['null', untyped<string>(null), 'not a policy document'],
  ['a list', [], 'must be an object'],
  ['an empty document', { Version: '2012-10-17', Statement: [] }, 'no statements'],
  ['an identity policy', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'Principal'],
  ['an unknown element', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Principals: '*' } }, 'Principals'],
  ['another bucket', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws:s3:::releases2/*' } }, '"releases2"'],
  ['another bucket in NotResource', { Version: '2012-10-17', Statement: { ...OLD.Statement[2], NotResource: 'arn:aws:s3:::other' } }, '"other"'],
  ['a pattern of buckets', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws:s3:::releases*' } }, 'pattern of many buckets'],
  ['a bucket for each user', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws:s3:::${aws:username}/*' } }, 'pattern of many buckets'],
  ['another partition', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws-cn:s3:::releases/*' } }, 'partition aws'],
  ['an access point', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws:s3:eu-central-1:111122223333:accesspoint/releases' } }, 'not a bucket'],
  ['another service', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws:sqs:::releases' } }, 'not a bucket'],
  ['variables of a version that has none', { Version: '2008-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws:s3:::releases/${aws:username}' } }, 'letter for letter'],
  ['characters that no policy may hold', { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: 'arn:aws:s3:::releases/日' } }, '日'],
])('refuses to keep %s', (_what, existingStatements, words) => {
  const error = refused(() => renderAccess(accessPlan({ buckets: { releases: { existingStatements } } })));
  expect({ code: error.code, message: error.message }).toEqual({ code: 'InvalidExistingStatements', message: expect.stringContaining(words) });
});

test('all problems are told at once', () => {
  const { message } = refused(() => keptStatements({ Version: '2012-10-17', Statement: [{ Effect: 'allow', Principal: '*', Action: 's3:*', Resource: 'x' }, { Effect: 'Deny', Action: 'get' }] }));
  for (const words of ['$.Statement[0].Effect', '$.Statement[0].Resource', '$.Statement[1].Action']) expect(message).toContain(words);
});

test('a document without a version keeps its meaning', () => {
  const { document } = bucketDocument('releases', [keptStatements({ Statement: OLD.Statement[0] })], aws());
  expect(document).toMatchObject({ version: '2012-10-17', statements: [{ sid: 'Allow the auditors' }] });
});

test('what is known only at deploy time is refused', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: { ...OLD.Statement[0], Principal: { AWS: '${TfToken[TOKEN.7]}' } } });
  expect(['DeployTimeValue', 'InvalidExistingStatements']).toContain(refused(() => keptStatements(text)).code);
});

test('a bucket that is known only at deploy time: the one name in the statements is handed on to be compared', () => {
  const mark = '${TfToken[TOKEN.7]}';
  expect(bucketDocument(mark, [keptStatements(OLD)], aws()).keeps.bucket).toBe('releases');
  const two = { Version: '2012-10-17', Statement: [OLD.Statement[0], { ...OLD.Statement[0], Resource: 'arn:aws:s3:::other/*' }] };
  expect(refused(() => bucketDocument(mark, [keptStatements(two)], aws())).code).toBe('InvalidExistingStatements');
});

test('what is kept counts against the size of a bucket policy', () => {
  const big = { Version: '2012-10-17', Statement: { ...OLD.Statement[0], Resource: Array.from({ length: 900 }, (_, index) => `arn:aws:s3:::releases/${index}/*`) } };
  expect(refused(() => bucketDocument('releases', [keptStatements(big)], aws())).code).toBe('BucketPolicyTooLarge');
});

test('what get-bucket-policy prints is kept alike, with --query and without, as text and as an object', () => {
  const text = JSON.stringify(OLD);
  const expected = keptStatements(OLD);
  for (const printed of [text, { Policy: text }, JSON.stringify({ Policy: text }), JSON.stringify({ Policy: text }, null, 4)]) {
    expect(keptStatements(printed)).toEqual(expected);
  }
});

test.each([{ Policy: 'x' }, { Policy: '' }, { Policy: OLD }, { Policy: JSON.stringify(OLD), ETag: 'x' }, '{"Policy":', '[]'])('refuses %j, which it never prints', (printed) => {
  expect(refused(() => keptStatements(printed)).code).toBe('InvalidExistingStatements');
});
