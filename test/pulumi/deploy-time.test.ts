import { Role } from '@pulumi/aws/iam/role';
import { Bucket } from '@pulumi/aws/s3/bucket';
import * as pulumi from '@pulumi/pulumi';
import * as fc from 'fast-check';
import { accessPlan, enforceHttps, readOnlyPrefix } from '../../src';
import { aws } from '../../src/platforms';
import { isDeployTime } from '../../src/policy/deploy-time';
import {
  AccessKey, deployTimeName, EnforceHttps, existingGroup, existingRole, existingUser, PerUserHomeFolder, ReadOnlyPrefix, StorageAccess, StorageGroup,
  WriteOnlyUploader,
} from '../../src/pulumi';
import { bucketInput, policyInput, principalInput } from '../../src/pulumi/deploy';
import { plainOrPlaceholder } from '../../src/pulumi/placeholders';
import { runs } from '../runs';
import { declare, linesOf, outcomeOf, policiesOf, refusal } from './mocks';

const FORGED = '${TfToken[TOKEN.1]}';

describe('marks', () => {
  test('the same Output has the same mark, another one another; promises too', () => {
    const output = pulumi.output('releases');
    const promise = Promise.resolve('releases');
    expect(plainOrPlaceholder('bucket', output)).toBe(plainOrPlaceholder('bucket', output));
    expect(plainOrPlaceholder('bucket', promise)).toBe(plainOrPlaceholder('bucket', promise));
    expect(plainOrPlaceholder('bucket', pulumi.output('releases'))).not.toBe(plainOrPlaceholder('bucket', output));
    expect(isDeployTime(plainOrPlaceholder('bucket', output))).toBe(true);
  });

  test.each<[string, () => unknown]>([
    ['a bucket', () => new ReadOnlyPrefix('x', { bucket: FORGED, prefix: '' })],
    ['a part of a bucket', () => new ReadOnlyPrefix('x', { bucket: `logs-${FORGED}`, prefix: '' })],
    ['a bucket with a guard', () => new EnforceHttps('x', { bucket: FORGED })],
    ['an existing user', () => new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: '', grantee: existingUser(FORGED) })],
    ['an existing user, named by the core', () => new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: '', grantee: { existing: true, kind: 'user', name: FORGED } })],
    ['a member', () => new StorageGroup('x', { members: [{ existing: true, kind: 'user', name: FORGED }] })],
    ['the bucket of a plan', () => new StorageAccess('x', { plan: accessPlan({ buckets: { [FORGED]: { guards: [enforceHttps()] } } }) })],
    ['the bucket of a grant in a plan', () => new StorageAccess('x', { plan: accessPlan({ users: { dana: { grants: [readOnlyPrefix({ bucket: FORGED, prefix: '' })] } } }) })],
  ])('text in their form is refused in %s', async (_, body) => {
    expect(await refusal(body)).toMatchObject({ code: 'ReservedText' });
  });

  test('a mark is good for buckets and existing principals only', async () => {
    const mark = () => deployTimeName(pulumi.output('dana'));
    expect(await refusal(() => new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: `${mark()}/` }))).toMatchObject({ code: 'DeployTimeValue' });
    expect(await refusal(() => new StorageGroup('x', { name: mark() }))).toMatchObject({ code: 'DeployTimeValue' });
  });
});

describe('Outputs of buckets', () => {
  test('plain names give plain policies', () => {
    expect(policyInput('{"Resource":"arn:aws:s3:::releases/*"}', ['releases'])).toBe('{"Resource":"arn:aws:s3:::releases/*"}');
    expect(bucketInput('releases')).toBe('releases');
    expect(principalInput('user', 'dana', aws())).toBe('dana');
  });

  test('id, arn and bucket give the same policy as the name', async () => {
    const { resources } = await declare(() => {
      const shared = new Bucket('shared', { bucket: 'acme-shared' });
      const named = { plain: 'acme-shared', id: shared.id, arn: shared.arn, bucket: shared.bucket, anywhere: pulumi.interpolate`acme-${'shared'}`, promise: Promise.resolve('acme-shared') };
      for (const [name, bucket] of Object.entries(named)) new PerUserHomeFolder(name, { bucket, prefix: 'home/', othersMayRead: true, allowRootListing: true });
    });
    const [plain, ...others] = Object.values(policiesOf(resources));
    expect(others).toHaveLength(5);
    for (const other of others) expect(other).toEqual(plain);
  });

  test('a secret bucket name makes a secret policy', async () => {
    const { result: grant } = await declare(() => new WriteOnlyUploader('x', { bucket: pulumi.secret('releases'), prefix: '' }));
    expect(await pulumi.isSecret(grant.policies[0].json)).toBe(true);
  });

  test('a plan takes them too', async () => {
    const { resources } = await declare(() => {
      const releases = new Bucket('releases');
      const bucket = deployTimeName(releases.arn);
      new StorageAccess('access', { plan: accessPlan({ users: { dana: { grants: [readOnlyPrefix({ bucket, prefix: '' })] } }, buckets: { [bucket]: { guards: [enforceHttps()] } } }) });
    });
    expect(policiesOf(resources)).toMatchObject({
      'UserPolicy access-dana-policy': { Statement: [{ Resource: 'arn:aws:s3:::releases-1a2b/*' }, { Resource: 'arn:aws:s3:::releases-1a2b' }] },
      'BucketPolicy releases-bucket-policy': { Statement: [{ Resource: ['arn:aws:s3:::releases-1a2b', 'arn:aws:s3:::releases-1a2b/*'] }] },
    });
  });

  const refused = async (value: unknown) => {
    const json = '{"Resource":"arn:aws:s3:::BUCKET/*"}';
    const mark = plainOrPlaceholder('bucket', pulumi.output(value) as pulumi.Output<string>);
    const outcomes = await Promise.all([policyInput(json.replace('BUCKET', mark), [mark]), bucketInput(mark)].map(outcomeOf));
    return outcomes.map((outcome) => outcome.error?.code ?? outcome.value);
  };

  const accessPoint = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/x';
  test.each(['x","arn:aws:s3:::*', '*', 'arn:aws:s3:::*', 'arn:aws:s3:::a/b', accessPoint, '${aws:username}', FORGED, '', 'Releases', 1234, null, undefined])(
    'the value %p is refused when it is there', async (value) => {
      expect(await refused(value)).toEqual(['InvalidBucketName', 'InvalidBucketName']);
    },
  );

  test('no hostile value gets into a policy', async () => {
    const pieces = fc.constantFrom('a', 'aaa', '*', '?', '"', '\\', '$', '{', '}', '/', ':', 'arn:aws:s3:::', '\n', 'é');
    await fc.assert(fc.asyncProperty(fc.string({ unit: pieces, maxLength: 8 }), async (value) => {
      const [, name] = /^(?:arn:aws:s3:::)?(a{3,63})$/.exec(value) ?? [];
      expect(await refused(value)).toEqual(name === undefined ? ['InvalidBucketName', 'InvalidBucketName'] : [`{"Resource":"arn:aws:s3:::${name}/*"}`, name]);
    }), { numRuns: runs(300) });
  });
});

describe('Outputs of existing principals', () => {
  test('name users, groups and roles everywhere', async () => {
    const { resources } = await declare(() => {
      const role = new Role('deployer', { name: 'deployer-7f', assumeRolePolicy: '{}' });
      const lee = existingUser(pulumi.output('lee'));
      new WriteOnlyUploader('deploys', { bucket: 'releases', prefix: '', grantee: existingRole(role.name) });
      new ReadOnlyPrefix('audit', { bucket: 'logs', prefix: '', grantee: existingGroup(pulumi.output('auditors')) });
      new StorageGroup('engineering', { members: [lee] });
      new AccessKey('lee-key', { user: lee, generation: '1' });
    });
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "AccessKey lee-key-access-key-1 {"status":"Active","user":"lee"}",
  "Group engineering-group {"name":"engineering"}",
  "GroupMembership engineering-membership {"group":"engineering","name":"engineering","users":["lee"]}",
  "GroupPolicyAttachment audit-policy-attachment {"group":"auditors","policyArn":"arn:aws:iam::111122223333:policy/audit-10ec284b"}",
  "Policy audit-policy {"name":"audit-10ec284b"} + policy",
  "Policy deploys-policy {"name":"deploys-6ced5907"} + policy",
  "Role deployer {"assumeRolePolicy":"{}","name":"deployer-7f"}",
  "RolePolicyAttachment deploys-policy-attachment {"policyArn":"arn:aws:iam::111122223333:policy/deploys-6ced5907","role":"deployer-7f"}",
]
`);
  });

  test('are checked when they are there', async () => {
    const named = (name: string) => outcomeOf(principalInput('user', existingUser(pulumi.output(name)).name, aws()));
    expect((await named('lee*')).error).toMatchObject({ code: 'InvalidName' });
    expect(await named('lee')).toEqual({ value: 'lee' });
  });
});
