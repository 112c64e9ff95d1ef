import {
  accessPlan, decide, enforceHttps, existingUser, minio, perUserHomeFolder, policyVariable, unrestrictedAccess, quarantine, readAccess,
  readOnlyPrefix, readWritePrefix, renderAccess, type Guard,
} from '../../src';
import type { Condition } from '../../src/entries/policy';
import { bucketDocument } from '../../src/plan/bucket-document';
import { identityDocument } from '../../src/plan/identity-document';
import { policyName } from '../../src/plan/names';
import { conform } from '../../src/platforms/conform';
import type { IntentStatement } from '../../src/platforms/dialect';
import { guards, guardOptions, PRINCIPAL_ONLY } from '../engines/guard-options';
import { refused, untyped } from '../grants/refused';
import { bucketGrantsOn, grantsOn, guardsOn } from './deliveries';
import { optionsUnlikeAws, unlikeAws } from './difference';

const platform = minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' });
const filtered = minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000', requestFilter: 'strips-condition-names' });
const statements = (json: string) => (JSON.parse(json) as { Statement: Array<Record<string, unknown>> }).Statement;
const lowered = (statement: Partial<IntentStatement>) => conform({
  version: '2012-10-17', statements: [{ sid: 'Own', effect: 'Allow', actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: ['arn:aws:s3:::b/*'], ...statement }],
}, filtered);
const on = (condition: Condition, actions = ['s3:PutObject', 's3:PutObjectTagging']) => lowered({ actions, conditions: [condition] }).document.statements[0];

test('the platform', () => expect({ ...platform, policies: undefined }).toMatchSnapshot());

test.each([
  [{ endpoint: 'store.example:9000' }, 'endpoint'],
  [{ endpoint: 'https://store.example/minio' }, 'has a path'],
  [{ endpoint: untyped<string>(9000) }, 'endpoint'],
  [{ requestFilter: untyped<'strips-condition-names'>(true) }, 'requestFilter is true'],
  [{ scope: untyped<string>(undefined) }, 'minio: scope is missing'],
  [{ scope: '' }, 'scope is ""; allowed: 1 to 32 letters, digits and -'],
  [{ scope: 'acme.storage' }, 'scope is "acme.storage"'],
  [{ scope: 'x'.repeat(33) }, 'scope is'],
])('refuses %j', (options, said) => {
  expect(refused(() => minio({ scope: 'acme-storage', ...options }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining(said) });
});

describe('every grant, for a user', () => {
  test.each(optionsUnlikeAws(grantsOn, platform))('%s', (_, by) => expect(by).toMatchSnapshot());
});

describe('every guard, on a user', () => {
  test.each(optionsUnlikeAws(guardsOn, platform))('%s', (_, by) => expect(by).toMatchSnapshot());
});

describe('every grant to somebody outside', () => {
  test.each(unlikeAws(bucketGrantsOn, platform))('%s', (_, delivered) => expect(delivered).toMatchSnapshot());
});

test.each(Object.keys(guards).filter((name) => !PRINCIPAL_ONLY.includes(name)))('%s is refused on a bucket, whose policy nobody who signs in is asked about', (name) => {
  const make = guards[name as keyof typeof guards] as (props: unknown) => Guard;
  const [props] = Object.values(guardOptions[name as keyof typeof guards]);
  expect(refused(() => bucketDocument('releases', [make(props)], platform))).toMatchObject({
    code: 'UnsupportedOnPlatform',
    message: expect.stringContaining(`guard ${name} on bucket releases can't be expressed on MinIO: it has no bucket policy that restrains signed-in users`),
    remedy: 'put the guard on the users and groups: guards: […] beside their grants',
  });
});

test('deleting versions without deleting objects gives nothing there, and is refused', () => {
  const grant = (more: object) => readWritePrefix({ bucket: 'shared', prefix: 'team-a/', allowDeleteVersions: true, ...more });
  const render = (more: object) => identityDocument([grant(more)], { kind: 'user', name: 'dana' }, platform);
  expect(refused(() => render({}))).toMatchObject({
    code: 'UnsupportedOnPlatform',
    message: expect.stringContaining("statement ReadWritePrefix: s3:DeleteObjectVersion without s3:DeleteObject can't be expressed on MinIO: it asks for s3:DeleteObject as well"),
  });
  expect(statements(render({ allowDelete: true }).json)[0].Action).toEqual(expect.arrayContaining(['s3:DeleteObject', 's3:DeleteObjectVersion']));
});

test('deleting objects leaves their versions alone: what the server would let through is denied beside it', () => {
  const effects = (more: object) => {
    const grants = [readWritePrefix({ bucket: 'shared', prefix: 'team-a/', allowDelete: true, objectLock: true, ...more })];
    const state = readAccess(renderAccess(accessPlan({ platform, users: { dana: { grants } } })));
    return ['s3:DeleteObject', 's3:DeleteObjectVersion'].map((action) => decide(state, { principal: { user: 'dana' }, action, resource: 'shared/team-a/x' }).effect);
  };
  expect(effects({})).toEqual(['allow', 'explicitDeny']);
  expect(effects({ allowDeleteVersions: true })).toEqual(['allow', 'allow']);
});

describe('everything', () => {
  test('is S3, the admin API and the keys: never *, which the server reads as a statement about the admin API', () => {
    const { json } = identityDocument([unrestrictedAccess()], { kind: 'user', name: 'root2' }, platform);
    expect(statements(json).map(({ Sid, Action, Resource }) => [Sid, Action, Resource])).toEqual([
      ['UnrestrictedAccess', 's3:*', 'arn:aws:s3:::*'], ['UnrestrictedAccessAdmin', 'admin:*', 'arn:aws:s3:::*'], ['UnrestrictedAccessKms', 'kms:*', 'arn:minio:kms:::*'],
    ]);
  });

  test('is denied in quarantine, making service accounts for oneself included, which needs no Allow', () => {
    const { json } = identityDocument([quarantine()], { kind: 'user', name: 'leaked' }, platform);
    expect(statements(json).map(({ Effect, Action }) => [Effect, Action])).toEqual([['Deny', 's3:*'], ['Deny', 'admin:*'], ['Deny', 'kms:*']]);
  });

  test('with a condition that the admin API has no key for is refused', () => {
    const condition = { operator: 'StringEquals', key: 's3:signatureversion', values: ['AWS4-HMAC-SHA256'] };
    expect(refused(() => lowered({ actions: ['*'], resources: ['*'], conditions: [condition] })).message).toContain('admin:* on the condition s3:signatureversion');
  });
});

test('a guard denies nothing of the admin API: NotAction is written out', () => {
  const [statement, ...others] = statements(identityDocument([enforceHttps()], { kind: 'user', name: 'dana' }, filtered).json);
  expect(others).toEqual([]);
  expect(statement).not.toHaveProperty('NotAction');
  expect(statement.Action).toHaveLength(59 - 3);
  expect(statement.Action).toEqual(expect.not.arrayContaining([expect.stringMatching(/^admin:|BucketPolicy$/)]));
});

describe('statements', () => {
  test('have their actions in the letters that the server insists on', () => {
    expect(lowered({ actions: ['s3:GetBucketCORS', 's3:PutBucketCORS'], helpful: ['s3:PutBucketCORS'] }).document.statements[0].actions).toEqual(['s3:GetBucketCors', 's3:PutBucketCors']);
  });

  test('are split where a key belongs to some actions only: each key fits every action', () => {
    const { document } = lowered({
      effect: 'Deny', actions: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'], conditions: [{ operator: 'StringNotLike', key: 's3:prefix', values: ['a/*'] }],
    });
    expect(document.statements.map(({ sid, actions, conditions }) => [sid, actions, conditions?.length])).toEqual([
      ['Own', ['s3:ListBucket', 's3:ListBucketVersions'], 1], ['OwnOther', ['s3:ListBucketMultipartUploads'], 0],
    ]);
  });

  test('of an Allow lose the actions that the condition could never hold for', () => {
    const { document } = lowered({ actions: ['s3:ListBucket', 's3:GetBucketLocation'], conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['a/*'] }] });
    expect(document.statements.map(({ actions }) => actions)).toEqual([['s3:ListBucket']]);
  });

  test('tell what comes along, because the server keeps no versions apart', () => {
    expect(lowered({ actions: ['s3:GetObject'] }).diagnostics).toEqual(['Own: s3:GetObjectVersion comes along, since anyone who has s3:GetObject on MinIO has it too']);
    expect(lowered({ actions: ['s3:Delete*'] }).diagnostics).toEqual([]);
  });

  test.each([['s3:GetObjectVersion', 's3:GetObject'], ['s3:GetObject', 's3:GetObjectVersion'], ['s3:DeleteObject', 's3:DeleteObjectVersion']])('that deny %s without %s are refused', (action, brought) => {
    expect(refused(() => lowered({ effect: 'Deny', actions: [action] })).message).toContain(`${action} without ${brought} can't be expressed on MinIO`);
    expect(lowered({ effect: 'Deny', actions: [action, brought] }).document.statements).toHaveLength(1);
    expect(lowered({ effect: 'Deny', actions: ['s3:*'] }).document.statements).toHaveLength(1);
  });

  test('that deny versions alone stay as they are: the server asks whether they are denied', () => {
    expect(lowered({ effect: 'Deny', actions: ['s3:DeleteObjectVersion'] }).document.statements[0].actions).toEqual(['s3:DeleteObjectVersion']);
  });
});

describe('conditions', () => {
  test.each<readonly [Condition, string]>([
    [{ operator: 'ArnLike', key: 'aws:SourceArn', values: ['arn:aws:s3:::b'] }, "doesn't know the operator ArnLike"],
    [{ operator: 'StringEqualsIfExists', key: 'aws:username', values: ['dana'] }, 'has no such operator with IfExists'],
    [{ operator: 'DateNotEquals', key: 'aws:CurrentTime', values: ['2026-01-01T00:00:00Z'] }, "doesn't know the operator DateNotEquals"],
    [{ operator: 'ForAllValues:StringNotEquals', key: 'aws:groups', values: ['staff'] }, "doesn't know ForAllValues with StringNotEquals"],
    [{ operator: 'StringEquals', key: 's3:x-amz-acl', values: ['private'] }, "isn't known to have that key"],
    [{ operator: 'StringEquals', key: 's3:ExistingObjectTag/team', values: ['red'] }, "isn't known to have that key"],
    [{ operator: 'StringEquals', key: 'aws:PrincipalType', values: ['User'] }, "isn't known to have that key"],
    [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['true', 'false'] }, 'takes one value for Bool, and there are 2'],
    [{ operator: 'NumericLessThan', key: 's3:signatureAge', values: ['1', '2'] }, 'takes one value for NumericLessThan'],
  ])('refuses %j', (condition, said) => {
    expect(refused(() => on(condition))).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining(said) });
  });

  test('have their keys in the letters that the server insists on', () => {
    expect(on({ operator: 'StringEquals', key: 's3:SignatureVersion', values: ['AWS4-HMAC-SHA256'] }).conditions?.[0].key).toBe('s3:signatureversion');
    expect(on({ operator: 'StringEquals', key: 's3:requestobjecttag/Team', values: ['red'] }).conditions?.[0].key).toBe('s3:RequestObjectTag/Team');
  });

  test('have one address of version 6 with its length: the server reads it as a /32 without', () => {
    expect(on({ operator: 'IpAddress', key: 'aws:SourceIp', values: ['2001:db8::1', '203.0.113.9', '2001:db8::/48'] }).conditions?.[0].values).toEqual(['2001:db8::1/128', '203.0.113.9/32', '2001:db8::/48']);
  });

  // 16 A2: what comes back otherwise than it was sent is a change in every plan
  test('have ranges of addresses as the server gives them back', () => {
    const written = { '203.0.113.7/24': '203.0.113.0/24', '2001:0DB8:0:0:1:0:0:1': '2001:db8::1:0:0:1/128', '0:0:0:0:0:0:0:0/0': '::/0', '2001:db8:0:1:1:1:1:1/128': '2001:db8:0:1:1:1:1:1/128' };
    const { conditions } = on({ operator: 'IpAddress', key: 'aws:SourceIp', values: Object.keys(written) });
    expect(conditions?.[0].values).toEqual(Object.values(written));
  });

  test('NumericGreaterThanIfExists is the one operator with IfExists', () => {
    expect(on({ operator: 'NumericGreaterThanIfExists', key: 's3:signatureAge', values: ['1'] }).conditions).toHaveLength(1);
  });
});

describe('variables', () => {
  test('are the name of the user and nothing else', () => {
    expect(identityDocument([perUserHomeFolder({ bucket: 'shared', objectLock: true })], { kind: 'group', name: 'staff' }, platform).json).toContain('arn:aws:s3:::shared/${aws:username}/*');
    expect(refused(() => identityDocument([perUserHomeFolder({ bucket: 'shared', objectLock: true, identity: policyVariable('aws:PrincipalTag/team') })], { kind: 'group', name: 'staff' }, platform)).message)
      .toContain('it knows aws:username, aws:userid');
  });

  test('are written in the letters that the server fills in', () => {
    expect(lowered({ resources: ['arn:aws:s3:::b/${aws:UserName}/*'] }).document.statements[0].resources).toEqual(['arn:aws:s3:::b/${aws:username}/*']);
  });

  test('with a default are refused: the text would stay and never match', () => {
    expect(refused(() => lowered({ resources: ["arn:aws:s3:::b/${aws:username, 'nobody'}/*"] })).message).toContain('knows no defaults');
  });

  test.each(['*', '?'])('text with %s is refused, since the server would read it as a wildcard', (character) => {
    const { code, message } = refused(() => identityDocument([readOnlyPrefix({ bucket: 'b-1', prefix: `a${character}b/` })], { kind: 'user' }, platform));
    expect([code, message]).toEqual(['UnsupportedOnPlatform', expect.stringContaining(`reads ${character} as a wildcard`)]);
  });

  test('text that looks like a variable is refused, and a dollar alone is one', () => {
    const render = (prefix: string) => identityDocument([readOnlyPrefix({ bucket: 'b-1', prefix })], { kind: 'user' }, platform).json;
    expect(refused(() => render('${aws:username}/')).message).toContain('would read the characters ${ in it as the beginning of a variable');
    expect(render('price$/')).toContain('arn:aws:s3:::b-1/price$/*');
  });
});

describe('sizes, names and counts', () => {
  const most = 20 * 1024;
  const plan = (prefixes: readonly string[]) => accessPlan({ platform, users: { dana: { grants: [readOnlyPrefix({ bucket: 'b-1', prefix: prefixes, listing: false })] } } });
  /** Folders that make a document of this many bytes: some of 300 letters, and one of the rest. */
  const foldersFor = (bytes: number): readonly string[] => {
    const sizeWith = (folders: readonly string[]) => identityDocument([readOnlyPrefix({ bucket: 'b-1', prefix: folders, listing: false })], { kind: 'user' }, platform).size;
    const some = Array.from({ length: 60 }, (_, index) => `${String(index).padStart(2, '0')}${'x'.repeat(300)}/`);
    const last = (length: number) => [...some, `zz${'y'.repeat(length)}/`];
    return last(bytes - sizeWith(last(0)));
  };

  test('20 KiB in a policy, in bytes, and not one more', () => {
    const [policy] = renderAccess(plan(foldersFor(most))).users[0].policies;
    expect([policy.size, Buffer.byteLength(policy.json), policy.placement]).toEqual([most, most, 'managed']);
    expect(refused(() => renderAccess(plan(foldersFor(most + 1))))).toMatchObject({
      code: 'PolicyTooLarge', message: expect.stringContaining(`the policy for ReadOnlyPrefix of user dana has ${most + 1} bytes; MinIO allows ${most} in a managed policy (bytes)`),
    });
  });

  test('bytes, not characters: a letter with an accent is two', () => {
    const size = (prefix: string) => identityDocument([readOnlyPrefix({ bucket: 'b-1', prefix, listing: false })], { kind: 'user' }, platform).size;
    expect(size('é/') - size('e/')).toBe(1);
  });

  test('20 KiB in a bucket policy', () => {
    expect(platform.limits.bucketPolicySize).toBe(most);
  });

  test.each([['ab', false], ['abc', true], ['x'.repeat(64), true], ['x'.repeat(65), false], ['a=b', false], ['a,b', false], ['a b', false], ['d.ana@acme+1_-', true]])('user name %s: %s', (name, good) => {
    const make = () => accessPlan({ platform, users: { [name]: { grants: [readOnlyPrefix({ bucket: 'b-1', prefix: '' })] } } });
    if (good) expect(make().users.has(name)).toBe(true);
    else expect(refused(make).code).toBe('InvalidName');
  });

  test('a policy name never has a comma, which separates the names of attached policies there', () => {
    expect(policyName(['stack', 'a,consoleAdmin', 'b=c'], platform)).toBe('acme-storage.stack-a-consoleAdmin-b-c');
    expect(policyName(['x'.repeat(96)], platform)).toHaveLength(96);
    expect(policyName(['x'.repeat(97)], platform)).toHaveLength(96);
  });

  test('any number of policies, groups and keys, as far as is known', () => {
    const grant = (index: number) => readWritePrefix({ bucket: 'b-1', prefix: `${index}${'x'.repeat(700)}/`, listing: false });
    const { users, groups } = renderAccess(accessPlan({
      platform,
      users: { dana: { grants: Array.from({ length: 250 }, (_, index) => grant(index)), accessKeys: ['1', '2', '3', '4'] } },
      groups: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`group-${index}`, { members: ['dana', existingUser('lee')] }])),
    }));
    expect(users[0].policies.length).toBeGreaterThan(10);
    expect(new Set(users[0].policies.map(({ placement }) => placement))).toEqual(new Set(['managed']));
    expect([users[0].accessKeys.length, groups.length]).toEqual([4, 12]);
  });

  test.each([
    ['pgp', () => accessPlan({ platform, users: { dana: { accessKeys: [{ generation: '1', pgpKey: 'keybase:dana' }] } } }), "can't encrypt a secret"],
    ['a boundary', () => accessPlan({ platform, users: { dana: { boundary: 'arn:aws:iam::111122223333:policy/x' } } }), 'has no permissions boundaries'],
  ])('refuses %s', (_, make, said) => {
    expect(refused(() => renderAccess(make()))).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining(said) });
  });
});
