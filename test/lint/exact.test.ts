import * as fc from 'fast-check';
import { cephRgw, minio, selectel, type AccessStateJson, type Platform } from '../../src';
import { type AccessRequest, compileState, decideEffect } from '../../src/decide';
import { lintAccess } from '../../src/lint';
import { aws } from '../../src/platforms';
import { readAccess } from '../../src/state/read-access';
import { requests, states } from '../compare/generators';
import { runs } from '../runs';

type Statement = Readonly<Record<string, unknown>>;
const document = (...Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const confirmed = { principal: '{name}', actions: ['s3:GetObject'] };
const platforms: Readonly<Record<string, Platform>> = {
  AWS: aws(),
  MinIO: minio({ scope: 'acme-storage' }),
  Ceph: cephRgw({ endpoint: 'https://rgw.store.example' }),
  Selectel: selectel({ pool: 'ru-1', project: '1a2b3c', managers: ['deployer'], confirmed }),
};
const EXACT = ['StatementNeverMatches', 'AllowShadowedByDeny', 'RedundantStatement'];
const exact = (state: AccessStateJson, platform: Platform) => lintAccess(state, { platform }).filter(({ code }) => EXACT.includes(code));

const dana = (statements: readonly Statement[]) => ({ users: { dana: { policies: [document(...statements)] } } });
const told = (platform: Platform, ...statements: readonly Statement[]) => exact(dana(statements), platform)
  .map(({ code, path }) => `${code} ${path?.replace(/\D/g, '')}`);

const BUCKET = 'arn:aws:s3:::releases';
const LIST = { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET };
const IN_FOLDER = { ...LIST, Resource: `${BUCKET}/*` };
const READ = { Effect: 'Deny', Action: 's3:GetObject', Resource: `${BUCKET}/*` };
const NOT_OFFICE = { ...READ, Condition: { StringNotEquals: { 'aws:UserAgent': 'office' } } };
const NOT_OFFICE_IF = { ...READ, Condition: { StringNotEqualsIfExists: { 'aws:UserAgent': 'office' } } };

describe('statements are judged as the platform judges', () => {
  test.each<readonly [what: string, statements: readonly Statement[], byPlatform: Readonly<Record<string, readonly string[]>>]>([
    ['bucket/* is the bucket as well on MinIO', [LIST, IN_FOLDER], { AWS: [], MinIO: ['RedundantStatement 0'], Ceph: [] }],
    ['and a Deny on it takes back what is allowed on the bucket', [LIST, { ...IN_FOLDER, Effect: 'Deny' }], { AWS: [], MinIO: ['AllowShadowedByDeny 0'], Ceph: [] }],
    ['who lists may list versions on MinIO', [LIST, { ...LIST, Action: 's3:ListBucketVersions' }], { AWS: [], MinIO: ['RedundantStatement 1'], Ceph: [] }],
    ['a Deny of a version is none too many, though an Allow of it alone gives nothing on MinIO', [
      { Effect: 'Deny', Action: 's3:DeleteObjectVersion', Resource: `${BUCKET}/*` }, { Effect: 'Deny', Action: 's3:DeleteObject', Resource: `${BUCKET}/*` },
    ], { AWS: [], MinIO: [], Ceph: [] }],
    ['without the key a negated condition holds on AWS and not on Ceph', [NOT_OFFICE, NOT_OFFICE_IF], {
      AWS: ['RedundantStatement 0', 'RedundantStatement 1'], Ceph: ['RedundantStatement 0'],
    }],
    ['NotAction is never applied on Ceph', [
      { ...LIST, Action: undefined, NotAction: 's3:PutObject', Resource: '*' }, { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    ], {
      AWS: ['RedundantStatement 1'], MinIO: ['RedundantStatement 1'], Ceph: ['StatementNeverMatches 0'],
    }],
    ['what is allowed already where the Deny leaves it isn\'t taken back by the Deny', [
      { ...READ, Effect: 'Allow', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }, { ...READ, Effect: 'Allow', Resource: `${BUCKET}/some/*` },
      { ...READ, Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
    ], { AWS: ['RedundantStatement 1'], MinIO: ['RedundantStatement 1'] }],
    ['what is known of a user isn\'t known of everybody who has the policy', [{ ...LIST, Condition: { StringEquals: { 'aws:username': 'lee' } } }, { ...LIST, Resource: 'arn:aws:s3:::other' }], {
      AWS: [], MinIO: [], Ceph: [],
    }],
  ])('%s', (_, statements, byPlatform) => {
    for (const [name, found] of Object.entries(byPlatform)) expect([name, told(platforms[name], ...statements)]).toEqual([name, found]);
  });
});

describe('what stands in a policy is looked at as the platform reads it', () => {
  const all = (name: string, ...statements: readonly Statement[]) => lintAccess(dana(statements), { platform: platforms[name] })
    .map(({ code, path, reason }) => `${code} ${path}: ${reason}`);

  test('an action on a bucket beside all that is in it', () => {
    expect(all('AWS', IN_FOLDER)).toEqual([
      'ActionResourceMismatch $.Statement[0].Resource: s3:ListBucket is asked about a bucket, and the statement names arn:aws:s3:::releases/*: it says nothing about s3:ListBucket',
    ]);
    const also = 'PlatformReadsDifferently $.Statement[0].Resource: MinIO takes arn:aws:s3:::releases/* for the bucket itself, too, so that the statement also';
    expect(all('MinIO', IN_FOLDER)).toEqual([`${also} allows s3:ListBucket there`]);
    for (const folder of [`${BUCKET}/`, `${BUCKET}/**`]) {
      expect(all('MinIO', { ...IN_FOLDER, Resource: folder })).toEqual([`${also.replace('arn:aws:s3:::releases/*', folder)} allows s3:ListBucket there`]);
    }
    expect(all('MinIO', { ...IN_FOLDER, Effect: 'Deny', Action: 's3:*' })).toEqual([expect.stringMatching(/also denies s3:\w+, s3:\w+, s3:\w+ and \d+ more there$/)]);
    expect(all('MinIO', { ...IN_FOLDER, Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] })).toEqual([]);
    expect(all('MinIO', { ...IN_FOLDER, Resource: `${BUCKET}/a/*` })).toEqual([expect.stringContaining('ActionResourceMismatch') as string]);
  });

  test('a condition on a key that requests never have', () => {
    const never = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/*`, Condition: { StringNotEquals: { 's3:prefix': 'a' } } };
    expect(all('AWS', never)).toEqual([expect.stringContaining('so the condition always holds for them') as string]);
    expect(all('Ceph', never)).toContainEqual(expect.stringContaining('so the condition never holds for them') as string);
  });
});

type Policies = ReadonlyArray<{ readonly Version: string; readonly Statement: readonly Statement[] }>;

/** A state with one policy, of a user or of a bucket, and whatever else is allowed beside it. */
function having(side: 'identity' | 'resource', statements: readonly Statement[], beside: readonly Statement[]): AccessStateJson {
  const account = '111111111111';
  if (side === 'resource') return { account, users: { u: {}, v: {} }, roles: { r: {} }, buckets: { b: { policy: document(...statements, ...beside) } } };
  return { account, users: { u: { policies: [document(...statements), document(...beside)] } }, buckets: { b: {}, c: {} } };
}

const EVERYTHING = { identity: { Effect: 'Allow', Action: '*', Resource: '*' }, resource: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } } as const;
const versions = fc.constantFrom(undefined, 's3:ListBucketVersions', 's3:GetObjectVersion', 's3:DeleteObjectVersion', 's3:DeleteObject');
const asked = fc.tuple(requests, versions)
  // nobody who isn't signed in has tags
  .filter(([{ principal, context }]) => principal !== 'anonymous' || context?.['aws:PrincipalTag/team'] === undefined)
  .map(([request, action]): AccessRequest => ({ ...request, ...(action !== undefined && action.includes('Bucket') !== request.resource.includes('/') && { action }) }));

describe.each(Object.entries(platforms))('what is told on %s', (_, platform) => {
  test('is so: without the statement every request is decided the same', () => {
    let claims = 0;
    const decided = (state: AccessStateJson, request: AccessRequest) => decideEffect(compileState(readAccess(state, { platform })), request);
    const checks = ([side, policy]: readonly ['identity' | 'resource', Policies[number]], all: readonly AccessRequest[]) => {
      const whole = having(side, policy.Statement, []);
      for (const { code, path = '' } of exact(whole, platform)) {
        claims += 1;
        const at = Number(/\d+/.exec(path)?.[0]);
        const statement = policy.Statement[at];
        const others = policy.Statement.filter((__, index) => index !== at);
        const beside = statement.Effect === 'Deny' ? [EVERYTHING[side]] : [];
        const [one, other] = code === 'StatementNeverMatches'
          ? [having(side, [statement], beside), having(side, [], beside)]
          : [having(side, policy.Statement, beside), having(side, others, beside)];
        for (const given of all) {
          const request: AccessRequest = side === 'identity' ? { ...given, principal: { user: 'u' } } : given;
          expect({ code, statement, request, effect: decided(one, request) === 'allow' }).toEqual({ code, statement, request, effect: decided(other, request) === 'allow' });
        }
      }
    };
    fc.assert(fc.property(states, fc.noShrink(fc.array(asked, { minLength: 40, maxLength: 40 })), ({ users = {}, buckets = {} }, all) => {
      for (const policy of (users.u.policies ?? []) as Policies) checks(['identity', policy], all);
      if (buckets.b.policy !== undefined) checks(['resource', buckets.b.policy as Policies[number]], all);
    }), { numRuns: runs(40) });
    expect(claims).toBeGreaterThan(runs(40) / 4);
  });
});
