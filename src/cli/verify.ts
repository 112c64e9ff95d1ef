import { Command, Option } from 'commander';
import { VERIFY_FORMATS, planText, planVerification, verifyAccess, type VerifyOptions, type VerifyReport } from '../verify';
import { exitStatus } from './exit-status';
import { withHelp } from './help';
import { keyValues, readSource, repeated, takesPlatform, takesStack } from './source';
import type { CommandContext } from './streams';
import { untilInterrupted } from './until-interrupted';
import { credentialsFor, invalid, number, progress, read, write } from './verify-options';
import { verifyProfile, type ProfileCommandOptions } from './verify-profile';

interface VerifyCommandOptions extends ProfileCommandOptions {
  readonly var: readonly string[];
  readonly platform?: string;
  readonly tenant?: string;
  readonly addressing: 'path' | 'virtual';
  readonly context: readonly string[];
  readonly concurrency: string;
  readonly limit: string;
  readonly dryRun?: boolean;
  readonly profile?: boolean;
  readonly format: keyof typeof VERIFY_FORMATS;
}

const KEYS = `
Keys come from a file, from standard input, or from the environment; never from the command line:
  BUCKET_GRANTS_CI_UPLOADER_ACCESS_KEY_ID and BUCKET_GRANTS_CI_UPLOADER_SECRET_ACCESS_KEY are those of the user ci-uploader.`;

/** `bucket-grants verify STACK --endpoint URL`: whether a real server answers as the policies say. */
export function verifyCommand(context: CommandContext): Command {
  const command = takesPlatform(takesStack(new Command('verify')))
    .addOption(repeated('--endpoint <url>', 'where the S3 API answers; a second one where it answers over http as well as https').makeOptionMandatory())
    .option('--credentials <file>', 'keys: { "USER": { "accessKeyId", "secretAccessKey" } }, what terraform output -json or show -json prints, or a state; - reads standard input')
    .option('--owner <name>', 'who of the credentials may put and remove objects where users may not; needs not be in the stack')
    .option('--region <name>', 'what requests are signed for (default: that of the platform, else us-east-1)')
    .option('--tenant <name>', 'of Ceph, the tenant that requests without a signature name before the bucket')
    .addOption(new Option('--addressing <style>', 'whether the bucket stands in the path or before the host').choices(['path', 'virtual']).default('path'))
    .addOption(repeated('--context <key=value>', 'what the server sees of this machine, such as aws:SourceIp=203.0.113.9'))
    .option('--ca <file>', 'certificates to trust, in PEM')
    .option('--timeout <seconds>', 'how long an answer may take', '10')
    .option('--concurrency <count>', 'how many requests are on their way at a time', '4')
    .option('--limit <count>', 'the most requests of a run', '2000')
    .option('--dry-run', 'show what would be asked, and send nothing')
    .addOption(new Option('--format <format>', 'how to write it').choices(Object.keys(VERIFY_FORMATS)).default('text'))
    .option('--out <file>', 'write the report to a file, and only its first line to standard output')
    .option('--profile', 'instead of a stack, ask how the server takes and reads policies: writes policies of --user and of the scratch bucket --bucket, and removes them')
    .option('--iam-endpoint <url>', 'with --profile, where the IAM API answers')
    .option('--user <name>', 'with --profile, a user who has no policy and is in no group, and a key among the credentials')
    .option('--settle <seconds>', 'with --profile, how long a policy takes until it counts')
    .addHelpText('after', KEYS)
    .action((stack: string | undefined, options: VerifyCommandOptions) => {
      if (options.profile === true) return verifyProfile(stack, options, context);
      if (stack !== undefined) return verify(stack, options, context);
      throw invalid('there is no stack to hold the server against', 'name one, or ask --profile');
    });
  // a profile is asked without one
  command.registeredArguments[0].required = false;
  return withHelp(command, {
    examples: [
      ['verify cdktf.out --endpoint https://s3.store.example --credentials keys.json --dry-run', 'what would be asked'],
      ['verify cdktf.out --endpoint https://s3.store.example --credentials keys.json --owner admin --format junit --out verify.xml', 'ask, with a report for CI'],
      ['verify --profile --endpoint https://s3.store.example --iam-endpoint https://iam.store.example --bucket scratch --credentials keys.json --owner admin --user probe --out profile.json', 'write the profile that the server has'],
    ],
    statuses: { clean: 'the server answers as the policies say', finding: 'it disagrees', inconclusive: 'it can\'t be reached, or a question has no certain answer' },
  });
}

async function verify(stack: string, options: VerifyCommandOptions, context: CommandContext): Promise<void> {
  if (stack === '-' && options.credentials === '-') throw invalid('the stack and the credentials are both -, and there is only one standard input', 'put one of them into a file');
  const state = readSource(stack, options, context);
  const { owner } = options;
  const credentials = credentialsFor([...new Set([...state.users.keys(), ...(owner === undefined ? [] : [owner])])], options.credentials, context);
  if (owner !== undefined && !credentials.has(owner)) throw invalid(`--owner ${owner} has no key among the credentials`, 'give its key beside those of the users');
  const settings: VerifyOptions = {
    endpoint: options.endpoint,
    credentials,
    addressing: options.addressing,
    timeout: number('--timeout', options.timeout),
    concurrency: number('--concurrency', options.concurrency),
    limit: number('--limit', options.limit),
    context: Object.fromEntries(keyValues('--context', options.context)),
    ...(owner !== undefined && { owner }),
    ...(options.region !== undefined && { region: options.region }),
    ...(options.tenant !== undefined && { tenant: options.tenant }),
    ...(options.ca !== undefined && { ca: read('--ca', options.ca) }),
  };
  const plan = planVerification(state, settings);
  if (options.dryRun === true) {
    write(options.out, options.format === 'json' ? JSON.stringify(plan, null, 2) : planText(plan), 'the plan is written', context);
    return;
  }
  context.err(planText(plan));
  const report = await untilInterrupted(context, (signal) => verifyAccess(state, { ...settings, signal, onProgress: progress(context, 'requests') }, plan));
  const text = VERIFY_FORMATS[options.format](report);
  write(options.out, text, VERIFY_FORMATS.text(report).split('\n')[0], context);
  context.exit(exitStatus({ hasFinding: has(report, 'disagrees'), isOpen: report.stopped !== undefined || has(report, 'noAnswer') || !has(report, 'agrees') }));
}

function has({ results }: VerifyReport, kind: VerifyReport['results'][number]['outcome']['kind']): boolean {
  return results.some(({ outcome }) => outcome.kind === kind);
}
