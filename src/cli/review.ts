import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { compareAccess } from '../compare';
import { AccessError } from '../errors';
import { printed } from '../errors/printed';
import { today } from '../report/allow-entries';
import { accept, parseAccepted, type Review, REVIEW_FORMATS, reviewChanges, type ReviewFormat } from '../report/review';
import { headline } from '../report/review/summary';
import type { AccessState } from '../state/access-state';
import { readAccess } from '../state/read-access';
import { readAllowFile } from './allow-file';
import { REVIEW_PAINT } from './color';
import { exitStatus, type ExitStatus } from './exit-status';
import { withHelp } from './help';
import { type OneOfMany, runMany } from './many-sources';
import { readSource, SOURCE_HELP, takesEach, takesHolder, takesPlatform, takesVariables } from './source';
import { sourcesIn } from './source-list';
import type { CommandContext } from './streams';

interface ReviewOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly format: ReviewFormat;
  readonly out?: string;
  readonly each?: boolean;
  readonly failOn?: 'gained' | 'lost' | 'any';
  readonly allow?: string;
  readonly strict?: boolean;
}

/** `bucket-grants review BEFORE AFTER`: exactly which access a change adds or takes. */
export function reviewCommand(context: CommandContext): Command {
  const command = takesEach(takesHolder(takesPlatform(takesVariables(new Command('review')))))
    .argument('<before>', `${SOURCE_HELP}; ${NOTHING} is where nobody may do anything`)
    .argument('<after>', 'the same, after the change')
    .addOption(new Option('--format <format>', 'how to write it').choices(Object.keys(REVIEW_FORMATS)).default('text'))
    .option('--out <file>', 'write the report to a file, and only what came out in one line to standard output')
    .addOption(new Option('--fail-on <kind>', 'exit with 1 when access of this kind changed and is not accepted').choices(['gained', 'lost', 'any']))
    .option('--allow <file>', 'accepted changes (YAML or JSON), each with a reason and the day on which it expires; with --each a folder of SOURCE.yaml')
    .option('--strict', 'compare all requests that can be written down, also those that no server ever gets')
    .action(async (before: string, after: string, options: ReviewOptions) => {
      if (options.each === true) {
        const { report, headline: line, status } = await runMany(command, sides(before, after, context), context);
        say(report, line, options, context);
        return context.exit(status);
      }
      const review = makeReview(before, after, options, context);
      say(printed(REVIEW_FORMATS[options.format](review)), headline(review), options, context);
      context.exit(statusOf(review, options.failOn));
    });
  return withHelp(command, {
    examples: [
      ['review git:origin/main:cdktf.out cdktf.out', 'what this branch changes'],
      ['review before after --fail-on gained --allow access-review.yaml', 'fail when access is gained that nobody accepted'],
      ['review --each git:origin/main:stacks stacks', 'every stack of a folder, in one report'],
      ['review main/plan.json plan.json --platform minio --format html --out access-review.html', 'a page to search, by the rules of MinIO'],
    ],
    statuses: {
      clean: 'nothing of the kind that --fail-on names', finding: 'access of that kind changed, or an accepted change has expired', inconclusive: 'something isn\'t known from the sources',
    },
  });
}

/** Writes a report to where it was asked for. */
function say(report: string, line: string, { out, format }: ReviewOptions, context: CommandContext): void {
  if (out === undefined) return context.out(report.trimEnd(), format === 'text' ? REVIEW_PAINT : undefined);
  write(out, `${report.trimEnd()}\n`);
  context.out(line);
}

/** The sources of two folders by their names. One that only one side has is compared with nothing. */
function sides(before: string, after: string, { err }: CommandContext): readonly OneOfMany[] {
  const [had, has] = [sourcesIn(before, err), sourcesIn(after, err)];
  return [...new Set([...had.keys(), ...has.keys()])].sort().map((name) => ({
    name,
    paths: [had.get(name) ?? NOTHING, has.get(name) ?? NOTHING],
    ...(!has.has(name) && { only: 'before' }),
    ...(!had.has(name) && { only: 'after' }),
  }));
}

/** A side on which nobody may do anything. */
const NOTHING = 'nothing:';

function makeReview(before: string, after: string, options: ReviewOptions, streams: CommandContext): Review {
  if (before === '-' && after === '-') {
    throw new AccessError({ code: 'InvalidArgument', message: 'both sides are -, and there is only one standard input', remedy: 'put one side into a file' });
  }
  const entries = options.allow === undefined ? undefined : readAllowFile(options.allow, parseAccepted);
  if (before === NOTHING && after === NOTHING) throw new AccessError({ code: 'InvalidArgument', message: `both sides are ${NOTHING}`, remedy: 'name a source on one side' });
  const read = (path: string) => (path === NOTHING ? undefined : readSource(path, options, streams));
  const [one, other] = [read(before), read(after)];
  const [had, has] = [one ?? emptied(other), other ?? emptied(one)];
  streams.step?.('comparing');
  const comparison = compareAccess(had, has, { strict: options.strict });
  return reviewChanges({ name: before, state: had }, { name: after, state: has }, comparison, entries && accept(comparison, entries, today()));
}

/** A state of the same account and platform with nobody in it. */
function emptied({ account, platform }: Partial<AccessState> = {}): AccessState {
  return readAccess({ ...(account !== undefined && { account }), users: {} }, { platform });
}

/** A change that was to be looked for is a finding, and so is an accepted one whose day has passed. */
function statusOf({ comparison: { gained, lost, inconclusive }, acceptance }: Review, failOn: ReviewOptions['failOn']): ExitStatus {
  const changes = [...(failOn === 'lost' ? [] : gained), ...(failOn === 'gained' ? [] : lost)].filter((change) => acceptance?.accepted.has(change) !== true);
  const hasExpired = acceptance !== undefined && acceptance.expired.length > 0;
  return exitStatus({ hasFinding: hasExpired || (failOn !== undefined && changes.length > 0), isOpen: inconclusive.length > 0 });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new AccessError({
      code: 'InvalidArgument', message: `--out ${file} can't be written: ${error instanceof Error ? error.message : String(error)}`, remedy: 'name a file in a folder that exists',
    });
  }
}
