import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** What a command does now, shown to anyone who waits for it. */
export interface Progress {
  /** Says what begins. */
  step(text: string): void;
  /** Takes away what is shown. */
  end(): void;
}

/** Nothing is shown. */
export const NO_PROGRESS: Progress = { step: () => undefined, end: () => undefined };

/** A command that is done sooner says nothing. */
const PATIENCE_MS = 1000;

/**
 * Runs beside the command, which computes without a pause, so that no timer of its own would ever come. It sleeps until the command has taken
 * too long, and then writes what the command does.
 */
const SHOWING = `
const { parentPort, workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const { fd, shared, patience } = workerData;
const begin = Date.now();
let text = '';
parentPort.on('message', (next) => { text = next; });
setInterval(() => {
  const seconds = Math.floor((Date.now() - begin) / 1000);
  if (Date.now() - begin < patience || text === '' || Atomics.load(shared, 0) === 2) return;
  Atomics.store(shared, 0, 1);
  writeSync(fd, '\\r\\u001b[K' + text + ' (' + seconds + ' s)');
}, 200);
`;

/**
 * Shows on standard error what a command does, once it takes more than a second.
 *
 * @param isTerminal whether somebody sees it: nothing is shown in a file or a log
 * @param fd where to write
 */
export function showProgress(isTerminal: boolean, fd = 2): Progress {
  if (!isTerminal) return NO_PROGRESS;
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(SHOWING, { eval: true, workerData: { fd, shared, patience: PATIENCE_MS } });
  worker.unref();
  return {
    step: (text) => worker.postMessage(text),
    end: () => {
      const hasShown = Atomics.exchange(shared, 0, 2) === 1;
      if (hasShown) writeSync(fd, '\r\u001b[K');
      void worker.terminate();
    },
  };
}
