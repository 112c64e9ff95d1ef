import { accessPlan, aws, decide, everyone, existingUser, minio, readAccess, readOnlyPrefix, relayer, renderAccess, type Platform } from '../../src';
import { refused } from '../grants/refused';
import { platforms } from './platforms';

const grant = (prefix: string) => readOnlyPrefix({ bucket: 'releases', prefix, listing: false });
const render = (platform: Platform, prefix: string) => renderAccess(accessPlan({ platform, users: { dana: { grants: [grant(prefix)], accessKeys: ['1'] } } }));

test.each(['команда/', '資料/', '📦/'])('a folder called %s is taken where the server was seen to take it, and refused everywhere else', (prefix) => {
  for (const platform of [...platforms, relayer({ adminApi: 'minio', scope: 'acme' })]) {
    if (platform.rules === undefined) expect(() => render(platform, 'a/')).not.toThrow();
    if (platform.controlPlane === 'minio') expect(JSON.stringify(render(platform, prefix).users)).toContain(`releases/${prefix}*`);
    else expect([platform.title, refused(() => render(platform, prefix)).code]).toEqual([platform.title, platform.rules === undefined ? 'UnsupportedCharacter' : 'UnsupportedOnPlatform']);
  }
});

test('what it is rendered to is the folder, letter by letter', () => {
  const state = readAccess(render(minio({ scope: 'acme' }), 'команда/'));
  const get = (key: string) => decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: `arn:aws:s3:::releases/${key}` }).allowed;
  expect(['команда/a', 'команды/a', 'komanda/a', '???????/a'].map(get)).toEqual([true, false, false, false]);
});

test('in the policy of a bucket, too', () => {
  const open = (platform: Platform) => renderAccess(accessPlan({ platform, external: [{ grantee: everyone(), grants: [grant('команда/')] }] })).buckets[0].json;
  expect(open(minio({ scope: 'acme' }))).toContain('releases/команда/*');
  expect(refused(() => open(aws()))).toMatchObject({ code: 'UnsupportedCharacter', message: expect.stringContaining('U+043A; a policy document of AWS may hold') });
});

test('names of principals stay what the platform says', () => {
  expect(refused(() => existingUser('команда') && renderAccess(accessPlan({ platform: minio({ scope: 'acme' }), existing: [{ principal: existingUser('команда'), grants: [grant('a/')] }] }))).code).toBe('InvalidName');
});
