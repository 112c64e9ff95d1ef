/* Writes the JavaScript of the package into lib, beside the declarations of tsc: one file for each entry, for the command and for Pulumi's plugin. */
import { join, relative } from 'node:path';
import { commands, compiled, entries, plugin } from './entries';
import { makeBundle } from './make-bundle';

const inputs = Object.fromEntries([...entries.map(({ source }) => source), ...Object.values(commands), plugin]
  .map((source) => [relative('lib', compiled(source, '.js')).replace(/\.js$/, ''), source]));

makeBundle(inputs, join(__dirname, '..', 'lib')).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
