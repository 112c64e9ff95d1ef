/**
 * Whether something larger takes more than so many times the processor time of something smaller. The least that each took counts, in turns, and
 * what looks like more is looked at again: other work on the machine, the compiler and the collector only ever add. So the smaller one, which they
 * would hide a slow method by, is looked at twice before anything is said.
 *
 * Returns the first ratio below the limit, or the last.
 */
export async function growth(small: () => unknown, large: () => unknown, limit: number, rounds = 8): Promise<number> {
  const cost = async (run: () => unknown) => {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    return Math.max(user + system, 1000);
  };
  await small(); // what is made once
  let [least, most, ratio] = [await cost(small), Infinity, Infinity];
  for (let round = 0; round < rounds && ratio >= limit; round++) {
    least = Math.min(least, await cost(small));
    most = Math.min(most, await cost(large));
    ratio = most / least;
  }
  return ratio;
}

/** The processor time that something takes, in seconds: a loaded machine doesn't lengthen it as it does the time on the clock. */
export function spent(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
