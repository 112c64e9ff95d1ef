import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import type { ResourceClasses } from './control-planes';

/*
 * The resources of @pulumi/minio, which is loaded when the first of them is made. Each takes the arguments of AWS's class.
 * https://www.pulumi.com/registry/packages/minio/
 */

type Package = typeof import('@pulumi/minio');

const load = (): Package => require('@pulumi/minio');

/**
 * The package, which only those have installed who need it.
 *
 * @throws AccessError `NotInstalled`
 */
function minio(): Package {
  try {
    return load();
  } catch (error) {
    throw new AccessError({
      code: 'NotInstalled',
      message: `what is made on MinIO needs the package @pulumi/minio, which can't be loaded: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      remedy: 'npm install @pulumi/minio',
    });
  }
}

type Arguments = Readonly<Record<string, unknown>>;
type Make = (name: string, args: Arguments, opts: pulumi.CustomResourceOptions) => object;

/** A resource with outputs that the class of AWS has under other names. */
function named<R extends object>(resource: R, more: Readonly<Record<string, unknown>>): R {
  return Object.assign(resource, more);
}

/** MinIO's resources by the names of AWS's. Policies are attached by their names, which take the place of ARNs. */
const MADE: Readonly<Partial<Record<keyof ResourceClasses, (load: Package) => Make>>> = {
  // access keys are service accounts, of which the server makes both halves
  AccessKey: ({ IamServiceAccount }) => (name, { user, status }, opts) => {
    const args = { targetUser: user as pulumi.Input<string>, ...(status === 'Inactive' && { disableUser: true }) };
    const account = new IamServiceAccount(name, args, { ...opts, additionalSecretOutputs: ['secretKey'] });
    return named(account, { secret: account.secretKey, encryptedSecret: pulumi.output('') });
  },
  BucketPolicy: ({ S3BucketPolicy }) => (name, args, opts) => new S3BucketPolicy(name, args as never, opts),
  Group: ({ IamGroup }) => (name, args, opts) => new IamGroup(name, args, opts),
  GroupMembership: ({ IamGroupMembership }) => (name, args, opts) => new IamGroupMembership(name, args as never, opts),
  GroupPolicyAttachment: ({ IamGroupPolicyAttachment }) => (name, { group, policyArn }, opts) => (
    new IamGroupPolicyAttachment(name, { groupName: group as string, policyName: policyArn as string }, opts)
  ),
  Policy: ({ IamPolicy }) => (name, args, opts) => {
    const policy = new IamPolicy(name, args as never, opts);
    return named(policy, { arn: policy.name });
  },
  User: ({ IamUser }) => (name, args, opts) => new IamUser(name, args, opts),
  UserGroupMembership: ({ IamGroupUserAttachment }) => (name, { user, groups }, opts) => (
    new IamGroupUserAttachment(name, { groupName: (groups as readonly string[])[0], userName: user as string }, opts)
  ),
  UserPolicyAttachment: ({ IamUserPolicyAttachment }) => (name, { user, policyArn }, opts) => (
    new IamUserPolicyAttachment(name, { userName: user as string, policyName: policyArn as string }, opts)
  ),
};

/**
 * MinIO's resources in the form of AWS's classes. What it has none of is refused before it is asked for.
 *
 * @throws AccessError `NotInstalled` when a resource is made
 */
export function minioClasses(aws: ResourceClasses): ResourceClasses {
  const classes = Object.entries(MADE).map(([name, make]) => {
    // a function that returns an object may be called with new, as a class is
    const made = function made(...args: Parameters<Make>): object { return make(minio())(...args); };
    return [name, made] as const;
  });
  return { ...aws, ...Object.fromEntries(classes) as Partial<ResourceClasses> };
}

/**
 * Makes the provider. What isn't said here comes from its configuration or environment: `minio:minioUser`, `MINIO_PASSWORD`.
 *
 * @throws AccessError `NotInstalled`
 */
export function makeMinioProvider(
  name: string, { endpoints: { s3 }, region }: Platform, settings: object, opts?: pulumi.ResourceOptions,
): pulumi.ProviderResource {
  const server = s3 === undefined ? {} : { minioServer: new URL(s3).host, minioSsl: s3.startsWith('https:') };
  return new (minio().Provider)(name, { ...server, ...(region && { minioRegion: region }), ...settings }, opts);
}
