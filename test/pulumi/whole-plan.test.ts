import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { parse } from 'yaml';
import { accessPlan, aws, deltaGlider, denyDelete, enforceHttps, existingUser, renderAccess, writeOnlyUploader, type Guard } from '../../src';
import { deployTimeName, StorageAccess, StorageProvider, StorageUser, WriteOnlyUploader } from '../../src/pulumi';
import { proxyFiles } from '../../src/pulumi/proxy-files';
import { declare, outcomeOf, refusal, valueOf } from './mocks';

const proxy = deltaGlider();
const plan = (bucket = 'releases') => accessPlan({
  platform: proxy,
  users: { ci: { grants: [writeOnlyUploader({ bucket, prefix: 'firmware/' })], accessKeys: ['1'] } },
  buckets: { [bucket]: { guards: [denyDelete()] } },
});

test('a plan for DeltaGlider Proxy is a file, letter by letter as without an engine, and no resource', async () => {
  const { result, resources } = await declare(() => {
    const access = new StorageAccess('access', { plan: plan() });
    return { text: access.files.get('access.yaml'), access };
  });
  expect(resources.map(({ type }) => type)).toEqual(['bucket-grants:index:StorageAccess']);
  expect(await valueOf(result.text as pulumi.Output<string>)).toBe(renderAccess(plan()).files?.[0].text);
  expect([result.access.users.size, result.access.groups.size, result.access.roles.size]).toEqual([0, 0, 0]);
  expect(() => result.access.resources).toThrow('NotOfAws');
});

test('a bucket that is an Output is filled in, once it is a name', async () => {
  const { result } = await declare(() => new StorageAccess('access', { plan: plan(deployTimeName(pulumi.output('releases'))) }).files.get('access.yaml'));
  expect(await valueOf(result as pulumi.Output<string>)).toBe(renderAccess(plan()).files?.[0].text);
  // not as a component, whose outputs are registered, so that Pulumi ends the program
  const { result: text } = await declare(() => proxyFiles(plan(deployTimeName(pulumi.output('x", "*')))).get('access.yaml'));
  expect((await outcomeOf(text as pulumi.Output<string>)).error?.code).toBe('InvalidBucketName');
});

test('anyone who names the platform as well names the same', async () => {
  await declare(() => { new StorageAccess('access', { plan: plan(), platform: deltaGlider() }); });
  expect((await refusal(() => { new StorageAccess('access', { plan: plan(), platform: aws() }); })).code).toBe('OutsidePlatform');
});

describe('a plan under a StorageProvider', () => {
  const store = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'http://s3.store.example' };
  type Options = Parameters<typeof aws>[0];
  const access = (declared: Options, planned?: Options, guards: readonly Guard[] = []) => () => {
    const provider = new StorageProvider('store', { platform: aws(declared) });
    const own = accessPlan({
      users: { ci: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: '' })] } },
      ...(guards.length > 0 && { buckets: { releases: { guards } } }),
      ...(planned && { platform: aws(planned) }),
    });
    return new StorageAccess('access', { plan: own }, { provider });
  };

  test.each<[string, Parameters<typeof access>]>([
    ['of the same platform', [store, store]],
    ['that has a region more', [{ ...store, region: 'home-1' }, store]],
    ['that has endpoints more', [store, {}]],
    ['of a region, where the plan names none', [{ region: 'eu-west-1' }]],
    ['of a region in another partition, where the plan names it', [{ region: 'cn-north-1' }, { partition: 'aws-cn' }]],
  ])('%s is made by it', async (_what, given) => {
    const { resources } = await declare(access(...given));
    const made = resources.filter(({ type }) => type.startsWith('aws:'));
    expect(made.map(({ provider }) => provider)).toEqual(made.map(() => 'store'));
  });

  test.each<[string, Parameters<typeof access>]>([
    ['another partition', [{}, { partition: 'aws-cn' }]],
    ['another region', [{ region: 'eu-west-1' }, { region: 'us-east-1' }]],
    ['another endpoint', [store, { ...store, iamEndpoint: 'https://iam.other.example' }]],
    ['an endpoint where the StorageProvider has none', [{}, store]],
  ])('of %s is refused', async (_what, given) => {
    expect((await refusal(access(...given))).code).toBe('PlatformMismatch');
  });

  test('can\'t have a guard that the endpoint of the StorageProvider can\'t have', async () => {
    expect((await refusal(access(store, undefined, [enforceHttps()]))).code).toBe('HttpsOnHttpEndpoint');
  });
});

test('nothing is made by itself, and there is no provider', async () => {
  const builds = [
    () => { new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '', platform: proxy }); },
    () => { new StorageUser('ci', { platform: proxy }); },
    () => { new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '', grantee: existingUser('lee'), platform: proxy }); },
    () => { new StorageProvider('store', { platform: proxy }); },
  ];
  for (const build of builds) expect((await refusal(build)).message).toContain('takes the access of all its users as one file');
});

/** `local.Command` of `@pulumi/command`, with types as wide as that has. */
class Command extends pulumi.CustomResource {
  public declare readonly stdout: pulumi.Output<string>;

  constructor(name: string, args?: CommandArgs, opts?: pulumi.CustomResourceOptions) {
    super('command:local:Command', name, { ...args, stdout: undefined }, opts);
  }
}

interface CommandArgs {
  addPreviousOutputInEnv?: pulumi.Input<boolean>;
  create?: pulumi.Input<string>;
  environment?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
  triggers?: pulumi.Input<unknown[]>;
}

describe('is applied to a running proxy', () => {
  const rest = 'access:\n  access_key_id: "${env:BOOTSTRAP_ID}"\nstorage:\n  default_backend: main\n';
  const apply = { server: 'https://s3.acme.example', config: rest, localCommand: Command };
  const applied = async (bucket: string | pulumi.Output<string>, more: object = {}) => {
    const { resources } = await declare(() => {
      new StorageAccess('access', { plan: plan(typeof bucket === 'string' ? bucket : deployTimeName(bucket)), apply: { ...apply, ...more } });
    });
    return resources.filter(({ type }) => type === 'command:local:Command');
  };
  type Inputs = { readonly create: string; readonly environment: Record<string, string>; readonly triggers: string[] };

  test('by its own command, whose password is written nowhere, and again when the document changes', async () => {
    const [{ name, inputs }] = await applied('releases');
    const { environment, triggers, ...others } = inputs as unknown as Inputs;
    expect([name, others]).toEqual(['access-apply', {
      addPreviousOutputInEnv: false,
      create: 'umask 077; file=$(mktemp) && trap \'rm -f "$file"\' EXIT && printf %s "$PROXY_CONFIG" > "$file" && "$PROXY_COMMAND" config apply "$file" --server "$PROXY_SERVER"',
    }]);
    expect(environment).toEqual({ PROXY_CONFIG: triggers[0], PROXY_SERVER: 'https://s3.acme.example', PROXY_COMMAND: 'deltaglider_proxy' });
    expect(triggers[1]).toBe('https://s3.acme.example');
    const document = parse(triggers[0]) as { access: object; storage: object };
    expect(Object.keys(document.access)).toEqual(['access_key_id', 'iam_mode', 'iam_groups', 'iam_users']);
    expect(document.storage).toEqual({ default_backend: 'main' });
    expect(JSON.stringify(inputs)).not.toContain('PASSWORD');
  });

  test('with the same document where a bucket is an Output, and another command where one is named', async () => {
    const [[plain], [late]] = [await applied('releases'), await applied(pulumi.output('releases'), { command: '/usr/bin/proxy' })].map((all) => all.map(({ inputs }) => inputs as unknown as Inputs));
    expect(late.triggers).toEqual(plain.triggers);
    expect(late.environment.PROXY_COMMAND).toBe('/usr/bin/proxy');
  });

  test('and runs: the document arrives letter by letter', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-proxy-'));
    try {
      const command = join(folder, 'proxy');
      writeFileSync(command, `#!/bin/sh\ncp "$3" '${folder}/applied.yaml'\necho "$1 $2 $4 $5" > '${folder}/asked'\n`);
      chmodSync(command, 0o755);
      const [{ inputs }] = await applied('releases', { command, config: `${rest}advanced:\n  note: "quotes ' and \\" and $HOME and %{x}"\n` });
      const { create, environment } = inputs as unknown as Inputs;
      execFileSync('/bin/sh', ['-c', create], { env: { ...process.env, ...environment } });
      expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('config apply --server https://s3.acme.example\n');
      expect(readFileSync(join(folder, 'applied.yaml'), 'utf8')).toBe(environment.PROXY_CONFIG);
      expect(parse(environment.PROXY_CONFIG)).toMatchObject({ advanced: { note: 'quotes \' and " and $HOME and %{x}' } });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each<readonly [string, object, string, string]>([
    ['no class', { localCommand: undefined }, 'NotInstalled', 'localCommand: local.Command'],
    ['a server that is none', { server: 's3.acme.example' }, 'InvalidPlatform', 'apply.server'],
    ['users', { config: 'access:\n  iam_users: []\n' }, 'InvalidProxyConfig', 'access.iam_users, which the plan says'],
  ])('is refused %s', async (_, more, code, text) => {
    const error = await refusal(() => { new StorageAccess('access', { plan: plan(), apply: { ...apply, ...more } }); });
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
  });

  test('nowhere else', async () => {
    const error = await refusal(() => { new StorageAccess('access', { plan: accessPlan({ platform: aws(), users: { ci: {} } }), apply }); });
    expect(error).toMatchObject({ code: 'InvalidOption', message: expect.stringContaining('option apply is for DeltaGlider Proxy') });
  });
});
