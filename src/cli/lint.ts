import { Command, Option } from 'commander';
import { lintAccess } from '../lint';
import type { LintFinding, LintSeverity } from '../lint/types';
import { lintSarif } from '../report/lint/sarif';
import { lintText } from '../report/lint/text';
import { exitStatus } from './exit-status';
import { platformNamed, platformOption } from './platforms';
import { readSource, takesStack } from './source';
import type { CommandContext } from './streams';

interface LintCommandOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly format: 'text' | 'json' | 'sarif';
  readonly failOn: LintSeverity;
}

const WORST_FIRST: readonly LintSeverity[] = ['error', 'warning', 'note'];

/** `bucket-grants lint STACK`: what is wrong in a stack, and what a platform would reject, ignore or read differently. */
export function lintCommand(context: CommandContext): Command {
  return takesStack(new Command('lint'))
    .description('say what is wrong in the policies of a stack, and what a platform would reject, ignore or read differently')
    .addOption(platformOption('the platform that has to take it (default: what the stack was declared for, else aws)', 'lint'))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 when there is a finding as bad as this').choices([...WORST_FIRST]).default('error'))
    .action((stack: string, options: LintCommandOptions) => {
      const state = readSource(stack, { ...options, platform: undefined }, context);
      const findings = lintAccess(state, options.platform === undefined ? {} : { platform: platformNamed(options.platform) });
      context.out(FORMATS[options.format](findings, stack));
      // on standard error, so that a report that goes into a file stays one
      for (const { where, reason } of state.unknowns) context.err(`unknown: ${where}: ${reason}`);
      const bad = WORST_FIRST.slice(0, WORST_FIRST.indexOf(options.failOn) + 1);
      context.exit(exitStatus({ hasFinding: findings.some(({ severity }) => bad.includes(severity)), isOpen: state.unknowns.length > 0 }));
    });
}

const FORMATS: Readonly<Record<LintCommandOptions['format'], (findings: readonly LintFinding[], source: string) => string>> = {
  text: (findings) => lintText(findings),
  json: (findings) => JSON.stringify({ findings }, null, 2),
  sarif: lintSarif,
};
