import { Command, Option } from 'commander';
import { decide } from '../decide/decide';
import type { Decision } from '../decide/decision';
import type { ContextValue, RequestPrincipal } from '../decide/request';
import { AccessError } from '../errors';
import type { AccessState } from '../state/access-state';
import { checkQuery } from './check-question';
import { DECISION_PAINT } from './color';
import { exitStatus } from './exit-status';
import { withHelp } from './help';
import { keyValues, readSource, repeated, takesPlatform, takesStack } from './source';
import type { CommandContext } from './streams';

interface ExplainOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly user?: string;
  readonly role?: string;
  readonly arn?: string;
  readonly anonymous?: boolean;
  readonly action: string;
  readonly resource: string;
  readonly context: readonly string[];
  readonly at?: string;
  readonly expect?: 'allow' | 'deny';
  readonly format: 'text' | 'json';
}

/** `bucket-grants explain STACK`: the decision on one request, and why. */
export function explainCommand(context: CommandContext): Command {
  const command = takesPlatform(takesStack(new Command('explain')))
    .option('--user <name>', 'the user who asks; of a single policy, also whose it is')
    .option('--role <name>', 'the role that asks')
    .option('--arn <arn>', 'the principal that asks, by ARN')
    .option('--anonymous', 'nobody in particular asks')
    .requiredOption('--action <action>', 'the action, such as s3:PutObject')
    .requiredOption('--resource <resource>', 'the bucket or object: bucket, bucket/key, s3://bucket/key or an ARN')
    .addOption(repeated('--context <key=value>', 'a condition key of the request, such as aws:SourceIp=203.0.113.9; the same key again adds a value'))
    .option('--at <time>', 'when the request is made, such as 2026-11-29T08:00:00Z (default: now)')
    .addOption(new Option('--expect <answer>', 'exit with 1 when the answer is another').choices(['allow', 'deny']))
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action((stack: string, options: ExplainOptions) => {
      const { action, resource, at, expect } = options;
      const state = readSource(stack, options, context);
      const principal = principalOf(options) ?? onlyUser(state);
      checkQuery(action, keyValues('--context', options.context), state.platform);
      const decision = decide(state, { principal, action, resource, context: contextOf(options.context) }, { at });
      context.out(options.format === 'json' ? JSON.stringify(decision, null, 2) : text(decision), options.format === 'text' ? DECISION_PAINT : undefined);
      context.exit(exitStatus({ hasFinding: expect !== undefined && decision.effect !== 'uncertain' && decision.allowed !== (expect === 'allow'), isOpen: decision.effect === 'uncertain' }));
    });
  return withHelp(command, {
    examples: [
      ['explain cdktf.out --user ci --action s3:PutObject --resource releases/firmware/a.bin', 'may a user upload'],
      ['explain cdktf.out --anonymous --action s3:GetObject --resource releases/a --expect deny', 'fail unless it is denied'],
      ['explain policy.json --action s3:GetObject --resource s3://photos/a --context aws:SourceIp=203.0.113.9', 'ask about one policy'],
    ],
    statuses: { clean: 'an answer, and the one that --expect names', finding: 'another answer than --expect names', inconclusive: 'uncertain: what the source doesn\'t tell could change the answer' },
  });
}

/** Anyone who has the policy that is all that there is. */
function onlyUser({ users, groups, roles, buckets }: AccessState): RequestPrincipal {
  const [user, ...others] = users.keys();
  if (user !== undefined && others.length + groups.size + roles.size + buckets.size === 0) return { user };
  throw wrongPrincipal('nobody who asks');
}

function principalOf({ user, role, arn, anonymous }: ExplainOptions): RequestPrincipal | undefined {
  const named: readonly RequestPrincipal[] = [
    ...(user === undefined ? [] : [{ user }]), ...(role === undefined ? [] : [{ role }]), ...(arn === undefined ? [] : [{ arn }]), ...(anonymous ? ['anonymous' as const] : []),
  ];
  if (named.length > 1) throw wrongPrincipal('several who ask');
  return named[0];
}

function wrongPrincipal(found: string): AccessError {
  return new AccessError({
    code: 'InvalidRequest',
    message: `the request has ${found}; exactly one of --user, --role, --arn and --anonymous is needed`,
    remedy: 'say who asks, such as --user ci-uploader',
  });
}

function contextOf(pairs: readonly string[]): Readonly<Record<string, ContextValue>> {
  const values = new Map<string, string[]>();
  for (const [key, value] of keyValues('--context', pairs)) values.set(key, [...values.get(key) ?? [], value]);
  return Object.fromEntries([...values].map(([key, list]) => [key, list.length === 1 ? list[0] : list]));
}

const WORDS = { allow: 'ALLOWED', explicitDeny: 'DENIED (explicitly)', implicitDeny: 'DENIED (nothing allows it)', uncertain: 'UNCERTAIN' } as const;

function text({ effect, reason, statements, unknowns, assumptions, notes }: Decision): string {
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  - ${line}`)]);
  return [
    `${WORDS[effect]}: ${reason}`,
    ...section('Depends on what the source does not tell', unknowns.map(({ where, reason: why }) => `${where}: ${why}`)),
    ...section('Statements', statements.map((one) => one.text)),
    ...section('Taken for granted', assumptions),
    ...section('Notes', notes),
  ].join('\n');
}
