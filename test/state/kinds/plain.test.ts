import { readAccess } from '../../../src';

const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }] };
const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const POINT = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/ap';

test('a hand-written state holds trust policies, ACLs, blocks, other resources and limits', () => {
  const state = readAccess({
    account: '111122223333',
    roles: { ci: { trust: TRUST } },
    buckets: { data: { acl: [{ grantee: 'AllUsers', permission: 'READ' }], objectOwnership: 'ObjectWriter', publicAccessBlock: { ignorePublicAcls: false } } },
    resources: { [POINT]: { bucket: 'data', policy: ALLOW, vpc: 'vpc-1', publicAccessBlock: {} }, 'arn:aws:kms:eu-west-1:111122223333:key/1': {} },
    limits: { perimeter: { kind: 'rcp', policy: ALLOW, targets: ['ou-1'] }, all: { kind: 'scp', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] } } },
    publicAccessBlock: { restrictPublicBuckets: true },
  });
  expect(state.unknowns).toEqual([]);
  expect(state.roles.get('ci')?.trust?.document?.statements).toEqual([{ effect: 'Allow', principals: { Service: ['ec2.amazonaws.com'] }, actions: ['sts:AssumeRole'] }]);
  expect(state.buckets.get('data')).toEqual({
    name: 'data', acl: { name: 'ACL of data', grants: [{ grantee: 'AllUsers', permission: 'READ' }] }, objectOwnership: 'ObjectWriter', publicAccessBlock: { ignorePublicAcls: false },
  });
  expect(state.resources?.get(POINT)).toMatchObject({ kind: 'accessPoint', arn: POINT, account: '111122223333', buckets: ['data'], vpc: 'vpc-1', publicAccessBlock: {} });
  expect([...state.resources?.keys() ?? []]).toEqual([POINT, 'arn:aws:kms:eu-west-1:111122223333:key/1']);
  expect(state.limits?.map(({ kind, policy, targets }) => [kind, policy.name, targets])).toEqual([['rcp', 'rcp perimeter', ['ou-1']], ['scp', 'scp all', undefined]]);
  expect(state.publicAccessBlock).toEqual({ restrictPublicBuckets: true });
});

const REFUSED: readonly (readonly [name: string, state: object, message: string])[] = [
  ['a slip in a block', { buckets: { data: { publicAccessBlock: { blockPublicAcl: true } } } }, 'found "blockPublicAcl"'],
  ['a setting that is not true or false', { publicAccessBlock: { blockPublicAcls: 'yes' } }, 'must be true or false'],
  ['a permission that no ACL has', { buckets: { data: { acl: [{ grantee: 'AllUsers', permission: 'LIST' }] } } }, 'must be one of READ'],
  ['an ownership that S3 does not have', { buckets: { data: { objectOwnership: 'Mine' } } }, 'must be one of BucketOwnerEnforced'],
  ['a resource without a policy of its own', { resources: { 'arn:aws:s3:::data': {} } }, 'must be under the ARN of an access point'],
  ['what lies in a resource', { resources: { [`${POINT}/object/a`]: {} } }, 'must be under the ARN of an access point'],
  ['a bucket behind a key', { resources: { 'arn:aws:kms:eu-west-1:111122223333:key/1': { bucket: 'data' } } }, 'without what only access points have'],
  ['a limit of no kind', { limits: { a: { policy: ALLOW } } }, 'must be one of scp, rcp, vpcEndpoint'],
  ['a trust policy of a user', { users: { dana: { trust: TRUST } } }, 'found "trust"'],
];

test.each(REFUSED)('a hand-written state refuses %s', (_, state, message) => {
  expect(() => readAccess(state)).toThrow(message);
});

test('a trust policy that names a resource is told as such', () => {
  const state = readAccess({ roles: { ci: { trust: ALLOW } } });
  expect(state.unknowns).toEqual([{ where: 'roles.ci.trust', reason: expect.stringContaining('a trust policy has no Resource') as string, fingerprint: expect.any(String) as string }]);
});
