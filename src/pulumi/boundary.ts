import type * as pulumi from '@pulumi/pulumi';
import type { Grant } from '../grants/grant';
import { BOUNDARY, type Boundary } from '../plan/boundary';
import type { BoundarySpec } from '../plan/graph/people';
import { policyName, shortHash } from '../plan/names';
import { isDeployTime } from '../policy/deploy-time';
import { deployTimeValue, type Reader } from '../shape/readers';
import { INPUT } from './inputs';
import { placeholdersIn, plainOrPlaceholder } from './placeholders';
import type { Placement } from './placement';

/** The most that a user or role may ever do: the ARN of a managed policy that exists already, or grants, of which a policy is made. */
export type BoundaryArg = pulumi.Input<string> | readonly Grant[];

/** Reads a boundary. */
export const BOUNDARY_ARG: Reader = (value, at) => (Array.isArray(value) ? BOUNDARY : INPUT)(value, at);

/** A boundary of a user or role with the name of the policy that is made of it. */
export function boundarySpec(
  who: string, boundary: BoundaryArg | undefined, { name, path, platform }: Placement,
): { readonly bounded?: BoundarySpec } {
  if (boundary === undefined) return {};
  const named = policyName([name, 'boundary', shortHash(`${path}/boundary`)], platform);
  return { bounded: { boundary: isGrants(boundary) ? boundary : arnText(who, boundary), policyName: named } };
}

function isGrants(boundary: BoundaryArg): boundary is readonly Grant[] {
  return Array.isArray(boundary);
}

/** An ARN as the core reads it; one that {@link deployTimeName} made is the whole of it. */
function arnText(who: string, arn: pulumi.Input<string>): Boundary {
  const text = plainOrPlaceholder('boundary', arn);
  if (typeof text === 'string' && isDeployTime(text) && placeholdersIn(text)[0] !== text) {
    throw deployTimeValue({ where: `the boundary of ${who}` }, 'a value beside other text');
  }
  return text;
}
