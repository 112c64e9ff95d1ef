import { readFileSync, writeFileSync } from 'node:fs';
import { AccessError } from '../errors';
import { printed } from '../errors/printed';
import { plain } from '../report/escape/plain';
import { credentialsFromEnvironment, readCredentials, type Credentials } from '../verify';
import type { CommandContext } from './streams';

/** The keys of a file before those of the environment. */
export function credentialsFor(users: readonly string[], file: string | undefined, context: CommandContext): Credentials {
  const inFile = file === undefined ? undefined : readCredentials(file === '-' ? context.stdin() : read('--credentials', file), file === '-' ? 'standard input' : file, users);
  const found = new Map([...credentialsFromEnvironment(process.env, users), ...inFile ?? []]);
  for (const name of found.keys()) if (!users.includes(name)) context.err(`note: there is a key of ${plain(name)}, and nobody of that name is asked about`);
  return found;
}

/** Says how far it is, at every tenth. */
export function progress({ err }: CommandContext, what: string): (done: number, all: number) => void {
  let last = 0;
  return (done, all) => {
    const tenth = Math.floor((done * 10) / all);
    if (tenth > last) err(`${done} of ${all} ${what}`);
    last = Math.max(last, tenth);
  };
}

/** A number above 0 that an option was given; a whole one, but for times. */
export function number(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && value > 0 && value <= 1_000_000 && (TIMES.includes(option) || Number.isInteger(value))) return value;
  throw invalid(`${option} ${text} is not a number above 0`, `write such as ${option} 10`);
}

const TIMES = ['--timeout', '--settle'];

/** What is in a file that an option names. */
export function read(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw invalid(`${option} ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`, 'name a file that can be read');
  }
}

/** Writes to a file, and its headline to standard output; without a file, all of it there. */
export function write(file: string | undefined, text: string, headline: string, { out }: CommandContext): void {
  if (file === undefined) {
    out(text);
    return;
  }
  try {
    writeFileSync(file, `${printed(text)}\n`);
  } catch (error) {
    throw invalid(`--out ${file} can't be written: ${error instanceof Error ? error.message : String(error)}`, 'name a file in a folder that exists');
  }
  out(headline);
}

/** The error for an argument that can't be used. */
export function invalid(message: string, remedy: string): AccessError {
  return new AccessError({ code: 'InvalidArgument', message, remedy });
}
