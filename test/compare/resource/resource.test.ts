import { type AccessStateJson, compareAccess } from '../../../src';
import type { Verdict } from '../../../src/entries/decide';
import { ADMIN, allow, deny, doc, give, type Json, NOBODY, OTHER, OWN } from '../../decide/resource/states';

const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const AP = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`;
const TABLES = `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t`;
const LAMBDA = `arn:aws:s3-object-lambda:eu-west-1:${OWN}:accesspoint/o`;
const EXPRESS = `arn:aws:s3express:eu-west-1:${OWN}:bucket/b--euw1-az1--x-s3`;
const GITHUB = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
const OFF = { blockPublicAcls: false, ignorePublicAcls: false, blockPublicPolicy: false, restrictPublicBuckets: false };
const ACP = { grantee: 'you', permission: 'READ_ACP' } as const;
const PUBLIC = doc(give('*', 's3:GetObject', 'arn:aws:s3:::data/*'));
const DELEGATED = doc(give('*', 's3:*', ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], { Condition: { StringEquals: { 's3:DataAccessPointAccount': OWN } } }));

const state = (more: Partial<AccessStateJson>): AccessStateJson => (
  { account: OWN, users: { dana: NOBODY, root: ADMIN }, buckets: { data: {} }, ...more }
);
const bucket = (more: object) => state({ buckets: { data: more } });
const key = (...statements: readonly Json[]) => state({ resources: { [KEY]: { policy: doc(...statements) } } });
const root = give({ AWS: `arn:aws:iam::${OWN}:root` }, 'kms:*', '*');
const point = (policy: object | undefined, behind: object = { policy: DELEGATED }, more: object = {}) => state({ buckets: { data: behind }, resources: { [AP]: { bucket: 'data', publicAccessBlock: OFF, ...(policy !== undefined && { policy }), ...more } } });
const role = (principal: unknown, more: object = {}) => state({ roles: { ci: { policies: [doc(allow('s3:*', '*'))], trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: more === NONE ? 'sts:AssumeRole' : 'sts:AssumeRoleWithWebIdentity', ...more }] } } } });
const NONE = {};
const workflow = (repository: string) => role({ Federated: GITHUB }, { Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': `repo:${repository}:ref:refs/heads/main` } } });
const toDana = (action: string) => doc(give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, action, `${AP}/object/*`));

type Row = readonly [name: string, before: AccessStateJson, after: AccessStateJson, verdict: Verdict, lines?: readonly string[]];

/** Two states, the verdict, and, where there is one, who gained or lost which actions on what. */
const ROWS: readonly Row[] = [
  ['equal states', point(toDana('s3:GetObject')), point(toDana('s3:GetObject')), 'none'],
  ['a key that names a user', key(root), key(root, give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 'kms:Decrypt', '*')), 'gained', [`gained {"user":"dana"} kms:Decrypt ${KEY}`]],
  ['a key that names another account', key(root), key(root, give({ AWS: OTHER }, 'kms:Decrypt', '*')), 'gained', [`gained {"arn":"arn:aws:iam::${OTHER}:root"} kms:Decrypt ${KEY}`]],
  ['a key that no longer lets policies of IAM count', key(root), key(give({ AWS: `arn:aws:iam::${OWN}:user/lee` }, 'kms:*', '*')), 'both'],
  ['a Deny in a key policy', key(root), key(root, deny('kms:Decrypt', '*', { Principal: '*' })), 'lost', [`lost {"user":"root"} kms:Decrypt ${KEY}`]],
  ['a role that trusts a user', role({ Service: 'ec2.amazonaws.com' }, NONE), role({ AWS: `arn:aws:iam::${OWN}:user/dana` }, NONE), 'both'],
  ['a role that trusts everybody', role({ AWS: `arn:aws:iam::${OWN}:user/dana` }, NONE), role('*', NONE), 'gained'],
  ['a role that trusts another repository', workflow('acme/app'), workflow('evil/app'), 'both', [`gained {"arn":"${GITHUB}"} sts:AssumeRoleWithWebIdentity arn:*:iam::${OWN}:role/ci`]],
  ['a role that is new', state({}), role({ Service: 'ec2.amazonaws.com' }, NONE), 'gained', [`gained {"arn":"ec2.amazonaws.com"} sts:AssumeRole arn:*:iam::${OWN}:role/ci`]],
  ['a role that is new and trusts what a policy of IAM allows', state({}), role({ AWS: OWN }, NONE), 'gained', [`gained {"user":"root"} sts:AssumeRole arn:*:iam::${OWN}:role/ci`]],
  ['an access point that gives more', point(toDana('s3:GetObject')), point(toDana('s3:*Object')), 'gained'],
  ['an access point that gives less', point(toDana('s3:*Object')), point(toDana('s3:GetObject')), 'lost'],
  ['a bucket that denies through its access point', point(toDana('s3:GetObject')), point(toDana('s3:GetObject'), { policy: { ...DELEGATED, Statement: [...DELEGATED.Statement as never[], deny('s3:GetObject', 'arn:aws:s3:::data/secret/*', { Principal: '*' })] } }), 'lost'],
  ['an access point before a bucket that does not let it through', point(undefined, {}), point(doc(give({ AWS: OTHER }, 's3:GetObject', `${AP}/object/*`)), {}), 'none'],
  ['an access point before a bucket that says nothing, for the account itself', point(undefined, {}), point(toDana('s3:GetObject'), {}), 'inconclusive'],
  ['a bucket that lets through what an access point gives another account', point(doc(give({ AWS: OTHER }, 's3:GetObject', `${AP}/object/*`)), {}), point(doc(give({ AWS: OTHER }, 's3:GetObject', `${AP}/object/*`))), 'gained'],
  ['an access point that is public', point(undefined), point(doc(give('*', 's3:GetObject', `${AP}/object/*`))), 'gained'],
  ['an access point that is blocked', point(doc(give('*', 's3:GetObject', `${AP}/object/*`))), point(doc(give('*', 's3:GetObject', `${AP}/object/*`)), undefined, { publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), 'lost'],
  ['a block that goes', bucket({ policy: PUBLIC, publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), bucket({ policy: PUBLIC, publicAccessBlock: OFF }), 'gained'],
  ['a block that comes', bucket({ policy: PUBLIC, publicAccessBlock: OFF }), bucket({ policy: PUBLIC, publicAccessBlock: { ...OFF, restrictPublicBuckets: true } }), 'lost'],
  ['a block of the account that goes', { ...bucket({ policy: PUBLIC }), publicAccessBlock: { restrictPublicBuckets: true } }, bucket({ policy: PUBLIC }), 'gained'],
  ['an ACL for everybody', bucket({ objectOwnership: 'ObjectWriter', publicAccessBlock: OFF }), bucket({ objectOwnership: 'ObjectWriter', publicAccessBlock: OFF, acl: [{ grantee: 'AllUsers', permission: 'READ' }] }), 'gained'],
  ['an ACL for another account that gives more', bucket({ objectOwnership: 'ObjectWriter', acl: [ACP] }), bucket({ objectOwnership: 'ObjectWriter', acl: [ACP, { grantee: 'you', permission: 'WRITE_ACP' }] }), 'gained', ['gained {"arn":"you"} s3:PutBucketAcl arn:*:s3:::data']],
  ['an ACL that does not count', bucket({ objectOwnership: 'BucketOwnerEnforced' }), bucket({ objectOwnership: 'BucketOwnerEnforced', acl: [{ grantee: 'AllUsers', permission: 'READ' }] }), 'none'],
  ['an ACL that may count', bucket({}), bucket({ acl: [{ grantee: 'AllUsers', permission: 'READ' }] }), 'inconclusive'],
  ['ACLs that are turned off', bucket({ objectOwnership: 'ObjectWriter', acl: [{ grantee: 'AllUsers', permission: 'READ' }] }), bucket({ objectOwnership: 'BucketOwnerEnforced' }), 'inconclusive'],
  ['a directory bucket for another account', state({ buckets: { 'b--euw1-az1--x-s3': {} } }), state({ buckets: { 'b--euw1-az1--x-s3': { policy: doc(give({ AWS: OTHER }, 's3express:CreateSession', EXPRESS)) } } }), 'gained'],
  ['a table bucket for another account', state({ resources: { [TABLES]: {} } }), state({ resources: { [TABLES]: { policy: doc(give({ AWS: OTHER }, 's3tables:GetTableData', `${TABLES}/table/*`)) } } }), 'gained'],
  ['a new table bucket for a user', state({}), state({ resources: { [TABLES]: { policy: doc(give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 's3tables:GetTable', '*')) } } }), 'gained', [`gained {"user":"dana"} s3tables:GetTable ${TABLES}`]],
  ['an Object Lambda Access Point for another account', state({}), state({ resources: { [LAMBDA]: { policy: doc(give({ AWS: OTHER }, 's3-object-lambda:GetObject', LAMBDA)) } } }), 'gained'],
  ['a service control policy that goes', state({ limits: { a: { kind: 'scp', policy: doc(deny('s3:PutObject', '*')) } } }), state({}), 'gained'],
  ['a resource control policy that comes', bucket({ policy: PUBLIC }), { ...bucket({ policy: PUBLIC }), limits: { a: { kind: 'rcp', policy: doc(deny('s3:GetObject', '*', { Principal: '*' })) } } }, 'lost'],
  ['the policy of an endpoint that changes', state({}), state({ limits: { a: { kind: 'vpcEndpoint', targets: ['vpce-1'], policy: doc(give('*', 's3:GetObject', '*')) } } }), 'inconclusive'],
];

test.each(ROWS.map((row) => [row[0], row] as const))('compared: %s', (_, [, before, after, verdict, lines = []]) => {
  const found = compareAccess(before, after);
  const told = (['gained', 'lost'] as const).flatMap((direction) => found[direction].flatMap(({ principal, actions, resources }) => (
    actions.flatMap((action) => resources.map((resource) => `${direction} ${JSON.stringify(principal)} ${action} ${resource}`))
  )));
  expect({ verdict: found.verdict, internal: found.inconclusive.filter(({ reason }) => reason.includes('internal')) }).toEqual({ verdict, internal: [] });
  expect(told).toEqual(expect.arrayContaining([...lines]));
});
