import { Bucket } from '@pulumi/aws/s3/bucket';
import * as pulumi from '@pulumi/pulumi';
import { aws, replicationSource } from '../../src';
import { identityDocument } from '../../src/plan/identity-document';
import { existingRole, ListAllBuckets, PerUserBucket, ReplicationSource } from '../../src/pulumi';
import { policyInput } from '../../src/pulumi/deploy';
import { plainOrPlaceholder } from '../../src/pulumi/placeholders';
import { declare, outcomeOf, policiesOf, refusal } from './mocks';

const grantee = existingRole('replication');

test('a grant with two buckets takes Outputs of both', async () => {
  const { resources } = await declare(() => {
    const [source, copy] = ['releases', 'copies'].map((name) => new Bucket(name));
    new ReplicationSource('replication', { bucket: source.arn, destination: copy.id, grantee });
  });
  const [policy] = Object.values(policiesOf(resources));
  expect(policy).toMatchObject({
    Statement: [
      { Resource: 'arn:aws:s3:::releases-1a2b' }, { Resource: 'arn:aws:s3:::releases-1a2b/*' }, { Resource: 'arn:aws:s3:::copies-1a2b/*' },
    ],
  });
});

test.each(['bucket', 'destination'])('%s is checked when it is there', async (prop) => {
  const mark = plainOrPlaceholder(prop, pulumi.output('x","arn:aws:s3:::*'));
  const grant = replicationSource({ bucket: 'releases', destination: 'copies', [prop]: mark });
  const { error } = await outcomeOf(policyInput(identityDocument([grant], { kind: 'role' }, aws()).json, grant.buckets));
  expect(error).toMatchObject({ code: 'InvalidBucketName' });
});

test('text in the form of a mark is refused as destination', async () => {
  expect(await refusal(() => new ReplicationSource('x', { bucket: 'releases', destination: '${TfToken[TOKEN.1]}', grantee }))).toMatchObject({ code: 'ReservedText' });
});

test('a role has no bucket of its user name, nor is it one of the users of a condition', async () => {
  expect(await refusal(() => new PerUserBucket('homes', { namePrefix: 'acme-', grantee }))).toMatchObject({ code: 'RoleHasNoUserName' });
  expect(await refusal(() => new ListAllBuckets('buckets', { when: { users: ['dana'] }, grantee }))).toMatchObject({ code: 'RoleHasNoUserName' });
});

test('a bucket for each user has no bucket to name', async () => {
  const { resources } = await declare(() => { new PerUserBucket('homes', { namePrefix: 'acme-home-', user: { name: 'dana' } }); });
  expect(JSON.stringify(policiesOf(resources))).toContain('arn:aws:s3:::acme-home-${aws:username}/*');
});
