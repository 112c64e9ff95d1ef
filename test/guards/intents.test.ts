import * as fc from 'fast-check';
import { decide, type Guard } from '../../src';
import { bucketDocument } from '../../src/plan/bucket-document';
import { aws } from '../../src/platforms';
import { s3Action, s3Actions } from '../../src/s3';
import { guards } from '../engines/guard-options';
import { runs, seen } from '../runs';
import { context, guardProps } from './arbitraries';
import { denies, type GuardedRequest } from './intents';

const ADMIN = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
const LEVELS = ['bucket', 'object'];
const EVERYTHING = ['GetObject', 'PutObject', 'ListBucket', 'ListBucketVersions', 'PutBucketVersioning', 'PutBucketPolicy', 'GetBucketPolicy', 'DeleteBucketPolicy'];
const DELETES = ['DeleteObject', 'DeleteObjectVersion'];
/** What guards of single actions speak of: asked half of the time. All others speak of everything. */
const OFTEN: { readonly [Name in keyof typeof denies]?: readonly string[] } = {
  DenyAcls: ['PutObject', 'PutObjectAcl', 'PutObjectVersionAcl', 'PutBucketAcl'],
  DenyDelete: [...DELETES, 'DeleteBucket', 'PutLifecycleConfiguration'],
  MinimumRetention: ['PutObject', 'PutObjectRetention', 'BypassGovernanceRetention'],
  RequireCannedAcl: ['PutObject', 'PutObjectAcl', 'PutObjectVersionAcl'],
  RequireEncryption: ['PutObject'],
  RequireMfaDelete: DELETES,
};
const ANY = s3Actions().filter(({ level }) => LEVELS.includes(level)).map(({ name }) => name.slice('s3:'.length));

const request = (often: readonly string[]): fc.Arbitrary<GuardedRequest> => fc
  .tuple(fc.oneof(fc.constantFrom(...often), fc.constantFrom(...ANY)), fc.constantFrom('team/x', 'team/', 'team', 'team2/x', 'a/b/c', 'a/c', 'x'), context)
  .map(([action, key, some]) => ({ action, context: some, ...(s3Action(`s3:${action}`)?.level === 'object' && { key }) }));

test.each(Object.keys(denies) as ReadonlyArray<keyof typeof denies>)('%s denies what it says and nothing else', (name) => {
  let denied = 0;
  const make = guards[name] as (props: unknown) => Guard;
  const expects = denies[name] as (props: unknown, request: GuardedRequest) => boolean;
  const asking = fc.array(request(OFTEN[name] ?? EVERYTHING), { minLength: 10, maxLength: 20 });
  fc.assert(fc.property(guardProps[name] as fc.Arbitrary<unknown>, asking, (props, requests) => {
    const policy = JSON.parse(bucketDocument('releases', [make(props)], aws()).json) as object;
    const state = { users: { admin: { policies: [ADMIN] } }, buckets: { releases: { policy } } };
    for (const { action, key, context: keys } of requests) {
      const asked = { action: `s3:${action}`, resource: key === undefined ? 'releases' : `releases/${key}` };
      const expected = expects(props, { action, key, context: keys });
      if (expected) denied += 1;
      const { effect } = decide(state, { principal: { user: 'admin' }, ...asked, context: keys });
      expect({ props, ...asked, keys, effect }).toEqual({ props, ...asked, keys, effect: expected ? 'explicitDeny' : 'allow' });
    }
  }), { numRuns: runs(150) });
  // both happened, or the test said nothing
  expect(denied).toBeGreaterThan(seen(50));
});
