import { accessPlan, cephRgw, decide, fullBucketAccess, readAccess, renderAccess } from '../../src';
import { bucketGrantsOn, bucketGuardsOn, grantsOn, guardsOn } from '../platforms/deliveries';
import { BUCKETS, cephCases, PEOPLE } from './ceph-cases';
import { hasRgw, Rgw, type RgwRequest } from './rgw';
import { inWords, onTheWire, type Ask } from './s3-requests';
import { describeWith } from './tools';

/** The endpoint that rendering is told of; where the gateway of a test really is doesn't matter to what is rendered. */
const platform = cephRgw({ endpoint: 'https://rgw.store.example', scope: 'acme' });

const words = ({ as = 'anonymous', action, at, query, headers, from, https }: Ask) => (
  [as, action, at, ...[query, headers].filter((one) => one !== undefined).map((one) => JSON.stringify(one)), from, https && 'https'].filter(Boolean).join(' ')
);

test('every grant and guard that Ceph RGW takes has a case', () => {
  const taken = [...grantsOn(platform), ...guardsOn(platform), ...bucketGuardsOn(platform)].filter(([, by]) => Object.values(by).some((delivery) => typeof delivery !== 'string')).map(([construct]) => construct);
  const outside = bucketGrantsOn(platform).filter(([, delivery]) => typeof delivery !== 'string').map(([name]) => name.split(':')[0]);
  expect([...new Set([...taken, ...outside])].filter((construct) => !cephCases.some((one) => one.of === construct))).toEqual([]);
});

test('each case allows something and denies something', () => {
  expect(cephCases.filter(({ allows, denies }) => allows.length === 0 || denies.length === 0)).toEqual([]);
});

describeWith({ 'Ceph RADOS Gateway (test/e2e/rgw-up.sh fetch)': hasRgw() })('a real Ceph RADOS Gateway, asked with keys of users, answers as the plan says, and as decide does', () => {
  let rgw: Rgw;

  beforeAll(async () => {
    rgw = Rgw.start();
    for (const person of PEOPLE) rgw.makeUser(person);
    for (const [bucket, keys] of Object.entries(BUCKETS)) {
      await rgw.own('PUT', `/${bucket}`);
      for (const key of keys) await rgw.own('PUT', `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`, 'seeded');
    }
  }, 120_000);

  afterAll(() => rgw?.stop());

  test.each(cephCases.map((one) => [one.of, one.name, one] as const))('%s: %s', async (_of, _name, { plan, allows, denies }) => {
    const rendered = renderAccess(accessPlan({ platform, ...plan }));
    const state = readAccess(rendered);
    await rgw.deploy(rendered);
    const asked = [...allows.map((ask) => [ask, true] as const), ...denies.map((ask) => [ask, false] as const)];
    const answers: object[] = [];
    for (const [ask] of asked) {
      const { status } = await rgw.request(onTheWire(ask));
      answers.push({ ask: words(ask), allowed: status !== 403, decided: decide(state, inWords(ask)).effect === 'allow', ...(status >= 500 && { status }) });
    }
    await rgw.clear(rendered);
    expect(answers).toEqual(asked.map(([ask, allowed]) => ({ ask: words(ask), allowed, decided: allowed })));
  }, 60_000);

  describe('why some guards are refused', () => {
    const deny = (condition: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::releases/*', Condition: condition });
    const acl = { 'x-amz-acl': 'public-read' };

    test('an upload in parts and a copy pass a Deny of their ACL, which stops a plain upload', async () => {
      const everything = renderAccess(accessPlan({ platform, users: { dana: { grants: [fullBucketAccess({ bucket: 'releases', allowPermissionsManagement: true })] } } }));
      await rgw.deploy(everything);
      await rgw.own('PUT', '/releases?policy', JSON.stringify({ Version: '2012-10-17', Statement: [deny({ StringLike: { 's3:x-amz-acl': '?*' } })] }));
      const status = async (request: Partial<RgwRequest>) => (await rgw.request({ as: 'dana', method: 'PUT', path: '/releases/docs/new.txt', body: 'x', ...request })).status;
      expect(await status({})).toBe(200);
      expect(await status({ headers: acl })).toBe(403);
      expect(await status({ headers: { ...acl, 'x-amz-copy-source': '/releases/docs/a.txt' }, path: '/releases/docs/copy.txt', body: '' })).toBe(200);
      expect(await status({ headers: acl, method: 'POST', path: '/releases/docs/parts.txt?uploads', body: '' })).toBe(200);
      await rgw.own('DELETE', '/releases?policy');
      await rgw.clear(everything);
    }, 60_000);

    test('a negated operator with two values holds where one of them is there', async () => {
      const everything = renderAccess(accessPlan({ platform, users: { dana: { grants: [fullBucketAccess({ bucket: 'releases', allowPermissionsManagement: true })] } } }));
      await rgw.deploy(everything);
      const ask = async (...agents: readonly string[]) => {
        await rgw.own('PUT', '/releases?policy', JSON.stringify({ Version: '2012-10-17', Statement: [deny({ StringNotEqualsIfExists: { 'aws:UserAgent': agents } })] }));
        return (await rgw.request({ as: 'dana', method: 'PUT', path: '/releases/docs/new.txt', body: 'x', headers: { 'user-agent': 'mine' } })).status;
      };
      expect([await ask('mine'), await ask('other'), await ask('mine', 'other')]).toEqual([200, 403, 403]);
      await rgw.own('DELETE', '/releases?policy');
      await rgw.clear(everything);
    }, 60_000);
  });
});
