import { AccessError } from '../errors';
import { checkCharacters, conform } from '../platforms/conform';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import { parseArn } from '../policy/arn';
import { isDeployTime } from '../policy/deploy-time';
import type { Condition, Statement } from '../policy/document';
import { policyJson } from '../policy/json';
import { identityPolicySize } from '../policy/size';
import { shown } from '../s3/names';
import { checkPartition } from './check-partition';
import { numbered } from './identity-document';
import type { RoleTrust } from './oidc-role';
import type { PrincipalTrust } from './principal-roles';

/** Who may take a role: holders of tokens, a service or another account. */
export type AnyTrust = RoleTrust | PrincipalTrust;

/** Who may take a role, in one trust or several of which each suffices. */
export type RoleTrusts = AnyTrust | readonly AnyTrust[];

/**
 * Characters of a trust policy that every account has; more on request, which this package can't know.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const TRUST_SIZE = 2048;
/** The longest ARN that a deploy-time provider may turn out to have. */
const LONGEST_PROVIDER = 300;

/** Seconds: what IAM allows a session at most, and at least as that most. */
const SESSION = { least: 3600, most: 43200 };

/** Brings trusts to a list and checks that there are some. */
export function trustList(role: string, trust: RoleTrusts): readonly AnyTrust[] {
  const list: readonly AnyTrust[] = [trust].flat();
  if (list.length > 0 && list.every(isTrust)) return list;
  throw new AccessError({
    code: 'InvalidTrust',
    message: `role ${role} has the trust ${shown(trust)}, which is none: nobody could take the role`,
    remedy: 'give what githubActionsRole(…), oidcRole(…), serviceRole(…) or accountRole(…) returns, or a list of it',
  });
}

const TEXTS = ['name', 'provider', 'issuer', 'audience', 'subject'] as const;

/** One that was written by hand has all that it needs; those of functions always have. */
function isTrust(each: AnyTrust): boolean {
  return each?.kind === 'trust' && ('principals' in each || TEXTS.every((part) => typeof each[part] === 'string'));
}

/**
 * The trust policy of a role, as canonical JSON.
 *
 * @throws AccessError `InvalidTrust`, `TrustTooLarge`, `UnsupportedCharacter`
 */
export function trustJson(role: string, trust: RoleTrusts, platform: Platform): string {
  checkFeature(platform, 'roles', `role ${role}`);
  const trusts = trustList(role, trust);
  for (const { provider } of tokenTrusts(trusts)) {
    const partition = isDeployTime(provider) ? platform.partition : parseArn(provider)?.partition;
    if (partition !== platform.partition) {
      throw new AccessError({ code: 'InvalidTrust', message: `role ${role} trusts ${shown(provider)}, and the platform is in the partition ${platform.partition}`, remedy: 'name the OIDC provider of the same account' });
    }
  }
  for (const arn of trusts.flatMap((each) => ('principals' in each ? each.principals.AWS ?? [] : []))) {
    if (!arn.endsWith(':root')) checkPartition('the principal', arn, platform);
  }
  const json = policyJson(conform({ version: '2012-10-17', statements: numbered(trusts.map(statementOf)) }, platform).document);
  checkCharacters(json, `the trust policy of role ${role}`, platform);
  const size = identityPolicySize(json, LONGEST_PROVIDER);
  if (size > TRUST_SIZE) {
    throw new AccessError({
      code: 'TrustTooLarge',
      message: `the trust policy of role ${role} has ${size} characters; ${platform.title} allows ${TRUST_SIZE}`,
      remedy: 'make several roles, or one trust with a typed wildcard',
    });
  }
  return json;
}

/** The trusts that are about tokens of an OIDC provider. */
export function tokenTrusts(trusts: readonly AnyTrust[]): readonly RoleTrust[] {
  return trusts.filter((trust): trust is RoleTrust => 'provider' in trust);
}

function statementOf(trust: AnyTrust): Statement {
  if (!('provider' in trust)) {
    const { name: sid, principals, actions, conditions } = trust;
    return { sid, effect: 'Allow', principals, actions, ...(conditions.length > 0 && { conditions }) };
  }
  const { name, provider, issuer, audience, subject, pattern } = trust;
  const equals = (claim: string, value: string): Condition => ({ operator: 'StringEquals', key: `${issuer}:${claim}`, values: [value] });
  return {
    sid: name,
    effect: 'Allow',
    principals: { Federated: [provider] },
    actions: ['sts:AssumeRoleWithWebIdentity'],
    conditions: [equals('aud', audience), pattern ? { ...equals('sub', subject), operator: 'StringLike' } : equals('sub', subject)],
  };
}

/**
 * Checks how long a session of a role may be.
 *
 * @throws AccessError `InvalidSessionDuration`
 */
export function checkSessionDuration(role: string, seconds: number | undefined): void {
  const { least, most } = SESSION;
  if (seconds === undefined || (Number.isInteger(seconds) && seconds >= least && seconds <= most)) return;
  throw new AccessError({
    code: 'InvalidSessionDuration',
    message: `role ${role} has maxSessionDuration ${shown(seconds)}; allowed are ${least} to ${most} seconds`,
    remedy: `write whole seconds from ${least} (an hour) to ${most} (twelve)`,
  });
}
