import { Command, CommanderError } from 'commander';
import { printed } from '../errors/printed';
import { EXIT, type ExitStatus } from './exit-status';
import { explainCommand } from './explain';
import { lintCommand } from './lint';
import { matrixCommand } from './matrix';
import { renderCommand } from './render';
import { reviewCommand } from './review';
import type { CommandContext, Streams } from './streams';
import { verifyCommand } from './verify';
import { whoCanCommand } from './who-can';

/** Every command; a new one is a file and an entry here. */
export const COMMANDS: ReadonlyArray<(context: CommandContext) => Command> = [
  renderCommand, explainCommand, matrixCommand, whoCanCommand, reviewCommand, lintCommand, verifyCommand,
];

/**
 * Runs the command line.
 *
 * @param args the arguments after the name of the command
 * @returns the exit status, by the table of {@link EXIT}
 */
export async function run(args: readonly string[], { out, err, stdin }: Streams): Promise<ExitStatus> {
  // whatever is printed, in whatever format: names come from anybody's stack
  const streams: Streams = { out: (text) => out(printed(text)), err: (text) => err(printed(text)), stdin };
  let code: ExitStatus = EXIT.clean;
  const context: CommandContext = { ...streams, exit: (ended) => { code = ended; } };
  const program = new Command('bucket-grants')
    .description('Exact access to object storage: render policies, ask what they allow, and review what a change gives or takes')
    .configureOutput({ writeOut: (text) => streams.out(withoutEnd(text)), writeErr: (text) => streams.err(withoutEnd(text)) })
    .showHelpAfterError('(--help says what there is)')
    .exitOverride();
  for (const make of COMMANDS) program.addCommand(make(context).copyInheritedSettings(program));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // help that was asked for ends here too
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.error;
    streams.err(`error: ${describe(error)}`);
    return EXIT.error;
  }
}

/** What a user did wrong is said in a message; anything else shows where it comes from. By name: a plan may come with a copy of its own of this package. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error.name === 'AccessError' || 'syscall' in error;
  return isExpected ? error.message : error.stack ?? error.message;
}

function withoutEnd(text: string): string {
  return text.replace(/\n$/, '');
}
