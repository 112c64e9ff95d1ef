import { createHash } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import { aws, kubernetesSecret, secretsManager, ssmParameter, type SecretStore } from '../../src';
import { AccessKey, StorageProvider, StorageUser, StoredAccessKey, WriteOnlyUploader } from '../../src/pulumi';
import { untyped } from '../grants/refused';
import { declare, linesOf, refusal, type Recorded } from './mocks';

const uploads = { bucket: 'releases', prefix: 'firmware/' };
const SECRET = '4dabf18193072939515e22adb298388d';
const version = (...texts: string[]) => parseInt(`1${createHash('sha256').update(texts.join(' ')).digest('hex').slice(0, 7)}`, 16);
const keyId = 'ci-access-key-2026-11-id';

/** What a program registers that stores the newest key of an uploader. */
async function stored(store: SecretStore): Promise<readonly Recorded[]> {
  const { resources } = await declare(() => {
    const ci = new WriteOnlyUploader('ci', { ...uploads, user: { accessKeys: ['2026-05', '2026-11'] } });
    new StoredAccessKey('key', { accessKey: ci.accessKey, store });
  });
  return resources;
}

/** The inputs of the one resource of a type, its secrets unwrapped. */
function inputsOf(resources: readonly Recorded[], type: string, name?: string): Record<string, unknown> {
  const found = resources.filter((each) => each.type === type && (name === undefined || each.name === name));
  expect(found).toHaveLength(1);
  const shown = JSON.stringify(found[0].inputs, (_, value: unknown) => (isSecret(value) ? { secret: value.value } : value));
  return JSON.parse(shown) as Record<string, unknown>;
}

function isSecret(value: unknown): value is { readonly value: unknown } {
  return typeof value === 'object' && value !== null && SECRET in value;
}

test('Secrets Manager holds the newest key as JSON, in an argument that is in no state', async () => {
  const resources = await stored(secretsManager({ name: 'ci/uploader', kmsKeyId: 'alias/ci' }));
  expect(inputsOf(resources, 'aws:secretsmanager/secret:Secret')).toEqual({ name: 'ci/uploader', kmsKeyId: 'alias/ci' });
  expect(inputsOf(resources, 'aws:secretsmanager/secretVersion:SecretVersion')).toEqual({
    secretId: 'key-secret-id',
    secretStringWo: { secret: JSON.stringify({ AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: 'secret of ci-access-key-2026-11' }) },
    secretStringWoVersion: version(keyId, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'),
  });
});

test('the Parameter Store holds two SecureStrings', async () => {
  const resources = await stored(ssmParameter({ path: '/ci/uploader', fields: { id: 'id', secret: 'secret' } }));
  expect(inputsOf(resources, 'aws:ssm/parameter:Parameter', 'key-id')).toEqual({ name: '/ci/uploader/id', type: 'SecureString', valueWo: { secret: keyId }, valueWoVersion: version(keyId) });
  expect(inputsOf(resources, 'aws:ssm/parameter:Parameter', 'key-secret')).toEqual({
    name: '/ci/uploader/secret', type: 'SecureString', valueWo: { secret: 'secret of ci-access-key-2026-11' }, valueWoVersion: version(keyId),
  });
});

test('a Kubernetes Secret needs no Kubernetes package, and its data is secret', async () => {
  const resources = await stored(kubernetesSecret({ name: 'uploader-s3', namespace: 'ci' }));
  expect(inputsOf(resources, 'kubernetes:core/v1:Secret')).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: { name: 'uploader-s3', namespace: 'ci' },
    stringData: { secret: { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: 'secret of ci-access-key-2026-11' } },
  });
});

test('without write-only arguments it is a secret all the same', async () => {
  expect(inputsOf(await stored(secretsManager({ name: 'x', writeOnly: false })), 'aws:secretsmanager/secretVersion:SecretVersion').secretString).toHaveProperty('secret');
  const parameter = inputsOf(await stored(ssmParameter({ path: '/x', writeOnly: false })), 'aws:ssm/parameter:Parameter', 'key-secret');
  expect(parameter).toEqual({ name: '/x/AWS_SECRET_ACCESS_KEY', type: 'SecureString', value: { secret: expect.any(String) } });
});

test('no secret is anywhere in the clear: not in an input, an output, or a log', async () => {
  const written: string[] = [];
  const logs = (['log', 'error', 'warn', 'info'] as const).map((level) => jest.spyOn(console, level).mockImplementation((...texts) => { written.push(texts.join(' ')); }));
  for (const store of [secretsManager({ name: 'x' }), ssmParameter({ path: '/x' }), kubernetesSecret({ name: 'x', namespace: 'y' })]) {
    const resources = await stored(store);
    expect(linesOf(resources).join('\n') + JSON.stringify(resources, (_, value: unknown) => (isSecret(value) ? 'a secret' : value))).not.toContain('secret of ci-access-key');
  }
  for (const log of logs) log.mockRestore();
  expect(written).toEqual([]);
});

const STORES = [secretsManager({ name: 'ci/uploader' }), ssmParameter({ path: '/ci' }), kubernetesSecret({ name: 'ci', namespace: 'ci' })];
test.each(STORES)('a key whose parts are plain texts is stored as one of Outputs: $kind', async (store) => {
  const texts = pulumi.output('a key').apply(() => ({ id: 'AKIAEXAMPLE', secret: 'plain', isEncrypted: false }));
  const inputs = async (accessKey: unknown) => {
    const { resources } = await declare(() => new StoredAccessKey('key', untyped({ accessKey, store })));
    return resources.map(({ type, name, inputs: given }) => [type, name, JSON.stringify(given)]);
  };
  const plain = await inputs({ id: 'AKIAEXAMPLE', secret: 'plain', isEncrypted: false });
  expect(plain).toEqual(await inputs({ id: texts.id, secret: texts.secret, isEncrypted: false }));
});

test('a key that is encrypted is refused, also one of its own', async () => {
  const store = secretsManager({ name: 'x' });
  const pgpKey = 'bm90IGEga2V5';
  expect((await refusal(() => new StoredAccessKey('key', { store, accessKey: new StorageUser('dana', { accessKeys: [{ generation: '1', pgpKey }] }).accessKey }))).code).toBe('EncryptedAccessKey');
  expect((await refusal(() => new StoredAccessKey('key', { store, accessKey: new AccessKey('own', { user: new StorageUser('dana'), generation: '1', pgpKey }) }))).code).toBe('EncryptedAccessKey');
});

test('a platform at endpoints of its own has no store of AWS, unless a provider of AWS is given', async () => {
  const platform = aws({ region: 'eu-west-1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
  const make = (real: boolean) => () => {
    const opts = { provider: new StorageProvider('store', { platform }) };
    const { accessKey } = new WriteOnlyUploader('ci', uploads, opts);
    const given: pulumi.ComponentResourceOptions = real ? { provider: new StorageProvider('real', { platform: aws({ region: 'eu-west-1' }) }) } : opts;
    return new StoredAccessKey('key', { accessKey, store: ssmParameter({ path: '/x' }) }, given);
  };
  expect((await refusal(make(false))).code).toBe('NoSecretStore');
  expect((await declare(make(true))).result.resources.parameters).toHaveLength(2);
});
