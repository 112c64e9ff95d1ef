import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One import path of the package. */
export interface Entry {
  /** As `exports` in package.json writes it: `.` or `./name`. */
  readonly subpath: string;
  /** Its source file, from the root of the repository. */
  readonly source: string;
  /** The peers that somebody who imports it has installed; with only these, the import works. */
  readonly peers: readonly string[];
}

const root = join(__dirname, '..');

/**
 * The entry points of the package. `exports` and `typesVersions`, API.md, the test of the packed tarball and the import benchmark
 * are all made from this list, so a new entry is one line here and an `index.ts`.
 */
const all: readonly Entry[] = [
  { subpath: '.', source: 'src/index.ts', peers: [] },
  { subpath: './files', source: 'src/files/index.ts', peers: [] },
  { subpath: './policy', source: 'src/entries/policy.ts', peers: [] },
  { subpath: './platform', source: 'src/entries/platform.ts', peers: [] },
  { subpath: './decide', source: 'src/entries/decide.ts', peers: [] },
  { subpath: './cdktf', source: 'src/cdktf/index.ts', peers: ['cdktf', '@cdktf/provider-aws', 'constructs'] },
  { subpath: './cdktn', source: 'src/cdktn/index.ts', peers: ['cdktn', '@cdktn/provider-aws', 'constructs'] },
  { subpath: './pulumi', source: 'src/pulumi/index.ts', peers: ['@pulumi/pulumi', '@pulumi/aws'] },
  { subpath: './verify', source: 'src/verify/index.ts', peers: [] },
  { subpath: './testing', source: 'src/testing/index.ts', peers: [] },
];

const exists = (source: string): boolean => existsSync(join(root, source));

/** The entries whose source is there. */
export const entries: readonly Entry[] = all.filter((entry) => exists(entry.source));

/** The commands of the package and their sources. */
export const commands: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ 'bucket-grants': 'src/cli/main.ts' }).filter(([, source]) => exists(source)),
);

/** What Pulumi starts by the folder `pulumi-plugin` of the package. */
export const plugin = 'src/pulumi-provider/main.ts';

/** Where `tsc` puts what it makes of a source file: `src/cli/main.ts` becomes `lib/cli/main.js`. */
export const compiled = (source: string, extension: '.js' | '.d.ts'): string =>
  source.replace(/^src\//, 'lib/').replace(/\.ts$/, extension);

/** What users write after `import`: `bucket-grants`, `bucket-grants/cdktf`. */
export const importPath = (entry: Entry): string => entry.subpath.replace(/^\./, 'bucket-grants');
