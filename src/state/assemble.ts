import type { SelectelSettings } from '../platforms/platform';
import type { AccessState, UnknownAccess } from './access-state';
import { Assembly } from './assembly';
import { expandCloudControl } from './cloud-control/expand';
import { declaredPlatform } from './declared-platform';
import { isObject } from './json';
import { onPlatform } from './on-platform';
import { type FoundInProxy, readProxy } from './proxy-file';
import { ONLY_AWS, RESOURCE_ROLES, type ResourceRole, SERVICE_USER } from './resource-roles';
import { ROLE_HANDLERS, type RoleHandler } from './role-handlers';
import type { ReadAccessOptions, SourceResource } from './source';
import type { Unknowns } from './unknown';
import { unreadIn } from './unread';

/**
 * Arranges the resources of a source into who has which policies.
 *
 * @param options the account among them, where the source tells it
 * @param notes what the source doesn't tell besides
 */
export function assemble(
  found: readonly SourceResource[], tokens: Unknowns, options: ReadAccessOptions, notes: readonly UnknownAccess[] = [],
): AccessState {
  const state = new Assembly(tokens, options);
  const { resources, notes: ofFiles } = resourcesInFiles(found.flatMap(expandCloudControl), tokens);
  for (const step of ['declare', 'connect'] as const) {
    for (const resource of resources) {
      const role = RESOURCE_ROLES.get(resource.type);
      // every role has its own location in the table; TypeScript can't see that the two belong together
      if (role !== undefined) (ROLE_HANDLERS[role.is] as RoleHandler<ResourceRole>)[step]?.(state, resource, role);
    }
  }
  const { platform, note } = options.platform === undefined ? declaredPlatform(resources) : { note: undefined };
  const isAws = (options.platform ?? platform)?.evaluation === undefined;
  for (const resource of resources) {
    const role = RESOURCE_ROLES.get(resource.type)?.is;
    const unread = unreadIn(resource, tokens, state.unread.has(resource) || (!isAws && role !== undefined && ONLY_AWS.has(role)), isAws);
    if (unread !== undefined) state.draft.note(unread);
  }
  const { selectel } = options.platform ?? platform ?? {};
  if (selectel !== undefined) nameServiceUsers(state, resources, selectel);
  for (const one of [...notes, ...ofFiles, ...(note === undefined ? [] : [note])]) state.draft.note(one);
  return onPlatform(state.draft.finish(() => state.policies.finish()), platform);
}

/**
 * Names the service users of a source as the policies of its buckets name them, and their keys: anyone who confirmed how policies do that said
 * so to the platform. Before the users are made, their names stand for their ids.
 */
function nameServiceUsers(state: Assembly, resources: readonly SourceResource[], { principal }: SelectelSettings): void {
  for (const resource of resources) {
    const name = resource.type === SERVICE_USER ? state.text(resource, 'name') : undefined;
    if (name === undefined || !state.tokens.isKnown(name)) continue;
    const made = state.text(resource, 'id');
    const id = made !== undefined && state.tokens.isKnown(made) ? made : name;
    const user = state.draft.principal('user', name, resource);
    user.arn = principal.replace('{id}', () => id).replace('{name}', () => name);
    state.draft.alsoCalled(id, user);
  }
}

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
function resourcesInFiles(found: readonly SourceResource[], tokens: Unknowns): FoundInProxy {
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
    return { resources, notes: reason === undefined ? notes : [fileUnread(where, reason)] };
  });
  return { resources: read.flatMap(({ resources }) => resources), notes: read.flatMap(({ notes }) => notes) };
}

function fileUnread(where: string, reason: string): UnknownAccess {
  return { where, reason: `its users, groups and rules aren't read: ${reason}` };
}
