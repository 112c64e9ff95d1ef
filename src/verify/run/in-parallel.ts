/** Does something with each of a list, so many at a time, in their order. */
export async function inParallel<T>(list: readonly T[], concurrency: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < list.length) await work(list[next++]);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, list.length) }, worker));
}
