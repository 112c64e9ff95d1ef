import { Construct } from 'constructs';
import { AccessError } from '../errors';
import type { Platform } from '../platforms/platform';
import type { ConfigOf, ResourceOf, TerraformEngine } from './engine';
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
   * Further arguments of the AWS provider, such as credentials; they win over what the platform says.
   *
   * @default - none
   */
  readonly config?: ConfigOf<E, 'AwsProvider'>;
}

/**
 * Declares the platform for all constructs of the scope that it is made in, and makes the AWS provider that serves it.
 *
 * @throws AccessError `OutsidePlatform`, `PlatformTwice`, `PlatformTooLate`
 */
export class StorageProviderBase<E extends TerraformEngine> extends Construct {
  /** The platform. */
  public readonly platform: Platform;
  /** The provider's own object. */
  public readonly resource: ResourceOf<E, 'AwsProvider'>;

  constructor(engine: E, scope: Construct, id: string, { platform, alias, config }: StorageProviderProps<E>) {
    super(scope, id);
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
    const provider = new engine.AwsProvider(this, 'Resource', { ...providerConfig(platform), ...(alias && { alias }), ...(config as object | undefined) });
    this.resource = provider as ResourceOf<E, 'AwsProvider'>;
    registry.platforms.set(scope, { platform, provider });
    keptAccessKeys(engine, this, { platform, account: provider, provider });
  }
}

/**
 * Arguments of the AWS provider. With custom endpoints it asks neither STS nor the metadata service, which only AWS has, and addresses
 * buckets by path.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints
 */
function providerConfig({ region, endpoints: { iam, s3 } }: Platform): object {
  if (iam === undefined && s3 === undefined) return { ...(region && { region }) };
  return {
    region: region ?? 'us-east-1',
    // also what isn't asked today: a request that a later version of the provider makes goes to the store, never to AWS
    endpoints: [{ ...(iam !== undefined && { iam, sts: iam }), ...(s3 !== undefined && { s3, s3Control: s3 }) }],
    skipCredentialsValidation: true,
    skipRequestingAccountId: true,
    skipRegionValidation: true,
    skipMetadataApiCheck: 'true',
    s3UsePathStyle: true,
  };
}
