import { matchesGlob } from '../../policy/pattern/glob';
import type { VersionedStatement } from './locations';
import { SENT } from './question';

/** Headers of an upload. */
export type UploadHeaders = Readonly<Record<string, string>>;

/** Canned ACLs that S3 has; any other is refused before it is looked at. */
const CANNED = ['private', 'bucket-owner-full-control', 'bucket-owner-read', 'authenticated-read', 'public-read', 'public-read-write'];

/**
 * The headers with which uploads are tried: none; each that a condition speaks of, with each value that it names; and all of them together,
 * with the first value of each.
 */
export function uploadHeaders(statements: readonly VersionedStatement[]): readonly UploadHeaders[] {
  const values = new Map<string, Set<string>>();
  for (const { key, values: texts } of statements.flatMap(({ statement }) => statement.conditions ?? [])) {
    const header = key.toLowerCase().replace(/^s3:/, '');
    if (!SENT.has(header)) continue;
    const known = values.get(header) ?? new Set();
    texts.flatMap((text) => valuesOf(header, text)).forEach((text) => known.add(text));
    if (known.size > 0) values.set(header, known);
  }
  const single = [...values].flatMap(([header, texts]) => [...texts].map((text) => ({ [header]: text })));
  const together = Object.fromEntries([...values].map(([header, [first]]) => [header, first]));
  return [{}, ...single, ...(values.size > 1 ? [together] : [])];
}

function valuesOf(header: string, text: string): readonly string[] {
  if (header === 'x-amz-acl') {
    return CANNED.filter((name) => matchesGlob(text, name)).slice(0, 2);
  }
  // true and false are the values of Null, which speaks of whether there is a header
  return /^[\w:/.-]+$/.test(text) && !/^(?:true|false)$/.test(text) ? [text] : [];
}
