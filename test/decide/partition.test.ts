import { compareAccess } from '../../src/compare';
import { compileState, decide, headObjectStatus, requestsFor, type RequestPrincipal } from '../../src/decide';
import { aws } from '../../src/platforms';
import { type AccessStateJson, UNKNOWN_TEXT } from '../../src/state/access-state';

type Json = Readonly<Record<string, unknown>>;
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const;
const policy = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const DANA: RequestPrincipal = { user: 'dana' };

describe.each(PARTITIONS)('in the partition %s', (partition) => {
  const s3 = `arn:${partition}:s3:::`;
  const allow = (more: Json = {}): Json => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: `${s3}b/*`, ...more });
  const when = (operator: string, arn: string): Json => ({ Condition: { [operator]: { 'aws:PrincipalArn': arn } } });
  const own = (...statements: readonly Json[]): AccessStateJson => (
    { account: '111111111111', users: { dana: { policies: [policy(...statements)] } }, roles: { r: { policies: [policy(...statements)] } } }
  );
  const bucket = (...statements: readonly Json[]): AccessStateJson => ({ account: '111111111111', users: { dana: {} }, buckets: { b: { policy: policy(...statements) } } });
  const other = partition === 'aws' ? 'aws-cn' : 'aws';

  test.each<[string, AccessStateJson, RequestPrincipal, 'allow' | 'implicitDeny' | 'explicitDeny']>([
    ['a user without an ARN has one there', own(allow(when('ArnLike', `arn:${partition}:iam::*:user/dana`))), DANA, 'allow'],
    ['and none elsewhere', own(allow(when('ArnLike', `arn:${other}:iam::*:user/dana`))), DANA, 'implicitDeny'],
    ['a Deny of all others spares him', own(allow(), { ...allow(when('ArnNotEquals', `arn:${partition}:iam::111111111111:user/dana`)), Effect: 'Deny' }), DANA, 'allow'],
    ['a Deny of all others elsewhere does not', own(allow(), { ...allow(when('ArnNotEquals', `arn:${other}:iam::111111111111:user/dana`)), Effect: 'Deny' }), DANA, 'explicitDeny'],
    ['a role has one there', own(allow(when('ArnEquals', `arn:${partition}:iam::111111111111:role/r`))), { role: 'r' }, 'allow'],
    ['and none elsewhere', own(allow(when('ArnEquals', `arn:${other}:iam::111111111111:role/r`))), { role: 'r' }, 'implicitDeny'],
    ['a bucket policy names him there', bucket(allow({ Principal: { AWS: `arn:${partition}:iam::111111111111:user/dana` } })), DANA, 'allow'],
  ])('%s', (_, state, principal, effect) => {
    expect(decide(state, { principal, action: 's3:GetObject', resource: `${s3}b/a` }).effect).toBe(effect);
  });

  test.each<[string, readonly Json[], boolean, 200 | 403 | 404]>([
    ['an object that is there', [allow()], true, 200],
    ['one that may not be read', [allow({ Resource: `${s3}c/*` })], true, 403],
    ['one that is missing, and listing is allowed', [allow(), { Effect: 'Allow', Action: 's3:ListBucket', Resource: `${s3}b` }], false, 404],
    ['one that is missing, and listing is not allowed', [allow()], false, 403],
  ])('the status of %s', (_, statements, exists, status) => {
    expect(headObjectStatus(own(...statements), { principal: DANA, bucket: 'b', key: 'a', exists }).status).toBe(status);
  });

  describe('what a client asks', () => {
    const sync = own(allow({ Action: 's3:PutObject' }), { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: `${s3}b` });
    const uploadsOnly = own(allow({ Action: 's3:PutObject' }));
    const lacking = (state: AccessStateJson, operation = 'aws s3 sync') => requestsFor(operation, { bucket: 'b', prefix: 'p/' }, state)
      .filter((check) => check.optional === undefined && decide(state, { principal: DANA, ...check }).effect !== 'allow').map(({ action }) => action);

    test('is allowed where all of it is', () => expect(lacking(sync)).toEqual([]));
    test('is denied where some of it is', () => {
      expect(lacking(uploadsOnly)).toEqual(['s3:ListBucket']);
      expect(lacking(sync, 'rclone sync')).toEqual(['s3:DeleteObject']);
      expect(lacking(own({ ...allow(), Effect: 'Deny' }))).toEqual(['s3:ListBucket', 's3:PutObject']);
    });

    test('is about ARNs there, for a state, one that is compiled, and a platform', () => {
      const arns = [`${s3}b`, `${s3}b/p/any-object`];
      for (const where of [sync, compileState(sync), aws({ partition })]) {
        expect([...new Set(requestsFor('aws s3 sync', { bucket: 'b', prefix: 'p/' }, where).map(({ resource }) => resource))].sort()).toEqual(arns);
        expect(requestsFor('s3:ListBuckets', { bucket: 'b' }, where).map(({ resource }) => resource)).toEqual([`${s3}*`]);
        expect(requestsFor('s3:CopyObject', { bucket: 'b', key: 'k', source: { bucket: 's', key: 'o' } }, where).map(({ resource }) => resource)).toContain(`${s3}s/o`);
      }
    });
  });

  test('compare sees the same ARN as decide', () => {
    const { verdict, gained } = compareAccess(own(), own(allow(when('ArnLike', `arn:${partition}:iam::*:user/*`))));
    expect([verdict, gained.map(({ principal }) => principal)]).toEqual(['gained', [DANA]]);
  });

  test('an account that is only partly known may be his', () => {
    const { inconclusive } = compareAccess(bucket(), bucket(allow({ Principal: { AWS: `arn:${partition}:iam::11111111${UNKNOWN_TEXT}:root` } })));
    expect(inconclusive.map(({ principal }) => principal)).toContainEqual(DANA);
  });
});
