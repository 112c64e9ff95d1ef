import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import type { Guard } from '../guards/guard';
import { aws } from '../platforms/aws';
import type { Platform } from '../platforms/platform';
import type { AccessKeys } from './access-keys';
import { checkPlan } from './check-plan';
import { checkShape } from './check-shape';
import type { ExistingPrincipal, ExistingUser } from './principals';

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
}

/** A group that the plan makes. */
export interface PlannedGroup {
  /**
   * Its members: users of this plan by name, others by {@link existingUser}. Whoever isn't named here is taken out of the group.
   *
   * @default - none
   */
  readonly members?: ReadonlyArray<string | ExistingUser>;
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
}

/** Grants for somebody, or guards on somebody, whom the plan doesn't make. */
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
}

/** A bucket, which exists or is made elsewhere; the plan writes its bucket policy, and nobody else may. */
export interface PlannedBucket {
  /** What nobody may do. */
  readonly guards: readonly Guard[];
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
   * Grants for users, groups and roles that exist already, and guards on them.
   *
   * @default - none
   */
  readonly existing?: readonly PlannedAddition[];
  /**
   * Buckets with guards, by name.
   *
   * @default - none
   */
  readonly buckets?: Readonly<Record<string, PlannedBucket>>;
}

/** Who gets what, as plain data: users, groups, buckets, and the grants and guards on them. */
export interface AccessPlan {
  /** Tells a plan from other inputs. */
  readonly kind: 'plan';
  readonly platform: Platform;
  readonly users: ReadonlyMap<string, PlannedUser>;
  readonly groups: ReadonlyMap<string, PlannedGroup>;
  readonly existing: readonly PlannedAddition[];
  readonly buckets: ReadonlyMap<string, PlannedBucket>;
}

/**
 * Declares who gets what, without an engine: for platform repos (one function of the environment) and for people who paste policies
 * into a console. {@link renderAccess} turns it into documents, `StorageAccess` of an engine into resources.
 *
 * @throws AccessError `EmptyPlan`, `InvalidName`, `NameTwice`, `UnknownMember`, `TooManyGroups`, `TooManyAccessKeys`, `InvalidAccessKey`, `InvalidBucketName`, `InvalidPlan`
 * @example
 * const plan = accessPlan({
 *   users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['2026-11'] }, dana: {} },
 *   groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
 *   buckets: { releases: { guards: [enforceHttps()] } },
 * });
 */
export function accessPlan(props: AccessPlanProps): AccessPlan {
  checkShape(props);
  const { platform = aws(), users = {}, groups = {}, existing = [], buckets = {} } = props;
  const plan: AccessPlan = {
    kind: 'plan',
    platform,
    users: new Map(Object.entries(users)),
    groups: new Map(Object.entries(groups)),
    existing,
    buckets: new Map(Object.entries(buckets)),
  };
  if (plan.users.size + plan.groups.size + existing.length + plan.buckets.size === 0) {
    throw new AccessError({
      code: 'EmptyPlan',
      message: 'the plan has no users, groups, existing principals or buckets: it would render nothing',
      remedy: 'name at least one; a plan that came out empty is usually a filter that matched nothing',
    });
  }
  checkPlan(plan);
  return plan;
}
