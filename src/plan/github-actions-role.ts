import type { Wildcard } from '../policy/text';
import { shown } from '../s3/names';
import { DEPLOY_TIME, finished, VALUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import { checkText, invalidTrust, oidcRole, type RoleTrust, type TokenText } from './oidc-role';

/** Which workflow runs may take a role: exactly one of these. */
export type GithubActionsRuns =
  | { /** Runs on this branch: `main`. */ readonly branch: TokenText }
  | { /** Runs for this tag, or for tags: `['v', ANY]`. */ readonly tag: TokenText }
  | { /** Jobs in this environment, whose protection rules then say who may run them. */ readonly environment: string }
  | { /** Runs of pull requests of the repository itself; never with more than reading. */ readonly pullRequest: true };

/** Props of {@link githubActionsRole}. */
export type GithubActionsRoleProps = GithubActionsRuns & {
  /** `owner/name`, with the capitals that GitHub shows: the comparison is case-sensitive. */
  readonly repository: string;
  /** The ARN of GitHub's OIDC provider in the account, which must exist; on an engine it may be a deploy-time value. */
  readonly provider: string;
  /**
   * What the workflow asks its token for; `aws-actions/configure-aws-credentials` asks for the default.
   *
   * @default 'sts.amazonaws.com'
   */
  readonly audience?: string;
};

const PROPS: Shape<GithubActionsRoleProps> = {
  repository: VALUE, provider: DEPLOY_TIME, audience: VALUE, branch: VALUE, tag: VALUE, environment: VALUE, pullRequest: VALUE,
};

const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})\/[A-Za-z0-9_.-]{1,100}$/;
const RUNS = ['branch', 'tag', 'environment', 'pullRequest'] as const;

/**
 * Says that workflows of one GitHub repository may take a `StorageRole`: no long-lived key, no secret to store or to leak. A job
 * in an environment has a token of the environment and not of its branch, so name the environment then.
 *
 * @throws AccessError `InvalidTrust`, `OpenTrust`
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @example
 * githubActionsRole({
 *   repository: 'acme/firmware', environment: 'release',
 *   provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
 * });
 */
export function githubActionsRole(given: GithubActionsRoleProps): RoleTrust {
  const props = readShape<GithubActionsRoleProps>(PROPS, given, { what: 'githubActionsRole', code: 'InvalidTrust' });
  const { repository, provider, audience = 'sts.amazonaws.com' } = props;
  if (typeof repository !== 'string' || !REPOSITORY.test(repository) || /\/\.{1,2}$/.test(repository)) {
    throw invalidTrust(`repository ${shown(repository)} isn't OWNER/NAME of a GitHub repository`, "write repository: 'acme/firmware'");
  }
  const trust = oidcRole({
    issuer: 'https://token.actions.githubusercontent.com', provider, audience, subject: joined(`repo:${repository}:`, runsOf(props)),
  });
  return finished(Object.freeze({ ...trust, name: 'GithubActions' }));
}

function runsOf(props: GithubActionsRuns): ReadonlyArray<string | Wildcard> {
  const given = props as { readonly [Run in typeof RUNS[number]]?: unknown };
  const named = RUNS.filter((run) => given[run] !== undefined);
  if (named.length !== 1) {
    throw invalidTrust(
      `a role for GitHub Actions is for one of ${RUNS.join(', ')}; ${named.length === 0 ? 'none is named' : `named are ${named.join(', ')}`}`,
      "write branch: 'main', or make a trust for each and give the role all of them",
    );
  }
  const [run] = named;
  if (run === 'pullRequest') {
    if (given.pullRequest !== true) throw invalidTrust(`pullRequest is ${shown(given.pullRequest)}; allowed: true`, 'leave it out, and name a branch, tag or environment');
    return ['pull_request'];
  }
  if (run === 'environment') {
    checkText('environment', given.environment);
    // GitHub writes a colon of the name so, since colons part the pieces of a subject
    return [`environment:${given.environment.replace(/:/g, '%3A')}`];
  }
  const parts = typeof given[run] === 'string' ? [given[run]] : given[run];
  if (!Array.isArray(parts) || parts.length === 0) throw invalidTrust(`${run} ${shown(given[run])} is neither text nor a list of texts and wildcards`, `write ${run}: 'main'`);
  for (const part of parts as ReadonlyArray<string | Wildcard>) if (typeof part === 'string') checkRef(run, part);
  return [`ref:refs/${run === 'branch' ? 'heads' : 'tags'}/`, ...parts as ReadonlyArray<string | Wildcard>];
}

/** Letters that git allows in no name of a branch or tag: anyone who writes one means something else than a name. */
function checkRef(run: string, text: string): void {
  checkText(run, text);
  if (/[ ~^:?*[\\]|\.\./.test(text)) throw invalidTrust(`${run} ${shown(text)} can't be the name of a ${run} in git`, `write the name alone; wildcards are typed: ${run}: ['v', ANY]`);
}

/** A list of parts with a text before it, as one text where it can be. */
function joined(before: string, [first, ...rest]: ReadonlyArray<string | Wildcard>): ReadonlyArray<string | Wildcard> {
  const begin = `${before}${first as string}`;
  const [second] = rest;
  return typeof second === 'string' ? [`${begin}${second}`, ...rest.slice(1)] : [begin, ...rest];
}
