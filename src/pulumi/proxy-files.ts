import * as pulumi from '@pulumi/pulumi';
import { renderProxy } from '../plan/delta-glider/render-proxy';
import type { AccessPlan } from '../plan/planned';
import { ruleLanguageOf } from '../platforms/rules/language';
import { policyInput } from './deploy';

/**
 * The files of a plan for DeltaGlider Proxy, by path. A bucket that is known only at deploy is checked to be a name before it stands in one.
 *
 * @throws AccessError as `renderAccess`
 */
export function proxyFiles(plan: AccessPlan): ReadonlyMap<string, pulumi.Output<string>> {
  const { files = [] } = renderProxy(plan, ruleLanguageOf(plan.platform));
  return new Map(files.map(({ path, text }) => [path, pulumi.output(filledProxyText(text, plan))]));
}

/** A text that a plan for DeltaGlider Proxy was rendered to, with its buckets filled in. */
export function filledProxyText(text: string, plan: AccessPlan): pulumi.Input<string> {
  const grants = [...plan.users.values(), ...plan.groups.values(), ...plan.external].flatMap((some) => some.grants ?? []);
  return policyInput(text, [...new Set([...grants.flatMap((grant) => grant.buckets), ...plan.buckets.keys()])]);
}
