/** An issuer that everybody gets tokens of. */
export interface SharedIssuer {
  /**
   * What a subject begins with when it says whose it is.
   *
   * @default - nothing that strangers couldn't begin with, too: the subject has no wildcards
   */
  readonly owner?: RegExp;
  /** The same in words, for errors. */
  readonly form: string;
}

const REPOSITORY: SharedIssuer = { owner: /^repo:[^:/*?$]+\/[^:/*?$]+:/, form: 'repo:OWNER/REPOSITORY:…' };
const ORGANIZATION: SharedIssuer = { owner: /^organization:[^:*?$]+:/, form: 'organization:NAME:…' };
const ACCOUNT: SharedIssuer = { owner: /^account:[^:*?$]+:/, form: 'account:NAME:…' };
/** Subjects that are ids, or whose form nothing confirms. */
const WHOLE: SharedIssuer = { form: 'the subject of your own tokens' };

/**
 * Issuers that everybody gets tokens of, in lower case. A trust that doesn't say whose tokens it means lets strangers in, who may choose the
 * form of their subjects. First those of AWS's page on shared OIDC providers, then others that are known.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
const SHARED_ISSUERS: ReadonlyMap<string, SharedIssuer> = new Map(Object.entries<SharedIssuer>({
  'agent.buildkite.com': ORGANIZATION,
  'api.pulumi.com/oidc': { owner: /^pulumi:(?:[a-z-]+:)?org:[^:*?$]+:/, form: 'pulumi:deploy:org:ORGANIZATION:…' },
  'app.terraform.io': ORGANIZATION,
  'cognito-identity.amazonaws.com': WHOLE,
  'gitlab.com': { owner: /^project_path:[^:/*?$]+(?:\/[^:/*?$]+)+:/, form: 'project_path:GROUP/PROJECT:…' },
  'login.app.env0.com': WHOLE,
  'oidc-configuration.audit-log.githubusercontent.com': { form: 'https://github.com/ENTERPRISE' },
  'oidc.codefresh.io': ACCOUNT,
  'oidc.vercel.com': { owner: /^owner:[^:*?$]+:/, form: 'owner:TEAM:…' },
  'proidc.upbound.io': { owner: /^mcp:[^:/*?$]+\//, form: 'mcp:ORGANIZATION/…' },
  'sandboxes.cloud': WHOLE,
  'scalr.io': ACCOUNT,
  'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d': WHOLE,
  'studio.datachain.ai/api': { owner: /^credentials:[^:/*?$]+\//, form: 'credentials:OWNER/…' },
  'token.actions.githubusercontent.com': REPOSITORY,
  'tokens.cloud.shisho.dev': WHOLE,
  'vstoken.actions.githubusercontent.com': REPOSITORY,
  'accounts.google.com': WHOLE,
  'appleid.apple.com': WHOLE,
  'graph.facebook.com': WHOLE,
  'oidc.circleci.com': { owner: /^org\/[^/*?$]+\/project\//, form: 'org/ORGANIZATION-ID/project/…' },
  'oidc.octopus.com': WHOLE,
  'www.amazon.com': WHOLE,
}));

/** What is known of an issuer that everybody gets tokens of, whatever its case; undefined for one of somebody's own. */
export function sharedIssuer(issuer: string): SharedIssuer | undefined {
  return SHARED_ISSUERS.get(issuer.toLowerCase());
}
