import { readAccess } from '../../../src';

const OWN = '111122223333';
const AP = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`;
const doc = (action: string, resource?: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: action, ...(resource !== undefined && { Resource: resource }) }] });

const config = (resource: object) => readAccess({ resource }, { account: OWN });
const shown = (resources: readonly object[]) => readAccess({ format_version: '1.0', values: { root_module: { resources } } }, { account: OWN });
const pulumi = (resources: ReadonlyArray<readonly [type: string, inputs: object]>) => readAccess({
  deployment: { resources: resources.map(([type, inputs], index) => ({ urn: `urn:pulumi:d::p::${type}::x${index}`, type, inputs, outputs: inputs })) },
}, { account: OWN });
const BUCKET = { aws_s3_bucket: { data: { bucket: 'data' } } };

test('issue 11 A: the trust policy of a role is read, in every kind of source', () => {
  const trust = doc('sts:AssumeRole');
  const sources = [
    config({ aws_iam_role: { ci: { name: 'ci', assume_role_policy: trust } } }),
    shown([{ address: 'aws_iam_role.ci', mode: 'managed', type: 'aws_iam_role', values: { name: 'ci', assume_role_policy: trust } }]),
    pulumi([['aws:iam/role:Role', { name: 'ci', assumeRolePolicy: trust }]]),
  ];
  for (const { roles } of sources) expect(roles.get('ci')?.trust?.document?.statements[0]).toMatchObject({ effect: 'Allow', actions: ['sts:AssumeRole'], principals: '*' });
});

test('issue 11 A: ACLs, ownership and Block Public Access of a bucket and of the account are read', () => {
  const state = config({
    ...BUCKET,
    aws_s3_bucket_acl: { a: { bucket: '${aws_s3_bucket.data.id}', acl: 'public-read-write' } },
    aws_s3_bucket_ownership_controls: { a: { bucket: 'data', rule: [{ object_ownership: 'ObjectWriter' }] } },
    aws_s3_bucket_public_access_block: { a: { bucket: '${aws_s3_bucket.data.bucket}', block_public_acls: true, restrict_public_buckets: '${var.on}' } },
    aws_s3_account_public_access_block: { a: { ignore_public_acls: true } },
  });
  expect(state.buckets.get('data')).toEqual({
    name: 'data',
    acl: { name: 'ACL of data', grants: [{ grantee: 'AllUsers', permission: 'READ' }, { grantee: 'AllUsers', permission: 'WRITE' }] },
    objectOwnership: 'ObjectWriter',
    // what isn't set is off, and what isn't known isn't known
    publicAccessBlock: { blockPublicAcls: true, ignorePublicAcls: false, blockPublicPolicy: false },
  });
  expect(state.publicAccessBlock).toEqual({ blockPublicAcls: false, ignorePublicAcls: true, blockPublicPolicy: false, restrictPublicBuckets: false });
});

test('the grants of an ACL are read, without the owner', () => {
  const grant = (grantee: object, permission: string) => ({ grantee: [grantee], permission });
  const state = config({
    ...BUCKET,
    aws_s3_bucket_acl: {
      a: {
        bucket: 'data',
        access_control_policy: [{
          owner: [{ id: 'me' }],
          grant: [
            grant({ type: 'CanonicalUser', id: 'me' }, 'FULL_CONTROL'),
            grant({ type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' }, 'READ'),
            grant({ type: 'CanonicalUser', id: 'you' }, 'WRITE'),
          ],
        }],
      },
    },
  });
  expect(state.buckets.get('data')?.acl?.grants).toEqual([{ grantee: 'AuthenticatedUsers', permission: 'READ' }, { grantee: 'you', permission: 'WRITE' }]);
});

test('a canned ACL that is not known is named', () => {
  const { unknowns, buckets } = config({ ...BUCKET, aws_s3_bucket_acl: { a: { bucket: 'data', acl: '${var.acl}' } } });
  expect(buckets.get('data')?.acl).toEqual({ name: 'ACL of data' });
  expect(unknowns.map(({ where }) => where)).toEqual(['aws_s3_bucket_acl.a']);
});

test('issue 11 A: access points are read with their bucket, policy, block and VPC', () => {
  const values = { arn: AP, name: 'ap', bucket: 'data', policy: doc('s3:GetObject', `${AP}/object/*`), vpc_configuration: [{ vpc_id: 'vpc-1' }] };
  const state = shown([{ address: 'aws_s3_access_point.ap', mode: 'managed', type: 'aws_s3_access_point', values }]);
  expect(state.resources?.get(AP)).toMatchObject({ kind: 'accessPoint', account: OWN, buckets: ['data'], vpc: 'vpc-1', publicAccessBlock: { restrictPublicBuckets: true } });
  expect(state.resources?.get(AP)?.policy?.document?.statements[0].actions).toEqual(['s3:GetObject']);
});

test('the policy of an access point may be a resource of its own', () => {
  const state = config({
    ...BUCKET,
    aws_s3_access_point: { ap: { name: 'ap', bucket: '${aws_s3_bucket.data.id}', public_access_block_configuration: [{ restrict_public_buckets: false }] } },
    aws_s3control_access_point_policy: { ap: { access_point_arn: '${aws_s3_access_point.ap.arn}', policy: doc('s3:GetObject', `${AP}/object/*`) } },
  });
  const [point] = state.resources?.values() ?? [];
  expect(point).toMatchObject({ buckets: ['data'], publicAccessBlock: { restrictPublicBuckets: false, blockPublicPolicy: true } });
  expect(point?.policy?.document?.statements).toHaveLength(1);
});

test('issue 11 A: policies of table buckets, vector buckets and keys are read where it is known whose they are, and named where it is not', () => {
  const tables = `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t`;
  const vectors = `arn:aws:s3vectors:eu-west-1:${OWN}:bucket/v`;
  const state = config({
    aws_s3tables_table_bucket_policy: { t: { table_bucket_arn: tables, resource_policy: doc('s3tables:*', '*') } },
    aws_s3vectors_vector_bucket_policy: { v: { vector_bucket_arn: vectors, policy: doc('s3vectors:*', '*') }, w: { vector_bucket_arn: '${var.arn}', policy: doc('s3vectors:*', '*') } },
    aws_kms_key: { k: { policy: doc('kms:*', '*') } },
  });
  expect([...state.resources?.keys() ?? []]).toEqual([tables, vectors]);
  expect(state.unknowns.map(({ where, scope }) => [where, scope?.services])).toEqual(expect.arrayContaining([
    ['aws_s3vectors_vector_bucket_policy.w', ['s3vectors']], ['aws_kms_key.k', ['kms']],
  ]));
  const key = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
  const held = shown([{ address: 'aws_kms_key.k', mode: 'managed', type: 'aws_kms_key', values: { arn: key, policy: doc('kms:*', '*') } }]);
  expect(held.resources?.get(key)?.policy?.document?.statements).toHaveLength(1);
});

test('Pulumi names the same settings in its own way', () => {
  const state = pulumi([
    ['aws:s3/bucket:Bucket', { bucket: 'data' }],
    ['aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', { bucket: 'data', blockPublicPolicy: true }],
    ['aws:s3/bucketOwnershipControls:BucketOwnershipControls', { bucket: 'data', rule: { objectOwnership: 'BucketOwnerEnforced' } }],
    ['aws:s3/accessPoint:AccessPoint', { arn: AP, name: 'ap', bucket: 'data', publicAccessBlockConfiguration: { blockPublicPolicy: false } }],
  ]);
  expect(state.buckets.get('data')).toMatchObject({ objectOwnership: 'BucketOwnerEnforced', publicAccessBlock: { blockPublicPolicy: true, blockPublicAcls: false } });
  expect(state.resources?.get(AP)?.publicAccessBlock).toMatchObject({ blockPublicPolicy: false, blockPublicAcls: true });
});
