/*
 * `npm run bench [-- NAME…]`: runs every bench/*.bench.ts in turn, each in a process of its own, so that none warms up the next, and prints all that they measured as one
 * table. `--out FILE` writes the table to a file, and its rows as JSON beside it. What is measured beside us is installed into a cache outside of the project.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPeers } from '../bench/peers';
import { isMet, type Row, tableOf } from '../bench/table';

const root = join(__dirname, '..');
const { values: { out }, positionals: wanted } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
// compares with another build, which has to be named
const files = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts') && (wanted.length === 0 ? !file.startsWith('against') : wanted.some((name) => file.startsWith(name))))
  .sort();

installPeers();
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const rows = join(folder, 'rows');
writeFileSync(rows, '');
const failed = files.filter((file) => {
  console.log(`\n=== ${file}`);
  return spawnSync(process.execPath, ['--import', 'tsx', join('bench', file)], { cwd: root, stdio: 'inherit', env: { ...process.env, BENCH_ROWS: rows } }).status !== 0;
});
const measured = readFileSync(rows, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
rmSync(folder, { recursive: true });

const [{ model }] = cpus();
const table = `Node ${process.version}, ${model}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}.\n\n${tableOf(measured)}\n`;
console.log(`\n${table}`);
if (out !== undefined) {
  writeFileSync(out, table);
  writeFileSync(`${out}.json`, JSON.stringify(measured, null, 2));
}
const missed = measured.filter((row) => isMet(row) === false).length;
console.log(`${files.length} benchmarks, ${failed.length} failed, ${missed} targets missed${failed.map((file) => `\n  ${file}`).join('')}`);
process.exitCode = failed.length > 0 || files.length === 0 ? 1 : 0;
