import { ADMIN, allow, deny, doc, give, NOBODY, OTHER, OWN, type Row, STRANGER, type Users } from './states';

const EXPRESS = `arn:aws:s3express:eu-west-1:${OWN}:bucket/b--euw1-az1--x-s3`;
const directory = (policy: object | undefined, users: Users = { dana: NOBODY }) => ({ account: OWN, users, buckets: { 'b--euw1-az1--x-s3': policy === undefined ? {} : { policy } } });
const TABLES = `arn:aws:s3tables:eu-west-1:${OWN}:bucket/t`;
const VECTORS = `arn:aws:s3vectors:eu-west-1:${OWN}:bucket/v`;
const LAMBDA = `arn:aws:s3-object-lambda:eu-west-1:${OWN}:accesspoint/o`;
const held = (arn: string, policy: object, users: Users = { dana: NOBODY }) => ({ account: OWN, users, resources: { [arn]: { policy } } });
const dana = { user: 'dana' };

/** Directory buckets, tables, vectors, Object Lambda, and what lies in other accounts. */
export const OTHERS: readonly Row[] = [
  ['a directory bucket gives sessions', directory(doc(give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 's3express:CreateSession', EXPRESS))), dana, 's3express:CreateSession', EXPRESS, 'allow'],
  ['a directory bucket denies sessions', directory(doc(deny('s3express:CreateSession', EXPRESS, { Principal: '*' })), { dana: ADMIN }), dana, 's3express:CreateSession', EXPRESS, 'explicitDeny'],
  ['a directory bucket gives sessions to another account', directory(doc(give({ AWS: OTHER }, 's3express:CreateSession', EXPRESS))), STRANGER, 's3express:CreateSession', EXPRESS, 'allow'],
  ['a directory bucket without a policy gives another account nothing', directory(undefined), STRANGER, 's3express:CreateSession', EXPRESS, 'implicitDeny'],
  ['S3 does not let directory buckets be public', directory(doc(give('*', 's3express:CreateSession', EXPRESS))), STRANGER, 's3express:CreateSession', EXPRESS, 'uncertain'],
  ['identities are enough for a directory bucket of the account', directory(undefined, { dana: { policies: [doc(allow('s3express:CreateSession', EXPRESS))] } }), dana, 's3express:CreateSession', EXPRESS, 'allow'],
  ['a directory bucket of another account is not allowed by the identity side alone', directory(undefined, { dana: ADMIN }), dana, 's3express:CreateSession', EXPRESS.replace(OWN, OTHER), 'uncertain'],
  ['the policy of a table bucket governs its tables', held(TABLES, doc(give({ AWS: OTHER }, 's3tables:GetTableData', `${TABLES}/table/*`))), STRANGER, 's3tables:GetTableData', `${TABLES}/table/1`, 'allow'],
  ['and gives no more than it says', held(TABLES, doc(give({ AWS: OTHER }, 's3tables:GetTableData', `${TABLES}/table/*`))), STRANGER, 's3tables:DeleteTable', `${TABLES}/table/1`, 'implicitDeny'],
  ['the policy of a table governs it beside that of its bucket', { account: OWN, resources: { [TABLES]: { policy: doc(deny('s3tables:*', '*', { Principal: '*' })) }, [`${TABLES}/table/1`]: { policy: doc(give({ AWS: OTHER }, 's3tables:GetTableData', '*')) } } }, STRANGER, 's3tables:GetTableData', `${TABLES}/table/1`, 'explicitDeny'],
  ['the policy of a vector bucket governs its indexes', held(VECTORS, doc(give({ AWS: OTHER }, 's3vectors:QueryVectors', `${VECTORS}/index/*`))), STRANGER, 's3vectors:QueryVectors', `${VECTORS}/index/i`, 'allow'],
  ['a vector bucket without the statement gives nothing', held(VECTORS, doc(give({ AWS: OTHER }, 's3vectors:QueryVectors', `${VECTORS}/index/*`))), STRANGER, 's3vectors:PutVectors', `${VECTORS}/index/i`, 'implicitDeny'],
  ['a vector bucket of another account is not allowed by the identity side alone', { account: OWN, users: { dana: ADMIN } }, dana, 's3vectors:QueryVectors', VECTORS.replace(OWN, OTHER), 'uncertain'],
  ['what is behind an Object Lambda Access Point must allow as well', held(LAMBDA, doc(give({ AWS: OTHER }, 's3-object-lambda:GetObject', LAMBDA))), STRANGER, 's3-object-lambda:GetObject', LAMBDA, 'uncertain'],
  ['an Object Lambda Access Point denies', held(LAMBDA, doc(deny('s3-object-lambda:*', LAMBDA, { Principal: '*' })), { dana: ADMIN }), dana, 's3-object-lambda:GetObject', LAMBDA, 'explicitDeny'],
];
