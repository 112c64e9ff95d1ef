import { decide, minio, readAccess } from '../../src';

const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] });
const resource = (type: string, name: string, outputs: object) => ({ urn: `urn:pulumi:prod::access::${type}::${name}`, type, id: name, custom: true, outputs: { id: name, ...outputs } });
const MINIO = [
  resource('minio:index/iamUser:IamUser', 'dana', { name: 'dana' }),
  resource('minio:index/iamPolicy:IamPolicy', 'reads', { name: 'reads', policy: document }),
  resource('minio:index/iamUserPolicyAttachment:IamUserPolicyAttachment', 'dana-reads', { userName: 'dana', policyName: 'reads' }),
];
const AWS = [
  resource('aws:iam/user:User', 'lee', { name: 'lee' }),
  resource('aws:iam/userPolicy:UserPolicy', 'reads', { user: 'lee', name: 'reads', policy: document }),
];
const exported = (...resources: readonly object[]) => ({ version: 3, deployment: { resources } });
const versions = (state: ReturnType<typeof readAccess>, user: string) => (
  decide(state, { principal: { user }, action: 's3:GetObjectVersion', resource: 'arn:aws:s3:::releases/x' }).effect
);

test('resources of MinIO\'s provider are judged as MinIO judges, where nothing names a platform', () => {
  const state = readAccess(exported(...MINIO));
  expect([state.platform?.name, state.unknowns]).toEqual(['minio', []]);
  // there, anyone who reads objects reads versions, too
  expect(versions(state, 'dana')).toBe('allow');
  expect(versions(readAccess(exported(...AWS)), 'lee')).toBe('implicitDeny');
});

test('a platform that is named comes first, and two of them in one source are told', () => {
  expect(readAccess(exported(...MINIO), { platform: minio({ scope: 'acme-storage', endpoint: 'https://store.example' }) }).platform?.endpoints).toEqual(minio({ scope: 'acme-storage', endpoint: 'https://store.example' }).endpoints);
  const both = readAccess(exported(...MINIO, ...AWS));
  expect(both.platform).toBeUndefined();
  expect(both.unknowns.map(({ reason }) => reason)).toEqual([expect.stringContaining('it is declared for MinIO, and ')]);
});
