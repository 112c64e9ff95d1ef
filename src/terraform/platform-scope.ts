import type { Construct, IConstruct } from 'constructs';
import { AccessError } from '../errors';
import type { Account } from '../plan/ledger';
import { aws } from '../platforms/aws/aws';
import { checkIsPlatform } from '../platforms/check-is-platform';
import type { Platform } from '../platforms/platform';
import { listOf, objectOf, OPAQUE, wrongType } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { checkMakeable } from './control-planes';
import { handThrough, type Dependable, type EngineProvider, type MetaArguments, type TerraformEngine } from './engine';
import { AppRegistry, type DeclaredPlatform } from './registry';
import { isSamePlatform, isSameStore } from './same-platform';

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

/** Resources to wait for, each of which knows its own address. */
const DEPENDABLES = listOf((value, at) => {
  if (typeof value === 'object' && value !== null && typeof (value as Partial<Dependable>).fqn === 'string') return value;
  throw wrongType(at, value, 'a resource of this engine', 'give the resource itself');
});

/** A provider is a construct of the engine, and no expression that would be one. */
const PROVIDER = objectOf('a provider of this engine', (value) => 'addOverride' in value && typeof value.addOverride === 'function');

/** The shape of {@link ConstructOptions}. */
export const CONSTRUCT_OPTIONS: Shape<ConstructOptions> = { platform: OPAQUE, provider: PROVIDER, dependsOn: DEPENDABLES };

/** Where a construct's resources are made, and what they wait for. */
export interface Placement {
  readonly platform: Platform;
  /** Arguments for every resource of the construct. */
  readonly meta: MetaArguments;
  /** The same provider, to compare. */
  readonly provider?: EngineProvider;
  readonly dependsOn: readonly Dependable[];
  readonly account: Account;
}

/**
 * Finds the platform of a construct: named on it, else that of the nearest StorageProvider up the tree, else AWS, if the app declares
 * no platform anywhere: nothing is ever made in real AWS by forgetting.
 *
 * @throws AccessError `InvalidPlatform`, `OutsidePlatform`
 */
export function placementOf(engine: TerraformEngine, scope: Construct, { platform, provider, dependsOn = [] }: ConstructOptions): Placement {
  if (platform !== undefined) checkIsPlatform(platform);
  const registry = AppRegistry.of(scope);
  const declared = declaredAbove(scope, registry, platform === undefined);
  const chosen = platform ?? declared?.platform ?? defaultPlatform(scope, registry);
  // A platform that was named on the construct isn't served by the provider of another one.
  const inherited = declared && isSamePlatform(declared.platform, chosen) ? declared.provider : undefined;
  const used = provider ?? inherited;
  const meta = { ...(used && { provider: handThrough(used) }), ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }) };
  checkMakeable(scope, chosen);
  const account = used ?? engine.TerraformStack.of(scope);
  return { platform: chosen, provider: used, dependsOn, meta, account };
}

/** The platform that was declared for a construct of anybody's, if one was. */
export function declaredPlatform(scope: IConstruct): Platform | undefined {
  const { platforms } = AppRegistry.of(scope);
  return [...scope.node.scopes].reverse().map((ancestor) => platforms.get(ancestor)?.platform).find((found) => found !== undefined);
}

/** The nearest platform up the tree. A construct that relies on it is noted on the way, so that nobody declares a nearer one when it is too late. */
function declaredAbove(scope: Construct, registry: AppRegistry, relied: boolean): DeclaredPlatform | undefined {
  if (registry.platforms.size === 0) return undefined;
  for (const ancestor of [...scope.node.scopes].reverse()) {
    const found = registry.platforms.get(ancestor);
    if (found) return found;
    if (relied && !registry.inheritedThrough.has(ancestor)) registry.inheritedThrough.set(ancestor, scope.node.path);
  }
  return undefined;
}

function defaultPlatform(scope: Construct, registry: AppRegistry): Platform {
  if (registry.platforms.size > 0) throw outsidePlatform(scope.node.path, [...registry.platforms.keys()].map(({ node }) => node.path || 'the app'));
  registry.firstOnDefault ??= scope.node.path;
  return standard ??= aws();
}

/** What everybody who declares nothing shares; made when it is first needed, since importing the package should cost little. */
let standard: Platform | undefined;

/** The error for a construct that isn't below any declared platform. */
export function outsidePlatform(path: string, declaredOn: readonly string[]): AccessError {
  return new AccessError({
    code: 'OutsidePlatform',
    message: `${path} isn't below any StorageProvider, and the app declares a platform on ${declaredOn.join(', ')}: without one it would be made in AWS`,
    remedy: 'declare the StorageProvider first, on the stack or construct that holds this one, or name platform on the construct: platform: aws() if AWS is meant',
  });
}

/**
 * Refuses a principal of one store for something in another: there the same name may be somebody else's.
 *
 * @throws AccessError `OtherStore`
 */
export function checkSameStore(scope: Construct, platform: Platform, of: Construct, ofPlatform: Platform): void {
  if (isSameStore(platform, ofPlatform)) return;
  throw new AccessError({
    code: 'OtherStore',
    message: `${scope.node.path} is for ${storeName(platform)}, and ${of.node.path} is made in ${storeName(ofPlatform)}: a user or group of one store is nobody, or somebody else, in another`,
    remedy: 'make both below the same StorageProvider, or name the same platform on both',
  });
}

function storeName({ title, partition, endpoints }: Platform): string {
  return [title, ...(partition === 'aws' ? [] : [`(${partition})`]), ...Object.values(endpoints).filter((url) => url !== undefined).slice(0, 1).map((url) => `at ${url}`)].join(' ');
}
