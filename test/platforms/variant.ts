import type { Platform } from '../../src';
import { made } from '../../src/platforms/check-is-platform';

/** A platform of ours that differs in some facts, as no function makes it. */
export const variant = (platform: Platform, changes: Partial<Platform>): Platform => made({ ...platform, ...changes });
