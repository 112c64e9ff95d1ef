import { assert, asyncProperty, constantFrom, dictionary, record, subarray } from 'fast-check';
import { locationKey, locationOf } from '../../src/report/review/access-map';
import { principalLabel } from '../../src/report/review/labels';
import type { AccessStateJson } from '../../src/state';
import { runs } from '../runs';
import { policy, review } from './states';

const actions = subarray(['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:*'], { minLength: 1 });
const resources = subarray(['arn:aws:s3:::a/x/*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::a', 'arn:aws:s3:::h/${aws:username}/*', '*'], { minLength: 1 });
const document = record({ Action: actions, Resource: resources, Effect: constantFrom('Allow', 'Deny') }).map(policy);
const holders = dictionary(constantFrom('ann', 'ben', 'cat'), record({ policies: subarray([1, 2]).chain(() => document.map((one) => [one])) }), { maxKeys: 3 });
const state = record({ users: holders, groups: holders }).map(({ users, groups }): AccessStateJson => ({
  account: '111122223333',
  groups,
  users: Object.fromEntries(Object.entries(users).map(([name, user]) => [name, { ...user, groups: Object.keys(groups) }])),
}));

test('every change is in exactly one group, and in the map wherever it speaks of', async () => {
  await assert(asyncProperty(state, state, async (one, other) => {
    const { groups, comparison, counts, map } = review(one, other);
    const all = groups.flatMap(({ changes }) => changes);
    for (const direction of ['gained', 'lost'] as const) {
      const told = all.filter((change) => change.direction === direction).flatMap(({ each }) => each);
      expect(new Set(told)).toEqual(new Set(comparison[direction]));
      expect(told).toHaveLength(comparison[direction].length);
      expect(counts[direction]).toBe(told.length);
    }
    for (const { principals, changes } of groups) {
      for (const { each } of changes) expect(each.map(({ principal }) => principalLabel(principal))).toEqual(principals);
    }
    for (const [index, { each, change, direction }] of all.entries()) {
      for (const { principal } of each) {
        const row = map.rows.find((found) => found.principal === principalLabel(principal));
        for (const arn of change.resources) {
          const cell = row?.cells.find(({ location: place }) => locationKey(place) === locationKey(locationOf(arn)));
          expect(cell?.changes).toContain(index);
          expect([direction, 'both']).toContain(cell?.state);
        }
      }
    }
    for (const { cells } of map.rows) for (const { state: colour, changes } of cells) expect(colour === 'same').toBe(changes.length === 0);
  }), { numRuns: runs(60) });
});
