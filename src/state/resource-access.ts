import type { NamedPolicy } from './named-policy';

/**
 * Block Public Access of a bucket, an access point or an account. A setting that is absent isn't known by the source.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export interface PublicAccessBlock {
  /** Whether ACLs that give something to the public are refused when they are set. */
  readonly blockPublicAcls?: boolean;
  /** Whether what ACLs give to the public is ignored. */
  readonly ignorePublicAcls?: boolean;
  /** Whether a policy that is public is refused when it is set. */
  readonly blockPublicPolicy?: boolean;
  /** Whether a public policy gives nothing to anybody outside the account of the owner, services of AWS excepted. */
  readonly restrictPublicBuckets?: boolean;
}

/** Whether ACLs count. `BucketOwnerEnforced` turns them off. */
export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** What an ACL gives to one grantee. */
export interface AclGrant {
  /** `AllUsers`, `AuthenticatedUsers` or `LogDelivery`; else the canonical id, or the e-mail address, of an account. */
  readonly grantee: string;
  /** The permission. */
  readonly permission: 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL';
}

/** The ACL of a bucket. The owner's own permission is not listed: the account of the owner has it by its policies. */
export interface BucketAcl {
  /** For example `ACL of releases`. */
  readonly name: string;
  /** What it gives; absent where the source doesn't tell it. */
  readonly grants?: readonly AclGrant[];
}

/** Kinds of resource with a policy of their own, beside buckets and roles. */
export type ResourceKind =
  | 'accessPoint' | 'multiRegionAccessPoint' | 'objectLambdaAccessPoint' | 'accessGrants' | 'tableBucket' | 'table' | 'vectorBucket' | 'kmsKey';

/** A resource with a policy of its own that isn't a bucket: an access point, a table bucket, a KMS key and so on. */
export interface ResourceAccess {
  /** What it is. */
  readonly kind: ResourceKind;
  /** Its ARN. Parts that the source doesn't tell, such as the account, are `UNKNOWN_TEXT`. */
  readonly arn: string;
  /** The account that it belongs to, where that is known. */
  readonly account?: string;
  /** Its policy, where it has one. A KMS key without one has AWS's default. */
  readonly policy?: NamedPolicy;
  /** What is given beside its policy, in the form of policies: the grants of a KMS key. */
  readonly grants?: readonly NamedPolicy[];
  /** Of an access point: the name of the bucket behind it, where that is known. Of a Multi-Region Access Point: the names of its buckets. */
  readonly buckets?: readonly string[];
  /** Of an access point: the account of the bucket behind it, where it is another. */
  readonly bucketAccount?: string;
  /** Of an access point: the VPC from which alone it takes requests. `UNKNOWN_TEXT` where it isn't known which. */
  readonly vpc?: string;
  /** Of an access point: its own Block Public Access. */
  readonly publicAccessBlock?: PublicAccessBlock;
}

/** What limits access, whatever else gives it: a service control policy, a resource control policy or the policy of a VPC endpoint. */
export interface AccessLimit {
  /** `scp` and `rcp` are policies of an organization, for principals and for resources. */
  readonly kind: 'scp' | 'rcp' | 'vpcEndpoint';
  /** The policy. */
  readonly policy: NamedPolicy;
  /**
   * What an organization's policy is attached to: ids of accounts, organizational units and roots; of an endpoint's policy, the id of the
   * endpoint. `UNKNOWN_TEXT` where the source doesn't tell it.
   *
   * @default - the state's own account
   */
  readonly targets?: readonly string[];
}

/** A resource with a policy of its own as plain JSON. A `DOC` is a policy document as AWS writes it. */
export interface ResourceAccessJson {
  /** A `DOC`. */
  readonly policy?: unknown;
  /** Of an access point: the name of the bucket behind it; a list for a Multi-Region Access Point. */
  readonly bucket?: string | readonly string[];
  /** Of an access point: the account of the bucket, where it is another. */
  readonly bucketAccount?: string;
  /** Of an access point: the VPC from which alone it takes requests. */
  readonly vpc?: string;
  /** Of an access point: its Block Public Access. */
  readonly publicAccessBlock?: PublicAccessBlock;
}

/** A bucket as plain JSON. A `DOC` is a policy document as AWS writes it. */
export interface BucketAccessJson {
  /** The owner's account where it isn't the state's. */
  readonly account?: string;
  /** A `DOC`. */
  readonly policy?: unknown;
  /** What its ACL gives. */
  readonly acl?: readonly AclGrant[];
  /** Whether ACLs count. */
  readonly objectOwnership?: ObjectOwnership;
  /** Its Block Public Access. */
  readonly publicAccessBlock?: PublicAccessBlock;
}

/** A limit as plain JSON. A `DOC` is a policy document as AWS writes it. */
export interface AccessLimitJson {
  /** `scp` and `rcp` are policies of an organization, for principals and for resources. */
  readonly kind: AccessLimit['kind'];
  /** A `DOC`. */
  readonly policy: unknown;
  /** See {@link AccessLimit.targets}. */
  readonly targets?: readonly string[];
}
