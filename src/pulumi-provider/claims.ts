import * as pulumi from '@pulumi/pulumi';
import { bucketIntents } from '../plan/bucket-intents';
import type { AccessPlan } from '../plan/planned';
import { twoBucketPolicies } from '../plan/refusals';
import { bucketReference } from '../pulumi/bucket-reference';

/** Who writes the policy of which bucket in the deployment that this process serves. */
const claims = new Map<string, string>();

/**
 * Refuses a second component that writes the policy of a bucket: a bucket has one policy, and a component is whole before the next one is known, so that
 * nothing could merge them. A bucket whose name isn't known in a preview is looked at when it is deployed.
 *
 * @throws AccessError `TwoBucketPolicies`
 */
export async function claimBuckets(component: string, plan: AccessPlan, { providers = {} }: pulumi.ComponentResourceOptions): Promise<void> {
  const urns = await Promise.all(Object.values(providers).map(({ urn }) => new Promise<string>((resolve) => urn.apply(resolve))));
  const deployment = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun(), ...urns.sort()];
  for (const [bucket, intents] of bucketIntents(plan)) {
    const name = knownName(bucket);
    if (name === undefined || intents.length === 0) continue;
    const key = JSON.stringify([...deployment, name]);
    const other = claims.get(key) ?? component;
    if (other !== component) throw twoBucketPolicies(name, [other, component], true);
    claims.set(key, component);
  }
}

function knownName(bucket: string): string | undefined {
  const reference = bucketReference(bucket);
  if (reference.kind === 'name') return reference.name;
  return reference.kind === 'output' ? reference.called?.name : undefined;
}
