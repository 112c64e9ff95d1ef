/*
 * Runs many command lines in one process of its own, since jest's sandbox can't import modules: a JSON list of argument lists on standard
 * input, a JSON list of what each said on standard output.
 */
import { readFileSync } from 'node:fs';
import { talk, type Talk } from './talk';

async function main(): Promise<void> {
  const said: Talk[] = [];
  for (const args of JSON.parse(readFileSync(0, 'utf8')) as string[][]) said.push(await talk(args));
  console.log(JSON.stringify(said));
}

void main();
