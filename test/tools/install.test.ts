import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm test` and `npm run quickstart` install when this says that something is missing. It runs before there is anything to compile it with. */
const script = join(__dirname, '../../tools/install.cjs');
interface Locked { readonly version: string; readonly optional?: boolean }
type Packages = Record<string, Locked>;

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'bucket-grants-install-')); });
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function reason(locked: Packages, installed?: Packages): string {
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ packages: { '': { version: '0.0.0' }, ...locked } }));
  if (installed) {
    mkdirSync(join(dir, 'node_modules'));
    writeFileSync(join(dir, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  }
  return execFileSync(process.execPath, [script, '--check', dir], { encoding: 'utf8' }).trim();
}

const a: Packages = { 'node_modules/a': { version: '1.0.0' } };
const native: Packages = { 'node_modules/native-darwin': { version: '1.0.0', optional: true } };

test.each<[string, Packages, Packages | undefined, string]>([
  ['a fresh clone', a, undefined, 'nothing is installed yet'],
  ['an install that is as the lock says', a, a, 'installed'],
  ['an older version', a, { 'node_modules/a': { version: '0.9.0' } }, 'node_modules/a is 0.9.0, package-lock.json says 1.0.0'],
  ['a new dependency', { ...a, 'node_modules/b': { version: '2.0.0' } }, a, 'node_modules/b is not installed, package-lock.json says 2.0.0'],
  ['a dependency that is gone', a, { ...a, 'node_modules/b': { version: '2.0.0' } }, 'node_modules/b is installed, package-lock.json does not have it'],
  ['an optional package for another system', { ...a, ...native }, a, 'installed'],
  ['an optional package of an older version', native, { 'node_modules/native-darwin': { version: '0.9.0' } },
    'node_modules/native-darwin is 0.9.0, package-lock.json says 1.0.0'],
])('%s', (_, locked, installed, expected) => {
  expect(reason(locked, installed)).toBe(expected);
});
