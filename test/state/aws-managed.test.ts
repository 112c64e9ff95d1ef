import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareAccess } from '../../src/compare';
import { decide } from '../../src/decide';
import { lintAccess } from '../../src/lint';
import { awsManagedPolicy, MANAGED_POLICIES_DATE } from '../../src/state/aws-managed';
import { policies } from '../../src/state/aws-managed/policies.generated';
import { readAccess } from '../../src/state/read-access';
import { MANAGED_POLICIES_FILE, renderManagedPolicies } from '../../tools/aws-managed-policies';

const AWS = 'arn:aws:iam::aws:policy/';
const READ = `${AWS}AmazonS3ReadOnlyAccess`;
const ask = (state: ReturnType<typeof readAccess>, action: string, resource = 'reports/x') => decide(state, { principal: { user: 'dana' }, action, resource });

/** A user with one managed policy, in every form of source that can attach one. */
const SOURCES: ReadonlyArray<readonly [string, (arn: string) => object]> = [
  ['cdk.tf.json', (arn) => ({ resource: { aws_iam_user: { d: { name: 'dana' } }, aws_iam_user_policy_attachment: { a: { user: '${aws_iam_user.d.name}', policy_arn: arn } } } })],
  ['cdk.tf.json, by a data source', (arn) => ({
    resource: { aws_iam_user: { d: { name: 'dana' } }, aws_iam_user_policy_attachment: { a: { user: 'dana', policy_arn: '${data.aws_iam_policy.p.arn}' } } }, data: { aws_iam_policy: { p: { arn } } },
  })],
  ['terraform show -json', (arn) => ({
    format_version: '1.0',
    values: {
      root_module: {
        resources: [
          { address: 'aws_iam_user.d', mode: 'managed', type: 'aws_iam_user', values: { name: 'dana' } },
          { address: 'aws_iam_user_policy_attachment.a', mode: 'managed', type: 'aws_iam_user_policy_attachment', values: { user: 'dana', policy_arn: arn } },
        ],
      },
    },
  })],
  ['pulumi stack export', (arn) => ({
    deployment: {
      resources: [
        { urn: 'urn:pulumi:d::p::aws:iam/user:User::d', type: 'aws:iam/user:User', inputs: { name: 'dana' } },
        { urn: 'urn:pulumi:d::p::aws:iam/userPolicyAttachment:UserPolicyAttachment::a', type: 'aws:iam/userPolicyAttachment:UserPolicyAttachment', inputs: { user: 'dana', policyArn: arn } },
      ],
    },
  })],
  ['account details', (arn) => ({ UserDetailList: [{ UserName: 'dana', AttachedManagedPolicies: [{ PolicyName: 'x', PolicyArn: arn }] }] })],
  ['plain JSON', (arn) => ({ users: { dana: { policies: [arn] } } })],
];

describe('issue 11 A: managed policies of AWS', () => {
  test.each(SOURCES)('%s: AmazonS3ReadOnlyAccess is known by its ARN, and an answer says as of when', (_, source) => {
    const state = readAccess(source(READ) as Record<string, unknown>);
    const { effect, assumptions } = ask(state, 's3:GetObject');
    expect([effect, state.unknowns]).toEqual(['allow', []]);
    expect(assumptions.join()).toContain(`as of ${MANAGED_POLICIES_DATE}`);
    expect(ask(state, 's3:PutObject').effect).toBe('implicitDeny');
  });

  test.each(SOURCES)('%s: one that the data does not have stays unknown', (_, source) => {
    const state = readAccess(source(`${AWS}AmazonTelepathyFullAccess`) as Record<string, unknown>);
    expect(state.unknowns).toHaveLength(1);
    expect(ask(state, 's3:GetObject').effect).toBe('uncertain');
  });

  test('of other partitions and below other paths they are known, too', () => {
    expect(awsManagedPolicy('arn:aws-cn:iam::aws:policy/AmazonS3FullAccess')?.statements[0].effect).toBe('Allow');
    expect(awsManagedPolicy(`${AWS}job-function/ViewOnlyAccess`)).toBeDefined();
    expect(awsManagedPolicy(`${AWS}service-role/AmazonElasticMapReduceRole`)).toBeDefined();
    const quicksight = awsManagedPolicy('arn:aws-cn:iam::aws:policy/AWSOrganizationsFullAccess');
    expect(JSON.stringify(quicksight)).not.toContain('"arn:aws:');
    expect(awsManagedPolicy(`${AWS}service-role/AmazonS3FullAccess`)).toBeUndefined();
    expect(awsManagedPolicy('arn:aws:iam::111122223333:policy/AmazonS3FullAccess')).toBeUndefined();
    for (const hostile of ['__proto__', 'constructor', '', 'AmazonS3FullAccess+']) expect(awsManagedPolicy(`${AWS}${hostile}`)).toBeUndefined();
  });

  test('what they say of services that the data does not cover is uncertain, never denied for certain', () => {
    const state = readAccess({ users: { dana: { policies: [`${AWS}PowerUserAccess`, `${AWS}ReadOnlyAccess`] } } });
    expect(ask(state, 's3:PutObject').effect).toBe('allow');
    expect(ask(state, 'iam:CreateUser', '*').effect).toBe('implicitDeny');
    const narrow = readAccess({ users: { dana: { policies: [`${AWS}ReadOnlyAccess`] } } });
    expect(ask(narrow, 's3:PutObject').effect).toBe('implicitDeny');
    expect(ask(narrow, 'dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t').effect).toBe('uncertain');
  });

  test('a document that the source itself holds counts, whatever the data says', () => {
    const policy = { PolicyName: 'AmazonS3ReadOnlyAccess', Arn: READ, PolicyVersionList: [{ IsDefaultVersion: true, Document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' } } }] };
    const state = readAccess({ UserDetailList: [{ UserName: 'dana', AttachedManagedPolicies: [{ PolicyName: 'x', PolicyArn: READ }] }], Policies: [policy] });
    expect([ask(state, 's3:PutObject').effect, ask(state, 's3:GetObject').effect]).toEqual(['allow', 'implicitDeny']);
    expect(ask(state, 's3:PutObject').assumptions.join()).not.toContain('as of');
  });

  test('they are no finding of lint, however large', () => {
    const Resource = Array.from({ length: 30 }, (_, index) => `arn:aws:s3:::bucket-${index}/${'folder/'.repeat(40)}*`);
    const Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource };
    const details = (arn: string) => readAccess({
      UserDetailList: [{ UserName: 'dana', AttachedManagedPolicies: [{ PolicyName: 'Big', PolicyArn: arn }] }],
      Policies: [{ PolicyName: 'Big', Arn: arn, PolicyVersionList: [{ IsDefaultVersion: true, Document: { Version: '2012-10-17', Statement } }] }],
    });
    expect(lintAccess(details('arn:aws:iam::111122223333:policy/Big')).map(({ code }) => code)).toContain('PolicyTooLarge');
    expect(lintAccess(details(`${AWS}Big`))).toEqual([]);
    expect(lintAccess(readAccess({ users: { dana: { policies: [`${AWS}AdministratorAccess`, `${AWS}PowerUserAccess`] } } }))).toEqual([]);
  });

  test('attaching one is gained, and the same one on both sides is no change', () => {
    const [none, read, full] = [[], [READ], [`${AWS}AmazonS3FullAccess`]].map((held) => readAccess({ users: { dana: { policies: held } } }));
    expect(compareAccess(none, read).verdict).toBe('gained');
    expect(compareAccess(full, read).verdict).toBe('lost');
    expect(compareAccess(read, readAccess({ users: { dana: { policies: [READ] } } })).verdict).toBe('none');
  });

  test('every one of the data can be read', () => {
    const names = policies().map((line) => line.split(' ')[0].replace(/[+-]*$/, ''));
    expect(names.length).toBeGreaterThan(1000);
    expect(names.filter((name) => awsManagedPolicy(`${AWS}${name}`) === undefined)).toEqual([]);
    expect(MANAGED_POLICIES_DATE).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test('the data is small, and says where it is from', () => {
    expect(statSync(MANAGED_POLICIES_FILE).size).toBeLessThan(300_000);
    expect(readFileSync(join(__dirname, '../../NOTICE'), 'utf8')).toMatch(/moto.*Apache License/s);
  });

  test('the tool keeps what can bear on the services, says what it leaves out, and takes no policy that only AWS can attach', () => {
    const statement = (Action: readonly string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
    const policy = (Path: string, ...Statement: readonly object[]) => ({ Path, UpdateDate: '2026-01-02T00:00:00', Document: { Version: '2012-10-17', Statement: Statement as never } });
    const text = renderManagedPolicies({
      Whole: policy('/', statement(['s3:GetObject', 's3:PutObject', 'kms:Decrypt'])),
      Part: policy('/job-function/', statement(['s3:GetObject', 'ec2:*']), { Effect: 'Deny', Action: 'sns:Publish', Resource: '*' }, { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }),
      Wild: policy('/', statement(['*:Get*'])),
      Linked: policy('/aws-service-role/', statement(['s3:*'])),
    });
    expect(text).toContain("'AAR|kms:Decrypt s3:GetObject PutObject|*|'");
    expect(text).toMatch(/'job-function\/Part\+- \d \d',/);
    expect(text).toContain("'DNR|iam:*|*|'");
    expect(text).toContain("'AAR|*:Get*|*|'");
    expect(text).not.toContain('Linked');
    expect(text).toContain("MANAGED_POLICIES_DATE = '2026-01-02'");
  });
});
