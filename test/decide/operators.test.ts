import { AccessRequest, decide } from '../../src/decide';
import { valueOperator } from '../../src/decide/operators';
import { CONDITION_OPERATORS } from '../../src/policy/operators';
import { OPERATORS, Row } from './operator-table';
import { userState } from './states';

/** The effect of an Allow, and of a Deny beside an Allow, with the condition. */
function effects([operator, values, actual]: Row, version: '2012-10-17' | '2008-10-17' = '2012-10-17'): readonly string[] {
  const conditions = [{ operator, key: 's3:Colour', values }];
  const any = { actions: ['s3:*'], resources: ['*'] };
  const request: AccessRequest = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k', context: actual === undefined ? {} : { 'S3:colour': actual } };
  return [
    decide(userState([{ effect: 'Allow', ...any, conditions }], { version }), request).effect,
    decide(userState([{ effect: 'Allow', ...any }, { effect: 'Deny', ...any, conditions }], { version }), request).effect,
  ];
}

describe('condition operators', () => {
  test.each(OPERATORS.map((row) => [row[0], JSON.stringify(row[1]), JSON.stringify(row[2]), row] as const))('%s %s against %s', (_, _values, _actual, row) => {
    const expected = { 'true': ['allow', 'explicitDeny'], 'false': ['implicitDeny', 'allow'], '?': ['uncertain', 'uncertain'] };
    expect(effects(row)).toEqual(expected[`${row[3]}`]);
  });

  test('the table has rows that hold and rows that do not for every operator', () => {
    for (const name of CONDITION_OPERATORS.keys()) {
      const answers = new Set(OPERATORS.filter((row) => row[0] === name).map((row) => row[3]));
      expect([name, answers.has(true), answers.has(false)]).toEqual([name, true, true]);
    }
  });

  test('every operator but Null has a comparison', () => {
    for (const operator of CONDITION_OPERATORS.values()) expect([operator.name, valueOperator(operator) === undefined]).toEqual([operator.name, operator.name === 'Null']);
  });

  test('what the documentation leaves open is reported as unknown', () => {
    const state = userState([{ effect: 'Allow', actions: ['s3:*'], resources: ['*'], conditions: [{ operator: 'StringEquals', key: 'aws:TagKeys', values: ['a'] }] }]);
    const decision = decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'b/k', context: { 'aws:TagKeys': ['a', 'b'] } });
    expect(decision.effect).toBe('uncertain');
    expect(decision.unknowns.map((one) => one.reason)).toEqual([expect.stringContaining('StringEquals aws:TagKeys a only may hold: the request has a, b')]);
  });

  test('in version 2008-10-17 a variable is plain text', () => {
    expect(effects(['StringEquals', ['${aws:username}'], '${aws:username}', true], '2008-10-17')[0]).toBe('allow');
    expect(effects(['StringEquals', ['${aws:username}'], 'dana', false], '2008-10-17')[0]).toBe('implicitDeny');
    expect(effects(['StringLike', ['${*}'], '${anything}', true], '2008-10-17')[0]).toBe('allow');
  });
});
