import type { Construct } from 'constructs';
import { APPLY_SCRIPT, PROXY_COMMAND, type ApplyToProxy } from '../plan/delta-glider/apply-command';
import { keyUsers } from '../plan/delta-glider/key-users';
import { renderProxy } from '../plan/delta-glider/render-proxy';
import { wholeConfig } from '../plan/delta-glider/whole-config';
import { templateSafe } from '../plan/graph/template';
import type { AccessPlan } from '../plan/planned';
import { checkEndpoint } from '../platforms/endpoint';
import { ruleLanguageOf } from '../platforms/rules/language';
import type { Dependable, TerraformEngine } from './engine';
import { bucketConditions } from './grant-buckets';
import { withPreconditions } from './preconditions';

export type { ApplyToProxy };

/**
 * Writes the file of a plan for DeltaGlider Proxy into the synthesized output, as what a `terraform_data` holds, so that a plan of Terraform
 * shows what changes in it; and applies it, where that was asked for.
 *
 * @returns the files, by path, as texts of the engine
 */
export function makeProxyAccess(
  engine: TerraformEngine, access: Construct, plan: AccessPlan,
  { apply, dependsOn = [] }: { readonly apply?: ApplyToProxy; readonly dependsOn?: readonly Dependable[] },
): ReadonlyMap<string, string> {
  const { files = [], config, users } = renderProxy(plan, ruleLanguageOf(plan.platform));
  const grants = [...plan.users.values(), ...plan.groups.values(), ...plan.external].flatMap((some) => some.grants ?? []);
  const conditions = bucketConditions(engine, access, grants.flatMap(({ buckets }) => buckets));
  const meta = withPreconditions(dependsOn.length > 0 ? { dependsOn: [...dependsOn] } : {}, conditions);
  const written = files.map(({ path, text }) => {
    const resource = new engine.TerraformResource(access, `File-${path}`, { ...meta, terraformResourceType: 'terraform_data' });
    resource.addOverride('input', templateSafe(text));
    return [path, resource.getStringAttribute('output')] as const;
  });
  if (apply !== undefined) applyOnDeploy(engine, access, wholeConfig(apply.config, config, keyUsers(users)), apply, meta);
  return new Map(written);
}

/** The password comes to the command from the environment of the person who deploys, `DGP_BOOTSTRAP_PASSWORD`, and is written nowhere. */
function applyOnDeploy(
  engine: TerraformEngine, access: Construct, document: string, { server, command = PROXY_COMMAND }: ApplyToProxy, meta: object,
): void {
  checkEndpoint('apply.server', server);
  const resource = new engine.TerraformResource(access, 'Apply', { ...meta, terraformResourceType: 'terraform_data' });
  resource.addOverride('triggers_replace', [templateSafe(document), templateSafe(server)]);
  resource.addOverride('provisioner', [{
    'local-exec': {
      command: templateSafe(APPLY_SCRIPT),
      environment: { PROXY_CONFIG: '${self.triggers_replace[0]}', PROXY_SERVER: '${self.triggers_replace[1]}', PROXY_COMMAND: templateSafe(command) },
    },
  }]);
}
