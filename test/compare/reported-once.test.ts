import { ReportedOnce } from '../../src/compare/report/reported-once';
import type { AccessChange, ChangedPrincipal } from '../../src/compare/types';

const OTHERS: ChangedPrincipal = 'any other principal';
const change = (principal: ChangedPrincipal, ...resourcesExcept: readonly string[]): AccessChange => ({
  principal,
  actions: ['s3:*'],
  actionsExcept: [],
  resources: ['arn:aws:s3:::b/*'],
  resourcesExcept,
  conditions: { before: [], after: [] },
  statements: [],
  witness: { principal: { arn: 'arn:aws:iam::222222222222:user/x' }, action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', context: {} },
});
const answer = (...gained: readonly AccessChange[]) => ({ gained, lost: [], inconclusive: [] });

describe('what was told', () => {
  test.each<ChangedPrincipal>([OTHERS, 'anonymous', { user: 'u' }, { role: 'r' }, { arn: 'arn:aws:iam::222222222222:root' }])(
    'the regions of one answer about %j are all told, though one leaves out more than another',
    (label) => {
      const all = [change(label, 'arn:aws:s3:::b/a'), change(label, 'arn:aws:s3:::b/a', 'arn:aws:s3:::b/c')];
      expect(new ReportedOnce().news({ label, within: [] }, answer(...all)).gained).toEqual(all);
    },
  );

  test.each<[string, readonly string[], readonly string[], number]>([
    ['less than was told', ['a'], ['a', 'b'], 0],
    ['more than was told', ['a', 'b'], ['a'], 1],
    ['something else than was told', ['a'], ['b'], 1],
  ])('who gains %s under the same name', (_, first, second, news) => {
    const told = new ReportedOnce();
    told.news({ label: OTHERS, within: [] }, answer(change(OTHERS, ...first)));
    expect(told.news({ label: OTHERS, within: [OTHERS] }, answer(change(OTHERS, ...second))).gained).toHaveLength(news);
  });
});
