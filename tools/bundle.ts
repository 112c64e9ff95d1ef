/*
 * Writes the JavaScript of the package into lib, beside the declarations of tsc: one file for each entry and for the command, and chunks with
 * what several of them share, so that there is one of each class whichever entries a program imports.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as esbuild from 'esbuild';
import { commands, compiled, entries } from './entries';

const root = join(__dirname, '..');

/** Sources by the file that each becomes, without its extension and relative to lib. */
const inputs = Object.fromEntries([...entries.map(({ source }) => source), ...Object.values(commands)]
  .map((source) => [relative('lib', compiled(source, '.js')).replace(/\.js$/, ''), source]));

const common = { target: 'node20', platform: 'node', sourcesContent: false } as const;

/*
 * esbuild shares code between entries in ES modules only. So these are made first, and CommonJS of each of them; meanwhile `require`, by which a
 * package is loaded on first use, has a name that esbuild does not know.
 */
const REQUIRE = 'requireOnFirstUse';

async function bundle(): Promise<void> {
  const { outputFiles } = await esbuild.build({
    ...common,
    absWorkingDir: root,
    entryPoints: inputs,
    outdir: join(root, 'lib'),
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    define: { require: REQUIRE },
  });
  for (const { path, text } of outputFiles) {
    const { code, map } = await esbuild.transform(text, { ...common, format: 'cjs', banner: '"use strict";', sourcemap: 'external', define: { [REQUIRE]: 'require' } });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${code}//# sourceMappingURL=${path.slice(path.lastIndexOf('/') + 1)}.map\n`);
    writeFileSync(`${path}.map`, map);
  }
}

bundle().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
