import { aws } from '../platforms/aws/aws';
import { checkIsPlatform } from '../platforms/check-is-platform';
import type { Platform } from '../platforms/platform';
import type { PolicyProblem } from '../policy/problems';
import { OPAQUE } from '../shape/readers';
import { readShape, type Shape } from '../shape/shape';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { readAccess } from '../state/read-access';
import { problemsOf } from '../state/read-policy';
import { otherPolicies, locationIn, policiesOf } from './located-policies';
import { OTHER_RULES, POLICY_RULES, STATE_RULES, STATEMENT_RULES } from './rules';
import type { Found, FoundLocation, LintFinding, LintOptions, LocatedPolicy, PolicyRule, StatementRule } from './types';

const OPTIONS: Shape<LintOptions> = { platform: OPAQUE };

const RANK = { error: 0, warning: 1, note: 2 } as const;

/**
 * Looks through a stack for what is wrong in it: statements that can't do what they say, that are needless or wider than anybody means,
 * public access, and everything that a platform would reject, ignore or read differently. Offline, and by the exact methods of `decide` and
 * `compareAccess` where a question has an exact answer.
 *
 * @param source what {@link readAccess} takes or returns
 * @returns findings, the worst first, and each in the order of the stack
 * @throws AccessError `UnreadableSource`, `InvalidPlatform`, `InvalidOption`
 * @example
 * lintAccess(readAccessFile('cdktf.out'), { platform: minio({ scope: 'acme-storage', endpoint: 'https://minio.example' }) })
 *   .filter(({ severity }) => severity === 'error');
 */
export function lintAccess(source: AccessState | AccessStateJson, options: LintOptions = {}): readonly LintFinding[] {
  const state = readAccess(source);
  const { platform = state.platform ?? aws() } = readShape<LintOptions>(OPTIONS, options, { what: 'lintAccess', called: 'options', example: '{ platform: aws() }' });
  checkIsPlatform(platform);
  const findings = [
    ...policiesOf(state).flatMap((location) => inPolicy(location, platform, STATEMENT_RULES, POLICY_RULES)),
    ...otherPolicies(state).flatMap((location) => inPolicy(location, platform, OTHER_RULES, [])),
    ...STATE_RULES.flatMap((rule) => rule(state, platform).map((found) => finding(found, found))),
  ];
  return findings.sort((one, other) => RANK[one.severity] - RANK[other.severity]);
}

function inPolicy(
  location: LocatedPolicy, platform: Platform, statementRules: readonly StatementRule[], policyRules: readonly PolicyRule[],
): readonly LintFinding[] {
  const { policy } = location;
  const statements = policy.document?.statements ?? [];
  const at = (index: number, below?: string) => locationIn(policy, index, below);
  return [
    ...problemsOf(policy).map((problem) => ofProblem(problem, policy.name)),
    ...statements.flatMap((statement, index) => statementRules
      .flatMap((rule) => rule({ ...location, statement, index }, platform))
      .map((found) => finding(found, at(index, found.below)))),
    ...policyRules.flatMap((rule) => rule(location, platform).map(({ index, ...found }) => finding(found, at(index, found.below)))),
  ];
}

function ofProblem({ code, severity, path, message, remedy }: PolicyProblem, where: string): LintFinding {
  return { code, severity, where, path, reason: message, remedy };
}

function finding({ code, severity, reason, remedy }: Found, { where, path, sid }: FoundLocation): LintFinding {
  return { code, severity, where, ...(path !== undefined && { path }), ...(sid !== undefined && { sid }), reason, remedy };
}
