import { s3Path } from '../../policy/s3-arn';
import { or } from '../truth';
import { compileArn } from './arn';
import type { TextMatcher } from './pattern';
import type { VariableSyntax } from './tokens';

/**
 * Compiles an ARN pattern for a platform that takes a bucket for the folder `bucket/`: so `bucket/*` covers the bucket itself. A pattern
 * without wildcards covers a bucket and a key with and without a slash behind it.
 *
 * @see https://github.com/minio/pkg policy/statement.go (the resource of a request), policy/resource.go (Match)
 */
export function folderArn(pattern: string, variables: VariableSyntax): TextMatcher {
  const matches = compileArn(pattern, variables);
  const isPlain = !/[*?]/.test(pattern);
  return (resource, from, keys) => {
    const asked = s3Path(resource)?.includes('/') === false ? `${resource}/` : resource;
    const truth = matches(asked, from, keys);
    return isPlain && asked.endsWith('/') ? or(truth, matches(asked.slice(0, -1), from, keys)) : truth;
  };
}
