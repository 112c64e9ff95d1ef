import type { Construct } from 'constructs';
import { AccessError } from '../errors';
import { aws } from '../platforms/aws';
import type { Platform } from '../platforms/platform';
import { handThrough, type Dependable, type EngineProvider, type MetaArguments } from './engine';
import { AppRegistry } from './registry';

/** Options of every construct. */
export interface ConstructOptions {
  /**
   * The platform that the construct is for; needed only where another one was declared in the app and this construct isn't below it.
   *
   * @default - the platform of the nearest StorageProvider up the tree; aws() where the app has no StorageProvider
   */
  readonly platform?: Platform;
  /**
   * The Terraform provider that makes the resources.
   *
   * @default - the provider of the StorageProvider, else the default AWS provider of the stack
   */
  readonly provider?: EngineProvider;
  /**
   * Resources that must be there before those of this construct.
   *
   * @default - none
   */
  readonly dependsOn?: Dependable[];
}

/** Where a construct's resources are made, and what they wait for. */
export interface Placement {
  readonly platform: Platform;
  /** Arguments for every resource of the construct. */
  readonly meta: MetaArguments;
  /** The same provider, to compare. */
  readonly provider?: EngineProvider;
}

/**
 * Finds the platform of a construct: named on it, else that of the nearest StorageProvider up the tree, else AWS, if the app declares
 * no platform anywhere: nothing is ever made in real AWS by forgetting.
 *
 * @throws AccessError `OutsidePlatform`
 */
export function placementOf(scope: Construct, { platform, provider, dependsOn }: ConstructOptions): Placement {
  const registry = AppRegistry.of(scope);
  const declared = [...scope.node.scopes].reverse().map((ancestor) => registry.platforms.get(ancestor)).find((found) => found !== undefined);
  const chosen = platform ?? declared?.platform ?? defaultPlatform(scope, registry);
  // A platform that was named on the construct isn't served by the provider of another one.
  const inherited = declared?.platform === chosen ? declared.provider : undefined;
  const used = provider ?? inherited;
  return { platform: chosen, provider: used, meta: { ...(used && { provider: handThrough(used) }), ...(dependsOn && { dependsOn }) } };
}

function defaultPlatform(scope: Construct, registry: AppRegistry): Platform {
  if (registry.platforms.size > 0) throw outsidePlatform(scope.node.path, [...registry.platforms.keys()].map(({ node }) => node.path || 'the app'));
  registry.firstOnDefault ??= scope.node.path;
  return DEFAULT;
}

const DEFAULT = aws();

/** The error for a construct that isn't below any declared platform. */
export function outsidePlatform(path: string, declaredOn: readonly string[]): AccessError {
  return new AccessError({
    code: 'OutsidePlatform',
    message: `${path} isn't below any StorageProvider, and the app declares a platform on ${declaredOn.join(', ')}: without one it would be made in AWS`,
    remedy: 'declare the StorageProvider first, on the stack or construct that holds this one, or name platform on the construct: platform: aws() if AWS is meant',
  });
}
