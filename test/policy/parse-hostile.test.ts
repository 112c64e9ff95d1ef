import * as fc from 'fast-check';
import type { JsonNode } from '../../src/policy/json-node';
import { parsePolicy } from '../../src/policy/parse';
import { MAX_PROBLEMS } from '../../src/policy/problems';
import { readJson } from '../../src/policy/read-json';
import { spent } from '../ratio';
import { runs } from '../runs';

/** All of it is read every night; a share already takes a quadratic reader minutes. */
const SIZE = runs(10_000_000, 2_000_000);
const COUNT = SIZE / 100;
/** Far above what any of these takes (up to a second), and far below what a quadratic reader would. */
const LIMIT_MS = 30_000;
const document = (elements: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...elements }] });
const codes = (input: string | object): readonly string[] => [...new Set(parsePolicy(input).problems.map(({ code }) => code))];

function toValue(node: JsonNode): unknown {
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, toValue(value)]));
  if (node.kind === 'array') return node.items.map(toValue);
  return node.kind === 'string' ? node.text : JSON.parse(node.text);
}

describe('the JSON reader', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 10 }), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const written = JSON.stringify(JSON.parse(text), undefined, indent);
      expect(toValue(readJson(written))).toEqual(JSON.parse(written));
    }));
  });

  test('refuses what JSON.parse refuses, and nothing else', () => {
    const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '1', '-', '0', '.', 'e', '+', '\\', 'u', '0041', 'true', 'null', ' ', '\n', '\u0001', '\u00a0', '\u2028'));
    const parses = (read: (text: string) => unknown, text: string): boolean => {
      try {
        read(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(fc.property(pieces, fc.boolean(), (parts, quote) => {
      const text = quote ? `["${parts.join('')}"]` : parts.join('');
      expect([text, parses(readJson, text)]).toEqual([text, parses(JSON.parse, text)]);
    }), { numRuns: runs(3000) });
  });

  test.each([['', 1, 1], ['{"a":1,}', 1, 8], ['{\n"a" 1}', 2, 5], ['[1 2]', 1, 4], ['"a\nb"', 1, 3], ['01', 1, 2], ['{} {}', 1, 4], ['{\'a\':1}', 1, 2], ['"\\x"', 1, 2], ['nul', 1, 1]])(
    'says where %p is not JSON', (text, line, column) => {
      expect(parsePolicy(text).problems).toEqual([expect.objectContaining({ code: 'MalformedJson', path: '$', severity: 'error', line, column })]);
    });
});

test('any JSON value gets an answer, and a document only without errors', () => {
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
    const { document: parsed, problems } = parsePolicy(text);
    expect(parsed === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
  }));
});

describe('values that are not policy', () => {
  const loop: Record<string, unknown> = {};
  loop.Statement = loop;
  let bomb: object = {};
  for (let level = 0; level < 25; level++) bomb = { a: bomb, b: bomb };

  test.each<readonly [string, unknown, readonly string[]]>([
    ['null', null, ['WrongType']],
    ['undefined', undefined, ['MalformedJson']],
    ['a number', 7, ['WrongType']],
    ['an object that holds itself', loop, ['DocumentTooDeep']],
    ['an object that holds another 30 million times', bomb, ['DocumentTooLarge']],
    ['a function inside', { Version: '2012-10-17', Statement: () => [] }, ['MalformedJson']],
    ['not a number inside', { Version: '2012-10-17', Statement: [NaN] }, ['MalformedJson']],
    ['a big integer inside', { Version: '2012-10-17', Statement: [1n] }, ['MalformedJson']],
    ['a hole in a list', { Version: '2012-10-17', Statement: Array(3) }, ['MalformedJson']],
  ])('%s', (_, input, expected) => expect(codes(input as object)).toEqual(expected), LIMIT_MS);

  test('nothing comes in through a prototype', () => {
    const inherited = Object.create({ Statement: [] }) as object;
    expect(codes(Object.assign(inherited, { Version: '2012-10-17' }))).toEqual(['MissingStatement']);
    expect(codes('{"__proto__":{"Statement":[]},"Version":"2012-10-17"}')).toEqual(['UnknownElement', 'MissingStatement']);
    expect(({} as { Statement?: unknown }).Statement).toBeUndefined();
    expect(codes(document({ Condition: JSON.parse('{"__proto__":{"constructor":"x"}}') as object }))).toEqual(['UnknownOperator', 'InvalidConditionKey']);
  });
});

describe('hostile documents get an answer in linear time', () => {
  const statements = Array.from({ length: COUNT }, (_, index) => ({ Sid: `S${index}`, Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::b/${index}` }));
  const cases: readonly (readonly [string, () => string | object, readonly string[]])[] = [
    ['thousands of statements as text', () => JSON.stringify({ Version: '2012-10-17', Statement: statements }), []],
    ['thousands of statements as an object', () => ({ Version: '2012-10-17', Statement: statements }), []],
    ['megabytes of brackets', () => '['.repeat(SIZE), ['DocumentTooDeep']],
    ['megabytes of nested objects', () => '{"a":'.repeat(SIZE / 5), ['DocumentTooDeep']],
    ['megabytes of lines', () => '\n'.repeat(SIZE), ['MalformedJson']],
    ['a number of megabytes', () => `{"Version":${'1'.repeat(SIZE)},"Statement":[]}`, ['WrongType', 'EmptyDocument']],
    ['megabytes of escapes', () => `"${'\\u0041'.repeat(SIZE / 6)}"`, ['WrongType']],
    ['the same key over and over', () => `{${'"a":1,'.repeat(SIZE / 6)}"a":1}`, ['UnknownElement', 'DuplicateKey', 'TooManyProblems']],
    ['an action of megabytes', () => document({ Action: 'a'.repeat(SIZE) }), ['InvalidAction']],
    ['a resource of colons', () => document({ Resource: ':'.repeat(SIZE) }), ['InvalidResource']],
    ['variables that open and never close', () => document({ Resource: `arn:aws:s3:::${'${'.repeat(SIZE / 2)}` }), ['UnclosedVariable']],
    ['marks that open and never close', () => document({ Resource: `arn:aws:s3:::${'${TfToken['.repeat(SIZE / 10)}` }), ['UnclosedVariable']],
    ['thousands of principals that are patterns', () => document({ Principal: { AWS: Array(COUNT).fill('a*') } }), ['PartialWildcard', 'TooManyProblems']],
    ['thousands of unknown operators', () => document({ Condition: Object.fromEntries(statements.map(({ Sid }) => [Sid, { 'a:b': 1 }])) }), ['UnknownOperator', 'TooManyProblems']],
    ['a name of a megabyte with thousands of problems below it', () => document({ Condition: { ['k'.repeat(SIZE / 2)]: Object.fromEntries(statements.map(({ Sid }) => [Sid, '1'])) } }),
      ['UnknownOperator', 'InvalidConditionKey', 'TooManyProblems']],
  ];

  test.each(cases)('%s', (_, make, expected) => {
    const input = make();
    expect(spent(() => { expect(codes(input)).toEqual(expected); }) * 1000).toBeLessThan(LIMIT_MS);
  }, 2 * LIMIT_MS);

  test('the list of problems ends, says so, and stays readable', () => {
    const { problems } = parsePolicy(`{${'"a":1,'.repeat(MAX_PROBLEMS * 2)}"a":1}`);
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems[MAX_PROBLEMS].code).toBe('TooManyProblems');
    const [long] = parsePolicy(document({ Action: 'a'.repeat(SIZE) })).problems;
    expect(long.message.length + long.path.length).toBeLessThan(1000);
  });

  test('no problem quotes a long text whole, neither in its message nor in its remedy', () => {
    const long = 'a'.repeat(50_000);
    const elements = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', long];
    const texts = [long, `s3://${long}`, `arn:aws:s3:::${long}:`, `arm:aws:s3:::${long}`, `\${${long}}`, `*${long}`];
    const values = texts.flatMap((text) => [text, [text], { [text]: text }, { AWS: text }]);
    const found = elements.flatMap((element) => values.flatMap((value) => parsePolicy(document({ [element]: value })).problems));
    const conditions = texts.flatMap((text) => [{ [text]: { 'aws:username': 'a' } }, { StringEquals: { [text]: 'a' } }, { NumericEquals: { 's3:max-keys': text } }]);
    const inConditions = conditions.flatMap((Condition) => parsePolicy(document({ Condition })).problems);
    for (const { message, remedy, path } of [...found, ...inConditions]) {
      const isShort = [message, remedy, path].map((text) => text.length < 1000);
      expect([message.slice(0, 80), ...isShort]).toEqual([message.slice(0, 80), true, true, true]);
    }
    expect(found.length).toBeGreaterThan(100);
  });
});
