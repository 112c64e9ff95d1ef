/**
 * By how many times more processor time something larger takes than something smaller: the median of several pairs, which take turns, so that
 * a loaded machine slows both.
 */
export async function growth(small: () => unknown, large: () => unknown, pairs = 3): Promise<number> {
  const cost = async (run: () => unknown) => {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    return Math.max(user + system, 1000);
  };
  await small(); // what is made once
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const least = await cost(small);
    ratios.push(await cost(large) / least);
  }
  return ratios.sort((a, b) => a - b)[Math.floor(pairs / 2)];
}
