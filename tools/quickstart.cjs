// `npm run quickstart`: from a fresh clone to policies on the screen. Node's own modules only, until the install is done.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { ensureInstalled } = require('./install.cjs');

const root = join(__dirname, '..');
const program = join('examples', 'quickstart', 'main.ts');

function run(progress, script, args) {
  console.log(progress);
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

console.log('[1/3] Looking for the dependencies …');
ensureInstalled();
// The example imports the package as its users do, by name, so lib has to be there.
run('[2/3] Building the package …', 'projen/bin/projen', ['build:lib']);
run(`[3/3] Running ${program} …`, 'tsx/dist/cli.mjs', [program, ...process.argv.slice(2)]);
