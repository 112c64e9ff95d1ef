import type { AccessRequest, DecisionEffect } from '../../src/decide';
import type { Principals, Statement } from '../../src/policy/document';
import type { AccessState } from '../../src/state/access-state';
import { ACCOUNT, OTHER_ACCOUNT, policy, state, userState } from './states';

export interface AccessRow {
  readonly name: string;
  readonly state: AccessState;
  readonly principal: AccessRequest['principal'];
  readonly action?: string;
  readonly expected: DecisionEffect;
}

const all = { actions: ['s3:*'], resources: ['*'] };
const allow: Statement = { effect: 'Allow', ...all };
const deny: Statement = { effect: 'Deny', ...all };
const to = (principals: Principals, effect: Statement['effect'] = 'Allow'): Statement => ({ effect, principals, ...all });
const butFor = (notPrincipals: Principals, effect: Statement['effect'] = 'Deny'): Statement => ({ effect, notPrincipals, ...all });
const aws = (...entries: string[]): Principals => ({ AWS: entries });
const dana = { user: 'dana' };
const DANA = `arn:aws:iam::${ACCOUNT}:user/dana`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/run`;
const foreign = { owner: OTHER_ACCOUNT };

const roleState = (policies: readonly Statement[], bucket: readonly Statement[], boundary?: readonly Statement[]): AccessState => state({
  roles: [{ name: 'app', policies: [policy(policies)], boundary: boundary && policy(boundary) }],
  buckets: [{ name: 'b', policy: policy(bucket) }],
});

/** Who may, over all kinds of policies, principals and accounts. */
export const ACCESS: readonly AccessRow[] = [
  // one account: either side is enough, a Deny anywhere wins
  { name: 'nothing allows', state: userState([]), principal: dana, expected: 'implicitDeny' },
  { name: 'the identity policy allows', state: userState([allow]), principal: dana, expected: 'allow' },
  { name: 'the bucket policy allows the user', state: userState([], { bucket: [to(aws(DANA))] }), principal: dana, expected: 'allow' },
  { name: 'the bucket policy allows everyone', state: userState([], { bucket: [to('*')] }), principal: dana, expected: 'allow' },
  { name: 'everyone under AWS is everyone', state: userState([], { bucket: [to(aws('*'))] }), principal: 'anonymous', expected: 'allow' },
  { name: 'the bucket policy allows the account: the identity must allow too', state: userState([], { bucket: [to(aws(ROOT))] }), principal: dana, expected: 'implicitDeny' },
  { name: 'the identity policy denies', state: userState([allow, deny], { bucket: [to(aws(DANA))] }), principal: dana, expected: 'explicitDeny' },
  { name: 'the bucket policy denies everyone', state: userState([allow], { bucket: [to('*', 'Deny')] }), principal: dana, expected: 'explicitDeny' },
  { name: 'the bucket policy denies the account', state: userState([allow], { bucket: [to(aws(ACCOUNT), 'Deny')] }), principal: dana, expected: 'explicitDeny' },
  { name: 'the bucket policy denies another user', state: userState([allow], { bucket: [to(aws(`${DANA}2`), 'Deny')] }), principal: dana, expected: 'allow' },
  { name: 'a bucket statement without a principal speaks of nobody', state: userState([], { bucket: [allow] }), principal: dana, expected: 'implicitDeny' },
  { name: 'and denies nobody', state: userState([allow], { bucket: [deny] }), principal: dana, expected: 'allow' },
  { name: 'no wildcards inside a principal', state: userState([], { bucket: [to(aws(`arn:aws:iam::${ACCOUNT}:user/*`))] }), principal: dana, expected: 'implicitDeny' },
  { name: 'a service is not a user', state: userState([], { bucket: [to({ Service: ['logging.s3.amazonaws.com'] })] }), principal: dana, expected: 'implicitDeny' },
  { name: 'a service is itself', state: userState([], { bucket: [to({ Service: ['logging.s3.amazonaws.com'] })] }), principal: { arn: 'logging.s3.amazonaws.com' }, expected: 'allow' },
  { name: 'a user with a path is told by its name', state: userState([], { bucket: [to(aws(`arn:aws:iam::${ACCOUNT}:user/team/dana`))] }), principal: dana, expected: 'allow' },
  { name: 'a user by ARN is the user by name', state: userState([allow]), principal: { arn: DANA }, expected: 'allow' },
  { name: 'a group\'s policy', state: state({ users: [{ name: 'dana', policies: [], groups: ['g'] }], groups: [{ name: 'g', policies: [policy([allow])] }] }), principal: dana, expected: 'allow' },
  { name: 'a group\'s denial', state: state({ users: [{ name: 'dana', policies: [policy([allow])], groups: ['g'] }], groups: [{ name: 'g', policies: [policy([deny])] }] }), principal: dana, expected: 'explicitDeny' },
  { name: 'a user that the state doesn\'t hold', state: userState([allow]), principal: { user: 'lee' }, expected: 'implicitDeny' },
  { name: 'names are not looked up in prototypes', state: userState([allow]), principal: { user: '__proto__' }, expected: 'implicitDeny' },
  // boundaries
  { name: 'a boundary that allows', state: userState([allow], { boundary: [allow] }), principal: dana, expected: 'allow' },
  { name: 'a boundary that does not allow', state: userState([allow], { boundary: [] }), principal: dana, expected: 'implicitDeny' },
  { name: 'a boundary allows nothing by itself', state: userState([], { boundary: [allow] }), principal: dana, expected: 'implicitDeny' },
  { name: 'a boundary that denies', state: userState([allow], { boundary: [allow, deny] }), principal: dana, expected: 'explicitDeny' },
  { name: 'a bucket policy that names the user is not limited by its boundary', state: userState([], { boundary: [], bucket: [to(aws(DANA))] }), principal: dana, expected: 'allow' },
  { name: 'of one that names everyone the documents say nothing', state: userState([], { boundary: [], bucket: [to('*')] }), principal: dana, expected: 'uncertain' },
  { name: 'a denying boundary limits also what names the user', state: userState([], { boundary: [deny], bucket: [to(aws(DANA))] }), principal: dana, expected: 'explicitDeny' },
  // roles and sessions
  { name: 'a role\'s policy', state: roleState([allow], []), principal: { role: 'app' }, expected: 'allow' },
  { name: 'a role\'s session has the role\'s policies', state: roleState([allow], []), principal: { arn: SESSION }, expected: 'allow' },
  { name: 'a bucket policy that names the role', state: roleState([], [to(aws(ROLE))]), principal: { role: 'app' }, expected: 'allow' },
  { name: 'and so its sessions', state: roleState([], [to(aws(ROLE))]), principal: { arn: SESSION }, expected: 'allow' },
  { name: 'a role\'s boundary limits what names the role', state: roleState([], [to(aws(ROLE))], []), principal: { arn: SESSION }, expected: 'implicitDeny' },
  { name: 'but not what names the session', state: roleState([], [to(aws(SESSION))], []), principal: { arn: SESSION }, expected: 'allow' },
  { name: 'another session of the role', state: roleState([], [to(aws(SESSION))]), principal: { arn: `${SESSION}2` }, expected: 'implicitDeny' },
  { name: 'a role is not a user of the same name', state: roleState([], [to(aws(`arn:aws:iam::${ACCOUNT}:user/app`))]), principal: { role: 'app' }, expected: 'implicitDeny' },
  // root users
  { name: 'the root user needs no policy', state: userState([]), principal: { arn: ROOT }, expected: 'allow' },
  { name: 'but can be denied', state: userState([], { bucket: [to('*', 'Deny')] }), principal: { arn: ROOT }, expected: 'explicitDeny' },
  { name: 'except in managing the bucket policy', state: userState([], { bucket: [to('*', 'Deny')] }), principal: { arn: ROOT }, action: 's3:PutBucketPolicy', expected: 'allow' },
  { name: 'a user is not excepted', state: userState([allow], { bucket: [to('*', 'Deny')] }), principal: dana, action: 's3:PutBucketPolicy', expected: 'explicitDeny' },
  { name: 'nor is the root user of another account', state: userState([], { ...foreign, bucket: [to('*', 'Deny')] }), principal: { arn: ROOT }, action: 's3:PutBucketPolicy', expected: 'explicitDeny' },
  // another account's bucket
  { name: 'across accounts the identity alone is not enough', state: userState([allow], foreign), principal: dana, expected: 'implicitDeny' },
  { name: 'nor is the bucket policy', state: userState([], { ...foreign, bucket: [to(aws(DANA))] }), principal: dana, expected: 'implicitDeny' },
  { name: 'both are, by user', state: userState([allow], { ...foreign, bucket: [to(aws(DANA))] }), principal: dana, expected: 'allow' },
  { name: 'both are, by account', state: userState([allow], { ...foreign, bucket: [to(aws(ACCOUNT))] }), principal: dana, expected: 'allow' },
  { name: 'both are, by everyone', state: userState([allow], { ...foreign, bucket: [to('*')] }), principal: dana, expected: 'allow' },
  { name: 'across accounts the boundary limits all', state: userState([allow], { ...foreign, boundary: [], bucket: [to(aws(DANA))] }), principal: dana, expected: 'implicitDeny' },
  { name: 'somebody of another account, whose policies the state does not hold', state: userState([], { bucket: [to(aws(OTHER_ACCOUNT))] }), principal: { arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/x` }, expected: 'allow' },
  { name: 'and who is not named', state: userState([], { bucket: [to(aws(DANA))] }), principal: { arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/dana` }, expected: 'implicitDeny' },
  // anonymous
  { name: 'anonymous needs everyone', state: userState([allow], { bucket: [to(aws(DANA))] }), principal: 'anonymous', expected: 'implicitDeny' },
  // NotPrincipal
  { name: 'Deny but for the user and the account', state: userState([allow], { bucket: [butFor(aws(DANA, ROOT))] }), principal: dana, expected: 'allow' },
  { name: 'Deny but for the account: its users are denied', state: userState([allow], { bucket: [butFor(aws(ROOT))] }), principal: dana, expected: 'explicitDeny' },
  { name: 'Deny but for the user alone might deny', state: userState([allow], { bucket: [butFor(aws(DANA))] }), principal: dana, expected: 'uncertain' },
  { name: 'Deny but for others', state: userState([allow], { bucket: [butFor(aws(`${DANA}2`, ROOT))] }), principal: dana, expected: 'explicitDeny' },
  { name: 'Deny but for the role and the account', state: roleState([allow], [butFor(aws(ROLE, ROOT))]), principal: { arn: SESSION }, expected: 'allow' },
  { name: 'Deny but for, with a boundary, always denies', state: userState([allow], { boundary: [allow], bucket: [butFor(aws(DANA, ROOT))] }), principal: dana, expected: 'explicitDeny' },
  { name: 'Deny but for the account, its root user', state: userState([], { bucket: [butFor(aws(ROOT))] }), principal: { arn: ROOT }, expected: 'allow' },
  { name: 'Deny but for somebody denies anonymous', state: userState([], { bucket: [to('*'), butFor(aws(DANA, ROOT))] }), principal: 'anonymous', expected: 'explicitDeny' },
  { name: 'Allow but for the user', state: userState([], { bucket: [butFor(aws(DANA), 'Allow')] }), principal: dana, expected: 'implicitDeny' },
  { name: 'Allow but for another is for everyone else', state: userState([], { bucket: [butFor(aws(`${DANA}2`), 'Allow')] }), principal: 'anonymous', expected: 'allow' },
];
