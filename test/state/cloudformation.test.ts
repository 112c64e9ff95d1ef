import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessError, decide, readAccess, type AccessState, type ReadAccessOptions } from '../../src';
import { readAccessFile } from '../../src/files/read-access-file';
import { cloudControlType } from '../../src/state/cloudformation/types';
import { readAccessText } from '../../src/state/read-access';
import { bearingOf } from '../../src/state/resource-types';

type Body = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const allow = (action: string, resource: unknown, more: Body = {}): Body => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...more }] });
const template = (resources: Body, more: Body = {}) => ({ AWSTemplateFormatVersion: '2010-09-09', ...more, Resources: resources });
const made = (Type: string, Properties: Body, more: Body = {}) => ({ Type, Properties, ...more });
const read = (resources: Body, more: Body = {}, options: ReadAccessOptions = {}) => (
  readAccess(template(resources, more), { account: ACCOUNT, ...options }));

const effect = (state: AccessState, principal: Parameters<typeof decide>[1]['principal'], action: string, resource: string) => decide(state, { principal, action, resource }).effect;

/** What a function gives, as the resource of a policy. */
const resourceOf = (value: unknown, more: Body = {}, options: ReadAccessOptions = {}) => {
  const user = made('AWS::IAM::User', { UserName: 'dana', Policies: [{ PolicyName: 'p', PolicyDocument: allow('s3:GetObject', value) }] });
  const state = read({ Dana: user }, more, options);
  return { resource: state.users.get('dana')?.policies[0].document?.statements[0].resources?.[0], reasons: state.unknowns.map(({ reason }) => reason).join('; ') };
};

describe('issue 13 A: templates of CloudFormation', () => {
  test('a bucket without a name of its own is one with its policy', () => {
    const state = read({
      Releases: made('AWS::S3::Bucket', {}),
      Policy: made('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Releases' }, PolicyDocument: allow('s3:GetObject', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Releases', 'Arn'] }, '/*']] }, { Principal: '*' }) }),
    });
    expect(state.unknowns).toEqual([]);
    expect(effect(state, 'anonymous', 's3:GetObject', 'Releases/a')).toBe('allow');
    expect(effect(state, 'anonymous', 's3:PutObject', 'Releases/a')).toBe('implicitDeny');
  });

  test('what CloudFormation calls it may be covered by a pattern of names, so that answers are uncertain', () => {
    const state = read({ Releases: made('AWS::S3::Bucket', {}), Dana: made('AWS::IAM::User', { UserName: 'dana', Policies: [{ PolicyName: 'p', PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::acme-*/x') }] }) });
    expect(effect(state, { user: 'dana' }, 's3:GetObject', 'Releases/x')).toBe('uncertain');
  });

  test('users, groups, roles and policies of every form are read', () => {
    const state = read({
      Data: made('AWS::S3::Bucket', { BucketName: 'data', PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true }, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }),
      Dana: made('AWS::IAM::User', { UserName: 'dana', Groups: [{ Ref: 'Eng' }], ManagedPolicyArns: [{ Ref: 'Read' }], PermissionsBoundary: { Ref: 'Bound' }, Tags: [{ Key: 'team', Value: 'a' }] }),
      Lee: made('AWS::IAM::User', { UserName: 'lee' }),
      Eng: made('AWS::IAM::Group', { GroupName: 'eng', Policies: [{ PolicyName: 'list', PolicyDocument: allow('s3:ListBucket', { 'Fn::GetAtt': 'Data.Arn' }) }] }),
      More: made('AWS::IAM::UserToGroupAddition', { GroupName: { Ref: 'Eng' }, Users: [{ Ref: 'Lee' }] }),
      Read: made('AWS::IAM::ManagedPolicy', { PolicyDocument: allow('s3:GetObject', { 'Fn::Sub': '${Data.Arn}/*' }) }),
      Bound: made('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'bound', PolicyDocument: allow('s3:*', '*') }),
      Write: made('AWS::IAM::Policy', { PolicyName: 'write', PolicyDocument: allow('s3:PutObject', { 'Fn::Sub': ['${Arn}/in/*', { Arn: { 'Fn::GetAtt': ['Data', 'Arn'] } }] }), Users: [{ Ref: 'Lee' }], Roles: [{ Ref: 'Ci' }] }),
      Own: made('AWS::IAM::UserPolicy', { PolicyName: 'own', UserName: { Ref: 'Lee' }, PolicyDocument: allow('s3:DeleteObject', 'arn:aws:s3:::data/lee/*') }),
      Ci: made('AWS::IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }] } }),
      Key: made('AWS::IAM::AccessKey', { UserName: { Ref: 'Lee' }, Status: 'Inactive' }),
      BucketPolicy: made('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Data' }, PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::data/ci/*', { Principal: { AWS: { 'Fn::GetAtt': ['Ci', 'Arn'] } } }) }),
    });
    expect(state.unknowns).toEqual([]);
    const can = (principal: Parameters<typeof decide>[1]['principal'], action: string, resource: string) => effect(state, principal, action, resource) === 'allow';
    expect([can({ user: 'dana' }, 's3:GetObject', 'data/a'), can({ user: 'dana' }, 's3:ListBucket', 'data'), can({ user: 'dana' }, 's3:PutObject', 'data/in/a')]).toEqual([true, true, false]);
    expect([can({ user: 'lee' }, 's3:PutObject', 'data/in/a'), can({ user: 'lee' }, 's3:DeleteObject', 'data/lee/a'), can({ user: 'lee' }, 's3:ListBucket', 'data'), can({ user: 'lee' }, 's3:GetObject', 'data/a')]).toEqual([true, true, true, false]);
    expect([can({ role: 'Ci' }, 's3:PutObject', 'data/in/a'), can({ role: 'Ci' }, 's3:GetObject', 'data/ci/a'), can({ role: 'Ci' }, 's3:GetObject', 'data/a')]).toEqual([true, true, false]);
    expect(state.users.get('dana')).toMatchObject({ tags: { team: 'a' }, boundary: { name: expect.stringContaining('bound') as string } });
    expect(state.roles.get('Ci')?.trust?.document?.statements).toHaveLength(1);
    expect(state.accessKeys).toEqual([{ user: 'lee', name: 'Key', status: 'Inactive' }]);
    expect(state.buckets.get('data')).toMatchObject({ objectOwnership: 'ObjectWriter', publicAccessBlock: { blockPublicAcls: true, ignorePublicAcls: false, blockPublicPolicy: false, restrictPublicBuckets: true } });
  });

  test('an ACL, an access point and the policy of a directory bucket', () => {
    const state = read({
      Open: made('AWS::S3::Bucket', { BucketName: 'open', AccessControl: 'PublicReadWrite' }),
      Point: made('AWS::S3::AccessPoint', { Name: 'point', Bucket: { Ref: 'Open' }, Policy: allow('s3:GetObject', 'arn:aws:s3:eu-central-1:111122223333:accesspoint/point/object/*', { Principal: '*' }), VpcConfiguration: { VpcId: 'vpc-0123456789abcdef0' } }),
      Fast: made('AWS::S3Express::DirectoryBucket', { DataRedundancy: 'SingleAvailabilityZone', LocationName: 'euc1-az1' }),
      FastPolicy: made('AWS::S3Express::BucketPolicy', { Bucket: { Ref: 'Fast' }, PolicyDocument: allow('s3express:CreateSession', { 'Fn::GetAtt': ['Fast', 'Arn'] }, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) }),
    }, {}, { variables: { 'AWS::Region': 'eu-central-1' } });
    expect(state.buckets.get('open')?.acl?.grants).toEqual([{ grantee: 'AllUsers', permission: 'READ' }, { grantee: 'AllUsers', permission: 'WRITE' }]);
    expect([...state.resources ?? []].map(([arn, { kind, vpc, buckets }]) => ({ arn, kind, vpc, buckets }))).toEqual([
      { arn: 'arn:aws:s3:eu-central-1:111122223333:accesspoint/point', kind: 'accessPoint', vpc: 'vpc-0123456789abcdef0', buckets: ['open'] },
    ]);
    expect(state.buckets.get('Fast--x-s3')?.policy?.document?.statements[0].resources).toEqual(['arn:aws:s3express:eu-central-1:111122223333:bucket/Fast--x-s3']);
  });

  describe('functions', () => {
    const parameters = { Parameters: { Env: { Type: 'String', Default: 'dev' }, Names: { Type: 'CommaDelimitedList', Default: 'a, b' }, Open: { Type: 'String' }, Secret: { Type: 'String', NoEcho: true, Default: 'hunter2' }, Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' } } };
    const more = {
      ...parameters,
      Mappings: { Names: { dev: { bucket: 'from-map' } } },
      Conditions: {
        IsDev: { 'Fn::Equals': [{ Ref: 'Env' }, 'dev'] },
        IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
        Both: { 'Fn::And': [{ Condition: 'IsDev' }, { Condition: 'IsProd' }] },
        Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] }] },
        Unknown: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
        Endless: { 'Fn::Not': [{ Condition: 'Endless' }] },
      },
    };
    const arn = (value: unknown) => ({ 'Fn::Join': [':', ['arn:aws:s3::', value]] });

    test.each<[string, unknown, string]>([
      ['Ref of a parameter', arn({ Ref: 'Env' }), 'dev'],
      ['Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Env}-${AWS::AccountId}' }, 'dev-111122223333'],
      ['Sub with names of its own, and a literal', { 'Fn::Sub': ['arn:aws:s3:::${x}/${!aws:username}/*', { x: { Ref: 'Env' } }] }, 'dev/${aws:username}/*'],
      ['Join of the list of a parameter', arn({ 'Fn::Join': ['/', { Ref: 'Names' }] }), 'a/b'],
      ['Select', arn({ 'Fn::Select': [1, { Ref: 'Names' }] }), 'b'],
      ['Split', arn({ 'Fn::Select': [2, { 'Fn::Split': ['/', 'x/y/z'] }] }), 'z'],
      ['If', arn({ 'Fn::If': ['IsDev', 'yes', 'no'] }), 'yes'],
      ['Not', arn({ 'Fn::If': ['IsProd', 'yes', 'no'] }), 'no'],
      ['And', arn({ 'Fn::If': ['Both', 'yes', 'no'] }), 'no'],
      ['Or, of which one is not known', arn({ 'Fn::If': ['Either', 'yes', 'no'] }), 'yes'],
      ['If that is not known, and makes no difference', arn({ 'Fn::If': ['Unknown', 'same', 'same'] }), 'same'],
      ['FindInMap', arn({ 'Fn::FindInMap': ['Names', { Ref: 'Env' }, 'bucket'] }), 'from-map'],
      ['FindInMap with a default', arn({ 'Fn::FindInMap': ['Names', 'other', 'bucket', { DefaultValue: 'else' }] }), 'else'],
    ])('%s', (_, value, expected) => {
      expect(resourceOf(value, more).resource).toBe(`arn:aws:s3:::${expected}`);
    });

    test('NoValue leaves a list without it', () => {
      expect(resourceOf([{ Ref: 'AWS::NoValue' }, 'arn:aws:s3:::a'], more).resource).toBe('arn:aws:s3:::a');
    });

    test('values of parameters are given', () => {
      expect(resourceOf(arn({ Ref: 'Open' }), more, { variables: { Open: 'given' } }).resource).toBe('arn:aws:s3:::given');
      expect(resourceOf(arn({ Ref: 'Env' }), more, { variables: { Env: 'prod' } }).resource).toBe('arn:aws:s3:::prod');
    });

    test.each<[string, unknown, RegExp]>([
      ['a parameter without a default', { Ref: 'Open' }, /Open: a parameter without a default; give it a value \(--var Open=VALUE\)/],
      ['a secret', { Ref: 'Secret' }, /NoEcho/],
      ['a value in the Parameter Store', { Ref: 'Stored' }, /Parameter Store/],
      ['an import', { 'Fn::ImportValue': 'net-bucket' }, /Fn::ImportValue of net-bucket: another stack exports it/],
      ['a dynamic reference', '{{resolve:ssm:/x}}', /dynamic reference/],
      ['a function that is not computed', { 'Fn::Cidr': ['10.0.0.0/8', 1] }, /Fn::Cidr: the function is not computed/],
      ['wrong arguments', { 'Fn::Join': 'x' }, /Fn::Join: its arguments/],
      ['an attribute', { 'Fn::GetAtt': ['Dana', 'Nothing'] }, /Dana.Nothing: known only after/],
      ['a name that is nobody\'s', { Ref: 'Nobody' }, /Nobody: there is no resource or parameter/],
      ['a variable of a policy in Sub', { 'Fn::Sub': '${aws:username}' }, /aws:username: there is no resource/],
      ['a condition that is not known', { 'Fn::If': ['Unknown', 'a', 'b'] }, /whether the condition is so isn't known: Fn::Equals of Open, x: Open: a parameter/],
      ['a condition that refers to itself', { 'Fn::If': ['Endless', 'a', 'b'] }, /refers to itself/],
    ])('%s is unknown, with its reason', (_, value, reason) => {
      const { resource, reasons } = resourceOf(arn(value), more);
      expect(resource).not.toMatch(/hunter2|resolve/);
      expect(reasons.replaceAll('${', '').replaceAll('}', '')).toMatch(reason);
    });
  });

  test('a resource is made on a condition', () => {
    const parameters = { Parameters: { Env: { Type: 'String' } }, Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } } };
    const resources = { Dana: made('AWS::IAM::User', { UserName: 'dana' }), P: made('AWS::IAM::Policy', { PolicyName: 'p', Users: ['dana'], PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::data/*') }, { Condition: 'IsProd' }) };
    const ask = (variables: Body) => effect(read(resources, parameters, { variables }), { user: 'dana' }, 's3:GetObject', 'data/a');
    expect([ask({ Env: 'prod' }), ask({ Env: 'dev' }), ask({})]).toEqual(['allow', 'implicitDeny', 'uncertain']);
  });

  test.each<[string, Body, Body]>([
    ['a macro', {}, { Transform: 'AWS::Serverless-2016-10-31' }],
    ['Fn::ForEach', { 'Fn::ForEach::Buckets': ['x', ['a'], { 'B${x}': { Type: 'AWS::S3::Bucket' } }] }, { Transform: 'AWS::LanguageExtensions' }],
    ['a nested stack', { Inner: made('AWS::CloudFormation::Stack', { TemplateURL: 'https://acme.example/x' }) }, {}],
    ['a custom resource', { Own: made('Custom::Anything', {}) }, {}],
    ['a module', { Own: made('Acme::S3::Bucket::MODULE', {}) }, {}],
    ['a type of a family that nobody knows', { Own: made('AWS::S3::Telepathy', {}) }, {}],
  ])('%s is named, and makes answers uncertain', (_, resources, more) => {
    const state = read({ Dana: made('AWS::IAM::User', { UserName: 'dana' }), ...resources }, more);
    expect(state.unknowns).toEqual([expect.objectContaining({ scope: expect.any(Object) as object })]);
    expect(effect(state, { user: 'dana' }, 's3:GetObject', 'data/a')).toBe('uncertain');
  });

  test('what the CDK brings along for itself is not named', () => {
    expect(read({ X: made('AWS::CDK::Metadata', {}), Y: made('Custom::S3AutoDeleteObjects', { BucketName: 'x' }), Z: made('AWS::Lambda::Function', {}) }).unknowns).toEqual([]);
  });

  test('every type of the families that bear on access is read, named or none', () => {
    const types = [
      ...['AccessKey', 'Group', 'GroupPolicy', 'InstanceProfile', 'ManagedPolicy', 'OIDCProvider', 'Policy', 'Role', 'RolePolicy', 'SAMLProvider', 'ServerCertificate', 'ServiceLinkedRole', 'User', 'UserPolicy', 'UserToGroupAddition', 'VirtualMFADevice'].map((name) => `AWS::IAM::${name}`),
      ...['AccessGrant', 'AccessGrantsInstance', 'AccessGrantsLocation', 'AccessPoint', 'Bucket', 'BucketPolicy', 'MultiRegionAccessPoint', 'MultiRegionAccessPointPolicy', 'StorageLens', 'StorageLensGroup'].map((name) => `AWS::S3::${name}`),
      'AWS::S3Express::AccessPoint', 'AWS::S3Express::BucketPolicy', 'AWS::S3Express::DirectoryBucket', 'AWS::S3ObjectLambda::AccessPoint', 'AWS::S3ObjectLambda::AccessPointPolicy',
      'AWS::S3Outposts::AccessPoint', 'AWS::S3Outposts::Bucket', 'AWS::S3Outposts::BucketPolicy', 'AWS::S3Outposts::Endpoint', 'AWS::S3Tables::Namespace', 'AWS::S3Tables::Table', 'AWS::S3Tables::TableBucket',
      'AWS::S3Tables::TableBucketPolicy', 'AWS::S3Tables::TablePolicy', 'AWS::S3Vectors::Index', 'AWS::S3Vectors::VectorBucket', 'AWS::S3Vectors::VectorBucketPolicy', 'AWS::KMS::Alias', 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey',
      'AWS::EC2::VPCEndpoint', 'AWS::Organizations::Policy', 'AWS::RAM::ResourceShare', 'AWS::RAM::Permission', 'AWS::SSO::PermissionSet', 'AWS::SSO::Assignment', 'AWS::LakeFormation::Permissions', 'AWS::LakeFormation::PrincipalPermissions',
      'AWS::RolesAnywhere::Profile', 'AWS::RolesAnywhere::TrustAnchor', 'AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet', 'AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Macro', 'AWS::CloudFormation::WaitCondition',
      'AWS::ServiceCatalog::CloudFormationProvisionedProduct', 'AWS::Transfer::User', 'AWS::IdentityStore::GroupMembership',
    ];
    const by = (bearing: string) => types.filter((type) => bearingOf(cloudControlType(type)) === bearing);
    expect(by('unknown')).toEqual([]);
    expect(by('none')).toEqual([
      'AWS::IAM::InstanceProfile', 'AWS::IAM::ServerCertificate', 'AWS::IAM::VirtualMFADevice', 'AWS::S3::StorageLens', 'AWS::S3::StorageLensGroup', 'AWS::S3Express::DirectoryBucket', 'AWS::S3Outposts::Bucket', 'AWS::S3Outposts::Endpoint',
      'AWS::S3Tables::Namespace', 'AWS::S3Tables::Table', 'AWS::S3Tables::TableBucket', 'AWS::S3Vectors::Index', 'AWS::S3Vectors::VectorBucket', 'AWS::KMS::Alias', 'AWS::CloudFormation::Macro', 'AWS::CloudFormation::WaitCondition',
    ]);
  });

  test('YAML with short forms says the same as JSON', () => {
    const state = readAccessText(`
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Env: { Type: String, Default: dev }
Conditions:
  IsDev: !Equals [!Ref Env, dev]
Resources:
  Data:
    Type: AWS::S3::Bucket
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: '*'
            Action: s3:GetObject
            Resource:
              - !Sub '\${Data.Arn}/a/*'
              - !Join ['/', [!GetAtt Data.Arn, b, '*']]
              - !Sub
                - '\${X}/c/*'
                - { X: !GetAtt [Data, Arn] }
              - !If [IsDev, !Sub 'arn:\${AWS::Partition}:s3:::\${Data}/d/*', !Ref AWS::NoValue]
`);
    expect(state.unknowns).toEqual([]);
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => effect(state, 'anonymous', 's3:GetObject', `Data/${key}/x`))).toEqual(['allow', 'allow', 'allow', 'allow', 'implicitDeny']);
  });

  test.each<[string, string, RegExp]>([
    ['a wrong indent', 'Resources:\n  A: 1\n   B: 2\n', /line 2, column 6 can't be read/],
    ['a tag that is none', 'Resources:\n  A: !Nope x\n', /line 2, column 12 can't be read: CloudFormation has no tag !Nope/],
    ['an alias', 'Resources:\n  A: &a 1\n  B: *a\n', /line 3, column 6 can't be read: CloudFormation takes no aliases/],
    ['a name that is there twice', 'Resources:\n  A: 1\n  A: 2\n', /line 3, column 3 can't be read/],
  ])('%s in YAML is said with its line and column', (_, text, message) => {
    expect(() => readAccessText(text)).toThrow(AccessError);
    expect(() => readAccessText(text)).toThrow(message);
  });

  test('a change set is refused with what to give instead; what get-template prints is read', () => {
    expect(() => readAccess({ Changes: [], ChangeSetId: 'x', StackName: 's' })).toThrow(/a change set of CloudFormation[^]*get-template --change-set-name/);
    const body = template({ Data: made('AWS::S3::Bucket', { BucketName: 'data' }) });
    for (const TemplateBody of [body, JSON.stringify(body), 'Resources:\n  Data: { Type: AWS::S3::Bucket, Properties: { BucketName: data } }\n']) {
      expect([...readAccess({ TemplateBody, StagesAvailable: ['Original'] }).buckets.keys()]).toEqual(['data']);
    }
  });

  test('values that grow without end are unknown', () => {
    const doubled = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`B${index}`, made('AWS::S3::Bucket', { BucketName: { 'Fn::Join': ['', [{ Ref: `B${index + 1}` }, { Ref: `B${index + 1}` }]] } })]));
    expect(read({ ...doubled, B60: made('AWS::S3::Bucket', { BucketName: 'xx' }) }).unknowns.length).toBeGreaterThan(0);
  });
});

describe('issue 13 A: apps of the CDK', () => {
  const app = (stacks: Readonly<Record<string, { readonly template: unknown; readonly environment?: string }>>, more: Body = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk-'));
    const artifacts = Object.fromEntries(Object.entries(stacks).map(([name, { environment = 'aws://unknown-account/unknown-region' }]) => [
      name, { type: 'aws:cloudformation:stack', environment, properties: { templateFile: `${name}.template.json` } },
    ]));
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts: { ...artifacts, Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } }, ...more } }));
    for (const [name, stack] of Object.entries(stacks)) writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(stack.template));
    return folder;
  };
  const storage = template({ Data: made('AWS::S3::Bucket', {}) }, { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Data', 'Arn'] }, Export: { Name: 'Storage:Arn' } } } });
  const people = template({ Ci: made('AWS::IAM::Role', { Policies: [{ PolicyName: 'read', PolicyDocument: allow('s3:GetObject', { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Storage:Arn' }, '/*']] }) }] }) });

  test('the stacks of cdk.out are one state, and imports lead from one to another', () => {
    const state = readAccessFile(app({ People: { template: people, environment: 'aws://111122223333/eu-central-1' }, Storage: { template: storage } }));
    expect(state.account).toBe('111122223333');
    expect(state.unknowns).toEqual([]);
    expect(effect(state, { role: 'People.Ci' }, 's3:GetObject', 'Storage.Data/a')).toBe('allow');
  });

  test('stages are followed', () => {
    const folder = app({ People: { template: people } }, { 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } } });
    mkdirSync(join(folder, 'assembly-Prod'));
    writeFileSync(join(folder, 'assembly-Prod', 'manifest.json'), JSON.stringify({ artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 's.json' } } } }));
    writeFileSync(join(folder, 'assembly-Prod', 's.json'), JSON.stringify(storage));
    expect([...readAccessFile(folder).buckets.keys()]).toEqual(['Prod.S.Data']);
  });

  test('stacks of several accounts, and files of others, are refused', () => {
    expect(() => readAccessFile(app({ A: { template: storage, environment: 'aws://111122223333/x' }, B: { template: people, environment: 'aws://444455556666/x' } }))).toThrow(/for 2 accounts \(A in 111122223333, B in 444455556666\)/);
    expect(() => readAccessFile(app({}, { X: { type: 'aws:cloudformation:stack', properties: { templateFile: '../../../secret.json' } } }))).toThrow(/names no file of its own for X/);
    expect(() => readAccessFile(app({}))).toThrow(/has no stacks/);
  });
});

describe('issue 13 A: Cloud Control in other engines', () => {
  const urn = (type: string, name: string) => `urn:pulumi:dev::acme::${type}::${name}`;
  const one = (type: string, name: string, inputs: Body, outputs: Body = {}) => ({ urn: urn(type, name), type, inputs, outputs });

  test('aws-native of Pulumi is read in exports', () => {
    const state = readAccess({
      deployment: {
        resources: [
          one('aws-native:s3:Bucket', 'data', { bucketName: 'data', accessControl: 'Private' }),
          one('aws-native:s3:BucketPolicy', 'policy', { bucket: 'data', policyDocument: allow('s3:GetObject', 'arn:aws:s3:::data/*', { Principal: '*' }) }),
          one('aws-native:iam:Role', 'ci', { roleName: 'ci', policies: [{ policyName: 'p', policyDocument: allow('s3:PutObject', 'arn:aws:s3:::data/in/*') }], assumeRolePolicyDocument: allow('sts:AssumeRole', undefined, { Principal: { Service: 'ec2.amazonaws.com' } }) }, { arn: 'arn:aws:iam::111122223333:role/ci' }),
          one('aws-native:iam:ManagedPolicy', 'list', { managedPolicyName: 'list', policyDocument: allow('s3:ListBucket', 'arn:aws:s3:::data'), users: ['dana'] }),
          one('aws-native:iam:User', 'dana', { userName: 'dana' }),
        ],
      },
    });
    expect(state.account).toBe('111122223333');
    expect(effect(state, 'anonymous', 's3:GetObject', 'data/a')).toBe('allow');
    expect(effect(state, { role: 'ci' }, 's3:PutObject', 'data/in/a')).toBe('allow');
    expect(effect(state, { user: 'dana' }, 's3:ListBucket', 'data')).toBe('allow');
  });

  test('awscc of Terraform is read, its documents as text', () => {
    const state = readAccess({
      resource: {
        awscc_s3_bucket: { data: { bucket_name: 'data' } },
        awscc_s3_bucket_policy: { data: { bucket: '${awscc_s3_bucket.data.bucket_name}', policy_document: JSON.stringify(allow('s3:GetObject', 'arn:aws:s3:::data/*', { Principal: '*' })) } },
        awscc_iam_user: { dana: { user_name: 'dana', policies: [{ policy_name: 'p', policy_document: JSON.stringify(allow('s3:PutObject', 'arn:aws:s3:::data/*')) }] } },
      },
    });
    expect([effect(state, 'anonymous', 's3:GetObject', 'data/a'), effect(state, { user: 'dana' }, 's3:PutObject', 'data/a')]).toEqual(['allow', 'allow']);
  });
});
