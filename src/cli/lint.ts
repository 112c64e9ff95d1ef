import { Command, Option } from 'commander';
import type { LintSeverity } from '../faults/types';
import { lintAccess } from '../lint';
import type { LintFinding } from '../lint/types';
import { today } from '../report/allow-entries';
import { plain } from '../report/escape/plain';
import { acceptFindings, parseAcceptedFindings, type AcceptedFinding } from '../report/lint/accepted';
import { lintSarif } from '../report/lint/sarif';
import { lintText } from '../report/lint/text';
import { readAllowFile } from './allow-file';
import { LINT_PAINT } from './color';
import { exitStatus } from './exit-status';
import { withHelp } from './help';
import { type OneOfMany, runMany } from './many-sources';
import { platformNamed, platformOption } from './platforms';
import { readSource, SOURCE_HELP, takesEach, takesHolder, takesVariables } from './source';
import { sourcesIn } from './source-list';
import type { CommandContext } from './streams';

interface LintCommandOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly format: 'text' | 'json' | 'sarif';
  readonly failOn: LintSeverity;
  readonly allow?: string;
  readonly each?: boolean;
}

const WORST_FIRST: readonly LintSeverity[] = ['error', 'warning', 'note'];

/** `bucket-grants lint STACK`: what is wrong in a stack, and what a platform would reject, ignore or read differently. */
export function lintCommand(context: CommandContext): Command {
  const command = takesEach(takesHolder(takesVariables(new Command('lint').argument('<stack...>', `${SOURCE_HELP}; several are read by themselves, and one report is made of all`))))
    .addOption(platformOption('the platform that has to take it (default: what the stack was declared for, else aws)', 'lint'))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 when there is a finding as bad as this').choices([...WORST_FIRST]).default('error'))
    .option('--allow <file>', 'accepted findings (YAML or JSON), each with a reason and the day on which it expires; with --each a folder of SOURCE.yaml')
    .action(async (stacks: readonly string[], options: LintCommandOptions) => {
      const [stack] = stacks;
      if (options.each === true || stacks.length > 1) {
        const sources = options.each === true ? stacks.flatMap((folder) => each(folder, context)) : stacks.map(alone);
        const { report, status } = await runMany(command, sources, context);
        context.out(report, options.format === 'text' ? LINT_PAINT : undefined);
        return context.exit(status);
      }
      const entries = options.allow === undefined ? [] : readAllowFile(options.allow, parseAcceptedFindings);
      const state = readSource(stack, { ...options, platform: undefined }, context);
      context.step?.('looking through the policies');
      const all = lintAccess(state, options.platform === undefined ? {} : { platform: platformNamed(options.platform) });
      const { findings, accepted, expired, unused } = acceptFindings(all, entries, today());
      context.out(FORMATS[options.format](findings, stack), options.format === 'text' ? LINT_PAINT : undefined);
      // on standard error, so that a report that goes into a file stays one
      if (accepted.length > 0) context.err(`accepted: ${accepted.length} finding${accepted.length === 1 ? '' : 's'}`);
      for (const entry of expired) context.err(`accepted until ${entry.expires}, which is over: ${entryText(entry)}`);
      for (const entry of unused) context.err(`accepted and not found: ${entryText(entry)}`);
      for (const { where, reason } of state.unknowns) context.err(`unknown: ${where}: ${reason}`);
      const bad = WORST_FIRST.slice(0, WORST_FIRST.indexOf(options.failOn) + 1);
      const hasFinding = expired.length > 0 || findings.some(({ severity }) => bad.includes(severity));
      context.exit(exitStatus({ hasFinding, isOpen: state.unknowns.length > 0 }));
    });
  return withHelp(command, {
    examples: [
      ['lint cdktf.out', 'what is wrong, as AWS reads it'],
      ['lint cdktf.out --platform minio --fail-on warning', 'and what MinIO would reject, ignore or read differently'],
      ['lint --each accounts --allow accepted', 'every account of a folder, in one report'],
      ['lint policy.json --bucket photos --format sarif', 'one policy of a bucket, for code scanning'],
    ],
    statuses: { clean: 'nothing as bad as --fail-on says', finding: 'something as bad as --fail-on says, or an accepted finding has expired', inconclusive: 'policies are known only at deploy time' },
  });
}

function each(folder: string, { err }: CommandContext): readonly OneOfMany[] {
  return [...sourcesIn(folder, err)].map(([name, path]) => ({ name, paths: [path] }));
}

function alone(path: string): OneOfMany {
  return { name: path, paths: [path] };
}

function entryText({ code, where, sid, path, reason }: AcceptedFinding): string {
  return plain(`${[code, where, ...(path === undefined ? [] : [path]), ...(sid === undefined ? [] : [`(${sid})`])].join(' ')}: ${reason}`);
}

const FORMATS: Readonly<Record<LintCommandOptions['format'], (findings: readonly LintFinding[], source: string) => string>> = {
  text: (findings) => lintText(findings),
  json: (findings) => JSON.stringify({ findings }, null, 2),
  sarif: lintSarif,
};
