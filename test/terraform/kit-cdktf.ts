import { DataAwsS3Bucket } from '@cdktf/provider-aws/lib/data-aws-s3-bucket';
import { DataAwsS3BucketPolicy } from '@cdktf/provider-aws/lib/data-aws-s3-bucket-policy';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { App, Aspects, Fn, Lazy, TerraformModule, TerraformOutput, TerraformProvider, TerraformResource, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import * as access from '../../src/cdktf';

/** What a user of cdktf imports: the engine, the provider's own classes and our constructs. */
export const cdktf = {
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
