import * as fc from 'fast-check';
import { accessPlan, ANY, aws, githubActionsRole, oidcRole, renderAccess, type RoleTrusts } from '../../src';
import type { Wildcard } from '../../src/entries/policy';
import { trustJson } from '../../src/plan/role-trust';
import { refused, untyped } from '../grants/refused';
import { runs } from '../runs';

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const github = { repository: 'acme/firmware', provider };
const gitlab = { issuer: 'https://gitlab.com', provider: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com', audience: 'https://gitlab.com' };
const rendered = (trust: RoleTrusts) => JSON.parse(trustJson('ci', trust, aws())) as { readonly Statement: readonly TrustStatement[] };

interface TrustStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: { readonly Federated: string };
  readonly Action: string;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

describe('a role for GitHub Actions', () => {
  test('is for exact audience and subject', () => {
    expect(rendered(githubActionsRole({ ...github, branch: 'main' }))).toMatchInlineSnapshot(`
{
  "Statement": [
    {
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/firmware:ref:refs/heads/main",
        },
      },
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
      },
      "Sid": "GithubActions",
    },
  ],
  "Version": "2012-10-17",
}
`);
  });

  test.each<[string, Parameters<typeof githubActionsRole>[0], string, string]>([
    ['a branch', { ...github, branch: 'main' }, 'StringEquals', 'repo:acme/firmware:ref:refs/heads/main'],
    ['a branch with a folder', { ...github, branch: 'release/1.x' }, 'StringEquals', 'repo:acme/firmware:ref:refs/heads/release/1.x'],
    ['a tag', { ...github, tag: 'v1' }, 'StringEquals', 'repo:acme/firmware:ref:refs/tags/v1'],
    ['tags', { ...github, tag: ['v', ANY] }, 'StringLike', 'repo:acme/firmware:ref:refs/tags/v*'],
    ['all tags', { ...github, tag: [ANY] }, 'StringLike', 'repo:acme/firmware:ref:refs/tags/*'],
    ['an environment', { ...github, environment: 'prod' }, 'StringEquals', 'repo:acme/firmware:environment:prod'],
    ['an environment with a colon', { ...github, environment: 'eu:prod' }, 'StringEquals', 'repo:acme/firmware:environment:eu%3Aprod'],
    ['an environment that looks like a wildcard', { ...github, environment: '*' }, 'StringEquals', 'repo:acme/firmware:environment:${*}'],
    ['pull requests', { ...github, pullRequest: true }, 'StringEquals', 'repo:acme/firmware:pull_request'],
  ])('%s', (_, props, operator, subject) => {
    const [{ Condition }] = rendered(githubActionsRole(props)).Statement;
    expect(Condition[operator]).toMatchObject({ 'token.actions.githubusercontent.com:sub': subject });
    expect(Condition.StringEquals).toMatchObject({ 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' });
  });

  test.each<[string, object]>([
    ['no run', github],
    ['two runs', { ...github, branch: 'main', environment: 'prod' }],
    ['a whole owner', { ...github, repository: 'acme/*', branch: 'main' }],
    ['everybody', { ...github, repository: '*', branch: 'main' }],
    ['a repository with a colon', { ...github, repository: 'acme/x:ref', branch: 'main' }],
    ['a repository that is a URL', { ...github, repository: 'https://github.com/acme/firmware', branch: 'main' }],
    ['a repository with a variable', { ...github, repository: 'acme/${aws:username}', branch: 'main' }],
    ['a repository named ..', { ...github, repository: 'acme/..', branch: 'main' }],
    ['a branch with a star as text', { ...github, branch: '*' }],
    ['an empty branch', { ...github, branch: '' }],
    ['a branch of nothing', { ...github, branch: [] }],
    ['a branch with an end of line', { ...github, branch: 'main\n' }],
    ['pull requests of false', { ...github, pullRequest: false }],
    ['an empty environment', { ...github, environment: '' }],
    ['an empty audience', { ...github, branch: 'main', audience: '' }],
    ['the provider of somebody else', { ...github, branch: 'main', provider: gitlab.provider }],
    ['a provider with a star', { ...github, branch: 'main', provider: 'arn:aws:iam::*:oidc-provider/token.actions.githubusercontent.com' }],
    ['no provider', { repository: 'acme/firmware', branch: 'main' }],
  ])('refuses %s', (_, props) => {
    expect(refused(() => githubActionsRole(untyped(props))).code).toBe('InvalidTrust');
  });
});

describe('a role for any OIDC provider', () => {
  test('with a typed wildcard in the subject', () => {
    const trust = oidcRole({ ...gitlab, subject: ['project_path:acme/firmware:ref_type:tag:ref:v', ANY] });
    expect(rendered(trust).Statement[0].Condition).toEqual({
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' }, StringLike: { 'gitlab.com:sub': 'project_path:acme/firmware:ref_type:tag:ref:v*' },
    });
  });

  test('several trusts, of which each suffices', () => {
    const trusts = [githubActionsRole({ ...github, branch: 'main' }), githubActionsRole({ ...github, tag: ['v', ANY] })];
    expect(rendered(trusts).Statement.map(({ Sid }) => Sid)).toEqual(['GithubActions', 'GithubActions2']);
  });

  test.each<[string, object]>([
    ['no subject', {}],
    ['an empty subject', { subject: '' }],
    ['a subject of nothing', { subject: [] }],
    ['any subject', { subject: [ANY] }],
    ['a subject that begins with anything', { subject: [ANY, ':ref:main'] }],
    ['the projects of a group', { subject: ['project_path:acme/', ANY] }],
    ['the projects of everybody', { subject: ['project_path:', ANY, '/firmware:ref_type:branch:ref:main'] }],
    ['a branch of no project', { subject: 'ref_type:branch:ref:main' }],
  ])('refuses %s', (_, props) => {
    expect(refused(() => oidcRole(untyped({ ...gitlab, ...props }))).code).toBe('OpenTrust');
  });

  test.each(['repo:acme/', 'repo:*/firmware:ref:refs/heads/main', 'ref:refs/heads/main', 'repository_owner:acme'])('refuses a GitHub subject %s', (subject) => {
    expect(refused(() => oidcRole({ issuer: 'https://token.actions.githubusercontent.com', provider, audience: 'sts.amazonaws.com', subject })).code).toBe('OpenTrust');
  });

  const at = (issuer: string, subject: string | readonly (string | typeof ANY)[]) => () => oidcRole({
    issuer: `https://${issuer}`, provider: `arn:aws:iam::111122223333:oidc-provider/${issuer}`, audience: 'x', subject: untyped(subject),
  });

  test.each(['Token.Actions.GitHubUserContent.com', 'GITLAB.com'])('A8: %s is the shared issuer that it is in lower case', (issuer) => {
    expect(refused(at(issuer, ['anything', ANY])).code).toBe('OpenTrust');
  });

  test.each<[issuer: string, good: string | readonly (string | typeof ANY)[], open: string | readonly (string | typeof ANY)[]]>([
    ['agent.buildkite.com', ['organization:acme:pipeline:', ANY], ['organization:', ANY]],
    ['api.pulumi.com/oidc', ['pulumi:deploy:org:acme:project:', ANY], ['pulumi:deploy:org:acme', ANY]],
    ['app.terraform.io', ['organization:acme:project:', ANY], ['organization:acme', ANY]],
    ['accounts.google.com', '117000000000000000000', ['11', ANY]],
    ['login.app.env0.com', 'a1b2c3@clients', ['auth0|', ANY]],
    ['oidc-configuration.audit-log.githubusercontent.com', 'https://github.com/acme', ['https://github.com/acme', ANY]],
    ['oidc.circleci.com', ['org/1a2b/project/', ANY], ['org/', ANY]],
    ['oidc.codefresh.io', ['account:1a2b:pipeline:', ANY], ['account:1a2b', ANY]],
    ['oidc.octopus.com', 'space:default', ['space:', ANY]],
    ['oidc.vercel.com', ['owner:acme:project:', ANY], ['owner:acme', ANY]],
    ['proidc.upbound.io', ['mcp:acme/', ANY], ['mcp:', ANY]],
    ['scalr.io', ['account:acme:', ANY], ['account:acme', ANY]],
    ['vstoken.actions.githubusercontent.com', ['repo:acme/firmware:', ANY], ['repo:acme/', ANY]],
  ])('the shared issuer %s: its owner is named, or it is refused', (issuer, good, open) => {
    expect(at(issuer, good)().issuer).toBe(issuer);
    expect(refused(at(issuer, open)).code).toBe('OpenTrust');
  });

  test.each([[[ANY]], [['', ANY]], [['repo:', ANY]], [['user/', ANY]], [['system:', ANY]]])('A8: of an issuer that nobody knows, a subject that strangers could meet is refused: %j', (subject) => {
    expect(refused(at('oidc.acme.example', subject)).code).toBe('OpenTrust');
    expect(at('oidc.acme.example', ['system:serviceaccount:', ANY])().pattern).toBe(true);
  });

  test.each(['http://gitlab.com', 'gitlab.com', 'https://gitlab.com/', 'https://*.com', 'https://gitlab.com?x', 'https://git lab.com', 'https://localhost', ''])('refuses the issuer %j', (issuer) => {
    expect(refused(() => oidcRole({ ...gitlab, issuer, subject: 'x' })).code).toBe('InvalidTrust');
  });
});

test('a role without a trust, or with more than fits, is refused', () => {
  expect(refused(() => accessPlan({ roles: { ci: { trust: [] } } })).code).toBe('InvalidPlan');
  expect(refused(() => accessPlan({ roles: { ci: { trust: untyped({ kind: 'other' }) } } })).code).toBe('InvalidTrust');
  const many = Array.from({ length: 12 }, (_, index) => githubActionsRole({ ...github, branch: `release-${index}` }));
  expect(refused(() => renderAccess(accessPlan({ roles: { ci: { trust: many } } }))).code).toBe('TrustTooLarge');
  const trust = githubActionsRole({ ...github, branch: 'main' });
  for (const maxSessionDuration of [0, 3599, 43_201, 3600.5, NaN]) {
    expect(refused(() => accessPlan({ roles: { ci: { trust, maxSessionDuration } } })).code).toBe('InvalidSessionDuration');
  }
  expect(refused(() => renderAccess(accessPlan({ platform: aws({ partition: 'aws-cn' }), roles: { ci: { trust } } }))).code).toBe('InvalidTrust');
});

/** What a subject lets in, by a reading of its own: no wildcard means that text alone. */
function admits(pattern: string, like: boolean, subject: string): boolean {
  const source = pattern.replace(/\$\{([*?$])\}|[^]/g, (piece, escaped: string | undefined) => {
    if (escaped !== undefined) return `[${escaped}]`;
    if (like && piece === '*') return '[^]*';
    if (like && piece === '?') return '[^]';
    return piece.replace(/[\\^$.|+(){}[\]/*?-]/g, '\\$&');
  });
  return new RegExp(`^${source}$`).test(subject);
}

describe('whatever text is given', () => {
  const hostile = fc.oneof(
    fc.string(), fc.string({ unit: fc.constantFrom('*', '?', '$', '{', '}', ':', '/', 'a', '"', ',') }),
    fc.constantFrom('*', '${aws:username}', '${*}', 'acme/*', 'main"],"Action":"*', 'repo:acme/firmware:*'),
  );
  const accepted = <T>(make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      expect((error as { code?: string }).code).toMatch(/^(OpenTrust|InvalidTrust|UnsupportedCharacter)$/);
      return undefined;
    }
  };
  const check = (trust: RoleTrusts, meant: string, other: string) => {
    const json = accepted(() => trustJson('ci', trust, aws()));
    if (json === undefined) return;
    const [{ Effect, Action, Principal, Condition }, ...more] = (JSON.parse(json) as { readonly Statement: readonly TrustStatement[] }).Statement;
    expect([more, Effect, Action, Principal, Object.keys(Condition)]).toEqual([[], 'Allow', 'sts:AssumeRoleWithWebIdentity', { Federated: provider }, ['StringEquals']]);
    const subject = Condition.StringEquals['token.actions.githubusercontent.com:sub'];
    expect(subject.replace(/\$\{[*?$]\}/g, '')).not.toContain('$');
    expect(admits(subject, false, meant)).toBe(true);
    expect(admits(subject, false, other)).toBe(meant === other);
  };

  test('an environment lets in jobs of that environment of that repository, and nobody else', () => {
    let checked = 0;
    fc.assert(fc.property(hostile, hostile, (environment, other) => {
      const trust = accepted(() => githubActionsRole({ ...github, environment }));
      if (trust === undefined) return;
      checked += 1;
      check(trust, `repo:acme/firmware:environment:${environment.replace(/:/g, '%3A')}`, `repo:acme/firmware:environment:${other.replace(/:/g, '%3A')}`);
    }), { numRuns: runs(300) });
    expect(checked).toBeGreaterThan(runs(300) / 6);
  });

  test('a repository is that repository or refused', () => {
    fc.assert(fc.property(hostile, hostile, (owner, name) => {
      const trust = accepted(() => githubActionsRole({ ...github, repository: `${owner}/${name}`, branch: 'main' }));
      if (trust !== undefined) expect(trust.subject).toMatch(/^repo:[\w-]+\/[\w.-]+:ref:refs\/heads\/main$/);
    }), { numRuns: runs(300) });
  });

  test('a subject of texts and wildcards widens nowhere but at the wildcards', () => {
    fc.assert(fc.property(fc.array(fc.oneof(hostile, fc.constant<Wildcard>(ANY)), { minLength: 1, maxLength: 4 }), hostile, (tail, other) => {
      const parts = ['repo:acme/firmware:', ...tail];
      const trust = accepted(() => oidcRole({ issuer: 'https://token.actions.githubusercontent.com', provider, audience: 'sts.amazonaws.com', subject: parts }));
      if (trust === undefined) return;
      expect(trust.pattern).toBe(tail.includes(ANY));
      expect(admits(trust.subject, trust.pattern, `repo:evil/firmware:${other}`)).toBe(false);
      expect(admits(trust.subject, trust.pattern, parts.map((part) => (typeof part === 'string' ? part : 'x')).join(''))).toBe(true);
    }), { numRuns: runs(300) });
  });
});
