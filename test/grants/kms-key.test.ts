import * as fc from 'fast-check';
import {
  anotherAccount, aws, bucketAdministrator, decide, everyone, externalPrincipal, fullBucketAccess, keyPolicyStatements,
  listOnlyPrefix, noDeleteAccess,
  perUserHomeFolder, readAccess, readOnlyPrefix, readWritePrefix, replicationDestination, replicationSource,
  retentionUploader, taggedObjectAccess, writeOnlyUploader,
  type Grant,
} from '../../src';
import { identityDocument } from '../../src/plan/identity-document';
import { runs } from '../runs';
import { refused, untyped } from './refused';

const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const reads = { bucket: 'downloads', prefix: 'public/' };
const keyPart = (grant: Grant, partition: 'aws' | 'aws-cn' | 'aws-us-gov' = 'aws') => (
  JSON.parse(identityDocument([grant], { kind: 'user' }, aws({ partition })).json).Statement.filter(({ Sid }: { Sid: string }) => Sid.endsWith('Key'))
);

test('a reader may decrypt, through S3 and for this bucket only', () => {
  expect(keyPart(readOnlyPrefix({ ...reads, kmsKey }))).toEqual([{
    Sid: 'ReadOnlyPrefixKey',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource: kmsKey,
    Condition: {
      StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::downloads', 'arn:aws:s3:::downloads/*'] },
    },
  }]);
});

const BOTH = ['kms:Decrypt', 'kms:GenerateDataKey'];

test.each<readonly [string, (props: object) => Grant, object, unknown]>([
  ['readOnlyPrefix', readOnlyPrefix as never, reads, 'kms:Decrypt'],
  ['readOnlyPrefix with versions', readOnlyPrefix as never, { ...reads, allowVersions: true }, 'kms:Decrypt'],
  ['taggedObjectAccess', taggedObjectAccess as never, { ...reads, tag: 'team' }, 'kms:Decrypt'],
  ['writeOnlyUploader', writeOnlyUploader as never, reads, BOTH],
  ['writeOnlyUploader without overwriting', writeOnlyUploader as never, { ...reads, allowOverwrite: false }, BOTH],
  ['retentionUploader', retentionUploader as never, { ...reads, minimumDays: 1, mode: 'GOVERNANCE' }, BOTH],
  ['readWritePrefix', readWritePrefix as never, reads, BOTH],
  ['perUserHomeFolder', perUserHomeFolder as never, reads, BOTH],
  ['fullBucketAccess', fullBucketAccess as never, { bucket: 'downloads' }, BOTH],
  ['noDeleteAccess', noDeleteAccess as never, { bucket: 'downloads' }, BOTH],
])('%s has of the key what it needs, and nothing without kmsKey', (_name, make, props, actions) => {
  expect(keyPart(make({ ...props, kmsKey })).map(({ Action }: { Action: unknown }) => Action)).toEqual([actions]);
  expect(make(props).keyStatements).toBeUndefined();
  expect(identityDocument([make(props)], { kind: 'user' }, aws()).json).not.toContain('kms');
});

test('a replication decrypts what it reads and encrypts what it writes, each under the key of that bucket and through S3 there', () => {
  const destinationKmsKey = kmsKey.replace('eu-central-1', 'eu-west-1');
  const grant = replicationSource({ bucket: 'downloads', destination: 'copies', kmsKey, destinationKmsKey });
  const state = readAccess({ users: { dana: { policies: [identityDocument([grant], { kind: 'user' }, aws()).json] } } });
  const asked = (action: string, resource: string, region: string, context: string) => decide(state, {
    principal: { user: 'dana' },
    action,
    resource,
    context: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${context}` },
  }).effect;
  expect(asked('kms:Decrypt', kmsKey, 'eu-central-1', 'downloads/a')).toBe('allow');
  expect(asked('kms:Decrypt', kmsKey, 'eu-central-1', 'downloads')).toBe('allow');
  expect(asked('kms:Encrypt', destinationKmsKey, 'eu-west-1', 'copies/a')).toBe('allow');
  expect(asked('kms:Decrypt', destinationKmsKey, 'eu-west-1', 'copies/a')).toBe('implicitDeny');
  expect(asked('kms:Encrypt', kmsKey, 'eu-central-1', 'downloads/a')).toBe('implicitDeny');
  expect(asked('kms:GenerateDataKey', destinationKmsKey, 'eu-west-1', 'copies/a')).toBe('implicitDeny');
  expect(asked('kms:Decrypt', kmsKey, 'eu-central-1', 'payroll/a')).toBe('implicitDeny');
  expect(asked('kms:Encrypt', destinationKmsKey, 'eu-central-1', 'copies/a')).toBe('implicitDeny');
});

test('the key of the copies lets the role of the other account in', () => {
  const role = externalPrincipal('arn:aws:iam::444455556666:role/replication');
  expect(keyPolicyStatements(replicationDestination({ bucket: 'copies', kmsKey }), role)).toMatchObject([
    { Principal: { AWS: 'arn:aws:iam::444455556666:role/replication' }, Action: 'kms:Encrypt', Resource: '*' },
  ]);
});

test('conditions of the grant aren\'t repeated on the key, whose requests S3 makes', () => {
  const [plain] = keyPart(readOnlyPrefix({ ...reads, kmsKey }));
  expect(keyPart(readOnlyPrefix({ ...reads, kmsKey, when: { ipRanges: ['203.0.113.0/24'], minimumTlsVersion: '1.2' } }))).toEqual([plain]);
});

test('in another partition key, bucket and S3 are of that partition', () => {
  const [{ Resource, Condition }] = keyPart(readOnlyPrefix({
    ...reads,
    kmsKey: kmsKey.replace('aws:kms:eu-central-1',
      'aws-cn:kms:cn-north-1'),
  }), 'aws-cn');
  expect(Resource).toContain('arn:aws-cn:kms:cn-north-1:');
  expect(Condition).toEqual({
    StringEquals: { 'kms:ViaService': ['s3.cn-north-1.amazonaws.com', 's3.cn-north-1.amazonaws.com.cn'] },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': ['arn:aws-cn:s3:::downloads', 'arn:aws-cn:s3:::downloads/*'] },
  });
  expect(refused(() => keyPart(readOnlyPrefix({ ...reads, kmsKey }), 'aws-cn')).code).toBe('OtherPartition');
});

test.each([
  ['an alias', kmsKey.replace(/key\/.*/, 'alias/downloads'), 'alias'],
  ['a bare alias', 'alias/downloads', 'alias'],
  ['a bare id', '1234abcd-12ab-34cd-56ef-1234567890ab', 'not an ARN'],
  ['every key', kmsKey.replace(/key\/.*/, 'key/*'), 'not an ARN'],
  ['a key of every region', kmsKey.replace('eu-central-1', '*'), 'not an ARN'],
  ['a key of every account', kmsKey.replace('111122223333', '*'), 'not an ARN'],
  ['a region of another partition', kmsKey.replace('eu-central-1', 'cn-north-1'), 'not an ARN'],
  ['something after the id', `${kmsKey}*`, 'not an ARN'],
  ['a line break after the id', `${kmsKey}\n`, 'not an ARN'],
  ['nothing', '', 'not an ARN'],
  ['null', untyped<string>(null), 'not an ARN'],
])('refuses %s as a key', (_what, bad, words) => {
  const error = refused(() => readOnlyPrefix({ ...reads, kmsKey: bad }));
  expect({ code: error.code, message: error.message }).toEqual({ code: 'InvalidKmsKey', message: expect.stringContaining(words) });
});

test('a multi-region key is a key', () => {
  const mrk = 'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';
  expect(keyPart(readOnlyPrefix({ ...reads, kmsKey: mrk }), 'aws-us-gov')[0].Resource).toBe(mrk);
});

test.each<readonly [string, () => Grant]>([
  ['listOnlyPrefix', () => listOnlyPrefix(untyped({ ...reads, kmsKey }))],
  ['bucketAdministrator', () => bucketAdministrator(untyped({ bucket: 'downloads', kmsKey }))],
])('%s touches no content, and is refused a key', (_name, make) => {
  expect(refused(make).code).toBe('InvalidOption');
});

test('the statements for the key\'s own policy', () => {
  expect(keyPolicyStatements(writeOnlyUploader({ ...reads, kmsKey }), anotherAccount('444455556666'))).toMatchSnapshot();
  const deployer = externalPrincipal('arn:aws:iam::444455556666:role/ci/deployer');
  expect(keyPolicyStatements(readOnlyPrefix({ ...reads, kmsKey }), deployer).map(({
    Principal,
    Resource,
  }) => [Principal, Resource])).toEqual([[{ AWS: deployer.arn }, '*']]);
  const china = readOnlyPrefix({ ...reads, kmsKey: kmsKey.replace('aws:kms:eu-central-1', 'aws-cn:kms:cn-north-1') });
  expect(JSON.stringify(keyPolicyStatements(china, anotherAccount('444455556666')))).not.toMatch(/arn:aws:/);
});

test('keyPolicyStatements refuses a grant without a key, and everyone', () => {
  expect(refused(() => keyPolicyStatements(readOnlyPrefix(reads), anotherAccount('444455556666'))).code).toBe('NoKmsKey');
  expect(refused(() => keyPolicyStatements(readOnlyPrefix({ ...reads, kmsKey }), untyped(everyone()))).code).toBe('InvalidGrantee');
});

test('property: no text widens the statement on the key', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('*', '?', '${*}', 'arn:aws:kms:eu-central-1:111122223333:key/', kmsKey, '","Resource":"*'));
  fc.assert(fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
    const text = parts.join('');
    let made: Grant | undefined;
    try {
      made = readOnlyPrefix({ ...reads, kmsKey: text });
    } catch {
      return;
    }
    expect(made.keyStatements?.[0].resources).toEqual([kmsKey]);
  }), { numRuns: runs(1000) });
});
