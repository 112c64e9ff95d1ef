import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { entries, importPath } from '../../tools/entries';

const root = join(__dirname, '..', '..');
/** The entries that are for Node: files, and servers that are asked over the network with what Node has for it. */
const OF_NODE = ['./files', './verify', './testing'];
const inBrowsers = entries.filter(({ subpath, peers }) => peers.length === 0 && !OF_NODE.includes(subpath));

test.each(inBrowsers.map((entry) => [importPath(entry), entry.source] as const))('issue 14.7: %s is bundled for a browser, with nothing of Node in it', async (_, source) => {
  const { errors, outputFiles } = await esbuild.build({
    absWorkingDir: root, entryPoints: [source], bundle: true, write: false, platform: 'browser', format: 'esm', logLevel: 'silent',
  });
  expect(errors).toEqual([]);
  expect(outputFiles[0].text).not.toMatch(/["']node:/);
});
