import type { MockResourceArgs } from '@pulumi/pulumi/runtime';
import type { Access } from '../engines/fixtures';
import { gathered } from '../engines/rendered';
import { values, type Moto } from './moto';

type Inputs = Readonly<Record<string, unknown>>;
/** Makes one resource, as the provider would, and answers what only the server knows of it. */
type Make = (moto: Moto, inputs: Inputs) => Promise<Inputs & { readonly id: string }>;

const text = (value: unknown) => String(value);
/** ARNs of policies that nobody makes here. */
const OTHERS = 'arn:aws:iam::111122223333:';
const KINDS = ['User', 'Group', 'Role'] as const;

const principal = (kind: typeof KINDS[number]): Make => async (moto, { name, path, assumeRolePolicy, permissionsBoundary }) => {
  const answer = await moto.iam(`Create${kind}`, {
    [`${kind}Name`]: text(name),
    ...(path !== undefined && { Path: text(path) }),
    ...(assumeRolePolicy !== undefined && { AssumeRolePolicyDocument: text(assumeRolePolicy) }),
    ...(permissionsBoundary !== undefined && { PermissionsBoundary: text(permissionsBoundary) }),
  });
  return { id: text(name), arn: values(answer, 'Arn')[0] };
};

const inline = (kind: typeof KINDS[number]): Make => async (moto, inputs) => {
  const [holder, name] = [text(inputs[kind.toLowerCase()]), text(inputs.name)];
  await moto.iam(`Put${kind}Policy`, { [`${kind}Name`]: holder, PolicyName: name, PolicyDocument: text(inputs.policy) });
  return { id: `${holder}:${name}` };
};

const attachment = (kind: typeof KINDS[number]): Make => async (moto, inputs) => {
  const [holder, arn] = [text(inputs[kind.toLowerCase()]), text(inputs.policyArn)];
  await moto.iam(`Attach${kind}Policy`, { [`${kind}Name`]: holder, PolicyArn: arn });
  return { id: `${holder}/${arn}` };
};

const joined = async (moto: Moto, user: unknown, group: unknown) => moto.iam('AddUserToGroup', { UserName: text(user), GroupName: text(group) });

const MAKE: Readonly<Record<string, Make>> = {
  ...Object.fromEntries(KINDS.flatMap((kind) => {
    const name = kind.toLowerCase();
    return [
      [`aws:iam/${name}:${kind}`, principal(kind)],
      [`aws:iam/${name}Policy:${kind}Policy`, inline(kind)],
      [`aws:iam/${name}PolicyAttachment:${kind}PolicyAttachment`, attachment(kind)],
    ];
  })),
  'aws:iam/policy:Policy': async (moto, { name, policy }) => {
    const [arn] = values(await moto.iam('CreatePolicy', { PolicyName: text(name), PolicyDocument: text(policy) }), 'Arn');
    return { id: arn, arn };
  },
  'aws:iam/groupMembership:GroupMembership': async (moto, { name, group, users }) => {
    for (const user of users as readonly unknown[]) await joined(moto, user, group);
    return { id: text(name) };
  },
  'aws:iam/userGroupMembership:UserGroupMembership': async (moto, { user, groups }) => {
    for (const group of groups as readonly unknown[]) await joined(moto, user, group);
    return { id: text(user) };
  },
  'aws:iam/accessKey:AccessKey': async (moto, { user, status }) => {
    const answer = await moto.iam('CreateAccessKey', { UserName: text(user) });
    const [id] = values(answer, 'AccessKeyId');
    if (status !== undefined) await moto.iam('UpdateAccessKey', { UserName: text(user), AccessKeyId: id, Status: text(status) });
    return { id, secret: values(answer, 'SecretAccessKey')[0] };
  },
  'aws:s3/bucketPolicy:BucketPolicy': async (moto, { bucket, policy }) => {
    await moto.s3(`${text(bucket)}?policy`, { method: 'PUT', body: text(policy) });
    return { id: text(bucket) };
  },
};

/** Makes what a Pulumi program registers at a server, when it is registered, and answers what the server made. */
export function applierTo(moto: Moto): (args: MockResourceArgs) => Promise<{ id: string; state: Inputs }> {
  return async ({ type, name, inputs }) => {
    if (!type.startsWith('aws:')) return { id: name, state: inputs as Inputs };
    const { id, ...state } = await MAKE[type](moto, inputs as Inputs);
    return { id, state: { ...(inputs as Inputs), ...state } };
  };
}

/** What the server holds, in the shape in which the engines are compared; it doesn't tell who is a member exclusively. */
export async function accessOf(moto: Moto, buckets: readonly string[]): Promise<Access> {
  const found: (readonly [who: string, documents: readonly unknown[]])[] = [];
  const ofPolicy = (arn: string) => moto.documents('GetPolicyVersion', { PolicyArn: arn, VersionId: 'v1' });
  for (const kind of KINDS) {
    for (const name of values(await moto.iam(`List${kind}s`), `${kind}Name`)) {
      const [holder, who] = [{ [`${kind}Name`]: name }, `${kind.toLowerCase()} ${name}`];
      for (const policy of values(await moto.iam(`List${kind}Policies`, holder), 'member')) found.push([who, await moto.documents(`Get${kind}Policy`, { ...holder, PolicyName: policy })]);
      for (const arn of values(await moto.iam(`ListAttached${kind}Policies`, holder), 'PolicyArn')) found.push([who, await ofPolicy(arn)]);
      const itself = await moto.iam(`Get${kind}`, holder);
      for (const arn of values(itself, 'PermissionsBoundaryArn')) found.push([`boundary of ${who}`, arn.startsWith(OTHERS) ? [arn] : await ofPolicy(arn)]);
      if (kind === 'Group') found.push([`members of ${who}`, values(itself, 'UserName')]);
      if (kind === 'Role') found.push([`trust of ${who}`, values(itself, 'AssumeRolePolicyDocument').map((trust) => JSON.parse(decodeURIComponent(trust)) as unknown)]);
    }
  }
  for (const bucket of buckets) {
    const { status, body } = await moto.s3(`${bucket}?policy`);
    if (status === 200) found.push([`bucket ${bucket}`, [JSON.parse(body)]]);
  }
  return gathered(found);
}
