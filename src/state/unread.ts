import { s3Path } from '../policy/s3-arn';
import type { UnknownScope } from './access-state';
import { fingerprint } from './fingerprint';
import { blocks, isObject, mapStrings, own } from './json';
import { unreadType } from './resource-types';
import type { BearingAttribute, UnreadType } from './resource-types/row';
import type { SourceResource } from './source';
import type { Unknowns } from './unknown';

/** Something that bears on access and isn't read. */
export interface Unread {
  readonly where: string;
  readonly reason: string;
  readonly scope: UnknownScope;
  readonly fingerprint?: string;
}

/**
 * What of a resource bears on access and isn't read, if anything does.
 *
 * @param all whether nothing of it was read, although its kind is
 * @param isAws whether it is judged by the rules of AWS
 */
export function unreadIn(resource: SourceResource, tokens: Unknowns, all = false, isAws = true): Unread | undefined {
  const row = unreadType(resource.type, all);
  if (row === undefined || (isAws && row.isReadOnAws === true) || row.by?.some((attribute) => bears(resource, attribute)) === false) return undefined;
  const contents = resource.contents?.();
  return {
    where: resource.where,
    reason: row.reason,
    scope: scopeOf(resource, row, tokens),
    ...(contents !== undefined && { fingerprint: fingerprint(canonical(mapStrings(contents, (text) => tokens.show(text)))) }),
  };
}

function bears(resource: SourceResource, { attribute, within, harmless = [], unset = false }: BearingAttribute): boolean {
  const value = resource.get(attribute);
  if (isNothing(value)) return unset;
  const values = within === undefined || typeof value === 'string' ? [value] : blocks(value).map((block) => own(block, within) ?? own(block, camelCase(within)));
  return values.some((one) => !harmless.includes(one));
}

/** What providers write for an attribute that isn't set. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
}

function scopeOf(resource: SourceResource, { effect, services, bucket, principals }: UnreadType, tokens: Unknowns): UnknownScope {
  const buckets = bucket === undefined ? undefined : namesIn(resource.get(bucket), tokens)?.map(bucketName);
  const named = principals === undefined || !('attribute' in principals) ? principals : namesIn(resource.get(principals.attribute), tokens)?.map((name) => `${principals.kind} ${name}`);
  return {
    ...(effect !== undefined && { effect }),
    ...(services !== undefined && { services }),
    ...(buckets !== undefined && { buckets }),
    ...(named !== undefined && { principals: named }),
  };
}

/** The names in an attribute that holds one or a list, where all of them are known. */
function namesIn(value: unknown, tokens: Unknowns): readonly string[] | undefined {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  return names.length > 0 && names.every((name): name is string => typeof name === 'string' && name !== '' && tokens.isKnown(name)) ? names : undefined;
}

/** The bucket that a name or an ARN is about. */
function bucketName(text: string): string {
  return s3Path(text)?.split('/')[0] ?? text;
}

function camelCase(attribute: string): string {
  return attribute.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** JSON text that is the same for values that are: keys in order, and nothing of what isn't set. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).filter((key) => !isNothing(value[key])).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}
