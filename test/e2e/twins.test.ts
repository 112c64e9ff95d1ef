import { request as http } from 'node:http';
import { accessPlan, cephRgw, listOnlyPrefix, minio, readAccess, readOnlyPrefix, renderAccess, type Platform } from '../../src';
import { encoded, signedHeaders } from '../../src/verify/wire/sigv4';
import { MC, MINIO, MinioServer } from './minio';
import { hasRgw, Rgw } from './rgw';
import type { Credentials } from './sigv4';
import { describeWith, isInstalled } from './tools';

/** Dana reads and lists what is public, and nothing else. */
const rendered = (platform: Platform) => renderAccess(accessPlan({
  platform, users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: 'public/' }), listOnlyPrefix({ bucket: 'releases', prefix: 'public/' })] } },
}));
const SECRET = 'nobody but the owner reads this';
const PUBLIC = 'everybody reads this';

/** Spellings of `secret/a`, some of them below `public/`. */
const SPELLINGS = [
  '/releases/%73ecret/a', '/releases/%2573ecret/a', '/releases//secret/a', '/releases/./secret/a', '//releases/secret/a', '/releases/public/../secret/a',
  '/releases/public/%2e%2e/secret/a',
  '/releases/public/%2E%2E%2Fsecret%2Fa', '/releases/public%2F..%2Fsecret%2Fa', '/releases/public/..%5c..%5csecret/a', '/releases/public/..;/secret/a', '/releases/public/%c0%ae%c0%ae/secret/a',
  '/releases/public/a/../../secret/a', '/public/../releases/secret/a', '/releases/secret%2fa', '/releases/secret/a/', '/releases/secret/a%00', '/releases/public/a%00/../../secret/a',
  '/releases/SECRET/a', '/releases/secret/a?public/a', '/releases/secret/a#/public/a',
];

/** How clients ask proxies and frameworks for another method than they send. */
const OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override', 'x-original-method', 'x-amz-method'];

interface Wire {
  readonly method: string;
  /** As it is sent. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The path that the signature is made over, where it isn't the one that is sent. */
  readonly signed?: string;
}

/** What a server answered. */
interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends exactly what it is given, signed; no part of it is put in order before. */
function ask(base: string, { id, secret }: Credentials, { method, target, headers = {}, signed }: Wire): Promise<Answer> {
  const { host, hostname, port } = new URL(base);
  const [path, query = ''] = target.split('?');
  const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
  const parameters = pairs.map(([name, value = '']) => [name, value] as const);
  const request = { method, path: signed ?? path, query: parameters, headers: { ...headers, host }, body: '' };
  const all = signedHeaders(request, { key: { accessKeyId: id, secretAccessKey: secret }, region: 'us-east-1', at: new Date() });
  return new Promise((resolve, reject) => {
    const call = http({ method, hostname, port, path: target, headers: all, agent: false }, (answer) => {
      let body = '';
      answer.on('data', (part: Buffer) => { body += part.toString(); });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    call.on('error', reject);
    call.end();
  });
}

/** What a server has that is asked. */
interface Server {
  readonly url: string;
  readonly dana: Credentials;
  readonly owner: Credentials;
}

function twins(server: () => Server): void {
  const asDana = (wire: Wire) => ask(server().url, server().dana, wire);
  const asOwner = (wire: Wire) => ask(server().url, server().owner, wire);

  test('an honest request is answered as it should be', async () => {
    const [open, closed] = [await asDana({ method: 'GET', target: '/releases/public/a' }), await asDana({ method: 'GET', target: '/releases/secret/a' })];
    expect([open.status, open.body, closed.status]).toEqual([200, PUBLIC, 403]);
  });

  test.each(SPELLINGS)('%s does not show what may not be read', async (spelling) => {
    const [path] = spelling.split(/[?#]/);
    const target = spelling.replace('#', '%23');
    const plain = (() => {
      try {
        return decodeURIComponent(path);
      } catch {
        return path;
      }
    })();
    // servers sign what they make of a path: as it is sent, decoded and written anew, and with its dots resolved
    const resolved = new URL(path, 'http://server').pathname;
    for (const signed of new Set([path, plain.split('/').map(encoded).join('/'), resolved, plain])) {
      const answer = await asDana({ method: 'GET', target, signed }).catch(() => ({ status: 0, body: '' }));
      expect([spelling, signed, answer.body.includes(SECRET)]).toEqual([spelling, signed, false]);
    }
  });

  test.each(OVERRIDES)('%s: DELETE makes no delete of a read, and none of a PUT', async (header) => {
    for (const override of ['DELETE', 'PUT']) {
      await asDana({ method: 'GET', target: '/releases/public/a', headers: { [header]: override } });
      await asDana({ method: 'POST', target: '/releases/public/a', headers: { [header]: override } });
      await asDana({ method: 'GET', target: `/releases/public/a?_method=${override}&X-HTTP-Method-Override=${override}` });
    }
    expect((await asOwner({ method: 'GET', target: '/releases/public/a' })).body).toBe(PUBLIC);
    const read = await asDana({ method: 'PUT', target: '/releases/secret/a', headers: { [header]: 'GET' } });
    expect([read.status, read.body.includes(SECRET)]).toEqual([403, false]);
  });

  test.each(['aws:username=owner', 'username=owner', 'AWSAccessKeyId=OWNERKEY', 'X-Amz-Credential=OWNERKEY', 'userid=owner', 'Authorization=none'])('?%s makes her nobody else', async (parameter) => {
    const answer = await asDana({ method: 'GET', target: `/releases/secret/a?${parameter}` });
    expect([answer.body.includes(SECRET), answer.status >= 400]).toEqual([false, true]);
  });

  test.each(['username', 'x-amz-username', 'x-forwarded-user', 'remote-user', 'x-amz-security-token', 'x-amz-expected-bucket-owner'])('and neither does the header %s', async (header) => {
    const answer = await asDana({ method: 'GET', target: '/releases/secret/a', headers: { [header]: 'owner' } });
    expect([answer.body.includes(SECRET), answer.status >= 400]).toEqual([false, true]);
  });
}

describeWith({ 'Ceph RADOS Gateway (test/e2e/rgw-up.sh fetch)': hasRgw() })('forged requests to a real Ceph RADOS Gateway', () => {
  let rgw: Rgw;
  const plan = rendered(cephRgw({ endpoint: 'https://rgw.store.example' }));

  beforeAll(async () => {
    rgw = Rgw.start();
    rgw.makeUser('dana');
    await rgw.own('PUT', '/releases');
    await rgw.own('PUT', '/releases/secret/a', SECRET);
    await rgw.own('PUT', '/releases/public/a', PUBLIC);
    await rgw.deploy(plan);
    expect(readAccess(plan).users.has('dana')).toBe(true);
  }, 120_000);
  afterAll(() => rgw?.stop());

  twins(() => {
    const { endpoints: [, url], keys } = rgw.access;
    return { url, dana: keys.get('dana')!, owner: keys.get('owner')! };
  });
});

describeWith({ minio: isInstalled(MINIO, '--version'), mc: isInstalled(MC, '--version') })('forged requests to a real MinIO', () => {
  let server: MinioServer;

  beforeAll(async () => {
    server = await MinioServer.start();
    await server.mc('mb', 'root/releases');
    await server.ask('root', { method: 'PUT', path: 'releases/secret/a', body: SECRET });
    await server.ask('root', { method: 'PUT', path: 'releases/public/a', body: PUBLIC });
    const { users: [{ policies }] } = rendered(minio({ scope: 'acme-storage' }));
    await server.give('dana', policies.map(({ json }) => json));
  });
  afterAll(() => server?.stop());

  twins(() => {
    const [[, dana], [, owner]] = server.keys('dana', 'root');
    return { url: server.url, dana, owner };
  });
});
