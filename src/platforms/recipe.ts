import { replaceDeployTime } from '../policy/deploy-time';
import { made } from './check-is-platform';
import type { Platform } from './platform';

/*
 * How a platform was made, so that it can be made again from what an engine synthesizes: neither endpoints nor resources tell which platform
 * they are for.
 */

/** The function that made a platform, and what it was given. */
export interface PlatformRecipe {
  /** The function: `minio`. */
  readonly platform: string;
  /** Its options, as JSON. */
  readonly options?: unknown;
}

/** What stands before a recipe where it stands among the comments of others. */
export const RECIPE = 'bucket-grants';

const recipes = new WeakMap<Platform, PlatformRecipe>();

/**
 * Remembers how a platform was made.
 *
 * @param name the function
 * @param options those that the function knows, and no others: whatever else a caller has in the same object stays out of what is synthesized
 */
export function madeBy(name: string, options: unknown, platform: Platform): Platform {
  recipes.set(platform, { platform: name, options: plain(options) });
  return made(platform);
}

/** How a platform was made; undefined for AWS, which is what is meant where nothing is said. */
export function recipeOf(platform: Platform): PlatformRecipe | undefined {
  return recipes.get(platform);
}

/** JSON has no Infinity, by which a profile says that something has no limit. */
const INFINITY = 'Infinity';

/** What stands in a recipe for what is known only at deploy: an id, by which nothing is judged. */
const LATER = 'known-at-deploy';

function plain(options: unknown): unknown {
  const write = (value: unknown) => (typeof value === 'string' ? replaceDeployTime(value, () => LATER) : value === Infinity ? INFINITY : value);
  return JSON.parse(JSON.stringify(options ?? {}, (_, value: unknown) => write(value)));
}

/** Whether a text of a platform that was made from a recipe holds something that was known only at deploy. */
export function isLater(text: string): boolean {
  return text.includes(LATER);
}

/** The options of a recipe as they were given. */
export function optionsIn(options: PlatformRecipe['options']): unknown {
  return JSON.parse(JSON.stringify(options ?? {}), (_, value: unknown) => (value === INFINITY ? Infinity : value));
}
