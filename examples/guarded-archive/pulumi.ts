/*
 * An archive that is guarded from every side, in Pulumi, and two people who are restrained themselves. Guards only take away:
 * that nothing is granted here but to the archivist is on purpose.
 * Run it with `pulumi up` as the program of a stack.
 */
import { aws, existingUser } from 'bucket-grants';
import {
  AllowOnlyIpRanges, AllowOnlyVpcEndpoints, DenyAcls, DenyDelete, DenyEveryoneElse, DenyIpRanges, DenyPrincipals, EnforceHttps,
  MaximumSignatureAge, MinimumRetention, Quarantine, ReadWritePrefix, RequireCannedAcl, RequireEncryption, RequireMfaDelete, RequireSignatureV4,
  StorageProvider, TimeWindow,
} from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

const bucket = 'acme-archive';
const account = 'arn:aws:iam::111122223333';

// who reaches it, and how
new EnforceHttps('https', { bucket, minimumTlsVersion: '1.2' }, opts);
new AllowOnlyIpRanges('office', { bucket, ipRanges: ['203.0.113.0/24'], vpcEndpoints: ['vpce-0123456789abcdef0'] }, opts);
new AllowOnlyVpcEndpoints('inside', { bucket, prefix: 'internal/', vpcEndpoints: ['vpce-0123456789abcdef0'] }, opts);
new DenyPrincipals('contractors', { bucket, principals: [`${account}:user/contractor-*`] }, opts);
new DenyEveryoneElse('auditors', { bucket, prefix: 'audit/', principals: [`${account}:role/auditor`] }, opts);
new RequireSignatureV4('signed', { bucket }, opts);
new MaximumSignatureAge('short-links', { bucket, maximumSeconds: 600 }, opts);
new TimeWindow('tenders', { bucket, prefix: 'tenders/', notAfter: '2026-12-31T12:00:00Z' }, opts);

// what is written, and that it stays
new RequireEncryption('encrypted', { bucket, encryption: 'SSE-KMS' }, opts);
new RequireCannedAcl('owned', { bucket, prefix: 'partners/', acl: 'bucket-owner-full-control' }, opts);
new DenyAcls('no-acls', { bucket, exceptAcls: ['private', 'bucket-owner-full-control'] }, opts);
new DenyDelete('keep-audit', { bucket, prefix: 'audit/' }, opts);
new RequireMfaDelete('second-factor', { bucket, except: [`${account}:role/cleanup`] }, opts);
new MinimumRetention('retention', { bucket, prefix: 'audit/', minimumDays: 365 }, opts);

// guards on people hold in every bucket
const archivist = new ReadWritePrefix('archivist', { bucket, prefix: 'inbox/' }, opts);
new DenyIpRanges('bad-addresses', { on: archivist.user, ipRanges: ['198.51.100.0/24'] }, opts);
new Quarantine('leaked', { on: existingUser('lee') }, opts);
