/*
 * What deciding and comparing cost against another build of the package, by processor time, in turns in one process, so that a machine that slows
 * down slows both. Both packages must be built (lib/). Each line says the median of the ratios and how far it can be trusted; 1.15 is allowed.
 * Run: BENCH_AGAINST=FOLDER_OF_THE_OTHER_PACKAGE npx tsx bench/against.bench.ts [WORKLOAD]
 */
import { join } from 'node:path';
import { cpuMilliseconds, line, pairedRatio } from './ratio';
import { document, requests, stack, statements, stateOf } from './workloads';

type Package = typeof import('bucket-grants') & typeof import('bucket-grants/decide');
/** Makes a workload ready, and answers what is measured. */
type Workload = (of: Package) => () => unknown;

const load = async (folder: string): Promise<Package> => ({
  ...await import(join(folder, 'lib', 'index.js')) as typeof import('bucket-grants'),
  ...await import(join(folder, 'lib', 'decide', 'index.js')) as typeof import('bucket-grants/decide'),
});

const MOST = 1.15;
const asked = requests(0);

const times = (count: number, work: (turn: number) => unknown) => () => {
  for (let turn = 0; turn < count; turn++) work(turn);
};

const infix = document([{ Effect: 'Allow', Action: 's3:GetObject', Resource: Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::*${String.fromCharCode(97 + index % 26)}${index}*`) }]);

const users = (lists: object | undefined) => ({ users: { dana: lists === undefined ? {} : { policies: [lists] } } });

const WORKLOADS: Readonly<Record<string, Workload>> = {
  'decideEffect': ({ compileState, decideEffect }) => {
    const state = compileState(stateOf(1));
    return times(40_000, (turn) => decideEffect(state, asked[turn % asked.length]));
  },
  'decide': ({ compileState, decide }) => {
    const state = compileState(stateOf(1));
    return times(40_000, (turn) => decide(state, asked[turn % asked.length]));
  },
  'decide on the state itself': ({ decide }) => {
    const state = stateOf(1);
    return times(40_000, (turn) => decide(state, asked[turn % asked.length]));
  },
  'decide, explained': ({ compileState, decide }) => {
    const state = compileState(stateOf(1));
    return times(3000, (turn) => decide(state, asked[turn % asked.length]).toJSON());
  },
  'decide, cold': ({ decide }) => {
    const state = stateOf(1);
    return times(3000, (turn) => decide({ ...state }, asked[turn % asked.length]));
  },
  'decide, 5,000 users in turn': ({ compileState, decide }) => {
    const state = compileState(stateOf(5000));
    const many = Array.from({ length: 5000 }, (_, user) => requests(user)[user % asked.length]);
    return times(40_000, (turn) => decide(state, many[turn % many.length]));
  },
  'compare, 100 statements against 100': ({ compareAccess }) => () => compareAccess(users(statements(100, 17)), users(statements(100, 16))),
  ...Object.fromEntries((['none', 'user', 'group', 'bucket'] as const).map((change): [string, Workload] => [
    `compare, 5,000 users, changed: ${change}`, ({ compareAccess }) => () => compareAccess(stack('none'), stack(change)),
  ])),
  'compare, 40 infix patterns': ({ compareAccess }) => () => compareAccess(users(undefined), users(infix)),
};

async function main(against: string, wanted = ''): Promise<void> {
  // built packages both: what tsx makes of the sources costs more
  const [own, other] = await Promise.all([join(__dirname, '..'), against].map((folder) => load(folder)));
  for (const [name, workload] of Object.entries(WORKLOADS).filter(([one]) => one.includes(wanted))) {
    const [subject, baseline] = [workload(own), workload(other)];
    console.log(line(name, await pairedRatio(() => cpuMilliseconds(subject), () => cpuMilliseconds(baseline), 11), MOST));
  }
}

const { BENCH_AGAINST } = process.env;
if (BENCH_AGAINST === undefined) throw new Error('BENCH_AGAINST is not given: name the folder of another build of the package');
void main(BENCH_AGAINST, process.argv[2]);
