import { join } from 'node:path';
import {
  accessPlan, ANY, anotherAccount, aws, denyDelete, denyIpRanges, enforceHttps, everyone, existingGroup, existingRole, existingUser,
  externalPrincipal, githubActionsRole, logDelivery, perUserHomeFolder, policyVariable, publicReadPrefix, quarantine, readOnlyPrefix,
  readWritePrefix, writeOnlyUploader, type AccessPlan, type Platform,
} from '../../src';
import { readPlan } from '../../src/files';
import { examples } from '../../tools/examples';
import { bucketGrants, externalFixtures, kmsKey, type ExternalFixture } from './bucket-grant-fixtures';
import { grantOptions, grants, hostile, reads, shared, uploads, type GrantProps } from './grant-fixtures';
import { BUCKET_ONLY, guardOptions, guards, PRINCIPAL_ONLY, type GuardProps } from './guard-options';
import { trustIn } from './trust';

export { bucketGrants, grants, guards };

/** Who gets the grant of a fixture: always called `dana`. */
export type GranteeKind = 'own user' | 'user' | 'group' | 'role' | 'existing user' | 'existing group' | 'existing role';

/** One grant construct of one grantee. */
export type GrantFixture = { readonly [Name in keyof GrantProps]: {
  readonly kind: 'grant'; readonly name: string; readonly construct: Name; readonly props: GrantProps[Name]; readonly grantee: GranteeKind; readonly platform: Platform;
} }[keyof GrantProps];

/** One guard construct. */
export type DeclaredGuard = { readonly [Name in keyof GuardProps]: { readonly construct: Name; readonly props: GuardProps[Name] } }[keyof GuardProps];

/** Guard constructs on one bucket, or on one principal, in the order in which they are declared. */
export interface GuardFixture {
  readonly kind: 'guard';
  readonly name: string;
  readonly bucket: string;
  /** Whom they are on instead of the bucket. */
  readonly on?: Exclude<GranteeKind, 'own user'>;
  readonly guards: readonly DeclaredGuard[];
  readonly platform: Platform;
}

/** A whole plan. */
export interface PlanFixture {
  readonly kind: 'plan';
  readonly name: string;
  readonly plan: AccessPlan;
}

export type Fixture = GrantFixture | ExternalFixture | GuardFixture | PlanFixture;

/** Who, such as `user dana` or `bucket releases`, and the policy documents that bear on it, as parsed JSON. */
export type Access = Readonly<Record<string, readonly unknown[]>>;

const everyGrantee: readonly GranteeKind[] = ['own user', 'user', 'group', 'role', 'existing user', 'existing group', 'existing role'];

const grantFixtures = Object.entries(grantOptions).flatMap(([construct, some]) => Object.entries(some).map(([option, props]) => (
  { kind: 'grant', name: `${construct}: ${option}`, construct, props, grantee: 'user', platform: aws() } as GrantFixture
)));

const granteeFixtures = everyGrantee.flatMap((grantee): readonly GrantFixture[] => [
  { kind: 'grant', name: `ReadOnlyPrefix for ${grantee}`, construct: 'ReadOnlyPrefix', props: reads, grantee, platform: aws() },
  {
    kind: 'grant',
    name: `PerUserHomeFolder for ${grantee}`,
    construct: 'PerUserHomeFolder',
    grantee,
    platform: aws(),
    props: { ...shared, ...(grantee.endsWith('role') && { identity: policyVariable('aws:PrincipalTag/team') }) },
  },
]);

const https = (minimumTlsVersion?: '1.2' | '1.3') => ({ construct: 'EnforceHttps', props: { minimumTlsVersion } }) as const;

const guardFixtures: readonly GuardFixture[] = [
  { kind: 'guard', name: 'EnforceHttps: twice, and a TLS version', bucket: 'releases', guards: [https('1.3'), https(), https()], platform: aws() },
  { kind: 'guard', name: 'EnforceHttps: in China', bucket: 'releases', guards: [https('1.2')], platform: aws({ partition: 'aws-cn' }) },
  ...onBuckets(),
  ...onPrincipals(),
];

/** Every option of every guard on a bucket, and all of the guards together. */
function onBuckets(): readonly GuardFixture[] {
  const declared = Object.entries(guardOptions).filter(([construct]) => !PRINCIPAL_ONLY.includes(construct)).flatMap(([construct, some]) => (
    Object.entries(some).map(([option, props]) => ({ name: `${construct}: ${option}`, guard: { construct, props } as DeclaredGuard }))
  ));
  const together = declared.filter(({ name }) => name.endsWith(': no options')).map(({ guard }) => guard);
  return [
    ...declared.map(({ name, guard }): GuardFixture => ({ kind: 'guard', name, bucket: 'releases', guards: [guard], platform: aws() })),
    { kind: 'guard', name: 'many guards', bucket: 'releases', guards: [...together].reverse(), platform: aws() },
    { kind: 'guard', name: 'many guards in GovCloud', bucket: 'releases', guards: together, platform: aws({ partition: 'aws-us-gov' }) },
  ];
}

/** The simplest form of every guard on a user, and one on everybody that a guard may be on. */
function onPrincipals(): readonly GuardFixture[] {
  const simplest = Object.entries(guardOptions).filter(([construct]) => !BUCKET_ONLY.includes(construct)).map(([construct, some]) => (
    { construct, props: Object.values(some)[0] } as DeclaredGuard
  ));
  const on = (kind: NonNullable<GuardFixture['on']>, guard: DeclaredGuard): GuardFixture => (
    { kind: 'guard', name: `${guard.construct} on ${kind}`, bucket: 'releases', on: kind, guards: [guard], platform: aws() }
  );
  const others = ['group', 'role', 'existing user', 'existing group', 'existing role'] as const;
  return [...simplest.map((guard) => on('user', guard)), ...others.map((kind) => on(kind, { construct: 'Quarantine', props: {} }))];
}

const planFixtures: readonly PlanFixture[] = [{
  kind: 'plan',
  name: 'a plan with one of everything',
  plan: accessPlan({
    users: {
      'ci-uploader': { grants: [writeOnlyUploader(uploads), readOnlyPrefix({ ...reads, prefix: hostile })], accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] },
      'dana': { guards: [quarantine()] },
    },
    groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ ...shared, othersMayRead: true }), readWritePrefix({ ...reads, allowDelete: true })], guards: [denyIpRanges({ ipRanges: ['198.51.100.0/24'] })] } },
    existing: [
      { principal: existingRole('deployer'), grants: [writeOnlyUploader({ ...uploads, prefix: '' })] },
      { principal: existingGroup('auditors'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] },
      { principal: existingUser('kim'), grants: [readOnlyPrefix(reads)] },
      { principal: existingUser('lou'), guards: [denyDelete()] },
    ],
    buckets: { releases: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] }, shared: { guards: [enforceHttps(), enforceHttps()] } },
  }),
}, {
  kind: 'plan',
  name: 'a plan with more than goes inline',
  plan: accessPlan({ users: { dana: { grants: Array.from({ length: 30 }, (_, index) => readOnlyPrefix({ bucket: 'downloads', prefix: `folder-${index}/` })) } } }),
}, {
  kind: 'plan',
  name: 'a plan for everybody outside, beside guards and what was there',
  plan: accessPlan({
    external: [
      { grantee: anotherAccount('444455556666'), grants: [readOnlyPrefix({ ...reads, kmsKey }), writeOnlyUploader(uploads)] },
      { grantee: externalPrincipal('arn:aws:iam::444455556666:role/ci/deployer'), grants: [readWritePrefix({ ...reads, prefix: hostile })] },
      { grantee: everyone(), grants: [readOnlyPrefix({ ...reads, listing: false })] },
      { grants: [publicReadPrefix(reads), logDelivery({ bucket: 'logs', prefix: 'releases/', sourceBucket: 'releases', sourceAccount: '111122223333' })] },
    ],
    buckets: {
      downloads: {
        guards: [enforceHttps()],
        existingStatements: '{"Statement":[{"Sid":"Old one","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":["arn:aws:s3:::downloads","arn:aws:s3:::downloads/old?/*"]}]}',
      },
      releases: { guards: [denyDelete()] },
    },
  }),
}, {
  kind: 'plan',
  name: 'a plan with statements that were written by hand',
  plan: accessPlan({
    users: { dana: { grants: [writeOnlyUploader(uploads)], customStatements: [{ Sid: 'Own', Effect: 'Allow', Action: 's3:GetObjectTagging', Resource: 'arn:aws:s3:::releases/${aws:username}/*' }] } },
    groups: { engineering: { customStatements: [{ Effect: 'Deny', NotAction: 's3:Get*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } } }] } },
    existing: [{ principal: existingRole('ops'), customStatements: [{ Effect: 'Allow', Action: ['s3:GetBucketTagging'], Resource: ['arn:aws:s3:::releases'] }] }],
    buckets: { releases: { guards: [enforceHttps()], customStatements: [{ Effect: 'Allow', Principal: { AWS: ['444455556666'] }, Action: 's3:GetObjectTagging', Resource: 'arn:aws:s3:::releases/*' }] } },
  }),
}, {
  kind: 'plan',
  name: 'a plan in GovCloud',
  plan: accessPlan({ platform: aws({ partition: 'aws-us-gov' }), users: { dana: { grants: [writeOnlyUploader(uploads)] } }, buckets: { releases: { guards: [enforceHttps()] } } }),
}];

const rolesAndBounds: PlanFixture = {
  kind: 'plan',
  name: 'a plan with roles, boundaries and added members',
  plan: accessPlan({
    users: {
      dana: { grants: [readOnlyPrefix(reads)], boundary: [readOnlyPrefix(reads), readOnlyPrefix({ ...reads, bucket: 'logs' })] },
      kim: { boundary: 'arn:aws:iam::111122223333:policy/limits' },
    },
    groups: { engineering: { members: ['dana', existingUser('lee')], membership: 'additive' } },
    roles: {
      ci: { trust: [trustIn('aws'), githubActionsRole({ repository: 'acme/firmware', tag: ['v', ANY], provider: trustIn('aws').provider })], grants: [writeOnlyUploader(uploads)], guards: [denyDelete()], maxSessionDuration: 7200 },
      bounded: { trust: trustIn('aws'), boundary: [readOnlyPrefix(reads)] },
    },
    existing: [{ principal: existingGroup('auditors'), members: ['kim', existingUser('lou')] }],
  }),
};

/** Grants that make sense for a role only. */
const roleFixtures: readonly GrantFixture[] = [
  { kind: 'grant', name: 'ReplicationSource for a role', construct: 'ReplicationSource', props: { bucket: 'releases', destination: 'releases-copy' }, grantee: 'existing role', platform: aws() },
  { kind: 'grant', name: 'TaggedObjectAccess for a role', construct: 'TaggedObjectAccess', props: { ...reads, tag: 'team' }, grantee: 'existing role', platform: aws() },
];

const china: GrantFixture = { kind: 'grant', name: 'WriteOnlyUploader in China', construct: 'WriteOnlyUploader', props: uploads, grantee: 'user', platform: aws({ partition: 'aws-cn' }) };

/** The environments of the examples' plan files, where they name some. */
const ENVIRONMENTS: Readonly<Record<string, readonly string[]>> = { 'platform-repo': ['dev', 'prod'], 'key-rotation': ['overlap'] };

/** The examples as plan files. */
export const planFiles: ReadonlyArray<PlanFixture & { readonly example: string }> = Object.keys(examples).flatMap((example) => (
  (ENVIRONMENTS[example] ?? [undefined]).map((env) => ({
    kind: 'plan' as const,
    name: `the plan file of ${example}${env === undefined ? '' : `, ${env}`}`,
    example,
    plan: readPlan(join(__dirname, '..', '..', 'examples', example, 'access-plan.yaml'), env === undefined ? {} : { env }),
  }))
));

/** One for every grant, guard and option, every grantee, and whole plans: data that each engine builds in its own way. */
export const fixtures: readonly Fixture[] = [
  ...grantFixtures, ...granteeFixtures, ...roleFixtures, china, ...externalFixtures, ...guardFixtures, ...planFixtures, rolesAndBounds, ...planFiles,
];
