import type { AccessRequest, DecisionEffect } from '../../src/decide';
import type { Evaluation } from '../../src/platforms/evaluation';
import type { Condition, PolicyDocument, Statement } from '../../src/policy/document';
import { CEPH_EVALUATION, DELTA_GLIDER_EVALUATION, MINIO_EVALUATION, SELECTEL_EVALUATION } from '../platforms/evaluations';
import { ACCOUNT } from './states';

/** One request, and what AWS and a platform say of it. */
export interface EvaluationRow {
  /** The field of Evaluation that makes the difference. */
  readonly field: keyof Evaluation;
  /** What it is about, and where the fact stands in platforms.md or the platform's source. */
  readonly title: string;
  readonly on: Evaluation;
  readonly identity?: readonly Statement[];
  readonly bucket?: readonly Statement[];
  readonly version?: PolicyDocument['version'];
  readonly principal?: AccessRequest['principal'];
  readonly action?: string;
  readonly resource?: string;
  readonly context?: AccessRequest['context'];
  readonly aws: DecisionEffect;
  readonly platform: DecisionEffect;
}

const B = 'arn:aws:s3:::b';
const get: Statement = { effect: 'Allow', actions: ['s3:GetObject'], resources: [`${B}/*`] };
const allow = (more: Partial<Statement>): Statement => ({ ...get, ...more });
const deny = (more: Partial<Statement>): Statement => ({ ...get, effect: 'Deny', ...more });
const when = (operator: string, key: string, ...values: string[]): readonly Condition[] => [{ operator, key, values }];
const DANA = { AWS: [`arn:aws:iam::${ACCOUNT}:user/dana`] };
const root = { arn: `arn:aws:iam::${ACCOUNT}:root` };
const [yes, no, never] = ['allow', 'implicitDeny', 'explicitDeny'] as const;

export const EVALUATIONS: readonly EvaluationRow[] = [
  // bucketPolicies
  { field: 'bucketPolicies', title: 'MinIO: a bucket policy lets no signed-in user in (platforms.md 5.4)', on: MINIO_EVALUATION, bucket: [allow({ principals: '*' })], aws: yes, platform: no },
  { field: 'bucketPolicies', title: 'MinIO: nor does it keep one out (platforms.md 5.4)', on: MINIO_EVALUATION, identity: [get], bucket: [deny({ principals: '*' })], aws: never, platform: yes },
  { field: 'bucketPolicies', title: 'MinIO: it lets in everyone without a signature (platforms.md 5.4)', on: MINIO_EVALUATION, bucket: [allow({ principals: '*' })], principal: 'anonymous', aws: yes, platform: yes },
  { field: 'bucketPolicies', title: 'MinIO: and keeps them out (platforms.md 5.4)', on: MINIO_EVALUATION, bucket: [allow({ principals: '*' }), deny({ principals: '*' })], principal: 'anonymous', aws: never, platform: never },
  { field: 'bucketPolicies', title: 'DeltaGlider: what is public is so without a signature only (src/iam/middleware.rs)', on: DELTA_GLIDER_EVALUATION, bucket: [allow({ principals: '*' })], aws: yes, platform: no },
  { field: 'bucketPolicies', title: 'DeltaGlider: and is so to all others (platforms.md 2.1, public read)', on: DELTA_GLIDER_EVALUATION, bucket: [allow({ principals: '*' })], principal: 'anonymous', aws: yes, platform: yes },
  { field: 'bucketPolicies', title: 'Selectel: a policy denies whom it does not allow, whatever else allows (platforms.md 6)', on: SELECTEL_EVALUATION, identity: [get], bucket: [allow({ principals: { AWS: ['another'] } })], aws: yes, platform: no },
  { field: 'bucketPolicies', title: 'Selectel: also the owner of the account (platforms.md 6, 10.7)', on: SELECTEL_EVALUATION, bucket: [allow({ principals: DANA })], principal: root, aws: yes, platform: no },
  { field: 'bucketPolicies', title: 'Selectel: it lets in whom it names (platforms.md 6)', on: SELECTEL_EVALUATION, bucket: [allow({ principals: DANA })], aws: yes, platform: yes },
  { field: 'bucketPolicies', title: 'Selectel: its Deny wins (platforms.md 6)', on: SELECTEL_EVALUATION, bucket: [allow({ principals: DANA }), deny({ principals: DANA })], aws: never, platform: never },
  { field: 'bucketPolicies', title: 'Selectel: without a policy the owner has access (platforms.md 6)', on: SELECTEL_EVALUATION, principal: root, aws: yes, platform: yes },
  { field: 'bucketPolicies', title: 'Selectel: requests without a signature are not governed (platforms.md 6)', on: SELECTEL_EVALUATION, bucket: [allow({ principals: '*' })], principal: 'anonymous', aws: yes, platform: no },
  { field: 'bucketPolicies', title: 'a platform without bucket policies: nobody is let in by one', on: { bucketPolicies: 'none' }, bucket: [allow({ principals: '*' })], principal: 'anonymous', aws: yes, platform: no },
  { field: 'bucketPolicies', title: 'a platform without bucket policies: what is a user\'s own stays', on: { bucketPolicies: 'none' }, identity: [get], bucket: [deny({ principals: '*' })], aws: never, platform: yes },
  // bucketAsFolder
  { field: 'bucketAsFolder', title: 'MinIO: bucket/* covers the bucket (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:ListBucket'] })], action: 's3:ListBucket', resource: 'b', aws: no, platform: yes },
  { field: 'bucketAsFolder', title: 'MinIO: a Deny on bucket/* does too (policy/statement.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:*'], resources: ['*'] }), deny({ actions: ['s3:*'] })], action: 's3:ListBucket', resource: 'b', aws: yes, platform: never },
  { field: 'bucketAsFolder', title: 'MinIO: NotResource bucket/* leaves the bucket out (policy/statement.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:*'], resources: undefined, notResources: [`${B}/*`] })], action: 's3:ListBucket', resource: 'b', aws: yes, platform: no },
  { field: 'bucketAsFolder', title: 'MinIO: the bare bucket covers the bucket (policy/resource.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:*'], resources: [B] })], action: 's3:ListBucket', resource: 'b', aws: yes, platform: yes },
  { field: 'bucketAsFolder', title: 'MinIO: a ? does not reach a bucket without the slash (policy/resource.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:*'], resources: ['arn:aws:s3:::?'] })], action: 's3:ListBucket', resource: 'b', aws: yes, platform: no },
  { field: 'bucketAsFolder', title: 'MinIO: a folder in the bucket does not cover it (policy/resource.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:*'], resources: [`${B}/a/*`] })], action: 's3:ListBucket', resource: 'b', aws: no, platform: no },
  { field: 'bucketAsFolder', title: 'MinIO: a key without wildcards covers the folder of its name (policy/resource.go)', on: MINIO_EVALUATION, identity: [allow({ resources: [`${B}/a`] })], resource: 'b/a/', aws: no, platform: yes },
  { field: 'bucketAsFolder', title: 'MinIO: not so in a bucket policy (semantics.md 5)', on: MINIO_EVALUATION, bucket: [allow({ principals: '*', actions: ['s3:ListBucket'] })], principal: 'anonymous', action: 's3:ListBucket', resource: 'b', aws: no, platform: no },
  // implies, asks
  { field: 'alsoGrants', title: 'MinIO: GetObjectVersion gives GetObject (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:GetObjectVersion'] })], aws: no, platform: yes },
  { field: 'alsoGrants', title: 'MinIO: denying GetObjectVersion denies GetObject (policy/actionset.go)', on: MINIO_EVALUATION, identity: [get, deny({ actions: ['s3:GetObjectVersion'] })], aws: yes, platform: never },
  { field: 'checkedAs', title: 'MinIO: who may read an object may read its versions (cmd/object-handlers.go asks GetObject)', on: MINIO_EVALUATION, identity: [get], action: 's3:GetObjectVersion', aws: no, platform: yes },
  { field: 'checkedAs', title: 'MinIO: who may delete an object may delete its versions (cmd/auth-handler.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:DeleteObject'] })], action: 's3:DeleteObjectVersion', aws: no, platform: yes },
  { field: 'checkedAs', title: 'MinIO: unless that is denied (cmd/auth-handler.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:DeleteObject'] }), deny({ actions: ['s3:DeleteObjectVersion'] })], action: 's3:DeleteObjectVersion', aws: never, platform: never },
  { field: 'checkedAs', title: 'MinIO: DeleteObjectVersion alone gives nothing (cmd/auth-handler.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:DeleteObjectVersion'] })], action: 's3:DeleteObjectVersion', aws: yes, platform: no },
  { field: 'checkedAs', title: 'MinIO: its denial is not looked at without a signature (cmd/auth-handler.go)', on: MINIO_EVALUATION, bucket: [allow({ principals: '*', actions: ['s3:DeleteObject'] }), deny({ principals: '*', actions: ['s3:DeleteObjectVersion'] })], principal: 'anonymous', action: 's3:DeleteObjectVersion', aws: never, platform: yes },
  { field: 'checkedAs', title: 'MinIO: who may list may list versions (semantics.md 5)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:ListBucket'], resources: [B] })], action: 's3:ListBucketVersions', resource: 'b', aws: no, platform: yes },
  { field: 'checkedAs', title: 'MinIO: even if that is denied (cmd/auth-handler.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:ListBucket'], resources: [B] }), deny({ actions: ['s3:ListBucketVersions'], resources: [B] })], action: 's3:ListBucketVersions', resource: 'b', aws: never, platform: yes },
  { field: 'checkedAs', title: 'MinIO: listing versions does not give listing (cmd/auth-handler.go)', on: MINIO_EVALUATION, identity: [allow({ actions: ['s3:ListBucketVersions'], resources: [B] })], action: 's3:ListBucket', resource: 'b', aws: no, platform: no },
  // operators
  { field: 'operators', title: 'MinIO: a policy with ArnLike is refused (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::x') })], context: { 'aws:SourceArn': 'arn:aws:s3:::x' }, aws: yes, platform: 'uncertain' },
  { field: 'operators', title: 'MinIO: so is one with IfExists (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('StringEqualsIfExists', 's3:prefix', 'x') })], aws: yes, platform: 'uncertain' },
  { field: 'operators', title: 'MinIO: but for NumericGreaterThanIfExists (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('NumericGreaterThanIfExists', 's3:max-keys', '1') })], aws: yes, platform: yes },
  // absent keys
  { field: 'failsWhenAbsent', title: 'Ceph: a negated operator fails on an absent key (platforms.md 7, 10.10)', on: CEPH_EVALUATION, identity: [get, deny({ conditions: when('StringNotEquals', 'aws:UserAgent', 'curl') })], aws: never, platform: yes },
  { field: 'failsWhenAbsent', title: 'Ceph: unless it says IfExists (platforms.md 7)', on: CEPH_EVALUATION, identity: [get, deny({ conditions: when('StringNotEqualsIfExists', 's3:x-amz-acl', 'private') })], aws: never, platform: never },
  { field: 'readsAsAbsent', title: 'Ceph: aws:SecureTransport is there on HTTPS only, so a Deny on false never fires (e2e.md 1)', on: CEPH_EVALUATION, identity: [get, deny({ conditions: when('Bool', 'aws:SecureTransport', 'false') })], context: { 'aws:SecureTransport': false }, aws: never, platform: yes },
  { field: 'readsAsAbsent', title: 'Ceph: BoolIfExists does (e2e.md 1)', on: CEPH_EVALUATION, identity: [get, deny({ conditions: when('BoolIfExists', 'aws:SecureTransport', 'false') })], context: { 'aws:SecureTransport': false }, aws: never, platform: never },
  { field: 'readsAsAbsent', title: 'Ceph: an empty s3:prefix is none (e2e.md 1)', on: CEPH_EVALUATION, identity: [allow({ actions: ['s3:ListBucket'], resources: [B], conditions: when('StringEquals', 's3:prefix', '') })], action: 's3:ListBucket', resource: 'b', context: { 's3:prefix': '' }, aws: yes, platform: no },
  // sets
  { field: 'negatedSets', title: 'MinIO: ForAllValues of a negated operator fails on an absent key (semantics.md 5)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('ForAllValues:StringNotEquals', 'jwt:groups', 'x') })], aws: yes, platform: no },
  { field: 'negatedSets', title: 'MinIO: ForAnyValue of one holds (semantics.md 5)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('ForAnyValue:StringNotEquals', 'jwt:groups', 'x') })], aws: no, platform: yes },
  { field: 'negatedSets', title: 'MinIO: it is the opposite of the whole (policy/condition/stringfunc.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('ForAllValues:StringNotEquals', 'jwt:groups', 'x') })], context: { 'jwt:groups': ['x', 'y'] }, aws: no, platform: yes },
  { field: 'severalValues', title: 'Ceph: any of several values is enough (ceph-rgw suite)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringEquals', 'keystone:role', 'x') })], context: { 'keystone:role': ['x', 'y'] }, aws: 'uncertain', platform: yes },
  { field: 'severalValues', title: 'MinIO: so it is there, and none for a negated operator (policy/condition/stringfunc.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('StringNotEquals', 'jwt:groups', 'x') })], context: { 'jwt:groups': ['x', 'y'] }, aws: 'uncertain', platform: no },
  // unclear
  { field: 'unclear', title: 'Ceph: a negated operator with several values differs by version (rgw_iam_policy.cc)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringNotEquals', 's3:x-amz-acl', 'x', 'y') })], context: { 's3:x-amz-acl': 'z' }, aws: yes, platform: 'uncertain' },
  { field: 'unclear', title: 'Ceph: NotIpAddress with several values does not (rgw_iam_policy.cc)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('NotIpAddress', 'aws:SourceIp', '192.0.2.0/24', '198.51.100.0/24') })], context: { 'aws:SourceIp': '203.0.113.9' }, aws: yes, platform: yes },
  { field: 'unclear', title: 'Ceph: Null with false ignores its value in some versions (platforms.md 7)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('Null', 's3:x-amz-acl', 'false') })], context: { 's3:x-amz-acl': 'x' }, aws: yes, platform: 'uncertain' },
  { field: 'unclear', title: 'Ceph: whether an account stands for its users is not confirmed (e2e.md 1.4)', on: CEPH_EVALUATION, bucket: [allow({ principals: { AWS: [ACCOUNT] } })], aws: no, platform: 'uncertain' },
  { field: 'unclear', title: 'Ceph: nor whom it leaves out in NotPrincipal (e2e.md 1.4)', on: CEPH_EVALUATION, identity: [get], bucket: [deny({ notPrincipals: { AWS: [`arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:user/lee`] } })], aws: never, platform: 'uncertain' },
  // elements
  { field: 'unevaluated', title: 'Ceph: Allow with NotAction allows nothing (e2e.md 1)', on: CEPH_EVALUATION, identity: [allow({ actions: undefined, notActions: ['s3:PutObject'] })], aws: yes, platform: no },
  { field: 'unevaluated', title: 'Ceph: Deny with NotAction denies nothing (e2e.md 1)', on: CEPH_EVALUATION, identity: [get, deny({ actions: undefined, notActions: ['s3:PutObject'] })], aws: never, platform: yes },
  // variables
  { field: 'variables', title: 'MinIO: aws:username is filled in (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ resources: [`${B}/\${aws:username}/*`] })], resource: 'b/dana/x', aws: yes, platform: yes },
  { field: 'variables', title: 'MinIO: one with a default is plain text (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ resources: [`${B}/\${aws:username, 'x'}/*`] })], resource: 'b/dana/x', aws: yes, platform: no },
  { field: 'variables', title: 'MinIO: and matches that text (policy/resource.go)', on: MINIO_EVALUATION, identity: [allow({ resources: [`${B}/\${aws:username, 'x'}/*`] })], resource: "b/${aws:username, 'x'}/y", aws: no, platform: yes },
  { field: 'variables', title: 'MinIO: ${*} is not an escape, and its * is a wildcard (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ resources: [`${B}/\${*}`] })], resource: 'b/${x}', aws: no, platform: yes },
  { field: 'variables', title: 'MinIO: a key that it has not got stays as it is written (policy/resource.go)', on: MINIO_EVALUATION, identity: [allow({ resources: [`${B}/\${jwt:sub}`] })], resource: 'b/${jwt:sub}', aws: no, platform: yes },
  { field: 'variables', title: 'Ceph: nothing is filled in in a resource (platforms.md 7)', on: CEPH_EVALUATION, identity: [allow({ resources: [`${B}/\${aws:UserAgent}/*`] })], resource: 'b/dana/x', context: { 'aws:UserAgent': 'dana' }, aws: yes, platform: no },
  { field: 'variables', title: 'Ceph: nor in a part of a condition value (platforms.md 7)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringLike', 's3:x-amz-acl', 'x/${aws:UserAgent}') })], context: { 's3:x-amz-acl': 'x/dana', 'aws:UserAgent': 'dana' }, aws: yes, platform: no },
  { field: 'variables', title: 'Ceph: but in a whole one (platforms.md 7)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringEquals', 's3:x-amz-acl', '${aws:UserAgent}') })], context: { 's3:x-amz-acl': 'dana', 'aws:UserAgent': 'dana' }, aws: yes, platform: yes },
  { field: 'variables', title: 'Ceph: in every version of the language (rgw_iam_policy.cc)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringEquals', 's3:x-amz-acl', '${aws:UserAgent}') })], version: '2008-10-17', context: { 's3:x-amz-acl': 'dana', 'aws:UserAgent': 'dana' }, aws: no, platform: yes },
  { field: 'variables', title: 'Ceph: without a value the condition fails, negated or not (rgw_iam_policy.cc)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringNotEquals', 's3:x-amz-acl', '${aws:Referer}') })], context: { 's3:x-amz-acl': 'x' }, aws: yes, platform: no },
  { field: 'variables', title: 'Ceph: of several values with a variable nothing is certain (rgw_iam_policy.cc)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringEquals', 's3:x-amz-acl', '${aws:UserAgent}', 'x') })], context: { 's3:x-amz-acl': 'x', 'aws:UserAgent': 'dana' }, aws: yes, platform: 'uncertain' },
  // principalKeys
  { field: 'principalKeys', title: 'MinIO: aws:userid is the name of the user (platforms.md 5.3)', on: MINIO_EVALUATION, identity: [allow({ resources: [`${B}/\${aws:userid}/*`] })], resource: 'b/dana/x', aws: 'uncertain', platform: yes },
  { field: 'keys', title: 'MinIO: a policy with aws:PrincipalAccount is refused (condition/keyname.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('StringEquals', 'aws:PrincipalAccount', ACCOUNT) })], aws: yes, platform: 'uncertain' },
  { field: 'principalKeys', title: 'Ceph: the value of aws:username is not confirmed (ceph-rgw-language.ts)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringEquals', 'aws:username', 'dana') })], aws: yes, platform: 'uncertain' },
  { field: 'principalKeys', title: 'Ceph: there is no aws:PrincipalArn (e2e.md 1.5)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringLike', 'aws:PrincipalArn', '*') })], aws: yes, platform: no },
  // requestKeys
  { field: 'keys', title: 'MinIO: so is one with aws:ViaAWSService (condition/keyname.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('Bool', 'aws:ViaAWSService', 'false') })], aws: yes, platform: 'uncertain' },
  { field: 'requestKeys', title: 'Ceph: there is no aws:ResourceAccount (rgw_iam_policy.cc)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringEquals', 'aws:ResourceAccount', ACCOUNT) })], aws: yes, platform: no },
  // what a platform refuses, or nobody can tell
  { field: 'sets', title: 'MinIO: a set operator before an operator for addresses is refused (condition/stringfunc.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('ForAnyValue:IpAddress', 'aws:SourceIp', '192.0.2.0/24') })], context: { 'aws:SourceIp': '192.0.2.1' }, aws: yes, platform: 'uncertain' },
  { field: 'keyLetters', title: 'MinIO: a key in other letters is refused (condition/keyname.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('StringEquals', 'aws:useragent', 'x') })], context: { 'aws:UserAgent': 'x' }, aws: yes, platform: 'uncertain' },
  { field: 'oneValue', title: 'MinIO: a number with several values is refused (condition/numericfunc.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('NumericEquals', 's3:max-keys', '1', '2') })], context: { 's3:max-keys': 1 }, aws: yes, platform: 'uncertain' },
  { field: 'failsWhenAbsent', title: 'MinIO: NumericNotEquals fails on an absent key (condition/numericfunc.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('NumericNotEquals', 's3:max-keys', '1') })], aws: yes, platform: no },
  { field: 'bareIpv6', title: 'MinIO: an IPv6 address without a length is a block of /32 (condition/ipaddrfunc.go)', on: MINIO_EVALUATION, identity: [allow({ conditions: when('IpAddress', 'aws:SourceIp', '2001:db8::1') })], context: { 'aws:SourceIp': '2001:db8:1::2' }, aws: no, platform: yes },
  { field: 'unclearElements', title: 'MinIO: NotPrincipal is refused (bucket-policy.go)', on: MINIO_EVALUATION, bucket: [allow({ principals: undefined, notPrincipals: { AWS: [`arn:aws:iam::${ACCOUNT}:user/lee`] } })], principal: 'anonymous', aws: yes, platform: 'uncertain' },
  { field: 'readsAsEmpty', title: 'Ceph: an upload without an ACL has an empty one (servers.md)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('Null', 's3:x-amz-acl', 'true') })], aws: yes, platform: no },
  { field: 'readsAsEmpty', title: 'Ceph: so a Deny of all ACLs but one denies it (servers.md)', on: CEPH_EVALUATION, identity: [get, deny({ conditions: when('StringNotEquals', 's3:x-amz-acl', 'private') })], aws: never, platform: never },
  { field: 'unclearValues', title: 'Ceph: the API decodes a + once more (ceph-rgw/profile.ts)', on: CEPH_EVALUATION, identity: [allow({ conditions: when('StringEquals', 'aws:UserAgent', 'a+b') })], context: { 'aws:UserAgent': 'a+b' }, aws: yes, platform: 'uncertain' },
  { field: 'unclearResources', title: 'Ceph: and %2A in a resource, which may be a wildcard then (ceph-rgw/profile.ts)', on: CEPH_EVALUATION, identity: [allow({ resources: [`${B}/a%2A`] })], resource: 'b/ab', aws: no, platform: 'uncertain' },
  { field: 'unclear', title: 'MinIO: a policy of version 2008-10-17 is refused, one without a version taken (policy.go)', on: MINIO_EVALUATION, identity: [get], version: '2008-10-17', aws: yes, platform: 'uncertain' },
];
