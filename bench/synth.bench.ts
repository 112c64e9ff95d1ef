/*
 * What a user with a policy and an access key costs at synth, against the same three resources written by hand with the provider's
 * classes inside one Construct or ComponentResource per user: at most 1.25 times as much, and linear in the number of users.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { line, pairedRatio } from './ratio';

const root = join(__dirname, '..');
const target = 1.25;
const sizes: ReadonlyArray<readonly [users: number, pairs: number]> = [[10, 9], [100, 9], [1000, 5], [5000, 3]];

function measure(engine: string, who: 'ours' | 'byHand', users: number): number {
  const program = join(__dirname, 'synth-program.ts');
  return Number(execFileSync(process.execPath, ['--import', 'tsx', program, engine, who, String(users)], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }));
}

async function main(): Promise<void> {
  const only = process.env.ENGINE;
  for (const engine of ['cdktf', 'cdktn', 'pulumi'].filter((name) => only === undefined || name === only)) {
    for (const [users, pairs] of sizes) {
      const measured = await pairedRatio(() => measure(engine, 'ours', users), () => measure(engine, 'byHand', users), pairs);
      console.log(`${line(`${engine}, ${users} users`, measured, target)}  ${(measured.subject / users).toFixed(3)} ms a user`);
      if (measured.ratio > target) process.exitCode = 1;
    }
  }
}

void main();
