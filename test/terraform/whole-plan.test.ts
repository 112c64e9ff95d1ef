import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  accessPlan, allowOnlyIpRanges, aws, deltaGlider, denyDelete, existingUser, perUserHomeFolder, publicReadPrefix, readOnlyPrefix, renderAccess,
  selectel, writeOnlyUploader, type AccessPlan, type Platform,
} from '../../src';
import type { SelectelOptions } from '../../src/entries/platform';
import { terraform, terraformOk } from '../e2e/terraform';
import { describeWith, isInstalled } from '../e2e/tools';
import { refused, untyped } from '../grants/refused';
import { selectelStore as store } from '../platforms/selectel-store';
import { all, counts, kits, only, policyOf, withApp, type Kit, type Stack, type Synthesized } from './kit';

const proxy = deltaGlider();

const planOn = (platform: Platform, bucket = 'releases'): AccessPlan => accessPlan({
  platform,
  users: { ci: { grants: [writeOnlyUploader({ bucket, prefix: 'firmware/' })], accessKeys: ['1', '2026-11'] }, dana: { accessKeys: ['1'] } },
  groups: { people: { members: ['dana'], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
  buckets: { [bucket]: { guards: [denyDelete()] } },
});

/** What a stack below a StorageProvider synthesizes to, with no other provider. */
function synth(kit: Kit, platform: Platform, build: (stack: Stack) => void, more: object = {}): Synthesized {
  return withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    new kit.StorageProvider(stack, 'store', { platform, ...more });
    build(stack);
    app.synth();
    return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
  });
}

const password = (kit: Kit, stack: Stack, id: string) => new kit.TerraformVariable(stack, id, { type: 'string', sensitive: true }).stringValue;
const REST = 'access:\n  access_key_id: "${env:BOOTSTRAP_ID}"\nstorage:\n  default_backend: main\n  buckets:\n    downloads:\n      quota_bytes: 10\n';

describe.each(kits)('%s', (_engine, kit) => {
  describe('DeltaGlider Proxy', () => {
    test('gets its file as what a terraform_data holds, with every ${ doubled once, and no provider', () => {
      const output = synth(kit, proxy, (stack) => {
        const access = new kit.StorageAccess(stack, 'access', { plan: planOn(proxy) });
        expect([...access.files.keys()]).toEqual(['access.yaml']);
        expect([access.users.size, access.groups.size]).toEqual([0, 0]);
        expect(refused(() => access.resources).code).toBe('NotOfAws');
      });
      expect(output.provider).toBeUndefined();
      expect(counts(output)).toBe('terraform_data 1');
      const text = String(only(output, 'terraform_data').input);
      expect(text).toContain('"$${env:CI_1_KEY_ID}"');
      expect(text.replaceAll('$${', '${')).toBe(renderAccess(planOn(proxy)).files?.[0].text);
    });

    test('is applied by its own command, whose password is written nowhere', () => {
      const output = synth(kit, proxy, (stack) => {
        new kit.StorageAccess(stack, 'access', { plan: planOn(proxy), apply: { server: 'https://s3.acme.example', config: REST } });
      });
      const apply = Object.values(all(output, 'terraform_data')).find((resource) => 'provisioner' in resource) as { triggers_replace: string[]; provisioner: unknown };
      expect(apply.triggers_replace[1]).toBe('https://s3.acme.example');
      expect(apply.provisioner).toEqual([{
        'local-exec': {
          command: 'umask 077; file=$(mktemp) && trap \'rm -f "$file"\' EXIT && printf %s "$PROXY_CONFIG" > "$file" && "$PROXY_COMMAND" config apply "$file" --server "$PROXY_SERVER"',
          environment: { PROXY_CONFIG: '${self.triggers_replace[0]}', PROXY_SERVER: '${self.triggers_replace[1]}', PROXY_COMMAND: 'deltaglider_proxy' },
        },
      }]);
      const document = parse(apply.triggers_replace[0].replaceAll('$${', '${')) as { access: object; storage: object };
      expect(Object.keys(document.access)).toEqual(['access_key_id', 'iam_mode', 'iam_groups', 'iam_users']);
      expect(document.storage).toEqual({ default_backend: 'main', buckets: { downloads: { quota_bytes: 10 } } });
      expect(JSON.stringify(output)).not.toContain('PASSWORD');
    });

    test.each<readonly [string, string, string]>([
      ['nothing', '', 'set to its default'],
      ['no sections', '[]', 'set to its default'],
      ['no YAML', 'a: [', 'it is not YAML'],
      ['users', 'access:\n  iam_users: []\n', 'it has access.iam_users, which the plan says'],
      ['a public bucket', 'storage:\n  buckets:\n    downloads:\n      public: true\n', 'makes something of bucket downloads public'],
      ['a list for a section', 'access: []\n', 'access is not a section'],
    ])('isn\'t given %s for the rest of its configuration', (_, config, text) => {
      const error = refused(() => synth(kit, proxy, (stack) => { new kit.StorageAccess(stack, 'access', { plan: planOn(proxy), apply: { server: 'https://s3.acme.example', config } }); }));
      expect(error.code).toBe('InvalidProxyConfig');
      expect(error.message).toContain(text);
    });

    test('what is public goes into the section of its bucket', () => {
      const plan = accessPlan({ platform: proxy, users: { ci: { accessKeys: ['1'] } }, external: [{ grants: [publicReadPrefix({ bucket: 'downloads', prefix: 'a/', listing: 'prefix' })] }] });
      const output = synth(kit, proxy, (stack) => { new kit.StorageAccess(stack, 'access', { plan, apply: { server: 'https://s3.acme.example', config: REST } }); });
      const [document] = Object.values(all(output, 'terraform_data')).flatMap(({ triggers_replace }) => (triggers_replace as string[] | undefined) ?? []);
      expect(parse(document)).toMatchObject({ storage: { default_backend: 'main', buckets: { downloads: { quota_bytes: 10, public_prefixes: ['a/'] } } } });
    });

    test('a bucket that is known only at deploy is checked there', () => {
      const output = synth(kit, proxy, (stack) => {
        const bucket = new kit.TerraformVariable(stack, 'bucket', { type: 'string' }).stringValue;
        const plan = accessPlan({ platform: proxy, users: { ci: { accessKeys: ['1'], grants: [writeOnlyUploader({ bucket, prefix: '' })] } } });
        new kit.StorageAccess(stack, 'access', { plan });
      });
      const { input, lifecycle } = only(output, 'terraform_data') as { input: string; lifecycle: { precondition: Array<{ condition: string }> } };
      expect(input).toContain('resources: [ "${var.bucket}/*" ]');
      expect(lifecycle.precondition[0].condition).toContain('var.bucket');
    });

    test('takes no single construct, no provider and no settings', () => {
      const builds: ReadonlyArray<(stack: Stack) => unknown> = [
        (stack) => new kit.WriteOnlyUploader(stack, 'ci', { bucket: 'releases', prefix: '' }),
        (stack) => new kit.StorageUser(stack, 'ci'),
        (stack) => new kit.StorageGroup(stack, 'all'),
        (stack) => new kit.DenyDelete(stack, 'guard', { bucket: 'releases' }),
        (stack) => new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'releases', prefix: '', grantee: existingUser('lee') }),
        (stack) => new kit.AccessKey(stack, 'key', { user: existingUser('lee'), generation: '1' }),
        (stack) => new kit.PublicReadPrefix(stack, 'open', { bucket: 'releases', prefix: '', listing: 'prefix' }),
      ];
      for (const build of builds) {
        const error = refused(() => synth(kit, proxy, (stack) => { build(stack); }));
        expect(error.code).toBe('UnsupportedOnPlatform');
        expect(error.remedy).toContain('StorageAccess');
      }
      expect(refused(() => synth(kit, proxy, () => undefined, { settings: { a: 1 } })).message).toContain('has no provider');
      expect(refused(() => synth(kit, proxy, (stack) => { void new kit.StorageProvider(new kit.TerraformStack(stack, 'x'), 'p', { platform: proxy }).provider; })).message).toContain('is reached by a file');
    });

    test('needs no StorageProvider, and leaves one of another platform alone', () => {
      const declared = [[], [aws({ region: 'eu-west-1' })]] as const;
      for (const platforms of declared) {
        const output = withApp(kit, (app) => {
          const stack = new kit.TerraformStack(app, 'stack');
          for (const platform of platforms) new kit.StorageProvider(stack, 'store', { platform });
          new kit.StorageAccess(stack, 'access', { plan: planOn(proxy) });
          app.synth();
          return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
        });
        expect(counts(output)).toBe('terraform_data 1');
      }
    });

    test('what is meant for one platform is refused on another', () => {
      const given = (platform: Platform, more: object) => refused(() => synth(kit, platform, (stack) => {
        new kit.StorageAccess(stack, 'access', { plan: planOn(platform), ...more });
      })).message;
      expect(given(proxy, { passwords: {} })).toContain('option passwords is for Selectel');
      expect(given(aws({ region: 'eu-west-1' }), { apply: { server: 'https://x.example', config: 'a: b' } })).toContain('option apply is for DeltaGlider Proxy');
    });
  });

  describe('Selectel', () => {
    const make = (stack: Stack, options: SelectelOptions = store, passwords = { ci: password(kit, stack, 'ci-password'), dana: password(kit, stack, 'dana-password') }) => (
      new kit.StorageAccess(stack, 'access', { plan: planOn(selectel(options)), passwords })
    );
    const output = synth(kit, selectel(store), (stack) => {
      const access = make(stack);
      new kit.TerraformOutput(stack, 'out', { value: [access.users.get('ci')?.accessKey.id, access.users.get('ci')?.accessKey.secret], sensitive: true });
      expect(access.users.get('ci')?.accessKey.generation).toBe('2026-11');
      expect(refused(() => access.resources).code).toBe('NotOfAws');
    }, { config: { accessKey: 'deployers-key' }, settings: { domain_name: '123456' } });

    test('users and keys come through its own provider, bucket policies through that of AWS at the S3 endpoint', () => {
      expect(output.provider).toEqual({
        aws: [expect.objectContaining({ access_key: 'deployers-key', region: 'ru-1', endpoints: [expect.objectContaining({ s3: 'https://s3.ru-1.storage.selcloud.ru' })], s3_use_path_style: true })],
        selectel: [{ domain_name: '123456' }],
      });
      expect(output.terraform?.required_providers).toMatchObject({ selectel: { source: 'selectel/selectel', version: '~> 8.0' } });
      expect(counts(output)).toBe('aws_s3_bucket_policy 2, selectel_iam_s3_credentials_v1 3, selectel_iam_serviceuser_v1 2');
    });

    test('a service user has a password, and the role that leaves all to the policies of buckets', () => {
      const { '//': _, ...user } = Object.values(all(output, 'selectel_iam_serviceuser_v1'))[0];
      expect(user).toEqual({ provider: 'selectel', name: 'ci', password: '${var.ci-password}', enabled: true, role: [{ role_name: 's3.user', scope: 'project', project_id: '1a2b3c' }] });
    });

    test('each generation is a key of the user in the project', () => {
      const keys = Object.values(all(output, 'selectel_iam_s3_credentials_v1')).map(({ '//': _, ...key }) => key);
      expect(keys).toEqual(['1', '2026-11', '1'].map((name, index) => ({
        provider: 'selectel', name, project_id: '1a2b3c', user_id: expect.stringMatching(index < 2 ? /^\$\{selectel_iam_serviceuser_v1\..*ci.*\.id\}$/ : /dana/),
      })));
    });

    test('a policy names the users by their ids, and lets those who manage in', () => {
      const { Statement } = policyOf(Object.values(all(output, 'aws_s3_bucket_policy'))[0]) as { Statement: Array<Record<string, unknown>> };
      expect(Statement.map(({ Sid, Effect, Principal }) => [Sid, Effect, Principal])).toEqual([
        ['DenyDelete', 'Deny', { AWS: '*' }],
        ['DenyDeleteBucket', 'Deny', { AWS: '*' }],
        ['Managers', 'Allow', { AWS: 'deployer' }],
        ['WriteOnlyUploaderForci', 'Allow', { AWS: expect.stringMatching(/^\$\{selectel_iam_serviceuser_v1\..*\.id\}$/) }],
      ]);
    });

    test('a policy that names users by name waits for them, too', () => {
      const byName = { ...store, confirmed: { ...store.confirmed, principal: 'user/{name}' } };
      const named = synth(kit, selectel(byName), (stack) => { make(stack, byName); });
      const [policy] = Object.values(all(named, 'aws_s3_bucket_policy'));
      expect(policy.policy).toContain('"AWS":"user/ci"');
      expect(policy.depends_on).toEqual([expect.stringMatching(/^selectel_iam_serviceuser_v1\..*ci/), expect.stringMatching(/^selectel_iam_serviceuser_v1\..*dana/)]);
    });

    test.each<readonly [string, (stack: Stack) => Record<string, string>, string]>([
      ['none', () => ({}), 'user ci has no password'],
      ['plain text', (stack) => ({ ci: 'secret', dana: password(kit, stack, 'dana-password') }), 'the password of user ci is plain text'],
      ['one for somebody else', (stack) => ({ ...Object.fromEntries(['ci', 'dana', 'lee'].map((name) => [name, password(kit, stack, name)])) }), 'lee has a password and is not a user'],
      ['no text', (stack) => ({ ci: untyped(1), dana: password(kit, stack, 'dana-password') }), 'the password of user ci'],
    ])('refuses passwords: %s', (_, passwords, text) => {
      const error = refused(() => synth(kit, selectel(store), (stack) => { make(stack, store, untyped(passwords(stack))); }));
      expect(error.code).toBe('InvalidPassword');
      expect(error.message).toContain(text);
      expect(error.message).not.toContain('"secret"');
    });

    test('those who manage may be known only at deploy, where each is held against what names one user', () => {
      const late = withApp(kit, (app) => {
        const stack = new kit.TerraformStack(app, 'stack');
        const platform = selectel({ ...store, managers: [new kit.TerraformVariable(stack, 'manager', { type: 'string' }).stringValue, 'deployer'] });
        new kit.StorageProvider(stack, 'store', { platform });
        new kit.StorageAccess(stack, 'access', { plan: accessPlan({ platform, buckets: { releases: { guards: [denyDelete()] } } }) });
        app.synth();
        return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
      });
      const policy = only(late, 'aws_s3_bucket_policy') as { policy: string; lifecycle: { precondition: unknown } };
      expect(policy.policy).toContain('"AWS":["${var.manager}","deployer"]');
      expect(policy.lifecycle.precondition).toEqual([{
        condition: '${can(regex("^[A-Za-z0-9:/+=,.@_-]{1,256}$", var.manager))}',
        error_message: 'This names nobody in a bucket policy: allowed are 1 to 256 letters, digits and : / + = , . @ _ -',
      }]);
    });

    test('refuses names of users that are known only at deploy: they would stand in policies letter by letter', () => {
      const byName = selectel({ ...store, confirmed: { ...store.confirmed, principal: '{name}' } });
      const grants = [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })];
      const late = (stack: Stack) => existingUser(new kit.TerraformVariable(stack, 'lee', { type: 'string' }).stringValue);
      const given = [
        (stack: Stack) => ({ existing: [{ principal: late(stack), grants }] }),
        (stack: Stack) => ({ groups: { all: { members: [late(stack)], grants } } }),
      ];
      for (const props of given) {
        const error = refused(() => synth(kit, byName, (stack) => { new kit.StorageAccess(stack, 'access', { plan: accessPlan({ platform: byName, ...props(stack) }) }); }));
        expect(error.code).toBe('UnsupportedOnPlatform');
        expect(error.message).toContain('whose name is known only at deploy time');
      }
    });

    test('takes no single construct', () => {
      const error = refused(() => synth(kit, selectel(store), (stack) => { new kit.ReadOnlyPrefix(stack, 'read', { bucket: 'downloads', prefix: '' }); }));
      expect(error.message).toContain('names everybody who has access to a bucket in one policy');
    });

    test('refuses what a plan can\'t have before anything is made', () => {
      const platform = selectel(store);
      const plan = accessPlan({ platform, users: { ci: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', allowVersions: true })] } } });
      expect(refused(() => synth(kit, platform, (stack) => { new kit.StorageAccess(stack, 'access', { plan, passwords: { ci: password(kit, stack, 'x') } }); })).message).toContain('s3:GetObjectVersion');
      const guarded = accessPlan({ platform, buckets: { downloads: { guards: [allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] })] } } });
      expect(refused(() => synth(kit, platform, (stack) => { new kit.StorageAccess(stack, 'access', { plan: guarded }); })).message).toContain('NotAction');
    });
  });
});

describeWith({ terraform: isInstalled('terraform', '-version') })('with the real terraform', () => {
  test.each(kits)('%s: the command gets the document letter by letter, and the password by its environment', (_, kit) => {
    const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-proxy-'));
    try {
      const command = join(folder, 'proxy');
      writeFileSync(command, `#!/bin/sh\ncp "$3" '${folder}/applied.yaml'\necho "$1 $2 $4 $5 $DGP_BOOTSTRAP_PASSWORD" > '${folder}/asked'\n`);
      chmodSync(command, 0o755);
      const rest = `${REST}advanced:\n  note: "quotes ' and \\" and $HOME and %{x} and \${iam:username}"\n`;
      const output = synth(kit, proxy, (stack) => {
        new kit.StorageAccess(stack, 'access', { plan: planOn(proxy), apply: { server: 'https://s3.acme.example', config: rest, command } });
      });
      // without the engine's own place for the state, which is the folder that it runs in
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ resource: output.resource }));
      terraformOk(folder, ['init', '-no-color']);
      process.env.DGP_BOOTSTRAP_PASSWORD = 'hush';
      const { code, text } = terraform(folder, ['apply', '-no-color', '-auto-approve']);
      expect([code, text.includes('hush')]).toEqual([0, false]);
      expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('config apply --server https://s3.acme.example hush\n');
      const applied = parse(readFileSync(join(folder, 'applied.yaml'), 'utf8')) as { advanced: { note: string }; access: { iam_users: Array<{ access_key_id: string }> } };
      expect(applied.advanced.note).toBe('quotes \' and " and $HOME and %{x} and ${iam:username}');
      expect(applied.access.iam_users[0].access_key_id).toBe('${env:CI_1_KEY_ID}');
      expect(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')).not.toContain('hush');
    } finally {
      delete process.env.DGP_BOOTSTRAP_PASSWORD;
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
