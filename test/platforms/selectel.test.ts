import {
  accessPlan, allowOnlyIpRanges, decide, denyDelete, denyIpRanges, enforceHttps, everyone, existingGroup, existingUser, fullBucketAccess,
  listAllBuckets, perUserHomeFolder, publicReadPrefix, quarantine, readAccess, readOnlyPrefix, renderAccess, selectel, writeOnlyUploader,
  type AccessPlanProps, type AccessRequest,
} from '../../src';
import type { SelectelConfirmed, SelectelOptions } from '../../src/entries/platform';
import { refused, untyped } from '../grants/refused';

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:ListBucket', 's3:DeleteBucket'];
const confirmed: SelectelConfirmed = {
  principal: '{name}', actions: ACTIONS, conditionKeys: ['s3:prefix', 'aws:SourceIp', 'aws:SecureTransport'], operators: ['StringLike', 'IpAddress', 'NotIpAddress', 'Bool'],
};
const options: SelectelOptions = { pool: 'ru-1', project: '1a2b3c', managers: ['deployer'], confirmed };
const platform = selectel(options);
const render = (props: Omit<AccessPlanProps, 'platform'>, on = platform) => renderAccess(accessPlan({ platform: on, ...props }));
const reads = readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' });
const homes = perUserHomeFolder({ bucket: 'shared', prefix: 'home/' });

describe('the platform', () => {
  test('works in its pool', () => {
    expect(platform).toMatchObject({ controlPlane: 'selectel', region: 'ru-1', endpoints: { s3: 'https://s3.ru-1.storage.selcloud.ru' } });
    expect(selectel({ ...options, s3Endpoint: 'https://s3.storage.selcloud.ru' }).endpoints.s3).toBe('https://s3.storage.selcloud.ru');
  });

  test.each<readonly [string, Partial<SelectelOptions>, string]>([
    ['nobody who manages', { managers: [] }, 'locked out'],
    ['everybody managing', { managers: ['*'] }, 'managers ["*"]'],
    ['some managing', { managers: ['admin-*'] }, 'managers ["admin-*"]'],
    ['nothing confirmed', { confirmed: untyped(undefined) }, 'confirmed.principal undefined'],
    ['no principal', { confirmed: { ...confirmed, principal: 'dana' } }, 'confirmed.principal "dana"'],
    ['two principals', { confirmed: { ...confirmed, principal: '{id}/{name}' } }, 'confirmed.principal'],
    ['everybody as principal', { confirmed: { ...confirmed, principal: '{name}*' } }, 'confirmed.principal'],
    ['no actions', { confirmed: { ...confirmed, actions: [] } }, 'confirmed.actions []'],
    ['actions of another service', { confirmed: { ...confirmed, actions: ['iam:CreateUser'] } }, 'confirmed.actions'],
    ['an operator that is none', { confirmed: { ...confirmed, operators: ['Equals'] } }, 'confirmed.operators'],
    ['a key that is none', { confirmed: { ...confirmed, conditionKeys: ['prefix'] } }, 'confirmed.conditionKeys'],
    ['a pool that is none', { pool: 'https://ru' }, 'pool "https://ru"'],
    ['no project', { project: untyped(undefined) }, 'project undefined'],
    ['an id that is everybody', { principals: { dana: '*' } }, 'principals'],
  ])('refuses %s', (_, some, text) => {
    const error = refused(() => selectel({ ...options, ...some }));
    expect(error.code).toBe('InvalidPlatform');
    expect(error.message).toContain(text);
  });
});

describe('one policy a bucket', () => {
  test('of users, members of groups, guards and those who manage', () => {
    const { users, groups, buckets } = render({
      users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'downloads', prefix: 'public/' })], accessKeys: ['2026-11'] }, 'dana': {}, 'lee': {} },
      groups: { engineering: { members: ['dana', 'lee', existingUser('kim')], grants: [reads, homes] } },
      buckets: { downloads: { guards: [denyDelete()] } },
    });
    expect(users.map(({ name, policies, principal }) => [name, policies, principal])).toEqual([['ci-uploader', [], 'ci-uploader'], ['dana', [], 'dana'], ['lee', [], 'lee']]);
    expect(groups).toEqual([]);
    expect(buckets.map(({ bucket, json, grants, guards }) => ({ bucket, grants, guards, policy: JSON.parse(json) as unknown }))).toMatchSnapshot();
  });

  test('lets those who manage in, whatever else is in it', () => {
    const [{ json }] = render({ buckets: { downloads: { guards: [denyIpRanges({ ipRanges: ['203.0.113.0/24'], denyPolicyManagement: true })] } } }).buckets;
    expect(JSON.parse(json)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DenyIpRanges',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:*',
          Resource: ['arn:aws:s3:::downloads', 'arn:aws:s3:::downloads/*'],
          Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        },
        { Sid: 'Managers', Effect: 'Allow', Principal: { AWS: 'deployer' }, Action: 's3:*', Resource: ['arn:aws:s3:::downloads', 'arn:aws:s3:::downloads/*'] },
      ],
    });
  });

  test('enforces HTTPS with s3:*, since which other actions there are isn\'t known', () => {
    const [{ json }] = render({ buckets: { downloads: { guards: [enforceHttps()] } } }).buckets;
    expect(json).toContain('"Action":"s3:*","Resource":["arn:aws:s3:::downloads","arn:aws:s3:::downloads/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}');
  });

  test('a key is of no use without an operator, and that is said', () => {
    const keysOnly = selectel({ ...options, confirmed: { ...confirmed, operators: undefined } });
    expect(refused(() => render({ users: { dana: { grants: [reads] } } }, keysOnly))).toMatchObject({
      code: 'UnsupportedOnPlatform',
      message: expect.stringContaining('is said to know condition keys, and no operator to compare them with') as string,
      remedy: expect.stringContaining('name the operators that work there') as string,
    });
  });

  test('keeps what is there', () => {
    const existingStatements = { Version: '2012-10-17', Statement: [{ Sid: 'Old', Effect: 'Allow', Principal: { AWS: 'someone' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*' }] };
    const [{ document }] = render({ buckets: { downloads: { existingStatements } } }).buckets;
    expect(document.statements.map(({ sid }) => sid)).toEqual(['Managers', 'Old']);
  });

  test('of 20 KB at most', () => {
    const count = (users: number) => () => render({
      users: Object.fromEntries(Array.from({ length: users }, (_, index) => [`user-${String(index).padStart(3, '0')}`, { grants: [writeOnlyUploader({ bucket: 'downloads', prefix: 'a/' })] }])),
    }).buckets[0].size;
    const sizes = [count(1)(), count(2)()];
    const most = Math.floor((20 * 1024 - sizes[0]) / (sizes[1] - sizes[0])) + 1;
    expect(count(most)()).toBeLessThanOrEqual(20 * 1024);
    expect(refused(count(most + 1)).code).toBe('BucketPolicyTooLarge');
  });
});

describe('refused', () => {
  const users = { dana: {} };
  test.each<readonly [string, Omit<AccessPlanProps, 'platform'>, string]>([
    ['an action that isn\'t confirmed', { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', allowVersions: true })] } } }, 's3:GetObjectVersion'],
    ['an operator that isn\'t confirmed', { users: { dana: { grants: [writeOnlyUploader({ bucket: 'downloads', prefix: '', when: { notAfter: '2026-12-31' } })] } } }, 'DateLessThan'],
    ['a grant without a bucket', { users: { dana: { grants: [listAllBuckets()] } } }, 'the grant names no bucket'],
    ['a guard on a user', { users: { dana: { guards: [quarantine()] } } }, 'has no policy of a user or group that denies'],
    ['a boundary', { users: { dana: { boundary: [reads] } } }, 'has no permissions boundaries'],
    ['a group that exists', { existing: [{ principal: existingGroup('all'), grants: [reads] }] }, 'has each member of a group named'],
    ['a group that others add to', { users, groups: { all: { membership: 'additive', grants: [reads] } } }, 'has each member of a group named'],
    ['everyone', { external: [{ grantee: everyone(), grants: [reads] }] }, 'lets nobody in without signing in'],
    ['everyone, by the grant', { external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: '' })] }] }, 'lets nobody in without signing in'],
    ['a guard that leaves some actions out', { buckets: { downloads: { guards: [allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] })] } } }, 'nor which actions it has'],
    ['a suspended key', { users: { dana: { accessKeys: [{ generation: '1', status: 'Inactive' }] } } }, 'can\'t suspend an access key'],
    ['a star in a folder', { users: { dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'a*/' })] } } }, 'reads * as a wildcard'],
  ])('%s', (_, props, text) => {
    expect(refused(() => render(props)).message).toContain(text);
  });

  test('full access, of which only what is confirmed is given, is said', () => {
    const [{ document, diagnostics }] = render({ users: { dana: { grants: [fullBucketAccess({ bucket: 'downloads' })] } } }).buckets;
    expect(diagnostics.join()).toContain('s3:GetObjectVersion');
    expect(document.statements.filter(({ sid }) => sid !== 'Managers').flatMap(({ actions }) => actions).sort()).toEqual([...ACTIONS].sort());
  });
});

describe('users by their ids', () => {
  const byId = (principals?: SelectelOptions['principals']) => selectel({ ...options, confirmed: { ...confirmed, principal: '{id}' }, principals });

  test('are named by what the platform is told', () => {
    const { users, buckets } = render({ users: { dana: { grants: [reads] } } }, byId({ dana: 'f00d' }));
    expect(users[0].principal).toBe('f00d');
    expect(buckets[0].json).toContain('"Principal":{"AWS":"f00d"}');
  });

  test('aren\'t known without an engine', () => {
    const error = refused(() => render({ users: { dana: { grants: [reads] } } }, byId({ lee: 'f00d' })));
    expect(error.code).toBe('DeployTimeValue');
    expect(error.message).toContain('user dana is named by its id');
  });
});

describe('decisions', () => {
  const state = readAccess(render({
    users: { dana: { grants: [homes] }, lee: { grants: [reads] } },
    buckets: { downloads: { guards: [denyDelete()] } },
  }));
  test.each<readonly [string, AccessRequest['principal'], string, string, AccessRequest['context'], string]>([
    ['the own home', { user: 'dana' }, 's3:PutObject', 'shared/home/dana/a', undefined, 'allow'],
    ['its listing', { user: 'dana' }, 's3:ListBucket', 'shared', { 's3:prefix': 'home/dana/' }, 'allow'],
    ['another home', { user: 'dana' }, 's3:PutObject', 'shared/home/lee/a', undefined, 'implicitDeny'],
    ['what somebody else may read', { user: 'dana' }, 's3:GetObject', 'downloads/public/a', undefined, 'implicitDeny'],
    ['what he may read', { user: 'lee' }, 's3:GetObject', 'downloads/public/a', undefined, 'allow'],
    ['who manages', { arn: 'deployer' }, 's3:PutBucketPolicy', 'shared', undefined, 'allow'],
    ['who manages, guarded', { arn: 'deployer' }, 's3:DeleteObject', 'downloads/a', undefined, 'explicitDeny'],
    ['who isn\'t named', { arn: 'stranger' }, 's3:GetObject', 'downloads/public/a', undefined, 'implicitDeny'],
  ])('%s', (_, principal, action, resource, context, effect) => {
    expect(decide(state, { principal, action, resource: `arn:aws:s3:::${resource}`, ...(context && { context }) }).effect).toBe(effect);
  });
});

describe('what its page on managing access says', () => {
  const state = readAccess(render({ users: { dana: { grants: [reads], accessKeys: ['project-2026-05', 'project-2026-11'] }, lee: {} }, buckets: { bare: { guards: [denyDelete()] } } }));
  const effect = (user: string, bucket: string) => decide(state, { principal: { user }, action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/public/a` }).effect;

  test('a user of S3 has access to those buckets whose policy allows it, and to no other', () => {
    expect([effect('dana', 'downloads'), effect('lee', 'downloads'), effect('dana', 'without-a-policy')]).toEqual(['allow', 'implicitDeny', 'implicitDeny']);
  });

  test('whatever a policy doesn\'t allow is denied, so that one of guards alone lets in those who manage, and nobody else', () => {
    expect(effect('dana', 'bare')).toBe('implicitDeny');
    expect(decide(state, { principal: { arn: 'deployer' }, action: 's3:GetObject', resource: 'arn:aws:s3:::bare/public/a' }).effect).toBe('allow');
  });

  test('several keys can be issued for one project', () => {
    expect(render({ users: { dana: { accessKeys: ['1', '2', '3'] } } }).users[0].accessKeys).toHaveLength(3);
  });
});
