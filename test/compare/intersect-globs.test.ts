import * as fc from 'fast-check';
import { readArn, readText } from '../../src/compare/compile/text-pattern';
import { type Glob, globMatches } from '../../src/compare/domain/glob';
import { globText } from '../../src/compare/domain/glob-text';
import { intersectGlobs } from '../../src/compare/domain/intersect-globs';
import { runs } from '../runs';

const rules = { version: '2012-10-17', wildcards: true, variables: true, fold: false, fixed: new Map(), unknowns: '' } as const;
const read = (text: string): Glob => readText(text, rules)?.glob ?? [];
const common = (a: string, b: string) => intersectGlobs(read(a), read(b))?.map(globText);

test.each<[string, string, readonly string[]]>([
  ['team/*', '*.pem', ['team/*.pem']],
  ['team/*', '*/private/*', ['team/private/*', 'team/*/private/*']],
  ['*', 'a?c', ['a?c']],
  ['a*', 'b*', []],
  ['ab', 'a?', ['ab']],
  ['a*b', 'a*b', ['a*b']],
  ['*a*', '*b*', ['*a*b*', '*b*a*']],
  ['a*', '*a', ['a', 'a*a']],
  ['${*}*', '?x', ['${*}x']],
])('%s and %s have %j in common', (a, b, expected) => {
  expect(common(a, b)).toEqual(expected);
  expect([...common(b, a) ?? []].sort()).toEqual([...expected].sort());
});

test('what is in common matches what both match, and nothing else', () => {
  let met = 0;
  const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((list) => list.join(''));
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 }).map((list) => list.join(''));
  fc.assert(fc.property(pattern, pattern, fc.array(text, { minLength: 40, maxLength: 40 }), (a, b, texts) => {
    const globs = intersectGlobs(read(a), read(b));
    if (globs === undefined) return;
    const both = texts.filter((one) => globMatches(read(a), one) && globMatches(read(b), one));
    met += both.length;
    expect(texts.filter((one) => globs.some((glob) => globMatches(glob, one)))).toEqual(both);
  }), { numRuns: runs(1500) });
  expect(met).toBeGreaterThan(runs(1500) * 2 / 3);
});

test('a wildcard in the first parts of an ARN takes no colon', () => {
  const arn = (text: string) => readArn(text, rules)?.glob ?? [];
  expect(intersectGlobs(arn('arn:*:s3:::b/*'), arn('arn:aws*:s3:::b/x'))?.map(globText)).toEqual(['arn:aws*:s3:::b/x']);
  expect(intersectGlobs(arn('arn:*:s3:::b'), arn('arn:aws:s3:::*'))?.map(globText)).toEqual(['arn:aws:s3:::b']);
});

test('what takes too many is left to the two', () => {
  expect(common('*a*b*c*d*', '*e*f*g*h*')).toBeUndefined();
  expect(common('*'.padEnd(900, 'a'), '*'.padStart(900, 'a'))).toBeUndefined();
});
