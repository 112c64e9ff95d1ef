import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiledFile } from '../compiled';
import { type EngineOptions, type Properties, type Registered, runProgram, UNKNOWN } from '../pulumi/engine';
import { RELEASES, wholePlan } from './plan';
import { from, Provider, type Ask, type Answer, unknown, urn } from './provider';

/** The provider as Pulumi speaks to it: over gRPC, in a process of its own, which lives through all of this, errors included. */
let provider: Provider;
beforeAll(async () => {
  provider = await Provider.start([compiledFile('src/pulumi-provider/main.ts')]);
});
afterAll(() => provider.stop());

type Mode = EngineOptions['mode'];

/** What resources turn out to be. */
const computed = (mode: Mode) => (type: string, name: string, inputs: Properties): Properties => {
  const known = (value: string) => (mode === 'up' ? value : UNKNOWN);
  if (type === 'aws:s3/bucket:Bucket') return { id: known(String(inputs.bucket ?? 'releases-1a2b')), bucket: inputs.bucket ?? known('releases-1a2b') };
  if (type === 'aws:iam/openIdConnectProvider:OpenIdConnectProvider') return { arn: known('arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com') };
  if (type === 'aws:iam/role:Role') return { name: inputs.name ?? known('auditor-77'), arn: known(`arn:aws:iam::111122223333:role/${name}`) };
  if (type === 'aws:iam/accessKey:AccessKey') return { secret: known('s3cr3t') };
  return type === 'aws:iam/policy:Policy' ? { arn: known(`arn:aws:iam::111122223333:policy/${String(inputs.name)}`) } : {};
};

const ask = (inputs: Properties, more: Partial<Ask> = {}): Promise<Answer> => (
  provider.construct({ type: 'StorageAccess', name: 'access', inputs, computed: computed(more.mode ?? 'up'), ...more })
);
const refused = async (inputs: Properties, more: Partial<Ask> = {}): Promise<string> => ask(inputs, more).then(() => 'not refused', ({ message }: Error) => message);
const named = ({ resources }: Answer, name: string): Registered => resources.find((resource) => resource.name === name) as Registered;
const uploader = (bucket: Properties | string, prefix: Properties | string = 'a/'): Properties => ({
  users: { ci: { grants: [{ writeOnlyUploader: { bucket, prefix } }] } },
});
const guarded = (buckets: Readonly<Record<string, Properties>>): Properties => ({
  buckets: Object.fromEntries(Object.entries(buckets).map(([name, bucket]) => [name, { ...bucket, guards: [{ enforceHttps: {} }] }])),
});

test('it hands out the schema that is checked in, with its version, and takes Outputs and secrets as they are', async () => {
  const checkedIn = JSON.parse(readFileSync(join(__dirname, '../../schema/pulumi.json'), 'utf8')) as object;
  expect(JSON.parse(await provider.schema())).toEqual({ ...checkedIn, version: '0.0.0' });
  const configured = await provider.configure();
  expect([configured.getAcceptoutputs(), configured.getAcceptsecrets(), configured.getAcceptresources()]).toEqual([true, true, true]);
});

describe.each(['up', 'preview'] as const)('a whole plan, %s', (mode) => {
  const known = (value: string) => (mode === 'up' ? value : undefined);
  let answer: Answer;
  let program: readonly Registered[];
  beforeAll(async () => {
    answer = await ask(wholePlan(known), { mode });
    const { code, text, resources } = await runProgram('whole-plan.ts', { mode, computed: computed(mode) });
    expect([code, text]).toEqual([0, '']);
    program = resources.filter(({ name, type }) => !['releases', 'logs', 'github', 'auditor'].includes(name) && type !== 'pulumi:pulumi:Stack');
  });

  test('makes the same resources as the program in TypeScript: types, names, properties, secrets and what they wait for', () => {
    // a bucket's policy stands beside the bucket there, and below the component here
    const below = (chain: string) => chain.replace(/^.*\$(?=aws:s3\/bucketPolicy:)/, '');
    const seen = (resources: readonly Registered[]) => resources.map(({ urn: chain, inputs, dependencies, propertyDependencies, secretOutputs }) => ({
      urn: below(chain), inputs, dependencies: [...dependencies].sort(), propertyDependencies, secretOutputs,
    })).sort((a, b) => (a.urn < b.urn ? -1 : 1));
    expect(answer.resources.length).toBeGreaterThan(15);
    expect(seen(answer.resources)).toEqual(seen(program));
    expect(answer.resources.filter(({ urn: chain }) => !chain.startsWith('bucket-grants:index:StorageAccess'))).toEqual([]);
  });

  test('hands back ids and ARNs, and keys as secrets', () => {
    const key = mode === 'up' ? 's3cr3t' : '<unknown>';
    expect(answer.state).toMatchObject({
      accessKeyIds: { 'ci-uploader': { '2026-05': mode === 'up' ? 'access-ci-uploader-access-key-2026-05-id' : '<unknown>' } },
      roleArns: { deployer: mode === 'up' ? expect.stringMatching(/role\//) as string : '<unknown>' },
      otherAccountPolicies: [{ account: '444455556666', policy: mode === 'up' ? expect.stringContaining('arn:aws:s3:::releases-1a2b/public/*') as string : '<unknown>' }],
    });
    if (mode === 'up') expect(answer.state.secretAccessKeys).toEqual({ 'ci-uploader': { '2026-05': { secret: key }, '2026-11': { secret: key } } });
    expect(JSON.stringify(answer).replaceAll('{"secret":"s3cr3t"}', '')).not.toContain('s3cr3t');
  });
});

describe('what is known late', () => {
  test('a secret bucket makes secret policies', async () => {
    const answer = await ask(uploader(from(RELEASES, 'releases-1a2b', true)));
    expect(named(answer, 'access-ci-policy').inputs.policy).toEqual({ secret: expect.stringContaining('releases-1a2b/a/*') as string });
  });

  test('an Output that says no more than its value is that value', async () => {
    const plain = (value: string): Properties => ({ ...from('', value), dependencies: [] });
    expect(named(await ask(uploader(plain('releases'), plain('a/'))), 'access-ci-policy').inputs.policy).toContain('arn:aws:s3:::releases/a/*');
  });

  test('the value of an old SDK that knows no Outputs is unknown', async () => {
    const answer = await ask(uploader(unknown as unknown as string), { mode: 'preview' });
    expect(named(answer, 'access-ci-policy').inputs.policy).toBe('<unknown>');
  });

  test('policies of buckets are called as the plan calls them, else after the resource, before and after they are known', async () => {
    const buckets = (known: boolean): Properties => {
      const [mine, yours] = [from(RELEASES, known ? 'releases-1a2b' : undefined), from(urn('aws:s3/bucket:Bucket', 'yours'), known ? 'yours-77' : undefined)];
      return { ...guarded({ mine: { bucket: mine } }), external: [{ grants: [{ publicReadPrefix: { bucket: yours, prefix: 'a/' } }, { publicReadPrefix: { bucket: mine, prefix: 'b/' } }] }] };
    };
    const policies = ({ resources }: Answer) => resources.filter(({ type }) => type === 'aws:s3/bucketPolicy:BucketPolicy').map(({ name }) => name).sort();
    expect(policies(await ask(buckets(false), { mode: 'preview' }))).toEqual(['mine-bucket-policy', 'yours-bucket-policy']);
    const up = await ask(buckets(true));
    expect(policies(up)).toEqual(['mine-bucket-policy', 'yours-bucket-policy']);
    expect(named(up, 'mine-bucket-policy').inputs).toMatchObject({ bucket: 'releases-1a2b', policy: expect.stringMatching(/EnforceHttps.*PublicReadPrefix/) as string });
  });

  test('the name, id and ARN of a bucket are one bucket', async () => {
    const answer = await ask({
      ...guarded({ mine: { bucket: from(RELEASES, 'one-bucket') } }),
      external: [{ grants: [{ publicReadPrefix: { bucket: from(RELEASES, 'arn:aws:s3:::one-bucket'), prefix: 'b/' } }] }],
    });
    expect(named(answer, 'mine-bucket-policy').inputs.policy).toMatch(/EnforceHttps.*PublicReadPrefix/);
  });
});

describe('what a component is given by the engine', () => {
  test('components that are asked for at once are programs of their own', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const answers = await Promise.all(names.map((name) => ask({ ...uploader('releases'), ...guarded({ [`at-once-${name}`]: {} }) }, { name })));
    for (const [index, { resources }] of answers.entries()) {
      expect(resources.map(({ name }) => name).sort()).toEqual([
        names[index], `at-once-${names[index]}-bucket-policy`, `${names[index]}-ci`, `${names[index]}-ci-policy`, `${names[index]}-ci-user`,
      ].sort());
    }
  });

  test('the provider and what it depends on reach all that it makes', async () => {
    const aws = `${urn('pulumi:providers:aws', 'eu')}::1`;
    const other = urn('aws:s3/bucket:Bucket', 'other');
    const { resources } = await ask({ ...uploader('releases'), ...guarded({ provided: {} }) }, { providers: { aws }, dependsOn: [other] });
    const made = resources.filter(({ type }) => type.startsWith('aws:'));
    expect(made.map(({ provider: own }) => own)).toEqual(made.map(() => 'pulumi:providers:aws::eu'));
    expect(made.filter(({ dependencies }) => !dependencies.includes('aws:s3/bucket:Bucket::other')).map(({ name }) => name)).toEqual([]);
  });

  test('policies among those of everybody have other names below another parent', async () => {
    const inputs = { existing: [{ principal: { existingUser: 'lee' }, grants: [{ readOnlyPrefix: { bucket: 'releases', prefix: '' } }] }] };
    const nameBelow = async (parent?: string) => named(await ask(inputs, parent === undefined ? {} : { parent }), 'access-user-lee-policy').inputs.name;
    const names = [await nameBelow(), await nameBelow(urn('acme:index:Team', 'a')), await nameBelow(urn('acme:index:Team', 'b')), await nameBelow()];
    expect(new Set(names).size).toBe(3);
    expect(names[0]).toBe(names[3]);
  });
});

describe('errors are answers, with their code and the place of what is wrong', () => {
  const minio = { minio: { scope: 'acme', endpoint: 'https://store.example:9000' } };
  const cephRgw = { cephRgw: { endpoint: 'https://rgw.store.example' } };
  test.each<[string, Properties, RegExp]>([
    ['a prefix', uploader('releases', '/a'), /access\.users\.ci\.grants\[0\]\.writeOnlyUploader\.prefix: [^]*Code: InvalidPrefix/],
    ['an unknown grant', { users: { ci: { grants: [{ readOnly: {} }] } } }, /access\.users\.ci\.grants\[0\]\.readOnly: .*readOnlyPrefix[^]*Code: InvalidPlanFile/],
    ['two grants in one', { users: { ci: { grants: [{ listAllBuckets: {}, unrestrictedAccess: {} }] } } }, /Code: InvalidPlanFile/],
    ['a misspelt part', { ...uploader('releases'), bucket: {} }, /access\.bucket: .*did you mean buckets[^]*Code: InvalidPlanFile/],
    ['what only files have', { defaults: {} }, /access\.defaults: [^]*Code: InvalidPlanFile/],
    ['a misspelt property', { users: { ci: { guard: [] } } }, /guard[^]*Code: InvalidPlan/],
    ['nothing at all', {}, /Code: EmptyPlan/],
    ['an Output where it must be known', uploader('releases', from(RELEASES, 'a/')), /Code: DeployTimeValue/],
    ['an Output for a whole part', { users: { ...from(RELEASES), value: { ci: {} } } }, /access\.users [^]*Code: DeployTimeValue/],
    ['a text in the form of a mark', uploader('${TfToken[bucket-grants.1.0]}'), /Code: ReservedText/],
    ['a name in the form of a mark', { users: { '${TfToken[bucket-grants.1.0]}': {} } }, /Code: ReservedText/],
    ['a bucket that would widen a policy', uploader(from(RELEASES, 'x","arn:aws:s3:::*')), /Code: InvalidBucketName/],
    ['one bucket under two names', guarded({ a: { bucket: from(RELEASES, 'releases-1a2b') }, b: { bucket: from(urn('aws:s3/bucket:Bucket', 'same'), 'releases-1a2b') } }), /access\.buckets\.a already[^]*Code: InvalidPlanFile/],
    ['one bucket as text and as an Output', guarded({ twice: {}, other: { bucket: from(RELEASES, 'twice') } }), /Code: AmbiguousBucket/],
    ['two names out of one bucket', guarded({ a: { bucket: from(RELEASES, 'releases-1a2b') }, b: { bucket: from(RELEASES, 'releases-1a2b-logs') } }), /releases-1a2b-logs[^]*Code: AmbiguousBucket/],
    ['a bucket that is a list', { buckets: { a: { bucket: ['b'], guards: [] } } }, /access\.buckets\.a\.bucket: [^]*Code: InvalidPlanFile/],
    ['another platform without a provider', { platform: cephRgw, ...uploader('releases') }, /ceph|Ceph[^]*Code: OutsidePlatform/],
    ['a platform that refuses the guard', { platform: minio, ...guarded({ refused: {} }) }, /Code: UnsupportedOnPlatform/],
  ])('%s', async (_, inputs, error) => {
    expect(await refused(inputs)).toMatch(error);
    expect(await refused(inputs, { mode: 'preview' })).toMatch(error);
  });

  test('two components that write the policy of one bucket', async () => {
    expect(await refused(guarded({ shared: {} }), { name: 'first' })).toBe('not refused');
    expect(await refused(guarded({ x: { bucket: from(RELEASES, 'shared') } }), { name: 'second' })).toMatch(/shared.*first and second[^]*Code: TwoBucketPolicies/);
    // the same component once more, another run, another account
    expect(await refused(guarded({ shared: {} }), { name: 'first' })).toBe('not refused');
    expect(await refused(guarded({ shared: {} }), { name: 'second', mode: 'preview' })).toBe('not refused');
    expect(await refused(guarded({ shared: {} }), { name: 'second', providers: { aws: `${urn('pulumi:providers:aws', 'other')}::1` } })).toBe('not refused');
  });

  test('a component that there is none of', async () => {
    expect(await refused({}, { type: 'Nothing' })).toContain('bucket-grants:index:Nothing');
  });
});

describe('grants alone', () => {
  test('with a user of its own, whose key is handed back', async () => {
    const { resources, state } = await ask({ bucket: from(RELEASES, 'releases-1a2b'), prefix: 'firmware/', user: { accessKeys: ['2026-11'] } }, { type: 'WriteOnlyUploader', name: 'ci' });
    expect(resources.map(({ urn: chain }) => chain).sort()).toEqual([
      'bucket-grants:index:WriteOnlyUploader$aws:iam/accessKey:AccessKey::ci-access-key-2026-11',
      'bucket-grants:index:WriteOnlyUploader$aws:iam/user:User::ci-user',
      'bucket-grants:index:WriteOnlyUploader$aws:iam/userPolicy:UserPolicy::ci-policy',
      'bucket-grants:index:WriteOnlyUploader::ci',
    ]);
    expect(state).toMatchObject({ userName: 'ci', accessKeyIds: { '2026-11': 'ci-access-key-2026-11-id' }, secretAccessKeys: { '2026-11': { secret: 's3cr3t' } } });
  });

  test('for somebody who exists already', async () => {
    const { resources, state } = await ask({ bucket: 'releases', prefix: 'a/', grantee: { existingRole: from(urn('aws:iam/role:Role', 'app'), 'app-1a2b') } }, { type: 'ReadOnlyPrefix', name: 'reads' });
    expect(resources.map(({ type }) => type).sort()).toEqual(['aws:iam/policy:Policy', 'aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'bucket-grants:index:ReadOnlyPrefix']);
    expect(state).toEqual({});
  });

  test('are not delivered through an access point: the policy of the bucket would be written by each of them', async () => {
    const through = { accessPoint: 'ci-in', region: 'eu-west-1', account: '111122223333' };
    const grants = { users: { ci: { grants: [{ readOnlyPrefix: { bucket: 'through', prefix: 'a/', through } }] } } };
    expect(await refused({ bucket: 'releases', prefix: 'a/', through }, { type: 'ReadOnlyPrefix' })).toContain('put it into the plan of a StorageAccess');
    expect((await ask(grants)).resources.map(({ type }) => type)).toEqual(expect.arrayContaining(['aws:s3/accessPoint:AccessPoint', 'aws:s3/bucketPolicy:BucketPolicy']));
  });

  test('are refused as their constructs are', async () => {
    expect(await refused({ bucket: 'releases', prefix: '/a' }, { type: 'ReadOnlyPrefix' })).toContain('Code: InvalidPrefix');
    expect(await refused({ bucket: 'releases', prefix: from(RELEASES, 'a/') }, { type: 'ReadOnlyPrefix' })).toContain('Code: DeployTimeValue');
    expect(await refused({ bucket: 'releases', prefix: 'a/', platform: { cephRgw: { endpoint: 'https://rgw.store.example' } } }, { type: 'ReadOnlyPrefix' })).toContain('Code: OutsidePlatform');
  });
});

// the last one: what it leaves behind is the answer to whatever is asked for next, by the server of the SDK
test('a name that turns out to be none while it is deployed is refused then', async () => {
  const principal = { existingRole: from(urn('aws:iam/role:Role', 'app'), 'app*') };
  expect(await refused({ existing: [{ principal, grants: [{ readOnlyPrefix: { bucket: 'releases', prefix: '' } }] }] })).toContain('Code: InvalidName');
});
