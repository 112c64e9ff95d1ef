import * as pulumi from '@pulumi/pulumi';
import { accessPlan, enforceHttps, perUserHomeFolder, policyVariable, readOnlyPrefix, writeOnlyUploader } from '../../src';
import {
  AccessKey, EnforceHttps, existingGroup, existingRole, existingUser, PerUserHomeFolder, ReadOnlyPrefix, ReadWritePrefix, StorageAccess, StorageGroup,
  StorageUser, WriteOnlyUploader,
} from '../../src/pulumi';
import { declare, linesOf, policiesOf, refusal, valueOf } from './mocks';

describe('grants', () => {
  test('a grant without a grantee makes a user, an access key and a policy of its own', async () => {
    const { result: ci, resources } = await declare(() => new WriteOnlyUploader('ci-uploader', { bucket: 'releases', prefix: 'firmware/' }));
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "AccessKey ci-uploader-access-key-1 {"status":"Active","user":"ci-uploader"}",
  "User ci-uploader-user {"name":"ci-uploader"}",
  "UserPolicy ci-uploader-policy {"name":"ci-uploader","user":"ci-uploader"} + policy",
]
`);
    expect(policiesOf(resources)).toMatchInlineSnapshot(`
{
  "UserPolicy ci-uploader-policy": {
    "Statement": [
      {
        "Action": [
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::releases/firmware/*",
        "Sid": "WriteOnlyUploader",
      },
    ],
    "Version": "2012-10-17",
  },
}
`);
    expect(await valueOf(ci.user.name)).toBe('ci-uploader');
    expect(await valueOf(ci.accessKey.id)).toBe('ci-uploader-access-key-1-id');
    expect(ci.policies).toEqual([{ name: 'ci-uploader', placement: 'inline', grants: ['WriteOnlyUploader'], guards: [], json: expect.anything() }]);
    expect(await valueOf(ci.policies[0].json)).toBe(await valueOf(ci.resources.inlinePolicy!.policy));
    expect(resources.map(({ type }) => type)).toContain('bucket-grants:index:WriteOnlyUploader');
  });

  test('user names it and says its keys', async () => {
    const { result: backup, resources } = await declare(() => new ReadWritePrefix('backup', {
      bucket: 'backups', prefix: 'nightly/', user: { name: 'backup-bot', accessKeys: ['2', { generation: '1', status: 'Inactive' }] },
    }));
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "AccessKey backup-access-key-1 {"status":"Inactive","user":"backup-bot"}",
  "AccessKey backup-access-key-2 {"status":"Active","user":"backup-bot"}",
  "User backup-user {"name":"backup-bot"}",
  "UserPolicy backup-policy {"name":"backup","user":"backup-bot"} + policy",
]
`);
    // in the order in which they were named, not in that of numbers
    expect([...backup.user.accessKeys.keys()]).toEqual(['2', '1']);
    expect(backup.accessKey).toMatchObject({ generation: '1', status: 'Inactive' });
  });

  test('a user without keys has no newest one', async () => {
    const { result: grant } = await declare(() => new ReadOnlyPrefix('downloads', { bucket: 'downloads', prefix: '', user: { accessKeys: [] } }));
    expect(() => grant.accessKey).toThrow(expect.objectContaining({ code: 'NoAccessKey' }));
  });

  test('grants of grantees: inline where the principal is made here, managed where it exists', async () => {
    const { resources } = await declare(() => {
      const dana = new StorageUser('dana');
      const engineering = new StorageGroup('engineering', { members: [dana, existingUser('lee')] });
      new PerUserHomeFolder('homes', { bucket: 'shared', prefix: 'home/', grantee: engineering });
      new ReadOnlyPrefix('downloads', { bucket: 'downloads', prefix: 'public/', grantee: dana });
      new ReadOnlyPrefix('lees', { bucket: 'downloads', prefix: 'public/', grantee: existingUser('lee') });
      new ReadOnlyPrefix('audit', { bucket: 'logs', prefix: '', grantee: existingGroup('auditors') });
      new PerUserHomeFolder('teams', { bucket: 'shared', prefix: '', grantee: existingRole('team'), identity: policyVariable('aws:PrincipalTag/team') });
    });
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "Group engineering-group {"name":"engineering"}",
  "GroupMembership engineering-membership {"group":"engineering","name":"engineering","users":["dana","lee"]}",
  "GroupPolicy homes-policy {"group":"engineering","name":"homes"} + policy",
  "GroupPolicyAttachment audit-policy-attachment {"group":"auditors","policyArn":"arn:aws:iam::111122223333:policy/audit-10ec284b"}",
  "Policy audit-policy {"name":"audit-10ec284b"} + policy",
  "Policy lees-policy {"name":"lees-9a419972"} + policy",
  "Policy teams-policy {"name":"teams-e8ce9547"} + policy",
  "RolePolicyAttachment teams-policy-attachment {"policyArn":"arn:aws:iam::111122223333:policy/teams-e8ce9547","role":"team"}",
  "User dana-user {"name":"dana"}",
  "UserPolicy downloads-policy {"name":"downloads","user":"dana"} + policy",
  "UserPolicyAttachment lees-policy-attachment {"policyArn":"arn:aws:iam::111122223333:policy/lees-9a419972","user":"lee"}",
]
`);
    expect(policiesOf(resources)).toMatchInlineSnapshot(`
{
  "GroupPolicy homes-policy": {
    "Statement": [
      {
        "Action": [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::shared/home/\${aws:username}/*",
        "Sid": "PerUserHomeFolder",
      },
      {
        "Action": "s3:ListBucket",
        "Condition": {
          "StringLike": {
            "s3:prefix": "home/\${aws:username}/*",
          },
        },
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::shared",
        "Sid": "PerUserHomeFolderList",
      },
    ],
    "Version": "2012-10-17",
  },
  "Policy audit-policy": {
    "Statement": [
      {
        "Action": "s3:GetObject",
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::logs/*",
        "Sid": "ReadOnlyPrefix",
      },
      {
        "Action": "s3:ListBucket",
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::logs",
        "Sid": "ReadOnlyPrefixList",
      },
    ],
    "Version": "2012-10-17",
  },
  "Policy lees-policy": {
    "Statement": [
      {
        "Action": "s3:GetObject",
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::downloads/public/*",
        "Sid": "ReadOnlyPrefix",
      },
      {
        "Action": "s3:ListBucket",
        "Condition": {
          "StringLike": {
            "s3:prefix": "public/*",
          },
        },
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::downloads",
        "Sid": "ReadOnlyPrefixList",
      },
    ],
    "Version": "2012-10-17",
  },
  "Policy teams-policy": {
    "Statement": [
      {
        "Action": [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::shared/\${aws:PrincipalTag/team}/*",
        "Sid": "PerUserHomeFolder",
      },
      {
        "Action": "s3:ListBucket",
        "Condition": {
          "StringLike": {
            "s3:prefix": "\${aws:PrincipalTag/team}/*",
          },
        },
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::shared",
        "Sid": "PerUserHomeFolderList",
      },
    ],
    "Version": "2012-10-17",
  },
  "UserPolicy downloads-policy": {
    "Statement": [
      {
        "Action": "s3:GetObject",
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::downloads/public/*",
        "Sid": "ReadOnlyPrefix",
      },
      {
        "Action": "s3:ListBucket",
        "Condition": {
          "StringLike": {
            "s3:prefix": "public/*",
          },
        },
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::downloads",
        "Sid": "ReadOnlyPrefixList",
      },
    ],
    "Version": "2012-10-17",
  },
}
`);
  });

  test('the user of a grant may get more, and join a group', async () => {
    const { resources } = await declare(() => {
      const ci = new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '' });
      new ReadOnlyPrefix('ci-reads', { bucket: 'releases', prefix: 'old/', grantee: ci.user });
      new StorageGroup('bots', { members: [ci.user] });
    });
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "AccessKey ci-access-key-1 {"status":"Active","user":"ci"}",
  "Group bots-group {"name":"bots"}",
  "GroupMembership bots-membership {"group":"bots","name":"bots","users":["ci"]}",
  "User ci-user {"name":"ci"}",
  "UserPolicy ci-policy {"name":"ci","user":"ci"} + policy",
  "UserPolicy ci-reads-policy {"name":"ci-reads","user":"ci"} + policy",
]
`);
  });

  test('a grant with a grantee has no user of its own', async () => {
    const { result: grant } = await declare(() => new ReadOnlyPrefix('downloads', { bucket: 'downloads', prefix: '', grantee: new StorageUser('dana') }));
    expect(() => grant.user).toThrow(expect.objectContaining({ code: 'HasGrantee' }));
    expect(() => grant.accessKey).toThrow(expect.objectContaining({ code: 'HasGrantee' }));
  });

  test('past the inline budget of a principal, grants become managed policies, until attachments run out', async () => {
    const many = (count: number) => () => {
      const dana = new StorageUser('dana');
      return Array.from({ length: count }, (_, index) => new ReadOnlyPrefix(`folder-${index}`, { bucket: 'shared', prefix: `${'long'.repeat(60)}-${index}/`, grantee: dana }));
    };
    const { result: grants } = await declare(many(12));
    expect(grants.map(({ policies: [{ placement }] }) => placement)).toEqual([...Array(2).fill('inline'), ...Array(10).fill('managed')]);
    expect(new Set(grants.map(({ policies: [{ name }] }) => name)).size).toBe(12);
    expect(await refusal(many(13))).toMatchObject({ code: 'TooManyPolicies' });
  });

  test('options of Pulumi pass through: parents, dependencies, aliases, protection', async () => {
    class Team extends pulumi.ComponentResource {
      constructor(name: string) {
        super('test:index:Team', name);
        new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '' }, { parent: this, aliases: [{ name: 'old-ci' }], protect: true });
      }
    }
    const { resources } = await declare(() => [new Team('a')]);
    expect(resources.filter(({ type }) => !type.startsWith('aws:')).map(({ type, name }) => `${type} ${name}`)).toEqual(['test:index:Team a', 'bucket-grants:index:WriteOnlyUploader ci']);
  });
});

describe('people and keys', () => {
  test('secrets are secrets, whatever the provider says of them', async () => {
    const { result: [dana, key, ci] } = await declare(() => [
      new StorageUser('dana', { accessKeys: ['2026-11'] }).accessKey,
      new AccessKey('lee-key', { user: existingUser('lee'), generation: '2026-11' }),
      new WriteOnlyUploader('ci', { bucket: 'releases', prefix: '' }).accessKey,
    ]);
    for (const { secret, id } of [dana, key, ci]) {
      expect(await pulumi.isSecret(secret)).toBe(true);
      expect(await pulumi.isSecret(id)).toBe(false);
    }
    expect(await valueOf(dana.secret)).toBe('secret of dana-access-key-2026-11');
  });

  test('a key on its own counts with those of its user', async () => {
    const third = () => {
      const dana = new StorageUser('dana', { accessKeys: ['1'] });
      new AccessKey('second', { user: dana, generation: '2', pgpKey: 'keybase:dana' });
      return new AccessKey('third', { user: dana, generation: '3' });
    };
    expect(await refusal(third)).toMatchObject({ code: 'TooManyAccessKeys' });
    expect(await refusal(() => ['1', '2', '3'].map((generation) => new AccessKey(`key-${generation}`, { user: existingUser('lee'), generation })))).toMatchObject({ code: 'TooManyAccessKeys' });
    expect(await refusal(() => [1, 2].map((at) => new AccessKey(`key-${at}`, { user: existingUser('lee'), generation: 'x' })))).toMatchObject({ code: 'NameTwice' });
  });

  test.each<[string, string, () => unknown]>([
    ['three keys', 'TooManyAccessKeys', () => new StorageUser('dana', { accessKeys: ['1', '2', '3'] })],
    ['a user name with a space', 'InvalidName', () => new StorageUser('dana', { name: 'dana lee' })],
    ['a user called ..', 'InvalidName', () => new StorageUser('dots', { name: '..' })],
    ['a user twice', 'NameTwice', () => [new StorageUser('a', { name: 'dana' }), new StorageUser('b', { name: 'DANA' })]],
    ['a group twice', 'NameTwice', () => [new StorageGroup('a', { name: 'x' }), new StorageGroup('b', { name: 'x' })]],
    ['a member that is text', 'UnknownMember', () => new StorageGroup('x', { members: ['dana' as never] })],
    ['a member that is undefined', 'UnknownMember', () => new StorageGroup('x', { members: [undefined as never] })],
    ['a member that is a group', 'UnknownMember', () => new StorageGroup('x', { members: [existingGroup('y') as never] })],
    ['a member twice', 'NameTwice', () => new StorageGroup('x', { members: [existingUser('lee'), existingUser('Lee')] })],
    ['eleven groups', 'TooManyGroups', () => Array.from({ length: 11 }, (_, index) => new StorageGroup(`g${index}`, { members: [existingUser('lee')] }))],
    ['an existing user with a bad name', 'InvalidName', () => new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: '', grantee: existingUser('*') })],
    ['a grantee that is text', 'InvalidGrantee', () => new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: '', grantee: 'dana' as never })],
    ['grantee and user', 'HasGrantee', () => new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: '', grantee: existingUser('lee'), user: { name: 'x' } })],
    ['a home folder for a role', 'RoleHasNoUserName', () => new PerUserHomeFolder('x', { bucket: 'shared', grantee: existingRole('deployer') })],
    ['a prefix without its slash', 'InvalidPrefix', () => new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: 'public' })],
    ['a bucket name that is none', 'InvalidBucketName', () => new ReadOnlyPrefix('x', { bucket: '*', prefix: '' })],
    ['no bucket', 'InvalidBucketName', () => new ReadOnlyPrefix('x', { prefix: '' } as never)],
    ['one policy name twice', 'PolicyNameTwice', () => {
      const dana = new StorageUser('dana');
      new ReadOnlyPrefix('x', { bucket: 'downloads', prefix: '', grantee: dana });
      new WriteOnlyUploader('x', { bucket: 'downloads', prefix: '', grantee: dana });
    }],
  ])('%s is refused: %s', async (_, code, body) => {
    expect(await refusal(body)).toMatchObject({ code });
  });
});

describe('StorageAccess', () => {
  const plan = accessPlan({
    users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' })], accessKeys: ['2026-11'] }, 'dana': {} },
    groups: { engineering: { members: ['dana', existingUser('lee')], grants: [perUserHomeFolder({ bucket: 'shared', prefix: 'home/' })] } },
    existing: [{ principal: existingRole('auditor'), grants: [readOnlyPrefix({ bucket: 'logs', prefix: '' })] }],
    buckets: { releases: { guards: [enforceHttps()] } },
  });

  test('makes everything in a plan', async () => {
    const { result: access, resources } = await declare(() => new StorageAccess('access', { plan }));
    expect(linesOf(resources)).toMatchInlineSnapshot(`
[
  "AccessKey access-ci-uploader-access-key-2026-11 {"status":"Active","user":"ci-uploader"}",
  "BucketPolicy releases-bucket-policy {"bucket":"releases"} + policy",
  "Group access-engineering-group {"name":"engineering"}",
  "GroupMembership access-engineering-membership {"group":"engineering","name":"engineering","users":["dana","lee"]}",
  "GroupPolicy access-engineering-policy {"group":"engineering","name":"access"} + policy",
  "Policy access-role-auditor-policy {"name":"role-auditor-access-17105d68"} + policy",
  "RolePolicyAttachment access-role-auditor-policy-attachment {"policyArn":"arn:aws:iam::111122223333:policy/role-auditor-access-17105d68","role":"auditor"}",
  "User access-ci-uploader-user {"name":"ci-uploader"}",
  "User access-dana-user {"name":"dana"}",
  "UserPolicy access-ci-uploader-policy {"name":"access","user":"ci-uploader"} + policy",
]
`);
    expect(policiesOf(resources)).toMatchInlineSnapshot(`
{
  "BucketPolicy releases-bucket-policy": {
    "Statement": [
      {
        "Action": "s3:*",
        "Condition": {
          "Bool": {
            "aws:SecureTransport": "false",
          },
        },
        "Effect": "Deny",
        "Principal": "*",
        "Resource": [
          "arn:aws:s3:::releases",
          "arn:aws:s3:::releases/*",
        ],
        "Sid": "EnforceHttps",
      },
    ],
    "Version": "2012-10-17",
  },
  "GroupPolicy access-engineering-policy": {
    "Statement": [
      {
        "Action": [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::shared/home/\${aws:username}/*",
        "Sid": "PerUserHomeFolder",
      },
      {
        "Action": "s3:ListBucket",
        "Condition": {
          "StringLike": {
            "s3:prefix": "home/\${aws:username}/*",
          },
        },
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::shared",
        "Sid": "PerUserHomeFolderList",
      },
    ],
    "Version": "2012-10-17",
  },
  "Policy access-role-auditor-policy": {
    "Statement": [
      {
        "Action": "s3:GetObject",
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::logs/*",
        "Sid": "ReadOnlyPrefix",
      },
      {
        "Action": "s3:ListBucket",
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::logs",
        "Sid": "ReadOnlyPrefixList",
      },
    ],
    "Version": "2012-10-17",
  },
  "UserPolicy access-ci-uploader-policy": {
    "Statement": [
      {
        "Action": [
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        "Effect": "Allow",
        "Resource": "arn:aws:s3:::releases/firmware/*",
        "Sid": "WriteOnlyUploader",
      },
    ],
    "Version": "2012-10-17",
  },
}
`);
    expect(await valueOf(access.users.get('ci-uploader')!.accessKey.id)).toBe('access-ci-uploader-access-key-2026-11-id');
    expect(await valueOf(access.groups.get('engineering')!.name)).toBe('engineering');
    expect([...access.resources.policies.keys()]).toEqual(['user ci-uploader', 'user dana', 'group engineering', 'role auditor']);
    expect([...access.resources.bucketPolicies.keys()]).toEqual(['releases']);
  });

  test('its users may get further grants, its buckets further guards', async () => {
    const { resources } = await declare(() => {
      const access = new StorageAccess('access', { plan });
      new ReadOnlyPrefix('extra', { bucket: 'downloads', prefix: '', grantee: access.users.get('dana') });
      new EnforceHttps('tls', { bucket: 'releases', minimumTlsVersion: '1.2' });
    });
    const found = policiesOf(resources);
    expect(found['UserPolicy extra-policy']).toBeDefined();
    expect(found['BucketPolicy releases-bucket-policy']).toMatchObject({ Statement: [{ Sid: 'EnforceHttps' }, { Sid: 'EnforceHttpsTls' }] });
  });
});
