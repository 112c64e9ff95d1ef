import { Command, Option } from 'commander';
import { parse } from 'yaml';
import { readAccess } from '../state/read-access';
import { suggestPlan, type Suggestion } from '../suggest';
import { EXIT, type ExitStatus } from './exit-status';
import { withHelp } from './help';
import { PLACEHOLDER_HOST, platformOption, platformToRender } from './platforms';
import { readSource, takesHolder, takesStack, type SourceOptions } from './source';
import type { CommandContext } from './streams';

interface SuggestOptions extends SourceOptions {
  readonly format: keyof typeof FORMATS;
  readonly scope?: string;
}

/** `bucket-grants suggest STACK`: the plan that says what a stack already allows. */
export function suggestCommand(context: CommandContext): Command {
  const command = takesHolder(takesStack(new Command('suggest')))
    .addOption(platformOption('the platform that the stack and the plan are for (default: what the stack was declared for, else aws)', 'render'))
    .option('--scope <name>', 'on MinIO and Ceph, what the names of policies begin with: letters, digits and -')
    .addOption(new Option('--format <format>', 'what to print: a plan file, a module in TypeScript, or both with every statement and what it becomes').choices(Object.keys(FORMATS)).default('yaml'))
    .action((stack: string, options: SuggestOptions) => {
      const { platform, scope } = options;
      const read = readSource(stack, { ...options, platform: undefined }, context);
      const state = platform === undefined ? read : readAccess(read, { platform: platformToRender(platform, scope) });
      context.step?.('looking for grants and guards');
      const suggestion = suggestPlan(state);
      context.out(FORMATS[options.format](suggestion));
      if (suggestion.yaml.includes(PLACEHOLDER_HOST)) context.err(`note: the endpoints in it (${PLACEHOLDER_HOST}) are placeholders: write those of your store`);
      context.err(count(suggestion));
      context.exit(STATUSES[suggestion.comparison.verdict]);
    });
  return withHelp(command, {
    examples: [
      ['suggest cdktf.out > access-plan.yaml', 'the plan file of a stack'],
      ['suggest policy.json --user ci --format typescript', 'one policy, as a plan in TypeScript'],
      ['suggest account.json --format json', 'every statement of an account, what it becomes, and the nearest grant of those that none says'],
    ],
    statuses: { clean: 'the plan allows exactly what the stack does', finding: 'it allows something else', inconclusive: 'whether it allows the same can\'t be determined' },
  });
}

const FORMATS: Readonly<Record<'yaml' | 'typescript' | 'json', (suggestion: Suggestion) => string>> = {
  yaml: ({ yaml }) => yaml.trimEnd(),
  typescript: ({ typescript }) => typescript.trimEnd(),
  json: ({ yaml, statements, notes, comparison }) => {
    const plan: unknown = parse(yaml);
    return JSON.stringify({ plan, statements, notes, comparison }, null, 2);
  },
};

const STATUSES: Readonly<Record<Suggestion['comparison']['verdict'], ExitStatus>> = {
  none: EXIT.clean, gained: EXIT.finding, lost: EXIT.finding, both: EXIT.finding, inconclusive: EXIT.inconclusive,
};

/** Where access differs, what to do about it. */
const DIFFERENT: Readonly<Record<Suggestion['comparison']['verdict'], string>> = {
  none: 'the plan allows exactly what the stack does',
  gained: 'the plan allows more than the stack: --format json says what',
  lost: 'the plan allows less than the stack: --format json says what',
  both: 'the plan allows something else than the stack: --format json says what',
  inconclusive: 'whether the plan allows the same can\'t be determined: --format json says why',
};

function count({ statements, comparison: { verdict } }: Suggestion): string {
  const of = (becomes: Suggestion['statements'][number]['becomes']) => statements.filter((statement) => statement.becomes === becomes).length;
  const parts = [[of('intents'), 'by grants and guards'], [of('custom'), 'as they are'], [of('stays'), 'not in the plan'], [of('nothing'), 'without effect']] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, how]) => `${number} ${how}`);
  return `${statements.length} ${statements.length === 1 ? 'statement' : 'statements'}: ${said.join(', ') || 'none'}; ${DIFFERENT[verdict]}`;
}
