import { AccessError } from '../errors';
import type { ControlPlane, Platform } from '../platforms/platform';
import { unsupported } from '../platforms/unsupported';
import type { EngineProvider, ProviderPlace, TerraformEngine } from './engine';
import { minioClasses, makeMinioProvider } from './minio';

/** The classes that make people, policies, keys and bucket policies. Those of other control planes take the same configuration as AWS's. */
export type ResourceClasses = Pick<TerraformEngine, typeof CLASSES[number]>;

const CLASSES = [
  'IamAccessKey', 'IamGroup', 'IamGroupMembership', 'IamGroupPolicy', 'IamGroupPolicyAttachment', 'IamPolicy', 'IamRole', 'IamRolePolicy',
  'IamRolePolicyAttachment', 'IamUser', 'IamUserGroupMembership', 'IamUserPolicy', 'IamUserPolicyAttachment', 'S3BucketPolicy',
] as const;

/** How an engine reaches a control plane. */
interface Delivery {
  /** The classes of its resources, made once an engine. */
  readonly classes: (engine: TerraformEngine) => ResourceClasses;
  /** Its provider; AWS's own has settings of its own types. */
  readonly provider?: (engine: TerraformEngine, place: ProviderPlace) => EngineProvider;
}

/** Control planes that Terraform has resources for; the one place where they differ. */
const DELIVERIES: Readonly<Partial<Record<ControlPlane, Delivery>>> = {
  awsIam: { classes: (engine) => engine },
  minio: { classes: minioClasses, provider: makeMinioProvider },
};

/**
 * How a platform is reached.
 *
 * @throws AccessError `UnsupportedOnPlatform` where no engine can make anything there
 */
function deliveryOf(platform: Platform): Delivery {
  const delivery = DELIVERIES[platform.controlPlane];
  if (delivery) return delivery;
  throw unsupported(platform, {
    what: 'users, groups, policies and keys made by an engine',
    reason: 'has no API for them that is confirmed',
    remedy: `render files and the steps for its console instead: bucket-grants render PLAN --platform ${platform.name} --out DIR`,
  });
}

const classesOf = new WeakMap<TerraformEngine, Map<Delivery, ResourceClasses>>();

/**
 * The classes of a platform's resources.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function resourceClasses(engine: TerraformEngine, platform: Platform): ResourceClasses {
  const delivery = deliveryOf(platform);
  const known = classesOf.get(engine) ?? new Map<Delivery, ResourceClasses>();
  classesOf.set(engine, known);
  const classes = known.get(delivery) ?? delivery.classes(engine);
  known.set(delivery, classes);
  return classes;
}

/**
 * Makes the provider of a platform whose provider isn't AWS's.
 *
 * @returns undefined where it is AWS's
 */
export function makeOtherProvider(engine: TerraformEngine, place: ProviderPlace): EngineProvider | undefined {
  return deliveryOf(place.platform).provider?.(engine, place);
}

/**
 * Hands the provider's own objects back as a property of a construct. They are typed for AWS; elsewhere the property refuses to be asked.
 *
 * @param name the property, such as `resources`
 */
export function handBack<Name extends string, T>(
  construct: { readonly [Key in Name]: T }, name: Name, { controlPlane, title }: Platform, value: T,
): void {
  const get = () => {
    if (controlPlane === 'awsIam') return value;
    throw new AccessError({
      code: 'NotOfAws',
      message: `${name} are objects of AWS's provider, and this is made on ${title} by another one`,
      remedy: 'ask user, accessKey and policies, which are the same on every platform',
    });
  };
  Object.defineProperty(construct, name, { get, enumerable: controlPlane === 'awsIam', configurable: true });
}
