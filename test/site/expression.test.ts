import * as fc from 'fast-check';
import { evaluate, NotAnExpression } from '../../docs/.vitepress/playground/expression';

const names = { ANY: '*', tag: (key: string, value: string) => ({ key, value }) };

test.each<[text: string, value: unknown]>([
  ["{ bucket: 'releases', prefix: ['firmware/', \"docs/\"] }", { bucket: 'releases', prefix: ['firmware/', 'docs/'] }],
  ['{ }', {}],
  ["{ 'a-b': 1_000, c: -2.5, d: true, e: undefined, f: null, }", { 'a-b': 1000, 'c': -2.5, 'd': true, 'e': undefined, 'f': null }],
  ["{ // what it is for\n  tag: tag('team', ANY) }", { tag: { key: 'team', value: '*' } }],
  ["'it\\'s \\u00e9 \\n'", "it's é \n"],
  ['`${aws:username}`'.replace('$', '\\$'), '${aws:username}'],
])('%s is read', (text, value) => {
  expect(evaluate(text, names)).toEqual(value);
});

test.each([
  ['', 'a value is expected, but there is nothing more'],
  ["{ bucket: 'releases'", 'a comma or } is expected, but there is nothing more'],
  ["{ bucket 'releases' }", 'a colon is expected'],
  ["{ bucket: 'releases' } + 1", 'nothing more is expected'],
  ['fetch("https://example.com")', 'fetch is not part of the package'],
  ['constructor("x")', 'constructor is not part of the package'],
  ['ANY()', 'ANY is not a function'],
  ["tag('a').constructor", 'nothing more is expected'],
  ['() => 1', 'a value is expected'],
  ['`${location}`', 'a value is expected'],
])('%s is refused: %s', (text, reason) => {
  expect(() => evaluate(text, names)).toThrow(NotAnExpression);
  expect(() => evaluate(text, names)).toThrow(reason);
});

test('a name like __proto__ is a prop like any other', () => {
  const read = evaluate('{ __proto__: { admin: true } }', names) as { admin?: boolean };
  expect(read.admin).toBeUndefined();
  expect(Object.keys(read)).toEqual(['__proto__']);
});

test('property: what JSON writes is read as what it was', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
    expect(evaluate(JSON.stringify(value).replace(/[eE][+-]?\d+/g, ''), names)).toEqual(JSON.parse(JSON.stringify(value).replace(/[eE][+-]?\d+/g, '')));
  }), { numRuns: 100 });
});

test('property: whatever is typed is read or refused, and quickly', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[](),:\'"`\\ $_aA09.-/\n'), maxLength: 60 }), (text) => {
    try {
      evaluate(text, names);
    } catch (error) {
      expect(error).toBeInstanceOf(NotAnExpression);
    }
  }), { numRuns: 500 });
});
