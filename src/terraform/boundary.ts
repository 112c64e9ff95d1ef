import type { Construct } from 'constructs';
import { POLICY_ARN, renderBoundary, type Boundary } from '../plan/boundary';
import { policyName, shortHash } from '../plan/names';
import { isDeployTime } from '../policy/deploy-time';
import type { Precondition, ResourceOf, TerraformEngine } from './engine';
import { bucketConditions } from './grant-buckets';
import { matches, withPreconditions } from './name-conditions';
import type { Placement } from './platform-scope';
import { AppRegistry } from './registry';
import { templateSafe } from './template';

/** What a boundary comes to. */
export interface MadeBoundary<E extends TerraformEngine> {
  /** For the user or role. */
  readonly argument: { readonly permissionsBoundary?: string };
  /** Checks at deploy, for the user or role. */
  readonly preconditions: readonly Precondition[];
  /** The provider's own object, where a policy is made. */
  readonly resources: { readonly boundary?: ResourceOf<E, 'IamPolicy'> };
}

/** Makes the boundary of a user or role below it, where it has one. */
export function makeBoundary<E extends TerraformEngine>(
  engine: E, owner: Construct, kind: 'user' | 'role', name: string, boundary: Boundary | undefined, { platform, classes, meta }: Placement,
): MadeBoundary<E> {
  if (boundary === undefined) return { argument: {}, preconditions: [], resources: {} };
  const { path } = owner.node;
  const readable = path.slice(engine.TerraformStack.of(owner).node.path.length + 1).split('/');
  const rendered = renderBoundary(boundary, kind, `${kind} ${name}`, policyName([...readable, 'boundary', shortHash(`${path}/Boundary`)], platform), platform);
  if ('arn' in rendered) {
    const words = `The boundary of ${kind} ${name} must be the ARN of a managed policy.`;
    const preconditions = isDeployTime(rendered.arn) ? [matches(engine, POLICY_ARN, rendered.arn, words)] : [];
    return { argument: { permissionsBoundary: rendered.arn }, preconditions, resources: {} };
  }
  AppRegistry.of(owner).takePolicyName(path, rendered.name, `${path}/Boundary`);
  const checked = withPreconditions(meta, bucketConditions(engine, owner, typeof boundary === 'string' ? [] : boundary));
  const policy = new classes.IamPolicy(owner, 'Boundary', { ...checked, name: rendered.name, policy: templateSafe(rendered.json) });
  return { argument: { permissionsBoundary: policy.arn }, preconditions: [], resources: { boundary: policy as ResourceOf<E, 'IamPolicy'> } };
}
