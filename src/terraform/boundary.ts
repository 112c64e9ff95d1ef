import type { Construct } from 'constructs';
import type { Boundary } from '../plan/boundary';
import type { BoundarySpec } from '../plan/graph/people';
import { policyName, shortHash } from '../plan/names';
import type { Platform } from '../platforms/platform';
import type { TerraformEngine } from './engine';

/** A boundary of a user or role with the name of the policy that is made of it below the construct. */
export function boundarySpec(
  engine: TerraformEngine, owner: Construct, boundary: Boundary | undefined, platform: Platform,
): { readonly bounded?: BoundarySpec } {
  if (boundary === undefined) return {};
  const { path } = owner.node;
  return { bounded: { boundary, policyName: policyName([...readablePath(engine, owner), 'boundary', shortHash(`${path}/Boundary`)], platform) } };
}

/** The path of a construct below its stack. */
export function readablePath(engine: TerraformEngine, scope: Construct): readonly string[] {
  return scope.node.path.slice(engine.TerraformStack.of(scope).node.path.length + 1).split('/');
}
