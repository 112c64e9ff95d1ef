import { readAccess, type AccessState } from '../../src';
import { mapStatements } from '../../src/state/map-statements';
import { verifyAccess, VERIFY_FORMATS, type CaseResult, type VerifyOptions, type VerifyReport } from '../../src/verify';
import { preflight } from '../../src/verify/verify-access';
import { Client } from '../../src/verify/wire/client';
import { STACK } from './stacks';
import { keyOf, StubS3, type Fault, type StubOptions } from './stub-server';

const USERS = [...STACK.users.keys()];
const credentialsOf = (...users: readonly string[]) => new Map(users.map((name) => [name, keyOf(name)]));

let stub: StubS3 | undefined;
afterEach(() => stub?.stop());

/** Verifies a stack against a stub that answers by another, or does something wrong. */
async function run(server: AccessState, options: StubOptions = {}, more: Partial<VerifyOptions> = {}): Promise<VerifyReport> {
  stub = await StubS3.start(server, options);
  return verifyAccess(STACK, { endpoint: stub.url, credentials: credentialsOf(...USERS, 'admin'), owner: 'admin', context: { 'aws:SourceIp': '127.0.0.1' }, ...more });
}

const kinds = ({ results }: VerifyReport) => (
  results.reduce<Record<string, number>>((sum, { outcome: { kind } }) => ({ ...sum, [kind]: (sum[kind] ?? 0) + 1 }), {})
);
const disagreeing = ({ results }: VerifyReport) => results.filter(({ outcome }) => outcome.kind === 'disagrees').map(({ case: { principal, operation, about, expected } }) => (
  `${principal === 'anonymous' ? principal : principal.user} ${operation} ${expected}: ${about}`
));
const causes = ({ results }: VerifyReport) => new Set(results.flatMap(({ outcome }: CaseResult) => (outcome.kind === 'noAnswer' ? outcome.cause : [])));
const fail = (status: number, code: string): Fault => () => ({ status, code });

test('a server that answers as the policies say: all agree, and nothing is left', async () => {
  const report = await run(STACK);
  expect(report.results.filter(({ outcome: { kind } }) => kind !== 'agrees')).toEqual([]);
  expect(kinds(report)).toEqual({ agrees: report.plan.cases.length });
  expect(report.plan.cases.length).toBeGreaterThan(150);
  expect([report.left, stub!.objects.size, stub!.uploads.size]).toEqual([[], 0, 0]);
});

test('nothing is ever read, removed or tagged that the run did not put there before, and nothing is sent beside objects', async () => {
  await run(STACK);
  const put = new Set<string>();
  for (const { method, bucket, key, query } of stub!.seen) {
    const isObject = key !== '';
    if (isObject) expect(key).toMatch(/(?:^|\/)[\w.-]*\.verify-[a-z0-9]{12}\/[^/]+$/);
    if (!isObject) expect(method).toBe('GET');
    if (method === 'PUT' && !query.has('tagging')) put.add(`${bucket}/${key}`);
    else if (isObject && !query.has('uploads') && !query.has('uploadId')) expect([method, put.has(`${bucket}/${key}`)]).toEqual([method, true]);
  }
});

const widened = (change: Parameters<typeof mapStatements>[1]) => mapStatements(STACK, change);

describe('a server whose policies are others than those of the stack', () => {
  test('a prefix that lost its slash', async () => {
    const report = await run(widened((statement) => [{ ...statement, resources: statement.resources?.map((arn) => arn.replace('firmware/*', 'firmware*')) }]));
    expect(disagreeing(report)).toContain('ci-uploader PutObject deny: the folder without its slash');
    expect(report.left).toEqual([]);
  });

  test('a folder of every user that became everybody\'s', async () => {
    const report = await run(widened((statement) => [{ ...statement, resources: statement.resources?.map((arn) => arn.replace('home/${aws:username}/*', 'home/*')) }]));
    expect(disagreeing(report)).toContain('dana GetObject deny: another folder of the stack');
  });

  test('an action too much, and one too little', async () => {
    const report = await run(widened((statement) => [{ ...statement, actions: statement.actions?.flatMap((action) => (action === 's3:AbortMultipartUpload' ? [] : action === 's3:GetObject' ? [action, 's3:GetObjectTagging'] : [action])) }]));
    expect(disagreeing(report)).toEqual(expect.arrayContaining(['ci-uploader AbortMultipartUpload allow: granted', 'dana GetObjectTagging deny: granted']));
  });

  test('a condition that is gone', async () => {
    const report = await run(widened((statement) => [{ ...statement, conditions: [] }]));
    expect(disagreeing(report)).toEqual(expect.arrayContaining(['dana ListBucket deny: the folder above']));
  });

  test('everybody may read', async () => {
    const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] };
    const bucket = readAccess({ buckets: { releases: { policy: open } } }).buckets.get('releases')!;
    const report = await run({ ...STACK, buckets: new Map([...STACK.buckets, ['releases', bucket]]) });
    expect(disagreeing(report)).toContain('anonymous GetObject deny: a folder of others');
  });
});

test('a server that believes what clients call like a condition key', async () => {
  const report = await run(STACK, { believes: 'prefix' });
  expect(new Set(disagreeing(report))).toEqual(new Set(['dana ListBucket deny: forged: header prefix', 'lee ListBucket deny: forged: header prefix']));
});

describe('a server that does not answer the question', () => {
  test('nobody listens there', async () => {
    const report = await verifyAccess(STACK, { endpoint: 'http://127.0.0.1:1', credentials: credentialsOf(...USERS) });
    expect(report.stopped).toContain('http://127.0.0.1:1 does not answer: connect ECONNREFUSED');
    expect(new Set(Object.keys(kinds(report)))).toEqual(new Set(['notTried']));
  });

  test('a key that it does not know: its user is not asked about again, and others are', async () => {
    const report = await run({ ...STACK, users: new Map([...STACK.users].filter(([name]) => name !== 'lee')) });
    expect([...causes(report)]).toEqual(['rejectedKey']);
    expect(stub!.seen.filter(({ headers }) => headers.authorization?.includes('ID-lee/')).length).toBeLessThan(10);
    expect(kinds(report).agrees).toBeGreaterThan(100);
  });

  test.each([
    ['a secret that is another', fail(403, 'SignatureDoesNotMatch'), 'rejectedKey'],
    ['a clock that is off', fail(403, 'RequestTimeTooSkewed'), 'clock'],
    ['an error at every request', fail(500, 'InternalError'), 'serverError'],
    ['a page of a proxy', (() => ({ status: 403, body: '<html>Forbidden</html>' })) satisfies Fault, 'other'],
  ] as const)('%s: none agrees', async (_, fault, cause) => {
    const report = await run(STACK, { fault });
    expect([...causes(report)]).toEqual([cause]);
    expect(Object.keys(kinds(report))).toEqual(['noAnswer']);
  });

  test('an error now and then is none of the answers, and what may have been made is removed', async () => {
    const report = await run(STACK, { fault: ({ method }, count) => (count % 7 === 0 && method !== 'DELETE' ? { status: 503, code: 'SlowDown' } : undefined) });
    expect([...causes(report)]).toEqual(['serverError']);
    expect(disagreeing(report)).toEqual([]);
    expect(stub!.objects.size).toBe(0);
  });

  test('it is slow: the time is limited, and after a few no more are sent', async () => {
    const report = await run(STACK, { fault: () => 'never' }, { timeout: 0.2 });
    expect(report.stopped).toBe('5 requests in a row were not answered');
    expect(stub!.seen.length).toBeLessThan(20);
  });

  test('it closes a connection: asked once more, and once only', async () => {
    let resets = 0;
    const report = await run(STACK, { fault: (_, count) => (count % 20 === 0 && ++resets > 0 ? 'reset' : undefined) });
    expect(resets).toBeGreaterThan(3);
    expect(kinds(report)).toEqual({ agrees: report.plan.cases.length });
    await stub!.stop();
    const broken = await run(STACK, { fault: () => 'reset' });
    expect(broken.stopped).toBe('5 requests in a row were not answered');
  });

  test('its clock is an hour off: nothing is asked', async () => {
    stub = await StubS3.start(STACK);
    const client = new Client({ timeout: 1000, concurrency: 1 });
    const endpoints = { http: { url: stub.url, region: '', addressing: 'path' } } as const;
    const hour = 3_600_000;
    expect(await preflight(client, endpoints, () => Date.now() - hour)).toContain('is 60 minutes ahead of this machine\'s');
    expect(await preflight(client, endpoints)).toBeUndefined();
    client.close();
  });
});

describe('what the run made', () => {
  test('is removed where objects keep versions, markers too', async () => {
    const report = await run(STACK, { versions: true });
    expect([report.left, [...stub!.objects.keys()]]).toEqual([[], []]);
  });

  test('is named where nobody may remove it', async () => {
    const report = await run(STACK, {}, { owner: undefined, credentials: credentialsOf(...USERS) });
    expect(report.left.length).toBeGreaterThan(2);
    expect(new Set(report.left.map(({ bucket, key }) => `${bucket}/${key}`))).toEqual(new Set(stub!.objects.keys()));
    expect(report.left.every(({ bucket, key }) => `${bucket}/${key}`.startsWith(`releases/firmware/.verify-${report.plan.run}/`))).toBe(true);
    expect(report.left[0].reason).toBe('nobody with credentials may remove it');
  });

  test('is named where versions stay', async () => {
    const report = await run(STACK, { versions: true }, { owner: undefined, credentials: credentialsOf(...USERS) });
    expect(new Set(report.left.map(({ kind }) => kind))).toEqual(new Set(['version']));
  });

  test('is removed when the run is interrupted, wherever it is by then', async () => {
    for (const after of [3, 40, 120]) {
      const ending = new AbortController();
      const report = await run(STACK, { fault: (_, count) => { if (count === after) ending.abort(); return undefined; } }, { signal: ending.signal });
      expect([report.stopped, report.left, stub!.objects.size, stub!.uploads.size]).toEqual(['interrupted', [], 0, 0]);
      expect(kinds(report).notTried).toBeGreaterThan(0);
      await stub!.stop();
    }
  });
});

test('no secret is in a report, whatever the server answers with', async () => {
  const report = await run(STACK, { fault: ({ headers }, count) => (count % 3 === 0 ? { status: 400, code: 'Odd', body: `<Error><Code>Odd</Code><Message>${keyOf('dana').secretAccessKey} ${headers.authorization ?? ''}</Message></Error>` } : undefined) });
  for (const format of Object.values(VERIFY_FORMATS)) expect(format(report)).not.toMatch(/SECRET-OF|Signature=|ID-dana/);
});
