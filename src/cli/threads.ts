import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { EXIT } from './exit-status';
import type { RunEach, Said } from './streams';

/**
 * Runs command lines in threads, as many as there are processors. Each thread has one line at a time, so what is in memory at once is bounded by their number, however
 * many lines there are; one that runs out of memory fails by itself.
 *
 * @param file the script that a thread runs: it calls {@link answerInThread}
 */
export function runInThreads(file: string): RunEach {
  return async (lines, done) => {
    let next = 0;
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), lines.length) }, async () => {
      let worker: Worker | undefined;
      while (next < lines.length) {
        const index = next++;
        worker ??= new Worker(file);
        const { said, isAlive } = await ask(worker, lines[index]);
        if (!isAlive) worker = undefined;
        done(index, said);
      }
      await worker?.terminate();
    }));
  };
}

function ask(worker: Worker, line: readonly string[]): Promise<{ readonly said: Said; readonly isAlive: boolean }> {
  return new Promise((resolve) => {
    const end = (said: Said, isAlive: boolean): void => {
      // one by one: what Node itself listens to must stay
      worker.off('message', answer).off('error', fail).off('exit', exit);
      resolve({ said, isAlive });
    };
    const die = (message: string): void => end({ status: EXIT.error, out: '', err: `error: ${message}` }, false);
    const answer = (said: Said): void => end(said, true);
    const fail = ({ message }: Error): void => die(message);
    const exit = (status: number): void => die(`its thread ended with ${status}`);
    worker.on('message', answer).on('error', fail).on('exit', exit);
    worker.postMessage(line);
  });
}

/** What a thread does: it answers one line after the other. */
export function answerInThread(run: (line: readonly string[]) => Promise<Said>): void {
  parentPort?.on('message', (line: readonly string[]) => void run(line).then((said) => parentPort?.postMessage(said)));
}
