import * as fc from 'fast-check';
import type { GuardProps } from '../engines/guard-options';

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const flag = fc.constantFrom(undefined, false, true);
const one = fc.constantFrom;

const ipRanges = some('203.0.113.0/24', '198.51.100.0/25', '2001:db8:1234::/48', '192.0.2.7');
const vpcEndpoints = some('vpce-1a', 'vpce-2b');
const patterns = some('arn:aws:iam::111122223333:user/contractor-*', 'arn:aws:iam::111122223333:role/admin', 'arn:aws:iam::444455556666:*');
const scope = { prefix: maybe(fc.oneof(one('', 'team/', 'a/b/'), some('team/', 'a/b/'))) };
const common = { ...scope, except: maybe(patterns) };
const everything = { ...common, denyPolicyManagement: flag };
const kmsKey = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const days = one('2026-12-01T00:00:00Z', '2026-12-10', '2026-12-31T12:00:00+01:00');

/** Random props of every guard, out of few values, so that requests often meet them. */
export const guardProps: { readonly [Name in keyof GuardProps]: fc.Arbitrary<GuardProps[Name]> } = {
  AllowOnlyIpRanges: fc.record({ ipRanges, vpcEndpoints: maybe(vpcEndpoints), allowViaAwsServices: flag, ...everything }),
  AllowOnlyVpcEndpoints: fc.record({ vpcEndpoints, allowViaAwsServices: flag, ...everything }),
  DenyAcls: fc.record({ exceptAcls: maybe(some('private', 'bucket-owner-full-control')), ...common }),
  DenyDelete: fc.oneof(
    fc.record({ allowDeleteMarkers: flag, ...common }),
    fc.record({ denyLifecycleChanges: flag, allowDeleteMarkers: flag, except: common.except }),
  ),
  DenyEveryoneElse: fc.record({ principals: patterns, ...scope, denyPolicyManagement: flag }),
  DenyIpRanges: fc.record({ ipRanges, ...everything }),
  DenyPrincipals: fc.record({ principals: patterns, ...everything }),
  EnforceHttps: fc.record({ minimumTlsVersion: one(undefined, '1.2', '1.3'), ...scope }),
  MaximumSignatureAge: fc.record({ maximumSeconds: one(1, 600, 604800), ...everything }),
  MinimumRetention: fc.record({ minimumDays: one(1, 30, 365), mode: one(undefined, 'GOVERNANCE', 'COMPLIANCE'), allowDefault: flag, ...common }),
  Quarantine: fc.constant({}),
  RequireCannedAcl: fc.record({ acl: one<GuardProps['RequireCannedAcl']['acl'][]>('private', ['private', 'bucket-owner-full-control'], ['bucket-owner-full-control']), ...common }),
  RequireEncryption: fc.oneof(
    fc.record({ encryption: one('SSE-S3', 'SSE-KMS'), allowDefault: flag, ...common }),
    fc.record({ encryption: one('SSE-KMS', 'DSSE-KMS'), kmsKey: fc.constant(kmsKey), allowDefault: flag, ...common }),
    fc.record({ encryption: fc.constant('not-SSE-C' as const), ...common }),
  ),
  RequireMfaDelete: fc.record({ maximumSeconds: one(undefined, 1, 3600), ...common }),
  RequireSignatureV4: fc.record({ allowPresigned: flag, ...everything }),
  TimeWindow: fc.oneof(
    fc.record({ notBefore: days, ...everything }),
    fc.record({ notAfter: fc.oneof(days, fc.constant(new Date('2026-12-10'))), ...everything }),
    fc.record({ notBefore: one('2026-12-01', '2026-12-10'), notAfter: one('2026-12-31'), ...everything }),
  ),
};

/** The values of condition keys that requests have in the tests of guards; `undefined` stands for a request without the key. */
const VALUES: Readonly<Record<string, ReadonlyArray<string | undefined>>> = {
  'aws:SecureTransport': ['true', 'true', 'false'],
  's3:TlsVersion': ['1.1', '1.2', '1.3'],
  'aws:SourceIp': [undefined, '203.0.113.7', '203.0.114.0', '198.51.100.127', '198.51.100.128', '2001:db8:1234::7', '192.0.2.7', '192.0.2.8'],
  'aws:SourceVpce': [undefined, undefined, 'vpce-1a', 'vpce-2b', 'vpce-1'],
  'aws:PrincipalIsAWSService': [undefined, 'true', 'false'],
  'aws:ViaAWSService': [undefined, 'true', 'false'],
  'aws:CurrentTime': [
    '2026-11-30T23:59:59Z', '2026-12-01T00:00:00Z', '2026-12-10T00:00:00Z', '2026-12-31T10:59:59Z', '2026-12-31T11:00:00Z', '2027-06-01T00:00:00Z',
  ],
  'aws:PrincipalArn': [
    'arn:aws:iam::111122223333:user/admin', 'arn:aws:iam::111122223333:user/contractor-lee', 'arn:aws:iam::111122223333:role/admin',
    'arn:aws:iam::111122223333:role/admin2', 'arn:aws:iam::444455556666:root',
  ],
  's3:prefix': [undefined, '', 'tea', 'team', 'team/', 'team/x', 'team2/', 'a/', 'a/b/c'],
  's3:x-amz-acl': [undefined, undefined, 'private', 'public-read', 'bucket-owner-full-control'],
  's3:x-amz-grant-read': [undefined, undefined, 'id=1'],
  's3:x-amz-grant-full-control': [undefined, undefined, 'id=1'],
  's3:x-amz-server-side-encryption': [undefined, 'AES256', 'aws:kms', 'aws:kms:dsse'],
  's3:x-amz-server-side-encryption-aws-kms-key-id': [undefined, kmsKey, `${kmsKey}0`],
  's3:x-amz-server-side-encryption-customer-algorithm': [undefined, undefined, 'AES256'],
  'aws:MultiFactorAuthPresent': [undefined, 'true', 'false'],
  'aws:MultiFactorAuthAge': [undefined, '1', '2', '3600', '3601'],
  's3:object-lock-remaining-retention-days': [undefined, '0', '1', '29', '30', '364', '365'],
  's3:object-lock-mode': [undefined, 'GOVERNANCE', 'COMPLIANCE'],
  's3:signatureAge': [undefined, '0', '1000', '1001', '600000', '600001', '604800001'],
  's3:signatureversion': [undefined, 'AWS', 'AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'],
  's3:authType': [undefined, 'REST-HEADER', 'REST-QUERY-STRING', 'POST'],
};

/** A request's condition keys. */
export type Context = Readonly<Record<string, string>>;

/** A random context. */
export const context: fc.Arbitrary<Context> = fc
  .record(Object.fromEntries(Object.entries(VALUES).map(([key, values]) => [key, one(...values)])))
  .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Context);
