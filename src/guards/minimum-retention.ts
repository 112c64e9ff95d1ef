import type { Intent } from '../grants/grant';
import { checkChoice } from '../grants/props';
import { UPLOAD } from '../s3/action-sets';
import { withProps } from '../shape/intent';
import { VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import type { Guard } from './guard';
import { SCOPE, EXCEPTIONS, makeGuard, type GuardExceptions, type GuardScope } from './make-guard';
import { checkWhole } from './props';

/** Props of {@link minimumRetention}. */
export interface MinimumRetentionProps extends GuardScope, GuardExceptions {
  /** For how many days from now an object must be kept, 1 to 36500. */
  readonly minimumDays: number;
  /**
   * The weakest mode of retention that will do. Nobody at all shortens `COMPLIANCE`.
   *
   * @default 'GOVERNANCE'
   */
  readonly mode?: 'GOVERNANCE' | 'COMPLIANCE';
  /**
   * Whether uploads that name no retention are let in. They get the default retention of the bucket, if it has one; whether that is long
   * enough, this guard can't see.
   *
   * @default false
   */
  readonly allowDefault?: boolean;
}

const PROPS: Shape<MinimumRetentionProps> = { ...SCOPE, ...EXCEPTIONS, minimumDays: VALUE, mode: VALUE, allowDefault: VALUE };

const DAYS = 's3:object-lock-remaining-retention-days';
const MODE = 's3:object-lock-mode';

/** Sets the retention of an object that is there already. Objects. */
const PUT_RETENTION = ['s3:PutObjectRetention'];
/** Lets its holder delete what is under governance, or shorten its retention. Objects. */
const BYPASS = ['s3:BypassGovernanceRetention'];

// @construct Denies uploads without a retention, and retentions that are shorter or weaker than this.
// @construct new MinimumRetention('minimum-retention', { bucket: bucket.id, minimumDays: 365, mode: 'COMPLIANCE' });
/**
 * Denies uploads without a retention, and retentions that are shorter or weaker than this, also when they are changed later; and denies
 * bypassing governance, or else the minimum would be none. An upload that names no retention is denied unless `allowDefault` is set: then
 * the bucket's default holds. The bucket needs Object Lock.
 *
 * The parts of an upload can't carry a retention, so unless `allowDefault` is set uploads in parts are denied: clients send each object, of up to
 * 5 GB, in one request. What replication writes (`s3:ReplicateObject`) has the retention that it had, and isn't denied. Anyone who may write the
 * bucket policy may end the guard, and can't shorten what is locked already.
 *
 * S3 counts whole days that remain: let clients ask for a little more than `minimumDays`.
 *
 * @throws AccessError `InvalidOption`, `InvalidPrefix`, `InvalidPrincipalPattern`, `DeployTimeValue`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-retention-limits
 * @example
 * accessPlan({ buckets: { audit: { guards: [minimumRetention({ minimumDays: 365, mode: 'COMPLIANCE' })] } } });
 */
export const minimumRetention: Intent<MinimumRetentionProps, Guard> = withProps('MinimumRetention', PROPS, (props) => {
  const { mode = 'GOVERNANCE', allowDefault = false } = props;
  checkChoice('mode', mode, ['GOVERNANCE', 'COMPLIANCE']);
  checkChoice('allowDefault', allowDefault, [false, true]);
  const days = String(checkWhole('minimumDays', props.minimumDays, 1, 36500, 'days'));
  const shorter = { operator: 'NumericLessThan', key: DAYS, values: [days] };
  const missing = { operator: 'Null', key: DAYS, values: ['true'] };
  // a retention has both, or S3 refuses it: where days are named, the mode must be right
  const weaker = [{ operator: 'StringNotEquals', key: MODE, values: [mode] }, { operator: 'Null', key: DAYS, values: ['false'] }];
  return makeGuard('MinimumRetention', props, (deny) => [
    ...deny.objects('MinimumRetention', [...UPLOAD, ...PUT_RETENTION], [shorter]),
    ...deny.objects('MinimumRetentionMissing', [...(allowDefault ? [] : UPLOAD), ...PUT_RETENTION], [missing]),
    ...(mode === 'COMPLIANCE' ? deny.objects('MinimumRetentionMode', [...UPLOAD, ...PUT_RETENTION], weaker) : []),
    ...deny.objects('MinimumRetentionBypass', BYPASS, []),
  ]);
});
