import type { Partition } from '../policy/arn';

/** How a platform counts and bounds what belongs to one kind of principal. */
export interface PrincipalLimits {
  /** Characters of all its inline policies together, white space not counted. */
  readonly inlineSize: number;
  /** Managed policies that may be attached to it. */
  readonly attachments: number;
}

/** Limits of a platform. */
export interface PlatformLimits {
  /** Of a user. */
  readonly user: PrincipalLimits;
  /** Of a group. */
  readonly group: PrincipalLimits;
  /** Of a role. */
  readonly role: PrincipalLimits;
  /** Characters of one managed policy, white space not counted. */
  readonly managedSize: number;
  /** Bytes of a bucket policy. */
  readonly bucketPolicySize: number;
  /** Groups that one user may be in. */
  readonly groupsPerUser: number;
  /** Access keys that one user may have at a time. */
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

/** A storage product with its own dialect, limits and control plane: plain data. Made by functions such as {@link aws}. */
export interface Platform {
  /** Short name, as in `--platform aws`. */
  readonly name: string;
  /** The name that people use. */
  readonly title: string;
  /** The first part of its ARNs. */
  readonly partition: Partition;
  /** What requests are signed for, and where the provider works. */
  readonly region?: string;
  /** Its endpoints, where they are custom. */
  readonly endpoints: PlatformEndpoints;
  /** How much it takes. */
  readonly limits: PlatformLimits;
  /** What names look like there. */
  readonly names: { readonly user: NameRule; readonly group: NameRule; readonly role: NameRule; readonly policy: NameRule };
}
