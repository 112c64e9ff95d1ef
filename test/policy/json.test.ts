import * as fc from 'fast-check';
import type { Condition, PolicyDocument, Principals, Statement } from '../../src/policy/document';
import { policyJson, policyObject } from '../../src/policy/json';
import { parsePolicy } from '../../src/policy/parse';
import { runs } from '../runs';
import { documents } from './documents';

const document = (statement: Partial<Statement>): PolicyDocument => ({ version: '2012-10-17', statements: [{ effect: 'Allow', actions: ['s3:*'], resources: ['*'], ...statement }] });
const statementText = (statement: Partial<Statement>): string => policyJson(document(statement)).slice('{"Version":"2012-10-17","Statement":['.length, -2);
const when = (...conditions: readonly Condition[]): Partial<Statement> => ({ conditions });

/** The same document with every list sorted and without duplicates: what canonical text keeps of it. */
function normal({ statements, ...rest }: PolicyDocument): unknown {
  const texts = (values: readonly string[] | undefined): ReadonlySet<string> | undefined => values && new Set(values);
  const people = (who: Principals | undefined): unknown => who === undefined || who === '*' ? who : Object.fromEntries(Object.entries(who).map(([kind, names]) => [kind, texts(names as string[])]));
  return {
    ...rest,
    statements: statements.map((statement) => ({
      ...statement,
      principals: people(statement.principals),
      notPrincipals: people(statement.notPrincipals),
      actions: texts(statement.actions),
      notActions: texts(statement.notActions),
      resources: texts(statement.resources),
      notResources: texts(statement.notResources),
      conditions: new Set(statement.conditions?.map((condition) => ({ ...condition, values: texts(condition.values) }))),
    })),
  };
}

describe('canonical text', () => {
  test('has a fixed order, whatever order the document has', () => {
    const statement: Statement = {
      conditions: [
        { operator: 'StringLike', key: 's3:prefix', values: ['b/*', 'a/*', 'b/*', ''] },
        { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] },
        { operator: 'StringLike', key: 'aws:username', values: ['dana'] },
      ],
      notResources: ['arn:aws:s3:::b/*', 'arn:aws:s3:::b'],
      notActions: ['s3:Put*', 's3:Get*', 's3:GET*'],
      notPrincipals: { Service: ['s'], AWS: ['2', '1', '10'] },
      effect: 'Deny',
      sid: 'All',
    };
    expect(policyJson({ statements: [statement, { effect: 'Allow', actions: ['*'], resources: ['*'], principals: '*' }], id: 'mine', version: '2008-10-17' })).toBe(
      '{"Version":"2008-10-17","Id":"mine","Statement":[{"Sid":"All","Effect":"Deny","NotPrincipal":{"AWS":["1","10","2"],"Service":"s"},' +
      '"NotAction":["s3:GET*","s3:Get*","s3:Put*"],"NotResource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],' +
      '"Condition":{"Bool":{"aws:SecureTransport":"true"},"StringLike":{"aws:username":"dana","s3:prefix":["","a/*","b/*"]}}},' +
      '{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}');
  });

  test('keeps both ways to write everyone', () => {
    expect(statementText({ principals: { AWS: ['*'] } })).toBe('{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"*"}');
  });

  test('has no empty condition block and no absent element', () => {
    expect(statementText({ conditions: [], sid: undefined })).toBe('{"Effect":"Allow","Action":"s3:*","Resource":"*"}');
  });

  test('does not depend on what deploy-time marks are called', () => {
    const text = (a: string, b: string): string => statementText({ resources: [`arn:aws:s3:::${a}/*`, `arn:aws:s3:::${b}`, `arn:aws:s3:::${a}`] }).replaceAll(a, '1').replaceAll(b, '2');
    const [named, other] = [text('${TfToken[TOKEN.9]}', '${TfToken[TOKEN.10]}'), text('${TfToken[a]}', '${TfToken[b]}')];
    expect(named).toBe(other);
    expect(named).toContain('["arn:aws:s3:::2","arn:aws:s3:::1","arn:aws:s3:::1/*"]');
  });

  test('writes text that looks like a prototype as text', () => {
    expect(policyJson(document(when({ operator: 'StringLike', key: '__proto__', values: ['x'] })))).toContain('{"StringLike":{"__proto__":"x"}}');
  });
});

describe('is refused', () => {
  test.each<readonly [string, Partial<Statement>, string]>([
    ['the same operator and key twice', when({ operator: 'StringLike', key: 's3:prefix', values: ['a'] }, { operator: 'StringLike', key: 's3:prefix', values: ['b'] }), 'DuplicateCondition'],
    ['the same key in two cases', when({ operator: 'StringLike', key: 's3:prefix', values: ['a'] }, { operator: 'StringLike', key: 'S3:Prefix', values: ['a'] }), 'DuplicateCondition'],
    ['no value', when({ operator: 'StringLike', key: 's3:prefix', values: [] }), 'EmptyPolicyList'],
    ['no action', { actions: [] }, 'EmptyPolicyList'],
    ['no resource', { resources: [] }, 'EmptyPolicyList'],
    ['nobody', { principals: {} }, 'EmptyPolicyList'],
    ['nobody of a kind', { principals: { AWS: [] } }, 'EmptyPolicyList'],
  ])('%s', (_, statement, code) => expect(() => policyJson(document(statement))).toThrow(expect.objectContaining({ code })));

  test('but not the same key in two operators', () => {
    expect(statementText(when({ operator: 'StringNotLike', key: 's3:prefix', values: ['a'] }, { operator: 'StringLike', key: 's3:prefix', values: ['b'] })))
      .toContain('"Condition":{"StringLike":{"s3:prefix":"b"},"StringNotLike":{"s3:prefix":"a"}}');
  });
});

describe('round trip', () => {
  test('what was written is read again, complete and without a complaint', () => {
    fc.assert(fc.property(documents, (original) => {
      const { document: read, problems } = parsePolicy(policyJson(original), { kind: 'resource' });
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(read && normal(read)).toEqual(normal(original));
    }), { numRuns: runs(500) });
  });

  test('canonical text is canonical: reading and writing it again changes nothing, as text and as an object', () => {
    fc.assert(fc.property(documents, (original) => {
      const text = policyJson(original);
      for (const input of [text, JSON.stringify(JSON.parse(text), undefined, 2), policyObject(original)]) {
        const { document: read } = parsePolicy(input);
        expect(read && policyJson(read)).toBe(text);
      }
    }), { numRuns: runs(300) });
  });

  test('the order of lists and conditions never shows, except among marks', () => {
    const shuffled = (values: readonly string[] | undefined): readonly string[] | undefined => values && [...values, ...values].reverse();
    fc.assert(fc.property(documents, (original) => {
      fc.pre(!JSON.stringify(original).includes('TfToken'));
      const turned = original.statements.map((statement): Statement => ({
        ...statement,
        actions: shuffled(statement.actions),
        resources: shuffled(statement.resources),
        conditions: statement.conditions && [...statement.conditions].reverse(),
      }));
      expect(policyJson({ ...original, statements: turned })).toBe(policyJson(original));
    }), { numRuns: runs(300) });
  });
});
