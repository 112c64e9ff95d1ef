import { CONDITION_OPERATORS, parseOperator } from '../../src/policy/operators';

test('the table is complete', () => {
  expect([...CONDITION_OPERATORS.values()].map(({ name, type, comparison, negated, wildcards, variables }) =>
    [name, type, comparison, negated ? 'negated' : '', wildcards ? 'wildcards' : '', variables ? 'variables' : ''].filter(Boolean).join(' '))).toMatchInlineSnapshot(`
[
  "StringEquals string equals variables",
  "StringNotEquals string equals negated variables",
  "StringEqualsIgnoreCase string equalsIgnoreCase variables",
  "StringNotEqualsIgnoreCase string equalsIgnoreCase negated variables",
  "StringLike string like wildcards variables",
  "StringNotLike string like negated wildcards variables",
  "ArnEquals arn like wildcards variables",
  "ArnNotEquals arn like negated wildcards variables",
  "ArnLike arn like wildcards variables",
  "ArnNotLike arn like negated wildcards variables",
  "NumericEquals number equals",
  "NumericNotEquals number equals negated",
  "NumericLessThan number lessThan",
  "NumericLessThanEquals number lessThanEquals",
  "NumericGreaterThan number greaterThan",
  "NumericGreaterThanEquals number greaterThanEquals",
  "DateEquals date equals",
  "DateNotEquals date equals negated",
  "DateLessThan date lessThan",
  "DateLessThanEquals date lessThanEquals",
  "DateGreaterThan date greaterThan",
  "DateGreaterThanEquals date greaterThanEquals",
  "Bool boolean equals",
  "BinaryEquals binary equals",
  "IpAddress ip inRange",
  "NotIpAddress ip inRange negated",
  "Null null isAbsent",
]
`);
});

test('every operator but Null takes IfExists and both set operators', () => {
  for (const [name, base] of CONDITION_OPERATORS) {
    const may = name !== 'Null';
    expect(parseOperator(name)).toEqual({ base, ifExists: false });
    expect(parseOperator(`${name}IfExists`)).toEqual(may ? { base, ifExists: true } : undefined);
    expect(parseOperator(`ForAnyValue:${name}`)).toEqual(may ? { set: 'any', base, ifExists: false } : undefined);
    expect(parseOperator(`ForAllValues:${name}IfExists`)).toEqual(may ? { set: 'all', base, ifExists: true } : undefined);
  }
});

test.each(['', 'IfExists', 'stringequals', 'STRINGLIKE', 'StringMatches', 'ForAnyValue:', 'ForSomeValue:StringLike', 'forAnyValue:StringLike', ':StringLike',
  'ForAnyValue:ForAllValues:StringLike', 'StringLikeIfExistsIfExists', 'StringLikeifexists', 'NotNull', '__proto__', 'constructor', 'aws:SourceIp'])('%p is none', (text) => {
  expect(parseOperator(text)).toBeUndefined();
});
