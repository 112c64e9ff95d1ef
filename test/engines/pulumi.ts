import { existingGroup, existingRole, existingUser } from '../../src';
import * as bucketGrants from '../../src/pulumi';
import { declare, type Recorded } from '../pulumi/mocks';
import type { Access, Fixture, GrantFixture } from './fixtures';
import { gathered } from './rendered';
import { trustIn } from './trust';

/** What a Pulumi program registers for a fixture, read back from the registrations alone. */
export async function pulumiAccess(fixture: Fixture): Promise<Access> {
  const { resources } = await declare(() => { program(fixture); });
  return readBack(resources);
}

/** Makes a fixture with the constructs for Pulumi. */
export function program(fixture: Fixture): void {
  if (fixture.kind === 'plan') {
    const { plan } = fixture;
    const store = plan.platform.name === 'aws' ? {} : { provider: new bucketGrants.StorageProvider('store', { platform: plan.platform }).provider };
    new bucketGrants.StorageAccess('access', { plan }, store);
  } else if (fixture.kind === 'guard') {
    const { bucket, platform, on } = fixture;
    const target = on ? { on: granteeOf({ grantee: on, platform }).grantee } : { bucket };
    fixture.guards.forEach(({ construct, props }, index) => {
      const Guard = bucketGrants[construct] as unknown as new (name: string, args: object) => unknown;
      new Guard(`guard-${index}`, { ...props, ...target, platform });
    });
  } else if (fixture.kind === 'external') {
    const Grant = bucketGrants[fixture.construct] as unknown as new (name: string, args: object) => unknown;
    new Grant('grant', { ...fixture.props, platform: fixture.platform, ...(fixture.to && { grantee: fixture.to }) });
  } else {
    const Grant = bucketGrants[fixture.construct] as unknown as new (name: string, args: object) => unknown;
    new Grant('grant', { ...fixture.props, platform: fixture.platform, ...granteeOf(fixture) });
  }
}

function granteeOf({ grantee, platform }: Pick<GrantFixture, 'grantee' | 'platform'>): { readonly grantee?: unknown; readonly user?: object } {
  const name = 'dana';
  const kinds = {
    'own user': () => ({ user: { name } }),
    'user': () => ({ grantee: new bucketGrants.StorageUser(name, { platform }) }),
    'group': () => ({ grantee: new bucketGrants.StorageGroup(name, { platform }) }),
    'role': () => ({ grantee: new bucketGrants.StorageRole(name, { platform, trust: trustIn(platform.partition) }) }),
    'existing user': () => ({ grantee: existingUser(name) }),
    'existing group': () => ({ grantee: existingGroup(name) }),
    'existing role': () => ({ grantee: existingRole(name) }),
  };
  return kinds[grantee]();
}

/** Types of resources that put a policy on somebody, with the kind of whom. */
const INLINE = { 'aws:iam/userPolicy:UserPolicy': 'user', 'aws:iam/groupPolicy:GroupPolicy': 'group', 'aws:iam/rolePolicy:RolePolicy': 'role', 'aws:s3/bucketPolicy:BucketPolicy': 'bucket' } as const;
const PRINCIPALS = { 'aws:iam/user:User': 'user', 'aws:iam/role:Role': 'role' } as const;
const ATTACHED = {
  'aws:iam/userPolicyAttachment:UserPolicyAttachment': 'user',
  'aws:iam/groupPolicyAttachment:GroupPolicyAttachment': 'group',
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': 'role',
} as const;

function readBack(resources: readonly Recorded[]): Access {
  const managed = new Map(resources.filter(({ type }) => type === 'aws:iam/policy:Policy').map(({ inputs }) => [String(inputs.name), String(inputs.policy)]));
  const nameOfPoint = ({ name, bucket, vpcConfiguration: vpc }: Recorded['inputs']) => (
    `access point ${String(name)} of ${String(bucket)} in ${(vpc as { readonly vpcId: string } | undefined)?.vpcId ?? 'no VPC'}`
  );
  const principals = resources.flatMap(({ type, inputs }): ReadonlyArray<readonly [who: string, documents: readonly unknown[]]> => {
    const kind = PRINCIPALS[type as keyof typeof PRINCIPALS];
    const { name, permissionsBoundary: arn, assumeRolePolicy: trust } = inputs;
    const boundary = managed.get(String(arn).split('/').at(-1) ?? '');
    return [
      ...(kind && arn !== undefined ? [[`boundary of ${kind} ${String(name)}`, [boundary === undefined ? arn : JSON.parse(boundary) as unknown]] as const] : []),
      ...(kind && trust !== undefined ? [[`trust of role ${String(name)}`, [JSON.parse(String(trust)) as unknown]] as const] : []),
      ...(type === 'aws:s3/accessPoint:AccessPoint' ? [[nameOfPoint(inputs), [JSON.parse(String(inputs.policy)) as unknown]] as const] : []),
      ...(type === 'aws:iam/groupMembership:GroupMembership' ? [[`members of group ${String(inputs.group)}`, inputs.users as unknown[]] as const] : []),
      ...(type === 'aws:iam/userGroupMembership:UserGroupMembership' ? [[`added to group ${String((inputs.groups as unknown[])[0])}`, [inputs.user]] as const] : []),
    ];
  });
  return gathered(principals.concat(resources.flatMap(({ type, inputs }): ReadonlyArray<readonly [who: string, documents: readonly unknown[]]> => {
    const inline = INLINE[type as keyof typeof INLINE];
    if (inline) return [[`${inline} ${String(inputs[inline])}`, [JSON.parse(String(inputs.policy))]]];
    const attached = ATTACHED[type as keyof typeof ATTACHED];
    if (!attached) return [];
    // the mocks' ARN ends in the name of the policy
    const policy = managed.get(String(inputs.policyArn).split('/').at(-1) ?? '');
    return [[`${attached} ${String(inputs[attached])}`, [JSON.parse(String(policy))]]];
  })));
}
