// How jest reads TypeScript: esbuild strips the types, which the step `typecheck` checks.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync } = require('esbuild');

const options = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  // jest's own modules don't take it
  supported: { 'dynamic-import': false },
  // modules are strict, and what becomes of them too
  tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
};

// what is imported when it is needed is named as tsc has it, by the file that it becomes
const named = (source) => source.replace(/\bimport\('(\.[^']*)\.js'\)/g, "import('$1')");

const own = readFileSync(__filename);

module.exports = {
  process: (source, path) => transformSync(named(source), { ...options, sourcefile: path }),
  // what this file made before it was changed is made anew
  getCacheKey: (source, path) => createHash('sha256').update(own).update(path).update('\0').update(source).digest('hex'),
};
