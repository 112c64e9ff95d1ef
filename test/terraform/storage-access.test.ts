import { accessPlan, aws, enforceHttps, existingGroup, existingRole, existingUser, perUserHomeFolder, readOnlyPrefix, renderAccess, writeOnlyUploader, type AccessPlanProps } from '../../src';
import { refused } from '../grants/refused';
import { all, counts, kits, lone, only, policyOf, synth, withApp, type Stack, type Synthesized } from './kit';

/** The plan of the design, with one of everything. */
const props: AccessPlanProps = {
  users: {
    'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['2026-05', '2026-11'] },
    'dana': {},
  },
  groups: {
    engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' }), readOnlyPrefix({ bucket: 'downloads', prefix: '' })] },
    nobody: {},
  },
  existing: [
    { principal: existingRole('deployer'), grants: [writeOnlyUploader({ bucket: 'releases', prefix: '' })] },
    { principal: existingGroup('auditors'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] },
  ],
  buckets: { releases: { guards: [enforceHttps({ minimumTlsVersion: '1.2' })] } },
};
const plan = accessPlan(props);
const read = (index: number) => readOnlyPrefix({ bucket: 'downloads', prefix: `folder-${index}/` });

describe.each(kits)('%s', (_engine, kit) => {
  const bare = (build: (stack: Stack) => void): Synthesized => withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    build(stack);
    app.synth();
    return JSON.parse(kit.Testing.synth(stack, true)) as Synthesized;
  });

  test('makes all of a plan', () => {
    const output = synth(kit, (stack) => {
      const { users, groups, resources } = new kit.StorageAccess(stack, 'access', { plan });
      expect([...users.keys()]).toEqual(['ci-uploader', 'dana']);
      expect([...groups.keys()]).toEqual(['engineering', 'nobody']);
      expect(users.get('ci-uploader')?.accessKey.generation).toBe('2026-11');
      expect([...resources.policies.keys()].sort()).toEqual(['group auditors', 'group engineering', 'group nobody', 'role deployer', 'user ci-uploader', 'user dana']);
      expect(resources.policies.get('group engineering')).toHaveLength(1);
      expect([...resources.bucketPolicies.keys()]).toEqual(['releases']);
    });
    expect(counts(output)).toBe([
      'aws_iam_access_key 2', 'aws_iam_group 2', 'aws_iam_group_membership 1', 'aws_iam_group_policy 1', 'aws_iam_group_policy_attachment 1', 'aws_iam_policy 2',
      'aws_iam_role_policy_attachment 1', 'aws_iam_user 2', 'aws_iam_user_policy 1', 'aws_s3_bucket_policy 1',
    ].join(', '));
  });

  test('packs the grants of a principal as renderAccess does', () => {
    const output = synth(kit, (stack) => new kit.StorageAccess(stack, 'access', { plan }));
    const rendered = renderAccess(plan, { scope: 'stack/access' });
    expect(policyOf(only(output, 'aws_iam_group_policy'))).toEqual(JSON.parse(rendered.groups[0].policies[0].json));
    expect(only(output, 'aws_iam_group_policy').name).toBe(rendered.groups[0].policies[0].name);
    expect(Object.values(all(output, 'aws_iam_policy')).map(({ name }) => name).sort()).toEqual(rendered.existing.map(({ policies }) => policies[0].name).sort());
  });

  test('two of one plan don\'t overwrite each other\'s managed policies', () => {
    const output = synth(kit, (stack) => {
      for (const id of ['one', 'two']) new kit.StorageAccess(stack, id, { plan: accessPlan({ existing: props.existing }) });
    });
    expect(new Set(Object.values(all(output, 'aws_iam_policy')).map(({ name }) => name)).size).toBe(4);
  });

  describe('what constructs add to the people of a plan', () => {
    const one = (grants: number) => accessPlan({ users: { dana: { grants: Array.from({ length: grants }, (_, index) => read(index)) } } });

    test('counts against the same budget', () => {
      // 300 characters a grant, of 2,048: the plan leaves room for one more
      const placements = (grants: number) => lone(kit, (stack) => {
        const grantee = new kit.StorageAccess(stack, 'access', { plan: one(grants) }).users.get('dana');
        return new kit.ReadOnlyPrefix(stack, 'more', { bucket: 'downloads', prefix: 'more/', grantee }).policies[0].placement;
      });
      expect([1, 7].map(placements)).toEqual(['inline', 'managed']);
    });

    test('has another name than what the plan wrote', () => {
      const error = refused(() => lone(kit, (stack, app) => {
        const grantee = new kit.StorageAccess(stack, 'plan', { plan: one(1) }).users.get('dana');
        new kit.ReadOnlyPrefix(new kit.TerraformStack(app, 'other'), 'access', { bucket: 'downloads', prefix: '', grantee });
      }));
      expect(error.code).toBe('PolicyNameTwice');
    });

    test('counts against the attachments of somebody who exists already', () => {
      const error = refused(() => lone(kit, (stack) => {
        const grantee = existingUser('lee');
        new kit.StorageAccess(stack, 'access', { plan: accessPlan({ existing: [{ principal: grantee, grants: [read(0)] }] }) });
        for (let i = 1; i <= 10; i++) new kit.ReadOnlyPrefix(stack, `read-${i}`, { bucket: 'downloads', prefix: `folder-${i}/`, grantee });
      }));
      expect(error.code).toBe('TooManyPolicies');
    });

    test('may be guards, also of constructs declared before', () => {
      const output = synth(kit, (stack) => {
        new kit.EnforceHttps(stack, 'before', { bucket: 'releases', minimumTlsVersion: '1.3' });
        new kit.StorageAccess(stack, 'access', { plan: accessPlan({ buckets: props.buckets }) });
      });
      expect((policyOf(only(output, 'aws_s3_bucket_policy')) as { Statement: unknown[] }).Statement).toHaveLength(3);
    });
  });

  describe('the platform of a plan', () => {
    const store = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'http://s3.store.example' };
    const access = (declared: Parameters<typeof aws>[0], planned?: Parameters<typeof aws>[0], guarded = false) => (stack: Stack) => {
      new kit.StorageProvider(stack, 'store', { platform: aws(declared), alias: 'store' });
      const { users, existing, buckets } = props;
      new kit.StorageAccess(stack, 'access', { plan: accessPlan({ users, existing, ...(guarded && { buckets }), ...(planned && { platform: aws(planned) }) }) });
    };

    test.each<[string, Parameters<typeof access>]>([
      ['the same', [store, store]],
      ['with a region more', [{ ...store, region: 'home-1' }, store]],
      ['with endpoints more', [store, {}]],
      ['with all of it, where the plan names none', [store]],
    ])('of the StorageProvider above it: %s', (_name, given) => {
      const output = bare(access(...given));
      expect(Object.values(output.resource ?? {}).flatMap((some) => Object.values(some)).every(({ provider }) => provider === 'aws.store')).toBe(true);
    });

    test.each<[string, Parameters<typeof access>]>([
      ['another partition', [{}, { partition: 'aws-cn' }]],
      ['another region', [{ region: 'eu-west-1' }, { region: 'us-east-1' }]],
      ['another endpoint', [store, { ...store, iamEndpoint: 'https://iam.other.example' }]],
      ['an endpoint where the StorageProvider has none', [{}, store]],
    ])('and not %s', (_name, given) => {
      expect(refused(() => bare(access(...given))).code).toBe('PlatformMismatch');
    });

    test('a guard that the endpoint of the StorageProvider can\'t have is refused, though the plan doesn\'t know the endpoint', () => {
      expect(refused(() => bare(access(store, undefined, true))).code).toBe('HttpsOnHttpEndpoint');
    });

    test('without any StorageProvider the plan may say partition and region, and endpoints only with a provider of the user\'s', () => {
      const output = synth(kit, (stack) => new kit.StorageAccess(stack, 'access', { plan: accessPlan({ users: props.users, platform: aws({ partition: 'aws-us-gov', region: 'us-gov-west-1' }) }) }));
      expect(JSON.stringify(policyOf(only(output, 'aws_iam_user_policy')))).toContain('arn:aws-us-gov:s3:::releases');
      const elsewhere = accessPlan({ users: props.users, platform: aws(store) });
      expect(refused(() => lone(kit, (stack) => new kit.StorageAccess(stack, 'access', { plan: elsewhere }))).code).toBe('PlatformMismatch');
      expect(() => lone(kit, (stack) => new kit.StorageAccess(stack, 'access', { plan: elsewhere, provider: new kit.AwsProvider(stack, 'own', { alias: 'own' }) }))).not.toThrow();
    });

    test('outside of every StorageProvider is refused', () => {
      expect(refused(() => lone(kit, (stack, app) => {
        new kit.StorageProvider(new kit.TerraformStack(app, 'other'), 'store', { platform: aws(store) });
        new kit.StorageAccess(stack, 'access', { plan });
      })).code).toBe('OutsidePlatform');
    });
  });

  describe('a bucket that Terraform knows', () => {
    test.each(['id', 'bucket'] as const)('may be named by its %s', (attribute) => {
      const output = synth(kit, (stack) => {
        const bucket = new kit.S3Bucket(stack, 'releases', { bucket: 'releases' })[attribute];
        new kit.StorageAccess(stack, 'access', {
          plan: accessPlan({ users: { ci: { grants: [writeOnlyUploader({ bucket, prefix: 'firmware/' })] } }, buckets: { [bucket]: { guards: [enforceHttps()] } } }),
        });
      });
      expect(policyOf(only(output, 'aws_iam_user_policy'))).toMatchObject({ Statement: [{ Resource: expect.stringMatching(/^arn:aws:s3:::\$\{aws_s3_bucket\.releases\.(id|bucket)\}\/firmware\/\*$/) }] });
      expect([only(output, 'aws_iam_user_policy'), only(output, 'aws_s3_bucket_policy')].map(({ lifecycle }) => lifecycle)).toEqual([undefined, undefined]);
    });

    test('but not by its ARN, which would become part of another ARN', () => {
      expect(refused(() => lone(kit, (stack) => {
        const { arn } = new kit.S3Bucket(stack, 'releases', { bucket: 'releases' });
        new kit.StorageAccess(stack, 'access', { plan: accessPlan({ users: { ci: { grants: [writeOnlyUploader({ bucket: arn, prefix: '' })] } } }) });
      })).code).toBe('InvalidBucketName');
    });

    test('only at deploy is checked there, and so is somebody who exists already', () => {
      const output = synth(kit, (stack) => {
        const [bucket, lee] = ['bucket', 'lee'].map((id) => new kit.TerraformVariable(stack, id, { type: 'string' }).stringValue);
        new kit.StorageAccess(stack, 'access', {
          plan: accessPlan({
            groups: { engineering: { members: [existingUser(lee)] } },
            existing: [{ principal: existingUser(lee), grants: [readOnlyPrefix({ bucket, prefix: '' })] }],
          }),
        });
      });
      const checksOf = (type: string) => (only(output, type).lifecycle as { precondition: { condition: string }[] }).precondition;
      const conditions = (type: string) => checksOf(type).map(({ condition }) => condition);
      expect(conditions('aws_iam_policy')).toEqual(['${can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))}', '${can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.lee))}']);
      expect(conditions('aws_iam_group_membership')).toEqual(['${can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.lee))}']);
    });
  });

  test('dependsOn and provider reach everything', () => {
    const output = synth(kit, (stack) => {
      const provider = new kit.AwsProvider(stack, 'other', { alias: 'other' });
      new kit.StorageAccess(stack, 'access', { plan, provider, dependsOn: [new kit.S3Bucket(stack, 'first', { bucket: 'first-bucket', provider })] });
    });
    const { aws_s3_bucket: _, ...ours } = output.resource ?? {};
    const missing = Object.entries(ours).flatMap(([type, some]) => Object.values(some)
      .filter((args) => args.provider !== 'aws.other' || String(args.depends_on) !== 'aws_s3_bucket.first')
      .map(() => type));
    expect(missing).toEqual([]);
  });
});
