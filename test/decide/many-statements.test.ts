import * as fc from 'fast-check';
import { decide } from '../../src/decide';
import { cephRgw, minio } from '../../src/platforms';
import type { Statement } from '../../src/policy/document';
import { readAccess } from '../../src/state';
import { runs } from '../runs';
import { accessState, request, statement } from './generators';
import { naiveDecide } from './naive';

const KEYS = ['', 'a', 'ab', 'aab', 'baaa', 'bbaab', 'aaaaaaaaaaaaaaaaaaaaab', 'é/b'];
/** Resources of which many begin alike, with heads of many lengths. */
const resource = fc.tuple(fc.constantFrom('b', 'b/', 'bb/', '*/', 'b*'), fc.nat(40), fc.constantFrom(...KEYS), fc.constantFrom('', '*', '?', '${*}', '*a'))
  .map(([bucket, run, key, end]) => `arn:aws:s3:::${bucket}${bucket.endsWith('/') ? `${'a'.repeat(run)}${key}` : ''}${end}`);
const longOnes = fc.tuple(statement(), fc.array(resource, { minLength: 1, maxLength: 3 })).map(
  ([one, resources]): Statement => ({ ...one, notResources: undefined, resources }),
);
const many = fc.array(fc.oneof({ weight: 3, arbitrary: longOnes }, statement()), { minLength: 17, maxLength: 60 });
const key = fc.tuple(fc.nat(40), fc.constantFrom(...KEYS)).map(([run, end]) => `b/${'a'.repeat(run)}${end}`);

test('a principal with many statements is judged by those that may cover the resource, as by all', () => {
  const seen = new Map<string, number>();
  fc.assert(fc.property(accessState, request, many, fc.option(key), (state, asked, statements, other) => {
    const policy = { name: 'many', document: { version: '2012-10-17' as const, statements } };
    const users = new Map([...state.users].map(([name, user]) => [name, { ...user, policies: [...user.policies, policy] }]));
    const one = { ...asked, resource: other ?? asked.resource };
    const { effect } = decide({ ...state, users }, one);
    seen.set(effect, (seen.get(effect) ?? 0) + 1);
    expect(effect).toBe(naiveDecide({ ...state, users }, one));
  }), { numRuns: runs(2000) });
  for (const effect of ['allow', 'explicitDeny', 'implicitDeny']) expect([effect, seen.has(effect)]).toEqual([effect, true]);
});

test.each([['AWS', undefined], ['MinIO', minio({ scope: 'acme' })], ['Ceph RGW', cephRgw({ endpoint: 'https://rgw.example' })]])('on %s, a bucket is read as a folder by many statements where it is by few', (_title, platform) => {
  const folders = Array.from({ length: 40 }, (_, index) => (
    { Effect: 'Allow', Action: 's3:*', Resource: [`arn:aws:s3:::b/f${index}/*`, `arn:aws:s3:::c${index}/*`, `arn:aws:s3:::d${index}`] }
  ));
  const effects = (count: number) => {
    const state = readAccess({ account: '111122223333', users: { dana: { policies: [{ Version: '2012-10-17', Statement: folders.slice(-count) }] } } }, { platform });
    return ['b/f39/x', 'b/f39/', 'b/f38', 'c39', 'c39/', 'd39', 'd39/', 'd39/x'].map((path) => (
      decide(state, { principal: { user: 'dana' }, action: path.includes('/') ? 's3:GetObject' : 's3:ListBucket', resource: `arn:aws:s3:::${path}` }).effect
    ));
  };
  expect(effects(40)).toEqual(effects(3));
  expect(new Set(effects(40)).size).toBeGreaterThan(1);
});
