import { ADMIN, allow, deny, doc, give, NOBODY, OTHER, OWN, type Row, STRANGER, type Users } from './states';

const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const root = (account = OWN) => give({ AWS: `arn:aws:iam::${account}:root` }, 'kms:*', '*');
const key = (policy: object | undefined, users: Users = { dana: NOBODY }) => (
  { account: OWN, users, resources: { [KEY]: policy === undefined ? {} : { policy } } }
);
const decrypts = { dana: { policies: [doc(allow('kms:Decrypt', '*'))] } };

const ROLE = `arn:aws:iam::${OWN}:role/ci`;
const GITHUB = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
const become = (principal: unknown, action: string, more: object = {}) => ({ Effect: 'Allow', Principal: principal, Action: action, ...more });
const role = (trust: object | undefined, users: Users = { dana: NOBODY }) => (
  { account: OWN, users, roles: { ci: { policies: [], ...(trust && { trust }) } } }
);
const token = (repository: string) => ({
  'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
  'token.actions.githubusercontent.com:sub': `repo:${repository}:ref:refs/heads/main`,
});
const ofRepository = (repository: string) => ({ Condition: { StringEquals: token(repository) } });
const dana = { user: 'dana' };

/** KMS keys and trust policies: policies of identities count only where these let them. */
export const KEYS_AND_TRUST: readonly Row[] = [
  ['a key that names its account lets policies of IAM count', key(doc(root()), decrypts), dana, 'kms:Decrypt', KEY, 'allow'],
  ['a key that names its account gives nothing by itself', key(doc(root())), dana, 'kms:Decrypt', KEY, 'implicitDeny'],
  ['a key that does not name its account lets no policy of IAM count', key(doc(give({ AWS: `arn:aws:iam::${OWN}:user/lee` }, 'kms:*', '*')), { dana: ADMIN }), dana, 'kms:Decrypt', KEY, 'implicitDeny'],
  ['a key that names the user is enough', key(doc(give({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 'kms:Decrypt', '*'))), dana, 'kms:Decrypt', KEY, 'allow'],
  ['a key policy lets IAM count for some actions only', key(doc(give({ AWS: OWN }, 'kms:Describe*', '*')), { dana: ADMIN }), dana, 'kms:Decrypt', KEY, 'implicitDeny'],
  ['a Deny of the key policy counts', key(doc(root(), deny('kms:Decrypt', '*', { Principal: '*' })), decrypts), dana, 'kms:Decrypt', KEY, 'explicitDeny'],
  ['a key without a policy has the default one', key(undefined, decrypts), dana, 'kms:Decrypt', KEY, 'allow'],
  ['which gives other accounts nothing', key(undefined), STRANGER, 'kms:Decrypt', KEY, 'implicitDeny'],
  ['a key gives to another account', key(doc(root(OTHER))), STRANGER, 'kms:Decrypt', KEY, 'allow'],
  ['a key of another account is not allowed by the identity side alone', key(undefined, { dana: ADMIN }), dana, 'kms:Decrypt', KEY.replace(OWN, OTHER), 'uncertain'],
  ['a trust policy that names a user is enough', role(doc(become({ AWS: `arn:aws:iam::${OWN}:user/dana` }, 'sts:AssumeRole'))), dana, 'sts:AssumeRole', ROLE, 'allow'],
  ['a trust policy that names the account leaves it to policies of IAM', role(doc(become({ AWS: OWN }, 'sts:AssumeRole'))), dana, 'sts:AssumeRole', ROLE, 'implicitDeny'],
  ['which then count', role(doc(become({ AWS: OWN }, 'sts:AssumeRole')), { dana: ADMIN }), dana, 'sts:AssumeRole', ROLE, 'allow'],
  ['a policy of IAM alone makes nobody a role', role(doc(become({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole')), { dana: ADMIN }), dana, 'sts:AssumeRole', ROLE, 'implicitDeny'],
  ['a service may become a role', role(doc(become({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'))), { arn: 'ec2.amazonaws.com' }, 'sts:AssumeRole', ROLE, 'allow'],
  ['nobody becomes a role without signing in', role(doc(become('*', 'sts:AssumeRole'))), 'anonymous', 'sts:AssumeRole', ROLE, 'implicitDeny'],
  ['a role that trusts everybody takes users of other accounts', role(doc(become('*', 'sts:AssumeRole'))), STRANGER, 'sts:AssumeRole', ROLE, 'allow'],
  ['a workflow of the repository may become the role', role(doc(become({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', ofRepository('acme/app')))), { arn: GITHUB }, 'sts:AssumeRoleWithWebIdentity', ROLE, 'allow', token('acme/app')],
  ['a workflow of another repository may not', role(doc(become({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', ofRepository('acme/app')))), { arn: GITHUB }, 'sts:AssumeRoleWithWebIdentity', ROLE, 'implicitDeny', token('evil/app')],
  ['of a role without a trust policy nobody knows who may become it', role(undefined, { dana: ADMIN }), dana, 'sts:AssumeRole', ROLE, 'uncertain'],
  ['other actions on a role are not its trust policy', role(doc(become({ AWS: OWN }, 'sts:AssumeRole')), { dana: ADMIN }), dana, 'iam:GetRole', ROLE, 'allow'],
];
