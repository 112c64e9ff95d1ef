/* What comparing costs, beside z3's WebAssembly on the sample pairs. Run: npm run bench -- compare (ratios against another build: bench/against.bench.ts) */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNoNewAccess, compareAccess } from 'bucket-grants';
import { smtOf, solver } from './beside-z3';
import { cpuMilliseconds, median } from './ratio';
import { exponent, report, skip } from './table';
import { document, stack, statements } from './workloads';

const SAMPLES = join(__dirname, '..', '..', 'shared', 'corpus', 'diff-access-analyzer-samples.json');

/**
 * Time of this process alone, which other work on the machine doesn't blur: it counts the threads of the collector and of the compiler
 * too. The clock's time is what a user waits, and blurs.
 */
function time<T>(work: () => T): readonly [ms: number, result: T] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1e3, result];
}

function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

/** Of z3, which takes about a second each. */
const EVERY = 6;

async function samples(): Promise<void> {
  if (!existsSync(SAMPLES)) return skip('sample pairs', '../shared/corpus is absent');
  const { cases } = JSON.parse(readFileSync(SAMPLES, 'utf8')) as { cases: readonly { policyType: string; before: object; after: object }[] };
  const check = ({ policyType, before, after }: typeof cases[number]) => checkNoNewAccess(before, after, { policyType: policyType === 'IDENTITY_POLICY' ? 'identity' : 'resource' });
  const all = cases.map((one) => time(() => check(one))[0]);
  report({ work: `${cases.length} sample pairs, 95th of 100`, ours: percentile(all, 0.95), unit: 'ms', target: 60 });
  const ask = await solver();
  if (ask === undefined) return skip('sample pairs by z3', 'not installed');
  const some = cases.filter((_, index) => index % EVERY === 0);
  const ours = some.map((one) => time(() => check(one)));
  const theirs: number[] = [];
  let alike = 0;
  for (const [index, { before, after }] of some.entries()) {
    const text = smtOf(before, after);
    let answer = '';
    theirs.push(await cpuMilliseconds(async () => { answer = await ask(text); }));
    if ((answer === 'sat') === (ours[index][1].violations.length > 0)) alike += 1;
  }
  console.log(`z3 answers ${alike} of ${some.length} pairs alike; conditions are truth values to it`);
  for (const share of [0.5, 0.95]) {
    const work = `every ${EVERY}th sample pair, ${share * 100}th of 100`;
    report({ work, ours: percentile(ours.map(([ms]) => ms), share), unit: 'ms', beside: { name: 'z3 (WebAssembly)', theirs: percentile(theirs, share) } });
  }
}

function manyStatements(): void {
  // what reads and compares is loaded with the first use, which is no part of comparing
  compareAccess({}, {});
  const dana = (network: number) => ({ users: { dana: { policies: [statements(100, network)] } } });
  const runs = [1, 2, 3].map(() => time(() => compareAccess(dana(17), dana(16)))[0]);
  report({ work: '100 statements against 100', ours: median(runs), unit: 'ms', target: 100 });
}

function stacks(): void {
  for (const change of ['none', 'user', 'group', 'bucket'] as const) {
    const [before, after] = [stack('none'), stack(change)];
    const [ms, { gained, lost, inconclusive }] = time(() => compareAccess(before, after));
    console.log(`changes ${gained.length + lost.length}, inconclusive ${inconclusive.length}, rss ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
    report({ work: `5,000 users, 100 buckets, changed: ${change}`, ours: ms, unit: 'ms', target: change === 'none' ? 400 : 5000 });
  }
}

/** A user of 5,000, all of them new. */
function newcomers(): void {
  const { account, users = {} } = stack('none');
  const [few, many] = [500, 5000].map((count): readonly [number, number] => {
    const after = { account, users: Object.fromEntries(Object.entries(users).slice(0, count).map(([name, { policies }]) => [name, { policies }])) };
    return [count, time(() => compareAccess({ account, users: {} }, after))[0]];
  });
  report({ work: '5,000 new users', ours: many[1], unit: 'ms', target: 3000, exponent: exponent(few, many) });
}

/** Patterns with runs at both ends: each doubles the combinations, where they are enumerated. */
function hostile(): void {
  const Resource = Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::*${String.fromCharCode(97 + index % 26)}${index}*`);
  const infix = document([{ Effect: 'Allow', Action: 's3:GetObject', Resource }]);
  const [ms, { verdict }] = time(() => compareAccess({ users: { mallory: {} } }, { users: { mallory: { policies: [infix] } } }));
  report({ work: `40 infix patterns: ${verdict}`, ours: ms, unit: 'ms', target: 5000 });
}

async function main(): Promise<void> {
  manyStatements();
  stacks();
  newcomers();
  hostile();
  await samples();
  // threads of the solver would keep the process
  process.exit();
}

void main();
