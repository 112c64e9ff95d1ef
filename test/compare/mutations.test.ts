import { compareAccess, type Comparison } from '../../src/compare';
import type { AccessStateJson } from '../../src/state/access-state';

type Json = Record<string, unknown>;
const doc = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: unknown, resource: unknown, more: Json = {}): Json => ({ Effect: 'Allow', Action: action, Resource: resource, ...more });
const deny = (action: unknown, resource: unknown, more: Json = {}): Json => ({ Effect: 'Deny', Action: action, Resource: resource, ...more });
const dana = (...policies: readonly Json[]): AccessStateJson => ({ users: { dana: { policies } } });
const bucket = (...statements: readonly Json[]): AccessStateJson => (
  { account: '111111111111', users: { dana: {} }, buckets: { b: { policy: doc(...statements) } } }
);

const READ = ['s3:GetObject'];
const TEAM = 'arn:aws:s3:::b/team/*';
const ALL = 'arn:aws:s3:::b/*';
const when = (operator: string, key: string, value: unknown): Json => ({ Condition: { [operator]: { [key]: value } } });
const members = (...groups: readonly string[]): AccessStateJson => (
  { users: { dana: { groups }, lee: {} }, groups: { g: { policies: [doc(allow(READ, ALL))] } } }
);
const bounded = (boundary: Json | undefined): AccessStateJson => (
  { users: { dana: { policies: [doc(allow('s3:*', ALL))], ...(boundary === undefined ? {} : { boundary }) } } }
);

/** Every change that matters: what was, what is, whose access changed and which way. */
type Mutation = readonly [name: string, before: AccessStateJson, after: AccessStateJson, verdict: Comparison['verdict']];
const MUTATIONS: readonly Mutation[] = [
  ['a prefix widened by one character', dana(doc(allow(READ, TEAM))), dana(doc(allow(READ, 'arn:aws:s3:::b/tea/*'))), 'both'],
  ['a prefix shortened by one character', dana(doc(allow(READ, 'arn:aws:s3:::b/team*'))), dana(doc(allow(READ, 'arn:aws:s3:::b/tea*'))), 'gained'],
  ['a trailing slash lost', dana(doc(allow(READ, TEAM))), dana(doc(allow(READ, 'arn:aws:s3:::b/team*'))), 'gained'],
  ['a condition removed', dana(doc(allow(READ, ALL, when('Bool', 'aws:SecureTransport', 'true')))), dana(doc(allow(READ, ALL))), 'gained'],
  [
    'a condition loosened with IfExists',
    dana(doc(allow(READ, ALL, when('Bool', 'aws:MultiFactorAuthPresent', 'true')))),
    dana(doc(allow(READ, ALL, when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true')))),
    'gained',
  ],
  [
    'but not where every request has the key',
    dana(doc(allow(READ, ALL, when('Bool', 'aws:SecureTransport', 'true')))),
    dana(doc(allow(READ, ALL, when('BoolIfExists', 'aws:SecureTransport', 'true')))),
    'none',
  ],
  [
    'a condition turned from equals to like',
    dana(doc(allow('s3:ListBucket', 'arn:aws:s3:::b', when('StringEquals', 's3:prefix', 'a*')))),
    dana(doc(allow('s3:ListBucket', 'arn:aws:s3:::b', when('StringLike', 's3:prefix', 'a*')))),
    'gained',
  ],
  [
    'a network grown by one bit',
    dana(doc(allow(READ, ALL, when('IpAddress', 'aws:SourceIp', '192.0.2.0/25')))),
    dana(doc(allow(READ, ALL, when('IpAddress', 'aws:SourceIp', '192.0.2.0/24')))),
    'gained',
  ],
  [
    'an IPv6 network shrunk by one bit',
    dana(doc(allow(READ, ALL, when('IpAddress', 'aws:SourceIp', '2001:db8::/32')))),
    dana(doc(allow(READ, ALL, when('IpAddress', 'aws:SourceIp', '2001:db8::/33')))),
    'lost',
  ],
  [
    'a number grown by one',
    dana(doc(allow('s3:ListBucket', '*', when('NumericLessThanEquals', 's3:max-keys', '10')))),
    dana(doc(allow('s3:ListBucket', '*', when('NumericLessThan', 's3:max-keys', '12')))),
    'gained',
  ],
  ['a Deny dropped', dana(doc(allow('s3:*', ALL), deny('s3:DeleteObject', ALL))), dana(doc(allow('s3:*', ALL))), 'gained'],
  ['a Deny narrowed', dana(doc(allow('s3:*', ALL), deny('s3:Delete*', ALL))), dana(doc(allow('s3:*', ALL), deny('s3:DeleteObject', ALL))), 'gained'],
  ['a Deny added', dana(doc(allow('s3:*', ALL))), dana(doc(allow('s3:*', ALL), deny('s3:*', TEAM))), 'lost'],
  ['a member added to a group', members(), members('g'), 'gained'],
  ['a member removed from a group', members('g'), members(), 'lost'],
  ['a boundary removed', bounded(doc(allow('s3:Get*', '*'))), bounded(undefined), 'gained'],
  ['a boundary added', bounded(undefined), bounded(doc(allow('s3:Get*', '*'))), 'lost'],
  [
    'NotAction grown',
    dana(doc({ Effect: 'Allow', NotAction: ['s3:Delete*'], Resource: ALL })),
    dana(doc({ Effect: 'Allow', NotAction: ['s3:Delete*', 's3:Put*'], Resource: ALL })),
    'lost',
  ],
  [
    'NotAction of a Deny grown',
    dana(doc(allow('s3:*', ALL), { Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' })),
    dana(doc(allow('s3:*', ALL), { Effect: 'Deny', NotAction: ['s3:Get*', 's3:PutObject'], Resource: '*' })),
    'gained',
  ],
  [
    'NotResource shrunk',
    dana(doc(allow('s3:*', ALL), { Effect: 'Deny', Action: 's3:*', NotResource: [TEAM, 'arn:aws:s3:::b/x/*'] })),
    dana(doc(allow('s3:*', ALL), { Effect: 'Deny', Action: 's3:*', NotResource: TEAM })),
    'lost',
  ],
  [
    'a default in a variable changed',
    dana(doc(allow(READ, 'arn:aws:s3:::b/${aws:PrincipalTag/team, \'none\'}/*'))),
    dana(doc(allow(READ, 'arn:aws:s3:::b/${aws:PrincipalTag/team, \'all\'}/*'))),
    'both',
  ],
  [
    'a variable replaced by a wildcard',
    dana(doc(allow(READ, 'arn:aws:s3:::b/home/${aws:username}/*'))),
    dana(doc(allow(READ, 'arn:aws:s3:::b/home/*/*'))),
    'gained',
  ],
  [
    'the old language version, in which a variable is text',
    dana(doc(allow(READ, 'arn:aws:s3:::b/${aws:username}/*'))),
    dana({ ...doc(allow(READ, 'arn:aws:s3:::b/${aws:username}/*')), Version: '2008-10-17' }),
    'both',
  ],
];

const BUCKET_MUTATIONS: readonly (readonly [...Mutation, principals: readonly unknown[]])[] = [
  [
    'a bucket policy opened to everyone',
    bucket(deny('s3:PutBucketAcl', 'arn:aws:s3:::b', { Principal: '*' })),
    bucket(deny('s3:PutBucketAcl', 'arn:aws:s3:::b', { Principal: '*' }), allow(READ, ALL, { Principal: '*' })),
    'gained',
    [{ user: 'dana' }, 'anonymous', 'any other principal'],
  ],
  [
    'another account let in',
    bucket(deny(READ, TEAM, { Principal: '*' })),
    bucket(deny(READ, TEAM, { Principal: '*' }), allow(READ, ALL, { Principal: { AWS: '222222222222' } })),
    'gained',
    [{ arn: 'arn:aws:iam::222222222222:root' }],
  ],
  [
    'one user let in by its ARN',
    bucket(deny(READ, TEAM, { Principal: '*' })),
    bucket(deny(READ, TEAM, { Principal: '*' }), allow(READ, ALL, { Principal: { AWS: 'arn:aws:iam::111111111111:user/dana' } })),
    'gained',
    [{ user: 'dana' }],
  ],
  [
    'a principal pattern in a condition loosened',
    bucket(allow(READ, ALL, { Principal: '*', ...when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:role/ops-*') })),
    bucket(allow(READ, ALL, { Principal: '*', ...when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::222222222222:role/*') })),
    'gained',
    [{ arn: 'arn:aws:iam::222222222222:role/o' }],
  ],
];

describe('every mutation that matters is found', () => {
  test.each(MUTATIONS)('%s', (_, before, after, verdict) => {
    const result = compareAccess(before, after);
    expect([result.inconclusive, result.verdict]).toEqual([[], verdict]);
    for (const change of [...result.gained, ...result.lost]) expect(change.principal).toEqual({ user: 'dana' });
  });

  test.each(BUCKET_MUTATIONS)('%s', (_, before, after, verdict, principals) => {
    const result = compareAccess(before, after);
    expect([result.inconclusive, result.verdict]).toEqual([[], verdict]);
    expect([...result.gained, ...result.lost].map(({ principal }) => principal)).toEqual(principals);
  });
});

describe('a pure refactoring is none', () => {
  const before: AccessStateJson = {
    users: {
      dana: {
        policies: [
          doc(allow(['s3:GetObject', 's3:PutObject'], [TEAM, 'arn:aws:s3:::b/x/*'], { Sid: 'Old' }), deny('s3:PutObject', 'arn:aws:s3:::b/x/y', when('Bool', 'aws:SecureTransport', 'false'))),
        ],
        groups: ['g'],
      },
    },
    groups: { g: { policies: [doc(allow('s3:ListBucket', 'arn:aws:s3:::b'))] } },
  };
  const [team, x] = [TEAM, 'arn:aws:s3:::b/x/*'];
  const denyXy = deny('s3:PutObject', 'arn:aws:s3:::b/x/y', when('Bool', 'aws:SecureTransport', 'false'));
  const REFACTORINGS: readonly (readonly [string, AccessStateJson])[] = [
    [
      'statements and lists in another order, renamed',
      { ...before, users: { dana: { policies: [doc(denyXy, allow(['s3:PutObject', 's3:getobject'], [x, team], { Sid: 'New' }))], groups: ['g'] } } },
    ],
    [
      'a statement split by action',
      { ...before, users: { dana: { policies: [doc(allow('s3:GetObject', [team, x]), allow('s3:PutObject', [team, x]), denyXy)], groups: ['g'] } } },
    ],
    [
      'a statement split by resource into two policies',
      {
        ...before,
        users: {
          dana: { policies: [doc(allow(['s3:GetObject', 's3:PutObject'], team)), doc(allow(['s3:GetObject', 's3:PutObject'], x), denyXy)], groups: ['g'] },
        },
      },
    ],
    [
      'a group policy moved to its only member',
      { ...before, users: { dana: { policies: [...before.users?.dana.policies ?? [], doc(allow('s3:ListBucket', 'arn:aws:s3:::b'))] } } },
    ],
    [
      'a redundant statement added',
      {
        ...before,
        users: { dana: { policies: [...before.users?.dana.policies ?? [], doc(allow('s3:GetObject', 'arn:aws:s3:::b/team/sub/*'))], groups: ['g'] } },
      },
    ],
  ];
  test.each(REFACTORINGS)('%s', (_, after) => {
    expect(compareAccess(before, after)).toMatchObject({ verdict: 'none', gained: [], lost: [], inconclusive: [] });
    expect(compareAccess(after, before).verdict).toBe('none');
  });

  test('two halves of a network are the network', () => {
    const policy = (addresses: unknown) => dana(doc(allow(READ, ALL, when('IpAddress', 'aws:SourceIp', addresses))));
    expect(compareAccess(policy('192.0.2.0/24'), policy(['192.0.2.0/25', '192.0.2.128/25'])).verdict).toBe('none');
  });
});

describe('what is said of a change', () => {
  test('few patterns, what is left out of them, conditions before and after, statements, one request', () => {
    const before = dana(doc(allow('s3:GetObject', 'arn:aws:s3:::b/team/*', { Sid: 'Read' })));
    const after = dana(
      doc(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::b/team*', { Sid: 'Write', ...when('Bool', 'aws:SecureTransport', 'true') })),
    );
    const { gained, lost } = compareAccess(before, after);
    expect(gained.map(({ actions, resources, resourcesExcept }) => ({ actions, resources, resourcesExcept }))).toEqual([
      { actions: ['s3:GetObject', 's3:PutObject'], resources: ['arn:aws:s3:::b/team*'], resourcesExcept: [TEAM] },
      { actions: ['s3:PutObject'], resources: [TEAM], resourcesExcept: [] },
    ]);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({
      principal: { user: 'dana' },
      conditions: {
        before: [{ effect: 'Allow', conditions: [] }],
        after: [{ effect: 'Allow', conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] }] }],
      },
      witness: { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'arn:aws:s3:::b/team/', context: {} },
      statements: [{ state: 'before', sid: 'Read', effect: 'Allow' }, { state: 'after', sid: 'Write', effect: 'Allow' }],
    });
  });

  test('a wildcard for all known actions covers future ones', () => {
    const [{ actions, actionsExcept }] = compareAccess(dana(doc(allow('s3:Get*', ALL))), dana(doc(allow('s3:*', ALL)))).gained;
    expect([actions, actionsExcept]).toEqual([['s3:*'], ['s3:Get*']]);
  });

  test('requests that no server gets are not changes, unless strict', () => {
    const [before, after] = [dana(doc(allow('s3:PutObject', ALL))), dana(doc(allow('s3:PutObject', [ALL, 'arn:aws:s3:::b'])))];
    expect(compareAccess(before, after).verdict).toBe('none');
    expect(compareAccess(before, after, { strict: true }).verdict).toBe('gained');
  });

  test('principals and memberships that came or went are listed', () => {
    expect(compareAccess({ users: { dana: {} }, groups: { g: {} } }, { users: { lee: { groups: ['g'] } }, groups: { g: {} } }).named).toEqual([
      { kind: 'user', name: 'dana', change: 'removed' }, { kind: 'user', name: 'lee', change: 'added' }, {
        kind: 'membership',
        name: 'lee in g',
        change: 'added',
      },
    ]);
  });
});
