import type { OptionalElement } from './dialect';

/** Which policy variables a platform fills in. Whatever else looks like one is plain text there, in which `*` and `?` stay wildcards. */
export interface FilledVariables {
  /**
   * The keys that may stand in `$\{…}`, written exactly so; one that ends in `*` stands for all that begin so.
   *
   * @default - every key of the request
   */
  readonly keys?: readonly string[];
  /** Whether `$\{key, 'text'}` has a default. */
  readonly defaults: boolean;
  /** Whether `$\{*}`, `$\{?}` and `$\{$}` write the characters themselves. */
  readonly escapes: boolean;
  /**
   * Whether only a condition value that is nothing but one variable is filled in, in every version of the language, and nothing in resources.
   *
   * @default false
   */
  readonly wholeValuesOnly?: boolean;
}

/** What a platform asks for a request for an action. */
export interface AskedAction {
  /** The action that it asks. */
  readonly action: string;
  /**
   * `instead`: only that. `unlessDenied`: that, unless the request's own action is explicitly denied to a signed-in user. `orElse`: the
   * request's own action, and that where it isn't allowed, even if it is explicitly denied.
   */
  readonly how: 'instead' | 'unlessDenied' | 'orElse';
}

/** A server that takes the values of condition keys from the client as well. */
export interface ForgeableConditions {
  /**
   * Conditions that clients can't forge all the same: operator and key, in lower case, such as `null s3:requestobjecttagkeys`. Resources,
   * actions and policy variables are never forgeable.
   *
   * @default - none
   */
  readonly except?: readonly string[];
  /**
   * Whether something in front of the server is stated to strip headers and query parameters that are named like condition keys. Then the
   * conditions are taken to hold as written, and every decision by one names that assumption.
   *
   * @default false
   */
  readonly stripped?: boolean;
}

/**
 * How a platform judges requests where it judges them otherwise than AWS: plain data, followed by `decide` and all that builds on it.
 * What versions of the platform do differently, or what isn't confirmed, is left open here, so that an answer that depends on it is
 * uncertain and not wrong.
 */
export interface Evaluation {
  /**
   * The principals that bucket policies govern. `anonymous`: requests without a signature, and nobody else. `allowList`: signed-in users: a bucket's policy
   * denies all of them that it doesn't allow, no matter who owns the bucket, and no other policy counts there. `none`: nobody.
   *
   * @default - everyone, as on AWS
   */
  readonly bucketPolicies?: 'anonymous' | 'allowList' | 'none';
  /**
   * Whether identity policies take a bucket for the folder `bucket/`: `bucket/*` covers the bucket itself. A pattern without wildcards
   * covers both spellings.
   *
   * @default false
   */
  readonly bucketAsFolder?: boolean;
  /**
   * Actions that a statement speaks of as well when it names one, by the name in lower case.
   *
   * @default - none
   */
  readonly implies?: Readonly<Record<string, readonly string[]>>;
  /**
   * What is asked for a request for an action, by its name in lower case.
   *
   * @default - the action itself
   */
  readonly asks?: Readonly<Record<string, AskedAction>>;
  /**
   * Names of the condition operators that it takes, with `IfExists` and without set operators. It refuses a policy with another, so
   * such a condition only may hold.
   *
   * @default - all
   */
  readonly operators?: readonly string[];
  /**
   * Whether a negated operator holds when the request lacks the key.
   *
   * @default true
   */
  readonly negatedHoldsWhenAbsent?: boolean;
  /**
   * What a negated operator with a set operator says. `whole`: the opposite of what the operator says without `Not`, as a whole.
   *
   * @default - that all, or some, values of the request match none of those listed
   */
  readonly negatedSets?: 'whole';
  /**
   * What a plain operator says of a key with several values: `any` of them is enough.
   *
   * @default - it only may hold, since AWS doesn't say
   */
  readonly severalValues?: 'any';
  /**
   * What differs between versions, or isn't confirmed, so that it only may hold: `negatedLists`, a negated operator (but `NotIpAddress`) with
   * several values; `nullFalse`, `Null` with `false`; `accounts`, whether a bucket policy that names an account names its users.
   *
   * @default - nothing
   */
  readonly unclear?: ReadonlyArray<'negatedLists' | 'nullFalse' | 'accounts'>;
  /**
   * Values of keys, both in lower case, with which a request is judged as if it lacked the key.
   *
   * @default - none
   */
  readonly readsAsAbsent?: Readonly<Record<string, string>>;
  /**
   * Elements that it takes and doesn't evaluate: a statement with one never applies.
   *
   * @default - none
   */
  readonly unevaluated?: readonly OptionalElement[];
  /**
   * Policy variables.
   *
   * @default - as on AWS
   */
  readonly variables?: FilledVariables;
  /**
   * The keys, in lower case, that every request has there, of those that every request has on AWS.
   *
   * @default - all of them
   */
  readonly requestKeys?: readonly string[];
  /**
   * The keys that follow from the principal, in lower case, and which of AWS's each is; `''` for one whose value no policy tells.
   *
   * @default - those of AWS
   */
  readonly principalKeys?: Readonly<Record<string, string>>;
  /**
   * Whether headers and query parameters of a request count as values of the condition keys that are named like them, so that anyone who asks
   * chooses what conditions see: a condition then limits honest clients only, and nothing is impossible because of one.
   *
   * @default - the server works out all condition keys itself
   */
  readonly forgeable?: ForgeableConditions;
}

/** What every request has wherever requests are made over HTTPS and clocks go. */
const CONNECTION_AND_TIME: readonly string[] = ['aws:securetransport', 's3:tlsversion', 'aws:currenttime', 'aws:epochtime'];

/**
 * MinIO, and Relayer, which reads policies as MinIO does.
 *
 * @see https://github.com/minio/minio cmd/auth-handler.go (authorizeRequest)
 * @see https://github.com/minio/minio cmd/bucket-policy.go (getConditionValues) on headers and query parameters among the condition values
 * @see https://github.com/minio/pkg policy/statement.go, policy/resource.go, policy/actionset.go, policy/condition/stringfunc.go
 */
export const MINIO_EVALUATION: Evaluation = {
  bucketPolicies: 'anonymous',
  bucketAsFolder: true,
  implies: { 's3:getobjectversion': ['s3:GetObject'] },
  asks: {
    's3:getobjectversion': { action: 's3:GetObject', how: 'instead' },
    's3:deleteobjectversion': { action: 's3:DeleteObject', how: 'unlessDenied' },
    's3:listbucketversions': { action: 's3:ListBucket', how: 'orElse' },
  },
  operators: [
    'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'BinaryEquals',
    'IpAddress', 'NotIpAddress', 'Null', 'Bool', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals',
    'NumericGreaterThan', 'NumericGreaterThanIfExists', 'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan',
    'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals',
  ],
  negatedSets: 'whole',
  severalValues: 'any',
  variables: {
    keys: [
      'aws:username', 'aws:userid', 'aws:principaltype', 'aws:groups', 'aws:SourceIp', 'aws:UserAgent', 'aws:Referer', 'aws:SecureTransport', 'aws:CurrentTime',
      'aws:EpochTime', 's3:signatureversion', 's3:signatureAge', 's3:authType', 's3:x-amz-content-sha256', 's3:LocationConstraint', 'ldap:*', 'jwt:*',
    ],
    defaults: false,
    escapes: false,
  },
  requestKeys: CONNECTION_AND_TIME,
  principalKeys: { 'aws:username': 'aws:username', 'aws:userid': 'aws:username', 'aws:principaltype': 'aws:principaltype' },
  // a client can add values and can't take away those that the server finds, so whether an upload sets tags is for the server to say
  forgeable: { except: ['null s3:requestobjecttagkeys'] },
};

/**
 * Ceph Object Gateway.
 *
 * @see https://github.com/ceph/ceph src/rgw/rgw_iam_policy.cc (Condition::eval, Statement::eval)
 * @see https://docs.ceph.com/en/latest/radosgw/bucketpolicy/
 */
export const CEPH_EVALUATION: Evaluation = {
  negatedHoldsWhenAbsent: false,
  severalValues: 'any',
  unclear: ['negatedLists', 'nullFalse', 'accounts'],
  readsAsAbsent: { 'aws:securetransport': 'false', 's3:prefix': '', 's3:delimiter': '' },
  unevaluated: ['NotAction'],
  variables: { defaults: false, escapes: false, wholeValuesOnly: true },
  requestKeys: CONNECTION_AND_TIME,
  principalKeys: { 'aws:username': '', 'aws:principaltype': '' },
};

/**
 * Selectel: roles give service users no access to a bucket, its policy does, and denies all that it doesn't allow.
 *
 * @see https://docs.selectel.ru/en/s3/buckets/bucket-policy/about-bucket-policy/
 */
export const SELECTEL_EVALUATION: Evaluation = { bucketPolicies: 'allowList', unclear: ['accounts'], requestKeys: CONNECTION_AND_TIME };

/**
 * DeltaGlider Proxy: the rules of its users and groups are read in the language of AWS, with all that their verbs bring along. What is
 * public is so to requests without a signature only.
 *
 * @see https://github.com/beshu-tech/deltaglider_proxy src/iam/middleware.rs, docs/product/reference/iam-permissions.md
 */
export const DELTA_GLIDER_EVALUATION: Evaluation = { bucketPolicies: 'anonymous', requestKeys: CONNECTION_AND_TIME };
