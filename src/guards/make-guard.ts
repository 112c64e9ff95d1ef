import { prefixList, type Prefixes } from '../grants/prefixes';
import { checkChoice } from '../grants/props';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { denyOn, type Deny, type DenyOptions } from './deny';
import type { Guard, GuardStatement } from './guard';
import { principalPatterns } from './principal-patterns';

/** Where in a bucket a guard holds. */
export interface GuardScope {
  /**
   * The folder, or folders, that the guard is limited to; each ends in `/`. Then it concerns the objects below them and, where it denies
   * listing, lists that ask for a prefix in them. A list of a folder further up still shows their names (never their content): to deny
   * that would deny listing everything else. Neither are lists of uploads in parts that were not completed (`s3:ListBucketMultipartUploads`)
   * denied, which show their keys: such a request doesn't tell a policy its prefix. Settings of the bucket aren't in any folder, and aren't
   * concerned.
   *
   * Only on a bucket: on somebody, a guard holds in every bucket.
   *
   * @default - the whole bucket
   */
  readonly prefix?: Prefixes;
}

/** The shape of {@link GuardScope}. */
export const SCOPE: Shape<GuardScope> = { prefix: VALUE };

/** The principals that a guard doesn't concern. */
export interface GuardExceptions {
  /**
   * Patterns of the ARNs of principals that the guard doesn't concern, such as `arn:aws:iam::111122223333:role/admin-*`. A role's sessions
   * are known by the ARN of the role. Anonymous requests are never excepted.
   *
   * @default - nobody
   */
  readonly except?: readonly string[];
}

/** The shape of {@link GuardExceptions}. */
export const EXCEPTIONS: Shape<GuardExceptions> = { except: VALUE };

/** Whether a guard that denies everything also denies managing the bucket policy. */
export interface PolicyManagement {
  /**
   * Whether the guard also denies reading, writing and deleting bucket policies (`s3:GetBucketPolicy`, `s3:PutBucketPolicy`,
   * `s3:DeleteBucketPolicy`), which it leaves out otherwise. It closes the way round the guard for those who may write the policy. It may
   * also lock everybody out, this package's next deployment included: then only the root user of the bucket's account can delete the policy.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#bucket-iam-policies
   */
  readonly denyPolicyManagement?: boolean;
}

/** The shape of {@link PolicyManagement}. */
export const POLICY_MANAGEMENT_PROPS: Shape<PolicyManagement> = { denyPolicyManagement: VALUE };

/** Props that guards have in common. */
export interface CommonGuardProps extends GuardScope, GuardExceptions, PolicyManagement {}

/** The shape of {@link CommonGuardProps}. */
export const COMMON_GUARD: Shape<CommonGuardProps> = { ...SCOPE, ...EXCEPTIONS, ...POLICY_MANAGEMENT_PROPS };

/**
 * Makes a guard. What its props say is checked now, what it is put on when it is rendered.
 *
 * @throws AccessError `InvalidPrefix`, `InvalidPrincipalPattern`, `InvalidOption`
 */
export function makeGuard(
  name: string, props: CommonGuardProps, statements: (deny: Deny) => readonly GuardStatement[], more: Pick<Guard, 'targets' | 'requiresHttps' | 'keepsVersions' | 'objectLock'> = {},
): Guard {
  const { prefix, except, denyPolicyManagement = false } = props;
  checkChoice('denyPolicyManagement', denyPolicyManagement, [false, true]);
  const prefixes = prefix === undefined ? [] : prefixList(prefix);
  const options: DenyOptions = {
    // '' is the whole bucket, in one spelling with no prefix at all
    prefixes: prefixes[0] === '' ? [] : prefixes,
    except: except === undefined ? [] : principalPatterns(except, 'except'),
    denyPolicyManagement,
  };
  return { kind: 'guard', name, ...more, statements: (target) => statements(denyOn(target, name, options)) };
}
