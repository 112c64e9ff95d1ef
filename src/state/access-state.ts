import type { Platform } from '../platforms/platform';
import type { NamedPolicy } from './named-policy';
import type {
  AccessLimit, AccessLimitJson, BucketAccessJson, BucketAcl, ObjectOwnership, PublicAccessBlock, ResourceAccess, ResourceAccessJson,
} from './resource-access';

export { UNKNOWN_TEXT } from '../policy/unknown-text';

/** A user with every identity policy of its own. */
export interface UserAccess {
  /** The name of the user. */
  readonly name: string;
  /** Only where the source tells it. */
  readonly arn?: string;
  /** Its identity policies. */
  readonly policies: readonly NamedPolicy[];
  /** Names of groups. */
  readonly groups: readonly string[];
  /** Its permissions boundary, where it has one. */
  readonly boundary?: NamedPolicy;
  /** Principal tags (`aws:PrincipalTag/…`). */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A group with every identity policy of its own. */
export interface GroupAccess {
  /** The name of the group. */
  readonly name: string;
  /** Its identity policies. */
  readonly policies: readonly NamedPolicy[];
}

/** A role with every identity policy of its own. */
export interface RoleAccess {
  /** The name of the role. */
  readonly name: string;
  /** Its ARN, where the source tells it. */
  readonly arn?: string;
  /** Its identity policies. */
  readonly policies: readonly NamedPolicy[];
  /** Its permissions boundary, where it has one. */
  readonly boundary?: NamedPolicy;
  /** Its principal tags (`aws:PrincipalTag/…`). */
  readonly tags?: Readonly<Record<string, string>>;
  /** Its trust policy, which says who may become the role; absent where the source doesn't tell it. */
  readonly trust?: NamedPolicy;
}

/** A bucket with its bucket policy. The name of a directory bucket ends in `--x-s3`. */
export interface BucketAccess {
  /** The name of the bucket. */
  readonly name: string;
  /** The owner's account where it isn't the state's. */
  readonly account?: string;
  /** The canonical id of the owner's account, where an ACL tells it. */
  readonly owner?: string;
  /** Its bucket policy, where it has one. */
  readonly policy?: NamedPolicy;
  /** Its ACL; absent where the source tells none. */
  readonly acl?: BucketAcl;
  /** Whether ACLs count; absent where the source doesn't tell it. */
  readonly objectOwnership?: ObjectOwnership;
  /** Its Block Public Access; absent where the source tells none. */
  readonly publicAccessBlock?: PublicAccessBlock;
  /**
   * What is known of its name, where that isn't known in full: `name` is then what stands for it in the source, such as its address.
   *
   * @default - the name is known
   */
  readonly unnamed?: UnknownName;
}

/** What is known of a bucket's name that isn't known in full. */
export interface UnknownName {
  /** The name, with {@link UNKNOWN_TEXT} for each part of it that isn't known. */
  readonly text: string;
  /** Buckets of the state that it certainly isn't. */
  readonly isNot: ReadonlySet<string>;
}

/** An access key of a user. It gives no access of its own, and nothing of its secret is read. */
export interface AccessKeyAccess {
  /** The user's name. */
  readonly user: string;
  /** What tells it from the user's other keys: its generation, or its address in the source. */
  readonly name: string;
  /** Whether it may be used. */
  readonly status: 'Active' | 'Inactive';
}

/**
 * Which answers something unknown could change. An absent field limits nothing: `{}` could change every answer.
 *
 * @example
 * const scope: UnknownScope = { effect: 'allow', buckets: ['releases'] }; // an ACL that isn't read: somebody may have more in this bucket
 */
export interface UnknownScope {
  /**
   * Whether it can only give access, or only take it away.
   *
   * @default - both
   */
  readonly effect?: 'allow' | 'deny';
  /**
   * Whose requests: `user NAME`, `role NAME`, or `group NAME` for the members of a group.
   *
   * @default - everybody's, those of requests that aren't signed too
   */
  readonly principals?: readonly string[];
  /**
   * Requests to which buckets, by name; what is in them counts too.
   *
   * @default - requests to any bucket, and those that are about none
   */
  readonly buckets?: readonly string[];
  /**
   * Actions of which services, by their prefix: `s3`, `s3express`, `s3tables`, `kms`, `sts`.
   *
   * @default - actions of every service
   */
  readonly services?: readonly string[];
}

/** Something that the source doesn't tell. */
export interface UnknownAccess {
  /** Where in the source, for example `aws_iam_user_policy.x.policy`. */
  readonly where: string;
  /** Why it isn't known. */
  readonly reason: string;
  /**
   * Which answers it could change by itself, beside any policy of the state that has no document: those are uncertain.
   *
   * @default - none; it is listed, and where it bears on an answer a policy without a document, or with unknown text in it, says so
   */
  readonly scope?: UnknownScope;
  /**
   * A fingerprint of what the source says there that isn't read, so that two states can be compared: where it is equal, nothing changed.
   *
   * @default - the source says nothing there
   */
  readonly fingerprint?: string;
}

/** What a set of policies amounts to: principals with all the documents that bear on them, and buckets with theirs. */
export interface AccessState {
  /**
   * The platform by whose rules requests are judged.
   *
   * @default - AWS
   */
  readonly platform?: Platform;
  /** The account of all principals, and of all buckets that name no other. */
  readonly account?: string;
  /** Users, by name. */
  readonly users: ReadonlyMap<string, UserAccess>;
  /** Groups, by name. */
  readonly groups: ReadonlyMap<string, GroupAccess>;
  /** Roles, by name. */
  readonly roles: ReadonlyMap<string, RoleAccess>;
  /** Buckets, by name. */
  readonly buckets: ReadonlyMap<string, BucketAccess>;
  /** Other resources with policies of their own, by ARN; absent where the source tells of none. */
  readonly resources?: ReadonlyMap<string, ResourceAccess>;
  /** What limits access, whatever else gives it; absent where the source tells of nothing. */
  readonly limits?: readonly AccessLimit[];
  /** Block Public Access of the account; absent where the source tells none. */
  readonly publicAccessBlock?: PublicAccessBlock;
  /** Only where the source tells of any. */
  readonly accessKeys?: readonly AccessKeyAccess[];
  /** What the source doesn't tell. */
  readonly unknowns: readonly UnknownAccess[];
}

/** A role as plain JSON. A `DOC` is a policy document as AWS writes it, as an object or as its text. */
export interface RoleAccessJson {
  /** `DOC`s. */
  readonly policies?: readonly unknown[];
  /** A `DOC`. */
  readonly boundary?: unknown;
  /** Its ARN. */
  readonly arn?: string;
  /** Principal tags. */
  readonly tags?: Readonly<Record<string, string>>;
  /** A `DOC`: who may become the role. */
  readonly trust?: unknown;
}

/** A user as plain JSON. */
export interface UserAccessJson extends Omit<RoleAccessJson, 'trust'> {
  /** Names of groups. */
  readonly groups?: readonly string[];
}

/**
 * An access state as plain JSON, to write by hand. A `DOC` is a policy document as AWS writes it. Every key is optional.
 *
 * @example
 * const state = readAccess({ users: { dana: { policies: [{ Version: '2012-10-17', Statement: [] }], groups: ['engineering'] } } });
 */
export interface AccessStateJson {
  /** The account of all principals, and of all buckets that name no other. */
  readonly account?: string;
  /** Users, by name. */
  readonly users?: Readonly<Record<string, UserAccessJson>>;
  /** Groups, by name. */
  readonly groups?: Readonly<Record<string, { readonly policies?: readonly unknown[] }>>;
  /** Roles, by name. */
  readonly roles?: Readonly<Record<string, RoleAccessJson>>;
  /** Buckets, by name. */
  readonly buckets?: Readonly<Record<string, BucketAccessJson>>;
  /** Other resources with policies of their own, by ARN: access points, Object Lambda and Multi-Region Access Points, table and vector buckets, KMS keys. */
  readonly resources?: Readonly<Record<string, ResourceAccessJson>>;
  /** What limits access, whatever else gives it, by name. */
  readonly limits?: Readonly<Record<string, AccessLimitJson>>;
  /** Block Public Access of the account. */
  readonly publicAccessBlock?: PublicAccessBlock;
}
