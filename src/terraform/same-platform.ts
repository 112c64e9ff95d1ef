import { isDeepStrictEqual } from 'node:util';
import type { Platform } from '../platforms/platform';

/** Whether two platform objects say the same, so that anyone who makes one with a function gets no other platform at each call. */
export function isSamePlatform(one: Platform, other: Platform): boolean {
  return one === other || isDeepStrictEqual(one, other);
}

/** Whether two platforms are one store, which has its own buckets and people: regions aside, which share both, and how names begin. */
export function isSameStore(one: Platform, other: Platform): boolean {
  return one === other || isSamePlatform({ ...one, region: undefined, scope: undefined }, { ...other, region: undefined, scope: undefined });
}
