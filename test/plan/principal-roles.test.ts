import {
  accessPlan, accountRole, anotherAccount, aws, decide, everyone, externalPrincipal, irsaRole, podIdentityRole, readAccess, renderAccess,
  replicationSource, serviceRole, type RoleTrusts,
} from '../../src';
import { trustJson } from '../../src/plan/role-trust';
import { refused, untyped } from '../grants/refused';

const rendered = (trust: RoleTrusts, platform = aws()) => (JSON.parse(trustJson('r', trust, platform)) as { Statement: readonly unknown[] }).Statement;
const CLUSTER = 'arn:aws:eks:eu-central-1:111122223333:cluster/main';
const issuer = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
const irsa = { issuer, provider: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE', namespace: 'ingest', serviceAccount: 'uploader' };

test('a service takes the role, for its source where one is named', () => {
  expect(rendered(serviceRole({ service: 'lambda.amazonaws.com' }))).toEqual([
    { Sid: 'Service', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
  expect(rendered(serviceRole({ service: 'firehose.amazonaws.com', sourceAccount: '111122223333', sourceArn: 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/a' }))).toMatchObject([{
    Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:firehose:eu-central-1:111122223333:deliverystream/a' }, StringEquals: { 'aws:SourceAccount': '111122223333' } },
  }]);
});

test('pods of one service account take it, by Pod Identity and by tokens of the cluster', () => {
  expect(rendered(podIdentityRole({ namespace: 'ingest', serviceAccount: 'uploader', cluster: CLUSTER }))).toEqual([{
    Sid: 'PodIdentity',
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      ArnEquals: { 'aws:SourceArn': CLUSTER },
      StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'ingest', 'aws:RequestTag/kubernetes-service-account': 'uploader' },
    },
  }]);
  expect(rendered(irsaRole(irsa))).toMatchObject([{
    Sid: 'ServiceAccountToken',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:aud': 'sts.amazonaws.com',
        'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub': 'system:serviceaccount:ingest:uploader',
      },
    },
  }]);
});

test('another account takes it with its external id, and a list of trusts lets in each', () => {
  const both = rendered([
    accountRole({ account: anotherAccount('444455556666'), externalId: 'acme-7f3c9a' }),
    accountRole({ account: externalPrincipal('arn:aws:iam::444455556666:role/backup'), externalId: 'acme-7f3c9a' }),
  ]);
  expect(both).toMatchObject(['arn:aws:iam::444455556666:root', 'arn:aws:iam::444455556666:role/backup'].map((arn) => (
    { Principal: { AWS: arn }, Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': 'acme-7f3c9a' } } }
  )));
  expect(rendered(accountRole({ account: anotherAccount('444455556666'), externalId: 'acme' }), aws({ region: 'cn-north-1' }))).toMatchObject([{ Principal: { AWS: 'arn:aws-cn:iam::444455556666:root' } }]);
});

test.each<readonly [string, () => unknown]>([
  ['no service', () => serviceRole(untyped({}))],
  ['a service without its host', () => serviceRole({ service: 'lambda' })],
  ['every service', () => serviceRole({ service: '*' })],
  ['a host of somebody else', () => serviceRole({ service: 'lambda.amazonaws.com.example' })],
  ['pods without their names', () => serviceRole({ service: 'pods.eks.amazonaws.com' })],
  ['a source account with hyphens', () => serviceRole({ service: 'lambda.amazonaws.com', sourceAccount: '1111-2222-3333' })],
  ['a pattern of sources', () => serviceRole({ service: 'lambda.amazonaws.com', sourceArn: 'arn:aws:lambda:*:111122223333:function:x' })],
  ['every namespace', () => podIdentityRole({ namespace: '*', serviceAccount: 'uploader' })],
  ['no service account', () => podIdentityRole(untyped({ namespace: 'ingest' }))],
  ['a service account that is a pattern', () => irsaRole({ ...irsa, serviceAccount: '*' })],
  ['a namespace with a colon', () => irsaRole({ ...irsa, namespace: 'a:b' })],
  ['an account without external id', () => accountRole(untyped({ account: anotherAccount('444455556666') }))],
  ['an empty external id', () => accountRole({ account: anotherAccount('444455556666'), externalId: '' })],
  ['an external id that is a pattern', () => accountRole({ account: anotherAccount('444455556666'), externalId: 'acme*' })],
  ['everyone', () => accountRole({ account: untyped(everyone()), externalId: 'acme' })],
  ['an account as text', () => accountRole({ account: untyped('444455556666'), externalId: 'acme' })],
])('refuses %s', (_what, make) => {
  expect(refused(make).code).toBe('InvalidTrust');
});

test('refuses a principal of another partition', () => {
  const trust = accountRole({ account: externalPrincipal('arn:aws-cn:iam::444455556666:role/backup'), externalId: 'acme' });
  expect(refused(() => rendered(trust)).code).toBe('OtherPartition');
});

test('the role that S3 takes replicates to several destinations by a grant each', () => {
  const trust = serviceRole({ service: 's3.amazonaws.com' });
  const grants = ['copy-a', 'copy-b'].map((destination) => replicationSource({ bucket: 'releases', destination }));
  const [role] = renderAccess(accessPlan({ roles: { replication: { trust, grants } } })).roles;
  const state = readAccess({ roles: { replication: { policies: role.policies.map(({ json }) => json) } } });
  const asked = (resource: string) => decide(state, { principal: { role: 'replication' }, action: 's3:ReplicateObject', resource }).effect;
  expect(['copy-a/x', 'copy-b/x', 'copy-c/x', 'releases/x'].map(asked)).toEqual(['allow', 'allow', 'implicitDeny', 'implicitDeny']);
});
