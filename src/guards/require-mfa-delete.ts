import type { Intent } from '../grants/grant';
import { DELETE, DELETE_VERSIONS } from '../s3/action-sets';
import { withOptionalProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { SCOPE, EXCEPTIONS, makeGuard, type GuardExceptions, type GuardScope } from './make-guard';
import { checkWhole } from './props';

/** Props of {@link requireMfaDelete}. */
export interface RequireMfaDeleteProps extends GuardScope, GuardExceptions {
  /**
   * How long ago the second factor may have been given, in seconds, 1 to 129600 (36 hours, as long as a session with MFA may last).
   *
   * @default - any time in the session
   */
  readonly maximumSeconds?: number;
}

const PROPS: Shape<RequireMfaDeleteProps> = { ...SCOPE, ...EXCEPTIONS, maximumSeconds: VALUE };

const DELETES = [...DELETE, ...DELETE_VERSIONS];

// @construct new RequireMfaDelete('require-delete', { bucket: bucket.id, maximumSeconds: 3600 });
/**
 * Denies deleting objects and versions without a second factor. A request that doesn't say (`aws:MultiFactorAuthPresent` is absent with
 * long-lived access keys) has none and is denied. Services and roles that machines assume never have one: name them in `except`.
 *
 * It isn't S3's own "MFA Delete", a setting of the bucket that only the root user can make. Mind that overwriting an object isn't deleting
 * it, also in parts or by a copy, and for good once versioning is suspended (`s3:PutBucketVersioning`); that lifecycle rules delete without asking
 * anybody; that replication into the bucket brings delete markers (`s3:ReplicateDelete`); and that anyone who may write the bucket policy may end it.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 * @example
 * accessPlan({ buckets: { releases: { guards: [requireMfaDelete({ maximumSeconds: 3600 })] } } });
 */
export const requireMfaDelete: Intent<RequireMfaDeleteProps | void, Guard> = withOptionalProps('RequireMfaDelete', PROPS, (props) => {
  const { maximumSeconds } = props;
  const oldest = maximumSeconds === undefined ? [] : [String(checkWhole('maximumSeconds', maximumSeconds, 1, 36 * 3600, 'seconds'))];
  return makeGuard('RequireMfaDelete', props, (deny) => [
    ...deny.objects('RequireMfaDelete', DELETES, [{ operator: 'BoolIfExists', key: 'aws:MultiFactorAuthPresent', values: ['false'] }]),
    ...oldest.flatMap((age) => deny.objects('RequireMfaDeleteAge', DELETES, [{ operator: 'NumericGreaterThan', key: 'aws:MultiFactorAuthAge', values: [age] }])),
  ]);
});
