/** A measurement: does the work once and answers what it cost, in any unit (milliseconds, bytes). */
export type Measure = () => number | Promise<number>;

/** What several pairs came to. */
export interface PairedRatio {
  /** The median of the pairs' ratios, subject over baseline: 1.1 says that the subject costs a tenth more. */
  readonly ratio: number;
  /** The smallest and the largest ratio of a pair: how far the median can be trusted. */
  readonly spread: readonly [number, number];
  /** The median cost of the subject. */
  readonly subject: number;
  /** The median cost of the baseline. */
  readonly baseline: number;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How long `work` takes, in milliseconds. */
export async function milliseconds(work: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** How much processor time of this process `work` takes, in milliseconds: what it costs also on a machine that does other things. */
export async function cpuMilliseconds(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e3;
}

/**
 * Measures subject and baseline in turn (A B A B …), so that a machine that slows down or warms up slows or warms both, and takes the
 * median of the ratios. One pair goes before and is not counted.
 */
export async function pairedRatio(subject: Measure, baseline: Measure, pairs = 7): Promise<PairedRatio> {
  const costs: [number, number][] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    // Every other pair begins with the baseline: whoever goes second may find memory to collect that the first one left.
    const first = pair % 2 === 0 ? await subject() : undefined;
    const base = await baseline();
    costs.push([first ?? await subject(), base]);
  }
  const counted = costs.slice(1);
  const ratios = counted.map(([a, b]) => a / b);
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    subject: median(counted.map(([a]) => a)),
    baseline: median(counted.map(([, b]) => b)),
  };
}

/** `name  1.08 (0.99 to 1.21)  12.3 ms against 11.4 ms  ok, at most 1.15`. */
export function line(name: string, measured: PairedRatio, target: number, unit = 'ms'): string {
  const [low, high] = measured.spread.map((value) => value.toFixed(2));
  const verdict = measured.ratio <= target ? 'ok' : 'TOO SLOW';
  return `${name.padEnd(36)} ${measured.ratio.toFixed(2)} (${low} to ${high})  ` +
    `${measured.subject.toFixed(1)} ${unit} against ${measured.baseline.toFixed(1)} ${unit}  ${verdict}, at most ${target}`;
}
