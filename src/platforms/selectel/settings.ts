import { AccessError } from '../../errors';
import type { Platform, SelectelSettings } from '../platform';

/**
 * What of Selectel goes beyond what other platforms have.
 *
 * @throws AccessError `InvalidPlatform` where the platform has none of it
 */
export function selectelSettings({ selectel, title }: Platform): SelectelSettings {
  if (selectel) return selectel;
  throw new AccessError({ code: 'InvalidPlatform', message: `${title} is without the settings that its control plane needs`, remedy: 'make it with selectel(…)' });
}

/** Those who manage the buckets, where bucket policies lock out everybody that they don't name; undefined where nobody is said to. */
export function managersOf({ selectel }: Platform): readonly string[] | undefined {
  return selectel?.managers;
}

/** Whether a bucket policy names somebody in the way that was confirmed. */
export function isConfirmedPrincipal(name: string, { selectel }: Platform): boolean {
  if (selectel === undefined) return false;
  const [before, behind] = selectel.principal.split(/\{(?:id|name)\}/);
  const inside = name.slice(before.length, name.length - behind.length);
  return selectel.managers.includes(name) || (name === `${before}${inside}${behind}` && /^[A-Za-z0-9+=,.@_-]+$/.test(inside));
}
