import { readNative } from '../hcl/native';
import { blocks, entries, isObject, type JsonObject, objectOf, own } from '../json';
import { parseSource } from '../read-access';

/** Whether a file is part of a configuration, by its name. */
export function isConfigFile(name: string): boolean {
  return /^(?!\.)[^/\\]*\.(?:tf|tofu)(?:\.json)?$/.test(name);
}

/** Whether a file gives values of variables without being asked to. */
export function isValuesFile(name: string): boolean {
  return /^terraform\.tfvars(?:\.json)?$/.test(name) || /\.auto\.tfvars(?:\.json)?$/.test(name);
}

/** Reads one file, in either syntax. */
export function readConfigText(text: string, name: string): JsonObject {
  const json = name.endsWith('.json') ? parseSource(text, name) : readNative(text, name);
  return isObject(json) ? json : objectOf([]);
}

/** How many labels the blocks of a section have; one, where it isn't said. */
const LABELS: ReadonlyMap<string, number> = new Map([['resource', 2], ['data', 2], ['ephemeral', 2], ['locals', 0], ['terraform', 0]]);

/**
 * The files of one folder as one configuration: each section is a list. What an override file (`override.tf`, `x_override.tf`) says of a
 * block takes the place of what the block says. A `.tofu` file takes the place of the `.tf` file of its name.
 *
 * @param files texts by the names of the files, all of which are part of it
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function mergeFiles(files: ReadonlyMap<string, string>): JsonObject {
  const isReplaced = (name: string): boolean => files.has(name.replace(/\.tf(?=$|\.json$)/, '.tofu')) && !name.includes('.tofu');
  const sections = new Map<string, readonly JsonObject[]>();
  const overrides: JsonObject[] = [];
  for (const name of [...files.keys()].filter((one) => !isReplaced(one)).sort()) {
    const json = readConfigText(files.get(name) ?? '', name);
    if (/(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/.test(name)) overrides.push(json);
    else for (const [section, value] of entries(json)) sections.set(section, [...sections.get(section) ?? [], ...blocks(value)]);
  }
  for (const override of overrides) {
    for (const [section, value] of entries(override)) {
      const labels = LABELS.get(section) ?? 1;
      sections.set(section, (sections.get(section) ?? []).map((group) => blocks(value).reduce((one, other) => replaced(one, other, labels), group)));
    }
  }
  return objectOf([...sections].map(([section, list]) => [section, section === 'provider' ? byLabel(list) : list]));
}

/** A group of blocks with what another says of them; in a body, each argument is replaced as a whole. */
function replaced(group: JsonObject, override: JsonObject, labels: number): JsonObject {
  if (labels === 0) return objectOf([...entries(group), ...entries(override)]);
  return objectOf(entries(group).map(([label, inside]) => {
    const others = blocks(own(override, label));
    if (others.length === 0) return [label, inside];
    return [label, blocks(inside).map((one) => others.reduce((body, other) => replaced(body, other, labels - 1), one))];
  }));
}

function byLabel(list: readonly JsonObject[]): JsonObject {
  const labels = new Map<string, readonly JsonObject[]>();
  for (const [label, inside] of list.flatMap(entries)) labels.set(label, [...labels.get(label) ?? [], ...blocks(inside)]);
  return objectOf(labels);
}
