import { accessMatrix, type AccessState, compareAccess, decide, readAccess } from '../../src';

const OWN = '111122223333';
const doc = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const OFF = { block_public_acls: false, block_public_policy: false, ignore_public_acls: false, restrict_public_buckets: false };
const ON = { block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true };

const rows = (state: AccessState) => accessMatrix(state).map(({ principal, bucket, read, list, write }) => `${principal} ${bucket} ${read} ${list} ${write}`);
const site = (more: object, resources: object = {}) => readAccess({ resource: { aws_s3_bucket: { site: { bucket: 'site', ...more } }, ...resources } }, { account: OWN });

describe('issue 11 A: the matrix shows what bears on access beside policies of users and buckets', () => {
  test('what the ACL of a bucket gives to everybody, by a resource of its own or in the block of the bucket', () => {
    const counts = { aws_s3_bucket_ownership_controls: { s: { bucket: 'site', rule: [{ object_ownership: 'ObjectWriter' }] } }, aws_s3_bucket_public_access_block: { s: { bucket: 'site', ...OFF } } };
    expect(rows(site({}, { ...counts, aws_s3_bucket_acl: { s: { bucket: 'site', acl: 'public-read' } } }))).toEqual(['anonymous site ? yes no']);
    expect(rows(site({ acl: 'public-read' }, counts))).toEqual(['anonymous site ? yes no']);
    // nobody knows whether it counts
    expect(rows(site({ acl: 'public-read-write' }))).toEqual(['anonymous site ? ? ?']);
    expect(rows(site({ acl: 'private' }))).toEqual([]);
  });

  test('that Block Public Access takes what a policy gives to everybody, and that its going is a gain', () => {
    const policy = JSON.stringify(doc({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/*' }));
    const blocked = (block: object) => site({ policy }, { aws_s3_bucket_public_access_block: { s: { bucket: 'site', ...block } } });
    expect([rows(blocked(ON)), rows(blocked(OFF))]).toEqual([[], ['anonymous site yes no no']]);
    expect(compareAccess(blocked(ON), blocked(OFF)).verdict).toBe('gained');
  });

  test('what the policy of an access point gives to everybody, where its bucket lets that through', () => {
    const point = `arn:aws:s3:eu-west-1:${OWN}:accesspoint/ap`;
    const through = (...delegated: readonly string[]) => readAccess({
      account: OWN,
      buckets: { site: { policy: doc(...delegated.map((account) => ({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*'], Condition: { StringEquals: { 's3:DataAccessPointAccount': account } } }))) } },
      resources: { [point]: { bucket: 'site', publicAccessBlock: { blockPublicPolicy: false, restrictPublicBuckets: false, blockPublicAcls: true, ignorePublicAcls: true }, policy: doc({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${point}/object/*` }) } },
    });
    expect(rows(through(OWN))).toContain(`anonymous ${point} if no no`);
    expect(rows(through()).filter((row) => row.includes('accesspoint'))).toEqual([]);
  });

  test('read-only sessions of a directory bucket, as what they are', () => {
    const bucket = `arn:aws:s3express:us-east-1:${OWN}:bucket/fast--use1-az4--x-s3`;
    const state = readAccess({
      account: OWN,
      users: { loader: { policies: [doc({ Effect: 'Allow', Action: 's3express:CreateSession', Resource: bucket, Condition: { StringEquals: { 's3express:SessionMode': 'ReadOnly' } } })] } },
    });
    const ask = (mode?: string) => decide(state, { principal: { user: 'loader' }, action: 's3express:CreateSession', resource: bucket, ...(mode !== undefined && { context: { 's3express:SessionMode': mode } }) }).effect;
    expect([ask('ReadOnly'), ask('ReadWrite')]).toEqual(['allow', 'implicitDeny']);
    expect(accessMatrix(state)).toMatchObject([{ principal: 'user loader', bucket, read: 'if' }]);
  });

  test('that policies of the organization deny', () => {
    const user = { policies: [doc({ Effect: 'Allow', Action: 's3:*', Resource: '*' })] };
    const limited = readAccess({ account: OWN, users: { ana: user }, limits: { rcp: { kind: 'rcp', policy: doc({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }) } } });
    const ask = (organization: string) => decide(limited, { principal: { user: 'ana' }, action: 's3:GetObject', resource: 'x/y', context: { 'aws:PrincipalOrgID': organization } }).effect;
    expect([ask('o-a1b2c3d4e5'), ask('o-other')]).toEqual(['allow', 'explicitDeny']);
    expect(compareAccess(limited, readAccess({ account: OWN, users: { ana: user } })).verdict).toBe('gained');
  });
});
