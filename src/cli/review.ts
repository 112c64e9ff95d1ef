import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { compareAccess } from '../compare';
import { AccessError } from '../errors';
import { printed } from '../errors/printed';
import { today } from '../report/allow-entries';
import { accept, parseAccepted, type Review, REVIEW_FORMATS, reviewChanges, type ReviewFormat } from '../report/review';
import { headline } from '../report/review/summary';
import { readAllowFile } from './allow-file';
import { REVIEW_PAINT } from './color';
import { exitStatus, type ExitStatus } from './exit-status';
import { withHelp } from './help';
import { readSource, SOURCE_HELP, takesHolder, takesPlatform, takesVariables } from './source';
import type { CommandContext } from './streams';

interface ReviewOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly format: ReviewFormat;
  readonly out?: string;
  readonly failOn?: 'gained' | 'lost' | 'any';
  readonly allow?: string;
  readonly strict?: boolean;
}

/** `bucket-grants review BEFORE AFTER`: exactly which access a change adds or takes. */
export function reviewCommand(context: CommandContext): Command {
  const command = takesHolder(takesPlatform(takesVariables(new Command('review'))))
    .argument('<before>', SOURCE_HELP)
    .argument('<after>', 'the same, after the change')
    .addOption(new Option('--format <format>', 'how to write it').choices(Object.keys(REVIEW_FORMATS)).default('text'))
    .option('--out <file>', 'write the report to a file, and only what came out in one line to standard output')
    .addOption(new Option('--fail-on <kind>', 'exit with 1 when access of this kind changed and is not accepted').choices(['gained', 'lost', 'any']))
    .option('--allow <file>', 'accepted changes (YAML or JSON), each with a reason and the day on which it expires')
    .option('--strict', 'compare all requests that can be written down, also those that no server ever gets')
    .action((before: string, after: string, options: ReviewOptions) => {
      const review = makeReview(before, after, options, context);
      const report = printed(REVIEW_FORMATS[options.format](review));
      if (options.out === undefined) {
        context.out(report.trimEnd(), options.format === 'text' ? REVIEW_PAINT : undefined);
      } else {
        write(options.out, `${report.trimEnd()}\n`);
        context.out(headline(review));
      }
      context.exit(statusOf(review, options.failOn));
    });
  return withHelp(command, {
    examples: [
      ['review git:origin/main:cdktf.out cdktf.out', 'what this branch changes'],
      ['review before after --fail-on gained --allow access-review.yaml', 'fail when access is gained that nobody accepted'],
      ['review main/plan.json plan.json --platform minio --format html --out access-review.html', 'a page to search, by the rules of MinIO'],
    ],
    statuses: {
      clean: 'nothing of the kind that --fail-on names', finding: 'access of that kind changed, or an accepted change has expired', inconclusive: 'something isn\'t known from the sources',
    },
  });
}

function makeReview(before: string, after: string, options: ReviewOptions, streams: CommandContext): Review {
  if (before === '-' && after === '-') {
    throw new AccessError({ code: 'InvalidArgument', message: 'both sides are -, and there is only one standard input', remedy: 'put one side into a file' });
  }
  const entries = options.allow === undefined ? undefined : readAllowFile(options.allow, parseAccepted);
  const [had, has] = [readSource(before, options, streams), readSource(after, options, streams)];
  streams.step?.('comparing');
  const comparison = compareAccess(had, has, { strict: options.strict });
  return reviewChanges({ name: before, state: had }, { name: after, state: has }, comparison, entries && accept(comparison, entries, today()));
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
