import { compileState } from '../decide';
import type { AccessState, AccessStateJson } from '../state/access-state';
import { Expectations } from './derive/expectation';
import { USER_AGENT } from './derive/question';
import { connectionsOf, type Endpoints, endpointsOf } from './endpoints';
import { makeVerifyPlan, type PlanOptions } from './make-plan';
import { cleanUp } from './run/clean-up';
import { Ledger } from './run/ledger';
import { Run } from './run/run-plan';
import { Session } from './run/session';
import type { VerifyPlan, VerifyReport } from './types';
import { Client, SendError } from './wire/client';
import type { Endpoint } from './wire/http-request';
import type { AccessKey } from './wire/sigv4';

/** What {@link verifyAccess} needs to know. */
export interface VerifyOptions extends Omit<PlanOptions, 'users' | 'connections'> {
  /** Where the S3 API answers, such as `https://s3.store.example`; a second one with the other scheme, where the server has both. */
  readonly endpoint: string | readonly string[];
  /** The keys of users, by their names in the state. They sign requests and are never shown. */
  readonly credentials: ReadonlyMap<string, AccessKey>;
  /** What requests are signed for. @default - the region of the state's platform, else us-east-1 */
  readonly region?: string;
  /** Whether a bucket's name stands in the path or before the host. @default 'path' */
  readonly addressing?: Endpoint['addressing'];
  /** The tenant that requests without a signature name before the bucket, on Ceph with tenants. @default - there are none */
  readonly tenant?: string;
  /** How long an answer may take, in seconds. @default 10 */
  readonly timeout?: number;
  /** How many requests are on their way at a time. @default 4 */
  readonly concurrency?: number;
  /** Certificates to trust over HTTPS, in PEM. @default - those of Node */
  readonly ca?: string;
  /** Ends the run early; what it made is removed all the same. @default - it goes to its end */
  readonly signal?: AbortSignal;
  /** Hears of each request that is done. @default - nobody does */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * What a run would send, without sending anything.
 *
 * @param state what `readAccess` takes or returns
 * @throws AccessError `InvalidArgument`, `InvalidEndpoint`
 */
export function planVerification(state: AccessState | AccessStateJson, options: VerifyOptions): VerifyPlan {
  const connections = connectionsOf(endpointsOf(options.endpoint, { region: '', addressing: 'path' }));
  return makeVerifyPlan(compileState(state).state, { ...options, users: [...options.credentials.keys()], connections });
}

/**
 * Asks a real server whether it answers as the policies say: for each user whose key is given, and for requests that aren't signed, what must pass
 * and what must fail, each as `decide` answers it. It reads and removes nothing but what it made, below scratch names, writes no
 * configuration, policy or ACL, and removes what it made, also when it is interrupted.
 *
 * @param state what `readAccess` takes or returns
 * @param plan what {@link planVerification} made, to run exactly that; made here where it isn't given
 * @throws AccessError `InvalidArgument`, `InvalidEndpoint`; what the server does is in the report
 * @example
 * const credentials = new Map([['ci-uploader', { accessKeyId: '…', secretAccessKey: '…' }]]);
 * const { results, left } = await verifyAccess(readAccessFile('cdktf.out'), { endpoint: 'https://s3.store.example', credentials });
 * results.filter(({ outcome }) => outcome.kind === 'disagrees');
 */
export async function verifyAccess(
  state: AccessState | AccessStateJson, options: VerifyOptions, plan = planVerification(state, options),
): Promise<VerifyReport> {
  const { state: known } = compileState(state);
  const { credentials, owner, context = {}, addressing = 'path', timeout = 10, concurrency = 4, ca, tenant, signal, onProgress } = options;
  const region = options.region ?? known.platform?.region ?? 'us-east-1';
  const endpoints = endpointsOf(options.endpoint, { region, addressing, ...(tenant !== undefined && { tenant }) });
  const client = new Client({ timeout: timeout * 1000, concurrency, ca });
  const ledger = new Ledger();
  const session = new Session({ run: plan.run, client, endpoints, keys: credentials, ledger });
  try {
    const refused = await preflight(client, endpoints);
    if (refused !== undefined) return { plan, results: plan.cases.map((one) => ({ case: one, outcome: { kind: 'notTried', reason: 'the run ended before' } })), left: [], stopped: refused };
    const run = new Run(plan, { session, concurrency, signal, onProgress });
    const ran = await run.follow();
    const [connection] = connectionsOf(endpoints);
    const users = [...credentials.keys()].filter((name) => known.users.has(name));
    const expectations = new Expectations(known, context);
    const left = await cleanUp({ session, ledger, expectations, users, owner, connection, concurrency, isUnreachable: () => run.isUnreachable });
    return { plan, ...ran, left };
  } finally {
    client.close();
  }
}

/** Servers refuse requests whose time is further from theirs; AWS allows 15 minutes, and so does anyone who follows it. */
const MOST_SKEW = 15 * 60 * 1000;

/**
 * Asks each endpoint for nothing in particular: whether it answers, whether it is well, and what time it has.
 *
 * @returns why nothing more should be asked; undefined where all is well
 */
export async function preflight(client: Client, endpoints: Endpoints, now: () => number = Date.now): Promise<string | undefined> {
  for (const { url } of Object.values(endpoints)) {
    try {
      const { host } = new URL(url);
      const { status, headers } = await client.send({ method: 'GET', url: `${url}/`, headers: { host, 'user-agent': USER_AGENT }, body: '' });
      if (status >= 500) return `${url} answered ${status} to a request for nothing in particular`;
      const skew = Date.parse(headers.date ?? '') - now();
      if (Math.abs(skew) > MOST_SKEW) return `the clock of ${url} is ${Math.round(Math.abs(skew) / 60_000)} minutes ${skew > 0 ? 'ahead of' : 'behind'} this machine's, so it would refuse every signature`;
    } catch (error) {
      if (error instanceof SendError) return `${url} does not answer: ${error.message}`;
      throw error;
    }
  }
  return undefined;
}
