import { PARTITION_PATTERN } from '../policy/arn';

/** The ARN of a managed policy, as a regular expression that JavaScript and Terraform's RE2 read alike. */
export const POLICY_ARN = `^arn:${PARTITION_PATTERN}:iam::([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]{1,640}$`;
