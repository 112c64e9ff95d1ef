import { existingGroup, existingRole, existingUser } from '../../src';
import { all, policyOf, synth, type Arguments, type Kit, type Stack, type Synthesized } from '../terraform/kit';
import type { Access, Fixture, GrantFixture } from './fixtures';
import { gathered } from './rendered';
import { trustIn } from './trust';

/** What cdktf or cdktn synthesizes a fixture to, read back from the synthesized output alone. */
export function terraformAccess(kit: Kit, fixture: Fixture): Access {
  return readBack(synth(kit, (stack) => declare(kit, stack, fixture)));
}

function declare(kit: Kit, stack: Stack, fixture: Fixture): void {
  if (fixture.kind === 'plan') {
    const { plan } = fixture;
    if (plan.platform.name !== 'aws') new kit.StorageProvider(stack, 'store', { platform: plan.platform });
    new kit.StorageAccess(stack, 'access', { plan });
  } else if (fixture.kind === 'guard') {
    const { bucket, platform, on } = fixture;
    const target = on ? { on: granteeOf(kit, stack, { grantee: on, platform }).grantee } : { bucket };
    fixture.guards.forEach(({ construct, props }, index) => {
      const Guard = kit[construct] as unknown as new (scope: Stack, id: string, props: object) => unknown;
      new Guard(stack, `guard-${index}`, { ...props, ...target, platform });
    });
  } else if (fixture.kind === 'external') {
    const Grant = kit[fixture.construct] as unknown as new (scope: Stack, id: string, props: object) => unknown;
    new Grant(stack, 'grant', { ...fixture.props, platform: fixture.platform, ...(fixture.to && { grantee: fixture.to }) });
  } else {
    const Grant = kit[fixture.construct] as new (scope: Stack, id: string, props: object) => unknown;
    new Grant(stack, 'grant', { ...fixture.props, platform: fixture.platform, ...granteeOf(kit, stack, fixture) });
  }
}

function granteeOf(kit: Kit, stack: Stack, { grantee, platform }: Pick<GrantFixture, 'grantee' | 'platform'>): { readonly grantee?: unknown; readonly user?: object } {
  const name = 'dana';
  const kinds = {
    'own user': () => ({ user: { name } }),
    'user': () => ({ grantee: new kit.StorageUser(stack, name, { platform }) }),
    'group': () => ({ grantee: new kit.StorageGroup(stack, name, { platform }) }),
    'role': () => ({ grantee: new kit.StorageRole(stack, name, { platform, trust: trustIn(platform.partition) }) }),
    'existing user': () => ({ grantee: existingUser(name) }),
    'existing group': () => ({ grantee: existingGroup(name) }),
    'existing role': () => ({ grantee: existingRole(name) }),
  };
  return kinds[grantee]();
}

const OWNERS = ['user', 'group', 'role'] as const;

function readBack(output: Synthesized): Access {
  const follow = (value: unknown) => followed(output, String(value));
  const inline = OWNERS.flatMap((kind) => Object.values(all(output, `aws_iam_${kind}_policy`)).map((args) => [`${kind} ${String(follow(args[kind]))}`, [policyOf(args)]] as const));
  const attached = OWNERS.flatMap((kind) => Object.values(all(output, `aws_iam_${kind}_policy_attachment`)).map((args) =>
    [`${kind} ${String(follow(args[kind]))}`, [policyOf(follow(args.policy_arn) as Arguments)]] as const));
  const buckets = Object.values(all(output, 'aws_s3_bucket_policy')).map((args) => [`bucket ${String(follow(args.bucket))}`, [policyOf(args)]] as const);
  const points = Object.values(all(output, 'aws_s3_access_point')).map((args) => {
    const vpc = args.vpc_configuration as Readonly<Record<string, unknown>> | undefined;
    return [`access point ${String(args.name)} of ${String(follow(args.bucket))} in ${String(vpc?.vpc_id ?? 'no VPC')}`, [policyOf(args)]] as const;
  });
  const roles = Object.values(all(output, 'aws_iam_role')).map((args) => [`trust of role ${String(args.name)}`, [policyOf({ policy: args.assume_role_policy })]] as const);
  const bounded = (['user', 'role'] as const).flatMap((kind) => Object.values(all(output, `aws_iam_${kind}`)).map((args) => [kind, args] as const))
    .filter(([, args]) => args.permissions_boundary !== undefined)
    .map(([kind, { name, permissions_boundary: arn }]) => {
      const policy = follow(arn);
      return [`boundary of ${kind} ${String(name)}`, [typeof policy === 'string' ? policy : policyOf(policy as Arguments)]] as const;
    });
  const together = Object.values(all(output, 'aws_iam_group_membership')).map((args) => [`members of group ${String(follow(args.group))}`, (args.users as unknown[]).map(follow)] as const);
  const added = Object.values(all(output, 'aws_iam_user_group_membership')).map((args) => (
    [`added to group ${String(follow((args.groups as unknown[])[0]))}`, [follow(args.user)]] as const
  ));
  return gathered([...inline, ...attached, ...buckets, ...points, ...roles, ...bounded, ...together, ...added]);
}

/** Follows a reference to an argument of another resource; to an ARN, which is known at deploy only, to the resource itself. */
function followed(output: Synthesized, value: string): unknown {
  const [, type, name, attribute] = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(value) ?? [];
  if (type === undefined) return value;
  const found = all(output, type)[name];
  if (found === undefined) throw new Error(`${value} refers to nothing`);
  return attribute === 'arn' ? found : found[attribute];
}
