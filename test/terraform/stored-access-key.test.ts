import { aws, kubernetesSecret, secretsManager, ssmParameter, type SecretStore } from '../../src';
import { refused } from '../grants/refused';
import { all, kits, lone, only, stackOf, withApp, type Kit, type Synthesized } from './kit';

const uploads = { bucket: 'releases', prefix: 'firmware/' };
const pgpKey = 'bm90IGEga2V5';

/** A program that stores the newest key of an uploader. */
const stored = (kit: Kit, store: SecretStore): Synthesized => withApp(kit, (app) => {
  // cdktn asks whether every version that the program is for knows write-only arguments
  app.node.setContext('targetVersions', { terraform: '>=1.11.0' });
  const stack = stackOf(kit, app);
  // the engines declare the class abstract; generated providers extend it, and this test needs no more of one than its name
  const Provider = kit.TerraformProvider as unknown as new (scope: object, id: string, config: object) => object;
  if (store.kind === 'kubernetesSecret') new Provider(stack, 'kubernetes', { terraformResourceType: 'kubernetes', terraformGeneratorMetadata: { providerName: 'kubernetes' } });
  const ci = new kit.WriteOnlyUploader(stack, 'ci', { ...uploads, user: { accessKeys: ['2026-05', '2026-11'] } });
  new kit.StoredAccessKey(stack, 'key', { accessKey: ci.accessKey, store });
  app.synth();
  return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
});

describe.each(kits)('%s', (_engine, kit) => {
  const keyOf = (output: Synthesized) => {
    const [newest] = Object.keys(all(output, 'aws_iam_access_key')).filter((name) => name.includes('2026-11'));
    return `aws_iam_access_key.${newest}`;
  };

  test('Secrets Manager holds the newest key as JSON, in an argument that is in no state', () => {
    const output = stored(kit, secretsManager({ name: 'ci/uploader', kmsKeyId: 'alias/ci' }));
    const key = keyOf(output);
    expect(only(output, 'aws_secretsmanager_secret')).toMatchObject({ name: 'ci/uploader', kms_key_id: 'alias/ci' });
    const version = only(output, 'aws_secretsmanager_secret_version');
    expect(version).toEqual(expect.objectContaining({
      secret_id: expect.stringMatching(/^\$\{aws_secretsmanager_secret\.key_Secret_\w+\.id\}$/),
      secret_string_wo: `\${jsonencode({"AWS_ACCESS_KEY_ID" = ${key}.id, "AWS_SECRET_ACCESS_KEY" = ${key}.secret})}`,
      secret_string_wo_version: `\${parseint(join("", ["1", substr(sha256(join(" ", [${key}.id, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])), 0, 7)]), 16)}`,
    }));
    expect(Object.keys(version)).not.toContain('secret_string');
  });

  test('the Parameter Store holds two SecureStrings', () => {
    const output = stored(kit, ssmParameter({ path: '/ci/uploader', fields: { id: 'id', secret: 'secret' } }));
    const key = keyOf(output);
    const version = `\${parseint(join("", ["1", substr(sha256(${key}.id), 0, 7)]), 16)}`;
    const parameters = Object.values(all(output, 'aws_ssm_parameter'));
    expect(parameters).toEqual([
      expect.objectContaining({ name: '/ci/uploader/id', type: 'SecureString', value_wo: `\${${key}.id}`, value_wo_version: version }),
      expect.objectContaining({ name: '/ci/uploader/secret', type: 'SecureString', value_wo: `\${${key}.secret}`, value_wo_version: version }),
    ]);
    for (const parameter of parameters) expect(Object.keys(parameter)).not.toEqual(expect.arrayContaining(['value']));
  });

  test('a Kubernetes Secret needs no Kubernetes package', () => {
    const output = stored(kit, kubernetesSecret({ name: 'uploader-s3', namespace: 'ci' }));
    const key = keyOf(output);
    const secret = only(output, 'kubernetes_secret_v1');
    expect(secret).toEqual(expect.objectContaining({
      metadata: [{ name: 'uploader-s3', namespace: 'ci' }],
      type: 'Opaque',
      data_wo: { AWS_ACCESS_KEY_ID: `\${${key}.id}`, AWS_SECRET_ACCESS_KEY: `\${${key}.secret}` },
      data_wo_revision: expect.stringContaining('parseint('),
    }));
    expect(Object.keys(secret)).not.toContain('data');
  });

  test.each<[string, SecretStore, string, string]>([
    ['Secrets Manager', secretsManager({ name: 'x', writeOnly: false }), 'aws_secretsmanager_secret_version', 'secret_string'],
    ['Kubernetes', kubernetesSecret({ name: 'x', namespace: 'y', writeOnly: false }), 'kubernetes_secret_v1', 'data'],
  ])('%s without write-only arguments, for older versions', (_, store, type, argument) => {
    const args = only(stored(kit, store), type);
    expect(Object.keys(args)).toContain(argument);
    expect(JSON.stringify(args)).not.toContain('_wo');
  });

  test('the secret goes nowhere but to the argument that is made for it', () => {
    const homes = [['secret_string_wo', secretsManager({ name: 'x' })], ['value_wo', ssmParameter({ path: '/x' })], ['data_wo', kubernetesSecret({ name: 'x', namespace: 'y' })]] as const;
    for (const [home, store] of homes) {
      const output = stored(kit, store);
      expect(output).not.toHaveProperty('output');
      const places: string[] = [];
      JSON.stringify(output, function visit(this: unknown, name: string, value: unknown) {
        if (typeof value === 'string' && /aws_iam_access_key\.[\w-]+\.(secret|ses_smtp_password_v4)\b/.test(value)) places.push(name);
        return value;
      });
      expect(places).toEqual([home === 'data_wo' ? 'AWS_SECRET_ACCESS_KEY' : home]);
    }
  });

  test('a key that is encrypted is refused, also one of its own', () => {
    const store = secretsManager({ name: 'x' });
    const encrypted = () => lone(kit, (stack) => new kit.StoredAccessKey(stack, 'key', {
      accessKey: new kit.StorageUser(stack, 'dana', { accessKeys: [{ generation: '1', pgpKey }] }).accessKey, store,
    }));
    const own = (key?: string) => lone(kit, (stack) => new kit.StoredAccessKey(stack, 'key', {
      accessKey: new kit.AccessKey(stack, 'own', { user: new kit.StorageUser(stack, 'dana'), generation: '1', ...(key && { pgpKey: key }) }), store,
    }));
    expect(refused(encrypted).code).toBe('EncryptedAccessKey');
    expect(refused(() => own(pgpKey)).code).toBe('EncryptedAccessKey');
    expect(own().resources.secretVersion).toBeDefined();
  });

  test('a platform at endpoints of its own has no store of AWS, unless a provider of AWS is named', () => {
    const platform = aws({ region: 'eu-west-1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' });
    const make = (named: boolean, store: SecretStore) => lone(kit, (stack) => {
      new kit.StorageProvider(stack, 'store', { platform, alias: 'store' });
      const provider = named ? new kit.AwsProvider(stack, 'real', { region: 'eu-west-1', alias: 'real' }) : undefined;
      const { accessKey } = new kit.WriteOnlyUploader(stack, 'ci', uploads);
      return new kit.StoredAccessKey(stack, 'key', { accessKey, store, ...(provider && { provider }) });
    });
    expect(refused(() => make(false, secretsManager({ name: 'x' }))).code).toBe('NoSecretStore');
    expect(refused(() => make(false, ssmParameter({ path: '/x' }))).code).toBe('NoSecretStore');
    expect(make(true, ssmParameter({ path: '/x' })).resources.parameters).toHaveLength(2);
    expect(make(false, kubernetesSecret({ name: 'x', namespace: 'y' })).resources.kubernetesSecret).toBeDefined();
  });
});

test.each<[string, () => unknown]>([
  ['a name with a space', () => secretsManager({ name: 'a b' })], ['no name', () => secretsManager({ name: '' })],
  ['a path that is none', () => ssmParameter({ path: 'ci' })], ['a path with a slash at its end', () => ssmParameter({ path: '/ci/' })],
  ['a path of AWS', () => ssmParameter({ path: '/aws/ci' })], ['a Secret with capitals', () => kubernetesSecret({ name: 'CI', namespace: 'ci' })],
  ['a namespace with a dot', () => kubernetesSecret({ name: 'ci', namespace: 'a.b' })],
  ['a field with an expression', () => secretsManager({ name: 'x', fields: { id: '${id}', secret: 's' } })],
  ['two fields of one name', () => secretsManager({ name: 'x', fields: { id: 's', secret: 's' } })],
])('a store of %s is refused', (_, make) => {
  expect(refused(make).code).toBe('InvalidSecretStore');
});
