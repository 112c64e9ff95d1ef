import { accessPlan, aws, existingRole, renderAccess, type Guard } from '../../src';
import { BUCKET_ONLY, guardOptions, guards, PRINCIPAL_ONLY, type GuardProps } from '../engines/guard-options';
import { BAD_PREFIXES } from '../grants/bad-input';
import { refused, untyped } from '../grants/refused';

const make = (name: keyof GuardProps, props: unknown): Guard => (guards[name] as (given: unknown) => Guard)(props);
const simplest = (name: keyof GuardProps): object => Object.values(guardOptions[name])[0];
const NAMES = Object.keys(guards) as Array<keyof GuardProps>;

/** What is given in place of a good value, the code of the error, and what its message says. */
type Row = readonly [name: keyof GuardProps, props: object, code: string, message: string];

const rows: readonly Row[] = [
  ['AllowOnlyIpRanges', {}, 'InvalidCondition', 'ipRanges is undefined'],
  ['AllowOnlyIpRanges', { ipRanges: [] }, 'InvalidCondition', 'at least one value'],
  ['AllowOnlyIpRanges', { ipRanges: '203.0.113.0/24' }, 'InvalidCondition', 'a list'],
  ['AllowOnlyIpRanges', { ipRanges: ['0.0.0.0/0'] }, 'InvalidCondition', '/0 is everyone'],
  ['AllowOnlyIpRanges', { ipRanges: ['203.0.113.0/33'] }, 'InvalidCondition', 'CIDR'],
  ['AllowOnlyIpRanges', { ipRanges: ['203.0.113.0/24'], vpcEndpoints: [] }, 'InvalidCondition', 'vpcEndpoints'],
  ['AllowOnlyIpRanges', { ipRanges: ['203.0.113.0/24'], vpcEndpoints: ['vpc-1a'] }, 'InvalidCondition', 'VPC endpoint'],
  ['AllowOnlyIpRanges', { ipRanges: ['203.0.113.0/24'], allowViaAwsServices: 'no' }, 'InvalidOption', 'allowViaAwsServices is "no"'],
  ['AllowOnlyVpcEndpoints', { vpcEndpoints: ['*'] }, 'InvalidCondition', 'VPC endpoint'],
  ['AllowOnlyVpcEndpoints', { vpcEndpoints: [undefined] }, 'InvalidCondition', 'undefined'],
  ['DenyIpRanges', { ipRanges: [null] }, 'InvalidCondition', 'null'],
  ['TimeWindow', {}, 'InvalidCondition', 'neither notBefore nor notAfter'],
  ['TimeWindow', { notAfter: 'tomorrow' }, 'InvalidCondition', '"tomorrow"'],
  ['TimeWindow', { notAfter: '2026-02-30' }, 'InvalidCondition', '2026-02-30'],
  ['TimeWindow', { notBefore: '2026-12-31', notAfter: '2026-12-01' }, 'InvalidCondition', 'later than notBefore'],
  ['RequireCannedAcl', {}, 'InvalidOption', 'acl has undefined'],
  ['RequireCannedAcl', { acl: [] }, 'InvalidOption', 'acl has []'],
  ['RequireCannedAcl', { acl: 'public' }, 'InvalidOption', 'acl has "public"; allowed: "private"'],
  ['DenyAcls', { exceptAcls: ['*'] }, 'InvalidOption', 'exceptAcls has "*"'],
  ['RequireEncryption', {}, 'InvalidOption', 'encryption is undefined'],
  ['RequireEncryption', { encryption: 'AES256' }, 'InvalidOption', 'encryption is "AES256"'],
  ['RequireEncryption', { encryption: 'SSE-KMS', kmsKey: 'alias/aws/s3' }, 'InvalidCondition', 'the ARN of a KMS key'],
  ['RequireEncryption', { encryption: 'SSE-KMS', kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/*' }, 'InvalidCondition', 'the ARN of a KMS key'],
  ['RequireEncryption', { encryption: 'SSE-S3', kmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1' }, 'InvalidOption', 'SSE-S3 uses no key of KMS'],
  ['RequireEncryption', { encryption: 'not-SSE-C', allowDefault: true }, 'InvalidOption', 'option allowDefault is set'],
  ['RequireMfaDelete', { maximumSeconds: 0 }, 'InvalidOption', 'maximumSeconds is 0'],
  ['RequireMfaDelete', { maximumSeconds: 1.5 }, 'InvalidOption', 'whole seconds from 1 to 129600'],
  ['DenyDelete', { denyLifecycleChanges: true, prefix: 'a/' }, 'InvalidOption', 'which no folder has for itself'],
  ['DenyDelete', { allowDeleteMarkers: 'yes' }, 'InvalidOption', 'allowDeleteMarkers is "yes"'],
  ['MinimumRetention', {}, 'InvalidOption', 'minimumDays is undefined'],
  ['MinimumRetention', { minimumDays: '30' }, 'InvalidOption', 'minimumDays is "30"'],
  ['MinimumRetention', { minimumDays: 36501 }, 'InvalidOption', 'whole days from 1 to 36500'],
  ['MinimumRetention', { minimumDays: 1, mode: 'compliance' }, 'InvalidOption', 'mode is "compliance"'],
  ['DenyPrincipals', {}, 'InvalidPrincipalPattern', 'principals has undefined'],
  ['DenyPrincipals', { principals: [] }, 'InvalidPrincipalPattern', 'principals has []'],
  ['DenyPrincipals', { principals: [undefined] }, 'InvalidPrincipalPattern', 'principals has undefined'],
  ['DenyPrincipals', { principals: ['*'] }, 'InvalidPrincipalPattern', 'principals has "*"'],
  ['DenyPrincipals', { principals: ['dana'] }, 'InvalidPrincipalPattern', 'principals has "dana"'],
  ['DenyPrincipals', { principals: ['arn:aws:iam::1234:user/dana'] }, 'InvalidPrincipalPattern', '1234'],
  ['DenyPrincipals', { principals: ['arn:aws:iam::111122223333:user/${aws:username}'] }, 'InvalidPrincipalPattern', 'aws:username'],
  ['DenyPrincipals', { principals: ['arn:aws:iam::111122223333:group/admins'] }, 'InvalidPrincipalPattern', 'group/admins'],
  ['DenyEveryoneElse', { principals: ['arn:aws:sts::111122223333:assumed-role/payroll/dana'] }, 'InvalidPrincipalPattern', 'the role itself'],
  ['MaximumSignatureAge', { maximumSeconds: 604801 }, 'InvalidOption', 'from 1 to 604800'],
  ['MaximumSignatureAge', {}, 'InvalidOption', 'maximumSeconds is undefined'],
  ['RequireSignatureV4', { allowPresigned: 'false' }, 'InvalidOption', 'allowPresigned is "false"'],
  ['EnforceHttps', { minimumTlsVersion: 1.2 }, 'InvalidOption', 'minimumTlsVersion is 1.2'],
];

test.each(rows)('%s of %j is refused', (name, props, code, message) => {
  const error = refused(() => make(name, props));
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
});

test('every guard with options refuses something', () => {
  expect(NAMES.filter((name) => !rows.some(([row]) => row === name))).toEqual(['Quarantine']);
});

const scoped = NAMES.filter((name) => name !== 'Quarantine');

test.each(scoped)('%s refuses every bad prefix', (name) => {
  for (const [, prefix] of BAD_PREFIXES) expect(refused(() => make(name, { ...simplest(name), prefix })).code).toBe('InvalidPrefix');
});

test.each(scoped.filter((name) => !['DenyEveryoneElse', 'EnforceHttps'].includes(name)))('%s refuses exceptions that are not principals', (name) => {
  for (const except of [[], '*', ['*'], [null], ['arn:aws:s3:::releases']]) {
    expect(refused(() => make(name, { ...simplest(name), except })).code).toBe('InvalidPrincipalPattern');
  }
});

const managing = NAMES.filter((name) => Object.values(guardOptions[name]).some((props) => 'denyPolicyManagement' in props));

test.each(managing)('%s takes denyPolicyManagement as yes or no', (name) => {
  for (const value of ['false', 1, null]) expect(refused(() => make(name, { ...simplest(name), denyPolicyManagement: value })).code).toBe('InvalidOption');
});

test('the whole bucket is a prefix too, and written as none', () => {
  const policy = (props: object) => renderAccess(accessPlan({ buckets: { releases: { guards: [make('DenyDelete', props)] } } })).buckets[0].json;
  expect(policy({ prefix: '' })).toBe(policy({}));
  expect(policy({ prefix: [''] })).toBe(policy({}));
});

describe('targets', () => {
  const on = (kind: 'user' | 'group' | 'role', guard: Guard) => () => renderAccess(accessPlan({
    ...(kind === 'user' && { users: { dana: { guards: [guard] } } }),
    ...(kind === 'group' && { groups: { dana: { guards: [guard] } } }),
    ...(kind === 'role' && { existing: [{ principal: existingRole('dana'), guards: [guard] }] }),
  }));

  test.each(BUCKET_ONLY)('%s is for buckets', (name) => {
    for (const kind of ['user', 'group', 'role'] as const) {
      const error = refused(on(kind, make(untyped(name), simplest(untyped(name)))));
      expect(error.code).toBe('WrongGuardTarget');
      expect(error.message).toContain(`guard ${name} makes no sense on ${kind}s; allowed: a bucket`);
    }
  });

  test.each(PRINCIPAL_ONLY)('%s is for somebody', (name) => {
    const error = refused(() => renderAccess(accessPlan({ buckets: { releases: { guards: [make(untyped(name), {})] } } })));
    expect(error.code).toBe('WrongGuardTarget');
    expect(error.message).toContain(`guard ${name} makes no sense on bucket releases; allowed: a user, a group, a role`);
  });

  test.each(scoped.filter((name) => !BUCKET_ONLY.includes(name)))('%s of a folder is for buckets', (name) => {
    const error = refused(on('group', make(name, { ...simplest(name), prefix: 'team/' })));
    expect(error.code).toBe('WrongGuardTarget');
    expect(error.message).toContain('limited to team/');
  });

  test('nobody is cut off from a store that is reached by plain HTTP', () => {
    const platform = aws({ s3Endpoint: 'http://store.example' });
    const error = refused(() => renderAccess(accessPlan({ platform, users: { dana: { guards: [make('EnforceHttps', {})] } } })));
    expect(error.code).toBe('HttpsOnHttpEndpoint');
    expect(error.message).toContain('nobody could reach any bucket');
  });
});
