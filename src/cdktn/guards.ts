import type { Construct } from 'constructs';
import type { Intent } from '../grants/grant';
import { allowOnlyIpRanges, type AllowOnlyIpRangesProps } from '../guards/allow-only-ip-ranges';
import { allowOnlyVpcEndpoints, type AllowOnlyVpcEndpointsProps } from '../guards/allow-only-vpc-endpoints';
import { denyAcls, type DenyAclsProps } from '../guards/deny-acls';
import { denyDelete, type DenyDeleteProps } from '../guards/deny-delete';
import { denyEveryoneElse, type DenyEveryoneElseProps } from '../guards/deny-everyone-else';
import { denyIpRanges, type DenyIpRangesProps } from '../guards/deny-ip-ranges';
import { denyPrincipals, type DenyPrincipalsProps } from '../guards/deny-principals';
import { enforceHttps, type EnforceHttpsProps } from '../guards/enforce-https';
import type { Guard } from '../guards/guard';
import { maximumSignatureAge, type MaximumSignatureAgeProps } from '../guards/maximum-signature-age';
import { minimumRetention, type MinimumRetentionProps } from '../guards/minimum-retention';
import { quarantine, type QuarantineProps } from '../guards/quarantine';
import { requireCannedAcl, type RequireCannedAclProps } from '../guards/require-canned-acl';
import { requireEncryption, type RequireEncryptionProps } from '../guards/require-encryption';
import { requireMfaDelete, type RequireMfaDeleteProps } from '../guards/require-mfa-delete';
import { requireSignatureV4, type RequireSignatureV4Props } from '../guards/require-signature-v4';
import { timeWindow, type TimeWindowProps } from '../guards/time-window';
import { GuardConstruct, readGuard, type GuardOnBucket, type GuardOnPrincipal, type GuardOptions } from '../terraform/guard-construct';
import { engine, type Aws } from './engine';
import type { Grantee } from './grants';

/** What all guards of this engine share. */
export abstract class StorageGuard<P extends object> extends GuardConstruct<Aws> {
  protected constructor(intent: Intent<P, Guard>, scope: Construct, id: string, props: P & GuardOptions<Grantee>) {
    const read = readGuard<P, Grantee>(engine, intent, id, props);
    super(engine, [read.guard], scope, id, read.props);
  }
}

/**
 * Denies everyone every action on the bucket and its objects over plain HTTP. See `enforceHttps` for exactly what it denies.
 *
 * @example
 * new EnforceHttps(this, 'https', { bucket: bucket.id, minimumTlsVersion: '1.2' });
 */
export class EnforceHttps extends StorageGuard<EnforceHttpsProps> {
  constructor(scope: Construct, id: string, props: EnforceHttpsProps & GuardOptions<Grantee>) {
    super(enforceHttps, scope, id, props);
  }
}

/**
 * Denies everything from any address but these. See `allowOnlyIpRanges` for exactly what it denies.
 *
 * @example
 * new AllowOnlyIpRanges(this, 'allow-ranges', { bucket: bucket.id, ranges: ['203.0.113.0/24'] });
 */
export class AllowOnlyIpRanges extends StorageGuard<AllowOnlyIpRangesProps> {
  constructor(scope: Construct, id: string, props: AllowOnlyIpRangesProps & GuardOptions<Grantee>) {
    super(allowOnlyIpRanges, scope, id, props);
  }
}

/**
 * Denies everything that doesn't come through one of these VPC endpoints. See `allowOnlyVpcEndpoints` for exactly what it denies.
 *
 * @example
 * new AllowOnlyVpcEndpoints(this, 'allow-endpoints', { bucket: bucket.id, endpoints: ['vpce-0123456789abcdef0'] });
 */
export class AllowOnlyVpcEndpoints extends StorageGuard<AllowOnlyVpcEndpointsProps> {
  constructor(scope: Construct, id: string, props: AllowOnlyVpcEndpointsProps & GuardOptions<Grantee>) {
    super(allowOnlyVpcEndpoints, scope, id, props);
  }
}

/**
 * Denies giving access by ACL. See `denyAcls` for exactly what it denies.
 *
 * @example
 * new DenyAcls(this, 'deny-acls', { bucket: bucket.id, exceptAcls: ['private'] });
 */
export class DenyAcls extends StorageGuard<DenyAclsProps> {
  constructor(scope: Construct, id: string, props: DenyAclsProps & GuardOptions<Grantee>) {
    super(denyAcls, scope, id, props);
  }
}

/**
 * Denies deleting objects, versions and the bucket. See `denyDelete` for exactly what it denies.
 *
 * @example
 * new DenyDelete(this, 'deny-delete', { bucket: bucket.id, except: ['arn:aws:iam::111122223333:role/backup-cleanup'] });
 */
export class DenyDelete extends StorageGuard<DenyDeleteProps> {
  constructor(scope: Construct, id: string, props: DenyDeleteProps & GuardOptions<Grantee>) {
    super(denyDelete, scope, id, props);
  }
}

/**
 * Denies everything to everyone but these principals. See `denyEveryoneElse` for exactly what it denies.
 *
 * @example
 * new DenyEveryoneElse(this, 'deny-else', { bucket: bucket.id, principals: ['arn:aws:iam::111122223333:role/payroll'] });
 */
export class DenyEveryoneElse extends StorageGuard<DenyEveryoneElseProps> {
  constructor(scope: Construct, id: string, props: DenyEveryoneElseProps & GuardOnBucket) {
    super(denyEveryoneElse, scope, id, props);
  }
}

/**
 * Denies everything from these addresses. See `denyIpRanges` for exactly what it denies.
 *
 * @example
 * new DenyIpRanges(this, 'deny-ranges', { bucket: bucket.id, ranges: ['198.51.100.0/24'] });
 */
export class DenyIpRanges extends StorageGuard<DenyIpRangesProps> {
  constructor(scope: Construct, id: string, props: DenyIpRangesProps & GuardOptions<Grantee>) {
    super(denyIpRanges, scope, id, props);
  }
}

/**
 * Denies these principals everything on a bucket. See `denyPrincipals` for exactly what it denies.
 *
 * @example
 * new DenyPrincipals(this, 'deny-principals', { bucket: bucket.id, principals: ['arn:aws:iam::111122223333:user/contractor-*'] });
 */
export class DenyPrincipals extends StorageGuard<DenyPrincipalsProps> {
  constructor(scope: Construct, id: string, props: DenyPrincipalsProps & GuardOnBucket) {
    super(denyPrincipals, scope, id, props);
  }
}

/**
 * Denies presigned URLs and POSTs whose signature is older than this. See `maximumSignatureAge` for exactly what it denies.
 *
 * @example
 * new MaximumSignatureAge(this, 'maximum-age', { bucket: bucket.id, seconds: 600 });
 */
export class MaximumSignatureAge extends StorageGuard<MaximumSignatureAgeProps> {
  constructor(scope: Construct, id: string, props: MaximumSignatureAgeProps & GuardOptions<Grantee>) {
    super(maximumSignatureAge, scope, id, props);
  }
}

/**
 * Denies uploads without a retention, and retentions that are shorter or weaker than this. See `minimumRetention` for exactly what it denies.
 *
 * @example
 * new MinimumRetention(this, 'minimum-retention', { bucket: bucket.id, days: 365, mode: 'COMPLIANCE' });
 */
export class MinimumRetention extends StorageGuard<MinimumRetentionProps> {
  constructor(scope: Construct, id: string, props: MinimumRetentionProps & GuardOptions<Grantee>) {
    super(minimumRetention, scope, id, props);
  }
}

/**
 * Denies somebody everything, in every service: for a user whose access key leaked. See `quarantine` for exactly what it denies.
 *
 * @example
 * new Quarantine(this, 'leaked', { on: ci.user });
 */
export class Quarantine extends StorageGuard<QuarantineProps> {
  constructor(scope: Construct, id: string, props: QuarantineProps & GuardOnPrincipal<Grantee>) {
    super(quarantine, scope, id, props);
  }
}

/**
 * Denies uploads that don't name one of these canned ACLs. See `requireCannedAcl` for exactly what it denies.
 *
 * @example
 * new RequireCannedAcl(this, 'require-acl', { bucket: bucket.id, acl: 'bucket-owner-full-control' });
 */
export class RequireCannedAcl extends StorageGuard<RequireCannedAclProps> {
  constructor(scope: Construct, id: string, props: RequireCannedAclProps & GuardOptions<Grantee>) {
    super(requireCannedAcl, scope, id, props);
  }
}

/**
 * Denies uploads that aren't encrypted as required. See `requireEncryption` for exactly what it denies.
 *
 * @example
 * new RequireEncryption(this, 'require-encryption', { bucket: bucket.id, encryption: 'SSE-KMS', kmsKey: 'arn:aws:kms:…:key/…' });
 */
export class RequireEncryption extends StorageGuard<RequireEncryptionProps> {
  constructor(scope: Construct, id: string, props: RequireEncryptionProps & GuardOptions<Grantee>) {
    super(requireEncryption, scope, id, props);
  }
}

/**
 * Denies deleting objects and versions without a second factor. See `requireMfaDelete` for exactly what it denies.
 *
 * @example
 * new RequireMfaDelete(this, 'require-delete', { bucket: bucket.id, maximumAgeSeconds: 3600 });
 */
export class RequireMfaDelete extends StorageGuard<RequireMfaDeleteProps> {
  constructor(scope: Construct, id: string, props: RequireMfaDeleteProps & GuardOptions<Grantee>) {
    super(requireMfaDelete, scope, id, props);
  }
}

/**
 * Denies requests that aren't signed with Signature Version 4. See `requireSignatureV4` for exactly what it denies.
 *
 * @example
 * new RequireSignatureV4(this, 'require-v4', { bucket: bucket.id, presigned: false });
 */
export class RequireSignatureV4 extends StorageGuard<RequireSignatureV4Props> {
  constructor(scope: Construct, id: string, props: RequireSignatureV4Props & GuardOptions<Grantee>) {
    super(requireSignatureV4, scope, id, props);
  }
}

/**
 * Denies everyone everything outside a window of time. See `timeWindow` for exactly what it denies.
 *
 * @example
 * new TimeWindow(this, 'time-window', { bucket: bucket.id, notAfter: '2026-12-31T12:00:00Z' });
 */
export class TimeWindow extends StorageGuard<TimeWindowProps> {
  constructor(scope: Construct, id: string, props: TimeWindowProps & GuardOptions<Grantee>) {
    super(timeWindow, scope, id, props);
  }
}
