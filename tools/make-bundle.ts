import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { rollup, type Plugin } from 'rollup';

const root = join(__dirname, '..');

/** TypeScript as rollup takes it: found as tsc finds it, and stripped of its types by esbuild. */
const typescript: Plugin = {
  name: 'typescript',
  resolveId: (id, from) => id.startsWith('.') && from !== undefined
    ? [id.replace(/(?:\.js)?$/, '.ts'), join(id, 'index.ts'), id].map((path) => join(dirname(from), path)).find(existsSync) ?? null
    : null,
  load: async (id) => {
    const { code, map } = await esbuild.transform(readFileSync(id, 'utf8'), { loader: id.endsWith('.json') ? 'json' : 'ts', format: 'esm', target: 'node20', sourcefile: id, sourcemap: 'external' });
    return { code, map };
  },
};

/**
 * Bundles TypeScript as CommonJS: one file for each input, and chunks with what several of them share, so that there is one of each class
 * whichever of them a program imports. Packages stay outside. Exports are plain properties: behind getters, each use of a chunk's function in
 * another is a call more.
 *
 * @param inputs sources by the file that each becomes, without its extension and relative to the folder
 * @param outdir the folder
 */
export async function makeBundle(inputs: Readonly<Record<string, string>>, outdir: string): Promise<void> {
  const bundle = await rollup({
    input: Object.fromEntries(Object.entries(inputs).map(([name, source]) => [name, join(root, source)])),
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    plugins: [typescript],
    // that files don't import each other in a circle is for another test to say
    onwarn: ({ code, message }) => { if (code !== 'CIRCULAR_DEPENDENCY') throw new Error(message); },
  });
  await bundle.write({
    dir: outdir,
    format: 'cjs',
    exports: 'named',
    chunkFileNames: 'chunks/[hash].js',
    esModule: true,
    externalLiveBindings: false,
    interop: 'auto',
    generatedCode: { constBindings: true },
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
  await bundle.close();
}
