import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AccessError } from '../errors';
import type { Configuration } from '../state/config-files';
import { at, blocks, entries, isObject, type JsonObject, own } from '../state/json';
import { type ConfigFolderOptions, isConfigFolder, readConfigFolder } from './config-folder';

/** Whether a source is a plan of Terraform's. */
export function isPlan(json: JsonObject): boolean {
  return typeof own(json, 'format_version') === 'string' && isObject(own(json, 'planned_values'));
}

/**
 * The configuration that a plan was made of: the one that is named, or the one that the plan lies in, if it fits.
 *
 * @param path of the plan
 * @param folder of the configuration, where one is named
 * @throws AccessError `UnreadableSource` when the folder that is named holds another configuration
 */
export function configurationOf(path: string, json: JsonObject, folder: string | undefined, options: ConfigFolderOptions): Configuration | undefined {
  if (folder !== undefined) {
    const configuration = readConfigFolder(folder, options);
    const difference = differenceOf(json, configuration.json);
    if (difference === undefined) return configuration;
    throw new AccessError({
      code: 'UnreadableSource',
      message: `the plan ${path} was not made of the configuration in ${folder}: ${difference}`,
      remedy: 'name the folder in which `terraform plan` ran, at the commit at which it ran',
    });
  }
  try {
    if (!isConfigFolder(readdirSync(dirname(path)))) return undefined;
    const configuration = readConfigFolder(dirname(path), options);
    return differenceOf(json, configuration.json) === undefined ? configuration : undefined;
  } catch (error) {
    // nobody asked for it: the plan is read by itself
    if (error instanceof AccessError || (error instanceof Error && 'syscall' in error)) return undefined;
    throw error;
  }
}

/** What tells that a plan was made of another configuration: other blocks, or another value that is written out. */
function differenceOf(plan: JsonObject, configuration: JsonObject): string | undefined {
  const root: unknown = at(plan, 'configuration', 'root_module');
  const planned = new Map(blocks(own(root, 'resources')).map((resource) => [String(own(resource, 'address')), resource]));
  const written = new Map([...declared(configuration, 'resource', ''), ...declared(configuration, 'data', 'data.')]);
  for (const address of planned.keys()) if (!written.has(address)) return `${address} is only in the plan`;
  for (const address of written.keys()) if (!planned.has(address)) return `${address} is only in the configuration`;
  const calls = new Set(entries(own(root, 'module_calls')).map(([name]) => name));
  const modules = blocks(own(configuration, 'module')).flatMap((group) => Object.keys(group));
  const other = modules.find((name) => !calls.has(name)) ?? [...calls].find((name) => !modules.includes(name));
  if (other !== undefined) return `module.${other} is only in one of them`;
  for (const [address, resource] of planned) {
    for (const [name, expression] of entries(own(resource, 'expressions'))) {
      const constant = own(expression, 'constant_value');
      const value = own(written.get(address), name);
      if (typeof constant === 'string' && typeof value === 'string' && value !== constant) return `${address}.${name} has another value`;
    }
  }
  return undefined;
}

function declared(configuration: JsonObject, section: string, lead: string): readonly (readonly [string, JsonObject])[] {
  return blocks(own(configuration, section)).flatMap(entries).flatMap(([type, named]) => (
    blocks(named).flatMap(entries).map(([name, body]): readonly [string, JsonObject] => [`${lead}${type}.${name}`, blocks(body)[0] ?? {}])
  ));
}
