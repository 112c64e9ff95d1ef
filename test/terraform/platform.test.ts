import type { Construct } from 'constructs';
import { activeScale, aws, cephRgw, enforceHttps, existingUser, selectel, type Platform } from '../../src';
import { customPlatform } from '../../src/platforms';
import { refused } from '../grants/refused';
import { kits, only, policyOf, synth, withApp, type App, type Kit, type Stack, type Synthesized } from './kit';

const store = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };
const reader = { bucket: 'downloads', prefix: 'public/' };
const confirmed = { principal: '{name}', actions: ['s3:GetObject'] };
const confirmedSelectel = selectel({ pool: 'ru-1', project: '1a2b3c', managers: ['deployer'], confirmed });

describe.each(kits)('%s', (_engine, kit) => {
  /** A stack with no provider but those of the test. */
  const bare = <T>(build: (stack: Stack, app: App) => T): T => withApp(kit, (app) => build(new kit.TerraformStack(app, 'stack'), app));
  const synthBare = (build: (stack: Stack, app: App) => void): Synthesized => bare((stack, app) => {
    build(stack, app);
    app.synth();
    return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
  });
  const codeOf = (build: (stack: Stack, app: App) => void): string => refused(() => bare(build)).code;
  const inner = (scope: Construct, id: string) => new kit.StorageGroup(scope, id, { platform: aws() });

  describe('the provider of a StorageProvider', () => {
    test('is the default one of the stack, in the region of the platform', () => {
      const output = synthBare((stack) => {
        new kit.StorageProvider(stack, 'store', { platform: aws({ region: 'eu-central-1' }) });
        new kit.StorageUser(stack, 'dana');
      });
      expect(output.provider).toEqual({ aws: [{ region: 'eu-central-1' }] });
      expect(only(output, 'aws_iam_user')).toEqual({ name: 'dana', provider: 'aws' });
    });

    test('asks a store of its own, and nothing of what only AWS has', () => {
      const output = synthBare((stack) => new kit.StorageProvider(stack, 'store', { platform: aws(store) }));
      expect(output.provider).toEqual({
        aws: [{
          region: 'us-east-1',
          endpoints: [{ iam: 'https://iam.store.example', sts: 'https://iam.store.example', s3: 'https://s3.store.example', s3control: 'https://s3.store.example' }],
          s3_use_path_style: true,
          skip_credentials_validation: true,
          skip_metadata_api_check: 'true',
          skip_region_validation: true,
          skip_requesting_account_id: true,
        }],
      });
    });

    test('has only the endpoints that were named', () => {
      const output = synthBare((stack) => new kit.StorageProvider(stack, 'store', { platform: aws({ s3Endpoint: store.s3Endpoint, region: 'home-1' }) }));
      expect(output.provider?.aws[0]).toMatchObject({ endpoints: [{ s3: store.s3Endpoint, s3control: store.s3Endpoint }], region: 'home-1' });
    });

    test('takes an alias and further arguments, which win', () => {
      const output = synthBare((stack) => {
        const { resource } = new kit.StorageProvider(stack, 'store', { platform: aws(store), alias: 'store', config: { profile: 'ops', s3UsePathStyle: false } });
        expect(resource.alias).toBe('store');
        new kit.StorageUser(stack, 'dana');
      });
      expect(output.provider?.aws[0]).toMatchObject({ alias: 'store', profile: 'ops', s3_use_path_style: false });
      expect(only(output, 'aws_iam_user').provider).toBe('aws.store');
    });
  });

  describe('tags that a provider puts on all that it makes', () => {
    const tags = { defaultTags: [{ tags: { team: 'storage' } }] };
    const tagged = (platform: Platform, config: object = tags) => (stack: Stack) => new kit.StorageProvider(stack, 'store', { platform, config });

    const without = [activeScale({ version: '7.1', ...store }), cephRgw({ endpoint: store.s3Endpoint }), confirmedSelectel];

    test.each(without)('are refused on $title', (platform) => {
      const { code, message, remedy } = refused(() => bare(tagged(platform)));
      expect([code, message.split('\n')[0], remedy]).toEqual([
        'UnsupportedOnPlatform', `defaultTags of stack/store can't be expressed on ${platform.title}: it takes no tags on users and policies`, 'leave the tags out there',
      ]);
      expect(() => bare(tagged(platform, { defaultTags: [], profile: 'ops' }))).not.toThrow();
    });

    test('are AWS\'s to have, and those of who says so', () => {
      const acme = { name: 'acme-store', title: 'Acme Store', ...store, limits: { user: { inlineSize: 2048 } } };
      expect(refused(() => bare(tagged(customPlatform(acme)))).message).toContain("isn't confirmed to be able to do that");
      for (const platform of [aws(), aws(store), customPlatform({ ...acme, features: ['tags'] })]) {
        expect(synthBare(tagged(platform)).provider?.aws[0]).toMatchObject({ default_tags: [{ tags: { team: 'storage' } }] });
      }
    });
  });

  describe('the platform of a construct', () => {
    test('is that of the nearest StorageProvider up the tree', () => {
      const output = synthBare((stack) => {
        new kit.StorageProvider(stack, 'aws', { platform: aws() });
        const team = inner(stack, 'team');
        new kit.StorageProvider(team, 'china', { platform: aws({ partition: 'aws-cn', region: 'cn-north-1' }), alias: 'china' });
        new kit.WriteOnlyUploader(team, 'ci', { bucket: 'releases', prefix: '' });
      });
      expect(only(output, 'aws_iam_user').provider).toBe('aws.china');
      expect(policyOf(only(output, 'aws_iam_user_policy'))).toMatchObject({ Statement: [{ Resource: 'arn:aws-cn:s3:::releases/*' }] });
    });

    test('reaches into nested constructs and all of the app, when it was declared there', () => {
      withApp(kit, (app) => {
        const stack = new kit.TerraformStack(app, 'stack');
        new kit.StorageProvider(stack, 'store', { platform: aws({ partition: 'aws-cn' }) });
        const { policies } = new kit.WriteOnlyUploader(inner(inner(stack, 'a'), 'b'), 'ci', { bucket: 'releases', prefix: '' });
        expect(policies[0].json).toContain('arn:aws-cn:');
      });
    });

    const outside: ReadonlyArray<readonly [string, (stack: Stack, app: App) => void]> = [
      ['declared before the construct, beside it', (stack) => {
        new kit.StorageProvider(inner(stack, 'team'), 'store', { platform: aws(store) });
        new kit.StorageUser(stack, 'dana');
      }],
      ['declared after the construct, beside it', (stack) => {
        new kit.StorageUser(stack, 'dana');
        new kit.StorageProvider(inner(stack, 'team'), 'store', { platform: aws(store) });
      }],
      ['declared after the construct, above it', (stack) => {
        new kit.StorageUser(stack, 'dana');
        new kit.StorageProvider(stack, 'store', { platform: aws(store) });
      }],
      ['declared before the construct, in another stack', (stack, app) => {
        new kit.StorageProvider(new kit.TerraformStack(app, 'other'), 'store', { platform: aws(store) });
        new kit.EnforceHttps(stack, 'https', { bucket: 'releases' });
      }],
      ['declared after the construct, in another stack', (stack, app) => {
        new kit.AccessKey(stack, 'key', { user: existingUser('lee'), generation: '1' });
        new kit.StorageProvider(new kit.TerraformStack(app, 'other'), 'store', { platform: aws(store) });
      }],
    ];
    test.each(outside)('%s: refused, or it would be made in AWS by forgetting', (_name, build) => {
      const error = refused(() => bare(build));
      expect(error.code).toBe('OutsidePlatform');
      expect(error.remedy).toContain('platform: aws()');
    });

    test('declared nearer after a construct was made for the one further up: refused', () => {
      const error = refused(() => bare((stack) => {
        new kit.StorageProvider(stack, 'aws', { platform: aws() });
        const team = inner(stack, 'team');
        new kit.StorageUser(team, 'dana');
        new kit.StorageProvider(team, 'store', { platform: aws(store), alias: 'store' });
      }));
      expect(error).toMatchObject({ code: 'PlatformTooLate', message: expect.stringContaining('stack/team/dana') });
    });

    test('declared twice on one construct: refused', () => {
      expect(codeOf((stack) => {
        new kit.StorageProvider(stack, 'one', { platform: aws() });
        new kit.StorageProvider(stack, 'two', { platform: aws(store), alias: 'two' });
      })).toBe('PlatformTwice');
    });

    test('named on the construct is its own, and not served by the provider of another one', () => {
      const output = synthBare((stack) => {
        new kit.AwsProvider(stack, 'default', { region: 'eu-west-1' });
        new kit.StorageProvider(inner(stack, 'team'), 'store', { platform: aws(store), alias: 'store' });
        new kit.StorageUser(stack, 'dana', { platform: aws() });
      });
      expect(only(output, 'aws_iam_user')).toEqual({ name: 'dana' });
    });

    test('named on a construct below a StorageProvider that says the same is served by it, also as an object of its own', () => {
      const output = synthBare((stack) => {
        new kit.StorageProvider(stack, 'store', { platform: aws(store), alias: 'store' });
        new kit.StorageUser(stack, 'dana', { platform: aws({ ...store }) });
      });
      expect(only(output, 'aws_iam_user').provider).toBe('aws.store');
    });

    test('nothing of one app is seen by the next', () => {
      bare((stack) => new kit.StorageProvider(inner(stack, 'team'), 'store', { platform: aws(store) }));
      expect(() => bare((stack) => new kit.StorageUser(stack, 'dana'))).not.toThrow();
    });
  });

  describe('two stores', () => {
    const inBoth = (build: (one: InstanceType<Kit['StorageGroup']>, other: InstanceType<Kit['StorageGroup']>) => void, second: Platform = aws(store)) => (stack: Stack) => {
      const [one, other] = ['one', 'other'].map((id) => inner(stack, id));
      new kit.StorageProvider(one, 'provider', { platform: aws({ region: 'eu-west-1' }) });
      new kit.StorageProvider(other, 'provider', { platform: second, alias: 'other' });
      build(one, other);
    };

    test.each<[string, (one: InstanceType<Kit['StorageGroup']>, other: InstanceType<Kit['StorageGroup']>) => void]>([
      ['grantee', (one, other) => new kit.ReadOnlyPrefix(other, 'read', { ...reader, grantee: new kit.StorageUser(one, 'dana') })],
      ['group', (one, other) => new kit.ReadOnlyPrefix(other, 'read', { ...reader, grantee: new kit.StorageGroup(one, 'engineering') })],
      ['member', (one, other) => new kit.StorageGroup(other, 'engineering', { members: [new kit.StorageUser(one, 'dana')] })],
      ['owner of a key', (one, other) => new kit.AccessKey(other, 'key', { user: new kit.StorageUser(one, 'dana'), generation: '1' })],
    ])('a %s of the one is refused in the other, where the name may be somebody else', (_name, build) => {
      expect(codeOf(inBoth(build))).toBe('OtherStore');
      // two regions are one store
      expect(() => bare(inBoth(build, aws({ region: 'us-east-1' })))).not.toThrow();
    });

    test('people who exist in both are counted in each', () => {
      synthBare(inBoth((one, other) => {
        for (const scope of [one, other]) {
          for (let i = 1; i <= 10; i++) new kit.ReadOnlyPrefix(scope, `read-${i}`, { ...reader, grantee: existingUser('lee') });
          for (const generation of ['1', '2']) new kit.AccessKey(scope, `key-${generation}`, { user: existingUser('lee'), generation });
        }
      }));
    });

    test('may each have a bucket of the same name', () => {
      withApp(kit, (app) => {
        for (const [id, platform] of [['one', aws()], ['other', aws(store)]] as const) {
          const stack = new kit.TerraformStack(app, id);
          new kit.StorageProvider(stack, 'provider', { platform });
          new kit.EnforceHttps(stack, 'https', { bucket: 'releases' });
        }
        expect(() => app.synth()).not.toThrow();
      });
    });
  });

  describe('enforceHttps where the store itself speaks plain HTTP', () => {
    const plain = aws({ s3Endpoint: 'http://s3.store.example' });
    test('is refused, as a construct and in a policy of several', () => {
      for (const build of [
        (stack: Stack) => new kit.EnforceHttps(stack, 'https', { bucket: 'releases' }),
        (stack: Stack) => new kit.BucketPolicy(stack, 'policy', { bucket: 'releases', guards: [enforceHttps()] }),
      ]) {
        expect(codeOf((stack) => {
          new kit.StorageProvider(stack, 'store', { platform: plain });
          build(stack);
        })).toBe('HttpsOnHttpEndpoint');
      }
    });
  });

  test('a stack without any provider is told so by the engine', () => {
    expect(() => synthBare((stack) => new kit.StorageUser(stack, 'dana'))).toThrow(/without a matching provider/);
    expect(() => synth(kit, (stack) => new kit.StorageUser(stack, 'dana'))).not.toThrow();
  });
});
