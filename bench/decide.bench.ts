/*
 * How many decisions a second one core makes, beside Cedar's WebAssembly, pbac and iam-simulate on the same statements and requests; and cold, where every
 * decision compiles a state of its own. Rates are by processor time of the process, so that waiting for other work on the machine doesn't count.
 * Run: npm run bench -- decide (ratios against another build: bench/against.bench.ts)
 */
import { decide, readAccess, type AccessState } from 'bucket-grants';
import { compileState, decideEffect } from 'bucket-grants/decide';
import { ENGINES } from './beside-decide';
import { report, skip } from './table';
import { requests, statements, stateOf } from './workloads';

async function rate(seconds: number, run: (turn: number) => unknown): Promise<number> {
  for (let turn = 0; turn < 200; turn++) await run(turn);
  const start = process.cpuUsage();
  let turns = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let i = 0; i < 100; i++) {
      const answer = run(turns++);
      if (answer instanceof Promise) await answer;
    }
    const { user, system } = process.cpuUsage(start);
    elapsed = (user + system) / 1e6;
  }
  return Math.round(turns / elapsed);
}

/** A state as people have it in a file. */
const plain = JSON.stringify({
  users: { u0: { policies: [0, 1, 2, 3].map(() => statements(5, 17)) } },
  buckets: { 'bucket-1': {} },
});

async function main(): Promise<void> {
  const warm = compileState(stateOf(1));
  const asked = requests(0);
  const ours = await rate(1, (turn) => decideEffect(warm, asked[turn % asked.length]));
  report({ work: 'decideEffect, 20 statements and a bucket policy', ours, unit: '/s', target: 500_000 });
  for (const [name, make] of Object.entries(ENGINES)) {
    const engine = make();
    if (engine === undefined) {
      skip(name, 'not installed');
      continue;
    }
    const answers = await Promise.all(asked.map((request) => engine.ask(request)));
    const other = asked.filter((request, index) => (decideEffect(warm, request) === 'allow') !== answers[index]);
    if (other.length > 0) console.log(`${name} answers otherwise: ${other.map(({ action, resource }) => `${action} on ${resource}`).join(', ')}`);
    const theirs = await rate(1, (turn) => engine.ask(asked[turn % asked.length]));
    report({ work: 'a decision, 20 statements and a bucket policy', ours, unit: '/s', beside: { name, theirs } });
  }
  report({ work: 'decide (explanation not read)', ours: await rate(1, (turn) => decide(warm, asked[turn % asked.length])), unit: '/s', target: 500_000 });
  report({ work: 'decide with every statement explained', ours: await rate(1, (turn) => decide(warm, asked[turn % asked.length]).toJSON()), unit: '/s', target: 150_000 });
  const thousand = compileState({ users: { u0: { policies: [statements(1000, 17)] } }, buckets: {} } as unknown as AccessState);
  report({ work: 'decideEffect, 1,000 statements on 7 buckets', ours: await rate(1, (turn) => decideEffect(thousand, asked[turn % asked.length])), unit: '/s', target: 1_000_000 });
  // before the large state: in a process that keeps 5,000 compiled principals, the engine takes short-lived ones for long-lived too and collects them late
  const same = stateOf(1);
  report({ work: 'cold: a new state, compiled, one decision', ours: await rate(1, (turn) => decide({ ...same }, asked[turn % asked.length])), unit: '/s', target: 20_000 });
  report({ work: 'cold from JSON text, 20 statements', ours: await rate(1, (turn) => decide(readAccess(JSON.parse(plain) as object), asked[turn % asked.length])), unit: '/s', target: 15_000 });
  const large = compileState(stateOf(5000));
  const many = Array.from({ length: 5000 }, (_, user) => requests(user)[user % 6]);
  report({ work: 'decide over 5,000 users in turn', ours: await rate(1, (turn) => decide(large, many[turn % many.length])), unit: '/s' });
}

void main();
