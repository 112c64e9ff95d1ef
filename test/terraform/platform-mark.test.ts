import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Construct } from 'constructs';
import {
  accessPlan, activeScale, aws, cephRgw, decide, deltaGlider, lintAccess, minio, readAccess, relayer, selectel, writeOnlyUploader,
  readOnlyPrefix, type AccessState, type Platform,
} from '../../src';
import { readAccessFile } from '../../src/files';
import { customPlatform, differently, type CustomProfile } from '../../src/platforms';
import { recipeOf } from '../../src/platforms/recipe';
import { checkAllows, checkDenies } from '../../src/testing';
import { talk } from '../cli/talk';
import { terraform } from '../e2e/terraform';
import { describeWith, isInstalled } from '../e2e/tools';
import { refused } from '../grants/refused';
import { kits, withApp, type Kit, type Stack } from './kit';

const store = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };

/** Platforms that are reached by a provider, and one whose profile has no limits. */
const PLATFORMS: ReadonlyArray<readonly [string, Platform]> = [
  activeScale({ version: '7.0', ...store }),
  activeScale({ version: '7.1', ...store, conditionKeys: ['aws:RequestedRegion'], deleteAccessKey: true }),
  cephRgw({ endpoint: 'https://rgw.store.example', region: 'eu' }),
  minio({ scope: 'acme-storage' }),
  minio({ scope: 'acme-storage', endpoint: 'https://minio.store.example:9000', region: 'eu' }),
  relayer({ adminApi: 'minio', scope: 'acme-storage', endpoint: 'https://relayer.example' }),
  selectel({
    pool: 'ru-1',
    project: '1a2b3c4d5e6f',
    managers: ['deployer'],
    confirmed: { principal: '{name}', actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], operators: ['StringLike'] },
  }),
  customPlatform({
    name: 'acme-store',
    title: 'Acme Store',
    ...store,
    deleteAccessKey: true,
    policies: 'aws',
    limits: {
      user: { inlineSize: 2048 }, group: { inlineSize: 5120 }, groupsPerUser: Infinity, accessKeysPerUser: Infinity, bucketPolicySize: 20480,
    },
    features: ['bucketGuards', 'principalGuards'],
  }),
].map((platform) => [platform.title, platform]);

/** A stack with one user, whose provider is declared for a platform and goes there. */
const stackOn = (mark: unknown, { controlPlane, endpoints }: Pick<Platform, 'controlPlane' | 'endpoints'>, more: object = {}) => {
  const name = controlPlane === 'minio' ? 'minio' : 'aws';
  return { provider: { [name]: [{ 'endpoints': [endpoints], '//': { 'bucket-grants': mark } }] }, resource: { aws_iam_user: { dana: { name: 'dana', provider: name } }, ...more } };
};

type Json = Readonly<Record<string, unknown>>;
type Providers = Readonly<Record<string, readonly Json[]>>;

/** What a stack synthesizes to, comments and all. */
function synthesized(kit: Kit, build: (stack: Stack) => void): Json {
  return withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    build(stack);
    app.synth();
    return JSON.parse(JSON.stringify(stack.toTerraform())) as Json;
  });
}

const plan = accessPlan({
  users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: '' })] }, 'dana': { grants: [readOnlyPrefix({ bucket: 'releases', prefix: 'a/', listing: false })] } },
});

/** Makes the plan below a StorageProvider. */
function make(kit: Kit, stack: Stack, platform: Platform, alias?: string): void {
  const scope = new Construct(stack, alias ?? 'access');
  new kit.StorageProvider(scope, 'store', { platform, alias });
  const variable = (id: string) => new kit.TerraformVariable(scope, id, { type: 'string', sensitive: true }).stringValue;
  new kit.StorageAccess(scope, 'access', { plan: { ...plan, platform }, ...(platform.selectel && { passwords: { 'ci-uploader': variable('ci'), 'dana': variable('dana') } }) });
}

const made = (kit: Kit, platform: Platform): Json => synthesized(kit, (stack) => make(kit, stack, platform));
const providersOf = ({ provider }: Json) => Object.values(provider as Providers).flat();
const VERSION: Parameters<typeof decide>[1] = { principal: { user: 'dana' }, action: 's3:GetObjectVersion', resource: 'releases/a/x' };
const told = ({ platform, unknowns }: AccessState) => [platform?.title, unknowns.map(({ reason }) => reason)];

test.each(PLATFORMS)('%s can be made again from its mark, exactly', (_, platform) => {
  const mark = JSON.parse(JSON.stringify(recipeOf(platform))) as unknown;
  const state = readAccess(stackOn(mark, platform));
  expect(state.platform).toEqual(platform);
  expect(state.unknowns).toEqual([]);
});

describe.each(kits)('%s', (_engine, kit) => {
  test.each(PLATFORMS)('a stack for %s says so in a comment of its provider, and is judged by its rules', (_, platform) => {
    const output = made(kit, platform);
    expect(providersOf(output).filter((provider) => '//' in provider).map((provider) => provider['//'])).toEqual([{ 'bucket-grants': recipeOf(platform) }]);
    const state = readAccess(output);
    expect(state.platform).toEqual(platform);
    expect(decide(state, VERSION).effect).toBe(decide(readAccess({ ...plan, platform }), VERSION).effect);
  });

  test.each([['AWS', aws({ region: 'eu-west-1' })], ['AWS in China', aws({ partition: 'aws-cn', region: 'cn-north-1' })], ['an address of one\'s own', aws(store)]])('a stack for %s says nothing', (_, platform) => {
    const output = made(kit, platform);
    expect(JSON.stringify(output)).not.toContain('bucket-grants');
    expect(providersOf(output).some((provider) => '//' in provider)).toBe(false);
    expect(readAccess(output).platform).toBeUndefined();
  });

  test('what is known only at deploy has no place in it', () => {
    const output = synthesized(kit, (stack) => {
      const project = new kit.TerraformVariable(stack, 'project', { type: 'string' }).stringValue;
      make(kit, stack, selectel({ pool: 'ru-1', project, managers: ['deployer'], confirmed: { principal: '{name}', actions: ['s3:GetObject', 's3:PutObject'] } }));
    });
    expect(JSON.stringify(providersOf(output).map((provider) => provider['//']))).not.toContain('${');
    expect(told(readAccess(output))).toEqual(['Selectel S3', []]);
  });

  test('lint says nothing of a manager who is known only at deploy', () => {
    const found = (manages: boolean) => {
      const output = synthesized(kit, (stack) => {
        const manager = new kit.TerraformVariable(stack, 'manager', { type: 'string' }).stringValue;
        make(kit, stack, selectel({ pool: 'ru-1', project: 'x', managers: manages ? [manager] : [manager, 'other'], confirmed: { principal: '{name}', actions: ['s3:GetObject', 's3:PutObject'] } }));
      });
      const text = JSON.stringify(output).replaceAll(/,\\"other\\"/g, '');
      return lintAccess(readAccess(JSON.parse(text) as Json, { variables: { manager: 'deployer' } })).filter(({ code }) => code.startsWith('Platform')).map(({ reason }) => reason);
    };
    expect(found(true)).toEqual([]);
    expect(found(false)).toEqual([expect.stringContaining("this one doesn't allow other everything")]);
  });

  test('what the reader is told wins', () => {
    const output = made(kit, minio({ scope: 'acme-storage' }));
    expect(decide(readAccess(output), VERSION).effect).toBe('allow');
    const state = readAccess(output, { platform: aws() });
    expect([state.platform?.title, decide(state, VERSION).effect]).toEqual(['AWS', 'implicitDeny']);
    expect(readAccess(output, { platform: cephRgw({ endpoint: 'https://rgw.store.example' }) }).platform?.title).toBe('Ceph RGW');
  });

  test('tests of a stack follow its platform', () => {
    withApp(kit, (app) => {
      const [ours, theirs] = [minio({ scope: 'acme-storage' }), aws({ region: 'eu-west-1' })].map((platform, index) => {
        const stack = new kit.TerraformStack(app, `stack-${index}`);
        make(kit, stack, platform);
        return stack;
      });
      const request = { user: 'dana', action: 's3:GetObjectVersion', resource: 'releases/a/x' };
      expect([checkAllows(ours, request).ok, checkDenies(theirs, request).ok]).toEqual([true, true]);
    });
  });

  test('two platforms in one stack: judged by the rules of AWS, and told, unless one is named', () => {
    const output = synthesized(kit, (stack) => {
      make(kit, stack, activeScale({ version: '7.1', ...store }), 'first');
      make(kit, stack, cephRgw({ endpoint: 'https://rgw.store.example' }), 'second');
    });
    expect(told(readAccess(output))).toEqual([undefined, [expect.stringMatching(/declared for ActiveScale 7.1, and aws_iam_.* for Ceph RGW; all is judged by the rules of AWS/)]]);
    expect(told(readAccess(output, { platform: aws() }))).toEqual(['AWS', []]);
  });

  test('one platform, and resources of a provider that says nothing: told', () => {
    const output = synthesized(kit, (stack) => {
      make(kit, stack, activeScale({ version: '7.1', ...store }), 'first');
      make(kit, stack, aws({ region: 'eu-west-1' }), 'second');
    });
    expect(told(readAccess(output))).toEqual([undefined, [expect.stringContaining('for AWS, or for a platform that it doesn\'t tell')]]);
  });

  test('buckets may be of another provider', () => {
    const output = synthesized(kit, (stack) => {
      make(kit, stack, minio({ scope: 'acme-storage' }));
      new kit.AwsProvider(stack, 'aws', { region: 'eu-west-1' });
      new kit.S3Bucket(stack, 'releases', { bucket: 'releases' });
    });
    expect(told(readAccess(output))).toEqual(['MinIO', []]);
  });

  test('an app of several stacks for one kind of store', () => {
    withApp(kit, (app) => {
      for (const env of ['dev', 'prod']) make(kit, new kit.TerraformStack(app, env), cephRgw({ endpoint: `https://rgw.${env}.example` }));
      app.synth();
      expect(told(readAccessFile(app.outdir))).toEqual(['Ceph RGW', []]);
    });
  });

  test('in HCL, which has other comments, it isn\'t there', () => {
    for (const platform of [minio({ scope: 'acme-storage' }), activeScale({ version: '7.1', ...store })]) {
      const text = withApp(kit, (app) => {
        const stack = new kit.TerraformStack(app, 'stack');
        make(kit, stack, platform);
        return kit.Testing.synthHcl(stack);
      });
      expect(text).toContain('provider "');
      expect(text).not.toContain('bucket-grants');
    }
  });

  test('the command line follows it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-mark-'));
    try {
      writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(made(kit, minio({ scope: 'acme-storage' }))));
      const explain = async (...more: string[]) => (await talk(['explain', folder, '--user', 'dana', '--action', 's3:GetObjectVersion', '--resource', 'releases/a/x', ...more])).out.split(':')[0];
      expect([await explain(), await explain('--platform', 'aws')]).toEqual(['ALLOWED', 'DENIED (nothing allows it)']);
      expect((await talk(['lint', folder])).out).toBe((await talk(['lint', folder, '--platform', 'minio'])).out);
      expect((await talk(['lint', folder, '--platform', 'delta-glider'])).out).toContain('DeltaGlider Proxy');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test.each<readonly [string, unknown]>([
  ['a platform of a later version', { platform: 'garage', options: {} }],
  ['a version that is none', { platform: 'activeScale', options: { version: '99', ...store } }],
  ['no options', { platform: 'activeScale' }],
  ['options of another type', { platform: 'selectel', options: { pool: 'ru-1', project: 'x', managers: ['x'], confirmed: { principal: 1 } } }],
  ['no text', { platform: { toString: 1, valueOf: 1 } }], ['a list for a text', { platform: ['minio'] }],
  ['__proto__', { platform: 'customPlatform', options: JSON.parse('{"__proto__":{"name":"acme"}}') as unknown }],
  ['another text', 'minio'], ['a list', []], ['nothing', null], ['a number', 7], ['an inherited name', { platform: 'constructor' }],
])('a mark that isn\'t understood is told of, unless the platform is named: %s', (_, mark) => {
  const source = { provider: { aws: [{ 'alias': 'store', '//': { 'bucket-grants': mark } }] }, resource: { aws_iam_user: { dana: { name: 'dana', provider: 'aws.store' } } } };
  expect(readAccess(source).platform).toBeUndefined();
  expect(readAccess(source).unknowns).toEqual([{ where: 'provider.aws.store', reason: expect.stringContaining('this version of the package can\'t make') }]);
  expect(told(readAccess(source, { platform: minio({ scope: 'acme-storage' }) }))).toEqual(['MinIO', []]);
});

test('a mark that nests without end is refused with its source', () => {
  const options: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
  const source = { provider: { aws: [{ 'alias': 'store', '//': { 'bucket-grants': { platform: 'minio', options } } }] }, resource: {} };
  expect(() => readAccess(source)).toThrow('nests values deeper');
});

const everyone = (bucket: string, provider: string) => ({
  bucket, provider, policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` }] }),
});
const acme = (more: Partial<CustomProfile> = {}) => customPlatform({
  name: 'acme-store',
  title: 'Acme Store',
  ...store,
  limits: { user: { inlineSize: 2048 }, bucketPolicySize: 20480 },
  ...more,
});

describe('a mark that isn\'t true of its provider is told of, and what goes to AWS is judged as AWS judges', () => {
  const nobody = acme({ policies: { bucketPolicies: differently('none', 'a test says so') } });
  const onAws = { iamEndpoint: 'https://iam.amazonaws.com', s3Endpoint: 'https://s3.eu-west-1.amazonaws.com' };
  const reads = (state: AccessState) => decide(state, { principal: 'anonymous', action: 's3:GetObject', resource: 'releases/x' }).effect;
  const stack = (platform: Platform, provider: Json, type = 'aws') => readAccess({
    provider: { [type]: [{ ...provider, '//': { 'bucket-grants': recipeOf(platform) } }] }, resource: { aws_s3_bucket_policy: { p: everyone('releases', type) } },
  });

  test('one that is true is followed', () => {
    const state = stack(nobody, { endpoints: { iam: store.iamEndpoint, s3: store.s3Endpoint } });
    expect([...told(state), reads(state)]).toEqual(['Acme Store', [], 'implicitDeny']);
  });

  test.each<readonly [string, Platform, Json] | readonly [string, Platform, Json, string]>([
    ['no endpoints', nobody, {}],
    ['one of two endpoints', nobody, { endpoints: [{ s3: store.s3Endpoint }] }],
    ['other endpoints', nobody, { endpoints: [{ iam: store.iamEndpoint, s3: 'https://s3.eu-west-1.amazonaws.com' }] }],
    ['the endpoints of AWS', acme({ ...onAws, policies: { bucketPolicies: differently('none', 'a test says so') } }), { endpoints: [{ iam: onAws.iamEndpoint, s3: onAws.s3Endpoint }] }],
    ['the provider of AWS for MinIO', minio({ scope: 'acme-storage' }), {}],
    ['the provider of AWS for MinIO at an endpoint', minio({ scope: 'acme-storage', endpoint: 'https://minio.example' }), { endpoints: [{ s3: 'https://minio.example' }] }],
    ['a platform that no provider reaches', deltaGlider(), {}],
    ['the provider of MinIO for another platform', nobody, {}, 'minio'],
  ])('%s', (_, platform, provider, type = 'aws') => {
    const state = stack(platform, provider, type);
    expect([...told(state), reads(state)]).toEqual([undefined, [expect.stringContaining('whose endpoints it doesn\'t have; all is judged by the rules of AWS')], 'allow']);
  });
});

test('two platforms of one name that judge otherwise are two', () => {
  const [one, other] = [acme({ policies: { bucketPolicies: differently('none', 'a test says so') } }), acme()].map((platform, index) => (
    { 'alias': `store${index}`, 'endpoints': [{ iam: store.iamEndpoint, s3: store.s3Endpoint }], '//': { 'bucket-grants': recipeOf(platform) } }
  ));
  const state = readAccess({
    provider: { aws: [one, other] }, resource: { aws_s3_bucket_policy: { p: everyone('releases', 'aws.store0'), q: everyone('website', 'aws.store1') } },
  });
  expect(told(state)).toEqual([undefined, [expect.stringContaining('for Acme Store with other options; all is judged by the rules of AWS')]]);
});

test('two projects of Selectel are one platform, of which nobody manages all', () => {
  const providers = ['one', 'two'].map((project) => {
    const platform = selectel({ pool: 'ru-1', project, managers: [`${project}-id`], confirmed: { principal: '{name}', actions: ['s3:GetObject'] } });
    return { 'alias': project, 'endpoints': [platform.endpoints], '//': { 'bucket-grants': recipeOf(platform) } };
  });
  const policies = { p: everyone('releases', 'aws.one'), q: everyone('website', 'aws.two') };
  const state = readAccess({ provider: { aws: providers }, resource: { aws_s3_bucket_policy: policies } });
  expect([...told(state), state.platform?.selectel]).toEqual(['Selectel S3', [], undefined]);
  expect(readAccess({ provider: { aws: providers }, resource: { aws_s3_bucket_policy: { p: policies.p } } }).platform?.selectel?.managers).toEqual(['one-id']);
});

test('a mark holds the options of its function and nothing that a program has beside them in the same object', () => {
  const more = { accessKey: 'AKIAEXAMPLE', secretKey: 'hunter2' };
  const confirmed = { principal: '{id}', actions: ['s3:GetObject'] };
  const selected = { pool: 'ru-1', project: 'x', managers: ['x'] };
  const all = [
    () => activeScale({ version: '7.1', ...store, ...more }), () => cephRgw({ endpoint: store.s3Endpoint, ...more }),
    () => minio({ scope: 'acme-storage', endpoint: store.s3Endpoint, ...more }), () => relayer({ endpoint: store.s3Endpoint, ...more }),
    () => deltaGlider({ s3Endpoint: store.s3Endpoint, ...more }), () => selectel({ ...selected, ...more, confirmed }),
    () => selectel({ ...selected, confirmed: { ...confirmed, ...more } }),
  ];
  const errors = all.map(refused);
  // such an object makes no platform, and what it holds isn't known either
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['InvalidPlatform']));
  expect(errors.filter(({ message }) => /AKIAEXAMPLE|hunter2/.test(message))).toEqual([]);
});

test('lint reads a stack for the platform that it was declared for', () => {
  const statement = { Effect: 'Allow', NotAction: 's3:Delete*', Resource: 'arn:aws:s3:::releases/*' };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const ceph = cephRgw({ endpoint: 'https://rgw.store.example' });
  const stack = (mark: object) => ({ provider: { aws: [{ endpoints: [ceph.endpoints], ...mark }] }, resource: { aws_iam_user_policy: { p: { user: 'dana', name: 'p', policy } } } });
  const rejected = (mark: object) => lintAccess(readAccess(stack(mark))).filter(({ code }) => code.startsWith('Platform')).map(({ code }) => code);
  expect(rejected({ '//': { 'bucket-grants': recipeOf(ceph) } })).not.toEqual([]);
  expect(rejected({})).toEqual([]);
});

describeWith({ 'terraform on the PATH': isInstalled('terraform', 'version') })('the real terraform', () => {
  test('takes the comment in the block of a provider, and nothing else that it doesn\'t know', () => {
    const validated = (key: string) => {
      const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-mark-'));
      try {
        // of the providers only the built-in one is there without a network; it has no arguments
        const block = { [key]: { 'bucket-grants': recipeOf(PLATFORMS[1][1]) } };
        writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ provider: { terraform: [block] }, resource: { terraform_data: { x: { input: 'x' } } } }));
        terraform(folder, ['init', '-no-color']);
        return terraform(folder, ['validate', '-no-color']);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };
    expect(validated('//')).toMatchObject({ code: 0, text: expect.stringContaining('The configuration is valid') });
    expect(validated('/')).toMatchObject({ code: 1 });
  });
});
