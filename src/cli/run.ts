import { Command, CommanderError } from 'commander';
import { printed, printedLine } from '../errors/printed';
import { VERSION } from '../report/version';
import { painted } from './color';
import { completionCommand } from './completion';
import { EXIT, type ExitStatus } from './exit-status';
import { explainCommand } from './explain';
import { withHelp } from './help';
import { initCommand } from './init';
import { lintCommand } from './lint';
import { matrixCommand } from './matrix';
import { renderCommand } from './render';
import { reviewCommand } from './review';
import { schemaCommand } from './schema';
import type { CommandContext, Streams } from './streams';
import { verifyCommand } from './verify';
import { whoCanCommand } from './who-can';

/** Every command; a new one is a file and an entry here. */
export const COMMANDS: ReadonlyArray<(context: CommandContext) => Command> = [
  renderCommand, explainCommand, matrixCommand, whoCanCommand, reviewCommand, lintCommand, verifyCommand, schemaCommand, initCommand,
];

/** The program with all of its commands, for a run, and for what describes it. */
export function programOf(context: CommandContext): Command {
  const program = new Command('bucket-grants')
    .description('Exact access to object storage: render policies, ask what they allow, and review what a change gives or takes')
    .version(VERSION, '--version', 'print the version');
  for (const make of COMMANDS) program.addCommand(make(context));
  program.addCommand(completionCommand(context, () => program));
  return withHelp(program, {
    examples: [
      ['explain cdktf.out --user ci --action s3:PutObject --resource releases/a', 'is one request allowed, and why'],
      ['review git:origin/main:cdktf.out cdktf.out --fail-on gained', 'what a change adds or takes'],
      ['review --help', 'what a command takes, with examples'],
    ],
    statuses: { clean: 'clean', finding: 'a finding', inconclusive: 'it can\'t be determined from the source' },
  });
}

/** Which commands have an option that another one was given. */
function hintOf(message: string, program: Command): string | undefined {
  const [option] = /--[a-z][a-z-]*/.exec(message) ?? [];
  const having = program.commands.filter(({ options }) => options.some(({ long }) => long === option)).map((command) => command.name());
  return option === undefined || having.length === 0 ? undefined : `${option} is an option of ${having.join(', ')}`;
}

/**
 * Runs the command line.
 *
 * @param args the arguments after the name of the command
 * @returns the exit status, by the table of {@link EXIT}
 */
export async function run(args: readonly string[], { out, err, stdin, colors = false, step }: Streams): Promise<ExitStatus> {
  // whatever is printed, in whatever format: names come from anybody's stack
  const streams: Streams = {
    out: (text, paint) => out(colors && paint !== undefined ? painted(printed(text), paint) : printed(text)),
    err: (text) => err(printed(text)),
    stdin,
    step: (text) => step?.(printedLine(text)),
  };
  let code: ExitStatus = EXIT.clean;
  const context: CommandContext = { ...streams, exit: (ended) => { code = ended; } };
  const program = programOf(context)
    .configureOutput({ writeOut: (text) => streams.out(withoutEnd(text)), writeErr: (text) => streams.err(withoutEnd(text)) })
    .showHelpAfterError('(--help says what there is)')
    .exitOverride();
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // help that was asked for ends here too
    if (error instanceof CommanderError) {
      const hint = error.code === 'commander.unknownOption' ? hintOf(error.message, program) : undefined;
      if (hint !== undefined) streams.err(hint);
      return error.exitCode === 0 ? EXIT.clean : EXIT.error;
    }
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
