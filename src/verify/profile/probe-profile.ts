import { randomBytes } from 'node:crypto';
import { AccessError } from '../../errors';
import { endpointsOf } from '../endpoints';
import type { Connection } from '../types';
import { Client } from '../wire/client';
import type { AccessKey } from '../wire/sigv4';
import { Prober } from './prober';
import { PROBED_OBJECTS, QUESTIONS, type ProbedProfile } from './questions';

/** What {@link probeProfile} needs to know. */
export interface ProbeOptions {
  /** Where the S3 API answers; a second one where it answers over http as well as https. */
  readonly endpoint: string | readonly string[];
  /** Where the IAM API answers. */
  readonly iamEndpoint: string;
  /** A bucket of the owner with nothing in it that matters, and without a policy: its policy is written, and removed. */
  readonly bucket: string;
  /** The key of somebody who may write policies of the user and of the bucket, and objects. */
  readonly owner: AccessKey;
  /** A user with no policy and in no group, by its name in the IAM API, and its key. */
  readonly user: { readonly name: string; readonly key: AccessKey };
  /** What requests are signed for. @default 'us-east-1' */
  readonly region?: string;
  /** How long a policy takes until it counts, in seconds. @default 0 */
  readonly settle?: number;
  /** How long an answer may take, in seconds. @default 10 */
  readonly timeout?: number;
  /** Certificates to trust over HTTPS, in PEM. @default - those of Node */
  readonly ca?: string;
  /** Ends early. @default - it goes to its end */
  readonly signal?: AbortSignal;
  /** Hears of each fact that is done. @default - nobody does */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Asks a server how it takes and reads policies: for each fact of a platform's profile that requests can tell, a user and a scratch bucket are given
 * policies that AWS reads one way and another server another way. What it answers are the facts as `customPlatform` takes them; what gives no
 * clear answer is unconfirmed. The policies and objects are removed in the end, also when it ends early.
 *
 * @throws AccessError `InvalidEndpoint`; `InvalidProbe` where the owner, the user or the bucket can't be used for it;
 * `UnansweredProbe` where the server can't be reached, or rejects a key
 * @example
 * const policies = await probeProfile({ endpoint, iamEndpoint, bucket: 'scratch', owner, user: { name: 'probe', key } });
 * customPlatform({ …, policies });
 */
export async function probeProfile(options: ProbeOptions): Promise<ProbedProfile> {
  const { endpoint, iamEndpoint, bucket, owner, user, region = 'us-east-1', settle = 0, timeout = 10, ca, signal, onProgress } = options;
  const found = endpointsOf(endpoint, { region, addressing: 'path' });
  endpointsOf(iamEndpoint, { region, addressing: 'path' });
  const urls = Object.entries(found).map(([connection, { url }]) => [connection, url]);
  const endpoints = Object.fromEntries(urls) as Partial<Record<Connection, string>>;
  const client = new Client({ timeout: timeout * 1000, concurrency: 1, ca });
  const run = randomBytes(6).toString('hex');
  const prober = new Prober({ client, endpoints, iamEndpoint, region, bucket, run, owner, user, settle: settle * 1000 });
  const names = PROBED_OBJECTS(user.name);
  try {
    for (const name of names) await prober.make(name);
    await prober.checkOwner();
    return await answersOf(prober, `asked by bucket-grants verify on ${new Date().toISOString().slice(0, 10)}`, signal, onProgress);
  } finally {
    await prober.cleanUp(names);
    client.close();
  }
}

async function answersOf(prober: Prober, source: string, signal?: AbortSignal, onProgress?: ProbeOptions['onProgress']): Promise<ProbedProfile> {
  const questions = Object.entries(QUESTIONS) as ReadonlyArray<readonly [keyof ProbedProfile, (prober: Prober, source: string) => Promise<unknown>]>;
  const profile: Partial<Record<keyof ProbedProfile, unknown>> = {};
  for (const [name, question] of questions) {
    if (signal?.aborted === true) throw new AccessError({ code: 'UnansweredProbe', message: 'it was interrupted; what it made is removed', remedy: 'run it again' });
    profile[name] = await question(prober, source);
    onProgress?.(Object.keys(profile).length, questions.length);
  }
  return profile as ProbedProfile;
}
