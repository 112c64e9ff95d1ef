import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as esbuild from 'esbuild';

const common = { target: 'node20', platform: 'node', sourcesContent: false } as const;

/*
 * esbuild shares code between entries in ES modules only. So these are made first, and CommonJS of each of them; meanwhile `require`, by which a
 * package is loaded on first use, has a name that esbuild does not know.
 */
const REQUIRE = 'requireOnFirstUse';

/**
 * Bundles TypeScript as CommonJS: one file for each input, and chunks with what several of them share, so that there is one of each class
 * whichever of them a program imports. Packages stay outside.
 *
 * @param inputs sources by the file that each becomes, without its extension and relative to the folder
 * @param outdir the folder
 */
export async function makeBundle(inputs: Readonly<Record<string, string>>, outdir: string): Promise<void> {
  const { outputFiles } = await esbuild.build({
    ...common,
    absWorkingDir: join(__dirname, '..'),
    entryPoints: { ...inputs },
    outdir,
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    define: { require: REQUIRE },
  });
  await Promise.all(outputFiles.map(async ({ path, text }) => {
    const { code, map } = await esbuild.transform(text, { ...common, format: 'cjs', banner: '"use strict";', sourcemap: 'external', define: { [REQUIRE]: 'require' } });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
    writeFileSync(`${path}.map`, map);
  }));
}
