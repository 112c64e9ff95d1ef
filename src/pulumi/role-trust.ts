import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import { githubActionsRole as coreGithub, type GithubActionsRoleProps } from '../plan/github-actions-role';
import { oidcRole as coreOidc, providerPattern, type OidcRoleProps, type RoleTrust } from '../plan/oidc-role';
import { isDeployTime, replaceDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import { marksIn, outputOf, plainOrMark } from './marks';

/** Props of a trust as this engine takes them: the provider may be an Output. */
export type WithProvider<Props> = Props extends { readonly provider: string } ? Omit<Props, 'provider'> & {
  /** The ARN of the issuer's OIDC provider in the account, which must exist; an Output is checked at deploy. */
  readonly provider: pulumi.Input<string>;
} : never;

/**
 * Says that workflows of one GitHub repository may take a StorageRole: no long-lived key, no secret to store or to leak.
 *
 * @throws AccessError `InvalidTrust`, `OpenTrust`, `ReservedText`
 * @example
 * new StorageRole('ci', { trust: githubActionsRole({ repository: 'acme/firmware', environment: 'release', provider: github.arn }) });
 */
export function githubActionsRole(args: WithProvider<GithubActionsRoleProps>): RoleTrust {
  return coreGithub({ ...args, provider: plainOrMark('provider', args.provider) } as GithubActionsRoleProps);
}

/**
 * Says who may take a StorageRole: holders of a token of an OIDC provider, with this audience and this subject.
 *
 * @throws AccessError `OpenTrust` for a subject that doesn't say whose it is, `InvalidTrust`, `ReservedText`
 * @example
 * oidcRole({
 *   issuer: 'https://gitlab.com', provider: gitlab.arn, audience: 'https://gitlab.com',
 *   subject: 'project_path:acme/firmware:ref_type:branch:ref:main',
 * });
 */
export function oidcRole(args: WithProvider<OidcRoleProps>): RoleTrust {
  return coreOidc({ ...args, provider: plainOrMark('provider', args.provider) });
}

/** A trust policy for a resource: providers that are Outputs are checked when they are there, or one could hold other statements. */
export function trustInput(role: string, json: string, trusts: readonly RoleTrust[]): pulumi.Input<string> {
  const marks = marksIn(json);
  if (marks.length === 0) return json;
  return pulumi.all(marks.map(outputOf)).apply((values: readonly unknown[]) => {
    const valueOf = new Map(marks.map((mark, index) => [mark, values[index]]));
    for (const { provider, issuer } of trusts) if (isDeployTime(provider)) checkProvider(role, issuer, valueOf.get(provider));
    return replaceDeployTime(json, (mark) => String(valueOf.get(mark)));
  });
}

function checkProvider(role: string, issuer: string, arn: unknown): void {
  if (typeof arn === 'string' && new RegExp(providerPattern(issuer)).test(arn)) return;
  throw new AccessError({
    code: 'InvalidTrust',
    message: `the OIDC provider of role ${role} came from an Output as ${shown(arn)}, which isn't the ARN of the OIDC provider of ${issuer}`,
    remedy: "give the arn of the provider's resource",
  });
}
