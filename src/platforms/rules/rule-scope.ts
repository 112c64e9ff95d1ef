import { s3Path } from '../../policy/s3-arn';

/** What a resource of a statement is about. */
export type RuleScope =
  | { readonly level: 'everything'; readonly resource: '*' }
  | { readonly level: 'bucket'; readonly resource: string }
  | { readonly level: 'object'; readonly resource: string; readonly bucket: string };

/** Reads a resource: everything, a bucket, or what is in one. */
export function scopeOf(resource: string): RuleScope {
  const name = s3Path(resource) ?? resource;
  if (name === '*') return { level: 'everything', resource: '*' };
  const slash = name.indexOf('/');
  return slash < 0 ? { level: 'bucket', resource: name } : { level: 'object', resource: name, bucket: name.slice(0, slash) };
}
