import { blocks, isObject, type JsonObject, objectOf, own, scalarText } from './json';
import type { SourceResource } from './source';
import type { Unknowns } from './unknown';

/** Every resource of a values representation, those of its modules included. */
export function resourcesIn(values: unknown): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const modules = [...blocks(own(values, 'root_module'))];
  for (let index = 0; index < modules.length; index++) {
    for (const resource of blocks(own(modules[index], 'resources'))) found.push(resource);
    modules.push(...blocks(own(modules[index], 'child_modules')));
  }
  return found;
}

/** What is known of an attribute elsewhere; `undefined` where nothing is. */
interface Elsewhere {
  /** Comes before what is shown. */
  readonly instead?: (resource: ShownResource, attribute: string) => unknown;
  /** Comes where nothing is shown. */
  readonly fallback?: (resource: ShownResource, attribute: string) => unknown;
}

/** A resource with the values that `terraform show` prints for it. */
export class ShownResource implements SourceResource {
  public readonly type: string;
  public readonly where: string;
  private readonly values: unknown;

  public constructor(
    shown: JsonObject, private readonly tokens: Unknowns,
    private readonly raw: unknown = own(shown, 'values'),
    private readonly elsewhere: Elsewhere = {},
  ) {
    this.type = `${own(shown, 'mode') === 'data' ? 'data.' : ''}${scalarText(own(shown, 'type'))}`;
    this.where = scalarText(own(shown, 'address'));
    this.values = concealed(raw, own(shown, 'sensitive_values'), (path) => tokens.token(`${this.where}.${path}`, SENSITIVE));
  }

  public get token(): string {
    return this.tokens.token(this.where, 'its name is known only after apply');
  }

  public get(attribute: string): unknown {
    return this.elsewhere.instead?.(this, attribute) ?? own(this.values, attribute) ?? this.elsewhere.fallback?.(this, attribute);
  }

  /** An attribute as it is shown, whatever is known of it elsewhere. */
  public shown(attribute: string): unknown {
    return own(this.values, attribute);
  }

  /** With what is sensitive: of what isn't read a fingerprint is printed and nothing else. */
  public contents(): unknown {
    return this.raw;
  }
}

/** Why a value that a source calls a secret is unknown. */
const SENSITIVE = 'a sensitive value, which is not read; what depends on it is not certain';

/**
 * A value without what Terraform calls sensitive in it. Whatever is read may be printed, wherever a secret has got into: a name, a folder, a
 * condition.
 *
 * @param sensitive what of it is: `true` for all of it, or the same shape
 * @param token the token of what stands at a path, such as `tags.owner`
 */
function concealed(value: unknown, sensitive: unknown, token: (path: string) => string, path = ''): unknown {
  if (value === undefined || value === null) return value;
  if (sensitive === true) return token(path);
  if (Array.isArray(value)) {
    const inner: readonly unknown[] = Array.isArray(sensitive) ? sensitive : [];
    return inner.length === 0 ? value : value.map((item: unknown, index) => concealed(item, inner[index], token, `${path}[${index}]`));
  }
  if (!isObject(value) || !isObject(sensitive)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => [key, concealed(item, own(sensitive, key), token, path === '' ? key : `${path}.${key}`)]));
}
