import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { lintAccess, readAccess } from '../../src';
import { providerPattern } from '../../src/plan/oidc-role';
import { POLICY_ARN } from '../../src/plan/policy-arn';
import { PRINCIPAL_PATTERN } from '../../src/platforms/selectel/selectel';
import { spent } from '../ratio';
import { speedOf, type Speed } from './linear-regex';

const root = join(__dirname, '..', '..', 'src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => file.replaceAll('\\', '/')).sort();

/** Files with an expression that the judge takes for a slow one, how it begins, and why it isn't. */
const SLOW: Readonly<Record<string, readonly [start: string, why: string]>> = {
  'policy/operators/date.ts': ['0+$', 'it reads nine digits'],
  'state/aws-managed/index.ts': ['^([^ +]*?)', 'it reads a table of ours'],
  'state/terraform-source/config-folder.ts': ['\\[.*$', 'what follows the first bracket always matches'],
  'state/hcl/scanner.ts': ['(?:\\s|#[^\\n]*|', 'it matches the empty text too, so it never fails and never goes back'],
};

/** Where an expression is put together, and of what: never of text that a source or a user brings. */
const ASSEMBLED: Readonly<Record<string, string>> = {
  'decide/match/tokens.ts': 'the mark of unknown text',
  'grants/iam-administrator.ts': 'parts that stand above it, and the partitions',
  'guards/require-encryption.ts': 'the partitions',
  'guards/principal-patterns.ts': 'parts that stand above it',
  'lint/rules/platform-state.ts': "a platform's pattern of names",
  'plan/adopted-policy.ts': 'POLICY_ARN, tested here',
  'plan/boundary.ts': 'POLICY_ARN, tested here',
  'plan/graph/deploy-check.ts': 'POLICY_ARN, PRINCIPAL_PATTERN and providerPattern, tested here',
  'plan/external-grantees.ts': 'parts that stand above it, and the partitions',
  'plan/names.ts': "a platform's pattern of names",
  'plan/oidc-role.ts': 'providerPattern, tested here',
  'platforms/custom/custom-profile.ts': 'the names of our platforms',
  'platforms/rules/to-rules.ts': 'characters of a rule language',
  'platforms/selectel/selectel.ts': 'PRINCIPAL_PATTERN, tested here',
  'pulumi/boundary.ts': 'POLICY_ARN, tested here',
  'pulumi/deploy.ts': 'PRINCIPAL_PATTERN, tested here',
  'pulumi/role-trust.ts': 'providerPattern, tested here',
};

interface Found {
  readonly literals: readonly (readonly [source: string, flags: string])[];
  readonly assembled: number;
}

function expressionsIn(file: string): Found {
  const literals: (readonly [string, string])[] = [];
  let assembled = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.push([node.text.slice(1, node.text.lastIndexOf('/')), node.text.slice(node.text.lastIndexOf('/') + 1)]);
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') assembled++;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true));
  return { literals, assembled };
}

describe('B1: no regular expression of ours takes more than linear time', () => {
  const found = files.map((file) => [file, expressionsIn(file)] as const);

  test('literals, whatever the text is', () => {
    const slow = found.flatMap(([file, { literals }]) => literals.filter(([source, flags]) => speedOf(source, flags) !== 'linear' && !(SLOW[file] !== undefined && source.startsWith(SLOW[file][0])))
      .map(([source, flags]) => `${file}: /${source}/${flags}`));
    expect(slow).toEqual([]);
    expect(found.flatMap(([, { literals }]) => literals).length).toBeGreaterThan(200);
  });

  test('none is made of text that a source or a user brings', () => {
    expect(found.filter(([, { assembled }]) => assembled > 0).map(([file]) => file).filter((file) => ASSEMBLED[file] === undefined)).toEqual([]);
  });

  test.each([
    ['POLICY_ARN', POLICY_ARN], ['PRINCIPAL_PATTERN', PRINCIPAL_PATTERN], ['providerPattern', providerPattern('https://token.actions.githubusercontent.com')],
  ])('%s, which is written as text', (_, source) => {
    expect(speedOf(source)).toBe('linear');
  });

  test.each([
    ['(a*)*b', '', 'exponential'], ['^(a+)+$', '', 'exponential'], ['^(a|a)*$', '', 'exponential'], ['^(a|b|ab)*$', '', 'exponential'],
    ['\\s+$', '', 'polynomial'], ['^\\s*x', 'm', 'polynomial'], ['[^/]*$', '', 'polynomial'], ['^a*a*$', '', 'polynomial'], ['\\$\\{[^}]*\\}', 'g', 'polynomial'],
    ['a(?:.*b)?', 'g', 'polynomial'], ['^.*x.*y', '', 'polynomial'], ['^(?=(a+)+$)b', '', 'exponential'],
    ['\\s+', 'g', 'linear'], ['^[ \\t]*x', 'm', 'linear'], ['^a*b*$', '', 'linear'], ['^(?:[^:]*:){0,5}', '', 'linear'], ['^\\d{1,3}(\\.\\d{1,3}){3}$', '', 'linear'],
    ['^[a-z]{2}(-[a-z]+)+-\\d{1,2}$', '', 'linear'],
  ] as ReadonlyArray<readonly [string, string, Speed]>)('the judge of them: /%s/%s is %s', (source, flags, speed) => {
    expect(speedOf(source, flags)).toBe(speed);
  });
});

describe('patterns of a source go through the one matcher', () => {
  const lintOf = (statement: object) => lintAccess(readAccess({
    users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', ...statement }] }] } },
  }));

  test.each([
    ['an action', { Action: [`s3:${'*?'.repeat(30)}X`, 's3:GetObject'] }],
    ['a resource', { Resource: [`arn:aws:s3:::${'*a'.repeat(60)}X`, `arn:aws:s3:::${'a'.repeat(5000)}`] }],
    ['variables without a brace', { Resource: `arn:aws:s3:::b/${'${'.repeat(20_000)}` }],
  ])('lint ends for %s', (_, statement) => {
    // it took 48 seconds for ten pairs of wildcards, and three times as long for each other one
    expect(spent(() => { lintOf(statement); })).toBeLessThan(5);
  });
});
