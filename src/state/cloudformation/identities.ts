import { s3Arn } from '../../policy/s3-arn';
import { iamArn } from '../arns';

/** What an ARN is made of. */
export interface ArnFacts {
  readonly name: string;
  readonly path: string | undefined;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** How resources of a type are referred to. */
export interface Identity {
  /** The property that names it. */
  readonly name: string;
  /** What `Ref` gives. */
  readonly ref: 'name' | 'arn';
  /** The attribute that is its ARN. */
  readonly arnAttribute: string;
  /**
   * What it is called where CloudFormation makes up its name.
   *
   * @default - its logical id
   */
  readonly generated?: (id: string) => string;
  /** Its ARN. */
  arn(facts: ArnFacts): string;
}

const iam = (name: string, kind: string, ref: 'name' | 'arn' = 'name', arnAttribute = 'Arn'): Identity => ({ name, ref, arnAttribute, arn: (facts) => iamArn({ ...facts, kind }) });

/** The types whose names and ARNs stand in policies; those of others are known only after deployment. */
export const IDENTITIES: ReadonlyMap<string, Identity> = new Map<string, Identity>([
  ['AWS::S3::Bucket', { name: 'BucketName', ref: 'name', arnAttribute: 'Arn', arn: ({ name, partition }) => s3Arn(name, partition) }],
  ['AWS::S3Express::DirectoryBucket', {
    name: 'BucketName',
    ref: 'name',
    arnAttribute: 'Arn',
    arn: ({ name, partition, region, account }) => `arn:${partition}:s3express:${region}:${account}:bucket/${name}`,
    generated: (id) => `${id}--x-s3`,
  }],
  ['AWS::S3::AccessPoint', {
    name: 'Name', ref: 'name', arnAttribute: 'Arn', arn: ({ name, partition, region, account }) => `arn:${partition}:s3:${region}:${account}:accesspoint/${name}`,
  }],
  ['AWS::S3Tables::TableBucket', {
    name: 'TableBucketName', ref: 'arn', arnAttribute: 'TableBucketARN', arn: ({ name, partition, region, account }) => `arn:${partition}:s3tables:${region}:${account}:bucket/${name}`,
  }],
  ['AWS::S3Vectors::VectorBucket', {
    name: 'VectorBucketName', ref: 'arn', arnAttribute: 'VectorBucketArn', arn: ({ name, partition, region, account }) => `arn:${partition}:s3vectors:${region}:${account}:bucket/${name}`,
  }],
  ['AWS::IAM::User', iam('UserName', 'user')],
  ['AWS::IAM::Group', iam('GroupName', 'group')],
  ['AWS::IAM::Role', iam('RoleName', 'role')],
  ['AWS::IAM::ManagedPolicy', iam('ManagedPolicyName', 'policy', 'arn', 'PolicyArn')],
]);
