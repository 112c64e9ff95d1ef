import { AccessError, type AccessErrorCode } from '../../errors';
import type { NameRule, Platform } from '../../platforms/platform';
import { PRINCIPAL_PATTERN } from '../../platforms/selectel/selectel';
import { isDeployTime } from '../../policy/deploy-time';
import { BUCKET_NAME_PATTERN, brokenBucketNameRules, shown } from '../../s3/names';
import { checkName } from '../names';
import { providerPattern } from '../oidc-role';
import { POLICY_ARN } from '../policy-arn';
import type { ExistingPrincipal } from '../principals';

/** What a text must turn out to be, where it is known only at deploy: any other text could widen a policy, or mean somebody else. */
export type DeployCheck =
  | { readonly is: 'bucket'; readonly text: string }
  | { readonly is: ExistingPrincipal['kind']; readonly text: string; readonly platform: Platform }
  | { readonly is: 'policyArn'; readonly text: string; readonly boundaryOf: string }
  | { readonly is: 'oidcProvider'; readonly text: string; readonly issuer: string; readonly role: string }
  | { readonly is: 'bucketPrincipal'; readonly text: string };

/** The checks of buckets, each once. */
export function bucketChecks(buckets: readonly string[]): readonly DeployCheck[] {
  return [...new Set(buckets.filter(isDeployTime))].map((text) => ({ is: 'bucket', text }));
}

/** The check of the name of somebody who exists already. */
export function nameChecks({ kind, name }: Pick<ExistingPrincipal, 'kind' | 'name'>, platform: Platform): readonly DeployCheck[] {
  return isDeployTime(name) ? [{ is: kind, text: name, platform }] : [];
}

const PRINCIPAL_WORDS = 'allowed are 1 to 256 letters, digits and : / + = , . @ _ -';

/** A check as a regular expression that JavaScript and Terraform's RE2 read alike, and what is said where it doesn't hold. */
export function checkPattern(check: DeployCheck): { readonly pattern: string; readonly message: string } {
  switch (check.is) {
    case 'bucket': return { pattern: BUCKET_NAME_PATTERN, message: 'The bucket is not a bucket name (3 to 63 lower-case letters, digits, dots and hyphens). Any other text could widen the policy.' };
    case 'policyArn': return { pattern: POLICY_ARN, message: `The boundary of ${check.boundaryOf} must be the ARN of a managed policy.` };
    case 'oidcProvider': return { pattern: providerPattern(check.issuer), message: `The OIDC provider of role ${check.role} must be that of ${check.issuer}.` };
    case 'bucketPrincipal': return { pattern: PRINCIPAL_PATTERN, message: `This names nobody in a bucket policy: ${PRINCIPAL_WORDS}` };
    default: return nameCheck(check.is, check.platform.names[check.is]);
  }
}

function nameCheck(kind: string, { pattern, words }: NameRule): { readonly pattern: string; readonly message: string } {
  return { pattern, message: `The ${kind} name isn't allowed: ${words}.` };
}

/**
 * Checks what a text turned out to be.
 *
 * @param value the text with its deploy-time values filled in, or whatever stood in their place
 * @throws AccessError `InvalidBucketName`, `InvalidName`, `InvalidBoundary`, `InvalidTrust`, `InvalidPrincipal`
 */
export function checkDeployed(check: DeployCheck, value: unknown): void {
  switch (check.is) {
    case 'bucket': return checkBucket(value);
    case 'policyArn': return hold(check, value, 'InvalidBoundary', `the boundary of ${check.boundaryOf} came from an Output as ${shown(value)}, which isn't the ARN of a managed policy`, 'give the arn of a policy');
    case 'oidcProvider': return hold(
      check, value, 'InvalidTrust',
      `the OIDC provider of role ${check.role} came from an Output as ${shown(value)}, which isn't the ARN of the OIDC provider of ${check.issuer}`,
      "give the arn of the provider's resource",
    );
    case 'bucketPrincipal': return hold(check, value, 'InvalidPrincipal', `${shown(value)}, which came from an Output, names nobody in a bucket policy: ${PRINCIPAL_WORDS}`, 'give the id of one user');
    default: return checkName(check.is, value as string, check.platform);
  }
}

function checkBucket(name: unknown): void {
  // a number, null or undefined would be written as text that may well be a bucket name
  const broken = typeof name === 'string' ? brokenBucketNameRules(name) : ['is a string'];
  if (broken.length === 0) return;
  throw new AccessError({
    code: 'InvalidBucketName',
    message: `bucket ${shown(name)}, which came from an Output, isn't a bucket name: a bucket name ${broken.join(', and ')}`,
    remedy: 'give the id, name or arn of one bucket',
  });
}

function hold(check: DeployCheck, value: unknown, code: AccessErrorCode, message: string, remedy: string): void {
  if (typeof value === 'string' && new RegExp(checkPattern(check).pattern).test(value)) return;
  throw new AccessError({ code, message, remedy });
}
