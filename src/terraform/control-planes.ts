import type { IConstruct } from 'constructs';
import { checkPartOfPlan, checkReachable, controlPlaneOf } from '../plan/control-planes';
import { snakeCase } from '../plan/control-planes/provider-sources';
import { notOfAws } from '../plan/refusals';
import type { Platform } from '../platforms/platform';
import type { EngineProvider, ProviderScope, TerraformEngine } from './engine';
import { makeProvider } from './generic-resource';
import { AppRegistry } from './registry';

/** The providers of a platform beside AWS's, and whether that of AWS is needed. */
export interface OtherProviders {
  readonly needsAws: boolean;
  /** The one that takes the place of AWS's. */
  readonly own?: EngineProvider;
  /** The one beside it. */
  readonly beside?: EngineProvider;
}

/**
 * Makes the providers of a platform that aren't AWS's. What isn't said comes from their environment, such as `MINIO_USER`, `OS_USERNAME`.
 *
 * @throws AccessError `UnsupportedOnPlatform` where no engine can make anything there
 */
export function makeOtherProviders(engine: TerraformEngine, place: ProviderScope): OtherProviders {
  const { platform, settings = {} } = place;
  checkReachable(platform);
  const { provider, beside } = controlPlaneOf(platform);
  const other = provider !== undefined && provider.name !== 'aws';
  const said = other ? Object.entries(provider.args(platform)).map(([name, value]) => [snakeCase(name), value] as const) : [];
  return {
    needsAws: provider?.name === 'aws',
    ...(other && { own: makeProvider(engine, provider.name, place, { ...Object.fromEntries(said), ...settings }) }),
    ...(beside !== undefined && { beside: makeProvider(engine, beside, { ...place, id: `${beside[0].toUpperCase()}${beside.slice(1)}` }, settings) }),
  };
}

/**
 * Refuses a construct that can't be made on its platform: none can, or only a whole plan.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
export function checkMakeable(scope: IConstruct, platform: Platform): void {
  checkReachable(platform);
  const { wholePlans } = AppRegistry.of(scope);
  const isPart = scope.node.scopes.some((ancestor) => wholePlans.has(ancestor));
  checkPartOfPlan(platform, isPart, scope.node.path, "new StorageAccess(this, 'access', { plan: accessPlan({ platform, users, groups, buckets }) })");
}

/**
 * Hands the provider's own objects back as a property of a construct. They are typed for AWS; elsewhere the property refuses to be asked.
 *
 * @param name the property, such as `resources`
 */
export function handBack<Name extends string, T>(
  construct: { readonly [Key in Name]: T }, name: Name, platform: Platform, value: T,
): void {
  const { isAws } = controlPlaneOf(platform);
  const get = () => {
    if (isAws) return value;
    throw notOfAws(name, platform);
  };
  Object.defineProperty(construct, name, { get, enumerable: isAws, configurable: true });
}
