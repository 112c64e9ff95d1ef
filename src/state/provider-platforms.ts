import { platformOf } from '../platforms/from-recipe';
import type { ControlPlane, Platform } from '../platforms/platform';
import { RECIPE } from '../platforms/recipe';
import type { UnknownAccess } from './access-state';
import { at, blocks, entries, own, scalarText } from './json';

/** The control planes that a provider reaches, whose packages have the same names on Terraform and on Pulumi. */
const REACHED: ReadonlyMap<string, readonly ControlPlane[]> = new Map([['aws', ['awsIam', 'selectel']], ['minio', ['minio']]]);

/** Where AWS itself answers, whatever it is called. */
const AWS_ITSELF = /^https?:\/\/([^/]*\.)?(amazonaws\.com(\.cn)?|api\.aws)(:\d+)?(\/|$)/i;

/**
 * The platforms that the providers of a stack are declared for. A StorageProvider for another platform than AWS says so in a comment of its
 * provider's block; no other provider says anything.
 */
export class ProviderPlatforms {
  /** What a comment says that isn't followed. */
  public readonly unreadable: readonly UnknownAccess[];
  private readonly byName = new Map<string, Platform>();

  /**
   * @param providers the section `provider` of a stack
   * @param prefix what addresses begin with
   */
  public constructor(providers: unknown, prefix: string) {
    const unreadable: UnknownAccess[] = [];
    for (const [type, configurations] of entries(providers)) {
      for (const configuration of blocks(configurations)) {
        const recipe = at(configuration, '//', RECIPE);
        if (recipe === undefined) continue;
        const alias = own(configuration, 'alias');
        const name = typeof alias === 'string' ? `${type}.${alias}` : type;
        const { platform, reason } = declaredPlatform(type, configuration, recipe);
        if (platform !== undefined) this.byName.set(name, platform);
        else unreadable.push({ where: `${prefix}provider.${name}`, reason });
      }
    }
    this.unreadable = unreadable;
  }

  /**
   * The platform of a resource.
   *
   * @param type the resource's type, whose first word is its provider where it names none
   * @param provider what it names, such as `aws.store`
   */
  public of(type: string, provider: unknown): Platform | undefined {
    if (this.byName.size === 0) return undefined;
    return this.byName.get(typeof provider === 'string' ? provider.replace(/^\$\{(.*)\}$/, '$1') : type.replace(/^data\./, '').split('_')[0]);
  }
}

/** The platform that a provider is declared for, or why that isn't believed. */
export type Declared = { readonly platform: Platform; readonly reason?: undefined } | { readonly platform?: undefined; readonly reason: string };

/**
 * The platform that a provider is declared for, of any engine.
 *
 * @param type the provider's package: `aws`
 * @param configuration its settings, of which `endpoints` counts
 * @param recipe what the declaration says
 */
export function declaredPlatform(type: string, configuration: unknown, recipe: unknown): Declared {
  const platform = platformOf(recipe);
  return platform !== undefined && reaches(type, configuration, platform) ? { platform } : { reason: reasonFor(platform) };
}

/**
 * Whether a provider goes where its comment says. Anybody may have written that, and what goes to AWS must not be judged by rules that bind
 * nobody there.
 */
function reaches(type: string, configuration: unknown, { controlPlane, endpoints: { iam, s3 } }: Platform): boolean {
  if (REACHED.get(type)?.includes(controlPlane) !== true) return false;
  if (type !== 'aws') return true;
  const asked = Object.entries({ iam, s3 }).filter(([, url]) => url !== undefined);
  const configured = blocks(own(configuration, 'endpoints'));
  const goesTo = (service: string, url: unknown) => configured.some((endpoints) => own(endpoints, service) === url);
  return asked.length > 0 && asked.every(([service, url]) => !AWS_ITSELF.test(scalarText(url)) && goesTo(service, url));
}

function reasonFor(platform: Platform | undefined): string {
  return platform === undefined
    ? 'it is declared for a platform that this version of the package can\'t make; name it (option platform, --platform)'
    : `it is declared for ${platform.title}, whose endpoints it doesn't have; all is judged by the rules of AWS: name the platform (option platform, --platform)`;
}
