import type { Grant } from '../grants/grant';
import type { Guard } from '../guards/guard';
import type { Platform } from '../platforms/platform';
import type { AccessKeys } from './access-keys';
import type { Boundary } from './boundary';
import type { CustomStatement } from './custom-statements';
import type { ExistingStatements } from './existing-statements';
import type { ExternalGrantee } from './external-grantees';
import type { GroupMembership } from './membership';
import type { ExistingPrincipal, ExistingUser } from './principals';
import type { RoleTrusts } from './role-trust';

/** A user that the plan makes. */
export interface PlannedUser {
  /**
   * What the user may do.
   *
   * @default - nothing
   */
  readonly grants?: readonly Grant[];
  /**
   * What the user may not do, whatever is granted.
   *
   * @default - nothing
   */
  readonly guards?: readonly Guard[];
  /**
   * Its access keys, oldest first.
   *
   * @default - none
   */
  readonly accessKeys?: AccessKeys;
  /**
   * The most that it may ever do: the ARN of a managed policy that exists already, or grants.
   *
   * @default - none
   */
  readonly boundary?: Boundary;
  /**
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

/** A role that the plan makes: somebody without a key, which those in its trust policy may take. */
export interface PlannedRole {
  /** Who may take it: {@link githubActionsRole}, {@link oidcRole}, or several of them. */
  readonly trust: RoleTrusts;
  /**
   * What the role may do.
   *
   * @default - nothing
   */
  readonly grants?: readonly Grant[];
  /**
   * What the role may not do, whatever is granted.
   *
   * @default - nothing
   */
  readonly guards?: readonly Guard[];
  /**
   * The longest session that may be asked for, in seconds, from 3600 to 43200.
   *
   * @default - 3600, as IAM has it
   */
  readonly maxSessionDuration?: number;
  /**
   * The most that it may ever do: the ARN of a managed policy that exists already, or grants.
   *
   * @default - none
   */
  readonly boundary?: Boundary;
  /**
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

/** A group that the plan makes. */
export interface PlannedGroup {
  /**
   * Its members: users of this plan by name, others by {@link existingUser}.
   *
   * @default - none
   */
  readonly members?: ReadonlyArray<string | ExistingUser>;
  /**
   * Whether the plan says who all its members are (`'exclusive'`: anyone who isn't named is taken out), or adds some (`'additive'`).
   *
   * @default 'exclusive'
   */
  readonly membership?: GroupMembership;
  /**
   * What each member may do.
   *
   * @default - nothing
   */
  readonly grants?: readonly Grant[];
  /**
   * What each member may not do, whatever is granted.
   *
   * @default - nothing
   */
  readonly guards?: readonly Guard[];
  /**
   * Statements of its policy that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

/** Grants for a principal, or guards on one, that the plan doesn't make. */
export interface PlannedAddition {
  /** Who: {@link existingUser}, {@link existingGroup} or {@link existingRole}. */
  readonly principal: ExistingPrincipal;
  /**
   * What they may do, beside what they may already.
   *
   * @default - nothing more
   */
  readonly grants?: readonly Grant[];
  /**
   * What they may not do, whatever is granted.
   *
   * @default - nothing
   */
  readonly guards?: readonly Guard[];
  /**
   * Users to put in it, where it is a group: users of this plan by name, others by {@link existingUser}. Who is in it already stays.
   *
   * @default - none
   */
  readonly members?: ReadonlyArray<string | ExistingUser>;
  /**
   * Statements of a policy for it that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

/** Grants for somebody outside the account of the buckets: they go to the policies of the buckets that they are on. */
export interface PlannedExternal {
  /**
   * Who: {@link anotherAccount}, {@link externalPrincipal} or {@link everyone}, or a list of them, and each of them gets all grants.
   *
   * @default - the principals that each grant names itself, as {@link publicReadPrefix} and {@link logDelivery} do
   */
  readonly grantee?: ExternalGrantee | readonly ExternalGrantee[];
  /** What they may do. */
  readonly grants: readonly Grant[];
}

/** A bucket, which exists or is made elsewhere; the plan writes its bucket policy, and nobody else may. */
export interface PlannedBucket {
  /**
   * What nobody may do.
   *
   * @default - nothing
   */
  readonly guards?: readonly Guard[];
  /**
   * The policy that the bucket has already, as JSON text or as an object. Its statements are kept as they are, beside what the plan says;
   * without it they would be overwritten. What `aws s3api get-bucket-policy` tells can be put here.
   *
   * @default - nothing is kept
   */
  readonly existingStatements?: ExistingStatements;
  /**
   * Statements of its policy, each with its principals, that no grant and no guard says, in the policy language: checked as `parsePolicy` and `lintAccess` do, and lowered as grants are.
   *
   * @default - none
   */
  readonly customStatements?: readonly CustomStatement[];
}

/** Props of {@link accessPlan}. */
export interface AccessPlanProps {
  /**
   * Where all of it is.
   *
   * @default aws()
   */
  readonly platform?: Platform;
  /**
   * Users to make, by name.
   *
   * @default - none
   */
  readonly users?: Readonly<Record<string, PlannedUser>>;
  /**
   * Groups to make, by name.
   *
   * @default - none
   */
  readonly groups?: Readonly<Record<string, PlannedGroup>>;
  /**
   * Roles to make, by name.
   *
   * @default - none
   */
  readonly roles?: Readonly<Record<string, PlannedRole>>;
  /**
   * Grants for users, groups and roles that exist already, and guards on them.
   *
   * @default - none
   */
  readonly existing?: readonly PlannedAddition[];
  /**
   * Grants for other accounts, for users and roles of theirs, for everyone and for AWS services.
   *
   * @default - none
   */
  readonly external?: readonly PlannedExternal[];
  /**
   * Buckets with guards, or with a policy to keep, by name.
   *
   * @default - none
   */
  readonly buckets?: Readonly<Record<string, PlannedBucket>>;
}

/** Who gets what, as plain data: users, groups, buckets, and the grants and guards on them. */
export interface AccessPlan {
  /** Tells a plan from other inputs. */
  readonly kind: 'plan';
  /** Where all of it is. */
  readonly platform: Platform;
  /** Users to make, by name. */
  readonly users: ReadonlyMap<string, PlannedUser>;
  /** Groups to make, by name. */
  readonly groups: ReadonlyMap<string, PlannedGroup>;
  /** Roles to make, by name. */
  readonly roles: ReadonlyMap<string, PlannedRole>;
  /** Grants for those who exist already. */
  readonly existing: readonly PlannedAddition[];
  /** Grants for those outside the account. */
  readonly external: readonly PlannedExternal[];
  /** What the plan says of buckets, by name. */
  readonly buckets: ReadonlyMap<string, PlannedBucket>;
}
