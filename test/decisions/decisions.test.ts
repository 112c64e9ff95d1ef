import { decide } from '../../src/decide';
import { bucketDocument } from '../../src/plan/bucket-document';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { grants, guards } from '../engines/fixtures';
import { naiveDecide, type NaiveDocument } from './naive';
import { casePrincipal, decisionTables, hasIt, tableIntent, tableState, type DecisionCase, type DecisionTable, type TableDocuments } from './tables';

type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** What a table's grant or guard renders to, without an engine. */
function render(table: DecisionTable, partition: Partition): TableDocuments {
  const intent = tableIntent(table);
  if (intent.kind === 'guard' && table.on === undefined) return { bucketPolicy: JSON.parse(bucketDocument(table.bucket!, [intent], aws({ partition })).json) };
  return { identity: [JSON.parse(identityDocument([intent], { kind: 'user' }, aws({ partition })).json)] };
}

function words({ action, resource, context, principal, expect: effect, why }: DecisionCase): string {
  const who = principal === undefined ? '' : `${principal === 'anonymous' ? principal : principal.user} `;
  return `${effect}: ${who}${action} ${resource}${context ? ` ${JSON.stringify(context)}` : ''} (${why})`;
}

const PARTITIONS: readonly Partition[] = ['aws', 'aws-cn', 'aws-us-gov'];

describe.each(decisionTables.map((table) => [table.name, table.title, table] as const))('%s: %s', (_name, _title, table) => {
  const documents = render(table, 'aws');
  const state = tableState(table, documents);

  test.each(table.cases.map((one) => [words(one), one] as const))('%s', (_words, one) => {
    const { effect } = decide(state, { principal: casePrincipal(table, one), action: one.action, resource: one.resource, context: one.context });
    expect(effect).toBe(one.expect);
  });

  test('a naive reading of the policy comes to the same decisions', () => {
    for (const one of table.cases) {
      const effect = naively(table, documents, one);
      expect({ case: words(one), effect }).toEqual({ case: words(one), effect: one.expect });
    }
  });

  test.each(PARTITIONS.slice(1))('and so it is in the partition %s', (partition) => {
    const moved = tableState(table, render(table, partition));
    for (const one of table.cases) {
      const move = (text: string) => text.replace(/^arn:aws:/, `arn:${partition}:`);
      const values = Object.entries(one.context ?? {}).map(([key, value]) => [key, isArnKey(key) ? move(value) : value]);
      const context = one.context && Object.fromEntries(values);
      const { effect } = decide(moved, { principal: casePrincipal(table, one), action: one.action, resource: move(one.resource), context });
      expect({ case: words(one), effect }).toEqual({ case: words(one), effect: one.expect });
    }
  });

  test('the table has two allows, four denies, and no case twice', () => {
    expect(table.cases.filter((one) => one.expect === 'allow').length).toBeGreaterThanOrEqual(2);
    expect(table.cases.filter((one) => one.expect !== 'allow').length).toBeGreaterThanOrEqual(4);
    const requests = table.cases.map(({ expect: _expect, why: _why, ...request }) => JSON.stringify(request));
    expect(requests.filter((request, index) => requests.indexOf(request) !== index)).toEqual([]);
  });
});

test('every grant and guard has a table', () => {
  const names = [...Object.keys(grants), ...Object.keys(guards)].map((name) => `${name[0].toLowerCase()}${name.slice(1)}`);
  expect(new Set(decisionTables.map(({ intent }) => intent))).toEqual(new Set(names));
});

/** Keys whose values are ARNs of the partition; any other text that looks like one is text. */
function isArnKey(key: string): boolean {
  return /arn$|kms-key-id$/i.test(key);
}

function naively(table: DecisionTable, { identity = [], bucketPolicy }: TableDocuments, one: DecisionCase): string {
  const principal = casePrincipal(table, one);
  const anonymous = principal === 'anonymous';
  const bucket = one.resource.replace(/^arn:aws:s3:::/, '').replace(/\/[^]*$/, '');
  const held = anonymous ? [] : [...(table.beside ?? []), ...(hasIt(table, principal) ? identity : [])];
  const documents = [...held, ...(bucketPolicy !== undefined && bucket === table.bucket ? [bucketPolicy] : [])] as readonly NaiveDocument[];
  return naiveDecide(documents, { ...one, context: { ...(anonymous ? {} : { 'aws:username': principal.user }), ...one.context } });
}
