import { type AcceptedChange, REVIEW_FORMATS } from '../../src/report/review';
import { UNKNOWN_TEXT } from '../../src/state/access-state';
import { sarifFaults } from './sarif-shape';
import { after, before, HOSTILE, policy, review } from './states';

type Json = Record<string, unknown>;
const entry: AcceptedChange = {
  change: 'gained', principal: 'user dana', actions: ['s3:Get*'], resources: ['releases/*'], reason: 'read from home, SEC-12', expires: '2026-12-31',
};
const accepted = review(before, after, [entry, { ...entry, principal: 'user ci', expires: '2026-11-20' }, { ...entry, principal: 'user nobody' }]);
const unknown = review({}, { users: { dana: { policies: [policy({ Action: 's3:GetObject', Resource: `arn:aws:s3:::${UNKNOWN_TEXT}/*` })] } } });
const log = (): Json => JSON.parse(REVIEW_FORMATS.sarif(accepted)) as Json;

describe('a review is SARIF 2.1.0', () => {
  test.each([
    ['with changes', review(before, after)],
    ['without any', review(before, before)],
    ['with accepted, expired and unused ones', accepted],
    ['with something that cannot be told', unknown],
    ['with a hostile name', review({}, { users: { [HOSTILE]: { policies: [policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' })] } } })],
    ['of a file with a hostile name', { ...accepted, sources: { before: HOSTILE, after: HOSTILE } }],
    ['of a file of Windows', { ...accepted, sources: { before: 'a', after: '..\\my stacks\\b#1?.json' } }],
    ['of a file at a commit', { ...accepted, sources: { before: 'git:HEAD~1:a b.json', after: 'git:HEAD:a b.json' } }],
  ])('%s', (_, report) => {
    expect(sarifFaults(JSON.parse(REVIEW_FORMATS.sarif(report)))).toEqual([]);
  });

  test('and has every kind of result among these', () => {
    const rules = [accepted, unknown].flatMap((report) => [...REVIEW_FORMATS.sarif(report).matchAll(/"ruleId": "([^"]*)"/g)].map(([, id]) => id));
    expect([...new Set(rules)].sort()).toEqual(['acceptance-expired', 'acceptance-unused', 'access-gained', 'access-inconclusive', 'access-lost']);
  });
});

describe('what is not SARIF is seen', () => {
  test.each<[string, (log: Json) => Json, string]>([
    ['a version that is none', (good) => ({ ...good, version: '2.1' }), '$.version'],
    ['a log without runs', ({ runs: _, ...good }) => good, '$.runs is missing'],
    ['a property that nobody knows', (good) => ({ ...good, run: [] }), '$.run is unknown'],
    ['a level that is none', (good) => edited(good, '"level":"error"', '"level":"fatal"'), '$.runs[0].tool.driver.rules[0].defaultConfiguration.level'],
    ['a line 0', (good) => edited(good, '"startLine":1', '"startLine":0'), '$.runs[0].results[0].locations[0].physicalLocation.region.startLine'],
    ['an URI with a space', (good) => edited(good, 'stacks/branch', 'my stacks/branch'), '$.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri'],
    ['a result of another rule', (good) => edited(good, '"ruleIndex":0', '"ruleIndex":1'), 'access-gained points to another rule'],
    ['a suppression of some kind', (good) => edited(good, '"kind":"external"', '"kind":"file"'), '.suppressions[0].kind'],
  ])('%s', (_, edit, fault) => {
    expect(sarifFaults(edit(log())).join('\n')).toContain(fault);
  });
});

function edited(good: Json, text: string, other: string): Json {
  const written = JSON.stringify(good);
  expect(written).toContain(text);
  return JSON.parse(written.replace(text, other)) as Json;
}
