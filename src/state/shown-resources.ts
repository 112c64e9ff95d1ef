import { concealed, SENSITIVE } from './concealed';
import { blocks, type JsonObject, own, scalarText } from './json';
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
