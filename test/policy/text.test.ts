import * as fc from 'fast-check';
import { variableProblem } from '../../src/policy/parse-context';
import { ANY, escapeText, policyText, policyVariable, USER_NAME, usesVariable, type PolicyVariable } from '../../src/policy/text';
import { spent } from '../ratio';
import { runs } from '../runs';
import { matches } from './reference-matcher';

/** Text in which every second character means something in the policy language. */
const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom('*', '?', '$', '{', '}', "'", ',', ' ', 'a', 'aws:username', '${', '${*}', '"', '\\', '\n', '/', '..') }),
  fc.string({ unit: 'binary' }),
);

describe('the reference matcher tells patterns apart', () => {
  test.each([
    ['a*', 'abc', true], ['a*', 'ba', false], ['a?', 'ab', true], ['a?', 'a', false], ['a${*}', 'a*', true], ['a${*}', 'abc', false],
    ['${?}', '?', true], ['${?}', 'x', false], ['${$}{a}', '${a}', true], ['${x}', 'dana', true], ['${y}', '', false], ["${y, 'z'}", 'z', true],
  ])('%p on %p: %p', (pattern, text, expected) => expect(matches(pattern, text, { x: 'dana' })).toBe(expected));
});

test('literal text matches exactly itself', () => {
  fc.assert(fc.property(hostile, hostile, (literal, other) => {
    const pattern = policyText(literal);
    expect(matches(pattern, literal)).toBe(true);
    expect(matches(pattern, other)).toBe(other === literal);
  }), { numRuns: runs(1000) });
});

test('nothing close to literal text matches it', () => {
  fc.assert(fc.property(hostile.filter((text) => text !== ''), fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (literal, where, extra) => {
    const cut = where % (literal.length + 1);
    expect(matches(policyText(literal), literal.slice(0, cut) + extra + literal.slice(cut))).toBe(false);
  }));
});

test('literal parts next to each other, or to variables and wildcards, stay literal', () => {
  fc.assert(fc.property(hostile, hostile, hostile, (before, between, tail) => {
    const pattern = policyText(before, USER_NAME, between, '/', ANY);
    const values = { 'aws:username': '*' };
    expect(matches(pattern, `${before}*${between}/${tail}`, values)).toBe(true);
    expect(matches(policyText(before, between), before + between)).toBe(true);
    expect(variableProblem(pattern)).toBeUndefined();
  }));
});

test('ten thousand hostile characters are escaped in full', () => {
  const literal = '*?${aws:username}$'.repeat(1000);
  expect(matches(escapeText(literal), literal)).toBe(true);
  expect(usesVariable(escapeText(literal))).toBe(false);
});

describe('policy variables', () => {
  test('with and without a default', () => {
    expect(policyText('home/', USER_NAME, '/', ANY)).toBe('home/${aws:username}/*');
    expect(policyText(policyVariable('aws:PrincipalTag/team', 'no team'))).toBe("${aws:PrincipalTag/team, 'no team'}");
  });

  test.each([
    ['username', undefined], ['', undefined], ['aws:x}', undefined], ['aws:x}/*', undefined], ['aws: x', undefined], ['*', undefined],
    ['aws:username', "o'brien"], ['aws:username', '}'], ['aws:username', '${x}'], ['aws:username', '*'], ['aws:username', '?'],
  ])('%p with default %p is refused, also as a part that was written by hand', (variable, defaultValue) => {
    const part: PolicyVariable = defaultValue === undefined ? { variable } : { variable, defaultValue };
    expect(() => policyVariable(variable, defaultValue)).toThrow(expect.objectContaining({ code: 'InvalidPolicyVariable' }));
    expect(() => policyText('a', part)).toThrow(expect.objectContaining({ code: 'InvalidPolicyVariable' }));
  });

  test.each([
    ['home/${aws:username}/*', true, true], ["${aws:UserName, 'x'}", true, true], ['${aws:userid}', true, false], ['${*}${?}${$}', false, false],
    ['plain $ {aws:username}', false, false], ['arn:aws:s3:::${TfToken[TOKEN.7]}/*', false, false], ['${${TfToken[TOKEN.7]}aws:username}', true, true],
  ])('%p uses one: %p, and the user name: %p', (text, any, name) => {
    expect([usesVariable(text), usesVariable(text, 'aws:username')]).toEqual([any, name]);
  });

  test('looking for them takes linear time', () => {
    const texts = ['${'.repeat(1e6), '${TfToken['.repeat(5e5), `${'${'.repeat(1e6)}}`];
    expect(spent(() => { for (const text of texts) usesVariable(text); })).toBeLessThan(5);
  });
});
