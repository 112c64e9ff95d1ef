import { compareAccess } from '../compare/compare-access';
import type { Comparison } from '../compare/types';
import { compileState } from '../decide';
import { AccessError } from '../errors';
import { controlPlaneOf } from '../plan/control-planes';
import { parsePlan } from '../plan/file/parse-plan';
import type { AccessPlan } from '../plan/planned';
import { renderAccess } from '../plan/render-access';
import { aws } from '../platforms/aws/aws';
import type { Platform } from '../platforms/platform';
import { recipeOf } from '../platforms/recipe';
import { PARTITIONS } from '../policy/arn';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { partitionOf } from '../state/partition';
import { Call, type PlanNode } from './call';
import type { Parts } from './outcome';
import { planData } from './plan-data';
import { Suggester, type SuggestedStatement } from './site-suggestion';
import { sitesOf } from './sites';
import { stackWithPlan } from './stack-with-plan';
import { writeTypeScript } from './write-typescript';
import { writeYaml } from './write-yaml';

/** A plan for what a stack allows already. */
export interface Suggestion {
  /** The plan. */
  readonly plan: AccessPlan;
  /** The plan as a plan file, with what is to know about it in comments. */
  readonly yaml: string;
  /** The plan as a module in TypeScript, with the same comments. */
  readonly typescript: string;
  /** Every statement of the stack that is known, and what it becomes. */
  readonly statements: readonly SuggestedStatement[];
  /** What a plan can't say, which stays where it is: sentences. */
  readonly notes: readonly string[];
  /** The stack compared with itself after the plan has taken the place of what it says: `none` where nothing changes. */
  readonly comparison: Comparison;
}

/**
 * Makes the plan that says what a stack allows already, so that somebody with policies written by hand starts from there. Statements are replaced by
 * the grants and guards that give exactly the same access, as comparisons prove; what no grant or guard says exactly is kept as it is, and the
 * nearest one is named with the difference in both directions. What a plan can't say is in `notes`.
 *
 * @param state what `readAccess` returns, or the same as plain JSON
 * @throws AccessError `EmptyPlan` where there is nothing that a plan could say, `UnreadableSource`, `UnsupportedOnPlatform`, `InvalidPlatform`
 * @example
 * const { yaml, notes } = suggestPlan({ users: { ci: { policies: [{
 *   Version: '2012-10-17',
 *   Statement: [
 *     { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/public/*' },
 *     { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::downloads', Condition: { StringLike: { 's3:prefix': 'public/*' } } },
 *   ],
 * }] } } }); // users: { ci: { grants: [{ readOnlyPrefix: { bucket: downloads, prefix: public/ } }] } }
 */
export function suggestPlan(state: AccessState | AccessStateJson): Suggestion {
  const { state: stack } = compileState(state);
  const partition = PARTITIONS.find((one) => one === partitionOf(stack));
  const platform = stack.platform ?? aws(partition === undefined ? {} : { partition });
  const declared = platformPart(platform);
  const suggester = new Suggester(platform);
  const refusal = (parts: Parts) => refusalOf(() => renderAccess(parsePlan(writeYaml({ ...declared, ...parts }, []))));
  const { plan: said, outcomes, notes } = planData(stack, sitesOf(stack).map((site) => suggester.suggestionFor(site)), { platform, refusal });
  if (Object.keys(said).length === 0) {
    throw new AccessError({ code: 'EmptyPlan', message: ['there is nothing in it that a plan could say', ...notes].join('\n  - '), remedy: 'give a stack with users, groups, roles or bucket policies whose text is known' });
  }
  const parts = { ...declared, ...said };
  const above = [...ABOVE, ...notes];
  const yaml = writeYaml(parts, above);
  // the text itself is what is proven
  const plan = parsePlan(yaml);
  return {
    plan,
    yaml,
    typescript: writeTypeScript(parts, above),
    statements: outcomes.flatMap(({ statements }) => statements),
    notes,
    comparison: compareAccess(stack, stackWithPlan(stack, plan, outcomes)),
  };
}

/** What everybody should know who begins with such a plan. */
const ABOVE: readonly string[] = [
  'What the stack allows already, as bucket-grants suggests it. Users and groups of this plan are there already: import them, or name them by existing.',
];

/**
 * The platform as a plan names it: nothing for AWS in its first partition.
 *
 * @throws AccessError `UnsupportedOnPlatform`
 */
function platformPart(platform: Platform): Parts {
  if (controlPlaneOf(platform).planForm !== 'principals') {
    throw new AccessError({
      code: 'UnsupportedOnPlatform',
      message: `a plan can't be suggested for ${platform.title}: what users may do there is not in policies of theirs`,
      remedy: 'write the plan by hand, and compare it with the stack: bucket-grants review STACK access-plan.yaml',
    });
  }
  const recipe = recipeOf(platform);
  if (recipe !== undefined) return { platform: new Call(recipe.platform, recipe.options as PlanNode) };
  if (platform.name !== AWS.name) {
    throw new AccessError({
      code: 'InvalidPlatform',
      message: `a plan can't be suggested for ${platform.title} as it is known here: a plan names the scope or the endpoint that it is made with`,
      remedy: "read the stack for that: readAccess(stack, { platform: minio({ scope: 'acme' }) }); on the command line --platform minio --scope acme",
    });
  }
  return platform.partition === AWS.partition ? {} : { platform: new Call('aws', { partition: platform.partition }) };
}

const AWS = aws();

function refusalOf(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof AccessError) return error.message.split('\n  Code: ')[0].replace(/^access-plan:\d+:\d+: /, '');
    throw error;
  }
}
