import type { Intent } from '../../src';
import * as core from '../all-of-core';
import { hostile } from './grant-fixtures';

/** The core function of each guard by the name of its construct. */
export const guards = {
  AllowOnlyIpRanges: core.allowOnlyIpRanges,
  AllowOnlyVpcEndpoints: core.allowOnlyVpcEndpoints,
  DenyAcls: core.denyAcls,
  DenyDelete: core.denyDelete,
  DenyEveryoneElse: core.denyEveryoneElse,
  DenyIpRanges: core.denyIpRanges,
  DenyPrincipals: core.denyPrincipals,
  EnforceHttps: core.enforceHttps,
  MaximumSignatureAge: core.maximumSignatureAge,
  MinimumRetention: core.minimumRetention,
  Quarantine: core.quarantine,
  RequireCannedAcl: core.requireCannedAcl,
  RequireEncryption: core.requireEncryption,
  RequireMfaDelete: core.requireMfaDelete,
  RequireSignatureV4: core.requireSignatureV4,
  TimeWindow: core.timeWindow,
} as const;

type Guards = typeof guards;

/** The guards by the names of their constructs, with their props. */
export type GuardProps = { readonly [Name in keyof Guards]: Guards[Name] extends Intent<infer Props, core.Guard> ? Exclude<Props, void> : never };

/** Everything that may be said of any guard. */
const common = { prefix: ['team/', hostile], except: ['arn:aws:iam::111122223333:role/admin-*'] };
const everywhere = { except: common.except, denyPolicyManagement: true };
const ipRanges = ['203.0.113.0/24', '2001:db8:1234::/48'];
const kmsKey = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const vpcEndpoints = ['vpce-0123456789abcdef0'];
const principals = ['arn:aws:iam::111122223333:user/contractor-*', 'arn:aws:iam::444455556666:*'];
const { prefix } = common;

/** Every option of every guard; the first of each in its simplest form. */
export const guardOptions: { readonly [Name in keyof GuardProps]: Readonly<Record<string, GuardProps[Name]>> } = {
  AllowOnlyIpRanges: {
    'no options': { ipRanges },
    'everywhere': { ipRanges, ...everywhere },
    'all options': { ipRanges, ...common, vpcEndpoints, allowViaAwsServices: true },
  },
  AllowOnlyVpcEndpoints: { 'no options': { vpcEndpoints }, 'everywhere': { vpcEndpoints, ...everywhere }, 'all options': { vpcEndpoints, ...common, allowViaAwsServices: true } },
  DenyAcls: { 'no options': {}, 'all options': { ...common, exceptAcls: ['private', 'bucket-owner-full-control'] } },
  DenyDelete: { 'no options': {}, 'folders': common, 'versions': { allowDeleteMarkers: true, denyLifecycleChanges: true }, 'object lock': { objectLock: true } },
  DenyEveryoneElse: { 'no options': { principals }, 'all options': { principals, prefix, denyPolicyManagement: true } },
  DenyIpRanges: { 'no options': { ipRanges }, 'everywhere': { ipRanges, ...everywhere }, 'folders': { ipRanges, ...common } },
  DenyPrincipals: { 'no options': { principals }, 'everywhere': { principals, ...everywhere }, 'folders': { principals, ...common } },
  EnforceHttps: { 'no options': {}, 'TLS 1.2': { minimumTlsVersion: '1.2' }, 'folders': { prefix, minimumTlsVersion: '1.3' } },
  MaximumSignatureAge: { 'no options': { maximumSeconds: 600 }, 'everywhere': { maximumSeconds: 600, ...everywhere }, 'folders': { maximumSeconds: 1, ...common } },
  MinimumRetention: { 'no options': { minimumDays: 365 }, 'all options': { minimumDays: 30, mode: 'COMPLIANCE', allowDefault: true, ...common } },
  Quarantine: { 'no options': {} },
  RequireCannedAcl: { 'no options': { acl: 'bucket-owner-full-control' }, 'folders': { acl: ['private', 'bucket-owner-full-control'], ...common } },
  RequireEncryption: {
    'no options': { encryption: 'SSE-S3' },
    'SSE-KMS': { encryption: 'SSE-KMS' },
    'a key': { encryption: 'DSSE-KMS', kmsKey },
    'not SSE-C': { encryption: 'not-SSE-C' },
    'all options': { encryption: 'SSE-KMS', kmsKey, allowDefault: true, ...common },
  },
  RequireMfaDelete: { 'no options': {}, 'all options': { maximumSeconds: 3600, ...common } },
  RequireSignatureV4: { 'no options': {}, 'everywhere': everywhere, 'all options': { allowPresigned: false, ...common } },
  TimeWindow: {
    'no options': { notAfter: '2026-12-31T12:00:00Z' },
    'everywhere': { notBefore: new Date('2026-12-01'), ...everywhere },
    'all options': { notBefore: '2026-12-01', notAfter: '2026-12-31T12:00:00+01:00', ...common },
  },
};

/** Guards that make sense on buckets only. */
export const BUCKET_ONLY: readonly string[] = ['DenyEveryoneElse', 'DenyPrincipals'];
/** Guards that make sense on somebody only. */
export const PRINCIPAL_ONLY: readonly string[] = ['Quarantine'];
