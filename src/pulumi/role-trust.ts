import type * as pulumi from '@pulumi/pulumi';
import { githubActionsRole as coreGithub, type GithubActionsRoleProps } from '../plan/github-actions-role';
import { oidcRole as coreOidc, type OidcRoleProps, type RoleTrust } from '../plan/oidc-role';
import { irsaRole as coreIrsa, type IrsaRoleProps } from '../plan/principal-roles';
import { plainOrPlaceholder } from './placeholders';

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
  return coreGithub({ ...args, provider: plainOrPlaceholder('provider', args.provider) } as GithubActionsRoleProps);
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
  return coreOidc({ ...args, provider: plainOrPlaceholder('provider', args.provider) });
}

/**
 * As in the core; the provider may be an Output, such as the `arn` of the resource that makes it.
 *
 * @throws AccessError `InvalidTrust`
 * @example
 * irsaRole({ issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE', provider: cluster.arn, namespace: 'ingest', serviceAccount: 'uploader' });
 */
export function irsaRole(args: WithProvider<IrsaRoleProps>): RoleTrust {
  return coreIrsa({ ...args, provider: plainOrPlaceholder('provider', args.provider) });
}
