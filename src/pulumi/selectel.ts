import * as pulumi from '@pulumi/pulumi';
import type { Platform } from '../platforms/platform';
import type { SelectelSettings } from '../platforms/selectel/selectel';
import { unsupported } from '../platforms/unsupported';
import { ancestry } from './ancestry';
import type { ResourceClasses } from './control-planes';
import { inputOf } from './marks';
import type { SelectelSdk, SelectelServiceUser } from './selectel-sdk';

/*
 * The resources of the SDK that Pulumi generates from the Terraform provider selectel/selectel, in the form of AWS's classes: service users
 * and their S3 keys. Bucket policies come through the provider of AWS, at the S3 endpoint. Arguments are those of Terraform in camelCase, and
 * the blocks `role` a list `roles`.
 * https://registry.terraform.io/providers/selectel/selectel/latest/docs, https://www.pulumi.com/registry/packages/selectel/
 */

/** What only the construct of a whole plan knows, and what is made below it needs. */
export interface SelectelPlan {
  /** Absent until it is checked; nothing is made before. */
  readonly sdk?: SelectelSdk;
  /** Of users, by name. */
  readonly passwords: Passwords;
}

/** Passwords of service users, by name. */
export type Passwords = Readonly<Record<string, pulumi.Output<string>>>;

/** The role that gives nothing by itself, and lets the policies of buckets decide. */
const ROLE = 's3.user';

const plans = new WeakMap<pulumi.Resource, SelectelPlan>();
const users = new WeakMap<pulumi.Resource, SelectelServiceUser>();

/** Says that a construct makes a whole plan, so that others may stand below it. */
export function beginPlan(construct: pulumi.Resource, plan: SelectelPlan): void {
  plans.set(construct, plan);
}

/** The provider's service user that was made below a construct. */
export function serviceUser(owner: pulumi.Resource): SelectelServiceUser {
  return users.get(owner) as SelectelServiceUser;
}

/**
 * Selectel's resources in the form of AWS's classes, for a construct; a user for which they have no resources is refused before.
 *
 * @throws AccessError `UnsupportedOnPlatform` for a construct by itself
 */
export function selectelClasses(aws: ResourceClasses, construct: pulumi.Resource, platform: Platform): ResourceClasses {
  const plan = [...ancestry(construct)].map((each) => plans.get(each)).find((found) => found !== undefined);
  if (plan === undefined) throw byItself(construct, platform);
  const settings = platform.selectel as SelectelSettings;
  return { ...aws, User: userClass(plan, settings), AccessKey: keyClass(plan, settings) };
}

type Arguments = Readonly<Record<string, unknown>>;

// a function that returns an object may be called with new, as a class is
function userClass({ sdk, passwords }: SelectelPlan, { project }: SelectelSettings): ResourceClasses['User'] {
  return function makeUser(id: string, args: Arguments, opts: pulumi.CustomResourceOptions): object {
    const name = String(args.name);
    const { IamServiceuserV1 } = sdk as SelectelSdk;
    const user = new IamServiceuserV1(id, {
      name,
      password: pulumi.secret(passwords[name]),
      enabled: true,
      roles: [{ roleName: ROLE, scope: 'project', projectId: inputOf(project) }],
    }, { ...ofItsOwn(opts), additionalSecretOutputs: ['password'] });
    users.set(opts.parent as pulumi.Resource, user);
    return { name: user.name };
  } as unknown as ResourceClasses['User'];
}

function keyClass({ sdk }: SelectelPlan, { project }: SelectelSettings): ResourceClasses['AccessKey'] {
  return function makeKey(id: string, _args: Arguments, opts: pulumi.CustomResourceOptions): object {
    const owner = opts.parent as pulumi.Resource;
    const { IamS3CredentialsV1 } = sdk as SelectelSdk;
    const key = new IamS3CredentialsV1(id, {
      name: id.slice(`${pulumi.resourceName(owner)}-access-key-`.length),
      userId: serviceUser(owner).id,
      projectId: inputOf(project),
    }, { ...ofItsOwn(opts), additionalSecretOutputs: ['secretKey'] });
    return { id: key.accessKey, secret: key.secretKey, encryptedSecret: pulumi.output('') };
  } as unknown as ResourceClasses['AccessKey'];
}

/** Without AWS's provider: that of the SDK comes from the parents, or from the configuration. */
function ofItsOwn({ provider: _aws, ...opts }: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return opts;
}

function byItself(construct: pulumi.Resource, platform: Platform): Error {
  return unsupported(platform, {
    what: `${pulumi.resourceName(construct)} by itself`,
    reason: 'names everybody who has access to a bucket in one policy',
    remedy: "put it into a plan, and make that: new StorageAccess('access', { plan: accessPlan({ platform, users, groups, buckets }), … })",
  });
}
