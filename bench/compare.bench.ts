// Run: npx tsx bench/compare.bench.ts (ratios against another build: bench/against.bench.ts)
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNoNewAccess, compareAccess } from 'bucket-grants';
import { document, stack, statements } from './workloads';

const SAMPLES = join(__dirname, '..', '..', 'shared', 'corpus', 'diff-access-analyzer-samples.json');

/**
 * Time of this process alone, which other work on the machine doesn't blur: it counts the threads of the collector and of the compiler
 * too. The clock's time is what a user waits, and blurs.
 */
function time<T>(work: () => T): readonly [ms: number, result: T, clock: number] {
  const [start, clock] = [process.cpuUsage(), process.hrtime.bigint()];
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1e3, result, Number(process.hrtime.bigint() - clock) / 1e6];
}

function show(name: string, figures: Record<string, unknown>, target: string): void {
  console.log(
    `${name}: ${Object.entries(figures).map(([key, value]) => `${key} ${typeof value === 'number' ? value.toFixed(1) : value}`).join(', ')} (wanted: ${target})`,
  );
}

function samples(): void {
  if (!existsSync(SAMPLES)) return console.log('sample pairs: skipped, ../shared/corpus is absent');
  const { cases } = JSON.parse(readFileSync(SAMPLES, 'utf8')) as { cases: readonly { policyType: string; before: object; after: object }[] };
  const times = cases.map(
    ({ policyType, before, after }) => time(
      () => checkNoNewAccess(before, after, { policyType: policyType === 'IDENTITY_POLICY' ? 'identity' : 'resource' }),
    )[0],
  ).sort((a, b) => a - b);
  show(
    'sample pairs',
    {
      'pairs': times.length,
      'p50 ms': times[times.length >> 1],
      'p95 ms': times[Math.floor(times.length * 0.95)],
      'max ms': times[times.length - 1],
    },
    'p95 under 60 ms',
  );
}

function manyStatements(): void {
  // what reads and compares is loaded with the first use, which is no part of comparing
  compareAccess({}, {});
  for (const run of [1, 2, 3]) {
    const [ms, { verdict, gained }, clock] = time(
      () => compareAccess({ users: { dana: { policies: [statements(100, 17)] } } }, { users: { dana: { policies: [statements(100, 16)] } } }),
    );
    show(`100 statements against 100, run ${run}`, { ms, 'clock ms': clock, verdict, 'regions': gained.length }, 'under 500 ms');
  }
}

function stacks(): void {
  for (const change of ['none', 'user', 'group', 'bucket'] as const) {
    const [before, after] = [stack('none'), stack(change)];
    const [ms, { verdict, gained, lost, inconclusive }] = time(() => compareAccess(before, after));
    show(
      `5,000 users, 100 buckets, changed: ${change}`,
      { ms, verdict, 'changes': gained.length + lost.length, 'inconclusive': inconclusive.length, 'rss MB': process.memoryUsage().rss / 1e6 },
      'under 5 s and 1 GB',
    );
  }
}

/** Patterns with runs at both ends: each doubles the combinations, where they are enumerated. */
function hostile(): void {
  const infix = document(
    [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::*${String.fromCharCode(97 + index % 26)}${index}*`),
      },
    ],
  );
  const [ms, { verdict, inconclusive }] = time(() => compareAccess({ users: { mallory: {} } }, { users: { mallory: { policies: [infix] } } }));
  show(
    '40 infix patterns',
    { ms, verdict, 'reason': inconclusive[0]?.reason, 'rss MB': process.memoryUsage().rss / 1e6 },
    'gained, under 5 s',
  );
}

samples();
manyStatements();
stacks();
hostile();
