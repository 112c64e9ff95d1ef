import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit-status';
import { compiledFile } from '../compiled';
import { STACK, STACK_JSON } from '../verify/stacks';
import { keyOf, StubS3, type StubOptions } from '../verify/stub-server';
import { talk } from './talk';

let folder = '';
let stub: StubS3;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(STACK_JSON));
  const users = [...STACK.users.keys(), 'admin'];
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(Object.fromEntries(users.map((name) => [name, keyOf(name)]))));
  writeFileSync(join(folder, 'dana.json'), JSON.stringify({ dana: { ...keyOf('dana'), accessKeyId: 'OTHER' } }));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => stub?.stop());

const args = (...more: readonly string[]) => ['verify', join(folder, 'stack.json'), '--endpoint', stub.url, '--credentials', join(folder, 'keys.json'), '--owner', 'admin', ...more];
const serve = async (options?: StubOptions) => { stub = await StubS3.start(STACK, options); };

describe('exit statuses', () => {
  test('0: it answers as the policies say; the plan and the progress go to standard error', async () => {
    await serve();
    const { code, out, err } = await talk(args());
    expect(code).toBe(EXIT.clean);
    expect(out).toMatch(/^\d+ requests: \d+ answered as the policies say, 0 not; \d+ not tried\n/);
    expect(err).toContain('principal    bucket    must pass  must fail  what must pass');
    expect(err).toMatch(/^(\d+) of \1 requests$/m);
  });

  test('1: it does not, and that outweighs what could not be asked', async () => {
    await serve({ believes: 'prefix', fault: ({ method }, count) => (method === 'PUT' && count === 9 ? { status: 500 } : undefined) });
    const { code, out } = await talk(args());
    expect([code, out]).toEqual([EXIT.finding, expect.stringContaining('the server lets it through (200); by the policies it is denied') as string]);
    expect(out).toContain('Without an answer to the question:');
  });

  test.each<[string, StubOptions, readonly string[]]>([
    ['it answers 500', { fault: () => ({ status: 500 }) }, []],
    ['its clock is off', { fault: () => ({ status: 403, code: 'RequestTimeTooSkewed' }) }, []],
    ['it takes too long', { fault: () => 'never' }, ['--timeout', '0.2']],
    ['it rejects a key', {}, ['--credentials', 'dana.json']],
  ])('3: %s', async (_, options, more) => {
    await serve(options);
    const given = more.map((one) => (one === 'dana.json' ? join(folder, one) : one));
    expect((await talk(given.length > 0 && more[0] === '--credentials' ? args(...given).filter((one) => one !== '--owner' && one !== 'admin') : args(...given))).code).toBe(EXIT.inconclusive);
  });

  test('3: nobody listens there', async () => {
    await serve();
    await stub.stop();
    const { code, out } = await talk(args());
    expect([code, out]).toEqual([EXIT.inconclusive, expect.stringContaining('does not answer: connect ECONNREFUSED') as string]);
  });

  test.each<[string, readonly string[]]>([
    ['no endpoint', ['verify', 'stack.json']],
    ['an endpoint that is none', ['verify', 'stack.json', '--endpoint', 'store']],
    ['credentials that cannot be read', ['verify', 'stack.json', '--endpoint', 'http://127.0.0.1:1', '--credentials', 'none.json']],
    ['credentials that are none', ['verify', 'stack.json', '--endpoint', 'http://127.0.0.1:1', '--credentials', 'stack.json']],
    ['both from standard input', ['verify', '-', '--endpoint', 'http://127.0.0.1:1', '--credentials', '-']],
    ['an owner without a key', ['verify', 'stack.json', '--endpoint', 'http://127.0.0.1:1', '--owner', 'root']],
    ['a time that is none', ['verify', 'stack.json', '--endpoint', 'http://127.0.0.1:1', '--timeout', 'soon']],
    ['a number of requests that is none', ['verify', 'stack.json', '--endpoint', 'http://127.0.0.1:1', '--limit', '0']],
  ])('2: %s', async (_, given) => {
    const { code, err } = await talk(given.map((one) => (/\.json$/.test(one) ? join(folder, one) : one)));
    expect([code, err]).toEqual([EXIT.error, expect.stringMatching(/./) as string]);
  });
});

test('--dry-run shows the plan and sends nothing', async () => {
  await serve();
  const { code, out } = await talk(args('--dry-run'));
  expect([code, stub.seen]).toEqual([EXIT.clean, []]);
  expect(out).toContain('dana         shared');
  const plan = JSON.parse((await talk(args('--dry-run', '--format', 'json'))).out) as { readonly cases: readonly object[] };
  expect(plan.cases.length).toBeGreaterThan(100);
});

test('a report goes to a file, in every format, and its first line to standard output', async () => {
  await serve({ believes: 'prefix' });
  for (const [format, pattern] of [['text', /^\d+ requests/], ['markdown', /^## The server does not answer as the policies say\n/], ['json', /^\{\n {2}"run"/], ['junit', /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites [^>]*failures="[1-9]/]] as const) {
    const file = join(folder, `report.${format}`);
    const { code, out } = await talk(args('--format', format, '--out', file));
    expect([code, out]).toEqual([EXIT.finding, expect.stringMatching(/^\d+ requests: .*\n$/) as string]);
    expect(readFileSync(file, 'utf8')).toMatch(pattern);
  }
  expect((await talk(args('--out', join(folder, 'no', 'file')))).code).toBe(EXIT.error);
});

test('keys come from standard input and from the environment, and no secret is shown anywhere', async () => {
  await serve();
  const { secretAccessKey, accessKeyId } = keyOf('dana');
  const base = ['verify', join(folder, 'stack.json'), '--endpoint', stub.url];
  const outputs = { dana: { sensitive: true, type: 'string', value: { accessKeyId, secretAccessKey } } };
  const fromInput = await talk([...base, '--credentials', '-'], JSON.stringify(outputs));
  process.env.BUCKET_GRANTS_DANA_ACCESS_KEY_ID = accessKeyId;
  process.env.BUCKET_GRANTS_DANA_SECRET_ACCESS_KEY = secretAccessKey;
  const fromEnvironment = await talk(base);
  delete process.env.BUCKET_GRANTS_DANA_ACCESS_KEY_ID;
  delete process.env.BUCKET_GRANTS_DANA_SECRET_ACCESS_KEY;
  for (const { code, out, err } of [fromInput, fromEnvironment]) {
    expect(code).toBe(EXIT.clean);
    expect(`${out}${err}`).not.toMatch(/SECRET-OF|ID-dana|Signature/);
    expect(out).toContain('user lee: no credentials are given');
  }
});

test('Ctrl-C in the middle: what was made is removed, and the report says so', async () => {
  await serve({ delay: 15 });
  const child = spawn(process.execPath, [compiledFile('src/cli/main.ts'), ...args()]);
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => { out += part.toString(); });
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString();
    if (/^\d+ of \d+ requests$/m.test(err) && !child.killed) child.kill('SIGINT');
  });
  const code = await new Promise((done) => child.on('close', done));
  expect({ code, objects: [...stub.objects.keys()], uploads: stub.uploads.size }).toEqual({ code: EXIT.inconclusive, objects: [], uploads: 0 });
  expect(err).toContain('interrupted: removing what was made');
  expect(out).toContain('(ended early: interrupted)');
}, 60_000);

describe('--profile', () => {
  const profile = (...more: readonly string[]) => ['verify', '--profile', '--endpoint', stub.url, '--iam-endpoint', stub.url, '--credentials', join(folder, 'keys.json'), ...more];

  test.each([
    ['no bucket', ['--owner', 'admin', '--user', 'dana']],
    ['a stack', ['stack.json', '--bucket', 'b', '--owner', 'admin', '--user', 'dana']],
    ['a user without a key', ['--bucket', 'b', '--owner', 'admin', '--user', 'somebody']],
    ['a format that a profile has not', ['--bucket', 'b', '--owner', 'admin', '--user', 'dana', '--format', 'junit']],
    ['a server whose IAM API gives no policies', ['--bucket', 'b', '--owner', 'admin', '--user', 'dana']],
  ])('2: %s', async (_, more) => {
    await serve();
    expect((await talk(profile(...more))).code).toBe(EXIT.error);
  });

  test('3: nobody listens there; and without --profile, a stack is needed', async () => {
    await serve();
    await stub.stop();
    const { code, err } = await talk(profile('--bucket', 'b', '--owner', 'admin', '--user', 'dana'));
    expect([code, err]).toEqual([EXIT.inconclusive, expect.stringContaining('no answer') as string]);
    expect((await talk(['verify', '--endpoint', stub.url])).code).toBe(EXIT.error);
  });
});

test('--help says where keys come from, with examples', async () => {
  const { out } = await talk(['verify', '--help']);
  expect(out).toContain('never from the command line');
  expect(out).toContain('$ bucket-grants verify cdktf.out --endpoint https://s3.store.example --credentials keys.json --dry-run');
  expect(out).not.toMatch(/--(?:secret|access-key)/);
});
