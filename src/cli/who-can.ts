import { Command, Option } from 'commander';
import { withoutScheme } from '../decide/request';
import { plain } from '../report/escape/plain';
import { conditionText, listText, principalLabel, resourceLabel, witnessText } from '../report/review/labels';
import { whoCan, type Holder, type PossibleHolder, type WhoCan } from '../report/who-can';
import { checkAction } from './check-question';
import { WHO_CAN_PAINT } from './color';
import { exitStatus } from './exit-status';
import { withHelp } from './help';
import { readSource, takesHolder, takesPlatform, takesStack } from './source';
import type { CommandContext } from './streams';

interface WhoCanOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly action: string;
  readonly resource: string;
  readonly format: 'text' | 'json';
}

/** `bucket-grants who-can STACK`: everybody who may do something, and everybody who perhaps may. */
export function whoCanCommand(context: CommandContext): Command {
  const command = takesHolder(takesPlatform(takesStack(new Command('who-can'))))
    .requiredOption('--action <action>', 'the action, or a pattern of actions, such as s3:DeleteObject*')
    .requiredOption('--resource <resource>', 'the bucket or object, or a pattern of them: bucket, bucket/key, bucket/* or an ARN')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action((stack: string, options: WhoCanOptions) => {
      const state = readSource(stack, options, context);
      checkAction(options.action, state.platform);
      context.step?.('asking who may');
      const found = whoCan(state, { ...options, resource: withoutScheme(options.resource) });
      context.out(options.format === 'json' ? JSON.stringify(found, null, 2) : text(found, options), options.format === 'text' ? WHO_CAN_PAINT : undefined);
      context.exit(exitStatus({ isOpen: found.maybe.length > 0 }));
    });
  return withHelp(command, {
    examples: [["who-can cdktf.out --action 's3:DeleteObject*' --resource 'releases/*'", 'who may delete anything there']],
    statuses: { clean: 'an answer', inconclusive: 'somebody perhaps may' },
  });
}

function text({ can, maybe }: WhoCan, { action, resource }: WhoCanOptions): string {
  const what = `${action} on ${resource}`;
  return [
    ...(can.length > 0 ? [`May ${what}:`, ...can.flatMap(holderLines)] : [`Nobody may ${what}${maybe.length > 0 ? ' for certain' : ''}.`]),
    ...(maybe.length > 0 ? ['', 'Perhaps may, since it depends on what the source doesn\'t tell:', ...maybe.map(possibleLine)] : []),
  ].join('\n');
}

function holderLines(holder: Holder): readonly string[] {
  const { principal, actions, actionsExcept, resources, resourcesExcept, conditions, statements, witness, takenBy } = holder;
  const lines: ReadonlyArray<readonly [title: string, text: string]> = [
    ['actions', listText(actions)],
    ...(actionsExcept.length > 0 ? [['without', listText(actionsExcept)] as const] : []),
    ['on', listText(resources.map(resourceLabel))],
    ...(resourcesExcept.length > 0 ? [['except', listText(resourcesExcept.map(resourceLabel))] as const] : []),
    ...conditions.filter((one) => one.conditions.length > 0).map((one) => [one.effect === 'Allow' ? 'if' : 'unless', one.conditions.map(conditionText).join(' and ')] as const),
    ...statements.map(({ policy, index, sid }) => ['by', `${policy}, statement ${index + 1}${sid === undefined ? '' : ` (${sid})`}`] as const),
    ['for example', witnessText(witness)],
    ...(takenBy === undefined ? [] : [['taken by', takenBy.length === 0 ? 'nobody' : listText(takenBy.map(principalLabel))] as const]),
  ];
  return [`- ${plain(principalLabel(principal))}`, ...lines.map(([title, line]) => `    ${title}: ${plain(line)}`)];
}

function possibleLine({ principal, where, reason }: PossibleHolder): string {
  return `- ${principal === undefined ? 'anybody' : plain(principalLabel(principal))}: ${plain(where)}: ${plain(reason)}`;
}
