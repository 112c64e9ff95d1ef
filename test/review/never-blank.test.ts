import { array, assert, constantFrom, property, record } from 'fast-check';
import { decide, type AccessStateJson } from '../../src';
import { REVIEW_FORMATS } from '../../src/report/review';
import { locationLabel } from '../../src/report/review/mermaid';
import { readAccess } from '../../src/state';
import { policy, review } from './states';

/*
 * Issue 17 D: a cell of the access map is never blank where there is access, whatever it is: what no letter stands for, and what is in a part of
 * the location, too.
 */

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:GetObjectTagging', 's3:PutObjectTagging', 's3:RestoreObject', 's3:ListBucket', 's3:GetBucketLocation', 's3:GetBucketTagging', 's3:PutBucketPolicy', 's3:GetObjectAcl', 's3:DeleteObjectTagging'];
const PLACES = ['data', 'data/*', 'data/team/*', 'data/team/a/*', 'logs', 'logs/2026/*', '*'];
const statement = record({ Action: constantFrom(...ACTIONS, 's3:*', 's3:Get*'), place: constantFrom(...PLACES) })
  .map(({ Action, place }) => policy({ Action, Resource: place === '*' ? '*' : `arn:aws:s3:::${place}` }));
const state = record({ dana: array(statement, { maxLength: 3 }), lee: array(statement, { maxLength: 3 }) })
  .map(({ dana, lee }): AccessStateJson => ({ account: '111122223333', users: { dana: { policies: dana }, lee: { policies: lee } }, buckets: { data: {}, logs: {} } }));

/** The text of each cell, by principal and column. */
function cellsOf(page: string): ReadonlyMap<string, string> {
  const table = page.slice(page.indexOf('<thead>'), page.indexOf('</table>'));
  const heads = [...table.matchAll(/<th scope="col" [^>]*><span>([^<]*)<\/span>/g)].map(([, label]) => label);
  return new Map([...table.matchAll(/<tr [^>]*><th scope="row">([^<]*)<\/th>(.*)<\/tr>/g)].flatMap(([, principal, row]) => (
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text], index) => [`${principal} ${heads[index]}`, text.replace(/<[^>]*>/g, '').trim()] as const))));
}

test('no cell is blank where there is access', () => {
  assert(property(state, state, (before, after) => {
    const one = review(before, after);
    const cells = cellsOf(REVIEW_FORMATS.html(one));
    const states = [before, after].map((json) => readAccess(json));
    for (const { principal } of one.map.rows) {
      const user = /^user (.*)$/.exec(principal)?.[1];
      if (user === undefined) continue;
      for (const location of one.map.locations) {
        if (/[*?]/.test(location.bucket)) continue;
        const shown = cells.get(`${principal} ${locationLabel(location)}`);
        const resources = [`${location.bucket}/${location.prefix}object`, `${location.bucket}/${location.prefix}`.replace(/\/$/, ''), location.bucket].filter((asked) => asked === location.bucket ? location.prefix === '' : !asked.endsWith('/'));
        const allowed = states.flatMap((held) => ACTIONS.flatMap((action) => {
          const isBucket = /Bucket/.test(action);
          return resources.filter((asked) => (asked === location.bucket) === isBucket && decide(held, { principal: { user }, action, resource: asked }).allowed).map((asked) => `${action} ${asked}`);
        }));
        if (allowed.length > 0) expect([principal, location, allowed, shown === '' ? 'blank' : 'shown']).toEqual([principal, location, allowed, 'shown']);
      }
    }
  }), { numRuns: Number(process.env.FC_RUNS ?? 60) });
}, 240_000);
