#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { printed } from '../errors/printed';
import { decodeText } from '../state/decode-text';
import { hasColors } from './color';
import { EXIT } from './exit-status';
import { showProgress } from './progress';
import { run, runAlone } from './run';
import { answerInThread, runInThreads } from './threads';

/** Ends as an error whatever else was found: Node itself would exit with 1, which says that there is a finding. */
function fail(error: unknown): void {
  process.exitCode = EXIT.error;
  console.error(printed(`error: ${error instanceof Error ? error.message : String(error)}`));
}

/** Runs the command line of this process. */
function main(): void {
  // `bucket-grants matrix … | head` closes the pipe early; a full disk is an error
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') fail(error);
  });
  process.stderr.on('error', () => {
    process.exitCode = EXIT.error;
  });
  process.on('uncaughtException', fail);

  const progress = showProgress(process.stderr.isTTY && process.env.TERM !== 'dumb');

  void run(process.argv.slice(2), {
    colors: hasColors(process.stdout, process.env),
    runEach: runInThreads(__filename),
    step: (text) => progress.step(text),
    out: (text) => {
      progress.end();
      console.log(text);
    },
    err: (text) => {
      progress.end();
      console.error(text);
    },
    stdin: () => decodeText(readFileSync(0)),
  }).then((status) => {
    progress.end();
    process.exitCode ??= status;
  });
}

if (isMainThread) main();
else answerInThread(runAlone);

export {};
