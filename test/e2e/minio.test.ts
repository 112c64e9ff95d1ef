import { accessPlan, minio, readWritePrefix, renderAccess, writeOnlyUploader, type Grant } from '../../src';
import { MC, MINIO, MinioServer } from './minio';
import { describeWith, isInstalled } from './tools';

const policyOf = (grant: Grant): string => {
  const { users: [{ policies: [{ json }] }] } = renderAccess(accessPlan({ platform: minio({ scope: 'acme-storage' }), users: { dana: { grants: [grant] } } }));
  return json;
};
const uploads = { bucket: 'releases', prefix: 'firmware/' };

/** What the same grants said before the server was found to take the client's word: the twin that each request passes. */
const before = (action: readonly string[], more: object = {}): string => JSON.stringify({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::releases/firmware/*', ...more }],
});

describeWith({ minio: isInstalled(MINIO, '--version'), mc: isInstalled(MC, '--version') })('MinIO, which takes the client\'s word', () => {
  let server: MinioServer;

  beforeAll(async () => {
    server = await MinioServer.start();
    await server.mc('mb', 'root/releases');
    await server.mc('mb', '--with-lock', 'root/locked');
    await server.user('upload', policyOf(writeOnlyUploader({ ...uploads, listing: 'prefix' })));
    await server.user('tagger', policyOf(writeOnlyUploader({ ...uploads, allowTagging: true })));
    await server.user('editor', policyOf(readWritePrefix({ ...uploads, bucket: 'locked', allowDelete: true, objectLock: true })));
    await server.user('before', before(['s3:PutObject']));
    await server.user('address', before(['s3:PutObject'], { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }));
  });
  afterAll(() => server?.stop());

  const put = async (user: string, headers: Record<string, string> = {}, path = 'releases/firmware/a') => (
    (await server.ask(user, { method: 'PUT', path, headers, body: 'x' })).status
  );

  test('an upload passes, elsewhere it does not, and it sets tags only with tagging; before, it always did', async () => {
    const tags = { 'x-amz-tagging': 'team=red' };
    expect([await put('upload'), await put('upload', {}, 'releases/other/a'), await put('upload', tags)]).toEqual([200, 403, 403]);
    expect([await put('tagger', tags), await put('before', tags)]).toEqual([200, 200]);
    expect(await put('upload', { ...tags, requestobjecttagkeys: '' })).toBe(403);
  });

  test('a folder with a name beyond Latin-1 is that folder, and no other', async () => {
    const at = (folder: string) => put('named', {}, `releases/${encodeURIComponent(folder)}/a`);
    await server.user('named', policyOf(writeOnlyUploader({ bucket: 'releases', prefix: '資料-команда/' })));
    expect([await at('資料-команда'), await at('資料-команд'), await at('資科-команда'), await at('??-???????')]).toEqual([200, 403, 403, 403]);
  });

  test('the holder of a key makes itself no other; before, it did', async () => {
    await expect(server.mc('admin', 'user', 'svcacct', 'add', 'upload', 'upload')).rejects.toThrow();
    await expect(server.mc('admin', 'user', 'svcacct', 'add', 'before', 'before')).resolves.toContain('accessKey');
  });

  test('a condition on an address is met by anyone who says so: it is refused', async () => {
    expect([await put('address'), await put('address', { sourceip: '203.0.113.7' })]).toEqual([403, 200]);
    expect(() => policyOf(writeOnlyUploader({ ...uploads, when: { ipRanges: ['203.0.113.0/24'] } }))).toThrow('ForgeableCondition');
  });

  test('a listing below a prefix limits the honest only, as its diagnostic says', async () => {
    await server.ask('root', { method: 'PUT', path: 'releases/secret/a', body: 'x' });
    const list = async (query: string, headers = {}) => (await server.ask('upload', { method: 'GET', path: `releases?list-type=2&${query}`, headers })).status;
    expect([await list('prefix=firmware/'), await list('prefix=secret/')]).toEqual([200, 403]);
    expect(await list('prefix=secret/', { prefix: 'firmware/' })).toBe(200);
  });

  test('object lock alone keeps versions from anyone who may delete objects', async () => {
    expect(await put('editor', {}, 'locked/firmware/a')).toBe(200);
    const forced = await server.ask('editor', { method: 'DELETE', path: 'locked/firmware/a', headers: { 'x-minio-force-delete': 'true' } });
    expect(forced.status).toBeGreaterThanOrEqual(400);
    expect((await server.ask('editor', { method: 'DELETE', path: 'locked/firmware/a' })).status).toBe(204);
  });
});
