import { AccessError } from '../errors';
import { plain } from '../report/escape/plain';
import { table } from '../report/table';
import { probeProfile, type ProbedProfile } from '../verify';
import { EXIT } from './exit-status';
import type { CommandContext } from './streams';
import { untilInterrupted } from './until-interrupted';
import { credentialsFor, invalid, number, progress, read, write } from './verify-options';

/** What `verify --profile` takes, of the options of `verify`. */
export interface ProfileCommandOptions {
  readonly endpoint: readonly string[];
  readonly iamEndpoint?: string;
  readonly bucket?: string;
  readonly credentials?: string;
  readonly owner?: string;
  readonly user?: string;
  readonly region?: string;
  readonly settle?: string;
  readonly ca?: string;
  readonly timeout: string;
  readonly format: string;
  readonly out?: string;
}

/** `bucket-grants verify --profile`: how a server takes and reads policies. */
export async function verifyProfile(stack: string | undefined, options: ProfileCommandOptions, context: CommandContext): Promise<void> {
  const { endpoint, iamEndpoint, bucket, owner, user, region, settle, ca, timeout, format, out } = options;
  if (stack !== undefined) throw invalid(`--profile takes no stack, and ${plain(stack)} is given`, 'leave one of them out');
  if (format !== 'text' && format !== 'json') throw invalid(`a profile is written as text or json, and not as ${plain(format)}`, 'choose one of these');
  const [iam, scratch, by, probe] = [['--iam-endpoint', iamEndpoint], ['--bucket', bucket], ['--owner', owner], ['--user', user]].map(([name, value]) => {
    if (value !== undefined) return value;
    throw invalid(`--profile needs ${name}`, 'give --iam-endpoint URL, --bucket SCRATCH, --owner NAME and --user NAME');
  });
  const keys = credentialsFor([by, probe], options.credentials, context);
  const [ownerKey, userKey] = [by, probe].map((name) => {
    const key = keys.get(name);
    if (key === undefined) throw invalid(`${plain(name)} has no key among the credentials`, 'give the keys of the owner and of the user');
    return key;
  });
  try {
    const profile = await untilInterrupted(context, (signal) => probeProfile({
      endpoint,
      iamEndpoint: iam,
      bucket: scratch,
      owner: ownerKey,
      user: { name: probe, key: userKey },
      timeout: number('--timeout', timeout),
      signal,
      onProgress: progress(context, 'facts'),
      ...(region !== undefined && { region }),
      ...(settle !== undefined && { settle: number('--settle', settle) }),
      ...(ca !== undefined && { ca: read('--ca', ca) }),
    }));
    const json = JSON.stringify(profile, null, 2);
    if (out === undefined) context.out(format === 'json' ? json : text(profile));
    else write(out, json, 'the profile is written', context);
  } catch (error) {
    // that a server can't be asked is not an error of the input
    if (!(error instanceof AccessError) || error.code !== 'UnansweredProbe') throw error;
    context.err(error.message);
    context.exit(EXIT.inconclusive);
  }
}

function text({ elements, ...facts }: ProbedProfile): string {
  const all = { ...facts, ...elements };
  return table(['fact', 'is', 'how'], Object.entries(all).map(([name, fact]) => (
    [name, fact.is, fact.is === 'differently' ? JSON.stringify(fact.how) : fact.is === 'unconfirmed' ? fact.why ?? '' : '']
  )));
}
