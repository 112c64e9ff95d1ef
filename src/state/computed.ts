import { s3Arn } from '../policy/s3-arn';
import { iamArn } from './arns';
import { SERVICE_USER } from './resource-roles';

/** What computed attributes are computed from. */
export interface Facts {
  /** The account's id, or the token that stands for it. */
  readonly account: string;
  readonly partition: string;
  readonly region: string | undefined;
  /** A text attribute that the block sets, tokens and all. */
  text(attribute: string): string | undefined;
}

type Compute = (facts: Facts) => string | undefined;

const attribute = (name: string): Compute => (facts) => facts.text(name);
const arn = (kind: string): Compute => ({ text, account, partition }) => {
  const name = text('name');
  return name === undefined ? undefined : iamArn({ partition, account, kind, path: text('path'), name });
};
const bucketArn: Compute = ({ text, partition }) => {
  const bucket = text('bucket');
  return bucket === undefined ? undefined : s3Arn(bucket, partition);
};

/** The ARN of what goes by a name in a region. An access point of a directory bucket, or of a bucket on Outposts, has another one. */
const regional = (service: string, before: string, name: string): Compute => ({ text, account, partition, region }) => {
  const [named, bucket = ''] = [text(name), text('bucket')];
  if (named === undefined || region === undefined || bucket.endsWith('--x-s3') || bucket.startsWith('arn:')) return undefined;
  return `arn:${partition}:${service}:${region}:${text('account_id') ?? account}:${before}/${named}`;
};

/**
 * Attributes that the provider computes and that are known all the same, because they follow from what the block sets. `undefined`
 * from a function: the block doesn't set it (a generated name).
 */
export const COMPUTED: ReadonlyMap<string, Readonly<Record<string, Compute>>> = new Map(Object.entries<Readonly<Record<string, Compute>>>({
  'aws_iam_user': { id: attribute('name'), arn: arn('user') },
  'aws_iam_group': { id: attribute('name'), arn: arn('group') },
  'aws_iam_role': { id: attribute('name'), arn: arn('role') },
  'aws_iam_policy': { id: arn('policy'), arn: arn('policy') },
  'aws_iam_group_membership': { id: attribute('name') },
  'aws_s3_bucket': { id: attribute('bucket'), arn: bucketArn },
  'aws_s3_bucket_policy': { id: attribute('bucket') },
  'aws_s3_access_point': { arn: regional('s3', 'accesspoint', 'name') },
  'aws_s3control_object_lambda_access_point': { arn: regional('s3-object-lambda', 'accesspoint', 'name') },
  'aws_s3tables_table_bucket': { arn: regional('s3tables', 'bucket', 'name') },
  'aws_s3vectors_vector_bucket': { vector_bucket_arn: regional('s3vectors', 'bucket', 'vector_bucket_name') },
  // known only after apply; until then nothing else has the name that stands for it
  [SERVICE_USER]: { id: attribute('name') },
  'data.aws_s3_bucket': { id: attribute('bucket'), arn: bucketArn },
  'data.aws_iam_role': { id: attribute('name') },
  'data.aws_iam_user': { id: attribute('user_name') },
  'data.aws_iam_policy': { id: attribute('arn') },
  'data.aws_caller_identity': { id: ({ account }) => account, account_id: ({ account }) => account },
  'data.aws_partition': { id: ({ partition }) => partition, partition: ({ partition }) => partition },
  'data.aws_region': { id: ({ region }) => region, name: ({ region }) => region, region: ({ region }) => region },
}));

/** Attributes by which other resources name this one: unknown ones stand for the resource itself. */
export const IDENTITY: ReadonlySet<string> = new Set(['id', 'name', 'arn', 'bucket']);
