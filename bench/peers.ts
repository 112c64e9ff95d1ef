import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sha256Base64 } from '../src/shape/sha256';

/*
 * What the benchmarks are run beside, at the versions of bench/peers/package.json. It is no dependency of the package: it lies in a cache outside of the
 * project, and is only run, never copied from (TerraConstructs is under the GPL, iam-simulate under the AGPL).
 */
const WANTED = join(__dirname, 'peers', 'package.json');
const CACHE = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');

/** The folder of these versions. */
export const PEERS = join(CACHE, 'bucket-grants-bench', sha256Base64(readFileSync(WANTED, 'utf8')).replace(/\W/g, '').slice(0, 12));

/** Installs what isn't there; without a registry, benchmarks skip what they miss, by name. */
export function installPeers(): void {
  if (existsSync(join(PEERS, 'node_modules'))) return;
  mkdirSync(PEERS, { recursive: true });
  copyFileSync(WANTED, join(PEERS, 'package.json'));
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: PEERS, stdio: 'inherit' });
  } catch {
    console.log(`${WANTED} can't be installed: what is beside us is skipped`);
  }
}

/** A package beside us; undefined where it isn't installed. */
export function peer<T>(name: string): T | undefined {
  const own = createRequire(join(PEERS, 'package.json'));
  try {
    own.resolve(name);
  } catch {
    return undefined;
  }
  return own(name) as T;
}
