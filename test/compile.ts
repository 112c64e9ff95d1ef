import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { entries, plugin } from '../tools/entries';
import { makeBundle } from '../tools/make-bundle';
import { COMPILED } from './compiled';

const root = join(__dirname, '..');

/** What has several command lines, or a call, in a process of its own. */
const started = [plugin, 'src/cli/main.ts', 'src/cli/progress.ts', 'src/cli/write-folder.ts', 'test/cli/talk-many.ts'];

/** Programs of Pulumi, and what they import beside the package: compiled as they are, each where it stands. */
const programs = 'test/pulumi/programs';
const besides = ['test/pulumi/selectel-sdk.ts', 'test/state/proxy-plan.ts'];

/** Before all tests: compiles the package and what tests start in processes of their own, once. */
export default async function compile(): Promise<void> {
  const sources = [...entries.map(({ source }) => source), ...started];
  await makeBundle(Object.fromEntries(sources.map((source) => [source.replace(/\.ts$/, ''), source])), COMPILED);
  // what stands beside the package
  cpSync(join(root, 'schema'), join(COMPILED, 'schema'), { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [...readdirSync(join(root, programs)).map((file) => join(programs, file)), ...besides],
    outbase: root,
    outdir: COMPILED,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
  });
}
