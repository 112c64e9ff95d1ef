import { AccessError } from '../../src';
import { type AcceptedChange, parseAccepted, REVIEW_FORMATS } from '../../src/report/review';
import { coversPattern } from '../../src/report/review/covers';
import { after, before, review } from './states';

const entry: AcceptedChange = {
  change: 'gained', principal: 'user dana', actions: ['s3:Get*'], resources: ['releases/*'], reason: 'read from home, SEC-12', expires: '2026-12-31',
};

function acceptedPrincipals(entries: readonly AcceptedChange[], today?: string): readonly string[] {
  const { groups } = review(before, after, entries, today);
  return groups.filter(({ changes }) => changes.some(({ acceptedBy }) => acceptedBy.length > 0)).flatMap(({ principals }) => principals);
}

describe('an entry accepts', () => {
  test('what it covers', () => {
    expect(acceptedPrincipals([entry])).toEqual(['user dana']);
    expect(review(before, after, [entry]).counts.accepted).toBe(1);
  });

  test('until its day has passed, in UTC', () => {
    expect(acceptedPrincipals([entry], '2026-12-31')).toEqual(['user dana']);
    expect(acceptedPrincipals([entry], '2027-01-01')).toEqual([]);
  });

  test.each<[string, Partial<AcceptedChange>]>([
    ['of somebody else', { principal: 'user ci' }],
    ['of the other direction', { change: 'lost' }],
    ['of another action', { actions: ['s3:PutObject'] }],
    ['of a narrower action', { actions: ['s3:GetObjectVersion'] }],
    ['of a narrower prefix', { resources: ['releases/docs/*'] }],
    ['of another bucket', { resources: ['release/*'] }],
  ])('nothing %s', (_, other) => {
    const { acceptance, counts } = review(before, after, [{ ...entry, ...other }]);
    expect(counts.accepted).toBe(0);
    expect(acceptance?.unused).toHaveLength(1);
  });

  test('together with others what none covers alone', () => {
    const ci = { ...entry, principal: 'user ci', resources: ['arn:aws:s3:::releases/firmware*'] };
    expect(acceptedPrincipals([{ ...ci, actions: ['s3:PutObject'] }])).toEqual([]);
    expect(acceptedPrincipals([{ ...ci, actions: ['S3:PutObject'] }, { ...ci, actions: ['s3:Abort*'] }])).toEqual(['user ci']);
  });
});

test('reports name what is accepted, what has expired and what nobody needed', () => {
  const report = review(before, after, [entry, { ...entry, principal: 'user ci', expires: '2026-11-20' }, { ...entry, principal: 'user nobody' }]);
  expect(REVIEW_FORMATS.text(report)).toContain('accepted until 2026-12-31: read from home, SEC-12');
  expect(REVIEW_FORMATS.text(report)).toMatch(/expired:\n {2}user ci, gained/);
  expect(REVIEW_FORMATS.text(report)).toMatch(/not needed:\n {2}user nobody, gained/);
  expect(JSON.parse(REVIEW_FORMATS.json(report))).toMatchObject({ accepted: [{ change: 'gained', by: [entry] }], expired: [{ principal: 'user ci' }], unused: [{ principal: 'user nobody' }] });
  const { runs: [{ results }] } = JSON.parse(REVIEW_FORMATS.sarif(report)) as { runs: [{ results: { ruleId: string; suppressions?: object[] }[] }] };
  expect(results.filter(({ suppressions }) => suppressions !== undefined)).toHaveLength(1);
  expect(results.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['acceptance-expired', 'acceptance-unused']));
});

describe('a pattern covers another one', () => {
  test.each([
    ['*', 'arn:aws:s3:::a/*'], ['a*', 'a*'], ['a*', 'ab*c'], ['a?', 'ab'], ['a?', 'a?'], ['a*b*c', 'aXbYc'], ['*a', 'aba'], ['h/${aws:username}/*', 'h/${aws:username}/x'],
  ])('%s covers %s', (wide, narrow) => expect(coversPattern(wide, narrow)).toBe(true));

  test.each([
    ['a?', 'a*'], ['ab*', 'a*'], ['a', 'a*'], ['a/*', 'a'], ['h/${*}', 'h/x'], ['h/${*}', 'h/*'], ['h/?', 'h/${aws:username}'], ['h/ann/*', 'h/${aws:username}/*'], ['', 'a'],
  ])('%s does not cover %s', (wide, narrow) => expect(coversPattern(wide, narrow)).toBe(false));
});

describe('an allow file', () => {
  test('is read', () => expect(parseAccepted({ accepted: [{ ...entry, actions: 's3:Get*' }] }, 'allow.yaml')).toEqual([entry]));

  test.each<[string, unknown]>([
    ['no list', entry],
    ['a key beside the list', { accepted: [], allowed: [] }],
    ['nothing', null],
    ['no reason', { accepted: [{ ...entry, reason: ' ' }] }],
    ['no day', { accepted: [{ ...entry, expires: undefined }] }],
    ['a day that never comes', { accepted: [{ ...entry, expires: '2026-02-30' }] }],
    ['a time', { accepted: [{ ...entry, expires: '2026-12-31T00:00:00Z' }] }],
    ['another word', { accepted: [{ ...entry, note: 'x' }] }],
    ['no actions', { accepted: [{ ...entry, actions: [] }] }],
    ['another direction', { accepted: [{ ...entry, change: 'any' }] }],
  ])('with %s is refused', (_, content) => {
    expect(() => parseAccepted(content, 'allow.yaml')).toThrow(AccessError);
    expect(() => parseAccepted(content, 'allow.yaml')).toThrow(/InvalidAllowFile/);
  });
});
