// How jest reads TypeScript: esbuild strips the types, which the step `typecheck` checks.
const { transformSync } = require('esbuild');

const options = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  // modules are strict, and what becomes of them too
  tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
};

module.exports = { process: (source, path) => transformSync(source, { ...options, sourcefile: path }) };
