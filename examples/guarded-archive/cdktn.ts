/*
 * An archive that is guarded from every side, in cdktn, and two people who are restrained themselves. Guards only take away:
 * that nothing is granted here but to the archivist is on purpose.
 * Run it: npx tsx examples/guarded-archive/cdktn.ts
 */
import { App, TerraformStack } from 'cdktn';
import { aws, existingUser } from 'bucket-grants';
import {
  AllowOnlyIpRanges, AllowOnlyVpcEndpoints, DenyAcls, DenyDelete, DenyEveryoneElse, DenyIpRanges, DenyPrincipals, EnforceHttps,
  MaximumSignatureAge, MinimumRetention, Quarantine, ReadWritePrefix, RequireCannedAcl, RequireEncryption, RequireMfaDelete, RequireSignatureV4,
  StorageProvider, TimeWindow,
} from 'bucket-grants/cdktn';

const app = new App();
const stack = new TerraformStack(app, 'guarded-archive');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

const bucket = 'acme-archive';
const account = 'arn:aws:iam::111122223333';

// who reaches it, and how
new EnforceHttps(stack, 'https', { bucket, minimumTlsVersion: '1.2' });
new AllowOnlyIpRanges(stack, 'office', { bucket, ipRanges: ['203.0.113.0/24'], vpcEndpoints: ['vpce-0123456789abcdef0'] });
new AllowOnlyVpcEndpoints(stack, 'inside', { bucket, prefix: 'internal/', vpcEndpoints: ['vpce-0123456789abcdef0'] });
new DenyPrincipals(stack, 'contractors', { bucket, principals: [`${account}:user/contractor-*`] });
new DenyEveryoneElse(stack, 'auditors', { bucket, prefix: 'audit/', principals: [`${account}:role/auditor`] });
new RequireSignatureV4(stack, 'signed', { bucket });
new MaximumSignatureAge(stack, 'short-links', { bucket, maximumSeconds: 600 });
new TimeWindow(stack, 'tenders', { bucket, prefix: 'tenders/', notAfter: '2026-12-31T12:00:00Z' });

// what is written, and that it stays
new RequireEncryption(stack, 'encrypted', { bucket, encryption: 'SSE-KMS' });
new RequireCannedAcl(stack, 'owned', { bucket, prefix: 'partners/', acl: 'bucket-owner-full-control' });
new DenyAcls(stack, 'no-acls', { bucket, exceptAcls: ['private', 'bucket-owner-full-control'] });
new DenyDelete(stack, 'keep-audit', { bucket, prefix: 'audit/' });
new RequireMfaDelete(stack, 'second-factor', { bucket, except: [`${account}:role/cleanup`] });
new MinimumRetention(stack, 'retention', { bucket, prefix: 'audit/', minimumDays: 365 });

// guards on people hold in every bucket
const archivist = new ReadWritePrefix(stack, 'archivist', { bucket, prefix: 'inbox/' });
new DenyIpRanges(stack, 'bad-addresses', { on: archivist.user, ipRanges: ['198.51.100.0/24'] });
new Quarantine(stack, 'leaked', { on: existingUser('lee') });

app.synth();
