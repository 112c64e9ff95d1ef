import { AccessError } from '../errors';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import { shown } from '../s3/names';
import { KNOWN_TEXT, VALUE } from '../shape/readers';
import type { Shape } from '../shape/shape';
import { checkPartition } from './check-partition';
import { checkName } from './names';
import type { PolicyPlacement } from './placement';
import { POLICY_ARN } from './policy-arn';

/** A policy that exists already, and that a grant takes over. */
export interface AdoptedPolicy {
  /** The name that it has. */
  readonly name: string;
  /**
   * The ARN that it has, where it is a managed policy, which must be attached to the grantee already. It must be known at synth: an import
   * takes over, and later destroys, whatever policy has it.
   *
   * @default - it is an inline policy of the grantee
   */
  readonly arn?: string;
}

/** The shape of {@link AdoptedPolicy}. */
export const ADOPTED_POLICY: Shape<AdoptedPolicy> = { name: VALUE, arn: KNOWN_TEXT };

/**
 * Checks that a policy that is taken over is of the kind that the grant makes.
 *
 * @param where whose policy it is, in words
 * @throws AccessError `AdoptedPolicy`, `InvalidName`, `UnsupportedOnPlatform`
 */
export function checkAdopted(where: string, { name, arn }: AdoptedPolicy, placement: PolicyPlacement, platform: Platform): void {
  checkFeature(platform, 'adoption', `adopt of ${where}`);
  checkName('policy', name, platform);
  if (arn !== undefined) checkArn(where, name, arn, platform);
  if ((placement === 'managed') === (arn !== undefined)) return;
  throw new AccessError({
    code: 'AdoptedPolicy',
    message: `${where} would take over the inline policy ${name}, and what it writes goes into a managed policy: its grantee isn't made here, or holds as much inline as it may`,
    remedy: 'give the arn of the managed policy that exists, or leave adopt out and remove the old policy afterwards',
  });
}

/** What an import takes over is known by its ARN alone: another policy's would be rewritten, and destroyed with the grant. */
function checkArn(where: string, name: string, arn: string, platform: Platform): void {
  const isArn = new RegExp(POLICY_ARN).test(arn);
  if (!isArn || arn.includes('::aws:')) {
    throw new AccessError({
      code: 'AdoptedPolicy',
      message: `${where} would take over ${shown(arn)}, which is ${isArn ? 'a policy of AWS itself' : 'not the ARN of a managed policy'}`,
      remedy: `write the whole ARN of the account's own policy: arn:${platform.partition}:iam::111122223333:policy/${name}`,
    });
  }
  checkPartition('the policy', arn, platform);
  if (arn.slice(arn.lastIndexOf('/') + 1) === name) return;
  throw new AccessError({
    code: 'AdoptedPolicy',
    message: `${where} would take over the policy ${name}, and ${shown(arn)} is the ARN of another one`,
    remedy: 'give the name and the ARN of the same policy',
  });
}
