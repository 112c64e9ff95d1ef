import type { UnknownAccess } from './access-state';
import { isObject } from './json';
import { type FoundInProxy, readProxy } from './proxy-file';
import type { SourceResource } from './source';
import type { Unknowns } from './unknown';

/** What holds the file of a DeltaGlider Proxy where a program has made one. */
interface FileHolder {
  /** A text, or texts by name. */
  readonly attribute: string;
  /** Whether a resource holds nothing else, so that it matters when its text isn't known. */
  readonly isOurs: (where: string) => boolean;
}

const HOLDERS: ReadonlyMap<string, FileHolder> = new Map<string, FileHolder>([
  ['terraform_data', { attribute: 'input', isOurs: (where) => /File-accessyaml_[0-9A-F]{8}$/.test(where) }],
  ['bucket_grants_storage_access', { attribute: 'files', isOurs: () => true }],
]);

/** Resources, with what files amount to in place of those that hold them. */
export function resourcesInFiles(found: readonly SourceResource[], tokens: Unknowns): FoundInProxy {
  const read = found.map((resource) => {
    const holder = HOLDERS.get(resource.type);
    return holder === undefined ? { resources: [resource], notes: [] } : inFiles(resource, holder, tokens);
  });
  return { resources: read.flatMap(({ resources }) => resources), notes: read.flatMap(({ notes }) => notes) };
}

function inFiles(resource: SourceResource, { attribute, isOurs }: FileHolder, tokens: Unknowns): FoundInProxy {
  const { where } = resource;
  const value = resource.get(attribute);
  const texts = (isObject(value) ? Object.values(value) : [value]).filter((text) => typeof text === 'string');
  const read = texts.map((text): FoundInProxy => {
    const { problem, resources = [], notes = [] }: Partial<FoundInProxy> & { readonly problem?: string } = readProxy(text, where, tokens) ?? {};
    const [unknown] = isOurs(where) && tokens.whole(text) !== undefined ? tokens.in(text) : [];
    const reason = problem === undefined ? unknown?.reason : `it looks like a configuration of DeltaGlider Proxy, but ${problem}`;
    return { resources, notes: reason === undefined ? notes : [note(where, reason)] };
  });
  return { resources: read.flatMap(({ resources }) => resources), notes: read.flatMap(({ notes }) => notes) };
}

function note(where: string, reason: string): UnknownAccess {
  return { where, reason: `its users, groups and rules aren't read: ${reason}` };
}
