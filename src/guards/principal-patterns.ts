import { AccessError } from '../errors';
import { PARTITION_PATTERN } from '../policy/arn';
import { shown } from '../s3/names';

/** An account by its id, or any. */
const ACCOUNT = '(\\d{12}|\\*)';
const NAME = '[A-Za-z0-9+=,.@_/*?-]+';
const PATTERN = new RegExp(`^arn:${PARTITION_PATTERN}:(iam::${ACCOUNT}:(root|\\*|(user|role)/${NAME})|sts::${ACCOUNT}:federated-user/${NAME})$`);

/**
 * Checks patterns of principals, which are held against `aws:PrincipalArn`: there `*` and `?` are wildcards, which they aren't in the
 * Principal of a statement. For a session of a role that key is the ARN of the role, so a pattern of sessions would match nobody.
 *
 * @throws AccessError `InvalidPrincipalPattern`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function principalPatterns(patterns: readonly string[], name: string): readonly string[] {
  if (!Array.isArray(patterns) || patterns.length === 0) throw invalid(name, patterns, `${name} is a list with at least one pattern`);
  const at = patterns.findIndex((pattern) => typeof pattern !== 'string' || !PATTERN.test(pattern));
  if (at < 0) return patterns;
  const wrong: unknown = patterns[at];
  const isSession = typeof wrong === 'string' && wrong.includes(':assumed-role/');
  throw invalid(name, wrong, isSession
    ? 'write the role itself, arn:aws:iam::111122223333:role/deployer: that is what the sessions of a role are known by'
    : 'write arn:aws:iam::111122223333:user/ci-*, :role/…, :root or :* (everybody of an account); * and ? are wildcards');
}

function invalid(name: string, value: unknown, remedy: string): AccessError {
  return new AccessError({
    code: 'InvalidPrincipalPattern',
    message: `${name} has ${shown(value)}; allowed: patterns of the ARNs of users, roles, federated users and accounts`,
    remedy,
  });
}
