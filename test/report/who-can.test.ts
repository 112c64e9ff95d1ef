import { decide, whoCan, type AccessStateJson } from '../../src';
import { talk } from '../cli/talk';

type Statement = Readonly<Record<string, unknown>>;
const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const document = (...statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string | readonly string[], Resource: string, more: Statement = {}): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/a`;

/** Somebody of each kind. */
const STATE = {
  account: ACCOUNT,
  users: {
    dana: { policies: [document({ Sid: 'Drafts', ...allow('s3:*', 'arn:aws:s3:::photos/drafts/*') })] },
    lee: { policies: [], groups: ['staff'] },
    kim: { policies: [document(allow('s3:ListBucket', 'arn:aws:s3:::photos'), allow('kms:*', '*'))] },
    sam: { policies: [document(allow('s3:GetObject', 'arn:aws:s3:::photos/*'))], boundary: document(allow('s3:ListBucket', '*')) },
    max: { policies: [document(allow('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/build`))] },
  },
  groups: { staff: { policies: [document(allow('s3:GetObject', 'arn:aws:s3:::photos/*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }))] } },
  roles: {
    build: {
      policies: [],
      trust: document({ Effect: 'Allow', Principal: { AWS: [ACCOUNT, `arn:aws:iam::${OTHER}:root`] }, Action: 'sts:AssumeRole' }),
    },
    old: { policies: [document(allow('s3:GetObject', 'arn:aws:s3:::photos/old/*'))] },
  },
  buckets: {
    photos: {
      objectOwnership: 'BucketOwnerEnforced',
      policy: document(
        { Sid: 'Build', ...allow('s3:GetObject', 'arn:aws:s3:::photos/*', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/build` } }) },
        { Sid: 'Partner', ...allow('s3:GetObject', 'arn:aws:s3:::photos/shared/*', { Principal: { AWS: OTHER } }) },
        { Sid: 'Open', ...allow('s3:GetObject', 'arn:aws:s3:::photos/open/*', { Principal: '*' }) },
        { Sid: 'Never', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::photos/secret/*' },
      ),
    },
    board: { objectOwnership: 'BucketOwnerEnforced', acl: [{ grantee: 'AllUsers', permission: 'READ' }] },
    notes: { objectOwnership: 'ObjectWriter', acl: [{ grantee: 'AllUsers', permission: 'READ' }] },
  },
  resources: { [KEY]: { policy: document({ Sid: 'Staff', Effect: 'Allow', Principal: { AWS: [ACCOUNT, `arn:aws:iam::${OTHER}:role/reader`] }, Action: 'kms:Decrypt', Resource: '*' }) } },
} satisfies AccessStateJson;

const said = (action: string, resource: string, state: AccessStateJson = STATE) => {
  const { can, maybe } = whoCan(state, { action, resource });
  return {
    can: can.map(({ principal, resources, statements }) => [principal, resources, statements.map(({ sid, policy }) => sid ?? policy)]),
    maybe: maybe.map(({ principal }) => principal),
  };
};

test('of a pattern: users, members of groups, roles, other accounts and anybody, each with what of it and by which statements', () => {
  const { can, maybe } = said('s3:GetObject', 'photos/*');
  // whether what is given to anybody passes a boundary is uncertain, as decide says
  expect(maybe).toEqual([{ user: 'sam' }]);
  expect(can).toEqual(expect.arrayContaining([
    [{ user: 'dana' }, expect.arrayContaining(['arn:aws:s3:::photos/drafts/*']), expect.arrayContaining(['Drafts'])],
    [{ user: 'lee' }, ['arn:aws:s3:::photos/*'], expect.arrayContaining([expect.stringContaining('staff')])],
    [{ role: 'build' }, ['arn:aws:s3:::photos/*'], expect.arrayContaining(['Build'])],
    ['anonymous', ['arn:aws:s3:::photos/open/*'], ['Open']],
    [{ arn: `arn:aws:iam::${OTHER}:root` }, ['arn:aws:s3:::photos/shared/*'], ['Partner']],
  ]));
  // who has nothing of their own may what anybody may
  expect(can.filter(([principal]) => JSON.stringify(principal) === '{"user":"kim"}')).toEqual([[{ user: 'kim' }, ['arn:aws:s3:::photos/open/*'], ['Open']]]);
});

test('of one object, and what a Deny or a boundary takes back is nobody\'s', () => {
  const names = (resource: string) => [...new Set(said('s3:GetObject', resource).can.map(([principal]) => JSON.stringify(principal)))];
  expect(names('photos/secret/a')).toEqual([]);
  expect(names('photos/drafts/a')).toEqual(['{"user":"dana"}', '{"user":"lee"}', '{"role":"build"}']);
  expect(names('s3://photos/drafts/a')).toEqual(names('photos/drafts/a'));
  expect(names('arn:aws:s3:::photos/drafts/a')).toEqual(names('photos/drafts/a'));
});

test('each answer has a request that decide allows', () => {
  for (const [action, resource] of [['s3:Get*', 'photos/*'], ['s3:*', '*'], ['kms:*', '*'], ['sts:*', '*']]) {
    const { can } = whoCan(STATE, { action, resource });
    expect(can.length).toBeGreaterThan(0);
    for (const { witness } of can) expect(decide(STATE, witness).effect).toBe('allow');
  }
});

test('a role says who may take it, and none whose trust policy isn\'t known', () => {
  const { can } = whoCan(STATE, { action: 's3:GetObject', resource: 'photos/*' });
  const takenBy = (role: string) => can.find(({ principal }) => JSON.stringify(principal) === JSON.stringify({ role }))?.takenBy;
  expect(takenBy('build')).toEqual(expect.arrayContaining([{ user: 'max' }, { arn: `arn:aws:iam::${OTHER}:root` }]));
  expect(takenBy('build')).not.toContainEqual({ user: 'dana' });
  expect(takenBy('old')).toBeUndefined();
});

test('an ACL gives', () => {
  expect(said('s3:ListBucket', 'notes').can).toContainEqual(['anonymous', expect.anything(), ['ACL of notes']]);
  expect(said('s3:ListBucket', 'board').can).toEqual([]);
});

test('the policy of a key gives, to its own account with the policies of its users', () => {
  const { can } = said('kms:Decrypt', KEY);
  expect(can.map(([principal]) => principal)).toEqual(expect.arrayContaining([{ user: 'kim' }, { arn: `arn:aws:iam::${OTHER}:role/reader` }]));
  expect(can.map(([principal]) => principal)).not.toContainEqual({ user: 'dana' });
});

test('what isn\'t known makes the answer uncertain, where it could change it', () => {
  const open = { ...STATE, users: { ...STATE.users, new: { policies: [document(allow('s3:GetObject', 'arn:aws:s3:::photos/*')), 7] } } } as unknown as AccessStateJson;
  expect(() => whoCan(open, { action: 's3:GetObject', resource: 'photos/a' })).not.toThrow();
  // of objects whose ACLs count, and which no source tells
  expect(said('s3:GetObject', 'notes/a').maybe).toContainEqual('anonymous');
  expect(said('s3:GetObject', 'photos/a').maybe).toEqual([]);
});

test.each([
  ['s3:GetObjects', 'photos/*', 'no action of S3 matches'], ['s3:ListBucket', 'photos/*', 'never asks about'], ['s3:GetObject', 'photos', 'never asks about'],
  ['GetObject', 'photos/*', 'is not an action'], ['s3:GetObject', '', 'names nothing'],
])('%s on %s is refused: nobody would be the answer to another question', (action, resource, message) => {
  expect(() => whoCan(STATE, { action, resource })).toThrow(message);
});

describe('on the command line', () => {
  const ask = async (...more: readonly string[]) => talk(['who-can', '-', ...more], JSON.stringify(STATE));

  test('text', async () => {
    const { code, out } = await ask('--action', 's3:GetObject', '--resource', 'photos/open/*');
    expect(code).toBe(3);
    expect(out).toContain('May s3:GetObject on photos/open/*:');
    expect(out).toContain('- user sam: sam: ');
    expect(out).toContain('- anonymous\n    actions: s3:GetObject\n    on: photos/open/*\n    by: bucket policy of photos, statement 3 (Open)');
  });

  test('nobody', async () => {
    expect(await ask('--action', 's3:PutObject', '--resource', 'photos/secret/*')).toEqual({ code: 0, out: 'Nobody may s3:PutObject on photos/secret/*.\n', err: '' });
  });

  test('uncertain is 3, a question that can\'t be is 2', async () => {
    const { code, out } = await ask('--action', 's3:GetObject', '--resource', 'notes/a');
    expect([code, out.includes('Perhaps may')]).toEqual([3, true]);
    expect((await ask('--action', 's3:GetObjects', '--resource', 'photos')).code).toBe(2);
  });

  test('JSON is what whoCan answers', async () => {
    const { out } = await ask('--action', 's3:Get*', '--resource', 'photos/*', '--format', 'json');
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(whoCan(STATE, { action: 's3:Get*', resource: 'photos/*' }))));
  });
});
