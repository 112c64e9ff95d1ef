import type { Statement } from '../../policy/document';
import { s3Arn, s3Path } from '../../policy/s3-arn';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { BoundedCache, CACHE_LIMITS } from '../domain/bounded-cache';
import { type Glob, character, literalGlob, run } from '../domain/glob';
import { shapeGlob } from '../model/request-model';
import { serviceOf } from './governed';

/** The literal beginnings of the actions and resources that a cube can hold for. */
export interface Reach {
  readonly action: readonly string[];
  readonly resource: readonly string[];
}

/** All buckets and what lies in them. */
export const ANY_BUCKET: readonly Glob[] = [[...shapeGlob(s3Arn('', '*')), run()]];

const bucketPairs = new BoundedCache<string, readonly Glob[]>(CACHE_LIMITS.buckets);

/** The bucket and all that lies in it. */
export function bucketGlobs(name: string): readonly Glob[] {
  return bucketPairs.get(name, () => bucketAndObjects(literalGlob(name)));
}

/** All buckets that one may be whose name isn't known in full, and what lies in them. */
export function unnamedGlobs(text: string): readonly Glob[] {
  const parts = text.split(UNKNOWN_TEXT).map((part) => literalGlob(part));
  const name = parts.flatMap((part, index) => (index === 0 ? part : [run('/:'), ...part]));
  return bucketAndObjects(name);
}

function bucketAndObjects(name: Glob): readonly Glob[] {
  const bucket = [...shapeGlob(s3Arn('', '*')), ...name];
  return [bucket, [...bucket, character('/'), run()]];
}

/** Whether cubes may speak of something in a bucket, or another resource. */
export function reachesBucket(reaches: readonly Reach[], bucket: string): boolean {
  return reaches.some(({ resource }) => resource.some((text) => meets(text)(bucket)));
}

/** Which buckets the text that begins an ARN can go on to name, in whatever partition. */
function meets(beginning: string): (bucket: string) => boolean {
  const path = s3Path(beginning);
  const [, service = '', end = ''] = /^arn:[^:]*:([^:]*)(:?)/.exec(beginning) ?? [];
  const isOpen = (of: string) => (end === '' ? of.startsWith(service) : service === of);
  return (bucket) => {
    const of = serviceOf(bucket);
    // what lies behind an access point bears on it as well
    if (of !== undefined) return isOpen(of) || (of === 's3' && path !== undefined);
    return path === undefined ? isOpen('s3') : path.startsWith(bucket) || bucket.startsWith(path);
  };
}

/** A quick look at the literal beginnings of a statement's resources, which errs on the side of yes. */
export function mayReach({ resources }: Statement, buckets: readonly string[]): boolean {
  return resources === undefined || resources.some((text) => {
    const beginning = /^[^*?$]*/.exec(text.split(UNKNOWN_TEXT)[0])?.[0] ?? '';
    return buckets.some(meets(beginning));
  });
}
