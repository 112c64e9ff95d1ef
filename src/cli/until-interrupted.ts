import { EXIT } from './exit-status';
import type { Streams } from './streams';

/** Signals with which people and machines end a command. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Does work that has to be put away when it is interrupted: the first signal asks it to end, the second ends at once. */
export async function untilInterrupted<T>({ err }: Pick<Streams, 'err'>, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  const interrupted = (): void => {
    if (ending.signal.aborted) process.exit(EXIT.inconclusive);
    err('interrupted: removing what was made; once more to leave it');
    ending.abort();
  };
  for (const name of SIGNALS) process.on(name, interrupted);
  try {
    return await work(ending.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, interrupted);
  }
}
