import { narrows } from '../../faults/narrows';
import { sharedIssuer, type SharedIssuer } from '../../plan/shared-issuers';
import type { Condition, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { UNKNOWN_TEXT } from '../../policy/unknown-text';
import { shown } from '../../shape/shown';
import type { Found, StatementRule } from '../types';

/** GitHub's issuer, whose subjects name a repository and what runs in it. */
const GITHUB = /^(?:vs)?token\.actions\.githubusercontent\.com$/i;

/** A subject of GitHub whose repository is written out, and one whose run is, too. */
const REPOSITORY = /^repo:[^:/*?]+\/[^:/*?]+:/;
const OWNER = /^repo:[^:/*?]+\//;

/**
 * A role for the tokens of an identity provider: anyone who gets a token of it may take the role, unless conditions on the token say who. Many
 * issuers give tokens to everybody.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-condition-key-for-oidc-principal
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const oidcTrust: StatementRule = ({ statement }, platform) => {
  if (statement.effect !== 'Allow' || platform.hasAwsServices !== true || statement.principals === '*') return [];
  return (statement.principals?.Federated ?? []).flatMap((principal): readonly Found[] => {
    const issuer = issuerOf(principal);
    return issuer === undefined ? [] : faultsOf(issuer, sharedIssuer(issuer), statement);
  });
};

/** The issuer that a federated principal stands for: the path of a provider's ARN, or one of those that are named by their domain. */
function issuerOf(principal: string): string | undefined {
  const [, issuer] = /^arn:[^:]*:iam::[^:]*:oidc-provider\/(.+)$/.exec(principal) ?? [];
  if (issuer !== undefined) return issuer.includes(UNKNOWN_TEXT) ? undefined : issuer;
  return sharedIssuer(principal) === undefined ? undefined : principal;
}

function faultsOf(issuer: string, shared: SharedIssuer | undefined, { conditions = [] }: Statement): readonly Found[] {
  const own = conditions.filter(({ operator, key }) => key.toLowerCase().startsWith(`${issuer.toLowerCase()}:`) && narrows(operator));
  if (own.length === 0) {
    return [{
      code: 'OidcWithoutCondition',
      severity: shared === undefined ? 'warning' : 'error',
      below: '.Principal.Federated',
      reason: `anyone that ${issuer} gives a token for may take the role: no condition says whose tokens are meant${shared === undefined ? '' : ', and it gives tokens to everybody'}`,
      remedy: `add a condition on ${issuer}:sub${shared === undefined ? '' : ` with ${shared.form}`}, and one on ${issuer}:aud`,
    }];
  }
  if (shared?.owner === undefined) return [];
  const subjects = own.filter(({ key }) => key.toLowerCase() === `${issuer.toLowerCase()}:sub`);
  return subjects.length > 0 ? subjects.flatMap((subject) => broadSubject(issuer, shared, subject)) : [{
    code: 'OidcWithoutSubject',
    severity: 'error',
    below: '.Condition',
    reason: `${issuer} gives tokens to everybody, and no condition on ${issuer}:sub says whose may take the role`,
    remedy: `add a condition on ${issuer}:sub with ${shared.form}`,
  }];
}

function broadSubject(issuer: string, { owner, form }: SharedIssuer, { operator, key, values }: Condition): readonly Found[] {
  const wildcards = parseOperator(operator)?.base.wildcards === true;
  const known = wildcards ? values.filter((value) => !value.includes(UNKNOWN_TEXT) && /[*?]/.test(value)) : [];
  const found = (value: string | undefined, severity: Found['severity'], matched: string, remedy: string): readonly Found[] => (value === undefined ? [] : [{
    code: 'BroadOidcSubject', severity, below: `.Condition.${operator}['${key}']`, reason: `${shown(value)} matches ${matched}`, remedy,
  }]);
  const isGithub = GITHUB.test(issuer);
  const open = known.find((value) => !(isGithub ? OWNER : owner)?.test(value));
  if (open !== undefined) return found(open, 'error', `tokens of strangers, since ${issuer} gives tokens to everybody`, `begin with ${form}, without wildcards`);
  if (!isGithub) return [];
  const anyRepository = known.find((value) => !REPOSITORY.test(value));
  if (anyRepository !== undefined) return found(anyRepository, 'warning', 'several repositories, and those to come', 'name the repository');
  return found(known.find((value) => /^[^:]*:[^:]*:\*?$/.test(value)), 'note', 'every run of the repository, those of pull requests and of any branch included', 'name the branch, the tag or the environment');
}
