import * as pulumi from '@pulumi/pulumi';
import type { Platform } from '../platforms/platform';
import { recipeOf } from '../platforms/recipe';

/** The type of the component that says what platform a provider is for. */
const TYPE = 'bucket-grants:index:StorageProvider';

/**
 * Writes down what platform a provider is for, so that previews and exports tell it: a component below the provider, which makes nothing. The args
 * of the provider can't hold it, since its package takes none that it doesn't know. For AWS nothing is written.
 */
export function declarePlatform(name: string, provider: pulumi.ProviderResource, platform: Platform): void {
  const recipe = recipeOf(platform);
  if (recipe !== undefined) new DeclaredPlatform(TYPE, name, { ...recipe, provider: provider.urn }, { parent: provider });
}

/** Has inputs only. */
class DeclaredPlatform extends pulumi.ComponentResource {}
