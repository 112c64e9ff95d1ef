import type { IConstruct } from 'constructs';
import { AccessError } from '../errors';
import type { ControlPlane, Platform } from '../platforms/platform';
import { unsupported } from '../platforms/unsupported';
import type { EngineProvider, ProviderPlace, TerraformEngine } from './engine';
import { minioClasses, makeMinioProvider } from './minio';
import { AppRegistry } from './registry';
import { makeSelectelProvider, selectelClasses } from './selectel';

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
  /** Its provider, where it isn't that of AWS, whose settings have types of their own. */
  readonly provider?: (engine: TerraformEngine, place: ProviderPlace) => EngineProvider;
  /** A provider beside that of AWS. */
  readonly beside?: (engine: TerraformEngine, place: ProviderPlace) => EngineProvider;
  /** Whether nothing is reached by a provider. */
  readonly noProvider?: boolean;
  /** Whether all access is written at once, so that only a whole plan can be made. */
  readonly wholePlan?: boolean;
}

/** Control planes that Terraform has resources for; the one place where they differ. */
const DELIVERIES: Readonly<Partial<Record<ControlPlane, Delivery>>> = {
  awsIam: { classes: (engine) => engine },
  minio: { classes: minioClasses, provider: makeMinioProvider },
  selectel: { classes: selectelClasses, beside: makeSelectelProvider, wholePlan: true },
  deltaGlider: { classes: (engine) => engine, noProvider: true, wholePlan: true },
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

/** The providers of a platform beside AWS's, and whether that of AWS is needed. */
export interface OtherProviders {
  readonly needsAws: boolean;
  /** The one that takes the place of AWS's. */
  readonly own?: EngineProvider;
  /** The one beside it. */
  readonly beside?: EngineProvider;
}

/** Makes the providers of a platform that aren't AWS's. */
export function makeOtherProviders(engine: TerraformEngine, place: ProviderPlace): OtherProviders {
  const { provider, beside, noProvider = false } = deliveryOf(place.platform);
  return { needsAws: provider === undefined && !noProvider, own: provider?.(engine, place), beside: beside?.(engine, place) };
}

/**
 * Refuses a single construct where only a whole plan can be made.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkWholePlan(scope: IConstruct, platform: Platform): void {
  const { wholePlans } = AppRegistry.of(scope);
  if (deliveryOf(platform).wholePlan !== true || scope.node.scopes.some((ancestor) => wholePlans.has(ancestor))) return;
  throw unsupported(platform, {
    what: `${scope.node.path} by itself`,
    reason: platform.rules ? 'takes the access of all its users as one file' : 'names everybody who has access to a bucket in one policy',
    remedy: 'put it into a plan, and make that: new StorageAccess(this, \'access\', { plan: accessPlan({ platform, users, groups, buckets }) })',
  });
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
