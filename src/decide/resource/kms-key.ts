import type { NamedPolicy } from '../../state/named-policy';
import { derivedPolicy } from './resource-policy';

/**
 * The policy of a key that is made without one: its account may do everything with it, so that policies of IAM count.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function defaultKeyPolicy(arn: string, account: string): NamedPolicy {
  const [, partition = 'aws'] = arn.split(':');
  return derivedPolicy(`default policy of ${arn}`, [
    { sid: 'EnableIAMUserPermissions', effect: 'Allow', principals: { AWS: [`arn:${partition}:iam::${account}:root`] }, actions: ['kms:*'], resources: ['*'] },
  ]);
}
