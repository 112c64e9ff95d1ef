// Installs the dependencies when they are not what package-lock.json says. Runs in a fresh clone, so it uses Node's own modules only.
// As a command: `node tools/install.cjs [--check [DIR]]`; with --check it only prints why an install is needed.
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const oldestNode = 20;

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/** Why `npm ci` is needed in `dir`, or undefined. npm writes node_modules/.package-lock.json as the last act of an install. */
function staleReason(dir) {
  const installedFile = join(dir, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'nothing is installed yet';
  const locked = packagesOf(join(dir, 'package-lock.json'));
  const installed = packagesOf(installedFile);
  for (const [path, { version, optional }] of Object.entries(locked)) {
    // '' is the project itself; an optional package may rightly be absent, since most are for other systems.
    if (path === '' || (optional && !installed[path])) continue;
    if (installed[path]?.version !== version) {
      return `${path} is ${installed[path]?.version ?? 'not installed'}, package-lock.json says ${version}`;
    }
  }
  const extra = Object.keys(installed).find((path) => !locked[path]);
  return extra && `${extra} is installed, package-lock.json does not have it`;
}

/** npm as it was started, so that the same version runs again; else the one on the PATH. */
const npm = (args, options) => process.env.npm_execpath?.endsWith('.js')
  ? spawnSync(process.execPath, [process.env.npm_execpath, ...args], options)
  : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });

/** Installs when needed and says so; ends the process when the install fails or Node is too old. */
function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < oldestNode) {
    console.error(`This is Node ${process.versions.node}; bucket-grants needs Node ${oldestNode} or newer.`);
    process.exit(1);
  }
  const reason = staleReason(root);
  if (!reason) return;
  console.log(`Installing with "npm ci" (${reason}). This takes a minute or two: three engines and their AWS providers are large.`);
  const { status, error } = npm(['ci', '--prefer-offline'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  console.error(`"npm ci" failed${error ? `: ${error.message}` : ''}. Is the npm registry within reach?`);
  process.exit(1);
}

module.exports = { ensureInstalled, staleReason };

if (require.main === module) {
  const [flag, dir] = process.argv.slice(2);
  if (flag === '--check') console.log(staleReason(dir ?? root) ?? 'installed');
  else ensureInstalled();
}
