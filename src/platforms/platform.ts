import type { Partition } from '../policy/arn';
import type { Dialect } from './dialect';
import type { Evaluation } from './evaluation';
import type { PolicyProfile } from './profile/policy-profile';
import type { RuleLanguage } from './rules/rule';

/** How a platform counts and bounds what belongs to one kind of principal. */
export interface PrincipalLimits {
  /** Characters of all its inline policies together; 0 where it can have none. */
  readonly inlineSize: number;
  /**
   * Characters of one inline policy, where it is the single one that is limited.
   *
   * @default - as all of them together
   */
  readonly inlinePolicySize?: number;
  /**
   * Inline policies that it may have.
   *
   * @default - as many as fit
   */
  readonly inlinePolicies?: number;
  /** Managed policies that may be attached to it; 0 where there are none, Infinity where no limit is known. */
  readonly attachments: number;
}

/** How a platform counts the size of an identity policy: AWS counts characters and no white space, others bytes, with white space or without, or rules. */
export type SizeUnit = 'characters without white space' | 'bytes without white space' | 'bytes' | 'rules';

/** Limits of a platform. */
export interface PlatformLimits {
  /** Of a user. */
  readonly user: PrincipalLimits;
  /** Of a group. */
  readonly group: PrincipalLimits;
  /** Of a role. */
  readonly role: PrincipalLimits;
  /** Size of one managed policy; 0 where there are none. */
  readonly managedSize: number;
  /**
   * How the size of an identity policy counts.
   *
   * @default 'characters without white space'
   */
  readonly unit?: SizeUnit;
  /** Bytes of a bucket policy; 0 where there are none. */
  readonly bucketPolicySize: number;
  /** Groups that one user may be in; Infinity where no limit is known. */
  readonly groupsPerUser: number;
  /** Access keys that one user may have at a time; Infinity where no limit is known. */
  readonly accessKeysPerUser: number;
}

/** What names of one kind look like. */
export interface NameRule {
  /** The longest name, in characters. */
  readonly longest: number;
  /** A whole name, as a regular expression that JavaScript and Terraform's RE2 read alike. */
  readonly pattern: string;
  /** The same in words, for errors. */
  readonly words: string;
}

/** Where a platform's services answer, when it isn't where the provider looks by itself. */
export interface PlatformEndpoints {
  /** The IAM API, such as `https://iam.store.example`. */
  readonly iam?: string;
  /** The S3 API, such as `https://s3.store.example`. */
  readonly s3?: string;
}

/**
 * How users, groups and policies come to a platform: the IAM API of AWS (`aws_iam_*`), MinIO's admin API (`minio_iam_*`), Selectel's own
 * API, a configuration file of DeltaGlider Proxy, or nothing but text that people paste into a console.
 */
export type ControlPlane = 'awsIam' | 'minio' | 'selectel' | 'deltaGlider' | 'console';

/** What not every platform has. */
export type PlatformFeature =
  | 'roles' | 'boundaries' | 'bucketGuards' | 'principalGuards' | 'accountGrantees' | 'principalGrantees' | 'everyoneGrantees' | 'serviceGrantees'
  | 'existingStatements' | 'kmsKeys' | 'pgpKeys' | 'suspendedKeys' | 'adoption' | 'tags' | 'accessPoints';

/** What of Selectel goes beyond what other platforms have: plain data. */
export interface SelectelSettings {
  /** The id of the project. */
  readonly project: string;
  /** Those who manage the buckets, as a bucket policy names them. */
  readonly managers: readonly string[];
  /** How a bucket policy names a service user, as `confirmed.principal` of `selectel` says it. */
  readonly principal: string;
  /** The ids of service users that exist already, by name. */
  readonly principals: Readonly<Record<string, string>>;
}

/** What a Deny for everybody in the policy of a bucket leaves, which nobody can change then, and how to write one that locks nobody out: parts of a finding. */
export interface LockOut {
  /** The principals that a Deny of everything binds: `the owner of the bucket included`. */
  readonly denied: string;
  /** What comes of a slip in the list of places that requests may come from. */
  readonly slip: string;
  /** How to write it. */
  readonly remedy: string;
}

/** A storage product with its own dialect, limits and control plane: plain data. Made by functions such as {@link aws}. */
export interface Platform {
  /** Short name, as in `--platform aws`. */
  readonly name: string;
  /** The name that people use. */
  readonly title: string;
  /** How users, groups and policies come to it. */
  readonly controlPlane: ControlPlane;
  /**
   * Whether it has all the services of AWS, so that a word which is on none of AWS's lists of actions, condition keys and principals is a slip.
   *
   * @default false
   */
  readonly hasAwsServices?: boolean;
  /**
   * What a Deny for everybody does to those who manage a bucket.
   *
   * @default - not known
   */
  readonly lockOut?: LockOut;
  /**
   * Whether what a user writes belongs to its account. Where it belongs to the user, or isn't known to, the user may read it by its own ACL whatever policies say.
   *
   * @default false
   */
  readonly accountOwnsObjects?: boolean;
  /**
   * Whether requests reach it from public addresses only, so that a condition on a private one would hold for nobody.
   *
   * @default false
   */
  readonly publicAddressesOnly?: boolean;
  /** What it has of that which not every platform has. */
  readonly features: readonly PlatformFeature[];
  /**
   * What it may have, but nothing confirms it: refused, and said so.
   *
   * @default - nothing
   */
  readonly unconfirmed?: readonly PlatformFeature[];
  /** How it takes and reads policies: each fact, with what confirms it. */
  readonly policies: PolicyProfile;
  /**
   * What of the policy language is written for it, which follows from those facts.
   *
   * @default - all of it, as AWS reads it
   */
  readonly dialect?: Dialect;
  /**
   * How it judges requests, which follows from those facts.
   *
   * @default - as AWS does
   */
  readonly evaluation?: Evaluation;
  /**
   * The rules that it has instead of policy documents.
   *
   * @default - it has policy documents
   */
  readonly rules?: RuleLanguage;
  /**
   * What only Selectel has: who manages its buckets, and how its policies name users.
   *
   * @default - it is another platform
   */
  readonly selectel?: SelectelSettings;
  /** The first part of its ARNs. */
  readonly partition: Partition;
  /** What requests are signed for, and where the provider works. */
  readonly region?: string;
  /** Its endpoints, where they are custom. */
  readonly endpoints: PlatformEndpoints;
  /** How much it takes. */
  readonly limits: PlatformLimits;
  /**
   * Whether it can't delete an access key, as far as is known: then the engines refuse to remove one, and a key is suspended instead.
   *
   * @default false
   */
  readonly keepsAccessKeys?: boolean;
  /**
   * What it loses changes of, or refuses some of, when they come at once: the engines make each after the one before it. Memberships and access keys
   * both change the record of a user.
   *
   * @default - nothing
   */
  readonly oneAtATime?: ReadonlyArray<'users' | 'groups' | 'membershipsAndKeys'>;
  /**
   * Whether making what exists already replaces it in silence, so that names that the caller doesn't give begin with `scope`.
   *
   * @default false
   */
  readonly replacesExisting?: boolean;
  /**
   * What names begin with that the caller doesn't give itself, where making what exists already replaces it in silence: 1 to 32 letters, digits and `-`.
   *
   * @default - nothing, and what would need it is refused
   */
  readonly scope?: string;
  /** What names look like there. */
  readonly names: { readonly user: NameRule; readonly group: NameRule; readonly role: NameRule; readonly policy: NameRule };
}
