/* What starting the command costs, against starting Node for nothing: processor time of the process. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './ratio';
import { report } from './table';

const root = join(__dirname, '..');
const command = join(root, 'lib', 'cli', 'main.js');
if (!existsSync(command)) throw new Error('lib is not built: run "npx projen build:lib" first.');

/** The processor time of a process in milliseconds, which it says itself at its end: a busy machine makes it wait, and not work more. */
const REPORT = "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeSync(3, String((user + system) / 1e3)); });";

const folder = mkdtempSync(join(tmpdir(), 'start-bench-'));
const preload = join(folder, 'report.cjs');
const stack = join(folder, 'stack.json');
writeFileSync(preload, REPORT);
writeFileSync(stack, JSON.stringify({ users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] }] } }, buckets: { releases: {} } }));

function start(args: readonly string[]): number {
  const { output, status } = spawnSync(process.execPath, ['--require', preload, ...args], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return Number(output[3]);
}

// as much as is left to each command of the wait that its target allows, beside what Node takes alone (49 ms where the targets were set)
const STARTS: ReadonlyArray<readonly [name: string, args: readonly string[], target: number]> = [
  ['--help', ['--help'], 90 / 49], ['matrix', ['matrix', stack], 100 / 49], ['review', ['review', stack, stack], 115 / 49],
];
const samples: Record<string, number[]> = {};
const turn = (name: string, args: readonly string[]) => (samples[name] ??= []).push(start(args));
for (let pair = 0; pair < 9; pair++) {
  turn('Node', ['-e', '0']);
  for (const [name, args] of STARTS) turn(name, [command, ...args]);
}
for (const [name, , target] of STARTS) report({ work: `the command: ${name}`, ours: median(samples[name]), unit: 'ms', beside: { name: 'Node alone', theirs: median(samples.Node) }, target: Number(target.toFixed(2)) });
rmSync(folder, { recursive: true });
