import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { aws } from '../platforms/aws/aws';
import { checkIsPlatform } from '../platforms/check-is-platform';
import type { Platform } from '../platforms/platform';
import { OPAQUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { ancestry } from './ancestry';
import { checkMakeable, providedType, PROVIDED_TYPES } from './control-planes';
import { Program } from './program';

/** Args of every construct. */
export interface PlatformArgs {
  /**
   * The platform that the construct is for; needed only where the program declares a StorageProvider and this construct isn't given its
   * provider.
   *
   * @default - the platform of the StorageProvider that is the construct's provider; aws() where the program has no StorageProvider
   */
  readonly platform?: Platform;
}

/** The shape of {@link PlatformArgs}. */
export const PLATFORM_ARGS: Shape<PlatformArgs> = { platform: OPAQUE };

/** Where a construct's resources are made. */
export interface Placement {
  readonly program: Program;
  readonly platform: Platform;
  readonly construct: pulumi.ComponentResource;
  /** The provider of its resources; undefined for the engine's default. */
  readonly provider?: pulumi.ProviderResource;
  /** The construct's logical name. */
  readonly name: string;
  /** The construct's whole path: project, stack, parents, type and name. No two constructs of an account have the same. */
  readonly path: string;
  /** Options of every resource of the construct. */
  readonly opts: pulumi.CustomResourceOptions;
}

const DEFAULT = aws();

/**
 * Finds the platform of a construct: named on it, else that of the StorageProvider that is its provider (its own, inherited, or that of
 * the grantee of the construct), else AWS, if the program declares no platform at all: nothing is ever made in real AWS by forgetting.
 *
 * @param resource the construct
 * @param platform the platform that was named on it
 * @param opts the construct's own options
 * @param fallback what has a provider where the construct has none: its grantee, or its bucket
 * @throws AccessError `InvalidPlatform`, `OutsidePlatform`
 */
export function placementOf(
  resource: pulumi.ComponentResource, { platform }: PlatformArgs, opts: pulumi.ComponentResourceOptions = {}, fallback?: pulumi.ProviderResource,
): Placement {
  if (platform !== undefined) checkIsPlatform(platform);
  const program = Program.current();
  const name = pulumi.resourceName(resource);
  const provider = ownProvider(resource, platform, program) ?? fallback;
  const declared = provider && program.platforms.get(provider);
  const chosen = platform ?? declared ?? defaultPlatform(program, name);
  checkMakeable(resource, chosen);
  return {
    program,
    construct: resource,
    provider,
    name,
    path: pathOf(resource, program),
    platform: chosen,
    opts: { parent: resource, ...(provider && { provider }), ...(opts.dependsOn && { dependsOn: opts.dependsOn }) },
  };
}

/** The provider of a resource's package, where it has one of its own or from its parents. */
export function providerOf(resource: pulumi.Resource): pulumi.ProviderResource | undefined {
  return resource.getProvider(pulumi.resourceType(resource));
}

/** The provider that a construct was given, also through its parents: that of the platform that it names, else the one that it has. */
function ownProvider(resource: pulumi.ComponentResource, platform: Platform | undefined, program: Program): pulumi.ProviderResource | undefined {
  if (platform !== undefined) {
    const type = providedType(platform);
    return type === undefined ? undefined : resource.getProvider(type);
  }
  const given = PROVIDED_TYPES.map((type) => resource.getProvider(type)).filter((provider) => provider !== undefined);
  const declared = given.filter((provider) => program.platforms.has(provider));
  if (declared.length <= 1) return declared[0] ?? given[0];
  throw new AccessError({
    code: 'OutsidePlatform',
    message: `${pulumi.resourceName(resource)} has the providers of several platforms: ${declared.map((provider) => pulumi.resourceName(provider)).join(', ')}`,
    remedy: 'name platform on it, or give it one of them: { provider: store }',
  });
}

/** Whether two platforms are the same one; they are plain data. */
export function samePlatform(a: Platform, b: Platform): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Whether a placement's provider belongs to a StorageProvider. */
export function isDeclared({ program, provider }: Placement): boolean {
  return provider !== undefined && program.platforms.has(provider);
}

function defaultPlatform(program: Program, name: string): Platform {
  if (program.platforms.size > 0) throw outsidePlatform(name, [...program.platforms.keys()].map((provider) => pulumi.resourceName(provider)));
  program.firstOnDefault ??= name;
  return DEFAULT;
}

/** The error for a construct that has the provider of no declared platform. */
export function outsidePlatform(name: string, providers: readonly string[]): AccessError {
  return new AccessError({
    code: 'OutsidePlatform',
    message: `${name} has no StorageProvider as its provider, and the program declares ${providers.join(', ')}: it would be made in AWS`,
    remedy: 'make the StorageProvider first and pass it on: { provider: store }; or name platform on the construct: platform: aws() if AWS is meant',
  });
}

function pathOf(resource: pulumi.Resource, { asked }: Program): string {
  // a parent in a program of another language has neither type nor name here: it is what the component is below
  const own = [...ancestry(resource)].reverse().filter((each) => pulumi.resourceType(each) !== '');
  const parts = [asked?.below ?? '', ...own.map((each) => `${pulumi.resourceType(each)}::${pulumi.resourceName(each)}`)];
  return [pulumi.getProject(), pulumi.getStack(), ...parts.filter((part) => part !== '' && !part.startsWith('pulumi:pulumi:Stack::'))].join('/');
}
