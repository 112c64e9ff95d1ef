import {
  accessMatrix, accessPlan, AccessError, allowOnlyIpRanges, aws, checkAccessNotGranted, checkNoPublicAccess, decide, denyDelete, lintAccess, minio,
  noDeleteAccess, perUserHomeFolder, publicReadPrefix, readAccess, readOnlyPrefix, readWritePrefix, relayer, renderAccess, requireEncryption,
  writeOnlyUploader, type AccessPlanProps, type AccessState, type Platform,
} from '../../src';
import { checkDenies, checkGivesNobody } from '../../src/testing';
import { refused } from '../grants/refused';
import { rows } from './matrix';

const filter = { requestFilter: 'strips-condition-names' } as const;
const servers: ReadonlyArray<readonly [string, Platform, Platform]> = [
  ['MinIO', minio({ scope: 'acme-storage' }), minio({ scope: 'acme-storage', ...filter })],
  ['Relayer', relayer({ adminApi: 'minio', scope: 'acme-storage' }), relayer({ adminApi: 'minio', scope: 'acme-storage', ...filter })],
];

type Plan = Omit<AccessPlanProps, 'platform'>;
const rendered = (plan: Plan, platform: Platform) => renderAccess(accessPlan({ platform, ...plan }));
const user = (...grants: ReadonlyArray<ReturnType<typeof readOnlyPrefix>>): Plan => ({ users: { dana: { grants } } });
const reads = { bucket: 'downloads', prefix: 'public/' };
const uploads = { bucket: 'releases', prefix: 'firmware/' };

/** Conditions by which the server was passed, each by a header or query parameter beside an honest twin that it refused. */
const FORGED: ReadonlyArray<readonly [key: string, when: NonNullable<Parameters<typeof readOnlyPrefix>[0]['when']>]> = [
  ['aws:SourceIp', { ipRanges: ['203.0.113.0/24'] }], ['aws:SecureTransport', { https: true }], ['aws:CurrentTime', { notAfter: '2030-01-01T00:00:00Z' }],
  ['aws:username', { users: ['dana'] }], ['aws:UserAgent', { userAgents: ['ci'] }],
];

describe.each(servers)('on %s, which takes the client\'s word', (title, platform, filtered) => {
  test.each(FORGED)('A9: a grant with a condition on %s is refused, and rendered where a filter is stated', (key, when) => {
    const plan = user(writeOnlyUploader({ ...uploads, when }));
    expect(refused(() => rendered(plan, platform))).toMatchObject({
      code: 'ForgeableCondition',
      message: expect.stringContaining(`${key} holds nobody back on ${title}`),
      remedy: expect.stringContaining("requestFilter: 'strips-condition-names'"),
    });
    expect(rendered(plan, filtered).users[0].policies[0].json).toContain(`"${key}"`);
  });

  test('A9: no grant and no guard renders a condition that can be forged, but for a listing below a prefix, which says so', () => {
    const found = rows.flatMap(({ construct, option, plans }) => plans.flatMap(([, plan]) => {
      try {
        const { users, buckets } = rendered(plan, platform);
        const documents = [...users.flatMap(({ policies }) => policies), ...buckets];
        return documents.flatMap(({ document, diagnostics }) => document.statements.flatMap((statement) => {
          const keys = (statement.conditions ?? []).map((one) => `${one.operator} ${one.key}`).filter((one) => one !== 'Null s3:RequestObjectTagKeys');
          const isListing = statement.effect === 'Allow' && statement.principals === undefined && keys.every((one) => /s3:(prefix|delimiter)$/.test(one));
          const isSaid = diagnostics.some((text) => text.startsWith(`${statement.sid ?? ''}: `) && text.includes('limits honest clients only'));
          return keys.length === 0 || (isListing && isSaid) ? [] : [`${construct}: ${option}: ${keys.join()}`];
        }));
      } catch (error) {
        if (error instanceof AccessError) return [];
        throw error;
      }
    }));
    expect(found).toEqual([]);
  });

  test('a listing for everyone below a prefix is refused, since it needs no key; reading by key stays', () => {
    const open = (listing: 'prefix' | false) => rendered({ external: [{ grants: [publicReadPrefix({ ...reads, listing })] }] }, platform);
    expect(refused(() => open('prefix')).code).toBe('ForgeableCondition');
    expect(open(false).buckets[0].isPublic).toBe(true);
  });

  test('a guard of nothing but conditions is refused', () => {
    expect(refused(() => rendered({ users: { dana: { guards: [allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] })] } } }, platform)).code).toBe('ForgeableCondition');
  });

  test('decide names the assumption, with a filter and without', () => {
    const request = { principal: { user: 'dana' }, action: 's3:ListBucket', resource: 'downloads', context: { 's3:prefix': 'secret/' } } as const;
    const on = (one: Platform) => decide({ ...readAccess(rendered(user(readOnlyPrefix(reads)), one)), buckets: new Map([['downloads', { name: 'downloads' }]]) }, request);
    expect([on(platform).effect, on(platform).assumptions]).toEqual(['implicitDeny', [expect.stringContaining(`${title} takes headers and query parameters of the client for the values of s3:prefix`)]]);
    expect([on(filtered).effect, on(filtered).assumptions]).toEqual(['implicitDeny', [expect.stringContaining('as requestFilter states')]]);
    expect(on(aws()).assumptions).toEqual([]);
  });

  describe('A9: what is said to be impossible doesn\'t stand on a forgeable condition', () => {
    const listing = (one: Platform) => readAccess(rendered(user(readOnlyPrefix(reads)), one));
    const asked = { user: 'dana', action: 's3:ListBucket', resource: 'downloads', context: { 's3:prefix': 'secret/' } };
    const open = (one: Platform): AccessState => readAccess({
      buckets: { downloads: { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }] } } },
    }, { platform: one });
    const forbidden = (one: Platform) => readAccess({
      users: {
        dana: {
          policies: [{
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::downloads/*' },
              { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::downloads/*', Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
              { Effect: 'Deny', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::downloads/*', Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
            ],
          }],
        },
      },
      buckets: { downloads: {} },
    }, { platform: one });

    test('toDeny', () => {
      expect(checkDenies(listing(filtered), asked)).toMatchObject({ ok: true });
      expect(checkDenies(listing(platform), asked)).toMatchObject({ ok: false, violations: [], inconclusive: [{ principal: { user: 'dana' } }] });
      expect(checkDenies(listing(platform), asked).message()).toContain('denied to honest clients only');
      expect(checkDenies(listing(platform), { ...asked, action: 's3:PutBucketPolicy' })).toMatchObject({ ok: true });
    });

    test('toGiveNobody and checkAccessNotGranted', () => {
      for (const [one, nobody] of [[filtered, true], [platform, false]] as const) {
        expect(checkGivesNobody(forbidden(one), 's3:DeleteObject', 'downloads/*').ok).toBe(nobody);
        expect(checkAccessNotGranted(forbidden(one), { actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::downloads/*'] }).ok).toBe(nobody);
      }
    });

    test('checkNoPublicAccess', () => {
      for (const [one, nobody] of [[filtered, true], [platform, false]] as const) {
        expect(checkNoPublicAccess(open(one)).ok).toBe(nobody);
      }
    });

    test('an empty cell of the matrix', () => {
      const cell = (one: Platform) => accessMatrix(forbidden(one)).find(({ principal }) => principal === 'user dana');
      expect(cell(filtered)?.delete).not.toBe('yes');
      expect(cell(platform)).toMatchObject({ delete: 'if' });
      const both = user(readOnlyPrefix(reads), readOnlyPrefix({ ...reads, prefix: 'secret/', listing: false }));
      const listed = (one: Platform) => accessMatrix(readAccess(rendered(both, one)))
        .find(({ prefix }) => prefix === 'secret/');
      expect(listed(filtered)).toMatchObject({ list: 'no' });
      expect(listed(platform)).toMatchObject({ list: 'if', conditions: ['only by sending forged values of condition keys'] });
    });
  });

  test('lint tells: an error where a condition would hold nobody back, a note where it limits a listing', () => {
    const conditioned = {
      users: {
        dana: {
          policies: [{
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*', Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } },
              { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::downloads', Condition: { StringLike: { 's3:prefix': 'public/*' } } },
            ],
          }],
        },
      },
    };
    const told = (one: Platform) => lintAccess(conditioned, { platform: one }).filter(({ code }) => code === 'ForgeableCondition').map(({ severity, path }) => [severity, path]);
    expect(told(platform)).toEqual([['error', '$.Statement[0]'], ['note', '$.Statement[1].Condition']]);
    expect(told(filtered)).toEqual([]);
    expect(told(aws())).toEqual([]);
  });

  describe('versions are kept by object lock alone', () => {
    const home = { bucket: 'shared', prefix: 'home/' };
    test.each<readonly [string, (objectLock: boolean) => Plan]>([
      ['NoDeleteAccess', (objectLock) => user(noDeleteAccess({ bucket: 'main-bucket', objectLock }))],
      ['DenyDelete', (objectLock) => ({ users: { dana: { guards: [denyDelete({ objectLock })] } } })],
      ['ReadWritePrefix with delete', (objectLock) => user(readWritePrefix({ ...uploads, allowDelete: true, objectLock }))],
      ['PerUserHomeFolder', (objectLock) => user(perUserHomeFolder({ ...home, objectLock }))],
    ])('%s is refused unless the bucket is stated to have it', (_, plan) => {
      expect(refused(() => rendered(plan(false), platform))).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining('without object lock on the bucket'), remedy: expect.stringContaining('objectLock: true') });
      expect(rendered(plan(true), platform).users[0].policies).toHaveLength(1);
      expect(rendered(plan(false), aws()).users[0].policies).toHaveLength(1);
    });

    test('deletes of versions that are given as well need nothing', () => {
      const grant = readWritePrefix({ ...uploads, allowDelete: true, allowDeleteVersions: true });
      expect(rendered(user(grant), platform).users[0].policies).toHaveLength(1);
    });

    test('allowOverwrite: false is refused, with object lock too: the server has no such key', () => {
      expect(refused(() => rendered(user(writeOnlyUploader({ ...uploads, allowOverwrite: false, objectLock: true })), filtered)).code).toBe('UnsupportedOnPlatform');
    });
  });

  test('an upload sets no tags without allowTagging', () => {
    const effect = (allowTagging: boolean, tags: object) => decide(readAccess(rendered(user(writeOnlyUploader({ ...uploads, allowTagging })), platform)), { principal: { user: 'dana' }, action: 's3:PutObject', resource: 'releases/firmware/a', context: { ...tags } }).effect;
    const tags = { 's3:RequestObjectTagKeys': ['team'] };
    expect([effect(false, {}), effect(false, tags), effect(true, tags)]).toEqual(['allow', 'implicitDeny', 'allow']);
  });

  test('anyone who gets a grant makes itself no other key', () => {
    const state = readAccess(rendered({ users: { dana: {} }, groups: { staff: { members: ['dana'], grants: [readOnlyPrefix(reads)] } } }, platform));
    for (const action of ['admin:CreateServiceAccount', 'admin:UpdateServiceAccount']) {
      expect(decide(state, { principal: { user: 'dana' }, action, resource: 'arn:aws:s3:::any' }).effect).toBe('explicitDeny');
    }
  });

  test('requireEncryption would make uploads in parts impossible and is refused', () => {
    for (const one of [platform, filtered]) {
      expect(refused(() => rendered({ users: { dana: { guards: [requireEncryption({ encryption: 'SSE-S3' })] } } }, one))).toMatchObject({ code: 'UnsupportedOnPlatform', remedy: expect.stringContaining("bucket's default encryption") });
    }
  });
});
