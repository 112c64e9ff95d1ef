import * as fc from 'fast-check';
import type { Condition, PolicyDocument, Principals, Statement } from '../../src/policy/document';
import { CONDITION_OPERATORS } from '../../src/policy/operators';

type Draft = { -readonly [K in keyof Statement]: Statement[K] };

const list = (text: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.array(text, { minLength: 1, maxLength: 4 });
const letters = fc.string({ unit: fc.constantFrom('a', 'B', '*', '?', '/', '-', '.', ' ', '"', '\\', 'ü', '\n', '${aws:username}', '${*}', ':', '${TfToken[TOKEN.1]}', '${TfToken[TOKEN.10]}'), maxLength: 8 });
const action = fc.oneof(fc.constant('*'), fc.string({ unit: fc.constantFrom('G', 'e', 't', '*', '?'), minLength: 1, maxLength: 4 }).map((name) => `s3:${name}`));
const resource = fc.oneof(fc.constant('*'), letters.map((name) => `arn:aws:s3:::${name}`));
const principal = fc.oneof(fc.constant('*'), fc.stringMatching(/^arn:aws:iam::[0-9]{12}:(?:root|user\/[a-z]{1,3})$/));

const principals: fc.Arbitrary<Principals> = fc.oneof(fc.constant('*' as const),
  fc.record({ AWS: list(principal), Service: list(principal), Federated: list(principal), CanonicalUser: list(principal) }, { requiredKeys: ['AWS'] }),
  fc.record({ CanonicalUser: list(principal) }));

const operator = fc.tuple(fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'), fc.constantFrom(...CONDITION_OPERATORS.values()), fc.constantFrom('', 'IfExists'))
  .filter(([set, { type }, ifExists]) => type !== 'null' || (set === '' && ifExists === ''));
const condition: fc.Arbitrary<Condition> = fc.tuple(operator, fc.constantFrom('s3:prefix', 'aws:username', 'S3:Prefix', '__proto__:x', 'a:1'), list(letters))
  .map(([[set, base, ifExists], key, values]) => ({
    operator: `${set}${base.name}${ifExists}`, key, values: base.variables ? values : values.map((value) => value.replaceAll('${aws:username}', '').replaceAll('${*}', '')),
  }));
const conditions = fc.uniqueArray(condition, { maxLength: 4, selector: ({ operator: name, key }) => `${name} ${key.toLowerCase()}` });

const statement: fc.Arbitrary<Statement> = fc.record({
  effect: fc.constantFrom('Allow' as const, 'Deny' as const),
  sid: fc.option(fc.stringMatching(/^[A-Za-z0-9]{1,8}$/)),
  principals,
  actions: list(action),
  resources: list(resource),
  conditions,
  not: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
}).map(({ effect, sid, principals: who, actions, resources, conditions: when, not: [notWho, notWhat, notWhere] }) => {
  const draft: Draft = { effect, [notWho ? 'notPrincipals' : 'principals']: who, [notWhat ? 'notActions' : 'actions']: actions, [notWhere ? 'notResources' : 'resources']: resources };
  if (sid !== null) draft.sid = sid;
  if (when.length > 0) draft.conditions = when;
  return draft;
});

/** Sound resource policies of every shape, with marks, variables, escapes and characters that JSON escapes. */
export const documents: fc.Arbitrary<PolicyDocument> = fc.record({
  version: fc.constantFrom('2012-10-17' as const, '2008-10-17' as const), id: fc.string({ unit: 'grapheme-ascii' }), statements: fc.array(statement, { maxLength: 3 }),
}, { requiredKeys: ['version', 'statements'] });
