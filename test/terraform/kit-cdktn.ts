import { DataAwsS3Bucket } from '@cdktn/provider-aws/lib/data-aws-s3-bucket';
import { DataAwsS3BucketPolicy } from '@cdktn/provider-aws/lib/data-aws-s3-bucket-policy';
import { AwsProvider } from '@cdktn/provider-aws/lib/provider';
import { S3Bucket } from '@cdktn/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktn/provider-aws/lib/s3-bucket-policy';
import { App, Aspects, Fn, Lazy, TerraformModule, TerraformOutput, TerraformProvider, TerraformResource, TerraformStack, TerraformVariable, Testing, Token } from 'cdktn';
import * as access from '../../src/cdktn';

/** What a user of cdktn imports: the engine, the provider's own classes and our constructs. */
export const cdktn = {
  App,
  Aspects,
  AwsProvider,
  DataAwsS3Bucket,
  DataAwsS3BucketPolicy,
  Fn,
  Lazy,
  S3Bucket,
  S3BucketPolicy,
  TerraformModule,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
  Token,
  ...access,
};
