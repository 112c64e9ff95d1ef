import * as fc from 'fast-check';
import { compileCondition } from '../../src/decide/condition';
import { CONDITION_OPERATORS, isTextType, partition, READ_FAMILIES, type Constant, type ReadType } from '../../src/policy/operators';
import { runs } from '../runs';

const RUNS = runs(300);
const TYPES = Object.keys(READ_FAMILIES) as readonly ReadType[];
const COMPARED = TYPES.filter((type) => type !== 'null');

/** Values that some readers of numbers, dates and addresses take, and others don't. */
const JUNK = [
  '', ' ', 'secret', '0x10', '1e400', '-1e400', 'NaN', 'Infinity', '5', ' 5 ', '5.', '.5', '+5', '05', '1e3', '1_000', '2020-02-30', '2020-02-29', '2019-02-29', '2026', '2026-13',
  '2026-06-15T10:00:00Z', '2026-06-15T12:00:00+02:00', '2026-06-15 10:00:00', '1767323045', '12345', '1234', '2026-06-31', 'true', 'TRUE', 'yes', '1', '0', '10.0.0.1', '10.0.0.256',
  '010.0.0.1', '10.0.0', '::1', '::ffff:10.0.0.1', '2001:DB8::', '1::2::3', 'YQ==', 'YQ', 'YR==', '-_', 'a', 'not base64',
];

test.each<[ReadType, string, boolean]>([
  ['number', '0x10', false], ['number', '1e400', false], ['number', '', false], ['number', 'Infinity', false], ['number', '1e3', true], ['number', ' 1.5 ', true],
  ['date', '2020-02-30', false], ['date', '2019-02-29', false], ['date', '2020-02-29', true], ['date', '2026', true], ['date', '1767323045', true], ['date', '1234567', true],
  ['date', 'June 15, 2026', false], ['boolean', 'yes', false], ['boolean', 'TRUE', true], ['ip', '10.0.0.0/33', false], ['ip', '10.0.0.1/8', true], ['ip', '2001:DB8:0:0::/32', true],
  ['ip', 'fe80::1%eth0', false], ['binary', 'not base64', false], ['binary', 'YQ', true], ['binary', 'Y', false], ['null', 'maybe', false], ['null', 'true', true],
])('a %s: %s is read: %s', (type, text, isOne) => {
  const [operator] = [...CONDITION_OPERATORS.values()].filter((one) => one.type === type);
  expect(READ_FAMILIES[type].read(text, operator.comparison) !== undefined).toBe(isOne);
});

const operators = fc.constantFrom(...[...CONDITION_OPERATORS.values()].filter(({ type, negated }) => !isTextType(type) && !negated));
const texts: Readonly<Record<ReadType, fc.Arbitrary<string>>> = {
  number: fc.oneof(fc.integer({ min: -20, max: 20 }).map(String), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
  date: fc.oneof(
    fc.date({ min: new Date('2025-12-30T00:00:00Z'), max: new Date('2026-01-02T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom('2026-01-01', '2026', '0000', '9999-12-31T23:59:59Z', '99999', '-99999999999', '99999999999999999', '2026-01-01T00:00:00.0005Z', '2026-01-01T00:00:00.001Z'),
  ),
  boolean: fc.constantFrom('true', 'false', 'True'),
  binary: fc.constantFrom('YQ==', 'YQ', 'Yg==', '', '-_8=', '+/8='),
  ip: fc.constantFrom('10.0.0.0/8', '10.0.0.1', '10.0.0.0/31', '0.0.0.0/0', '255.255.255.255', '::/0', '2001:db8::/32', '2001:db8::1', '::ffff:0:0/96'),
  null: fc.constantFrom('true', 'false'),
};
const drawn = operators.map(({ name, type, comparison }) => ({ name, type: type as ReadType, comparison }))
  .chain((operator) => texts[operator.type].map((text) => ({ ...operator, text })));
const actuals = fc.oneof(fc.constantFrom(null, ...JUNK), drawn.map(({ text }) => text));

test('decide says of every value what the family says', () => {
  fc.assert(fc.property(drawn, actuals, ({ name, type, comparison, text }, actual) => {
    const read = READ_FAMILIES[type].read(text, comparison);
    const holds = compileCondition({ operator: name, key: 'k', values: [text] }, true)({ get: () => (actual === null ? undefined : [actual]) });
    expect(holds).toBe(read === undefined ? 1 : read.test(actual) ? 2 : 0);
  }), { numRuns: RUNS * 5 });
});

test.each(COMPARED)('a partition of a %s always holds absent, a value of the type and one that is not', (type) => {
  const family = READ_FAMILIES[type];
  const cells = partition(family, []);
  expect(cells).toContain(null);
  expect(cells).toContain(family.junk);
  expect(family.read(family.junk, 'equals')).toBeUndefined();
  expect(family.others.filter((value) => family.read(value, 'equals') === undefined)).toEqual([]);
  expect(partition(family, [], { typed: true })).not.toContain(family.junk);
});

test.each(COMPARED)('of every value of a %s there is one in the partition that passes the same', (type) => {
  const family = READ_FAMILIES[type];
  const comparisons = [...CONDITION_OPERATORS.values()].filter((one) => one.type === type).map(({ comparison }) => comparison);
  const constants = fc.array(fc.tuple(texts[type], fc.constantFrom(...comparisons)), { minLength: 1, maxLength: 4 }).map(
    (list) => list.map(([text, comparison]) => family.read(text, comparison)).filter((one): one is Constant => one !== undefined),
  );
  fc.assert(fc.property(constants, fc.oneof(fc.constantFrom(...JUNK), texts[type]), (list, value) => {
    const passes = (actual: string | null) => list.map(({ test: holds }) => holds(actual)).join();
    expect(partition(family, list).map(passes)).toContain(passes(value));
  }), { numRuns: RUNS });
});

test.each(COMPARED)('respelled, a value of a %s is the same to it, or is another', (type) => {
  const family = READ_FAMILIES[type];
  fc.assert(fc.property(texts[type], (text) => {
    for (const value of partition(family, [family.read(text, 'equals')].filter((one): one is Constant => one !== undefined), { typed: true })) {
      if (value === null) continue;
      for (const other of family.respell(value)) expect([value, other, family.read(other, 'equals') !== undefined]).toEqual([value, other, true]);
    }
  }), { numRuns: RUNS });
});
