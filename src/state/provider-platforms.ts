import { platformOf } from '../platforms/from-mark';
import { MARK } from '../platforms/mark';
import type { Platform } from '../platforms/platform';
import type { UnknownAccess } from './access-state';
import { at, blocks, entries, own } from './json';

/**
 * The platforms that the providers of a stack are declared for. A StorageProvider for another platform than AWS says so in a comment of its
 * provider's block; no other provider says anything.
 */
export class ProviderPlatforms {
  /** What a comment says that this version doesn't understand. */
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
        const mark = at(configuration, '//', MARK);
        if (mark === undefined) continue;
        const alias = own(configuration, 'alias');
        const name = typeof alias === 'string' ? `${type}.${alias}` : type;
        const platform = platformOf(mark);
        if (platform !== undefined) this.byName.set(name, platform);
        else unreadable.push({ where: `${prefix}provider.${name}`, reason: 'it is declared for a platform that this version of the package can\'t make; name it (option platform, --platform)' });
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
