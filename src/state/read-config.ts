import type { AccessState } from './access-state';
import { assemble } from './assemble';
import type { Configuration } from './config-files';
import { isObject, type JsonObject, own } from './json';
import type { ReadAccessOptions, SourceReader } from './source';
import { TerraformConfig } from './terraform-config';
import { Unknowns } from './unknown';

/** Reads `cdk.tf.json` as cdktf and cdktn write it, and any other `.tf.json`. */
export const configReader: SourceReader = {
  name: 'cdk.tf.json, as cdktf and cdktn synthesize it',
  recognises: (json) => ['resource', 'terraform', 'data', 'module'].some((key) => isObject(own(json, key)) || Array.isArray(own(json, key))),
  read: (json, options) => readConfigs(new Map([['', json]]), options),
};

/** Reads a configuration with the modules and files that it lies among. */
export function readConfiguration({ json, files, values }: Configuration, options: ReadAccessOptions): AccessState {
  const tokens = new Unknowns();
  const config = new TerraformConfig(json, { tokens, options: { ...options, variables: { ...values, ...options.variables } }, files });
  return assemble(config.resources(), tokens, options, config.unreadable());
}

/**
 * Reads the stacks of an app as one state.
 *
 * @param stacks by their names, which addresses begin with where there are several
 */
export function readConfigs(stacks: ReadonlyMap<string, JsonObject>, options: ReadAccessOptions): AccessState {
  const tokens = new Unknowns();
  const configs = new Map<string, TerraformConfig>();
  for (const [name, json] of stacks) {
    configs.set(name, new TerraformConfig(json, { tokens, options, prefix: stacks.size > 1 ? `${name}: ` : '', sibling: (other) => configs.get(other) }));
  }
  const all = [...configs.values()];
  return assemble(all.flatMap((config) => config.resources()), tokens, options, all.flatMap((config) => config.unreadable()));
}
