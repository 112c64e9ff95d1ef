import { Command, CommanderError } from 'commander';
import { printed, printedLine } from '../errors/printed';
import { VERSION } from '../report/version';
import { painted } from './color';
import { EXIT, type ExitStatus } from './exit-status';
import { withHelp } from './help';
import type { CommandContext, RunEach, Said, Streams } from './streams';

/** A command as the list of commands shows it. */
interface ListedCommand {
  readonly name: string;
  readonly description: string;
  /** Loads what makes it: with all that it needs, which a start for another command doesn't wait for. */
  readonly load: () => Promise<(context: CommandContext) => Command>;
}

/** Every command; a new one is a file and an entry here. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'render',
    description: 'print every policy document of a plan and who gets it; with --out, write each to a file',
    load: async () => (await import('./render.js')).renderCommand,
  },
  {
    name: 'synth',
    description: 'write a plan as a module of Terraform JSON (also OpenTofu), or as a program of Pulumi YAML, for engines in any language',
    load: async () => (await import('./synth.js')).synthCommand,
  },
  {
    name: 'explain',
    description: 'say whether one request is allowed, and why',
    load: async () => (await import('./explain.js')).explainCommand,
  },
  {
    name: 'matrix',
    description: 'show who may read, list, write, delete and administer which buckets and folders',
    load: async () => (await import('./matrix.js')).matrixCommand,
  },
  {
    name: 'who-can',
    description: 'list everybody who may do something, with the statements that give it, and everybody who perhaps may',
    load: async () => (await import('./who-can.js')).whoCanCommand,
  },
  {
    name: 'review',
    description: 'say exactly which access a change adds or takes, with an example of each',
    load: async () => (await import('./review.js')).reviewCommand,
  },
  {
    name: 'lint',
    description: 'say what is wrong in the policies of a stack, and what a platform would reject, ignore or read differently',
    load: async () => (await import('./lint.js')).lintCommand,
  },
  {
    name: 'verify',
    description: 'ask a real server, with the keys that were issued, whether it answers as the policies say; changes nothing but objects of its own',
    load: async () => (await import('./verify.js')).verifyCommand,
  },
  {
    name: 'suggest',
    description: 'print the plan that says what a stack already allows, by the grants and guards that give exactly the same access',
    load: async () => (await import('./suggest.js')).suggestCommand,
  },
  {
    name: 'schema',
    description: 'print the JSON Schema of plan files, by which editors complete and explain them',
    load: async () => (await import('./schema.js')).schemaCommand,
  },
  {
    name: 'init',
    description: 'begin a project: a program that runs or plan files, a test of what it gives, and the workflow that reviews changes',
    load: async () => (await import('./init.js')).initCommand,
  },
  {
    name: 'completion',
    description: 'print what a shell needs to complete commands, options and their values',
    load: async () => {
      const { completionCommand } = await import('./completion.js');
      return (context) => completionCommand(context, programOf);
    },
  },
];

/**
 * The program, for a run and for what describes it.
 *
 * @param wanted the command that is loaded with its options and its help, where it is known; the others are there by name
 */
export async function programOf(context: CommandContext, wanted?: string): Promise<Command> {
  const program = new Command('bucket-grants')
    .description('Exact access to object storage: render policies, ask what they allow, and review what a change gives or takes')
    .version(VERSION, '--version', 'print the version')
    .configureHelp({ subcommandTerm: (command) => command.name() });
  for (const { name, description, load } of COMMANDS) {
    const command = wanted === undefined || wanted === name ? (await load())(context) : new Command(name);
    program.addCommand(command.description(description));
  }
  return withHelp(program, {
    examples: [
      ['explain cdktf.out --user ci --action s3:PutObject --resource releases/a', 'is one request allowed, and why'],
      ['review git:origin/main:cdktf.out cdktf.out --fail-on gained', 'what a change adds or takes'],
      ['review --help', 'what a command takes, with examples'],
    ],
    statuses: { clean: 'clean', finding: 'a finding', inconclusive: 'it can\'t be determined from the source' },
  });
}

/** The command that a command line names; none where it asks for the list of them. */
function namedIn(args: readonly string[]): string {
  const [first = '', second = ''] = args.filter((arg) => !arg.startsWith('-'));
  return first === 'help' ? second : first;
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
export async function run(args: readonly string[], { out, err, stdin, colors = false, step, runEach = inTurn }: Streams): Promise<ExitStatus> {
  // whatever is printed, in whatever format: names come from anybody's stack
  const streams: Streams = {
    out: (text, paint) => out(colors && paint !== undefined ? painted(printed(text), paint) : printed(text)),
    err: (text) => err(printed(text)),
    stdin,
    step: (text) => step?.(printedLine(text)),
  };
  let code: ExitStatus = EXIT.clean;
  const context: CommandContext = { ...streams, runEach, exit: (ended) => { code = ended; } };
  const program = (await programOf(context, namedIn(args)))
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
      const hint = error.code === 'commander.unknownOption' ? hintOf(error.message, await programOf(context)) : undefined;
      if (hint !== undefined) streams.err(hint);
      return error.exitCode === 0 ? EXIT.clean : EXIT.error;
    }
    streams.err(`error: ${describe(error)}`);
    return EXIT.error;
  }
}

/** Runs a command line that has no terminal and no standard input. */
export async function runAlone(line: readonly string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const status = await run(line, { out: (text) => { said.out += `${text}\n`; }, err: (text) => { said.err += `${text}\n`; }, stdin: () => '' });
  return { status, ...said };
}

const inTurn: RunEach = async (lines, done) => {
  for (const [index, line] of lines.entries()) done(index, await runAlone(line));
};

/** What a user did wrong is said in a message; anything else shows where it comes from. By name: a plan may come with a copy of its own of this package. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error.name === 'AccessError' || 'syscall' in error;
  return isExpected ? error.message : error.stack ?? error.message;
}

function withoutEnd(text: string): string {
  return text.replace(/\n$/, '');
}
