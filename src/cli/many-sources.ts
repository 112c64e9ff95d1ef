import type { Command } from 'commander';
import { AccessError } from '../errors';
import { shown } from '../shape/shown';
import { EXIT, type ExitStatus } from './exit-status';
import { MANY_FORMATS, manyHeadline, type ManyFormat, type SourceReport } from './many-report';
import { allowFilesIn } from './source-list';
import type { CommandContext, Said } from './streams';

/** One of many sources. */
export interface OneOfMany {
  /** How the report calls it. */
  readonly name: string;
  /** The arguments that name it. */
  readonly paths: readonly string[];
  /** The one side that has it. @default - both, or there are no sides */
  readonly only?: 'before' | 'after';
}

/** What a command says of many sources. */
export interface ManyResult {
  readonly report: string;
  readonly headline: string;
  readonly status: ExitStatus;
}

/** Options that are about the report as a whole. */
const OF_ALL = ['each', 'out', 'allow'];

/**
 * Runs a command on many sources, each as a command line of its own with the same options, several at once; and makes one report of what they say. One
 * that fails is named in it, and the others are reported all the same.
 *
 * @throws AccessError `InvalidArgument`, `InvalidAllowFile`
 */
export async function runMany(command: Command, sources: readonly OneOfMany[], context: CommandContext): Promise<ManyResult> {
  const { format, allow } = command.opts<{ readonly format: string; readonly allow?: string }>();
  if (!isManyFormat(format)) {
    throw new AccessError({ code: 'InvalidArgument', message: `--format ${format} is for one source`, remedy: `of many, choose one of ${Object.keys(MANY_FORMATS).join(', ')}` });
  }
  const repeated = sources.find(({ name }, index) => sources.findIndex((one) => one.name === name) !== index);
  if (repeated !== undefined) throw new AccessError({ code: 'InvalidArgument', message: `${shown(repeated.name)} is named twice`, remedy: 'name each source once' });
  if (sources.some(({ paths }) => paths.includes('-'))) {
    throw new AccessError({ code: 'InvalidArgument', message: '- is one of many sources', remedy: 'put standard input into a file' });
  }
  const allowed = allow === undefined ? new Map<string, string>() : allowFilesIn(allow, sources.map(({ name }) => name));
  const options = optionsOf(command);
  const lines = sources.map(({ name, paths }) => {
    const file = allowed.get(name);
    return [command.name(), ...options, ...(file === undefined ? [] : [`--allow=${file}`]), '--', ...paths];
  });
  const said = new Map<number, Said>();
  await context.runEach(lines, (index, one) => {
    said.set(index, one);
    context.step?.(`${said.size} of ${sources.length} sources`);
  });
  const reports = sources.map(({ name, only }, index): SourceReport => ({ name, ...(only && { only }), ...said.get(index) ?? NOTHING_SAID }));
  for (const { name, err, status } of reports) if (status !== EXIT.error && err !== '') context.err(err.trimEnd().split('\n').map((line) => `${name}: ${line}`).join('\n'));
  return { report: MANY_FORMATS[format](reports), headline: manyHeadline(reports), status: worst(reports) };
}

const NOTHING_SAID: Said = { status: EXIT.error, out: '', err: 'error: it gave no answer' };

function isManyFormat(format: string): format is ManyFormat {
  return Object.hasOwn(MANY_FORMATS, format);
}

/** The options that were given, as they are written on a command line. */
function optionsOf(command: Command): readonly string[] {
  return command.options.flatMap((option) => {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli' || OF_ALL.includes(name)) return [];
    const value: true | string | readonly string[] = command.getOptionValue(name);
    return value === true ? [`${option.long}`] : [value].flat().map((one) => `${option.long}=${one}`);
  });
}

/** An error outweighs the rest: what wasn't read may hold anything. */
function worst(reports: readonly SourceReport[]): ExitStatus {
  return [EXIT.error, EXIT.finding, EXIT.inconclusive].find((status) => reports.some((one) => one.status === status)) ?? EXIT.clean;
}
