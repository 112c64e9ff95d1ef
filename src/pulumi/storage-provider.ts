import { Provider, type ProviderArgs } from '@pulumi/aws/provider';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { controlPlaneOf } from '../plan/control-planes';
import { awsProviderArgs } from '../plan/control-planes/aws-provider';
import { checkIsPlatform } from '../platforms/check-is-platform';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import { recipeOf } from '../platforms/recipe';
import { unsupported } from '../platforms/unsupported';
import { AS_GIVEN, argumentsOf, OPAQUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { providedType } from './control-planes';
import { makeMinioProvider } from './minio';
import { outsidePlatform } from './placement';
import { Program } from './program';
import { States } from './states';

/** Args of {@link StorageProvider}: the platform, and further args of the AWS provider such as credentials, which win over what the platform says. */
export interface StorageProviderArgs extends Omit<ProviderArgs, 'endpoints' | 'region'> {
  /** The platform that everything with this provider is for; it says the region and the endpoints. */
  readonly platform: Platform;
  /**
   * Further args of another provider than AWS's, such as `minioUser` and `minioPassword`; they win over what the platform says.
   *
   * @default - none: the provider takes what it needs from its configuration and environment
   */
  readonly settings?: Readonly<Record<string, pulumi.Input<string | boolean | number | undefined>>>;
}

/** The args of the AWS provider are Inputs, which its own package checks. */
const ARGS: Shape<StorageProviderArgs> = {
  platform: OPAQUE,
  settings: argumentsOf('args of the provider'),
  accessKey: AS_GIVEN,
  allowedAccountIds: AS_GIVEN,
  assumeRoleWithWebIdentity: AS_GIVEN,
  assumeRoles: AS_GIVEN,
  customCaBundle: AS_GIVEN,
  defaultTags:
  AS_GIVEN,
  ec2MetadataServiceEndpoint: AS_GIVEN,
  ec2MetadataServiceEndpointMode: AS_GIVEN,
  forbiddenAccountIds: AS_GIVEN,
  httpProxy: AS_GIVEN,
  httpsProxy: AS_GIVEN,
  ignoreTags: AS_GIVEN,
  insecure: AS_GIVEN,
  maxRetries: AS_GIVEN,
  noProxy: AS_GIVEN,
  profile: AS_GIVEN,
  retryMode: AS_GIVEN,
  s3UsEast1RegionalEndpoint: AS_GIVEN,
  s3UsePathStyle: AS_GIVEN,
  secretKey: AS_GIVEN,
  sharedConfigFiles: AS_GIVEN,
  sharedCredentialsFiles: AS_GIVEN,
  skipCredentialsValidation: AS_GIVEN,
  skipMetadataApiCheck: AS_GIVEN,
  skipRegionValidation: AS_GIVEN,
  skipRequestingAccountId: AS_GIVEN,
  stsRegion:
  AS_GIVEN,
  tagPolicyCompliance: AS_GIVEN,
  token: AS_GIVEN,
  tokenBucketRateLimiterCapacity: AS_GIVEN,
  useDualstackEndpoint: AS_GIVEN,
  useFipsEndpoint:
  AS_GIVEN,
  userAgents: AS_GIVEN,
};

/**
 * Declares a platform, and is the provider that serves it, AWS's or MinIO's: pass it on as `provider` (or `providers`) like any other, also through
 * parents. Where a program declares one, constructs without it are refused, unless `platform` is named on them. For Selectel it is AWS's at the
 * S3 endpoint, for the policies of buckets. A component below it, which makes nothing, tells previews and exports the platform where that isn't AWS.
 *
 * @throws AccessError `OutsidePlatform` when a construct was made before it without one; `UnsupportedOnPlatform` for `defaultTags` where the
 * platform takes no tags
 * @example
 * const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
 * new StorageUser('dana', {}, { provider: store });
 */
export class StorageProvider extends Provider {
  constructor(name: string, given: StorageProviderArgs, opts?: pulumi.ResourceOptions) {
    const args = readShape<StorageProviderArgs>(ARGS, given, { what: name });
    checkIsPlatform(args.platform);
    const program = Program.current();
    if (program.firstOnDefault !== undefined) throw outsidePlatform(program.firstOnDefault, [name]);
    const { platform, settings, ...further } = args;
    if (providedType(platform) === undefined) throw noProvider(platform);
    const { provider } = controlPlaneOf(platform);
    const isAws = provider?.name === 'aws';
    checkSettings(name, platform, isAws, isAws ? settings : further);
    if (!isAws) {
      const other = makeMinioProvider(name, { ...provider?.args(platform), ...settings }, opts);
      program.platforms.set(other, platform);
      declarePlatform(name, other, platform);
      // a constructor may hand back another object: here the provider of another package, with the same two properties
      return Object.defineProperties(other, { platform: { value: platform }, provider: { value: other } }) as unknown as StorageProvider;
    }
    // tags that the provider puts on all that it makes would be the platform's to refuse, one by one, while it deploys
    if (further.defaultTags !== undefined) checkFeature(platform, 'tags', `defaultTags of ${name}`);
    super(name, { ...awsProviderArgs(platform), ...further }, opts);
    program.platforms.set(this, platform);
    platforms.set(this, platform);
    declarePlatform(name, this, platform);
  }

  /** The platform. */
  public get platform(): Platform {
    return platforms.of(this);
  }

  /** The provider to pass on: itself. */
  public get provider(): Provider {
    return this;
  }
}

const platforms = new States<Platform>();

function noProvider(platform: Platform): Error {
  const { wholePlan = 'is reached by none' } = controlPlaneOf(platform);
  return unsupported(platform, {
    what: 'a provider', reason: wholePlan, remedy: "put it into a plan and ask that for the file: new StorageAccess('access', { plan }).files.get('access.yaml')",
  });
}

/** Selectel has two providers, and this makes one of them. */
const SDK_PROVIDER = 'give the args of the AWS provider as they are; the provider of users and keys is configured as selectel:username, …, '
  + "or made and passed on: new StorageAccess('access', { … }, { providers: [store, new sdk.Provider('selectel', { … })] })";

/** What is meant for the one provider isn't for the other. */
function checkSettings(name: string, platform: Platform, isAws: boolean, given: object | undefined): void {
  const wrong = Object.keys(given ?? {});
  if (wrong.length === 0) return;
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `${name} is given ${wrong.join(', ')} for the provider of ${platform.title}, which is ${isAws ? 'that of AWS' : "another one than AWS's"}`,
    remedy: controlPlaneOf(platform).beside !== undefined ? SDK_PROVIDER : isAws ? 'give the args of the AWS provider as they are, without settings' : 'give its args as settings: { … }',
  });
}

/** The type of the component that says what platform a provider is for. */
const TYPE = 'bucket-grants:index:StorageProvider';

/**
 * Writes down what platform a provider is for, so that previews and exports tell it: a component below the provider, which makes nothing. The args
 * of the provider can't hold it, since its package takes none that it doesn't know. For AWS nothing is written.
 */
function declarePlatform(name: string, provider: pulumi.ProviderResource, platform: Platform): void {
  const recipe = recipeOf(platform);
  if (recipe !== undefined) new DeclaredPlatform(TYPE, name, { ...recipe, provider: provider.urn }, { parent: provider });
}

/** Has inputs only. */
class DeclaredPlatform extends pulumi.ComponentResource {}
