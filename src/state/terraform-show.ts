import { withAccount } from './arns';
import { assemble } from './assemble';
import { isObject, type JsonObject, own } from './json';
import { checkIsWhole, deferred } from './partial-plan';
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
