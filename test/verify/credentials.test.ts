import { credentialsFromEnvironment, readCredentials } from '../../src/verify';

const USERS = ['ci-uploader', 'dana'];
const SECRET = 'wJalrXUtnFEMI/K7MDENG';
const key = { accessKeyId: 'AKIA1', secretAccessKey: SECRET };
const read = (json: unknown) => Object.fromEntries(readCredentials(typeof json === 'string' ? json : JSON.stringify(json), 'keys.json', USERS));
const output = (value: unknown) => ({ sensitive: true, type: 'string', value });

test.each<[string, unknown]>([
  ['a file of users and keys', { 'ci-uploader': key }],
  ['snake case, as other tools write them', { 'ci-uploader': { access_key_id: 'AKIA1', secret_access_key: SECRET } }],
  ['terraform output -json, an object', { ci_uploader: output({ id: 'AKIA1', secret: SECRET }) }],
  ['terraform output -json, a map of users', { keys: output({ 'ci-uploader': key }) }],
  ['terraform output -json, two texts', { ci_uploader_access_key_id: output('AKIA1'), ci_uploader_secret_access_key: output(SECRET), other: output('x') }],
  ['terraform show -json', { values: { outputs: { 'ci-uploader-key': output(key) }, root_module: {} } }],
  ['outputs of a state', { version: 4, outputs: { 'ci-uploader': { value: key } }, resources: [] }],
  ['keys that a state holds', { version: 4, outputs: {}, resources: [{ type: 'aws_iam_access_key', name: 'k', instances: [{ attributes: { user: 'ci-uploader', id: 'AKIA1', secret: SECRET, status: 'Active' } }] }] }],
  ['keys below modules', { values: { outputs: {}, root_module: { child_modules: [{ resources: [{ type: 'minio_iam_service_account', values: { target_user: 'ci-uploader', access_key: 'AKIA1', secret_key: SECRET } }] }] } } }],
])('%s', (_, json) => {
  expect(read(json)).toEqual({ 'ci-uploader': key });
});

test('a suspended key is left out', () => {
  const state = (status: string) => ({ outputs: {}, resources: [{ type: 'aws_iam_access_key', instances: [{ attributes: { user: 'dana', id: 'AKIA1', secret: SECRET, status } }] }] });
  expect(read(state('Active'))).toEqual({ dana: key });
  expect(() => read(state('Inactive'))).toThrow(expect.objectContaining({ code: 'InvalidCredentials' }) as Error);
});

test.each<[string, unknown]>([
  ['no JSON', `{ "dana": "${SECRET}`],
  ['a list', [SECRET]],
  ['a text for a key', { dana: SECRET }],
  ['half a key', { dana: { secretAccessKey: SECRET } }],
  ['an empty id', { dana: { accessKeyId: '', secretAccessKey: SECRET } }],
  ['outputs of nobody', { something: output(SECRET) }],
  ['nothing', {}],
])('%s is refused, and nothing that may be a secret is shown', (_, json) => {
  expect(() => read(json)).toThrow(expect.objectContaining({ code: 'InvalidCredentials', message: expect.not.stringContaining(SECRET) as string }) as Error);
});

describe('from the environment', () => {
  test('by the name of the user in capitals', () => {
    const env = { BUCKET_GRANTS_CI_UPLOADER_ACCESS_KEY_ID: 'AKIA1', BUCKET_GRANTS_CI_UPLOADER_SECRET_ACCESS_KEY: SECRET, PATH: 'x' };
    expect(Object.fromEntries(credentialsFromEnvironment(env, USERS))).toEqual({ 'ci-uploader': key });
    expect([...credentialsFromEnvironment({}, USERS)]).toEqual([]);
  });

  test('half a key, and a name that could be that of two users, are refused', () => {
    expect(() => credentialsFromEnvironment({ BUCKET_GRANTS_DANA_ACCESS_KEY_ID: 'AKIA1' }, USERS)).toThrow('only one is set');
    const both = { BUCKET_GRANTS_A_B_ACCESS_KEY_ID: 'AKIA1', BUCKET_GRANTS_A_B_SECRET_ACCESS_KEY: SECRET };
    expect(() => credentialsFromEnvironment(both, ['a.b', 'a-b'])).toThrow('could be that of the user a.b and of the user a-b');
  });
});
