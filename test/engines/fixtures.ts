import {
  accessPlan, aws, enforceHttps, existingGroup, existingRole, existingUser, perUserHomeFolder, policyVariable, readOnlyPrefix, readWritePrefix,
  writeOnlyUploader,
  type AccessPlan, type EnforceHttpsProps, type Platform,
} from '../../src';
import { grantOptions, grants, hostile, reads, shared, uploads, type GrantProps } from './grant-fixtures';

export { grants };

/** The guards by the names of their constructs, with their props. */
export interface GuardProps {
  readonly EnforceHttps: EnforceHttpsProps;
}

/** The core function of each guard. */
export const guards = { EnforceHttps: enforceHttps };

/** Who gets the grant of a fixture: always called `dana`. */
export type GranteeKind = 'own user' | 'user' | 'group' | 'existing user' | 'existing group' | 'existing role';

/** One grant construct of one grantee. */
export type GrantFixture = { readonly [Name in keyof GrantProps]: {
  readonly kind: 'grant'; readonly name: string; readonly construct: Name; readonly props: GrantProps[Name]; readonly grantee: GranteeKind; readonly platform: Platform;
} }[keyof GrantProps];

/** One guard construct. */
export type DeclaredGuard = { readonly [Name in keyof GuardProps]: { readonly construct: Name; readonly props: GuardProps[Name] } }[keyof GuardProps];

/** Guard constructs on one bucket, in the order in which they are declared. */
export interface GuardFixture {
  readonly kind: 'guard';
  readonly name: string;
  readonly bucket: string;
  readonly guards: readonly DeclaredGuard[];
  readonly platform: Platform;
}

/** A whole plan. */
export interface PlanFixture {
  readonly kind: 'plan';
  readonly name: string;
  readonly plan: AccessPlan;
}

export type Fixture = GrantFixture | GuardFixture | PlanFixture;

/** Who, such as `user dana` or `bucket releases`, and the policy documents that bear on it, as parsed JSON. */
export type Access = Readonly<Record<string, readonly unknown[]>>;

const everyGrantee: readonly GranteeKind[] = ['own user', 'user', 'group', 'existing user', 'existing group', 'existing role'];

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
    props: { ...shared, ...(grantee === 'existing role' && { identity: policyVariable('aws:PrincipalTag/team') }) },
  },
]);

const https = (minimumTlsVersion?: '1.2' | '1.3') => ({ construct: 'EnforceHttps', props: { minimumTlsVersion } }) as const;

const guardFixtures: readonly GuardFixture[] = [
  { kind: 'guard', name: 'EnforceHttps', bucket: 'releases', guards: [https()], platform: aws() },
  { kind: 'guard', name: 'EnforceHttps: TLS 1.2', bucket: 'releases', guards: [https('1.2')], platform: aws() },
  { kind: 'guard', name: 'EnforceHttps: twice, and a TLS version', bucket: 'releases', guards: [https('1.3'), https(), https()], platform: aws() },
  { kind: 'guard', name: 'EnforceHttps: in China', bucket: 'releases', guards: [https('1.2')], platform: aws({ partition: 'aws-cn' }) },
];

const planFixtures: readonly PlanFixture[] = [{
  kind: 'plan',
  name: 'a plan with one of everything',
  plan: accessPlan({
    users: {
      'ci-uploader': { grants: [writeOnlyUploader(uploads), readOnlyPrefix({ ...reads, prefix: hostile })], accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] },
      'dana': {},
    },
    groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ ...shared, othersMayRead: true }), readWritePrefix({ ...reads, delete: true })] } },
    existing: [
      { principal: existingRole('deployer'), grants: [writeOnlyUploader({ ...uploads, prefix: '' })] },
      { principal: existingGroup('auditors'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] },
      { principal: existingUser('kim'), grants: [readOnlyPrefix(reads)] },
    ],
    buckets: { releases: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] }, shared: { guards: [enforceHttps(), enforceHttps()] } },
  }),
}, {
  kind: 'plan',
  name: 'a plan with more than goes inline',
  plan: accessPlan({ users: { dana: { grants: Array.from({ length: 30 }, (_, index) => readOnlyPrefix({ bucket: 'downloads', prefix: `folder-${index}/` })) } } }),
}, {
  kind: 'plan',
  name: 'a plan in GovCloud',
  plan: accessPlan({ platform: aws({ partition: 'aws-us-gov' }), users: { dana: { grants: [writeOnlyUploader(uploads)] } }, buckets: { releases: { guards: [enforceHttps()] } } }),
}];

/** Grants that make sense for a role only. */
const roleFixtures: readonly GrantFixture[] = [
  { kind: 'grant', name: 'ReplicationSource for a role', construct: 'ReplicationSource', props: { bucket: 'releases', destination: 'releases-copy' }, grantee: 'existing role', platform: aws() },
  { kind: 'grant', name: 'TaggedObjectAccess for a role', construct: 'TaggedObjectAccess', props: { ...reads, tag: 'team' }, grantee: 'existing role', platform: aws() },
];

const china: GrantFixture = { kind: 'grant', name: 'WriteOnlyUploader in China', construct: 'WriteOnlyUploader', props: uploads, grantee: 'user', platform: aws({ partition: 'aws-cn' }) };

/** One for every grant, guard and option, every grantee, and whole plans: data that each engine builds in its own way. */
export const fixtures: readonly Fixture[] = [...grantFixtures, ...granteeFixtures, ...roleFixtures, china, ...guardFixtures, ...planFixtures];
