import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  accessPlan, aws, denyIpRanges, everyone, existingGroup, existingUser, minio, perUserHomeFolder, readAccess, readOnlyPrefix, relayer,
  renderAccess, writeOnlyUploader, type Platform, type PolicyDocument,
} from '../../src';
import { policyJson } from '../../src/policy/json';
import { Shadow, type Stack as ShadowStack } from '../e2e/shadow-plan';
import { terraform } from '../e2e/terraform';
import { describeWith, isInstalled } from '../e2e/tools';
import { refused } from '../grants/refused';
import { all, counts, kits, only, synth, untemplated, withApp, type Arguments, type Kit, type Stack, type Synthesized } from './kit';

const options = { endpoint: 'https://store.example:9000', region: 'eu-west-1', requestFilter: 'strips-condition-names' } as const;
const platform = minio({ ...options, scope: 'acme-storage' });

const plan = (on: Platform) => accessPlan({
  platform: on,
  users: { auditor: { grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })], guards: [denyIpRanges({ ipRanges: ['203.0.113.0/24'] })], accessKeys: ['1'] } },
  groups: { uploads: { members: ['auditor'], grants: [writeOnlyUploader({ bucket: 'inbox', prefix: '' }), perUserHomeFolder({ bucket: 'inbox', objectLock: true })] } },
  existing: [{ principal: existingGroup('auditors'), members: ['auditor'], grants: [readOnlyPrefix({ bucket: 'logs', prefix: 'audit/' })] }],
  external: [{ grantee: everyone(), grants: [readOnlyPrefix({ bucket: 'inbox', prefix: 'readme/', listing: false })] }],
});

/** One of everything that the admin API or the S3 API is asked for. */
function everything(kit: Kit, stack: Stack, on: Platform = platform): void {
  const dana = new kit.StorageUser(stack, 'dana', { accessKeys: ['2026-05', { generation: '2026-11', status: 'Inactive' }] });
  const staff = new kit.StorageGroup(stack, 'staff', { members: [dana, existingUser('lee')] });
  new kit.GroupMembers(stack, 'more', { group: new kit.StorageGroup(stack, 'others', { membership: 'additive' }), members: [dana] });
  new kit.PerUserHomeFolder(stack, 'homes', { bucket: 'shared', prefix: 'home/', grantee: staff, objectLock: true });
  new kit.WriteOnlyUploader(stack, 'ci-uploader', { bucket: 'releases', prefix: 'firmware/' });
  new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: 'public/', grantee: existingUser('lee') });
  new kit.PublicReadPrefix(stack, 'public', { bucket: 'downloads', prefix: 'public/' });
  new kit.ReadOnlyPrefix(stack, 'readme', { bucket: 'downloads', prefix: 'readme/', listing: false, grantee: everyone() });
  new kit.EnforceHttps(stack, 'https', { on: dana });
  new kit.AccessKey(stack, 'lee-key', { user: existingUser('lee'), generation: '1' });
  new kit.StorageAccess(stack, 'access', { plan: plan(on) });
}

/** What a stack below a StorageProvider synthesizes to, with no provider of AWS anywhere. */
function onMinio(kit: Kit, build: (stack: Stack) => void, on: Platform = platform, more: object = {}): Synthesized {
  return withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    new kit.StorageProvider(stack, 'store', { platform: on, ...more });
    build(stack);
    app.synth();
    return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
  });
}

/** What a stack says when it is built. */
function said(kit: Kit, build: (stack: Stack) => void, on: Platform = platform) {
  return refused(() => onMinio(kit, build, on));
}

const own = ({ '//': _, 'depends_on': __, ...args }: Arguments): Arguments => args;
const argumentsOf = (output: Synthesized) => Object.fromEntries(Object.entries(output.resource ?? {}).map(([type, some]) => (
  [type, Object.fromEntries(Object.entries(some).map(([name, args]) => [name, own(args)]))]
)));

describe.each(kits)('%s', (_engine, kit) => {
  const output = onMinio(kit, (stack) => everything(kit, stack));

  test('the provider is that of MinIO, at the address and in the region of the platform, and there is none of AWS', () => {
    expect(output.provider).toEqual({ minio: [{ minio_server: 'store.example:9000', minio_ssl: true, minio_region: 'eu-west-1' }] });
    expect(output.terraform?.required_providers).toEqual({ minio: { source: 'aminueza/minio', version: '~> 3.0' } });
  });

  test('settings go to the provider as they are, and win; an alias is its own', () => {
    const { provider } = onMinio(kit, (stack) => { new kit.StorageUser(stack, 'dana'); }, minio({ scope: 'acme-storage' }), { alias: 'store', settings: { minio_server: 'localhost:9000', minio_user: '${var.user}' } });
    expect(provider).toEqual({ minio: [{ alias: 'store', minio_server: 'localhost:9000', minio_user: '${var.user}' }] });
  });

  test('the config of the AWS provider is none of MinIO, nor are settings any of AWS', () => {
    expect(refused(() => onMinio(kit, () => undefined, platform, { config: { profile: 'x' } }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining('is given config') });
    expect(refused(() => onMinio(kit, () => undefined, aws(), { settings: { minio_user: 'x' } }))).toMatchObject({ code: 'InvalidPlatform', message: expect.stringContaining('is given settings') });
  });

  test('makes the resources of the admin API, policies attached by name, and never minio_iam_group_policy', () => {
    expect(counts(output)).toBe('minio_iam_group 3, minio_iam_group_membership 2, minio_iam_group_policy_attachment 3, minio_iam_group_user_attachment 2, '
      + 'minio_iam_policy 7, minio_iam_service_account 5, minio_iam_user 3, minio_iam_user_policy_attachment 4, minio_s3_bucket_policy 2');
  });

  test('each resource has the arguments that the provider takes', () => expect(argumentsOf(output)).toMatchSnapshot());

  test('a variable of a policy is escaped for Terraform exactly once', () => {
    const homes = Object.values(all(output, 'minio_iam_policy')).map(({ policy }) => String(policy)).filter((policy) => policy.includes('username'));
    expect(homes).toHaveLength(2);
    for (const policy of homes) {
      expect(policy).toContain('$${aws:username}');
      expect(policy).not.toContain('$$$');
      expect(untemplated(policy)).toContain('/${aws:username}/*');
    }
  });

  test('a suspended key is a disabled service account, and no other is disabled', () => {
    const keys = Object.values(all(output, 'minio_iam_service_account'));
    expect(keys.map(({ disable_user }) => disable_user)).toEqual(expect.arrayContaining([true, undefined]));
    expect(keys.filter((key) => 'disable_user' in key)).toHaveLength(1);
  });

  test('keys, names and policies are handed back as on every platform, and the objects of AWS are refused', () => {
    withApp(kit, (app) => {
      const stack = new kit.TerraformStack(app, 'stack');
      const store = new kit.StorageProvider(stack, 'store', { platform });
      const ci = new kit.WriteOnlyUploader(stack, 'ci-uploader', { bucket: 'releases', prefix: 'firmware/' });
      const guard = new kit.EnforceHttps(stack, 'https', { on: ci.user });
      const key = new kit.AccessKey(stack, 'key', { user: ci.user, generation: '2' });
      const group = new kit.StorageGroup(stack, 'group', { members: [ci.user] });
      const publicRead = new kit.PublicReadPrefix(stack, 'public', { bucket: 'downloads', prefix: 'public/' });
      const access = new kit.StorageAccess(stack, 'access', { plan: plan(platform) });
      new kit.TerraformOutput(stack, 'out', { value: [ci.user.nameText, ci.accessKey.id, ci.accessKey.secret, ci.accessKey.encryptedSecret], sensitive: true });
      const { output: { out } } = JSON.parse(kit.Testing.synth(stack)) as { output: { out: { value: unknown } } };
      expect(out.value).toEqual([
        expect.stringMatching(/^\$\{minio_iam_user\..*\.name\}$/),
        expect.stringMatching(/^\$\{minio_iam_service_account\..*\.access_key\}$/),
        expect.stringMatching(/^\$\{minio_iam_service_account\..*\.secret_key\}$/),
        '',
      ]);
      expect(ci.policies).toEqual([expect.objectContaining({ placement: 'managed', grants: ['WriteOnlyUploader'], name: expect.stringMatching(/^acme-storage\.ci-uploader-[0-9a-f]{8}$/) })]);
      expect(store.provider.metaAttributes).toBeDefined();
      const asked = [
        () => ci.resources, () => ci.user.resources, () => guard.resources, () => group.resources, () => publicRead.resources, () => access.resources,
        () => key.resource, () => store.resource,
      ];
      for (const ask of asked) expect(refused(ask)).toMatchObject({ code: 'NotOfAws', message: expect.stringContaining('this is made on MinIO by another one') });
    });
  });

  test('what is known only at deploy is checked there', () => {
    const deployed = onMinio(kit, (stack) => {
      const variable = (id: string) => new kit.TerraformVariable(stack, id, { type: 'string' }).stringValue;
      new kit.ReadOnlyPrefix(stack, 'read', { bucket: variable('bucket'), prefix: '', grantee: existingUser(variable('user')) });
      new kit.PublicReadPrefix(stack, 'public', { bucket: variable('site'), prefix: '' });
    });
    const conditions = (type: string) => {
      const { precondition } = only(deployed, type).lifecycle as { precondition: Array<{ condition: string }> };
      return precondition.map(({ condition }) => condition);
    };
    expect(conditions('minio_iam_policy')).toEqual([expect.stringContaining('var.bucket'), expect.stringContaining('[A-Za-z0-9+.@_-]{3,64}$", var.user')]);
    expect(conditions('minio_s3_bucket_policy')).toEqual([expect.stringContaining('var.site')]);
  });

  test('all that everyone may do in a bucket is one policy; one of the provider\'s own beside it is refused', () => {
    expect(() => onMinio(kit, (stack) => {
      new kit.PublicReadPrefix(stack, 'public', { bucket: 'downloads', prefix: 'public/' });
      const foreign = new (kit.TerraformResource)(stack, 'foreign', { terraformResourceType: 'minio_s3_bucket_policy', terraformGeneratorMetadata: { providerName: 'minio' } });
      Object.assign(foreign, { bucketInput: 'downloads' });
    })).toThrow('bucket downloads would have 2 policies');
  });

  test.each<readonly [string, (stack: Stack) => unknown, string]>([
    ['a guard on a bucket', (stack) => new kit.EnforceHttps(stack, 'g', { bucket: 'releases' }), 'has no bucket policy that restrains signed-in users'],
    ['a role', (stack) => new kit.StorageRole(stack, 'role', { trust: [] as never }), 'has no roles'],
    ['adopting a user', (stack) => new kit.StorageUser(stack, 'dana', { adopt: true }), "isn't one whose existing users"],
    ['adopting a group', (stack) => new kit.StorageGroup(stack, 'staff', { adopt: true }), "isn't one whose existing users"],
    ['adopting a policy', (stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'b-1', prefix: '', adopt: { name: 'mine', arn: 'arn:aws:iam::111122223333:policy/mine' } }), "isn't one whose existing users"],
    ['a boundary', (stack) => new kit.StorageUser(stack, 'dana', { boundary: [readOnlyPrefix({ bucket: 'b-1', prefix: '' })] }), 'has no permissions boundaries'],
    ['a PGP key', (stack) => new kit.StorageUser(stack, 'dana', { accessKeys: [{ generation: '1', pgpKey: 'keybase:dana' }] }), "can't encrypt a secret"],
    ['a role that exists', (stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'b-1', prefix: '', grantee: { existing: true, kind: 'role', name: 'reader' } }), 'has no roles'],
  ])('refuses %s', (_, build, why) => {
    expect(said(kit, (stack) => { build(stack); })).toMatchObject({ code: 'UnsupportedOnPlatform', message: expect.stringContaining(why) });
  });

  test('Relayer is made by nobody but where the admin API of MinIO is said to work', () => {
    expect(said(kit, (stack) => { new kit.StorageUser(stack, 'dana'); }, relayer())).toMatchObject({
      code: 'UnsupportedOnPlatform', remedy: 'render files and the steps for its console instead: bucket-grants render PLAN --platform relayer --out DIR',
    });
    const known = relayer({ adminApi: 'minio', scope: 'acme-storage', endpoint: 'http://relayer.example' });
    const made = onMinio(kit, (stack) => { new kit.StorageUser(stack, 'dana', { accessKeys: ['1', '2'] }); }, known);
    expect(made.provider).toEqual({ minio: [{ minio_server: 'relayer.example', minio_ssl: false }] });
    expect(counts(made)).toBe('minio_iam_service_account 2, minio_iam_user 1');
    expect(said(kit, (stack) => { new kit.EnforceHttps(stack, 'https', { on: existingUser('lee') }); }, known).code).toBe('HttpsOnHttpEndpoint');
  });

  test('a store of AWS and one of MinIO in one app are apart', () => {
    const both = synth(kit, (stack) => {
      const { Construct } = jest.requireActual<typeof import('constructs')>('constructs');
      const [ours, theirs] = [new Construct(stack, 'ours'), new Construct(stack, 'theirs')];
      new kit.StorageProvider(ours, 'store', { platform, alias: 'minio' });
      new kit.StorageProvider(theirs, 'store', { platform: aws({ region: 'eu-west-1' }), alias: 'aws' });
      new kit.ReadWritePrefix(ours, 'dana', { bucket: 'one', prefix: '' });
      new kit.ReadWritePrefix(theirs, 'dana', { bucket: 'two', prefix: '' });
    });
    expect(counts(both)).toBe('aws_iam_access_key 1, aws_iam_user 1, aws_iam_user_policy 1, minio_iam_policy 1, minio_iam_service_account 1, minio_iam_user 1, minio_iam_user_policy_attachment 1');
    expect([only(both, 'minio_iam_user').provider, only(both, 'aws_iam_user').provider]).toEqual(['minio.minio', 'aws.aws']);
  });

  describeWith({ terraform: isInstalled('terraform', 'version') })('with the real terraform', () => {
    test('it finds the provider and reads the whole configuration', () => {
      const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-minio-'));
      try {
        writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...output, terraform: { required_providers: output.terraform?.required_providers } }));
        const { code, text } = terraform(folder, ['providers']);
        expect([code, text]).toEqual([0, expect.stringContaining('provider[registry.terraform.io/aminueza/minio] ~> 3.0')]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });

    test('every expression comes to what the plan renders without an engine', () => {
      const shadow = new Shadow(output as ShadowStack);
      try {
        const planned = shadow.plan();
        if ('refused' in planned) throw new Error(planned.refused);
        const of = (type: string) => planned.resources.filter((resource) => resource.type === type).map((resource) => resource.arguments);
        const policies = new Map(of('minio_iam_policy').map(({ name, policy }) => [name, policy]));
        expect(of('minio_iam_user_policy_attachment').map(({ user_name, policy_name }) => [user_name, policies.has(policy_name)])).toEqual(
          expect.arrayContaining([['acme-storage.dana', true], ['acme-storage.ci-uploader', true], ['lee', true], ['auditor', true]]),
        );
        expect(of('minio_iam_group_membership').map(({ group, users }) => [group, users])).toEqual(expect.arrayContaining([['acme-storage.staff', ['acme-storage.dana', 'lee']], ['uploads', ['auditor']]]));
        expect(of('minio_iam_group_user_attachment').map(({ group_name, user_name }) => [group_name, user_name])).toEqual(expect.arrayContaining([['acme-storage.others', 'acme-storage.dana'], ['auditors', 'auditor']]));
        const rendered = renderAccess(plan(platform), { scope: 'stack/access' });
        for (const { name, json } of [...rendered.users, ...rendered.groups, ...rendered.existing].flatMap((each) => each.policies)) {
          expect(policies.get(name)).toBe(json);
        }
      } finally {
        shadow.remove();
      }
    });
  });
});

test('what is synthesized reads back as the access that the plan renders', () => {
  const [, kit] = kits[0];
  const output = onMinio(kit, (stack) => { new kit.StorageAccess(stack, 'access', { plan: plan(platform) }); });
  const { users, groups, buckets, unknowns } = readAccess({ ...output });
  const rendered = renderAccess(plan(platform), { scope: 'stack/access' });
  type Documents = ReadonlyArray<{ readonly document?: PolicyDocument }>;
  const texts = (policies: Documents = []) => policies.map(({ document }) => document && policyJson(document));
  expect(unknowns).toEqual([]);
  expect(texts(users.get('auditor')?.policies)).toEqual(rendered.users[0].policies.map(({ json }) => json));
  expect(texts(groups.get('uploads')?.policies)).toEqual(rendered.groups[0].policies.map(({ json }) => json));
  expect(texts(groups.get('auditors')?.policies)).toEqual(rendered.existing[0].policies.map(({ json }) => json));
  expect(users.get('auditor')?.groups).toEqual(['uploads', 'auditors']);
  expect(texts([buckets.get('inbox')?.policy ?? {}])).toEqual([rendered.buckets[0].json]);
});

test('two repositories with one and the same stack share no name but those that the caller gave', () => {
  const [, kit] = kits[0];
  const namesOf = (scope: string) => {
    const on = minio({ ...options, scope });
    const { resource = {} } = onMinio(kit, (stack) => {
      everything(kit, stack, on);
      new kit.StorageUser(stack, 'lou', { name: 'lou' });
    }, on);
    return ['minio_iam_user', 'minio_iam_group', 'minio_iam_policy'].flatMap((type) => Object.values(resource[type]).map(({ name }) => String(name)));
  };
  const [ours, theirs] = [namesOf('acme'), namesOf('acme-storage')];
  expect(ours).toHaveLength(14);
  expect(ours.filter((name) => theirs.includes(name)).sort()).toEqual(['auditor', 'lou', 'uploads']);
});

test('both engines make the same', () => {
  const [one, other] = kits.map(([, kit]) => argumentsOf(onMinio(kit, (stack) => everything(kit, stack))));
  expect(one).toEqual(other);
});

test('guards on somebody are policies of their own', () => {
  const [, kit] = kits[0];
  const output = onMinio(kit, (stack) => {
    const dana = new kit.StorageUser(stack, 'dana');
    new kit.Quarantine(stack, 'quarantine', { on: dana });
    new kit.EnforceHttps(stack, 'https', { on: new kit.StorageGroup(stack, 'staff', { members: [dana] }) });
  });
  expect(counts(output)).toBe('minio_iam_group 1, minio_iam_group_membership 1, minio_iam_group_policy_attachment 1, minio_iam_policy 2, minio_iam_user 1, minio_iam_user_policy_attachment 1');
});
