import { AccessError } from '../errors';
import type { UnknownAccess } from './access-state';
import { withAccount } from './arns';
import { assemble } from './assemble';
import { at, blocks, entries, isObject, type JsonObject, own, scalarText } from './json';
import { resourcesIn, ShownResource } from './shown-resources';
import type { SourceReader } from './source';
import { Plan } from './terraform-plan';
import { Unknowns } from './unknown';

const isTerraform = (json: JsonObject): boolean => typeof own(json, 'format_version') === 'string';

/** Reads `terraform show -json PLAN`. */
export const planReader: SourceReader = {
  name: 'terraform show -json of a plan',
  recognises: (json) => isTerraform(json) && isObject(own(json, 'planned_values')),
  read: (json, options) => {
    checkIsWhole(json);
    const tokens = new Unknowns();
    const plan = new Plan(json, tokens, options);
    return assemble(plan.resources, tokens, plan.options, [...deferred(json), ...plan.notes()]);
  },
};

/** Reads `terraform show -json` of a state; of an empty one, too. */
export const stateReader: SourceReader = {
  name: 'terraform show -json of a state',
  recognises: (json) => isTerraform(json) && (isObject(own(json, 'values')) || Object.keys(json).every((key) => key === 'format_version' || key === 'terraform_version')),
  read: (json, options) => {
    const tokens = new Unknowns();
    const resources = resourcesIn(own(json, 'values')).map((resource) => new ShownResource(resource, tokens));
    return assemble(resources, tokens, withAccount(options, resources, tokens));
  },
};

/**
 * Refuses a plan that doesn't hold all that will be.
 *
 * @throws AccessError `UnreadableSource` when it was made with `-target`, failed, or only says what was changed outside of Terraform
 */
function checkIsWhole(plan: unknown): void {
  if (own(plan, 'errored') === true) throw partial('the plan failed, so it doesn\'t hold every resource', 'plan again when it succeeds');
  if (own(plan, 'complete') === false && own(plan, 'deferred_changes') === undefined) {
    throw partial('the plan says that it isn\'t complete: it was made with -target or -exclude, or waits for what isn\'t known', 'plan everything: terraform plan without -target');
  }
  if (isRefreshOnly(plan)) {
    throw partial('the plan is a refresh-only plan: it says what was changed outside of Terraform, not what the configuration asks for', 'plan without -refresh-only; for what there is now, give terraform show -json of the state');
  }
}

/** What a plan puts off; it may be anything. */
function deferred(plan: unknown): readonly UnknownAccess[] {
  return blocks(own(plan, 'deferred_changes')).map((change) => ({
    where: String(at(change, 'resource_change', 'address')),
    reason: `its change is deferred (${scalarText(own(change, 'reason'))}), so it isn't known what it will be: apply the rest and plan again`,
    scope: {},
  }));
}

/** Only a refresh-only plan can be applied without changing anything: it writes what it found into the state. */
function isRefreshOnly(plan: unknown): boolean {
  if (own(plan, 'applyable') !== true || blocks(own(plan, 'resource_drift')).length === 0) return false;
  const outputs = entries(own(plan, 'output_changes')).map(([, change]) => change);
  const changes = blocks(own(plan, 'resource_changes'));
  const isMoved = changes.some((change) => own(change, 'previous_address') !== undefined || at(change, 'change', 'importing') !== undefined);
  return !isMoved && [...changes.map((change) => own(change, 'change')), ...outputs].every((change) => ['no-op', 'read'].includes(actionsOf(change)));
}

function actionsOf(change: unknown): string {
  const actions = own(change, 'actions');
  return Array.isArray(actions) ? actions.join() : '';
}

function partial(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'UnreadableSource', message, remedy });
}
