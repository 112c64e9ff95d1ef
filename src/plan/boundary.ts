import { AccessError } from '../errors';
import { GRANT, type Grant } from '../grants/grant';
import { checkFeature } from '../platforms/features';
import type { Platform } from '../platforms/platform';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import { DEPLOY_TIME, listOf, type Reader } from '../shape/readers';
import { identityDocument, type IdentityDocument } from './identity-document';
import { POLICY_ARN } from './policy-arn';

/**
 * The most that a user or role may ever do, whatever is granted: the ARN of a managed policy that exists already, or grants, of which a
 * managed policy of its own is made. A boundary gives nothing by itself, and isn't one of the attached policies that IAM counts.
 *
 * Two things that surprise: what isn't in the boundary is refused though a grant gives it, so a boundary of grants holds at least
 * what the principal is granted; and a bucket policy that names the user itself gives what it gives past the boundary.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export type Boundary = string | readonly Grant[];

/** Reads a boundary. */
export const BOUNDARY: Reader = (value, at) => (Array.isArray(value) ? listOf(GRANT) : DEPLOY_TIME)(value, at);

/** A boundary as it is rendered. */
export type RenderedBoundary = { readonly arn: string } | (IdentityDocument & { readonly name: string });

/**
 * Renders a boundary for somebody and checks it.
 *
 * @param who in words, for errors: `user ci-uploader`
 * @param name what the managed policy is called, where one is made
 * @throws AccessError `InvalidBoundary`, `PolicyTooLarge`, `RoleHasNoUserName`
 */
export function renderBoundary(boundary: Boundary, kind: 'user' | 'role', who: string, name: string, platform: Platform): RenderedBoundary {
  checkFeature(platform, 'boundaries', `the boundary of ${who}`);
  if (typeof boundary === 'string') return { arn: checkedArn(boundary, who, platform) };
  if (!Array.isArray(boundary) || boundary.length === 0 || boundary.some((grant: Grant) => grant?.kind !== 'grant')) {
    throw invalid(`the boundary of ${who} is ${shown(boundary)}, which is neither the ARN of a policy nor a list of grants with at least one in it`);
  }
  const document = identityDocument(boundary as readonly Grant[], { kind }, platform);
  const { managedSize } = platform.limits;
  if (document.size > managedSize) {
    throw new AccessError({
      code: 'PolicyTooLarge',
      message: `the boundary of ${who} has ${document.size} characters; ${platform.title} allows ${managedSize} in a managed policy (white space not counted)`,
      remedy: 'name folders that hold the others: a boundary says the most, and may be wider than the grants',
    });
  }
  return { ...document, name };
}

function checkedArn(arn: string, who: string, { partition }: Platform): string {
  if (isDeployTime(arn)) return arn;
  const [, given] = new RegExp(POLICY_ARN).exec(arn) ?? [];
  if (given === undefined) throw invalid(`the boundary of ${who} is ${shown(arn)}, which is not an ARN of a managed policy`);
  if (given !== partition) throw invalid(`the boundary of ${who} is ${shown(arn)}, and the platform is in the partition ${partition}`);
  return arn;
}

function invalid(message: string): AccessError {
  return new AccessError({
    code: 'InvalidBoundary',
    message,
    remedy: "write boundary: 'arn:aws:iam::111122223333:policy/limits', or boundary: [readOnlyPrefix(…), …]",
  });
}
