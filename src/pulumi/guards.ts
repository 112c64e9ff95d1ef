import type * as pulumi from '@pulumi/pulumi';
import { allowOnlyIpRanges, type AllowOnlyIpRangesProps } from '../guards/allow-only-ip-ranges';
import { allowOnlyVpcEndpoints, type AllowOnlyVpcEndpointsProps } from '../guards/allow-only-vpc-endpoints';
import { denyAcls, type DenyAclsProps } from '../guards/deny-acls';
import { denyDelete, type DenyDeleteProps } from '../guards/deny-delete';
import { denyEveryoneElse, type DenyEveryoneElseProps } from '../guards/deny-everyone-else';
import { denyIpRanges, type DenyIpRangesProps } from '../guards/deny-ip-ranges';
import { denyPrincipals, type DenyPrincipalsProps } from '../guards/deny-principals';
import { enforceHttps, type EnforceHttpsProps } from '../guards/enforce-https';
import { maximumSignatureAge, type MaximumSignatureAgeProps } from '../guards/maximum-signature-age';
import { minimumRetention, type MinimumRetentionProps } from '../guards/minimum-retention';
import { quarantine, type QuarantineProps } from '../guards/quarantine';
import { requireCannedAcl, type RequireCannedAclProps } from '../guards/require-canned-acl';
import { requireEncryption, type RequireEncryptionProps } from '../guards/require-encryption';
import { requireMfaDelete, type RequireMfaDeleteProps } from '../guards/require-mfa-delete';
import { requireSignatureV4, type RequireSignatureV4Props } from '../guards/require-signature-v4';
import { timeWindow, type TimeWindowProps } from '../guards/time-window';
import { StorageGuard, type GuardArgs, type GuardOnBucketArgs, type GuardOnPrincipalArgs } from './guard';

/**
 * Denies everyone every action on a bucket and its objects over plain HTTP: see {@link enforceHttps}. It merges with the other guards of
 * the bucket into one policy, whoever declares them and in whatever order.
 *
 * @example
 * new EnforceHttps('https', { bucket: releases.id, minimumTlsVersion: '1.2' });
 */
export class EnforceHttps extends StorageGuard<EnforceHttpsProps> {
  constructor(name: string, args: EnforceHttpsProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:EnforceHttps', enforceHttps, name, args, opts);
  }
}

/**
 * Denies everything from any address but these: see {@link allowOnlyIpRanges}.
 *
 * @example
 * new AllowOnlyIpRanges('allow-ranges', { bucket: releases.id, ranges: ['203.0.113.0/24'] });
 */
export class AllowOnlyIpRanges extends StorageGuard<AllowOnlyIpRangesProps> {
  constructor(name: string, args: AllowOnlyIpRangesProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:AllowOnlyIpRanges', allowOnlyIpRanges, name, args, opts);
  }
}

/**
 * Denies everything that doesn't come through one of these VPC endpoints: see {@link allowOnlyVpcEndpoints}.
 *
 * @example
 * new AllowOnlyVpcEndpoints('allow-endpoints', { bucket: releases.id, endpoints: ['vpce-0123456789abcdef0'] });
 */
export class AllowOnlyVpcEndpoints extends StorageGuard<AllowOnlyVpcEndpointsProps> {
  constructor(name: string, args: AllowOnlyVpcEndpointsProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:AllowOnlyVpcEndpoints', allowOnlyVpcEndpoints, name, args, opts);
  }
}

/**
 * Denies giving access by ACL: see {@link denyAcls}.
 *
 * @example
 * new DenyAcls('deny-acls', { bucket: releases.id, exceptAcls: ['private'] });
 */
export class DenyAcls extends StorageGuard<DenyAclsProps> {
  constructor(name: string, args: DenyAclsProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:DenyAcls', denyAcls, name, args, opts);
  }
}

/**
 * Denies deleting objects, versions and the bucket: see {@link denyDelete}.
 *
 * @example
 * new DenyDelete('deny-delete', { bucket: releases.id, except: ['arn:aws:iam::111122223333:role/backup-cleanup'] });
 */
export class DenyDelete extends StorageGuard<DenyDeleteProps> {
  constructor(name: string, args: DenyDeleteProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:DenyDelete', denyDelete, name, args, opts);
  }
}

/**
 * Denies everything to everyone but these principals: see {@link denyEveryoneElse}.
 *
 * @example
 * new DenyEveryoneElse('deny-else', { bucket: releases.id, principals: ['arn:aws:iam::111122223333:role/payroll'] });
 */
export class DenyEveryoneElse extends StorageGuard<DenyEveryoneElseProps> {
  constructor(name: string, args: DenyEveryoneElseProps & GuardOnBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:DenyEveryoneElse', denyEveryoneElse, name, args, opts);
  }
}

/**
 * Denies everything from these addresses: see {@link denyIpRanges}.
 *
 * @example
 * new DenyIpRanges('deny-ranges', { bucket: releases.id, ranges: ['198.51.100.0/24'] });
 */
export class DenyIpRanges extends StorageGuard<DenyIpRangesProps> {
  constructor(name: string, args: DenyIpRangesProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:DenyIpRanges', denyIpRanges, name, args, opts);
  }
}

/**
 * Denies these principals everything on a bucket: see {@link denyPrincipals}.
 *
 * @example
 * new DenyPrincipals('deny-principals', { bucket: releases.id, principals: ['arn:aws:iam::111122223333:user/contractor-*'] });
 */
export class DenyPrincipals extends StorageGuard<DenyPrincipalsProps> {
  constructor(name: string, args: DenyPrincipalsProps & GuardOnBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:DenyPrincipals', denyPrincipals, name, args, opts);
  }
}

/**
 * Denies presigned URLs and POSTs whose signature is older than this: see {@link maximumSignatureAge}.
 *
 * @example
 * new MaximumSignatureAge('maximum-age', { bucket: releases.id, seconds: 600 });
 */
export class MaximumSignatureAge extends StorageGuard<MaximumSignatureAgeProps> {
  constructor(name: string, args: MaximumSignatureAgeProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:MaximumSignatureAge', maximumSignatureAge, name, args, opts);
  }
}

/**
 * Denies uploads without a retention, and retentions that are shorter or weaker than this: see {@link minimumRetention}.
 *
 * @example
 * new MinimumRetention('minimum-retention', { bucket: releases.id, days: 365, mode: 'COMPLIANCE' });
 */
export class MinimumRetention extends StorageGuard<MinimumRetentionProps> {
  constructor(name: string, args: MinimumRetentionProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:MinimumRetention', minimumRetention, name, args, opts);
  }
}

/**
 * Denies somebody everything, in every service: for a user whose access key leaked. See {@link quarantine}.
 *
 * @example
 * new Quarantine('leaked', { on: ci.user });
 */
export class Quarantine extends StorageGuard<QuarantineProps> {
  constructor(name: string, args: QuarantineProps & GuardOnPrincipalArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:Quarantine', quarantine, name, args, opts);
  }
}

/**
 * Denies uploads that don't name one of these canned ACLs: see {@link requireCannedAcl}.
 *
 * @example
 * new RequireCannedAcl('require-acl', { bucket: releases.id, acl: 'bucket-owner-full-control' });
 */
export class RequireCannedAcl extends StorageGuard<RequireCannedAclProps> {
  constructor(name: string, args: RequireCannedAclProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:RequireCannedAcl', requireCannedAcl, name, args, opts);
  }
}

/**
 * Denies uploads that aren't encrypted as required: see {@link requireEncryption}.
 *
 * @example
 * new RequireEncryption('require-encryption', { bucket: releases.id, encryption: 'SSE-KMS', kmsKey: 'arn:aws:kms:…:key/…' });
 */
export class RequireEncryption extends StorageGuard<RequireEncryptionProps> {
  constructor(name: string, args: RequireEncryptionProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:RequireEncryption', requireEncryption, name, args, opts);
  }
}

/**
 * Denies deleting objects and versions without a second factor: see {@link requireMfaDelete}.
 *
 * @example
 * new RequireMfaDelete('require-delete', { bucket: releases.id, maximumAgeSeconds: 3600 });
 */
export class RequireMfaDelete extends StorageGuard<RequireMfaDeleteProps> {
  constructor(name: string, args: RequireMfaDeleteProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:RequireMfaDelete', requireMfaDelete, name, args, opts);
  }
}

/**
 * Denies requests that aren't signed with Signature Version 4: see {@link requireSignatureV4}.
 *
 * @example
 * new RequireSignatureV4('require-v4', { bucket: releases.id, presigned: false });
 */
export class RequireSignatureV4 extends StorageGuard<RequireSignatureV4Props> {
  constructor(name: string, args: RequireSignatureV4Props & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:RequireSignatureV4', requireSignatureV4, name, args, opts);
  }
}

/**
 * Denies everyone everything outside a window of time: see {@link timeWindow}.
 *
 * @example
 * new TimeWindow('time-window', { bucket: releases.id, notAfter: '2026-12-31T12:00:00Z' });
 */
export class TimeWindow extends StorageGuard<TimeWindowProps> {
  constructor(name: string, args: TimeWindowProps & GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('bucket-grants:index:TimeWindow', timeWindow, name, args, opts);
  }
}
