import { S3_ARN_START, s3Path, startsAsInAws } from '../../policy/s3-arn';
import { and, MAYBE, NO, not, or, Truth, YES } from '../truth';
import { compileArn } from './arn';
import type { TextMatcher } from './pattern';
import { mayBeSpecial, tokenize, type VariableSyntax } from './tokens';

/** Whether a bucket is taken for the folder `bucket/`, or may be. */
export type FolderReading = boolean | 'unclear';

/**
 * Compiles `Resource` or `NotResource`: any pattern of the first, none of the second.
 *
 * Allows: ARN patterns, case-sensitive, part by part; variables after the fifth colon. A `Resource` with a variable that has no value
 * matches nothing. AWS says the same of `NotResource` and doesn't say whether the pattern or the statement is meant, so that only may match.
 *
 * @param asFolder whether a bucket is taken for the folder `bucket/`. @default false
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compileResources(
  resources: readonly string[] | undefined,
  notResources: readonly string[] | undefined,
  variables: VariableSyntax,
  asFolder: FolderReading = false,
): TextMatcher {
  if (asFolder === 'unclear') {
    const [plain, folder] = ([false, true] as const).map((is) => compileResources(resources, notResources, variables, is));
    return (resource, from, keys) => {
      const [one, other] = [plain(resource, from, keys), folder(resource, from, keys)];
      return one === other ? one : MAYBE;
    };
  }
  if (resources !== undefined && notResources !== undefined) {
    const both = [compileResources(resources, undefined, variables, asFolder), compileResources(undefined, notResources, variables, asFolder)];
    return (resource, from, keys) => and(both[0](resource, from, keys), both[1](resource, from, keys));
  }
  const compile = asFolder ? folderArn : compileArn;
  if (notResources !== undefined) return exceptThese(notResources, variables, compile);
  return resources === undefined ? () => NO : anyOf(resources.map((pattern) => compile(pattern, variables)));
}

function anyOf(matchers: readonly TextMatcher[]): TextMatcher {
  if (matchers.length === 1) return matchers[0];
  return (resource, from, keys) => {
    let truth: Truth = NO;
    for (let i = 0; i < matchers.length && truth !== YES; i++) {
      const one = matchers[i](resource, from, keys);
      if (one > truth) truth = one;
    }
    return truth;
  };
}

function exceptThese(patterns: readonly string[], variables: VariableSyntax, compile: typeof compileArn): TextMatcher {
  const listed = anyOf(patterns.map((pattern) => compile(pattern, variables)));
  const needed = variables ? patterns.flatMap((pattern) => neededKeys(pattern, variables)) : [];
  return (resource, from, keys) => and(not(listed(resource, from, keys)), needed.some((key) => keys.get(key) === undefined) ? MAYBE : YES);
}

/** The keys of variables without a default. */
function neededKeys(pattern: string, variables: VariableSyntax): readonly string[] {
  return tokenize(pattern, { wildcards: true, variables }).flatMap((token) => (token.kind === 'variable' && token.fallback === undefined ? [token.key] : []));
}

const SLASH = 47;
// a copy, since what loads modules turns every use of an import into a call, and this runs over every letter
const START = S3_ARN_START.length;

/** Whether an ARN pattern may cover a bucket or anything in it; false only where it plainly names another bucket. */
export function mayCoverBucket(pattern: string, bucket: string): boolean {
  if (!startsAsInAws(pattern)) return true;
  // by hand, since it runs over every statement of a principal; the first letters mostly tell already
  for (let i = 0; START + i < pattern.length; i++) {
    const code = pattern.charCodeAt(START + i);
    if (mayBeSpecial(code)) return true;
    if (i === bucket.length) return code === SLASH;
    if (code !== bucket.charCodeAt(i)) return false;
  }
  return pattern.length === START + bucket.length;
}

/**
 * Compiles an ARN pattern for a platform that takes a bucket for the folder `bucket/`: so `bucket/*` covers the bucket itself. A pattern
 * without wildcards covers a bucket and a key with and without a slash behind it.
 *
 * @see https://github.com/minio/pkg policy/statement.go (the resource of a request), policy/resource.go (Match)
 */
function folderArn(pattern: string, variables: VariableSyntax): TextMatcher {
  const matches = compileArn(pattern, variables);
  const isPlain = !/[*?]/.test(pattern);
  return (resource, from, keys) => {
    const asked = s3Path(resource)?.includes('/') === false ? `${resource}/` : resource;
    const truth = matches(asked, from, keys);
    return isPlain && asked.endsWith('/') ? or(truth, matches(asked.slice(0, -1), from, keys)) : truth;
  };
}
