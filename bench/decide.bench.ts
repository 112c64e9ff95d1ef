/*
 * How many decisions a second one core makes: the same principal again and again, and cold, where every decision compiles a state of its own.
 * Rates are by processor time of the process, so that waiting for other work on the machine doesn't count.
 * Run: npx tsx bench/decide.bench.ts (ratios against another build: bench/against.bench.ts)
 */
import { decide } from 'bucket-grants';
import { compileState, decideEffect } from 'bucket-grants/decide';
import { requests, stateOf } from './workloads';

const TARGETS = { warm: 500_000, cold: 20_000 };

function measure(name: string, target: number | undefined, seconds: number, run: (turn: number) => void): void {
  for (let turn = 0; turn < 2000; turn++) run(turn);
  const start = process.cpuUsage();
  let turns = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let i = 0; i < 500; i++) run(turns++);
    const { user, system } = process.cpuUsage(start);
    elapsed = (user + system) / 1e6;
  }
  const rate = Math.round(turns / elapsed);
  console.log(`${name.padEnd(66)} ${rate.toLocaleString('en').padStart(11)} /s${target === undefined ? '' : `   target ${target.toLocaleString('en')} ${rate >= target ? 'met' : 'MISSED'}`}`);
}

/** How fast this core is at the moment, in simple steps: an idle one makes a step in four or five cycles, a shared one in many more. */
function stepsPerSecond(): number {
  const steps = 2e8;
  const start = process.cpuUsage();
  let x = 1;
  for (let i = 0; i < steps; i++) x = Math.imul(x + i, 31);
  const { user, system } = process.cpuUsage(start);
  return x === 0 ? 0 : Math.round((steps / (user + system)) * 1e6);
}

stepsPerSecond();
console.log(`${'this core at the moment, simple steps'.padEnd(66)} ${stepsPerSecond().toLocaleString('en').padStart(11)} /s`);
const warm = compileState(stateOf(1));
const asked = requests(0);
measure('decideEffect, one principal, 20 statements and a bucket policy', TARGETS.warm, 2, (turn) => decideEffect(warm, asked[turn % asked.length]));
measure('decide (explanation not read)', TARGETS.warm, 2, (turn) => decide(warm, asked[turn % asked.length]));
const same = stateOf(1);
measure('decide on the access state itself', TARGETS.warm, 2, (turn) => decide(same, asked[turn % asked.length]));
measure('decide with every statement explained', undefined, 2, (turn) => decide(warm, asked[turn % asked.length]).toJSON());
// before the large state: in a process that keeps 5,000 compiled principals, the engine takes short-lived ones for long-lived too and collects them late
measure('cold: a new state, compiled, one decision', TARGETS.cold, 2, (turn) => {
  const state = { ...same };
  decide(state, asked[turn % asked.length]);
});
const large = compileState(stateOf(5000));
const many = Array.from({ length: 5000 }, (_, user) => requests(user)[user % 6]);
measure('decide over 5,000 users in turn', undefined, 2, (turn) => decide(large, many[turn % many.length]));
