import type { Condition } from '../policy/document';

/** What the id of a VPC endpoint looks like, and how an error says so. */
export const VPC_ENDPOINT = [/^vpce-[0-9a-f]+$/, 'the id of a VPC endpoint, such as vpce-0123456789abcdef0'] as const;

/**
 * A condition that a service which acts for a caller doesn't meet. `IfExists`: a request without the key is nobody's intermediary.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
 */
export const VIA_SERVICES: readonly Condition[] = [{ operator: 'BoolIfExists', key: 'aws:ViaAWSService', values: ['false'] }];
