import { execFileSync } from 'node:child_process';
import { compiledFile } from '../compiled';
import { runProgram, UNKNOWN, type EngineRun, type Properties, type Registered } from './engine';

/** Real registration: programs run in processes of their own, through the SDK's own entry, and register over gRPC. */
jest.setTimeout(300_000);

const computed = (mode: 'preview' | 'up') => (type: string, name: string, inputs: Properties): Properties => {
  const known = (value: string) => (mode === 'up' ? value : UNKNOWN);
  const bucket = inputs.bucket ?? known(`${name}-1a2b`);
  if (type === 'aws:s3/bucket:Bucket') return { id: bucket, bucket, arn: known(`arn:aws:s3:::${String(bucket)}`) };
  if (type === 'aws:iam/accessKey:AccessKey') return { secret: known('s3cr3t') };
  return type === 'aws:iam/policy:Policy' ? { arn: known(`arn:aws:iam::111122223333:policy/${String(inputs.name)}`) } : {};
};
const run = (program: string, mode: 'preview' | 'up', env = {}): Promise<EngineRun> => runProgram(program, { mode, computed: computed(mode), env });
const named = ({ resources }: EngineRun, name: string): Registered => resources.find((resource) => resource.name === name) as Registered;

const HOMES = '{"Version":"2012-10-17","Statement":['
  + '{"Sid":"PerUserHomeFolder","Effect":"Allow",'
  + '"Action":["s3:AbortMultipartUpload","s3:DeleteObject","s3:GetObject","s3:ListMultipartUploadParts","s3:PutObject"],'
  + '"Resource":"arn:aws:s3:::acme-shared/home/${aws:username}/*"},'
  + '{"Sid":"PerUserHomeFolderList","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::acme-shared",'
  + '"Condition":{"StringLike":{"s3:prefix":"home/${aws:username}/*"}}}]}';

describe('a program with everything', () => {
  let up: EngineRun;
  let preview: EngineRun;
  beforeAll(async () => {
    up = await run('everything.ts', 'up');
    preview = await run('everything.ts', 'preview');
  });

  test('runs', () => {
    expect([up.code, up.text]).toEqual([0, '']);
    expect([preview.code, preview.text]).toEqual([0, '']);
    expect(preview.resources.map(({ urn }) => urn).sort()).toEqual(up.resources.map(({ urn }) => urn).sort());
  });

  test('the policy arrives letter by letter, variables included', () => {
    expect(named(up, 'homes-policy').inputs.policy).toBe(HOMES);
    expect(named(preview, 'homes-policy').inputs.policy).toBe(HOMES);
  });

  test('secrets are marked, for the provider and as the value', () => {
    expect(named(up, 'ci-uploader-access-key-1').secretOutputs).toContain('secret');
    expect(named(up, 'proj-dev').outputs).toMatchObject({ id: 'ci-uploader-access-key-1-id', secret: { secret: 's3cr3t' } });
    expect(JSON.stringify(up.resources.filter(({ type }) => type.startsWith('bucket-grants:')))).not.toContain('s3cr3t');
  });

  test('children have their parents, and wait for what they are made of', () => {
    const chains = up.resources.filter(({ type }) => type.startsWith('aws:')).map(({ urn, dependencies }) => [urn, ...dependencies.map((each) => each.split('::')[1])].join(' <- '));
    expect(chains.sort()).toMatchInlineSnapshot(`
[
  "aws:s3/bucket:Bucket$aws:s3/bucketPolicy:BucketPolicy::releases-bucket-policy <- releases",
  "aws:s3/bucket:Bucket::releases",
  "aws:s3/bucket:Bucket::shared",
  "bucket-grants:index:AccessKey$aws:iam/accessKey:AccessKey::lee-key-access-key-2026-11",
  "bucket-grants:index:PerUserHomeFolder$aws:iam/groupPolicy:GroupPolicy::homes-policy <- engineering-group <- shared",
  "bucket-grants:index:ReadOnlyPrefix$aws:iam/policy:Policy::downloads-policy",
  "bucket-grants:index:ReadOnlyPrefix$aws:iam/userPolicyAttachment:UserPolicyAttachment::downloads-policy-attachment <- downloads-policy",
  "bucket-grants:index:StorageGroup$aws:iam/group:Group::engineering-group",
  "bucket-grants:index:StorageGroup$aws:iam/groupMembership:GroupMembership::engineering-membership <- engineering-group <- dana-user",
  "bucket-grants:index:StorageUser$aws:iam/accessKey:AccessKey::dana-access-key-2026-05 <- dana-user",
  "bucket-grants:index:StorageUser$aws:iam/accessKey:AccessKey::dana-access-key-2026-11 <- dana-user",
  "bucket-grants:index:StorageUser$aws:iam/user:User::dana-user",
  "bucket-grants:index:WriteOnlyUploader$aws:iam/accessKey:AccessKey::ci-uploader-access-key-1 <- shared <- ci-uploader-user",
  "bucket-grants:index:WriteOnlyUploader$aws:iam/user:User::ci-uploader-user <- shared",
  "bucket-grants:index:WriteOnlyUploader$aws:iam/userPolicy:UserPolicy::ci-uploader-policy <- shared <- releases <- ci-uploader-user",
]
`);
  });

  test('a bucket that is unknown in the preview makes an unknown policy, and the right one in the end', () => {
    expect(named(preview, 'ci-uploader-policy').inputs.policy).toBe('<unknown>');
    expect(named(up, 'ci-uploader-policy').inputs.policy).toContain('"Resource":"arn:aws:s3:::releases-1a2b/firmware/*"');
    expect(named(up, 'ci-uploader-policy').propertyDependencies).toMatchObject({ policy: ['aws:s3/bucket:Bucket::releases'] });
  });

  test('a guard after an await is merged, also where the program exports the policy', () => {
    const { inputs } = named(up, 'releases-bucket-policy');
    expect(JSON.parse(inputs.policy as string)).toMatchObject({ Statement: [{ Sid: 'EnforceHttps' }, { Sid: 'EnforceHttpsTls' }] });
    expect(inputs.bucket).toBe('releases-1a2b');
    expect(named(up, 'proj-dev').outputs?.policy).toBe(inputs.policy);
    expect(named(preview, 'releases-bucket-policy').inputs).toEqual({ bucket: '<unknown>', policy: '<unknown>' });
    expect(up.resources.filter(({ type }) => type === 'aws:s3/bucketPolicy:BucketPolicy')).toHaveLength(1);
  });
});

describe('values that come late', () => {
  test('are filled in, and secret where they are', async () => {
    const { code, resources } = await run('inputs.ts', 'up');
    expect(code).toBe(0);
    const inputs = (name: string) => resources.find((resource) => resource.name === name)?.inputs;
    expect(inputs('team-membership')).toMatchObject({ users: ['lee'] });
    expect(inputs('downloads-policy')?.policy).toContain('"arn:aws:s3:::downloads/*"');
    expect(inputs('homes-policy')?.policy).toEqual({ secret: expect.stringContaining('"arn:aws:s3:::shared/home/${aws:username}/*"') });
  });

  test.each([
    ['a bucket that would widen the policy', { BUCKET: 'x","arn:aws:s3:::*' }, 'InvalidBucketName', 'downloads-policy'],
    ['a user name that is none', { USER_NAME: 'lee*' }, 'InvalidName', 'team-membership'],
  ])('%s is refused, and the resource never registered', async (_, env, error, resource) => {
    const { code, text, resources } = await run('inputs.ts', 'up', env);
    expect(code).not.toBe(0);
    expect(text).toContain(`Code: ${error}`);
    expect(resources.map(({ name }) => name)).not.toContain(resource);
  });
});

describe('what is named by plain text', () => {
  test('is waited for, where the program makes it', async () => {
    const { code, text, resources } = await run('named.ts', 'up');
    expect([code, text]).toEqual([0, '']);
    const after = (name: string) => named({ resources } as EngineRun, name).dependencies.map((urn) => urn.split('::')[1]).sort();
    expect(['reads-policy-attachment', 'key-access-key-1', 'staff-membership', 'downloads-bucket-policy'].map((name) => [name, after(name)])).toEqual([
      ['reads-policy-attachment', ['dana-user', 'reads-policy']],
      ['key-access-key-1', ['own']],
      ['staff-membership', ['kim-user', 'own', 'staff-group']],
      ['downloads-bucket-policy', ['made']],
    ]);
  });

  test('and refused where the program makes it afterwards', async () => {
    const { code, text } = await run('named.ts', 'up', { ORDER: 'too late' });
    expect(code).not.toBe(0);
    expect(text).toContain('Code: MadeTooLate');
    expect(text).toContain('reads names the user dana as one that exists already, and dana-user makes it afterwards');
  });
});

describe('bucket policies', () => {
  test.each(['before the import', 'before ours', 'after ours'])('a policy by the provider\'s own class is refused %s, and names both', async (order) => {
    const { code, text, resources } = await run('other-policy.ts', 'up', { ORDER: order });
    expect(code).not.toBe(0);
    expect(text).toContain('Code: TwoBucketPolicies');
    expect(text).toMatch(/https and handmade/);
    expect(resources.map(({ name }) => name)).not.toContain('made-bucket-policy');
  });

  test('a block of public access is refused that was made before the import', async () => {
    const { code, text, resources } = await run('other-policy.ts', 'up', { ORDER: 'a block before the import' });
    expect(code).not.toBe(0);
    expect(text).toMatch(/opened to everyone by public, and ajar blocks public policies[^]*Code: PublicAccessBlocked/);
    expect(resources.map(({ name }) => name)).not.toContain('made-bucket-policy');
  });

  test('the same is refused under mocks, by themselves and in inline programs, whatever comes first', () => {
    const answers = JSON.parse(execFileSync(process.execPath, [compiledFile('test/pulumi/programs/refused-under-mocks.ts')], { encoding: 'utf8' })) as object;
    const codes = (name: string) => (name.startsWith('a policy') ? 'TwoBucketPolicies' : name.startsWith('a block') ? 'PublicAccessBlocked' : 'releases-bucket-policy');
    expect(Object.keys(answers)).toHaveLength(11);
    expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, [codes(name), codes(name)]])));
  });

  test('a program that failed writes none: guards would be missing from it', async () => {
    const { code, text, resources } = await run('failing.ts', 'up');
    expect(code).not.toBe(0);
    expect(text).toContain('Code: InvalidName');
    expect(resources.map(({ type }) => type)).not.toContain('aws:s3/bucketPolicy:BucketPolicy');
  });
});
