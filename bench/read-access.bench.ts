/**
 * Reads a synthesized stack of 5,000 users and 100 buckets, and prints how many times longer that takes than `JSON.parse` on the stack
 * and on the policies in it. Documents are read when they are first looked at; the second figure has all of them read. Run: npm run bench -- read-access.
 */
import { readAccessText } from 'bucket-grants';
import { cpuMilliseconds, pairedRatio } from './ratio';
import { report } from './table';

const USERS = 5000;
const BUCKETS = 100;

function stack(): { readonly text: string; readonly policies: readonly string[] } {
  const buckets = Array.from({ length: BUCKETS }, (_, index) => `bucket-${index}`);
  const policies: string[] = [];
  const policy = (...statements: object[]): string => {
    policies.push(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
    return policies[policies.length - 1];
  };
  const named = <T>(names: readonly string[], make: (name: string, index: number) => T): Record<string, T> =>
    Object.fromEntries(names.map((name, index) => [name, make(name, index)]));
  const users = Array.from({ length: USERS }, (_, index) => `user-${index}`);
  const grant = (index: number): string => policy(
    { Sid: 'ReadWritePrefixObjects', Effect: 'Allow', Action: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'], Resource: `\${aws_s3_bucket.bucket-${index % BUCKETS}.arn}/team-${index}/$\${aws:username}/*` },
    { Sid: 'ReadWritePrefixList', Effect: 'Allow', Action: ['s3:ListBucket', 's3:ListBucketMultipartUploads'], Resource: `\${aws_s3_bucket.bucket-${index % BUCKETS}.arn}`, Condition: { StringLike: { 's3:prefix': [`team-${index}/*`] } } },
  );
  const metadata = (name: string): object => ({ metadata: { path: `storage/${name}`, uniqueId: name } });
  const json = {
    '//': { metadata: { backend: 'local', stackName: 'storage', version: '0.21.0' } },
    'provider': { aws: [{ region: 'us-east-1' }] },
    'resource': {
      aws_iam_user: named(users, (name) => ({ '//': metadata(name), name })),
      aws_iam_user_policy: named(users, (name, index) => ({ '//': metadata(name), name, 'policy': grant(index), 'user': `\${aws_iam_user.${name}.name}` })),
      aws_iam_group: { engineering: { '//': metadata('engineering'), 'name': 'engineering' } },
      aws_iam_user_group_membership: named(users, (name) => ({ '//': metadata(name), 'groups': ['${aws_iam_group.engineering.name}'], 'user': `\${aws_iam_user.${name}.name}` })),
      aws_s3_bucket: named(buckets, (bucket) => ({ '//': metadata(bucket), bucket })),
      aws_s3_bucket_policy: named(buckets, (bucket) => ({
        '//': metadata(bucket),
        'bucket': `\${aws_s3_bucket.${bucket}.id}`,
        'policy': policy({ Sid: 'EnforceHttps', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [`\${aws_s3_bucket.${bucket}.arn}`, `\${aws_s3_bucket.${bucket}.arn}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      })),
    },
  };
  return { text: JSON.stringify(json, null, 2), policies };
}

const { text, policies } = stack();

function parse(): void {
  JSON.parse(text);
  for (const policy of policies) JSON.parse(policy);
}

/** Looks at everything that there is to know: every document, and all that isn't known. */
function readAll(): void {
  const { users, buckets, unknowns } = readAccessText(text);
  const found = [...users.values()].filter(({ policies: [policy] }) => policy.document?.statements.length === 2).length
    + [...buckets.values()].filter(({ policy }) => policy?.document !== undefined).length;
  if (found !== USERS + BUCKETS || unknowns.length > 0) throw new Error(`read ${found} documents and ${unknowns.length} unknowns instead of ${USERS + BUCKETS} and none`);
}

async function main(): Promise<void> {
  const read = await pairedRatio(() => cpuMilliseconds(() => readAccessText(text)), () => cpuMilliseconds(parse), 11);
  const beside = (theirs: number) => ({ name: 'JSON.parse', theirs });
  report({ work: `reading ${USERS} users, ${(text.length / 1e6).toFixed(1)} MB of cdktf`, ours: read.subject, unit: 'ms', beside: beside(read.baseline), target: 2 });
  const all = await pairedRatio(() => cpuMilliseconds(readAll), () => cpuMilliseconds(parse), 11);
  report({ work: '  with every document looked at', ours: all.subject, unit: 'ms', beside: beside(all.baseline), target: 3.5 });
}

void main();
