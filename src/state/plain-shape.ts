import { AccessError } from '../errors';
import { shown } from '../shape/shown';
import { entries, own } from './json';
import type { PublicAccessBlock } from './resource-access';

/** A text of a hand-written state, where there is one. */
export function text(value: unknown, where: string): string | undefined {
  expect(value === undefined || typeof value === 'string', where, 'a text', value);
  return value as string | undefined;
}

/** One of some texts, where there is one. */
export function choice<T extends string>(value: unknown, where: string, allowed: readonly T[]): T | undefined {
  expect(value === undefined || allowed.includes(value as T), where, `one of ${allowed.join(', ')}`, value);
  return value as T | undefined;
}

/** A list of texts; empty where there is none. */
export function texts(value: unknown, where: string): readonly string[] {
  expect(value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string')), where, 'a list of texts', value);
  return value === undefined ? [] : [...value as readonly string[]];
}

/** Refuses what is not an object, and an object with other keys than these: a slip would be access that nobody hears of. */
export function onlyKeys(value: unknown, where: string, allowed: readonly string[]): void {
  expect(typeof value === 'object' && value !== null && !Array.isArray(value), where, 'an object', value);
  const slip = entries(value).find(([key]) => !allowed.includes(key));
  expect(slip === undefined, where, `an object with no other keys than ${allowed.join(', ')}`, slip?.[0]);
}

/** The settings of Block Public Access. */
export const BLOCK_SETTINGS = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'] as const;

/** Block Public Access, where it is there: a setting that isn't written isn't known. */
export function publicAccessBlock(value: unknown, where: string): PublicAccessBlock | undefined {
  if (value === undefined) return undefined;
  onlyKeys(value, where, BLOCK_SETTINGS);
  const settings = BLOCK_SETTINGS.flatMap((setting) => {
    const is = own(value, setting);
    expect(is === undefined || typeof is === 'boolean', `${where}.${setting}`, 'true or false', is);
    return is === undefined ? [] : [[setting, is]];
  });
  return Object.fromEntries(settings) as PublicAccessBlock;
}

/** Refuses what isn't as it should be. */
export function expect(holds: boolean, where: string, wanted: string, found: unknown): void {
  if (holds) return;
  throw new AccessError({
    code: 'UnreadableSource',
    message: `${where} of the access state must be ${wanted}; found ${shown(found)}`,
    remedy: 'write the state as { account?, users: { NAME: { policies: [DOC], groups?: [NAME], boundary?: DOC } }, groups?: { NAME: { policies: [DOC] } }, roles?: { NAME: { policies: [DOC], trust?: DOC } }, buckets?: { NAME: { account?, policy?: DOC, acl?, objectOwnership?, publicAccessBlock? } }, resources?: { ARN: { policy?: DOC, bucket? } }, limits?: { NAME: { kind, policy: DOC, targets? } }, publicAccessBlock? }',
  });
}
