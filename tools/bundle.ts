/* Writes the JavaScript of the package into lib, beside the declarations of tsc: one file for each entry and for the command. */
import { join, relative } from 'node:path';
import { commands, compiled, entries } from './entries';
import { makeBundle } from './make-bundle';

const inputs = Object.fromEntries([...entries.map(({ source }) => source), ...Object.values(commands)]
  .map((source) => [relative('lib', compiled(source, '.js')).replace(/\.js$/, ''), source]));

makeBundle(inputs, join(__dirname, '..', 'lib')).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
