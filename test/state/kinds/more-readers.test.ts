import { type AccessState, compareAccess, decide, readAccess } from '../../../src';
import { UNKNOWN_TEXT } from '../../../src/state/access-state';

const OWN = '111122223333';
const OTHER = '444455556666';
const doc = (action: string, resource: string, principal: unknown = { AWS: OTHER }, effect = 'Allow') => JSON.stringify({
  Version: '2012-10-17', Statement: [{ Effect: effect, ...(principal !== undefined && { Principal: principal }), Action: action, Resource: resource }],
});
const scp = (action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, Resource: '*' }] });

/** Resources by their addresses, as each kind of source has them. */
type Resources = Readonly<Record<string, object>>;
const parts = (address: string): readonly string[] => address.split('.');

/** A configuration; a state, or values in which all is told; a stack of Pulumi's, which names attributes in its own way. */
const config = (resources: Resources, options: object = {}): AccessState => {
  const byType: Record<string, Record<string, object>> = {};
  for (const [address, body] of Object.entries(resources)) (byType[parts(address)[0]] ??= {})[parts(address)[1]] = body;
  return readAccess({ resource: byType, ...options }, { account: OWN });
};
const shown = (resources: Resources): AccessState => readAccess({
  format_version: '1.0',
  values: { root_module: { resources: Object.entries(resources).map(([address, values]) => ({ address, mode: 'managed', type: parts(address)[0], name: parts(address)[1], values })) } },
}, { account: OWN });
const camel = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [RENAMED[key] ?? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), camel(one)]));
};
const RENAMED: Readonly<Record<string, string>> = { grant: 'grants', region: 'regions' };
const TOKENS: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'aws:s3/bucket:Bucket',
  aws_iam_user: 'aws:iam/user:User',
  aws_iam_user_policy: 'aws:iam/userPolicy:UserPolicy',
  aws_s3control_multi_region_access_point: 'aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint',
  aws_s3control_multi_region_access_point_policy: 'aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy',
  aws_s3control_object_lambda_access_point: 'aws:s3control/objectLambdaAccessPoint:ObjectLambdaAccessPoint',
  aws_s3control_object_lambda_access_point_policy: 'aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy',
  aws_s3tables_table: 'aws:s3tables/table:Table',
  aws_s3tables_table_policy: 'aws:s3tables/tablePolicy:TablePolicy',
  aws_kms_key: 'aws:kms/key:Key',
  aws_kms_replica_key: 'aws:kms/replicaKey:ReplicaKey',
  aws_kms_external_key: 'aws:kms/externalKey:ExternalKey',
  aws_kms_replica_external_key: 'aws:kms/replicaExternalKey:ReplicaExternalKey',
  aws_kms_key_policy: 'aws:kms/keyPolicy:KeyPolicy',
  aws_kms_grant: 'aws:kms/grant:Grant',
  aws_organizations_policy: 'aws:organizations/policy:Policy',
  aws_organizations_policy_attachment: 'aws:organizations/policyAttachment:PolicyAttachment',
  aws_vpc_endpoint: 'aws:ec2/vpcEndpoint:VpcEndpoint',
  aws_vpc_endpoint_policy: 'aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy',
};
const pulumi = (resources: Resources): AccessState => readAccess({
  deployment: {
    resources: Object.entries(resources).map(([address, values]) => {
      const type = TOKENS[parts(address)[0]];
      return { urn: `urn:pulumi:d::p::${type}::${parts(address)[1]}`, type, inputs: camel(values), outputs: camel(values) };
    }),
  },
}, { account: OWN });
const MADE = [['a state of Terraform', shown], ['an export of Pulumi', pulumi]] as const;

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const grant = (id: string, permissions: readonly string[], uri = '') => ({ id, permissions, type: uri === '' ? 'CanonicalUser' : 'Group', uri });
const bucket = (more: object) => ({ 'aws_s3_bucket.data': { bucket: 'data', ...more } });

describe('issue 11 A: the ACL in the block of a bucket', () => {
  test('is read in every kind of source, without what the owner has', () => {
    const made = bucket({ hosted_zone_id: 'Z1', grant: [grant('me', ['FULL_CONTROL']), grant('', ['READ', 'READ_ACP'], ALL_USERS)] });
    const grants = [{ grantee: 'AllUsers', permission: 'READ' }, { grantee: 'AllUsers', permission: 'READ_ACP' }];
    for (const [, read] of MADE) expect(read(made).buckets.get('data')).toMatchObject({ acl: { grants }, owner: 'me' });
    expect(config(bucket({ acl: 'public-read' })).buckets.get('data')?.acl?.grants).toEqual([{ grantee: 'AllUsers', permission: 'READ' }]);
    const own = config(bucket({ grant: [grant('${data.aws_canonical_user_id.me.id}', ['FULL_CONTROL']), grant('you', ['READ'])] }), { data: { aws_canonical_user_id: { me: {} } } });
    expect(own.buckets.get('data')?.acl?.grants).toEqual([{ grantee: 'you', permission: 'READ' }]);
  });

  test('that gives the owner everything, and nobody anything, is none', () => {
    for (const [, read] of MADE) expect(read(bucket({ hosted_zone_id: 'Z1', grant: [grant('me', ['FULL_CONTROL'])] })).buckets.get('data')).toEqual({ name: 'data', owner: 'me' });
    expect(config(bucket({ acl: 'private' })).buckets.get('data')).toEqual({ name: 'data' });
  });

  test('that the source does not tell, or tells in two ways, is named', () => {
    for (const more of [{ acl: '${var.acl}' }, { grant: '${var.grants}' }, { grant: [grant('${var.id}', ['READ'])] }, { acl: 'private', grant: [grant('you', ['READ'])] }]) {
      const { buckets, unknowns } = config(bucket(more));
      expect([more, buckets.get('data')?.acl]).toEqual([more, { name: 'ACL of data' }]);
      expect(unknowns.map(({ where }) => where)).toEqual([expect.stringMatching(/^aws_s3_bucket\.data\.(acl|grant)$/)]);
    }
  });

  const counts = { 'aws_s3_bucket_ownership_controls.data': { bucket: 'data', rule: [{ object_ownership: 'ObjectWriter' }] } };
  test.each<readonly [string, object, object, string]>([
    ['opens', {}, { acl: 'public-read' }, 'gained'],
    ['closes', { acl: 'public-read' }, {}, 'lost'],
    ['gives another account more', { grant: [grant('you', ['READ_ACP'])] }, { grant: [grant('you', ['READ_ACP', 'WRITE_ACP'])] }, 'gained'],
    ['is not known', {}, { acl: '${var.acl}' }, 'inconclusive'],
    ['gives all to another account', { hosted_zone_id: 'Z', grant: [grant('me', ['FULL_CONTROL'])] }, { hosted_zone_id: 'Z', grant: [grant('you', ['FULL_CONTROL'])] }, 'inconclusive'],
    ['is the same', { acl: 'public-read' }, { acl: 'public-read' }, 'none'],
  ])('compared: %s', (_, before, after, verdict) => {
    expect(compareAccess(config({ ...bucket(before), ...counts }), config({ ...bucket(after), ...counts })).verdict).toBe(verdict);
  });
});

describe('issue 11 A: Multi-Region and Object Lambda Access Points', () => {
  const MRAP = `arn:aws:s3::${OWN}:accesspoint/mabc.mrap`;
  const LAMBDA = `arn:aws:s3-object-lambda:eu-west-1:${OWN}:accesspoint/o`;
  const multi = (policy?: string): Resources => ({
    ...bucket({}),
    'aws_s3control_multi_region_access_point.m': { arn: MRAP, alias: 'mabc.mrap', account_id: OWN, details: [{ name: 'm', region: [{ bucket: 'data' }, { bucket: 'data2' }], public_access_block: [{ block_public_policy: false }] }] },
    ...(policy !== undefined && { 'aws_s3control_multi_region_access_point_policy.m': { details: [{ name: 'm', policy }] } }),
  });
  const lambda = (policy?: string, supporting = 'ap'): Resources => ({
    'aws_s3control_object_lambda_access_point.o': { arn: LAMBDA, name: 'o', configuration: [{ supporting_access_point: `arn:aws:s3:eu-west-1:${OWN}:accesspoint/${supporting}` }] },
    ...(policy !== undefined && { 'aws_s3control_object_lambda_access_point_policy.o': { name: 'o', policy } }),
  });
  const get = doc('s3:GetObject', `${MRAP}/object/*`);

  test.each(MADE)('are read from %s', (_, read) => {
    expect(read(multi(get)).resources?.get(MRAP)).toMatchObject({ kind: 'multiRegionAccessPoint', account: OWN, buckets: ['data', 'data2'], publicAccessBlock: { blockPublicPolicy: false, blockPublicAcls: true } });
    expect(read(multi(get)).resources?.get(MRAP)?.policy?.document?.statements[0].actions).toEqual(['s3:GetObject']);
    const state = read(lambda(doc('s3-object-lambda:GetObject', LAMBDA)));
    expect(state.resources?.get(LAMBDA)?.policy?.document?.statements).toHaveLength(1);
    expect(state.unknowns.map(({ where, scope }) => [where.replace('::', '.').split(/[.:]/).pop(), scope])).toEqual([['o', { effect: 'deny', services: ['s3-object-lambda'] }]]);
  });

  test('of a configuration have parts that only AWS knows; two that cannot be distinguished are named', () => {
    const one = (name: string) => ({ [`aws_s3control_multi_region_access_point.${name}`]: { details: [{ name, region: [{ bucket: 'data' }] }] } });
    const policy = { 'aws_s3control_multi_region_access_point_policy.p': { details: [{ name: 'a', policy: get }] } };
    const state = config({ ...one('a'), ...policy });
    expect(state.resources?.get(`arn:aws:s3::${OWN}:accesspoint/${UNKNOWN_TEXT}.mrap`)?.policy?.document?.statements).toHaveLength(1);
    expect(config({ ...one('a'), ...one('b'), ...policy }).unknowns.map(({ where }) => where)).toContain('aws_s3control_multi_region_access_point.b');
    expect(config(policy).unknowns.map(({ where }) => where)).toEqual(['aws_s3control_multi_region_access_point_policy.p']);
  });

  test.each<readonly [string, Resources, Resources, readonly string[]]>([
    ['a policy that comes', multi(), multi(get), ['gained', 'inconclusive']],
    ['a policy that goes', multi(get), multi(), ['lost', 'inconclusive']],
    ['a function that gives', lambda(), lambda(doc('s3-object-lambda:GetObject', LAMBDA)), ['gained', 'inconclusive']],
    ['what is behind changes', lambda(), lambda(undefined, 'other'), ['inconclusive']],
    ['nothing', multi(get), multi(get), ['none']],
  ])('compared: %s', (_, before, after, verdicts) => {
    for (const [, read] of MADE) expect(verdicts).toContain(compareAccess(read(before), read(after)).verdict);
  });
});

describe('issue 11 A: policies of tables', () => {
  const BUCKET = `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t`;
  const TABLE = `${BUCKET}/table/11111111-2222-3333-4444-555555555555`;
  const table = (policy?: string): Resources => ({
    'aws_s3tables_table.t': { arn: TABLE, table_bucket_arn: BUCKET, namespace: 'n', name: 'orders' },
    ...(policy !== undefined && { 'aws_s3tables_table_policy.t': { table_bucket_arn: BUCKET, namespace: 'n', name: 'orders', resource_policy: policy } }),
  });
  const get = doc('s3tables:GetTableData', TABLE);

  test.each(MADE)('are read from %s, and compared', (_, read) => {
    expect(read(table(get)).resources?.get(TABLE)?.policy?.document?.statements).toHaveLength(1);
    expect(compareAccess(read(table()), read(table(get))).verdict).toBe('gained');
    expect(compareAccess(read(table(get)), read(table())).verdict).toBe('lost');
  });

  test('of a table that the source does not tell are named', () => {
    const { 'aws_s3tables_table_policy.t': policy } = table(get);
    expect(config({ 'aws_s3tables_table_policy.t': policy }).unknowns.map(({ where, scope }) => [where, scope])).toEqual([['aws_s3tables_table_policy.t', { services: ['s3tables'] }]]);
  });
});

describe('issue 11 A: policies and grants of keys', () => {
  const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
  const USER = `arn:aws:iam::${OWN}:user/dana`;
  const root = doc('kms:*', '*', { AWS: `arn:aws:iam::${OWN}:root` });
  const users: Resources = { 'aws_iam_user.dana': { name: 'dana', arn: USER } };
  const key = (more: Resources = {}, type = 'aws_kms_key'): Resources => ({ ...users, [`${type}.k`]: { arn: KEY, key_id: '1', policy: root }, ...more });
  const policy = (text: string, id = '1'): Resources => ({ 'aws_kms_key_policy.k': { key_id: id, policy: text } });
  const given = (more: object = {}): Resources => ({ 'aws_kms_grant.g': { key_id: KEY, grantee_principal: USER, operations: ['Decrypt', 'Encrypt'], ...more } });
  const ask = (state: AccessState, action = 'kms:Decrypt') => decide(state, { principal: { user: 'dana' }, action, resource: KEY }).effect;

  test.each(MADE)('are read from %s', (_, read) => {
    for (const type of ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_replica_external_key']) {
      expect(ask(read(key({}, type)))).toBe('implicitDeny');
      for (const id of ['1', KEY]) expect(ask(read(key(policy(doc('kms:Decrypt', '*', { AWS: USER }), id), type)))).toBe('allow');
    }
    expect([ask(read(key(given()))), ask(read(key(given())), 'kms:GenerateDataKey')]).toEqual(['allow', 'implicitDeny']);
    const context = read(key(given({ constraints: [{ encryption_context_equals: { a: 'b' } }] })));
    expect([ask(context), context.unknowns[0].scope]).toEqual(['uncertain', { effect: 'allow', services: ['kms'] }]);
  });

  test('of a key that the source does not tell are named', () => {
    for (const more of [policy(root, '${var.key}'), given({ key_id: '${var.key}' }), { 'aws_kms_key.k': { policy: root } }]) {
      expect(config(more).unknowns.map(({ scope }) => scope?.services)).toEqual([['kms']]);
    }
  });

  test.each<readonly [string, Resources, Resources, readonly string[]]>([
    ['a policy that lets somebody in', key(policy(root)), key(policy(doc('kms:*', '*', { AWS: USER }))), ['gained', 'both', 'inconclusive']],
    ['a grant that comes', key(), key(given()), ['gained']],
    ['a grant that goes', key(given()), key(), ['lost']],
    ['a grant that is narrowed to a context', key(given()), key(given({ constraints: [{ encryption_context_equals: { a: 'b' } }] })), ['lost', 'both', 'inconclusive']],
    ['two policies of one key', key(policy(root)), key({ ...policy(root), 'aws_kms_key_policy.l': { key_id: '1', policy: doc('kms:*', '*', { AWS: OTHER }) } }), ['inconclusive']],
    ['nothing', key(given()), key(given()), ['none']],
  ])('compared: %s', (_, before, after, verdicts) => {
    for (const [, read] of MADE) expect(verdicts).toContain(compareAccess(read(before), read(after)).verdict);
  });
});

describe('issue 11 A: policies of an organization and of VPC endpoints', () => {
  const people: Resources = {
    ...bucket({}),
    'aws_iam_user.dana': { name: 'dana', arn: `arn:aws:iam::${OWN}:user/dana` },
    'aws_iam_user_policy.dana': { name: 'p', user: 'dana', policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }) },
  };
  const limit = (target: string | undefined, more: object = {}): Resources => ({
    ...people,
    'aws_organizations_policy.l': { id: 'p-1', name: 'no-writes', content: scp('s3:PutObject'), ...more },
    ...(target !== undefined && { 'aws_organizations_policy_attachment.l': { policy_id: 'p-1', target_id: target } }),
  });
  const put = (state: AccessState) => decide(state, { principal: { user: 'dana' }, action: 's3:PutObject', resource: 'data/a' }).effect;
  const rcp = { type: 'RESOURCE_CONTROL_POLICY', content: doc('s3:PutObject', '*', '*', 'Deny') };

  test.each(MADE)('are read from %s: what bears on the account counts, and where a root or a unit is nobody knows', (_, read) => {
    for (const more of [{}, rcp]) {
      expect(put(read(limit(OWN, more)))).toBe('explicitDeny');
      expect(put(read(limit(OTHER, more)))).toBe('allow');
      for (const target of ['r-ab12', 'ou-ab12-12345678', undefined]) expect([target, put(read(limit(target, more)))]).toEqual([target, 'uncertain']);
      expect(decide(read(limit('r-ab12', more)), { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'data/a' }).effect).toBe('allow');
    }
    expect(put(read(limit(OWN, { type: 'TAG_POLICY', content: '{}' })))).toBe('allow');
  });

  test('that the source does not hold, or of which it does not tell the kind, are named; they can only deny', () => {
    const attachment = (id: string): Resources => ({ ...people, 'aws_organizations_policy_attachment.l': { policy_id: id, target_id: OWN } });
    for (const resources of [attachment('p-other'), limit(OWN, { type: '${var.type}' })]) {
      const state = config(resources);
      expect([put(state), new Set(state.unknowns.map(({ scope }) => JSON.stringify(scope)))]).toEqual(['uncertain', new Set(['{"effect":"deny"}'])]);
    }
    expect(config(attachment('p-FullAWSAccess')).unknowns).toEqual([]);
  });

  test('a reference in a configuration attaches', () => {
    const attached = { ...limit(undefined, { id: undefined }), 'aws_organizations_policy_attachment.l': { policy_id: '${aws_organizations_policy.l.id}', target_id: OWN } };
    expect(put(config(attached))).toBe('explicitDeny');
  });

  const endpoint = (policy?: string, own?: string): Resources => ({
    ...people,
    'aws_vpc_endpoint.e': { id: 'vpce-0a', service_name: 'com.amazonaws.eu-west-1.s3', policy },
    ...(own !== undefined && { 'aws_vpc_endpoint_policy.e': { vpc_endpoint_id: 'vpce-0a', policy: own } }),
  });
  const all = doc('*', '*', '*');
  const reads = doc('s3:GetObject', '*', '*');
  test.each(MADE)('of endpoints are read from %s', (_, read) => {
    const through = (state: AccessState, id = 'vpce-0a') => decide(state, { principal: { user: 'dana' }, action: 's3:PutObject', resource: 'data/a', context: { 'aws:SourceVpce': id } }).effect;
    expect(through(read(endpoint()))).toBe('allow');
    expect(through(read(endpoint(all)))).toBe('allow');
    expect(read(endpoint(all)).limits).toBeUndefined();
    expect(['implicitDeny', 'explicitDeny']).toContain(through(read(endpoint(reads))));
    expect(through(read(endpoint(reads)), 'vpce-0b')).toBe('allow');
    expect(['implicitDeny', 'explicitDeny']).toContain(through(read(endpoint(undefined, reads))));
    expect(through(read(endpoint(reads, all)))).toBe('allow');
  });

  test.each<readonly [string, Resources, Resources, readonly string[]]>([
    ['a policy that comes', people, limit(OWN), ['lost']],
    ['a policy that goes', limit(OWN), people, ['gained']],
    ['a policy on a root that comes', people, limit('r-ab12'), ['lost', 'inconclusive']],
    ['a policy on a root that goes', limit('r-ab12'), people, ['gained', 'inconclusive']],
    ['a policy for resources that goes', limit(OWN, rcp), people, ['gained']],
    ['a policy that is attached elsewhere', limit(OWN), limit(OTHER), ['gained']],
    ['a policy that is attached to the root instead', limit(OWN), limit('r-ab12'), ['gained', 'inconclusive']],
    ['an endpoint that lets more through', endpoint(reads), endpoint(all), ['gained', 'inconclusive']],
    ['an endpoint that lets less through', endpoint(all), endpoint(all, reads), ['lost', 'inconclusive']],
    ['nothing', { ...limit('r-ab12'), ...endpoint(reads) }, { ...limit('r-ab12'), ...endpoint(reads) }, ['none']],
  ])('compared: %s', (_, before, after, verdicts) => {
    for (const [, read] of MADE) expect(verdicts).toContain(compareAccess(read(before), read(after)).verdict);
  });
});

describe('issue 11 A: a configuration tells the region of what it makes', () => {
  const POINT = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`;
  const dana: Resources = {
    'aws_iam_user.dana': { name: 'dana' },
    'aws_iam_user_policy.dana': { name: 'p', user: 'dana', policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '${aws_s3_access_point.ap.arn}/object/*' }] }) },
  };
  const delegated = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], Condition: { StringEquals: { 's3:DataAccessPointAccount': OWN } },
    }],
  });
  const point = (more: object = {}): Resources => ({
    ...dana, ...bucket({}), 'aws_s3_bucket_policy.data': { bucket: 'data', policy: delegated }, 'aws_s3_access_point.ap': { name: 'ap', bucket: '${aws_s3_bucket.data.id}', ...more },
  });
  const regions = (...providers: readonly object[]) => ({ provider: { aws: providers } });
  const get = (state: AccessState, arn = POINT) => decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: `${arn}/object/a` }).effect;

  test('so that an access point there is decided, and was only "may" before', () => {
    const state = config(point(), regions({ region: 'eu-west-1' }));
    expect([...state.resources?.keys() ?? []]).toEqual([POINT]);
    expect([get(state), get(state, POINT.replace('eu-west-1', 'us-east-1'))]).toEqual(['allow', 'implicitDeny']);
    expect(get(config(point()))).toBe('uncertain');
  });

  test('the region of the provider, or of the resource itself, counts', () => {
    const two = regions({ region: 'us-east-1' }, { alias: 'ireland', region: 'eu-west-1' });
    const key = (state: AccessState) => [...state.resources?.keys() ?? []][0]?.split(':')[3];
    expect(key(config(point(), two))).toBe('us-east-1');
    expect(key(config(point({ provider: 'aws.ireland' }), two))).toBe('eu-west-1');
    expect(key(config(point({ region: 'eu-west-1' }), two))).toBe('eu-west-1');
    expect(key(config(point({ provider: 'aws.other' }), two))).toBe(UNKNOWN_TEXT);
    expect(key(config(point(), regions({ region: '${var.region}' })))).toBe(UNKNOWN_TEXT);
  });

  test('policies of what is made there are read: table buckets, vector buckets, Object Lambda Access Points', () => {
    const state = config({
      'aws_s3tables_table_bucket.t': { name: 't' },
      'aws_s3tables_table_bucket_policy.t': { table_bucket_arn: '${aws_s3tables_table_bucket.t.arn}', resource_policy: doc('s3tables:*', '*') },
      'aws_s3vectors_vector_bucket.v': { vector_bucket_name: 'v' },
      'aws_s3vectors_vector_bucket_policy.v': { vector_bucket_arn: '${aws_s3vectors_vector_bucket.v.vector_bucket_arn}', policy: doc('s3vectors:*', '*') },
      'aws_s3control_object_lambda_access_point.o': { name: 'o', configuration: [{}] },
      'aws_s3control_object_lambda_access_point_policy.o': { name: '${aws_s3control_object_lambda_access_point.o.name}', policy: doc('s3-object-lambda:*', '*') },
    }, regions({ region: 'eu-west-1' }));
    expect([...state.resources?.values() ?? []].map(({ arn, policy }) => [arn, policy?.document?.statements.length])).toEqual([
      [`arn:aws:s3-object-lambda:eu-west-1:${OWN}:accesspoint/o`, 1], [`arn:aws:s3tables:eu-west-1:${OWN}:bucket/t`, 1], [`arn:aws:s3vectors:eu-west-1:${OWN}:bucket/v`, 1],
    ]);
  });

  test('an access point that the state does not hold may be before a bucket that would deny: the answer says what it takes for granted', () => {
    const denied = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'] }] });
    const { 'aws_s3_access_point.ap': _, ...rest } = point();
    const { allowed, assumptions, effect } = decide(
      config({ ...rest, 'aws_s3_bucket_policy.data': { bucket: 'data', policy: denied }, 'aws_iam_user_policy.dana': { name: 'p', user: 'dana', policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }) } }),
      { principal: { user: 'dana' }, action: 's3:GetObject', resource: `${POINT}/object/a` },
    );
    expect([allowed, effect]).toEqual([true, 'allow']);
    expect(assumptions.join()).toContain('before a bucket that lets its requests through');
  });
});

test('issue 11 A: the root user of another account has nothing of what is ours and the state does not hold', () => {
  const principal = { arn: `arn:aws:iam::${OTHER}:root` };
  const state = readAccess({ account: OWN, users: {} });
  for (const resource of [`arn:aws:s3:eu-west-1:${OWN}:accesspoint/q/object/a`, `arn:aws:s3::${OWN}:accesspoint/mabc.mrap/object/a`]) {
    expect([resource, decide(state, { principal, action: 's3:GetObject', resource }).effect]).toEqual([resource, 'implicitDeny']);
  }
});
