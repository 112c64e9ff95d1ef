import type { Command } from 'commander';
import { EXIT, type ExitStatus } from './exit-status';

/** What stands below the options in the help of a command. */
export interface More {
  /** Command lines without the name of the program, each with what it does. */
  readonly examples: ReadonlyArray<readonly [line: string, what: string]>;
  /**
   * What the exit statuses mean for this command.
   *
   * @default - clean and error, in the words of the table
   */
  readonly statuses?: Readonly<Partial<Record<keyof typeof EXIT, string>>>;
}

const WORDS: Readonly<Record<keyof typeof EXIT, string>> = {
  clean: 'nothing to report',
  finding: 'a finding',
  error: 'the input is wrong or can\'t be read, or something failed',
  inconclusive: 'it can\'t be determined from the source',
};

/** Adds examples and exit statuses to the help of a command. */
export function withHelp(command: Command, { examples, statuses = {} }: More): Command {
  const known = { clean: statuses.clean ?? WORDS.clean, ...statuses, error: statuses.error ?? WORDS.error };
  const rows = (Object.keys(EXIT) as (keyof typeof EXIT)[])
    .flatMap((name): ReadonlyArray<readonly [ExitStatus, string]> => (known[name] === undefined ? [] : [[EXIT[name], known[name]]]));
  return command.addHelpText('after', [
    '', 'Examples:', ...examples.flatMap(([line, what]) => [`  # ${what}`, `  $ bucket-grants ${line}`]),
    '', 'Exit status:', ...rows.map(([status, what]) => `  ${status}  ${what}`),
  ].join('\n'));
}
