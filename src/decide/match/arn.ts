import { ANY_RUN, globMatches } from '../../policy/pattern/glob';
import { startsAsInAws } from '../../policy/s3-arn';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { NO, Truth, YES, and, possibly } from '../truth';
import type { RequestKeys } from './keys';
import { TextMatcher, compilePattern, expandTokens } from './pattern';
import { tokenize, type VariableSyntax } from './tokens';

/** The sixth part of an ARN is the rest of it, colons included. */
const PARTS = 6;
const WHOLE: TextMatcher = () => YES;

/**
 * Compiles an ARN pattern, part by part: `*` and `?` never reach over a colon in the first five parts, and everywhere in the sixth,
 * the rest. A pattern with fewer parts that ends in `*` is open-ended: its last `*` reaches to the end of the ARN.
 *
 * Allows: wildcards in every part but the service, where AWS takes none (such a pattern only may match); variables after the fifth colon.
 *
 * @param variables whether `$\{…}` is a variable (version 2012-10-17)
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileArn(pattern: string, variables: VariableSyntax): TextMatcher {
  if (pattern === '*') return WHOLE;
  // what nearly every statement says, without taking it apart
  if (startsAsInAws(pattern)) return compilePattern(pattern, { wildcards: true, variables });
  const parts = splitArn(pattern);
  // text that isn't known may hold colons, so the parts can't be determined
  if (parts.slice(0, PARTS - 1).some((part) => part.includes(UNKNOWN_TEXT))) return compilePattern(pattern, { wildcards: true, variables });
  if (parts.length < PARTS) return compileShort(parts);
  const head = parts.slice(0, PARTS - 1);
  // five plain parts match only themselves, so nothing in the sixth can reach over into them
  if (head.every(isPlain)) return compilePattern(pattern, { wildcards: true, variables });
  return compileParts(head, compilePattern(parts[PARTS - 1], { wildcards: true, variables }));
}

/** Up to six parts; the sixth holds the rest. */
export function splitArn(arn: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let colon = arn.indexOf(':'); colon >= 0 && parts.length < PARTS - 1; colon = arn.indexOf(':', start)) {
    parts.push(arn.slice(start, colon));
    start = colon + 1;
  }
  parts.push(arn.slice(start));
  return parts;
}

/**
 * An ARN operator's value when it holds variables: they may stand anywhere, so the parts are known only after they are replaced.
 *
 * @returns the truth, {@link NO} when a variable has no value
 */
export function compileVariableArn(pattern: string, variables: VariableSyntax): TextMatcher {
  const tokens = tokenize(pattern, { wildcards: true, variables });
  return (text, from, keys) => {
    const expansion = expandTokens(tokens, keys);
    if (expansion === undefined) return NO;
    if (expansion.unknown) return possibly(globMatches(expansion.codes, text, from));
    return matchCodes(expansion.codes, text.slice(from));
  };
}

function compileShort(parts: readonly string[]): TextMatcher {
  const matchers = parts.map(partMatcher);
  const openEnded = parts[parts.length - 1].endsWith('*');
  return (text, from, keys) => {
    const actual = splitArn(text.slice(from));
    if (openEnded ? actual.length < parts.length : actual.length !== parts.length) return NO;
    return matchers.reduce<Truth>((truth, matches, index) => and(truth, matches(actual[index], 0, keys)), YES);
  };
}

function compileParts(head: readonly string[], rest: TextMatcher): TextMatcher {
  const matchers = [...head.map(partMatcher), rest];
  return (text, from, keys) => {
    const actual = splitArn(text.slice(from));
    if (actual.length < PARTS) return NO;
    let truth: Truth = YES;
    for (let i = 0; i < PARTS && truth !== NO; i++) truth = and(truth, matchers[i](actual[i], 0, keys));
    return truth;
  };
}

const SERVICE = 2;

function partMatcher(part: string, index: number, parts: readonly string[]): TextMatcher {
  const matcher = compilePattern(part, { wildcards: true, variables: false });
  const last = index === parts.length - 1;
  if (index !== SERVICE || last || !hasWildcard(part)) return matcher;
  return (text: string, from: number, keys: RequestKeys) => and(matcher(text, from, keys), possibly(true));
}

function isPlain(part: string): boolean {
  return !/[*?$]/.test(part);
}

function hasWildcard(part: string): boolean {
  return part.includes('*') || part.includes('?');
}

const COLON = 58;

function matchCodes(codes: readonly number[], text: string): Truth {
  const pattern: (readonly number[])[] = [];
  let start = 0;
  for (let i = 0; i < codes.length && pattern.length < PARTS - 1; i++) {
    if (codes[i] !== COLON) continue;
    pattern.push(codes.slice(start, i));
    start = i + 1;
  }
  pattern.push(codes.slice(start));
  const actual = splitArn(text);
  const openEnded = pattern.length < PARTS && codes[codes.length - 1] === ANY_RUN;
  if (openEnded ? actual.length < pattern.length : actual.length !== pattern.length) return NO;
  return pattern.every((part, index) => globMatches(part, actual[index])) ? YES : NO;
}
