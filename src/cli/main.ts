#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { run } from './run';

// `bucket-grants matrix … | head` closes the pipe early
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  out: (text) => console.log(text),
  err: (text) => console.error(text),
  stdin: () => readFileSync(0, 'utf8'),
}).then((code) => {
  process.exitCode = code;
});
