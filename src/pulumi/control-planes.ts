import { AccessKey } from '@pulumi/aws/iam/accessKey';
import { Group } from '@pulumi/aws/iam/group';
import { GroupMembership } from '@pulumi/aws/iam/groupMembership';
import { GroupPolicy } from '@pulumi/aws/iam/groupPolicy';
import { GroupPolicyAttachment } from '@pulumi/aws/iam/groupPolicyAttachment';
import { Policy } from '@pulumi/aws/iam/policy';
import { Role } from '@pulumi/aws/iam/role';
import { RolePolicy } from '@pulumi/aws/iam/rolePolicy';
import { RolePolicyAttachment } from '@pulumi/aws/iam/rolePolicyAttachment';
import { User } from '@pulumi/aws/iam/user';
import { UserGroupMembership } from '@pulumi/aws/iam/userGroupMembership';
import { UserPolicy } from '@pulumi/aws/iam/userPolicy';
import { UserPolicyAttachment } from '@pulumi/aws/iam/userPolicyAttachment';
import { BucketPolicy } from '@pulumi/aws/s3/bucketPolicy';
import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { ControlPlane, Platform } from '../platforms/platform';
import { unsupported, type Unsupported } from '../platforms/unsupported';
import { makeMinioProvider, minioClasses } from './minio';
import { selectelClasses } from './selectel';

const AWS_CLASSES = {
  AccessKey,
  BucketPolicy,
  Group,
  GroupMembership,
  GroupPolicy,
  GroupPolicyAttachment,
  Policy,
  Role,
  RolePolicy,
  RolePolicyAttachment,
  User,
  UserGroupMembership,
  UserPolicy,
  UserPolicyAttachment,
};

/** The classes that make people, policies, keys and bucket policies. Those of other control planes take the same arguments as AWS's. */
export type ResourceClasses = typeof AWS_CLASSES;

/** How Pulumi reaches a control plane. */
interface Delivery {
  /** Anything of its provider: Pulumi finds a provider by the package of a type. */
  readonly type: string;
  readonly classes: (construct: pulumi.Resource, platform: Platform) => ResourceClasses;
  /** Its provider, where that isn't AWS's. */
  readonly provider?: (name: string, platform: Platform, settings: object, opts?: pulumi.ResourceOptions) => pulumi.ProviderResource;
}

const AWS_TYPE = 'aws:iam/user:User';

/** Control planes that Pulumi has resources for; the one place where they differ. */
const DELIVERIES: Readonly<Partial<Record<ControlPlane, Delivery>>> = {
  awsIam: { type: AWS_TYPE, classes: () => AWS_CLASSES },
  minio: { type: 'minio:index/iamUser:IamUser', classes: () => minioClasses(AWS_CLASSES), provider: makeMinioProvider },
  // the policies of buckets come through AWS's provider at the S3 endpoint; that of users and keys goes its own way down the parents
  selectel: { type: AWS_TYPE, classes: (construct, platform) => selectelClasses(AWS_CLASSES, construct, platform) },
};

/** Anything of each provider that may serve a platform. */
export const PROVIDED_TYPES: readonly string[] = [...new Set(Object.values(DELIVERIES).map(({ type }) => type))];

/**
 * How a platform is reached.
 *
 * @throws AccessError `UnsupportedOnPlatform` where no engine can make anything there
 */
export function deliveryOf(platform: Platform): Delivery {
  const delivery = DELIVERIES[platform.controlPlane];
  if (delivery) return delivery;
  throw unsupported(platform, WITHOUT[platform.controlPlane] ?? {
    what: 'users, groups, policies and keys made by an engine',
    reason: 'has no API for them that is confirmed',
    remedy: `render files and the steps for its console instead: bucket-grants render PLAN --platform ${platform.name} --out DIR`,
  });
}

/** Why Pulumi has nothing for a control plane, where it isn't that it has no API. */
const WITHOUT: Readonly<Partial<Record<ControlPlane, Unsupported>>> = {
  deltaGlider: {
    what: 'a provider, or a construct by itself,',
    reason: 'takes the access of all its users as one file',
    remedy: "put it into a plan and ask that for the file: new StorageAccess('access', { plan }).files.get('access.yaml')",
  },
};

/**
 * The provider's own objects, which are typed for AWS.
 *
 * @throws AccessError `NotOfAws` where another provider made them
 */
export function ofAws<T>({ controlPlane, title }: Platform, value: T): T {
  if (controlPlane === 'awsIam') return value;
  throw new AccessError({
    code: 'NotOfAws',
    message: `resources are objects of AWS's provider, and this is made on ${title} by another one`,
    remedy: 'ask user, accessKey and policies, which are the same on every platform',
  });
}
