import type * as Yaml from 'yaml';

const load = (): typeof Yaml => require('yaml');

let loaded: typeof Yaml | undefined;

/** The package `yaml`, loaded when it is first needed: loading it costs 20 ms, and most of those who import the core neither read nor write YAML. */
export function yaml(): typeof Yaml {
  loaded ??= load();
  return loaded;
}
