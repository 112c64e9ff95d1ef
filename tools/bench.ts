/* `npm run bench [-- NAME…]`: runs every bench/*.bench.ts in turn, each in a process of its own, so that none warms up the next. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((name) => file.startsWith(name))))
  .sort();

const failed = files.filter((file) => {
  console.log(`\n=== ${file}`);
  return spawnSync(process.execPath, ['--import', 'tsx', join('bench', file)], { cwd: root, stdio: 'inherit' }).status !== 0;
});

console.log(`\n${files.length} benchmarks, ${failed.length} failed${failed.map((file) => `\n  ${file}`).join('')}`);
process.exitCode = failed.length > 0 || files.length === 0 ? 1 : 0;
