import type { AccessRequest, AccessState, AccessStateJson } from 'bucket-grants';
import type { NamedPolicy, UserAccess } from 'bucket-grants/decide';

/* What the benchmarks of deciding and comparing work on. */

/** Twenty statements as people write them: prefixes, listing with a condition, home folders by variable, a few denials. */
function policies(user: number): readonly NamedPolicy[] {
  return [0, 1, 2, 3].map((part) => ({
    name: `user u${user}, policy ${part}`,
    document: {
      version: '2012-10-17',
      statements: [
        { sid: `Read${part}`, effect: 'Allow', actions: ['s3:GetObject'], resources: [`arn:aws:s3:::bucket-${part}/public/*`] },
        { sid: `Write${part}`, effect: 'Allow', actions: ['s3:PutObject', 's3:AbortMultipartUpload'], resources: [`arn:aws:s3:::bucket-${part}/team-${user % 7}/*`] },
        { sid: `Home${part}`, effect: 'Allow', actions: ['s3:*Object'], resources: [`arn:aws:s3:::bucket-${part}/home/\${aws:username}/*`] },
        {
          sid: `List${part}`,
          effect: 'Allow',
          actions: ['s3:ListBucket'],
          resources: [`arn:aws:s3:::bucket-${part}`],
          conditions: [{ operator: 'StringLike', key: 's3:prefix', values: ['public/*', 'home/${aws:username}/*'] }],
        },
        {
          sid: `Deny${part}`,
          effect: 'Deny',
          actions: ['s3:Delete*'],
          resources: [`arn:aws:s3:::bucket-${part}/*/locked/*`],
          conditions: [{ operator: 'NotIpAddress', key: 'aws:SourceIp', values: ['192.0.2.0/24'] }],
        },
      ],
    },
  }));
}

/** A state of many such users, and four buckets that take HTTPS only. */
export function stateOf(users: number): AccessState {
  const all = new Map<string, UserAccess>();
  for (let user = 0; user < users; user++) all.set(`u${user}`, { name: `u${user}`, policies: policies(user), groups: [] });
  const buckets = new Map([0, 1, 2, 3].map((part) => [`bucket-${part}`, {
    name: `bucket-${part}`,
    policy: {
      name: `bucket bucket-${part}, bucket policy`,
      document: {
        version: '2012-10-17' as const,
        statements: [{ sid: 'Https', effect: 'Deny' as const, principals: '*' as const, actions: ['s3:*'], resources: [`arn:aws:s3:::bucket-${part}`, `arn:aws:s3:::bucket-${part}/*`], conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }] }],
      },
    },
  }]));
  return { account: '111122223333', users: all, groups: new Map(), roles: new Map(), buckets, unknowns: [] };
}

/** Requests of one user: allowed, denied, and with the keys that conditions ask for. */
export function requests(user: number): readonly AccessRequest[] {
  const principal = { user: `u${user}` };
  const context = { 'aws:SecureTransport': true, 'aws:SourceIp': '192.0.2.7' };
  return [
    { principal, action: 's3:GetObject', resource: 'bucket-1/public/a.txt' },
    { principal, action: 's3:GetObject', resource: 'bucket-2/private/a.txt', context },
    { principal, action: 's3:PutObject', resource: `bucket-3/team-${user % 7}/2026/a.bin`, context },
    { principal, action: 's3:PutObject', resource: `bucket-0/home/u${user}/a.bin`, context },
    { principal, action: 's3:DeleteObject', resource: 'bucket-0/x/locked/a.bin', context },
    { principal, action: 's3:ListBucket', resource: 'bucket-2', context: { ...context, 's3:prefix': 'public/2026/' } },
  ];
}

/** A policy document. */
export const document = (list: readonly object[]) => ({ Version: '2012-10-17', Statement: list });

/** Statements on prefixes of their own, each with two conditions; every tenth is a Deny. */
export function statements(count: number, network: number): object {
  return document(Array.from({ length: count }, (_, index) => ({
    Effect: index % 10 === 9 ? 'Deny' : 'Allow',
    Action: [['s3:GetObject'], ['s3:PutObject', 's3:DeleteObject'], ['s3:Get*']][index % 3],
    Resource: [`arn:aws:s3:::bucket-${index % 7}/project-${index}/*`, `arn:aws:s3:::bucket-${index % 5}/shared/${index % 20}*`],
    Condition: {
      IpAddress: { 'aws:SourceIp': `10.${index % 50}.0.0/${network}` },
      StringEquals: { 'aws:PrincipalTag/team': [`team-${index % 30}`] },
    },
  })));
}

/** The state of a large stack as plain JSON, with one change in it. */
export function stack(change: 'none' | 'user' | 'group' | 'bucket'): AccessStateJson {
  const users = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`user-${index}`, {
    policies: [document([
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::bucket-${index % 100}/home/\${aws:username}/*` },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: `arn:aws:s3:::bucket-${index % 100}`,
        Condition: { StringLike: { 's3:prefix': ['home/${aws:username}/*', ''] } },
      },
      ...(change === 'user' && index === 4711 ? [{ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::bucket-1/*' }] : []),
    ])],
    groups: [`group-${index % 50}`],
  }]));
  const groups = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`group-${index}`, {
    policies: [
      document(
        [
          { Effect: 'Allow', Action: ['s3:GetObject'], Resource: `arn:aws:s3:::bucket-${index}/shared/${change === 'group' && index === 7 ? '' : 'sub/'}*` },
        ],
      ),
    ],
  }]));
  const buckets = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`bucket-${index}`, {
    policy: document([
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::bucket-${index}`, `arn:aws:s3:::bucket-${index}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...(change === 'bucket' && index === 3
        ? [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::bucket-${index}/public/*` }]
        : []),
    ]),
  }]));
  return { account: '111111111111', users, groups, buckets };
}
