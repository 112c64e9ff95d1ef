import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aws, cephRgw, decide, parsePolicy, readAccess, type Platform } from '../../src';
import { customPlatform, type PolicyProfile } from '../../src/platforms';
import type { Fact } from '../../src/platforms/profile/fact';
import { probeProfile, type ProbedProfile, type ProbeOptions } from '../../src/verify';
import { keyOf } from './stub-server';

const SCRATCH = 'scratch';

/** What a stub does otherwise than `decide` says. */
interface Quirks {
  /** Whether it refuses a policy. */
  readonly refuses?: (document: string) => boolean;
  /** Whether it takes `SourceIp` from the client. */
  readonly believes?: boolean;
  /** Whether it lets the user through whatever the policies say. */
  readonly isOpen?: boolean;
}

/** An S3 and IAM server in memory that judges by a platform's profile. */
async function serve(platform: Platform, quirks: Quirks, use: (url: string, left: () => number) => Promise<void>): Promise<void> {
  const { refuses = () => false, believes = false, isOpen = false } = quirks;
  const objects = new Map<string, string>();
  let [policy, bucketPolicy]: (string | undefined)[] = [];
  const decided = (user: string | undefined, method: string, path: string, url: URL, headers: IncomingMessage['headers']): boolean => {
    const users = { probe: { policies: policy === undefined ? [] : [policy] } };
    const state = readAccess({ account: '111122223333', users, buckets: { [SCRATCH]: { policy: bucketPolicy } } }, { platform });
    const isList = path === SCRATCH;
    const sent = (name: string) => (url.searchParams.has(name) ? { [`s3:${name}`]: url.searchParams.get(name) ?? '' } : {});
    const claimed = believes ? headers.sourceip ?? url.searchParams.get('SourceIp') : undefined;
    return decide(state, {
      principal: user === undefined ? 'anonymous' : { user },
      action: isList ? 's3:ListBucket' : method === 'PUT' ? 's3:PutObject' : 's3:GetObject',
      resource: path,
      context: {
        ...(headers.referer !== undefined && { 'aws:Referer': headers.referer }), 'aws:SecureTransport': 'false', 'aws:UserAgent': headers['user-agent'] ?? '', 'aws:SourceIp': String(claimed ?? '127.0.0.1'), ...(isList && { ...sent('prefix'), ...sent('delimiter'), ...sent('max-keys') }),
      },
    }).allowed;
  };
  const answer = (request: IncomingMessage, body: string): readonly [status: number, body: string] => {
    const url = new URL(request.url ?? '', 'http://stub');
    const path = decodeURIComponent(url.pathname.slice(1));
    const isOwner = request.headers.authorization?.includes(keyOf('owner').accessKeyId) === true;
    const user = request.headers.authorization?.includes(keyOf('probe').accessKeyId) === true ? 'probe' : undefined;
    const method = request.method ?? '';
    const malformed = [400, '<Error><Code>MalformedPolicy</Code></Error>'] as const;
    const isBad = (text: string, kind: 'identity' | 'resource') => refuses(text) || parsePolicy(text, { kind }).document === undefined;
    if (path === '') {
      const parameters = new URLSearchParams(body);
      const text = parameters.get('PolicyDocument') ?? '';
      if (parameters.get('Action') === 'PutUserPolicy' && isBad(text, 'identity')) return malformed;
      policy = parameters.get('Action') === 'PutUserPolicy' ? text : undefined;
      return [200, ''];
    }
    if (url.searchParams.has('policy')) {
      if (method === 'PUT' && isBad(body, 'resource')) return malformed;
      bucketPolicy = method === 'PUT' ? body : undefined;
      return [204, ''];
    }
    if (!isOwner && !isOpen && !decided(user, method, path, url, request.headers)) return [403, '<Error><Code>AccessDenied</Code></Error>'];
    if (method === 'PUT') objects.set(path, body);
    if (method === 'DELETE') objects.delete(path);
    if (path === SCRATCH) return [200, '<ListBucketResult></ListBucketResult>'];
    return [200, method === 'GET' ? objects.get(path) ?? '' : ''];
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      const [status, text] = answer(request, body);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => objects.size + [policy, bucketPolicy].filter((one) => one !== undefined).length);
  server.closeAllConnections();
  server.close();
}

const options = (url: string, more: Partial<ProbeOptions> = {}): ProbeOptions => (
  { endpoint: url, iamEndpoint: url, bucket: SCRATCH, owner: keyOf('owner'), user: { name: 'probe', key: keyOf('probe') }, ...more }
);

async function probed(platform: Platform, quirks: Quirks = {}): Promise<ProbedProfile> {
  let profile: ProbedProfile | undefined;
  await serve(platform, quirks, async (url, left) => {
    profile = await probeProfile(options(url));
    expect(left()).toBe(0);
  });
  return profile!;
}

/** What facts say, without what confirms them. */
const says = ({ elements, ...facts }: Partial<PolicyProfile>) => {
  const all: Readonly<Record<string, Fact<unknown>>> = { ...facts, ...elements };
  return Object.fromEntries(Object.entries(all).map(([name, fact]) => [name, fact.is === 'differently' ? fact.how : fact.is] as const));
};

/** A profile that all but some facts of are as on AWS. */
const custom = (policies: Partial<PolicyProfile>): Platform => customPlatform({
  name: 'acme', title: 'Acme', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example', limits: { user: { inlineSize: 2048 } }, policies,
});

test('a server that reads policies as AWS does is found to, in every fact', async () => {
  const { NotPrincipal, ...facts } = says(await probed(aws()));
  expect(NotPrincipal).toBe('unconfirmed');
  expect(new Set(Object.values(facts))).toEqual(new Set(['as AWS']));
});

test('a server that reads them as Ceph does, where that can be told', async () => {
  expect(says(await probed(cephRgw({ endpoint: 'https://rgw.store.example' })))).toMatchObject({
    NotAction: 'never applies',
    NotResource: 'as AWS',
    negatedWhenAbsent: 'all',
    valuesReadAsAbsent: { 'aws:securetransport': 'false', 's3:prefix': '', 's3:delimiter': '' },
    negatedLists: 'unconfirmed',
    nullFalse: 'unconfirmed',
    bucketPolicies: 'as AWS',
    forgeable: 'as AWS',
  });
});

describe('each fact is told from its opposite', () => {
  test.each<[string, Quirks, object]>([
    ['it refuses NotAction', { refuses: (text) => text.includes('"NotAction"') }, { NotAction: 'refused', NotResource: 'as AWS' }],
    ['it refuses IfExists', { refuses: (text) => text.includes('IfExists') }, { ifExists: { known: [], others: 'refused' }, operators: 'as AWS' }],
    ['it refuses dates', { refuses: (text) => text.includes('"Date') }, { operators: { others: 'refused', known: expect.not.arrayContaining(['DateLessThan']) as string[] } }],
    ['it refuses what is not of the later version', { refuses: (text) => text.includes('2008-10-17') }, { olderVersion: 'refused' }],
    ['it refuses a key that it does not know', { refuses: (text) => text.includes('NoSuchKey') || text.includes('aws:Referer') }, { keys: { others: 'refused', known: expect.not.arrayContaining([{ key: 'aws:Referer' }]) as object[] } }],
    ['it refuses bucket policies', { refuses: (text) => text.includes('"Principal"') }, { bucketPolicies: 'none' }],
    ['it refuses variables in resources', { refuses: (text) => /Resource":"[^"]*\$/.test(text) }, { variables: { known: [], wholeValuesOnly: true, escapes: false } }],
    ['it refuses a colon in a resource', { refuses: (text) => text.includes('x:y') }, { resources: ':' }],
    ['it believes its clients', { believes: true }, { forgeable: {} }],
  ])('%s', async (_, quirks, expected) => {
    expect(says(await probed(aws(), quirks))).toMatchObject(expected);
  });

  test('and what is found is a profile: customPlatform takes it', async () => {
    for (const quirks of [{}, { refuses: (text: string) => text.includes('NotAction') }]) expect(custom(await probed(aws(), quirks)).name).toBe('acme');
  });
});

describe('what cannot be asked is an error, and nothing is left', () => {
  test('a user who gets through without a policy', async () => {
    await serve(aws(), { isOpen: true }, async (url, left) => {
      await expect(probeProfile(options(url))).rejects.toMatchObject({ code: 'InvalidProbe' });
      expect(left()).toBe(0);
    });
  });

  test('nobody listens there', async () => {
    await expect(probeProfile(options('http://127.0.0.1:1'))).rejects.toMatchObject({ code: 'UnansweredProbe' });
  });

  test('it is interrupted', async () => {
    await serve(aws(), {}, async (url, left) => {
      const ending = new AbortController();
      await expect(probeProfile(options(url, { signal: ending.signal, onProgress: (done) => { if (done === 3) ending.abort(); } }))).rejects.toMatchObject({ code: 'UnansweredProbe' });
      expect(left()).toBe(0);
    });
  });
});
