import { builtinModules } from 'node:module';
import { dependencies } from '../../package.json';
import { entries } from '../../tools/entries';

/**
 * The rooms of the core, top to bottom: a file imports from its own room and from those before it. `errors` is what all share; `index`
 * is the door that users come in by, `entries` has further ones.
 */
const core = ['errors', 'shape', 'policy', 's3', 'grants', 'guards', 'platforms', 'faults', 'plan', 'state', 'decide', 'compare', 'lint', 'report', 'suggest', 'index', 'entries'];

/** The packages that a room of the core may import; there is hardly one, since everybody loads the core. */
const corePackages: Readonly<Record<string, readonly RegExp[]>> = { shape: [/^@noble\/hashes\/(sha2|utils)$/, /^yaml$/], plan: [/^yaml$/], state: [/^yaml$/], suggest: [/^yaml$/] };

/** The rooms that stand on the core, what else of the house they may use, and the packages that only they may import. */
const upper: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly RegExp[] }>> = {
  'terraform': { rooms: core, packages: [/^constructs$/] },
  // A provider's classes are imported one by one: its index costs 2.5 s.
  'cdktf': { rooms: [...core, 'terraform'], packages: [/^constructs$/, /^cdktf$/, /^@cdktf\/provider-aws\/lib\/[\w-]+$/] },
  'cdktn': { rooms: [...core, 'terraform'], packages: [/^constructs$/, /^cdktn$/, /^@cdktn\/provider-aws\/lib\/[\w-]+$/] },
  'pulumi': { rooms: core, packages: [/^@pulumi\/pulumi(\/|$)/, /^@pulumi\/aws\/[\w/]+$/, /^@pulumi\/minio$/] },
  'pulumi-provider': { rooms: [...core, 'pulumi'], packages: [/^@pulumi\/pulumi(\/|$)/] },
  'files': { rooms: core, packages: [] },
  // Only its types are added to.
  'testing': { rooms: [...core, 'files'], packages: [/^expect$/] },
  'verify': { rooms: core, packages: [] },
  'synth': { rooms: core, packages: [] },
  'cli': { rooms: [...core, 'files', 'verify', 'synth'], packages: Object.keys(dependencies).map((name) => new RegExp(`^${name}$`)) },
};

const isBuiltin = (name: string): boolean => name.startsWith('node:') && builtinModules.includes(name.slice('node:'.length));

/** The room that a source file or a module path below `src` is in; undefined outside the house. */
export function roomOf(path: string): string | undefined {
  const [, room] = /^src\/([\w-]+)(?:\/|\.ts$|$)/.exec(path) ?? [];
  return room !== undefined && (core.includes(room) || room in upper) ? room : undefined;
}

/** The door of an entry hands out what users of it need, whichever room of the core it is in. */
const isDoor = (file: string): boolean => entries.some(({ source }) => source === file);

/** Whether a source file may import a module, given as a path from the root (`src/policy/text`) or as the name of a package. */
export function mayImport(file: string, target: string): boolean {
  const from = roomOf(file);
  if (from === undefined) return false;
  if (target.startsWith('src')) {
    const to = roomOf(target === 'src' ? 'src/index' : target);
    if (to === undefined) return false;
    const reach = isDoor(file) ? core : core.slice(0, core.indexOf(from) + 1);
    const allowed = core.includes(from) ? reach : [...upper[from].rooms, from];
    return allowed.includes(to);
  }
  // The core runs in browsers too: nothing of Node is in it.
  return (isBuiltin(target) && !core.includes(from)) || (upper[from]?.packages ?? corePackages[from] ?? []).some((pattern) => pattern.test(target));
}
