import {
  accessPlan, cephRgw, enforceHttps, minio, perUserHomeFolder, readAccess, readOnlyPrefix, readWritePrefix, renderAccess, writeOnlyUploader,
  type AccessPlanProps, type RenderedAccess,
} from '../../src';
import { probeProfile, verifyAccess, VERIFY_FORMATS, type VerifyReport } from '../../src/verify';
import { MC, MINIO, MinioServer } from './minio';
import { hasRgw, Rgw } from './rgw';
import type { Credentials } from './sigv4';
import { describeWith, isInstalled } from './tools';

const PEOPLE = ['upload', 'dana', 'lee'];
const grants = {
  upload: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })],
  dana: [readOnlyPrefix({ bucket: 'releases', prefix: 'firmware/' }), readWritePrefix({ bucket: 'shared', prefix: 'docs/', allowDelete: true })],
};
const plan: AccessPlanProps = {
  users: { upload: { grants: grants.upload }, dana: { grants: grants.dana }, lee: {} },
  groups: { engineering: { members: ['dana', 'lee'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
};

/** The same with a document changed on the way to the server: what it is given isn't what the stack says. */
function tampered(rendered: RenderedAccess, from: string, to: string): RenderedAccess {
  const policies = <T extends { readonly json: string }>(all: readonly T[]): readonly T[] => (
    all.map((one) => ({ ...one, json: one.json.replaceAll(from, to) }))
  );
  const changed = {
    ...rendered,
    users: rendered.users.map((user) => ({ ...user, policies: policies(user.policies) })),
    groups: rendered.groups.map((group) => ({ ...group, policies: policies(group.policies) })),
    buckets: policies(rendered.buckets),
  };
  expect(changed).not.toEqual(rendered);
  return changed;
}

const counts = ({ results, left }: VerifyReport) => ({ wrong: results.filter(({ outcome: { kind } }) => kind === 'disagrees' || kind === 'noAnswer'), left });
const abouts = ({ results }: VerifyReport) => (
  results.filter(({ outcome: { kind } }) => kind === 'disagrees').map(({ case: { about, operation } }) => `${operation}: ${about}`)
);
const keysOf = (keys: Iterable<readonly [string, Credentials]>) => (
  new Map([...keys].map(([name, { id, secret }]) => [name, { accessKeyId: id, secretAccessKey: secret }]))
);

describeWith({ 'Ceph RADOS Gateway (test/e2e/rgw-up.sh fetch)': hasRgw() })('verify asks a real Ceph RADOS Gateway', () => {
  let rgw: Rgw;
  const rendered = renderAccess(accessPlan({ platform: cephRgw({ endpoint: 'https://rgw.store.example' }), ...plan, buckets: { releases: { guards: [enforceHttps()] } } }));
  const verify = (...users: readonly string[]) => {
    const { endpoints, ca, keys } = rgw.access;
    const credentials = keysOf([...keys].filter(([name]) => name === 'owner' || users.includes(name)));
    return verifyAccess(readAccess(rendered), { endpoint: endpoints, ca, credentials, owner: 'owner', tenant: '123456789012' });
  };

  beforeAll(async () => {
    rgw = Rgw.start();
    for (const name of PEOPLE) rgw.makeUser(name);
    for (const bucket of ['releases', 'shared']) await rgw.own('PUT', `/${bucket}`);
  }, 120_000);
  afterAll(() => rgw?.stop());

  test('it answers as the policies say, over http and https, to forged requests too, and nothing is left', async () => {
    await rgw.deploy(rendered);
    const report = await verify(...PEOPLE);
    await rgw.clear(rendered);
    expect(counts(report)).toEqual({ wrong: [], left: [] });
    const agreed = report.results.filter(({ outcome }) => outcome.kind === 'agrees');
    expect(agreed.length).toBeGreaterThan(250);
    expect(agreed.filter(({ case: { about } }) => about.startsWith('forged')).length).toBeGreaterThan(15);
    expect(new Set(agreed.map(({ case: { connection } }) => connection))).toEqual(new Set(['http', 'https']));
    console.log(`Ceph RGW: ${VERIFY_FORMATS.text(report).split('\n')[0]}`);
  }, 60_000);

  test.each([
    ['a prefix that lost its slash', 'upload', 'releases/firmware/*', 'releases/firmware*', 'PutObject: the folder without its slash'],
    ['a home folder that became everybody\'s', 'dana', 'shared/home/dana/*', 'shared/home/*', 'PutObject: another folder of the stack'],
    ['a guard that is gone', 'upload', '"Effect":"Deny"', '"Effect":"Allow"', 'PutObject: over http'],
  ])('%s is found', async (_, user, from, to, about) => {
    const wrong = tampered(rendered, from, to);
    await rgw.deploy(wrong);
    const report = await verify(user);
    await rgw.clear(wrong);
    expect(abouts(report)).toContain(about);
    expect(report.left).toEqual([]);
  }, 60_000);
});

describeWith({ 'Ceph RADOS Gateway (test/e2e/rgw-up.sh fetch)': hasRgw() })('verify --profile asks a real Ceph RADOS Gateway how it reads policies', () => {
  let rgw: Rgw;

  beforeAll(async () => {
    rgw = Rgw.start();
    rgw.makeUser('probe');
    await rgw.own('PUT', '/scratch');
  }, 120_000);
  afterAll(() => rgw?.stop());

  test('what it answers is what the profile of Ceph says, wherever that is confirmed', async () => {
    const { endpoints, ca, keys } = rgw.access;
    const [owner, key] = ['owner', 'probe'].map((name) => keysOf(keys).get(name)!);
    const { elements, ...found } = await probeProfile({ endpoint: endpoints, iamEndpoint: endpoints[1], bucket: 'scratch', owner, user: { name: '123456789012$probe', key }, ca });
    expect(found).toMatchObject({
      negatedWhenAbsent: { is: 'differently', how: 'all' },
      valuesReadAsAbsent: { is: 'differently', how: { 'aws:securetransport': 'false', 's3:prefix': '', 's3:delimiter': '' } },
      resources: { is: 'differently', how: ':%+' },
      variables: { is: 'differently', how: { known: [], everyKey: true, defaults: false, escapes: false, wholeValuesOnly: true } },
      keyLetters: { is: 'differently', how: 'exact' },
      sets: { is: 'as AWS' },
      negatedLists: { is: 'unconfirmed' },
      nullFalse: { is: 'unconfirmed' },
      bucketPolicies: { is: 'as AWS' },
      forgeable: { is: 'as AWS' },
    });
    expect(elements).toMatchObject({ NotAction: { is: 'differently', how: 'never applies' }, NotResource: { is: 'as AWS' } });
    // the addresses of clients are known to this gateway by a header only that proxies send, so conditions on them hold for nobody
    expect(found.operators).toMatchObject({ is: 'differently', how: { known: expect.arrayContaining(['StringLike', 'NumericLessThan', 'DateGreaterThan']) as string[] } });
  }, 60_000);
});

describeWith({ minio: isInstalled(MINIO, '--version'), mc: isInstalled(MC, '--version') })('verify asks a real MinIO', () => {
  let server: MinioServer;
  // anyone who deletes there deletes versions too
  const onMinio = [grants.dana[0], readWritePrefix({ bucket: 'shared', prefix: 'docs/', allowDelete: true, allowDeleteVersions: true })];
  const rendered = renderAccess(accessPlan({ platform: minio({ scope: 'acme-storage' }), users: { upload: { grants: grants.upload }, dana: { grants: onMinio } } }));
  const give = async ({ users }: RenderedAccess) => {
    for (const { name, policies: [{ json }] } of users) await server.user(name, json);
  };
  const verify = () => verifyAccess(readAccess(rendered), { endpoint: server.url, credentials: keysOf(server.keys('root', 'upload', 'dana')), owner: 'root' });

  beforeAll(async () => {
    server = await MinioServer.start();
    for (const bucket of ['releases', 'shared']) await server.mc('mb', `root/${bucket}`);
  });
  afterAll(() => server?.stop());

  test('it answers as the policies say; that a listing can be forged is said and not counted', async () => {
    await give(rendered);
    const report = await verify();
    expect(counts(report)).toEqual({ wrong: [], left: [] });
    expect(report.plan.notTried).toContainEqual({ what: 'dana: ListBucket with a forged s3:prefix', reason: 'MinIO takes values of condition keys from the client, so the condition limits honest clients only' });
    expect(report.results.filter(({ outcome }) => outcome.kind === 'agrees').length).toBeGreaterThan(80);
    console.log(`MinIO: ${VERIFY_FORMATS.text(report).split('\n')[0]}`);
  });

  test('a prefix that lost its slash is found', async () => {
    await give(tampered(rendered, 'releases/firmware/*', 'releases/firmware*'));
    const report = await verify();
    expect(abouts(report)).toContain('PutObject: the folder without its slash');
    expect(report.left).toEqual([]);
  });
});
