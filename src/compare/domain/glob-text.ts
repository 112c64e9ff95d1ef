import { s3Arn } from '../../policy/s3-arn';
import type { Cube } from '../compile/cube';
import { shapeGlob } from '../model/request-model';
import { type Glob, globKey } from './glob';

const BUCKET = globKey(shapeGlob(s3Arn('', '*')));
const ANY_PARTITION = /^arn:\*:/;

/**
 * Patterns for the buckets that cubes speak of although no statement need write them: a bucket policy speaks of its bucket only.
 *
 * @param partition what to write for any partition
 */
export function bucketPatterns(cubes: readonly Cube[], partition: string): ReadonlyMap<string, Glob> {
  const globs = cubes.flatMap(({ resource }) => resource.flatMap((clause) => clause.globs));
  const buckets = new Map(globs.filter((glob) => globKey(glob).startsWith(BUCKET)).map((glob) => [globKey(glob), glob]));
  return new Map([...buckets.values()].map((glob) => [globText(glob).replace(ANY_PARTITION, `arn:${partition}:`), glob]));
}

/** A glob as a pattern. */
export function globText(glob: Glob): string {
  return glob.map((element) => (element.kind === 'char' ? exactText(element.char) : element.kind === 'run' ? '*' : '?')).join('');
}

/** Text as a pattern that matches nothing else. */
export function exactText(text: string): string {
  return text.replace(/[*?$]/g, '${$&}');
}
