import type { Condition } from '../policy/document';
import { parseOperator } from '../policy/operators';
import { conditionsOnAws, sameKey } from './conditions';
import { narrows } from './narrows';
import type { Found, StatementFault } from './types';

/** Global condition keys that have a successor, in lower case. */
const DEPRECATED: ReadonlyMap<string, string> = new Map([['aws:arn', 'aws:PrincipalArn']]);

/**
 * Condition keys of AWS that another one has taken the place of.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-deprecated-global-condition-key
 */
export const deprecatedKeys: StatementFault = ({ statement }, platform) => conditionsOnAws(statement, platform)
  .flatMap((condition): readonly Found[] => {
    const successor = DEPRECATED.get(condition.key.toLowerCase());
    return successor === undefined ? [] : [{
      code: 'DeprecatedConditionKey',
      severity: 'warning',
      below: below(condition),
      reason: `${condition.key} is deprecated`,
      remedy: `write ${successor}, or aws:SourceArn where the resource is meant for which a service acts`,
    }];
  });

/** Whether a condition key is an old name of another one. */
export function isDeprecatedKey(key: string): boolean {
  return DEPRECATED.has(key.toLowerCase());
}

/** Private addresses mean something only together with the network that they are of. */
const PAIRS: ReadonlyMap<string, readonly string[]> = new Map([
  // an endpoint lies in one VPC
  ['aws:vpcsourceip', ['aws:SourceVpc', 'aws:SourceVpcArn', 'aws:SourceVpce']],
  ['aws:ec2instancesourceprivateipv4', ['aws:Ec2InstanceSourceVpc']],
]);

/**
 * An Allow for private addresses that doesn't say of which network: every VPC may use the same addresses.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-paired-condition-keys
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-ec2instancesourceprivateip4
 */
export const unpairedKeys: StatementFault = ({ statement }, platform) => conditionsOnAws(statement, platform)
  .flatMap((condition, _at, conditions): readonly Found[] => {
    const partners = statement.effect === 'Allow' ? PAIRS.get(condition.key.toLowerCase()) ?? [] : [];
    const isPaired = conditions.some(({ operator, key }) => narrows(operator) && partners.some((partner) => sameKey(partner, key)));
    return partners.length === 0 || isPaired ? [] : [{
      code: 'UnpairedConditionKey',
      severity: 'warning',
      below: below(condition),
      reason: `${condition.key} is a private address, and every VPC may have the same ones: the statement allows requests from networks of others`,
      remedy: `add a condition on ${partners[0]} to the statement`,
    }];
  });

/** Keys whose values are ARNs, in lower case. For a note, AWS documents operators for text with them, too, and recommends those for ARNs. */
const ARN_KEYS: ReadonlyMap<string, 'warning' | 'note'> = new Map([
  ['aws:sourcearn', 'note'], ['iam:permissionsboundary', 'note'], ['iam:associatedresourcearn', 'warning'], ['iam:policyarn', 'warning'],
]);

/**
 * Operators for text with keys whose values are ARNs: those for ARNs compare part by part, so that a wildcard never runs into the next one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#available-keys-for-iam
 */
export const textOperatorOnArn: StatementFault = ({ statement }, platform) => conditionsOnAws(statement, platform)
  .flatMap((condition): readonly Found[] => {
    const { operator, key } = condition;
    const severity = ARN_KEYS.get(key.toLowerCase());
    return severity === undefined || parseOperator(operator)?.base.type !== 'string' ? [] : [{
      code: 'TextOperatorOnArn',
      severity,
      below: below(condition),
      reason: `${key} is an ARN, and ${operator} compares it as text, so that a wildcard runs from one part of it into the next`,
      remedy: `write ${operator.replace(/String(Not)?(?:EqualsIgnoreCase|Equals|Like)/, 'Arn$1Like')}`,
    }];
  });

function below({ operator, key }: Condition): string {
  return `.Condition.${operator}['${key}']`;
}
