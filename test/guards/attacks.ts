import type { GuardProps } from '../engines/guard-options';

/** A request as an attack makes it, on the bucket `releases` of the account 111122223333. */
export interface AttackRequest {
  /** The ARN of who asks. */
  readonly principal: string;
  /** Without `s3:`. */
  readonly action: string;
  /** The key; undefined for requests about the bucket. */
  readonly key?: string;
  readonly context: Readonly<Record<string, string>>;
}

const iam = (what: string) => `arn:aws:iam::111122223333:${what}`;
const sts = (what: string) => `arn:aws:sts::111122223333:${what}`;

/** Ways to the same effect for those whom a guard denies a request: each makes another request of the denied one. */
export const ATTACKS = {
  'as a session of a role': (denied) => ({ ...denied, principal: sts('assumed-role/contractor/session') }),
  'as a federated session (sts:GetFederationToken) of the denied': (denied) => ({ ...denied, principal: sts('federated-user/any') }),
  'as a role that the denied takes': (denied) => ({ ...denied, principal: sts('assumed-role/payroll/session') }),
  'through a service that acts for itself': ({ context, ...denied }) => ({
    ...denied, principal: iam('role/service'), context: { ...context, 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/of-aws' },
  }),
  'through an access point': ({ context, ...denied }) => ({ ...denied, context: { ...context, 's3:DataAccessPointArn': 'arn:aws:s3:eu-west-1:111122223333:accesspoint/ap' } }),
  'by a copy': ({ context, ...denied }) => ({ ...denied, action: 'PutObject', key: 'x', context: { ...context, 's3:x-amz-copy-source': 'inbox/x' } }),
  'by an upload in parts': (denied) => ({ ...denied, action: 'PutObject', key: 'x' }),
  'by a lifecycle rule': (denied) => ({ ...denied, action: 'PutLifecycleConfiguration', key: undefined }),
  'by suspending versioning': (denied) => ({ ...denied, action: 'PutBucketVersioning', key: undefined }),
  'by replication': (denied) => ({ ...denied, action: 'PutReplicationConfiguration', key: undefined }),
  'by replication into the bucket': (denied) => ({ ...denied, action: 'ReplicateObject', key: 'x' }),
  'by replacing the bucket policy': (denied) => ({ ...denied, action: 'PutBucketPolicy', key: undefined }),
} as const satisfies Readonly<Record<string, (denied: AttackRequest) => AttackRequest>>;

/**
 * What becomes of an attack: it is denied as well; or it isn't, and the words of the guard's doc that say so; or it leads to nothing that the
 * guard's words are about, and why.
 */
export type Result = 'stopped' | { readonly said: string } | { readonly pointless: string };

/** A guard, a request that it denies, and what becomes of every attack on it. */
export interface AttackedGuard<Props> {
  readonly props: Props;
  readonly denied: AttackRequest;
  readonly attacks: Readonly<Record<keyof typeof ATTACKS, Result>>;
}

const lee = iam('user/contractor-lee');
const read = (context: Readonly<Record<string, string>>): AttackRequest => ({ principal: lee, action: 'GetObject', key: 'x', context });
const upload = (context: Readonly<Record<string, string>>): AttackRequest => ({ principal: lee, action: 'PutObject', key: 'x', context });
const said = (words: string): Result => ({ said: words });
const pointless = (why: string): Result => ({ pointless: why });

const NAMES = Object.keys(ATTACKS) as ReadonlyArray<keyof typeof ATTACKS>;
const all = Object.fromEntries(NAMES.map((name) => [name, 'stopped'])) as AttackedGuard<unknown>['attacks'];
const SELF = 'through a service that acts for itself';
const POLICY = { 'by replacing the bucket policy': said('may end the guard') };

/** What is denied everything is denied every way; the management of the policy is an option. */
const everything = { ...all, ...POLICY };
/** What is about the words of an upload: settings of the bucket change none of them. */
const words = {
  ...all,
  ...POLICY,
  'by a lifecycle rule': pointless('a rule uploads nothing'),
  'by suspending versioning': pointless('an upload has the same words with and without versions'),
  'by replication': pointless('it copies what was let in to another bucket'),
  'by replication into the bucket': said('s3:ReplicateObject'),
};
/** What is about deletes. */
const deletes = {
  ...all,
  'by a copy': said("overwriting an object isn't deleting it"),
  'by an upload in parts': said('in parts or by a copy'),
  'by a lifecycle rule': said('lifecycle rules'),
  'by suspending versioning': said('s3:PutBucketVersioning'),
  'by replication': pointless('it copies what is there to another bucket'),
  'by replication into the bucket': said('s3:ReplicateDelete'),
  'by replacing the bucket policy': said('may end it'),
} as const;

const plain = { 'aws:SecureTransport': 'false' };

/** Every guard on a bucket against every attack. */
export const ATTACKED: { readonly [Name in Exclude<keyof GuardProps, 'Quarantine'>]: AttackedGuard<GuardProps[Name]> } = {
  AllowOnlyIpRanges: {
    props: { ipRanges: ['203.0.113.0/24'] },
    denied: read({ 'aws:SourceIp': '198.51.100.7' }),
    attacks: { ...everything, [SELF]: said('are never denied') },
  },
  AllowOnlyVpcEndpoints: {
    props: { vpcEndpoints: ['vpce-1a'] },
    denied: read({ 'aws:SourceIp': '198.51.100.7' }),
    attacks: { ...everything, [SELF]: said('are never denied') },
  },
  DenyAcls: { props: {}, denied: upload({ 's3:x-amz-acl': 'public-read' }), attacks: words },
  DenyDelete: { props: {}, denied: { principal: lee, action: 'DeleteObject', key: 'x', context: {} }, attacks: deletes },
  DenyEveryoneElse: {
    props: { principals: [iam('role/payroll')] },
    denied: read({}),
    attacks: { ...everything, 'as a role that the denied takes': said('passes as that role'), [SELF]: said("aren't denied") },
  },
  DenyIpRanges: { props: { ipRanges: ['198.51.100.0/24'] }, denied: read({ 'aws:SourceIp': '198.51.100.7' }), attacks: everything },
  DenyPrincipals: {
    props: { principals: [iam('user/contractor-*'), iam('role/contractor')] },
    denied: read({}),
    attacks: {
      ...everything,
      'as a federated session (sts:GetFederationToken) of the denied': said('a session by a name of its own choice'),
      'as a role that the denied takes': said("a role that isn't named here acts as that role"),
      [SELF]: said('neither are AWS services that act for themselves'),
    },
  },
  EnforceHttps: { props: { minimumTlsVersion: '1.2' }, denied: read(plain), attacks: all },
  MaximumSignatureAge: { props: { maximumSeconds: 60 }, denied: read({ 's3:signatureAge': '600000' }), attacks: everything },
  MinimumRetention: {
    props: { minimumDays: 30 },
    denied: upload({}),
    attacks: { ...words, 'by a lifecycle rule': pointless('a rule deletes nothing that is locked'), 'by suspending versioning': pointless("versioning can't be suspended under Object Lock") },
  },
  RequireCannedAcl: { props: { acl: 'private' }, denied: upload({}), attacks: words },
  RequireEncryption: { props: { encryption: 'SSE-KMS' }, denied: upload({}), attacks: words },
  RequireMfaDelete: { props: {}, denied: { principal: lee, action: 'DeleteObject', key: 'x', context: {} }, attacks: deletes },
  RequireSignatureV4: { props: {}, denied: read({ 's3:signatureversion': 'AWS' }), attacks: { ...everything, [SELF]: said("services that act for themselves aren't denied") } },
  TimeWindow: { props: { notAfter: '2026-01-01T00:00:00Z' }, denied: read({ 'aws:CurrentTime': '2026-06-01T00:00:00Z' }), attacks: everything },
};
