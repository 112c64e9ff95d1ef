import type { Policy } from '@pulumi/aws/iam/policy';
import * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';
import type { Grant } from '../grants/grant';
import { BOUNDARY, POLICY_ARN, renderBoundary, type Boundary } from '../plan/boundary';
import { policyName, shortHash } from '../plan/names';
import { checkFeature } from '../platforms/features';
import { isDeployTime } from '../policy/deploy-time';
import { shown } from '../s3/names';
import { deployTimeValue, type Reader } from '../shape/readers';
import { policyInput } from './deploy';
import { INPUT } from './inputs';
import { marksIn, outputOf } from './marks';
import type { Placement } from './placement';

/** The most that a user or role may ever do: the ARN of a managed policy that exists already, or grants, of which a policy is made. */
export type BoundaryArg = pulumi.Input<string> | readonly Grant[];

/** Reads a boundary. */
export const BOUNDARY_ARG: Reader = (value, at) => (Array.isArray(value) ? BOUNDARY : INPUT)(value, at);

/** What a boundary comes to. */
export interface MadeBoundary {
  /** For the user or role. */
  readonly argument: { readonly permissionsBoundary?: pulumi.Input<string> };
  /** The provider's own object, where a policy is made. */
  readonly resources: { readonly boundary?: Policy };
}

/** Makes the boundary of a user or role, where it has one. */
export function makeBoundary(kind: 'user' | 'role', who: string, boundary: BoundaryArg | undefined, placement: Placement): MadeBoundary {
  if (boundary === undefined) return { argument: {}, resources: {} };
  const { name, path, platform, opts } = placement;
  checkFeature(platform, 'boundaries', `the boundary of ${kind} ${who}`);
  if (pulumi.Output.isInstance<string>(boundary) || boundary instanceof Promise) {
    return { argument: { permissionsBoundary: policyArnInput(boundary, `${kind} ${who}`) }, resources: {} };
  }
  const rendered = renderBoundary(boundary as Boundary, kind, `${kind} ${who}`, policyName([name, 'boundary', shortHash(`${path}/boundary`)], platform), platform);
  if ('arn' in rendered) return { argument: { permissionsBoundary: arnInput(rendered.arn, `${kind} ${who}`) }, resources: {} };
  const buckets = (boundary as readonly Grant[]).flatMap((grant) => grant.buckets);
  const policy = new placement.classes.Policy(`${name}-boundary`, { name: rendered.name, policy: policyInput(rendered.json, buckets) }, opts);
  return { argument: { permissionsBoundary: policy.arn }, resources: { boundary: policy } };
}

/** The ARN of a boundary that was given as text, which may hold what {@link deployTimeName} made. */
function arnInput(arn: string, who: string): pulumi.Input<string> {
  if (!isDeployTime(arn)) return arn;
  if (marksIn(arn)[0] === arn) return policyArnInput(outputOf(arn), who);
  throw deployTimeValue({ where: `the boundary of ${who}` }, 'an Output beside other text', arn);
}

/** The ARN of a boundary that is an Output, checked when it is there. */
export function policyArnInput(boundary: pulumi.Input<string>, who: string): pulumi.Output<string> {
  return pulumi.output(boundary).apply((arn) => checkDeployedArn(arn, who));
}

function checkDeployedArn(arn: unknown, who: string): string {
  if (typeof arn === 'string' && new RegExp(POLICY_ARN).test(arn)) return arn;
  throw new AccessError({
    code: 'InvalidBoundary',
    message: `the boundary of ${who} came from an Output as ${shown(arn)}, which is not an ARN of a managed policy`,
    remedy: 'give the arn of a policy',
  });
}
