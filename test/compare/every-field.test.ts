import { type AccessState, type AccessStateJson, compareAccess, minio, readAccess } from '../../src';
import { reviewAccess } from '../../src/report/review';
import type { AccessKeyAccess, BucketAccess, GroupAccess, RoleAccess, UnknownAccess, UserAccess } from '../../src/state/access-state';
import { UNKNOWN_TEXT } from '../../src/state/access-state';
import type { NamedPolicy } from '../../src/state/named-policy';
import type { AccessLimit, AclGrant, BucketAcl, PublicAccessBlock, ResourceAccess, ResourceKind } from '../../src/state/resource-access';
import { ADMIN, allow, deny, doc, give, type Json, NOBODY, OTHER, OWN } from '../decide/resource/states';

/**
 * What is changed, from closed to open; and what is told of it where it isn't access: why, and what the review prints. Closing is the same, the other
 * way round.
 */
type Row = readonly [closed: AccessState, open: AccessState] | {
  readonly noAccess: string;
  readonly review?: readonly [before: AccessState, after: AccessState, printed: string];
};
type Rows = Row | { readonly [name: string]: Rows };
type Fields<T> = Readonly<Record<keyof Required<T>, Rows>>;

const OFF = { blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false, restrictPublicBuckets: false };
const READ = doc(allow('s3:GetObject', 'arn:aws:s3:::data/*'));
const DANA = { AWS: `arn:aws:iam::${OWN}:user/dana` };
const EVE = { AWS: `arn:aws:iam::${OTHER}:user/eve` };
const PUBLIC = doc(give('*', 's3:GetObject', 'arn:aws:s3:::data/*'));
const TAGGED = doc(allow('s3:GetObject', 'arn:aws:s3:::data/*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }));

const state = (more: Partial<AccessStateJson> = {}): AccessState => (
  readAccess({ account: OWN, users: { dana: NOBODY, root: ADMIN }, buckets: { data: {} }, ...more })
);
const user = (more: object): AccessState => state({ users: { dana: { policies: [], ...more } } });
const bucket = (more: object): AccessState => state({ buckets: { data: more } });
const role = (more: object): AccessState => state({ roles: { ci: { policies: [], ...more } } });
const trusts = (principal: unknown): Json => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });
const named = (name: string, document?: Json): NamedPolicy => ({ name, ...(document !== undefined && read(document)) });
const read = (json: Json): Pick<NamedPolicy, 'document'> => ({ document: ofUser(json) ?? readAccess({ buckets: { x: { policy: json } } }).buckets.get('x')?.policy?.document });
const ofUser = (json: Json) => readAccess({ users: { x: { policies: [json] } } }).users.get('x')?.policies[0].document;
const limited = (limits: readonly AccessLimit[] | undefined, base: AccessState = state()): AccessState => (
  { ...base, ...(limits !== undefined && { limits }) }
);
const resource = (one: ResourceAccess, base: AccessState = state()): AccessState => ({ ...base, resources: new Map([[one.arn, one]]) });
const unread = (...unknowns: readonly UnknownAccess[]): AccessState => ({ ...state(), unknowns });

const OPEN_BUCKET = state({ buckets: { data: { policy: doc(give('*', 's3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], { Condition: { StringEquals: { 's3:DataAccessPointAccount': OWN } } })) } } });
const ARNS: Readonly<Record<ResourceKind, string>> = {
  accessPoint: `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`,
  multiRegionAccessPoint: `arn:aws:s3::${OWN}:accesspoint/m.mrap`,
  objectLambdaAccessPoint: `arn:aws:s3-object-lambda:eu-west-1:${OWN}:accesspoint/o`,
  accessGrants: `arn:aws:s3:eu-west-1:${OWN}:access-grants/default`,
  tableBucket: `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t`,
  table: `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t/table/1`,
  vectorBucket: `arn:aws:s3vectors:eu-west-1:${OWN}:bucket/v`,
  kmsKey: `arn:aws:kms:eu-west-1:${OWN}:key/1`,
};
const SAMPLE: Readonly<Record<ResourceKind, readonly [action: string, below: string]>> = {
  accessPoint: ['s3:GetObject', '/object/*'],
  multiRegionAccessPoint: ['s3:GetObject', '/object/*'],
  objectLambdaAccessPoint: ['s3-object-lambda:GetObject', ''],
  accessGrants: ['s3:GetDataAccess', ''],
  tableBucket: ['s3tables:GetTableBucket', ''],
  table: ['s3tables:GetTableData', ''],
  vectorBucket: ['s3vectors:GetVectorBucket', ''],
  kmsKey: ['kms:Decrypt', ''],
};
const KINDS = Object.keys(ARNS) as readonly ResourceKind[];
const policyOf = (kind: ResourceKind, who: unknown): NamedPolicy => named(`policy of ${kind}`, doc(give(who, SAMPLE[kind][0], ARNS[kind] + SAMPLE[kind][1])));
const one = (kind: ResourceKind, more: Partial<ResourceAccess> = {}): ResourceAccess => ({
  kind, arn: ARNS[kind], ...(['accessPoint', 'multiRegionAccessPoint'].includes(kind) && { buckets: ['data'], publicAccessBlock: OFF }), ...more,
});
const perKind = (row: (kind: ResourceKind) => Row): Readonly<Record<string, Row>> => Object.fromEntries(KINDS.map((kind) => [kind, row(kind)]));
const between = (kind: ResourceKind, closed: Partial<ResourceAccess>, open: Partial<ResourceAccess>): Row => (
  [resource(one(kind, closed), OPEN_BUCKET), resource(one(kind, open), OPEN_BUCKET)]
);

const block = (setting: keyof PublicAccessBlock, make: (block: PublicAccessBlock) => AccessState): Row => (
  [make({ ...OFF, [setting]: true }), make(OFF)]
);
const BLOCKS: Fields<PublicAccessBlock> = {
  blockPublicAcls: block('blockPublicAcls', (publicAccessBlock) => bucket({ publicAccessBlock, objectOwnership: 'ObjectWriter', acl: [{ grantee: 'AllUsers', permission: 'READ' }] })),
  ignorePublicAcls: block('ignorePublicAcls', (publicAccessBlock) => bucket({ publicAccessBlock, objectOwnership: 'ObjectWriter', acl: [{ grantee: 'AllUsers', permission: 'READ' }] })),
  blockPublicPolicy: block('blockPublicPolicy', (publicAccessBlock) => bucket({ publicAccessBlock, policy: PUBLIC })),
  restrictPublicBuckets: block('restrictPublicBuckets', (publicAccessBlock) => bucket({ publicAccessBlock, policy: PUBLIC })),
};
const ACCOUNT_BLOCKS: Fields<PublicAccessBlock> = {
  blockPublicAcls: block('blockPublicAcls', (publicAccessBlock) => ({ ...bucket({ publicAccessBlock: OFF, objectOwnership: 'ObjectWriter', acl: [{ grantee: 'AllUsers', permission: 'READ' }] }), publicAccessBlock })),
  ignorePublicAcls: block('ignorePublicAcls', (publicAccessBlock) => ({ ...bucket({ publicAccessBlock: OFF, objectOwnership: 'ObjectWriter', acl: [{ grantee: 'AllUsers', permission: 'READ' }] }), publicAccessBlock })),
  blockPublicPolicy: block('blockPublicPolicy', (publicAccessBlock) => ({ ...bucket({ publicAccessBlock: OFF, policy: PUBLIC }), publicAccessBlock })),
  restrictPublicBuckets: block('restrictPublicBuckets', (publicAccessBlock) => ({ ...bucket({ publicAccessBlock: OFF, policy: PUBLIC }), publicAccessBlock })),
};
const POINT_BLOCKS: Fields<PublicAccessBlock> = {
  blockPublicAcls: { noAccess: 'an access point has no ACL' },
  ignorePublicAcls: { noAccess: 'an access point has no ACL' },
  blockPublicPolicy: block('blockPublicPolicy', (publicAccessBlock) => resource(one('accessPoint', { publicAccessBlock, policy: policyOf('accessPoint', '*') }), OPEN_BUCKET)),
  restrictPublicBuckets: block('restrictPublicBuckets', (publicAccessBlock) => resource(one('accessPoint', { publicAccessBlock, policy: policyOf('accessPoint', '*') }), OPEN_BUCKET)),
};

const acl = (grants: readonly AclGrant[] | undefined, more: object = { objectOwnership: 'ObjectWriter', publicAccessBlock: OFF }): AccessState => (
  { ...state(), buckets: new Map([['data', { name: 'data', ...more, acl: { name: 'ACL of data', ...(grants !== undefined && { grants }) } }]]) }
);
const OWNER_ID = 'a'.repeat(64);
const ACLS: Fields<BucketAcl> = {
  name: { noAccess: 'what a report calls it' },
  grants: {
    'one more': [acl([]), acl([{ grantee: 'AllUsers', permission: 'READ' }])],
    'to everybody who is signed in': [acl([]), acl([{ grantee: 'AuthenticatedUsers', permission: 'READ' }])],
    'to another account': [acl([]), acl([{ grantee: OWNER_ID, permission: 'READ' }])],
    'to the delivery of logs': [acl([]), acl([{ grantee: 'LogDelivery', permission: 'WRITE' }])],
    'not told': [acl([]), acl(undefined)],
  },
};
const ACL_GRANTS: Fields<AclGrant> = {
  grantee: [acl([{ grantee: OWNER_ID, permission: 'READ' }]), acl([{ grantee: 'AllUsers', permission: 'READ' }, { grantee: OWNER_ID, permission: 'READ' }])],
  permission: Object.fromEntries((['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const).map((permission) => (
    [permission, [acl([]), acl([{ grantee: 'AllUsers', permission }])] as const]
  ))),
};

const limit = (kind: AccessLimit['kind'], policy: NamedPolicy, targets?: readonly string[]): AccessLimit => ({ kind, policy, ...(targets !== undefined && { targets }) });
const DENIES = named('limit', doc(deny('s3:PutObject', '*')));
const R_DENIES = named('limit', doc(deny('s3:PutObject', '*', { Principal: '*' })));
const E_ALLOWS = named('limit', doc(give('*', 's3:GetObject', '*')));
const ANOTHER = readAccess({ account: OWN, users: { root: ADMIN }, buckets: { data: {} } });
const LIMITS: Fields<AccessLimit> = {
  kind: [limited([limit('scp', DENIES)], ANOTHER), limited([limit('vpcEndpoint', DENIES, ['vpce-1'])], ANOTHER)],
  policy: {
    'scp': [limited([limit('scp', DENIES)]), limited([limit('scp', named('limit', doc(deny('s3:PutObject', 'arn:aws:s3:::data/x'))))])],
    'rcp': [limited([limit('rcp', R_DENIES)]), limited([limit('rcp', named('limit', doc(deny('s3:PutObject', 'arn:aws:s3:::data/x', { Principal: '*' }))))])],
    'vpcEndpoint': [limited([limit('vpcEndpoint', E_ALLOWS, ['vpce-1'])]), limited([limit('vpcEndpoint', named('limit', doc(give('*', 's3:*', '*'))), ['vpce-1'])])],
    'an scp that lists': [limited([limit('scp', named('limit', doc(allow('s3:GetObject', '*'))))]), limited([limit('scp', named('limit', doc(allow('s3:*', '*'))))])],
    'an scp that is not known': [limited([limit('scp', named('limit'))]), limited(undefined)],
    'an rcp that is not known': [limited([limit('rcp', named('limit'))]), limited(undefined)],
    'an endpoint that is not known': [limited([limit('vpcEndpoint', named('limit'), ['vpce-1'])]), limited([])],
    'one less scp': [limited([limit('scp', DENIES)]), limited(undefined)],
    'one less rcp': [limited([limit('rcp', R_DENIES)]), limited(undefined)],
    'one less endpoint': [limited([limit('vpcEndpoint', E_ALLOWS, ['vpce-1'])]), limited(undefined)],
    'an scp with a condition': [limited([limit('scp', DENIES)]), limited([limit('scp', named('limit', doc(deny('s3:PutObject', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }))))])],
  },
  targets: {
    'scp': [limited([limit('scp', DENIES, [OWN])]), limited([limit('scp', DENIES, [OTHER])])],
    'scp of a unit': [limited([limit('scp', DENIES, ['ou-a'])]), limited([limit('scp', DENIES, [OTHER])])],
    'rcp': [limited([limit('rcp', R_DENIES, [OWN])]), limited([limit('rcp', R_DENIES, [OTHER])])],
    'vpcEndpoint': [limited([limit('vpcEndpoint', E_ALLOWS, ['vpce-1'])]), limited([limit('vpcEndpoint', E_ALLOWS, ['vpce-2'])])],
  },
};

const withTag = (team: string): AccessState => state({
  users: { dana: { policies: [], tags: { team } } },
  buckets: { data: { policy: doc(give('*', 's3:GetObject', 'arn:aws:s3:::data/*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a', 'aws:PrincipalAccount': OWN } } })) } },
});

const USERS: Fields<UserAccess> = {
  name: [user({}), state({ users: { lee: { policies: [READ] }, dana: NOBODY } })],
  arn: [
    readAccess({ account: OWN, users: { dana: { policies: [], arn: `arn:aws:iam::${OWN}:user/a/dana` } }, buckets: { data: { policy: doc(give({ AWS: `arn:aws:iam::${OWN}:user/b/dana` }, 's3:GetObject', 'arn:aws:s3:::data/*')) } } }),
    readAccess({ account: OWN, users: { dana: { policies: [], arn: `arn:aws:iam::${OWN}:user/b/dana` } }, buckets: { data: { policy: doc(give({ AWS: `arn:aws:iam::${OWN}:user/b/dana` }, 's3:GetObject', 'arn:aws:s3:::data/*')) } } }),
  ],
  policies: { 'one more': [user({}), user({ policies: [READ] })], 'not told': [user({}), { ...state(), users: new Map([['dana', { name: 'dana', policies: [named('x')], groups: [] }]]) }] },
  groups: {
    'held': [state({ users: { dana: NOBODY }, groups: { g: { policies: [READ] } } }), state({ users: { dana: { policies: [], groups: ['g'] } }, groups: { g: { policies: [READ] } } })],
    'not held': [user({}), user({ groups: ['g'] })],
  },
  boundary: [user({ policies: [READ], boundary: doc() }), user({ policies: [READ] })],
  tags: {
    'in a policy of the user': [user({ policies: [TAGGED], tags: { team: 'b' } }), user({ policies: [TAGGED], tags: { team: 'a' } })],
    'in a policy of the bucket': [withTag('b'), withTag('a')],
  },
};
const ROLES: Fields<RoleAccess> = {
  name: [state(), role({ policies: [READ] })],
  arn: [role({ arn: `arn:aws:iam::${OWN}:role/a/ci`, trust: trusts('*') }), role({ arn: `arn:aws:iam::${OWN}:role/b/ci`, trust: trusts('*') })],
  policies: [role({}), role({ policies: [READ] })],
  boundary: [role({ policies: [READ], boundary: doc() }), role({ policies: [READ] })],
  tags: [role({ policies: [TAGGED], tags: { team: 'b' } }), role({ policies: [TAGGED], tags: { team: 'a' } })],
  trust: {
    'names one more': [role({ trust: trusts(DANA) }), role({ trust: trusts({ AWS: [...Object.values(DANA), ...Object.values(EVE)] }) })],
    'comes': [role({}), role({ trust: trusts('*') })],
    'names a service': [role({ trust: trusts(DANA) }), role({ trust: trusts({ ...DANA, Service: 'ec2.amazonaws.com' }) })],
    'is not known any more': [role({ trust: trusts(DANA) }), role({})],
  },
};
const owned = (letter: string): AccessState => acl([], { objectOwnership: 'ObjectWriter', publicAccessBlock: OFF, owner: letter.repeat(64) });
/** A bucket of which it is known what its name begins with. */
const unnamed = (begins: string): AccessState => {
  const policy = named('policy of logs', PUBLIC);
  return { ...state(), buckets: new Map([['logs', { name: 'logs', policy, unnamed: { text: begins + UNKNOWN_TEXT, isNot: new Set<string>() } }]]) };
};
const BUCKETS: Fields<BucketAccess> = {
  name: [state({ buckets: { data: {} } }), state({ buckets: { data: {}, more: { policy: doc(give('*', 's3:GetObject', 'arn:aws:s3:::more/*')) } } })],
  account: [bucket({ account: OTHER }), bucket({ account: OWN })],
  policy: { 'comes': [bucket({}), bucket({ policy: PUBLIC })], 'not told': [state(), { ...state(), buckets: new Map([['data', { name: 'data', policy: named('x') }]]) }] },
  owner: [owned('a'), owned('b')],
  unnamed: {
    text: [unnamed('logs-'), unnamed('')],
    isNot: { noAccess: 'follows from the buckets of the state' },
  },
  acl: { ...(ACLS.grants as object), 'may count': [state(), acl([{ grantee: 'AllUsers', permission: 'READ' }], {})] },
  objectOwnership: {
    'turned on': [acl([{ grantee: 'AllUsers', permission: 'READ' }], { objectOwnership: 'BucketOwnerEnforced' }), acl([{ grantee: 'AllUsers', permission: 'READ' }], { objectOwnership: 'ObjectWriter' })],
    'without an ACL': [bucket({ objectOwnership: 'BucketOwnerEnforced' }), bucket({ objectOwnership: 'ObjectWriter' })],
    'told': [bucket({}), bucket({ objectOwnership: 'BucketOwnerPreferred' })],
  },
  publicAccessBlock: {
    ...BLOCKS,
    goes: [bucket({ policy: PUBLIC, publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), bucket({ policy: PUBLIC })],
  },
};
const RESOURCES: Fields<ResourceAccess> = {
  kind: { noAccess: 'follows from the ARN' },
  arn: perKind((kind) => [OPEN_BUCKET, resource(one(kind, { policy: policyOf(kind, EVE) }), OPEN_BUCKET)]),
  account: perKind((kind) => {
    const arn = ARNS[kind].replace(OWN, OTHER);
    return between(kind, { account: OTHER, arn }, { account: OWN, arn });
  }),
  policy: {
    ...perKind((kind) => between(kind, {}, { policy: policyOf(kind, EVE) })),
    ...Object.fromEntries(KINDS.map((kind) => [`${kind}, to a user`, between(kind, {}, { policy: policyOf(kind, DANA) })])),
    ...Object.fromEntries(KINDS.map((kind) => [`${kind}, to everybody`, between(kind, {}, { policy: policyOf(kind, '*') })])),
    ...Object.fromEntries(KINDS.map((kind) => [`${kind}, a Deny that goes`, between(
      kind,
      { policy: named(`policy of ${kind}`, doc(give(EVE, SAMPLE[kind][0], ARNS[kind] + SAMPLE[kind][1]), deny(SAMPLE[kind][0], ARNS[kind] + SAMPLE[kind][1], { Principal: '*' }))) },
      { policy: policyOf(kind, EVE) },
    )])),
    ...Object.fromEntries(KINDS.map((kind) => [`${kind}, not told`, between(kind, {}, { policy: named('x') })])),
  },
  grants: {
    kmsKey: between('kmsKey', {}, { grants: [policyOf('kmsKey', EVE)] }),
  },
  buckets: {
    accessPoint: [
      resource(one('accessPoint', { buckets: ['other'], policy: policyOf('accessPoint', EVE) }), { ...OPEN_BUCKET, buckets: new Map([...OPEN_BUCKET.buckets, ['other', { name: 'other' }]]) }),
      resource(one('accessPoint', { buckets: ['data'], policy: policyOf('accessPoint', EVE) }), { ...OPEN_BUCKET, buckets: new Map([...OPEN_BUCKET.buckets, ['other', { name: 'other' }]]) }),
    ],
    multiRegionAccessPoint: [
      resource(one('multiRegionAccessPoint', { buckets: [], policy: policyOf('multiRegionAccessPoint', EVE) }), OPEN_BUCKET),
      resource(one('multiRegionAccessPoint', { buckets: ['data'], policy: policyOf('multiRegionAccessPoint', EVE) }), OPEN_BUCKET),
    ],
  },
  bucketAccount: between('accessPoint', { buckets: ['theirs'], bucketAccount: OTHER }, { buckets: ['theirs'] }),
  vpc: between('accessPoint', { vpc: 'vpc-1', policy: policyOf('accessPoint', EVE) }, { policy: policyOf('accessPoint', EVE) }),
  publicAccessBlock: POINT_BLOCKS,
};

const KEYS: readonly AccessKeyAccess[] = [{ user: 'dana', name: 'one', status: 'Active' }];
const withKeys = (accessKeys: readonly AccessKeyAccess[]): AccessState => ({ ...user({ policies: [READ] }), accessKeys });
const scoped = (more: Partial<UnknownAccess> = {}): UnknownAccess => ({ where: 'aws_x.y', reason: 'is not read', scope: {}, ...more });
const UNKNOWNS: Fields<UnknownAccess> = {
  where: [unread(), unread(scoped())],
  reason: { noAccess: 'words' },
  scope: {
    'allow': [unread(), unread(scoped({ scope: { effect: 'allow' } }))],
    'deny': [unread(scoped({ scope: { effect: 'deny' } })), unread()],
    'of a user': [unread(), unread(scoped({ scope: { principals: ['user dana'] } }))],
    'of a group': [unread(), unread(scoped({ scope: { principals: ['group g'] } }))],
    'of a bucket': [unread(), unread(scoped({ scope: { buckets: ['data'] } }))],
    'none': { noAccess: 'a note: listed only', review: [unread(), unread({ where: 'aws_x.y', reason: 'is not read' }), 'aws_x.y'] },
    'wider': [unread(scoped({ scope: { buckets: ['data'] } })), unread(scoped({ scope: {} }))],
  },
  fingerprint: [unread(scoped({ fingerprint: '1' })), unread(scoped({ fingerprint: '2' }))],
};
const POLICIES: Fields<NamedPolicy> = {
  name: { noAccess: 'what a report calls it' },
  document: [user({ policies: [doc()] }), user({ policies: [READ] })],
  awsManaged: { noAccess: 'says who can change it, and as of when it is known' },
};
const GROUPS: Fields<GroupAccess> = {
  name: { noAccess: 'says who is a member: see groups of users' },
  policies: [
    state({ users: { dana: { policies: [], groups: ['g'] } }, groups: { g: { policies: [] } } }),
    state({ users: { dana: { policies: [], groups: ['g'] } }, groups: { g: { policies: [READ] } } }),
  ],
};
const ACCESS_KEYS: Fields<AccessKeyAccess> = {
  user: { noAccess: 'a key gives its user nothing more', review: [withKeys([]), withKeys(KEYS), 'dana, one'] },
  name: { noAccess: 'as the user', review: [withKeys(KEYS), withKeys([...KEYS, { ...KEYS[0], name: 'two' }]), 'dana, two'] },
  status: { noAccess: 'as the user', review: [withKeys([{ ...KEYS[0], status: 'Inactive' }]), withKeys(KEYS), 'now active'] },
};
const STATES: Fields<AccessState> = {
  platform: [state({ users: { dana: { policies: [READ] } }, buckets: { data: { policy: doc(deny('s3:GetObject', 'arn:aws:s3:::data/*', { Principal: '*' })) } } }), { ...state({ users: { dana: { policies: [READ] } }, buckets: { data: { policy: doc(deny('s3:GetObject', 'arn:aws:s3:::data/*', { Principal: '*' })) } } }), platform: minio({ scope: 'acme-storage' }) }],
  account: [
    readAccess({ account: OTHER, users: { dana: NOBODY }, buckets: { data: { policy: doc(give(DANA, 's3:GetObject', 'arn:aws:s3:::data/*')) } } }),
    readAccess({ account: OWN, users: { dana: NOBODY }, buckets: { data: { policy: doc(give(DANA, 's3:GetObject', 'arn:aws:s3:::data/*')) } } }),
  ],
  users: USERS,
  groups: GROUPS,
  roles: ROLES,
  buckets: BUCKETS,
  resources: RESOURCES,
  limits: LIMITS,
  publicAccessBlock: ACCOUNT_BLOCKS,
  accessKeys: ACCESS_KEYS,
  unknowns: UNKNOWNS,
};

/** All rows of a table of tables, by where they stand. */
function rowsIn(name: string, table: Rows): readonly (readonly [name: string, row: Row])[] {
  if (isRow(table)) return [[name, table]];
  return Object.entries(table).flatMap(([key, rows]) => rowsIn(name === '' ? key : `${name}.${key}`, rows));
}

function isRow(table: Rows): table is Row {
  return Array.isArray(table) || typeof (table as { readonly noAccess?: unknown }).noAccess === 'string';
}

const ROWS = rowsIn('', { ...STATES, aclGrants: ACL_GRANTS, policies: POLICIES });
const CHANGES = ROWS.flatMap(([name, row]) => ('noAccess' in row ? [] : [[name, ...row] as const]));
const OTHERS = ROWS.flatMap(([name, row]) => ('noAccess' in row && row.review !== undefined ? [[name, ...row.review] as const] : []));

test.each(CHANGES)('%s: what it opens is gained, or may be; closing it is lost', (_, closed, open) => {
  expect(['gained', 'both', 'inconclusive']).toContain(compareAccess(closed, open).verdict);
  expect(['lost', 'both', 'inconclusive']).toContain(compareAccess(open, closed).verdict);
});
test.each(OTHERS)('%s: is no access, and a review tells it', (_, before, after, printed) => {
  expect(compareAccess(before, after).verdict).toBe('none');
  expect(reviewAccess(before, after)).toContain(printed);
});
