import { Construct } from 'constructs';
import { AccessError } from '../errors';
import { controlPlaneOf } from '../plan/control-planes';
import { awsProviderArgs } from '../plan/control-planes/aws-provider';
import { checkIsPlatform } from '../platforms/check-is-platform';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import { RECIPE, recipeOf } from '../platforms/recipe';
import { unsupported } from '../platforms/unsupported';
import { argumentsOf, OPAQUE, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { handBack, makeOtherProviders } from './control-planes';
import type { ConfigOf, EngineProvider, ResourceOf, TerraformEngine } from './engine';
import { keptAccessKeys } from './kept-access-keys';
import { outsidePlatform } from './platform-scope';
import { AppRegistry } from './registry';

/** Props of a StorageProvider. */
export interface StorageProviderProps<E extends TerraformEngine> {
  /** The platform that everything below the provider's scope is for, such as `aws(\{ region: 'eu-west-1' \})`. */
  readonly platform: Platform;
  /**
   * Terraform's name of the provider, needed when a stack has several.
   *
   * @default - none: it is the default AWS provider of the stack
   */
  readonly alias?: string;
  /**
   * Further arguments of the AWS provider, such as credentials; they win over what the platform says. `defaultTags` are refused where the
   * platform takes no tags.
   *
   * @default - none
   */
  readonly config?: ConfigOf<E, 'AwsProvider'>;
  /**
   * Further arguments of another provider than AWS's, as Terraform calls them, such as `minio_user` and `minio_password`; they win over what the
   * platform says.
   *
   * @default - none: the provider takes what it needs from its environment
   */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const PROPS: Shape<StorageProviderProps<TerraformEngine>> = {
  platform: OPAQUE, alias: VALUE, config: argumentsOf('the arguments of the AWS provider'), settings: argumentsOf('arguments of the provider'),
};

/**
 * Declares the platform for all constructs of the scope that it is made in, and makes the provider that serves it: AWS's, or MinIO's.
 *
 * @throws AccessError `InvalidPlatform`, `OutsidePlatform`, `PlatformTwice`, `PlatformTooLate`, `UnsupportedOnPlatform`
 */
export class StorageProviderBase<E extends TerraformEngine> extends Construct {
  /** The platform. */
  public readonly platform: Platform;
  /**
   * The provider's own object.
   *
   * @throws AccessError `NotOfAws` where the provider isn't that of AWS
   */
  public readonly resource!: ResourceOf<E, 'AwsProvider'>;

  private readonly made?: EngineProvider;

  constructor(engine: E, scope: Construct, id: string, props: StorageProviderProps<E>) {
    super(scope, id);
    const { platform, alias, config, settings } = readShape<StorageProviderProps<E>>(PROPS as Shape<StorageProviderProps<E>>, props, { what: id });
    checkIsPlatform(platform);
    const registry = AppRegistry.of(this);
    if (registry.platforms.has(scope)) {
      throw new AccessError({
        code: 'PlatformTwice',
        message: `${scope.node.path || 'the app'} has a StorageProvider already; ${this.node.path} would be a second platform for the same constructs`,
        remedy: 'declare each on a construct of its own that holds what it is for',
      });
    }
    if (registry.firstOnDefault !== undefined) throw outsidePlatform(registry.firstOnDefault, [scope.node.path || 'the app']);
    const early = registry.inheritedThrough.get(scope);
    if (early !== undefined) {
      throw new AccessError({
        code: 'PlatformTooLate',
        message: `${early} was made for the platform further up before ${this.node.path} declares another one for ${scope.node.path}, which holds it`,
        remedy: 'declare the StorageProvider first, before the constructs that it is for',
      });
    }
    this.platform = platform;
    const { needsAws, own, beside } = makeOtherProviders(engine, { scope: this, id: 'Resource', platform, alias, settings });
    if (!needsAws) checkSettings(this.node.path, platform, config, 'config');
    checkTags(this.node.path, platform, config as { readonly defaultTags?: unknown } | undefined);
    if (!own && !beside) checkSettings(this.node.path, platform, settings, 'settings');
    const makeAws = () => new engine.AwsProvider(this, 'Resource', { ...providerConfig(platform), ...(alias && { alias }), ...(config as object | undefined) });
    const provider = needsAws ? makeAws() : own;
    this.made = provider;
    if (provider) writeRecipe(provider, platform);
    handBack(this, 'resource', platform, provider as ResourceOf<E, 'AwsProvider'>);
    registry.platforms.set(scope, { platform, provider, beside });
    keptAccessKeys(engine, this, { platform, account: provider ?? engine.TerraformStack.of(this), provider });
  }

  /**
   * The provider, of whatever platform: for `provider` of a construct elsewhere.
   *
   * @throws AccessError `UnsupportedOnPlatform` where nothing is reached by a provider
   */
  public get provider(): EngineProvider {
    if (this.made) return this.made;
    throw unsupported(this.platform, { what: 'a provider', reason: 'is reached by a file', remedy: 'leave provider out, and make the plan with StorageAccess' });
  }
}

/**
 * Says for which platform a provider is, for those who read the stack back: its endpoints don't tell. It is a comment of Terraform's JSON, which
 * changes nothing that is made.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 */
function writeRecipe(provider: EngineProvider, platform: Platform): void {
  const recipe = recipeOf(platform);
  if (recipe !== undefined) provider.addOverride('//', { [RECIPE]: recipe });
}

/** AWS's provider has typed arguments, others have theirs by name: what is meant for the one isn't for the other. */
function checkSettings(path: string, platform: Platform, given: unknown, prop: 'config' | 'settings'): void {
  if (given === undefined) return;
  const { title } = platform;
  if (controlPlaneOf(platform).provider === undefined) {
    throw new AccessError({ code: 'InvalidPlatform', message: `${path} is given ${prop}, and ${title} has no provider`, remedy: `leave ${prop} out` });
  }
  throw new AccessError({
    code: 'InvalidPlatform',
    message: `${path} is given ${prop}, and the provider of ${title} is ${prop === 'config' ? "another one than AWS's" : 'that of AWS'}`,
    remedy: `give its arguments as ${prop === 'config' ? 'settings: { … }, as Terraform calls them' : 'config: { … }'}`,
  });
}

/** Tags that the provider puts on all that it makes would be the platform's to refuse, one by one, while it deploys. */
function checkTags(path: string, platform: Platform, config: { readonly defaultTags?: unknown } = {}): void {
  const { defaultTags = [] } = config;
  if (Array.isArray(defaultTags) && defaultTags.length === 0) return;
  checkFeature(platform, 'tags', `defaultTags of ${path}`);
}

type Endpoints = NonNullable<ReturnType<typeof awsProviderArgs>['endpoints']>[number];

const inEngine = ({ s3control, ...each }: Endpoints) => ({ ...each, ...(s3control !== undefined && { s3Control: s3control }) });

/** Arguments of the AWS provider, in the letters of the engines. */
function providerConfig(platform: Platform): object {
  const { endpoints = [], skipMetadataApiCheck, ...others } = awsProviderArgs(platform);
  return {
    ...others,
    ...(endpoints.length > 0 && { endpoints: endpoints.map(inEngine) }),
    ...(skipMetadataApiCheck && { skipMetadataApiCheck: 'true' }),
  };
}
