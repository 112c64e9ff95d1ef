import { accessMatrix, readAccess } from '../../src';
import { accessMatchers } from '../../src/testing';
import { talk } from '../cli/talk';

expect.extend(accessMatchers);

/*
 * What people write with the AWS provider alone, as cdk.tf.json: documents from data sources, jsonencode, attachments of every kind,
 * for_each, references in every direction.
 */
const stack = {
  provider: { aws: [{ region: 'eu-west-1' }] },
  variable: { environment: { type: 'string', default: 'prod' } },
  locals: { readers: ['ann', 'bob'] },
  data: {
    aws_iam_policy_document: {
      uploads: {
        statement: [
          { sid: 'Upload', actions: ['s3:PutObject'], resources: ['${aws_s3_bucket.data.arn}/incoming/*'] },
          { sid: 'NoPlainHttp', effect: 'Deny', actions: ['s3:*'], resources: ['*'], condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }] },
        ],
      },
      bucket: {
        statement: [{
          sid: 'Partner',
          actions: ['s3:GetObject'],
          resources: ['${aws_s3_bucket.data.arn}/partner/*'],
          principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::444455556666:root'] }],
        }, {
          sid: 'OnlyOffice',
          effect: 'Deny',
          actions: ['s3:DeleteObject'],
          resources: ['${aws_s3_bucket.data.arn}/*'],
          principals: [{ type: '*', identifiers: ['*'] }],
          condition: [{ test: 'NotIpAddress', variable: 'aws:SourceIp', values: ['203.0.113.0/24'] }],
        }],
      },
    },
  },
  resource: {
    aws_s3_bucket: { data: { bucket: 'acme-${var.environment}-data' } },
    aws_s3_bucket_policy: { data: { bucket: '${aws_s3_bucket.data.id}', policy: '${data.aws_iam_policy_document.bucket.json}' } },
    aws_iam_user: {
      ci: { name: 'ci' },
      admin: { name: 'admin', permissions_boundary: '${aws_iam_policy.limit.arn}' },
      reader: { for_each: '${toset(local.readers)}', name: '${each.key}' },
    },
    aws_iam_group: { readers: { name: 'readers' } },
    aws_iam_group_membership: { readers: { name: 'readers', group: '${aws_iam_group.readers.name}', users: '${[for user in aws_iam_user.reader : user.name]}' } },
    aws_iam_policy: {
      uploads: { name: 'uploads', policy: '${data.aws_iam_policy_document.uploads.json}' },
      limit: { name: 'limit', policy: '${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*Object", Resource = "*" }] })}' },
    },
    aws_iam_user_policy_attachment: { ci: { user: '${aws_iam_user.ci.name}', policy_arn: '${aws_iam_policy.uploads.arn}' } },
    aws_iam_user_policy: {
      admin: { user: '${aws_iam_user.admin.name}', name: 'all', policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' },
    },
    aws_iam_group_policy: {
      readers: {
        group: '${aws_iam_group.readers.name}',
        policy: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"${aws_s3_bucket.data.arn}/reports/$${aws:username}/*"}}',
      },
    },
  },
};

const bucket = 'acme-prod-data';

test('is read, decided and shown like our own', async () => {
  const state = readAccess(stack, { account: '111122223333' });
  expect(state.unknowns).toMatchInlineSnapshot('[]');
  expect(accessMatrix(state).map(({ principal, prefix, bucket: name, conditions, ...answers }) => [principal, `${name}/${prefix}`, Object.values(answers).join(' '), ...conditions])).toMatchInlineSnapshot(`
[
  [
    "user admin",
    "*/",
    "yes no yes yes no no  ",
  ],
  [
    "user admin",
    "acme-prod-data/",
    "yes no yes if no no  ",
    "not with NotIpAddress aws:SourceIp 203.0.113.0/24",
  ],
  [
    "user ann",
    "acme-prod-data/reports/ann/",
    "yes no no no no no  ",
  ],
  [
    "user bob",
    "acme-prod-data/reports/bob/",
    "yes no no no no no  ",
  ],
  [
    "user ci",
    "acme-prod-data/incoming/",
    "no no yes no no no  ",
    "not with Bool aws:SecureTransport false",
  ],
  [
    "account 444455556666",
    "acme-prod-data/partner/",
    "yes no no no no no  ",
  ],
]
`);
  const { out } = await talk(['explain', '-', '--user', 'admin', '--action', 's3:DeleteObject', '--resource', `${bucket}/a`, '--context', 'aws:SourceIp=198.51.100.7'], JSON.stringify(stack));
  expect(out.split('\n')[0]).toBe(`DENIED (explicitly): Explicitly denied: statement OnlyOffice of bucket policy of ${bucket} applies.`);
});

test('can be tested with the matchers', () => {
  expect(stack).toAllow({ user: 'ci', action: 's3:PutObject', resource: `${bucket}/incoming/a` });
  expect(stack).toDeny({ user: 'ci', action: 's3:PutObject', resource: `${bucket}/incoming/a`, context: { 'aws:SecureTransport': false } });
  expect(stack).toDeny({ user: 'ci', action: 's3:PutObject', resource: `${bucket}/other/a` });
  expect(stack).toAllow({ user: 'admin', action: 's3:DeleteObject', resource: `${bucket}/a`, context: { 'aws:SourceIp': '203.0.113.9' } });
  expect(stack).toDeny({ user: 'admin', action: 's3:PutBucketPolicy', resource: bucket });
});
