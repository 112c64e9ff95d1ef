import { globsOverlap } from '../decide/match/glob-overlap';
import { checkReachable, controlPlaneOf } from '../plan/control-planes';
import { lateName } from '../plan/graph/late';
import { planGraph } from '../plan/graph/plan-graph';
import type { AccessPlan } from '../plan/planned';
import { ambiguousBucket } from '../plan/refusals';
import type { RenderedAccess } from '../plan/rendered-access';
import type { Platform } from '../platforms/platform';
import { unsupported } from '../platforms/unsupported';
import { isDeployTime, replaceDeployTime } from '../policy/deploy-time';
import { globCodes } from '../policy/pattern/glob';
import { pulumiYaml } from './pulumi-yaml';
import type { SynthInput } from './synth-input';
import { terraformJson } from './terraform-json';

/** What a plan is written as, without an engine of this package. */
export type SynthTarget = 'terraform' | 'pulumi';

/** A file that is written. */
export interface SynthFile {
  readonly path: string;
  readonly text: string;
}

/** What was written, and of what. */
export interface SynthesizedPlan {
  readonly file: SynthFile;
  readonly rendered: RenderedAccess;
}

/** How a plan is written. */
export interface SynthOptions extends SynthInput {
  readonly to: SynthTarget;
  /** What tells the plan from others in the same account, as of `renderAccess`. */
  readonly scope: string;
  /** The name of a Pulumi project. */
  readonly name: string;
}

/**
 * Writes a plan as a module of Terraform or a program of Pulumi YAML: the resources that `StorageAccess` of an engine makes of it, written down.
 *
 * @throws AccessError `UnsupportedOnPlatform`, `AmbiguousBucket`, `DeployTimeValue`, and what `renderAccess` throws
 */
export function synthPlan(plan: AccessPlan, { to, scope, name, ...input }: SynthOptions): SynthesizedPlan {
  checkWritable(plan.platform);
  const graph = planGraph(plan, { scope, late: input.late });
  const { rendered } = graph;
  checkDistinct(rendered.buckets.map(({ bucket }) => bucket), input);
  if (to === 'pulumi') return { file: { path: 'Pulumi.yaml', text: pulumiYaml(graph, name, input) }, rendered };
  return { file: { path: 'main.tf.json', text: `${JSON.stringify(terraformJson(graph, input), null, 2)}\n` }, rendered };
}

function checkWritable(platform: Platform): void {
  checkReachable(platform);
  if (controlPlaneOf(platform).planForm !== 'file') return;
  throw unsupported(platform, { what: 'a module', reason: 'takes the access of all its users as one file', remedy: 'write that file: bucket-grants render PLAN --out DIR' });
}

/** Two policies of one bucket would overwrite one another. */
function checkDistinct(buckets: readonly string[], { late }: SynthInput): void {
  const codes = (bucket: string) => globCodes(replaceDeployTime(bucket, () => '*'));
  const shown = (bucket: string) => `bucket ${late.piecesOf(bucket).map((piece) => (typeof piece === 'string' ? piece : `\${${lateName(piece)}}`)).join('')}`;
  for (const [index, bucket] of buckets.entries()) {
    const isUnclear = (other: string) => (isDeployTime(bucket) || isDeployTime(other)) && globsOverlap(codes(bucket), codes(other));
    const same = buckets.slice(index + 1).find(isUnclear);
    if (same !== undefined) throw ambiguousBucket(shown(bucket), shown(same));
  }
}
