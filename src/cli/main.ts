#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { explainCommand } from './explain';
import { matrixCommand } from './matrix';
import { renderCommand } from './render';

/** Exit codes of the command: 0 clean, 1 a finding, 2 bad input, 3 inconclusive. */
const BAD_INPUT = 2;

async function main(): Promise<void> {
  const program = new Command('bucket-grants')
    .description('Exact access to object storage: render policies and ask what they allow')
    .showHelpAfterError()
    .exitOverride();
  for (const command of [renderCommand(), explainCommand(), matrixCommand()]) program.addCommand(command.copyInheritedSettings(program));
  await program.parseAsync();
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : BAD_INPUT;
  } else if (error instanceof Error && error.name === 'AccessError') { // by name: the plan may come with a copy of its own of this package
    console.error(`error: ${error.message}`);
    process.exitCode = BAD_INPUT;
  } else {
    throw error;
  }
});
