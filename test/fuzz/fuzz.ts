/*
 * Fuzz suites: calls that no test would think of, each judged by one sentence that must always hold.
 *
 * Every `*.test.ts` of this folder is one suite: a room's inputs and a judge, told to `fuzz`. 2,000 of each are tried every night, a tenth of
 * them in `npm test`, always the same; `npx projen fuzz` runs a million of each, and prints how many were drawn, what failed and how long the slowest took:
 *
 *   FUZZ_CASES=50000 npx projen fuzz               fewer cases
 *   FUZZ_SEED=7 npx projen fuzz                    other cases
 *   FUZZ_CASES=20000 npx projen fuzz -t readers    one suite, by a part of its name
 *
 * A failed case names its seed: `FUZZ_CASE=<seed> npx projen fuzz -t <name>` runs it alone.
 */
import { runs } from '../runs';

/** How many cases a suite draws. */
export const CASES = Number(process.env.FUZZ_CASES ?? runs(2000));

/** The longest that one case may take, in milliseconds of processor time: the clock of a busy machine says little. */
const LONGEST = 5000;

/** As many failures are shown. */
const SHOWN = Number(process.env.FUZZ_SHOWN ?? 10);

/** A source of random choices, the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** One of a list. */
  pick<T>(list: readonly T[]): T;
  /** Whether something that happens in one of `n` cases happens now. */
  oneIn(n: number): boolean;
}

/** Random choices for a seed (mulberry32, public domain). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (end: number) => Math.floor((next() / 0x100000000) * end);
  return { below, pick: (list) => list[below(list.length)], oneIn: (n) => below(n) === 0 };
}

/** What a suite is made of. */
export interface FuzzSuite {
  /** Draws one case and judges it: throws where what must hold doesn't. What it returns is counted by its name: `answered`, `refused`. */
  readonly attempt: (random: Random) => string | Promise<string>;
  /** Of how many cases of other suites this one draws one, where a case is dear: 10 draws 200 in `npm test`. */
  readonly oneOf?: number;
}

/** Defines the test of a suite. */
export function fuzz(name: string, { attempt, oneOf = 1 }: FuzzSuite): void {
  const alone = process.env.FUZZ_CASE;
  const cases = alone === undefined ? Math.ceil(CASES / oneOf) : 1;
  const first = Number(alone ?? Number(process.env.FUZZ_SEED ?? 20261121) * 10_000_019);
  test(`${name}: ${cases} cases`, async () => {
    const counts = new Map<string, number>();
    const failures: string[] = [];
    let slowest = { took: 0, seed: 0 };
    let failed = 0;
    const start = Date.now();
    for (let index = 0; index < cases; index++) {
      const seed = (first + index) >>> 0;
      const begin = process.cpuUsage();
      let outcome = 'failed';
      try {
        outcome = await attempt(randomOf(seed));
      } catch (error) {
        failed += 1;
        if (failures.length < SHOWN) failures.push(`FUZZ_CASE=${seed}: ${textOf(error)}`);
      }
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      const { user, system } = process.cpuUsage(begin);
      const took = (user + system) / 1000;
      if (took > slowest.took) slowest = { took, seed };
      if (took > LONGEST && failures.length < SHOWN) failures.push(`FUZZ_CASE=${seed} took ${Math.round(took)} ms`);
    }
    if (process.env.FUZZ_CASES !== undefined) {
      const figures = [...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
      process.stderr.write(`${name}: ${cases} cases in ${Math.round((Date.now() - start) / 1000)} s: ${figures}; the slowest ${Math.round(slowest.took)} ms (FUZZ_CASE=${slowest.seed}); ${failed} failed\n`);
    }
    expect(failures).toEqual([]);
  }, 60_000 + cases * 60);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n').slice(0, 1500) : 'what was thrown is not an Error';
}
