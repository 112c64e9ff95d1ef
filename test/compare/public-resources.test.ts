import { type AccessStateJson, checkAccessNotGranted, checkNoPublicAccess } from '../../src';
import { ADMIN, allow, deny, doc, give, type Json, OTHER, OWN } from '../decide/resource/states';

const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const AP = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`;
const TABLES = `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t`;
const OFF = { blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false, restrictPublicBuckets: false };

const state = (more: Partial<AccessStateJson>): AccessStateJson => ({ account: OWN, buckets: { data: {} }, ...more });
const acl = (grantee: string, more: object = {}) => state({ buckets: { data: { objectOwnership: 'BucketOwnerPreferred', publicAccessBlock: OFF, acl: [{ grantee, permission: 'READ' }], ...more } } });
const key = (...statements: readonly Json[]) => state({ resources: { [KEY]: { policy: doc(give({ AWS: OWN }, 'kms:*', '*'), ...statements) } } });
const role = (principal: unknown, more: object = {}) => state({ roles: { ci: { policies: [doc(allow('s3:*', '*'))], trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more }] } } } });
const through = doc(give('*', 's3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], { Condition: { StringEquals: { 's3:DataAccessPointAccount': OWN } } }));
const point = (principal: unknown, more: object = {}, behind: object = { policy: through }) => state({ buckets: { data: behind }, resources: { [AP]: { bucket: 'data', publicAccessBlock: OFF, policy: doc(give(principal, 's3:GetObject', `${AP}/object/*`)), ...more } } });
const tables = (principal: unknown) => state({ resources: { [TABLES]: { policy: doc(give(principal, 's3tables:GetTableData', `${TABLES}/table/*`)) } } });

type Found = 'public' | 'ok' | 'inconclusive';

/** A state, and whether something in it is public. */
const ROWS: readonly (readonly [name: string, state: AccessStateJson, found: Found])[] = [
  ['an ACL for everybody', acl('AllUsers'), 'public'],
  ['an ACL for everybody who is signed in', acl('AuthenticatedUsers'), 'public'],
  ['an ACL that is ignored', acl('AllUsers', { publicAccessBlock: { ...OFF, ignorePublicAcls: true }, objectOwnership: 'BucketOwnerEnforced' }), 'ok'],
  ['an ACL that may count', state({ buckets: { data: { acl: [{ grantee: 'AllUsers', permission: 'READ' }] } } }), 'inconclusive'],
  ['an access point for everybody', point('*'), 'public'],
  ['an access point for everybody that is blocked', point('*', { publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), 'ok'],
  ['an access point for one account', point({ AWS: OTHER }), 'ok'],
  ['an access point for everybody before a bucket that lets nobody through', point('*', {}, {}), 'ok'],
  ['a key for everybody', key(give('*', 'kms:Decrypt', '*')), 'public'],
  ['a key for everybody of one account', key(give('*', 'kms:Decrypt', '*', { Condition: { StringEquals: { 'kms:CallerAccount': OWN } } })), 'ok'],
  ['a key for everybody, and denied', key(give('*', 'kms:Decrypt', '*'), deny('kms:*', '*', { Principal: '*' })), 'ok'],
  ['a key for another account', key(give({ AWS: OTHER }, 'kms:Decrypt', '*')), 'ok'],
  ['a role that anybody may assume', role('*'), 'public'],
  ['a role that anybody may assume, of an organization', role('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1a2b3c4d5e' } } }), 'ok'],
  ['a role of a service', role({ Service: 'ec2.amazonaws.com' }), 'ok'],
  ['a role of another account', role({ AWS: OTHER }), 'ok'],
  ['a table bucket for everybody', tables('*'), 'public'],
  ['a table bucket for another account', tables({ AWS: OTHER }), 'ok'],
];

test.each(ROWS)('%s', (_, one, found) => {
  const { violations, inconclusive } = checkNoPublicAccess(one);
  expect([violations.length > 0 ? 'public' : inconclusive.length > 0 ? 'inconclusive' : 'ok', inconclusive.filter(({ cause }) => cause === 'internal')]).toEqual([found, []]);
});

/** What is granted, by what isn't the policy of a bucket or of a user. */
const GRANTED: readonly (readonly [name: string, state: AccessStateJson, actions: readonly string[]])[] = [
  ['by an ACL', acl('AllUsers'), ['s3:ListBucket']],
  ['by an access point', point({ AWS: OTHER }), ['s3:GetObject']],
  ['by a key policy', key(give({ AWS: OTHER }, 'kms:Decrypt', '*')), ['kms:Decrypt']],
  ['by a key policy and a policy of IAM', { ...key(), users: { root: ADMIN } }, ['kms:Decrypt']],
  ['by a trust policy', role({ AWS: OTHER }), ['sts:AssumeRole']],
  ['by the policy of a table bucket', tables({ AWS: OTHER }), ['s3tables:GetTableData']],
];
test.each(GRANTED)('checkAccessNotGranted: %s', (_, one, actions) => {
  expect(checkAccessNotGranted(one, { actions }).violations).not.toEqual([]);
  expect(checkAccessNotGranted({ account: OWN, buckets: { data: {} } }, { actions })).toEqual({ ok: true, violations: [], inconclusive: [] });
});
