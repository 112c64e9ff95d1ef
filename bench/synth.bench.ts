/*
 * What a user with a policy and an access key costs at synth, against the same three resources written by hand with the provider's
 * classes inside one Construct or ComponentResource per user and in proportion to the number of users.
 * Run: npm run bench -- synth; ENGINE=pulumi is of one engine.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pairedRatio } from './ratio';
import { exponent, report } from './table';

const root = join(__dirname, '..');
const TARGETS = { cdktf: 1.1, cdktn: 1.1, pulumi: 1.05 };
const sizes: ReadonlyArray<readonly [users: number, pairs: number]> = [[10, 9], [100, 9], [1000, 5], [5000, 3]];

function measure(engine: string, who: 'ours' | 'byHand', users: number): number {
  const program = join(__dirname, 'synth-program.ts');
  return Number(execFileSync(process.execPath, ['--import', 'tsx', program, engine, who, String(users)], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }));
}

async function main(): Promise<void> {
  const only = process.env.ENGINE;
  for (const [engine, target] of Object.entries(TARGETS).filter(([name]) => only === undefined || name === only)) {
    let before: readonly [number, number] | undefined;
    for (const [users, pairs] of sizes) {
      const { subject: ours, baseline: theirs } = await pairedRatio(() => measure(engine, 'ours', users), () => measure(engine, 'byHand', users), pairs);
      const growth = before === undefined ? {} : { exponent: exponent(before, [users, ours]) };
      report({ work: `synthesis on ${engine}, ${users} users`, ours, unit: 'ms', beside: { name: 'by hand', theirs }, ...(users > 10 && { target }), ...growth });
      before = [users, ours];
    }
  }
}

void main();
