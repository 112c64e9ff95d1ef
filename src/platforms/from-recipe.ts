import { AccessError } from '../errors';
import { activeScale } from './active-scale/active-scale';
import { cephRgw } from './ceph-rgw/ceph-rgw';
import { customPlatform } from './custom/custom-platform';
import { deltaGlider } from './delta-glider/delta-glider';
import { minio } from './minio/minio';
import type { Platform } from './platform';
import { optionsIn, type PlatformRecipe } from './recipe';
import { relayer } from './relayer/relayer';
import { selectel } from './selectel/selectel';

/** The functions that make platforms, which check what they are given. */
const FUNCTIONS: ReadonlyMap<unknown, (options: never) => Platform> = new Map<unknown, (options: never) => Platform>(
  Object.entries({ activeScale, cephRgw, customPlatform, deltaGlider, minio, relayer, selectel }),
);

/** Makes the platform of a recipe again; undefined where this version makes none of it, as when another version has written it. */
export function platformOf(recipe: unknown): Platform | undefined {
  const { platform, options } = (typeof recipe === 'object' ? recipe ?? {} : {}) as Partial<PlatformRecipe>;
  const make = FUNCTIONS.get(platform);
  try {
    return make?.(optionsIn(options) as never);
  } catch (error) {
    // what a function refuses or trips over, and what is nested without end: the code that wrote it wasn't this version
    if (error instanceof AccessError || error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
