import { IamAccessKey } from '@cdktn/provider-aws/lib/iam-access-key';
import { IamGroup } from '@cdktn/provider-aws/lib/iam-group';
import { IamGroupMembership } from '@cdktn/provider-aws/lib/iam-group-membership';
import { IamGroupPolicy } from '@cdktn/provider-aws/lib/iam-group-policy';
import { IamGroupPolicyAttachment } from '@cdktn/provider-aws/lib/iam-group-policy-attachment';
import { IamPolicy } from '@cdktn/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktn/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktn/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktn/provider-aws/lib/iam-role-policy-attachment';
import { IamUser } from '@cdktn/provider-aws/lib/iam-user';
import { IamUserGroupMembership } from '@cdktn/provider-aws/lib/iam-user-group-membership';
import { IamUserPolicy } from '@cdktn/provider-aws/lib/iam-user-policy';
import { IamUserPolicyAttachment } from '@cdktn/provider-aws/lib/iam-user-policy-attachment';
import { AwsProvider } from '@cdktn/provider-aws/lib/provider';
import { S3BucketPolicy } from '@cdktn/provider-aws/lib/s3-bucket-policy';
import { SecretsmanagerSecret } from '@cdktn/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktn/provider-aws/lib/secretsmanager-secret-version';
import { SsmParameter } from '@cdktn/provider-aws/lib/ssm-parameter';
import { DefaultTokenResolver, dependable, Fn, Lazy, ref, StringConcat, TerraformResource, TerraformStack, Token, Tokenization } from 'cdktn';

/** What the shared constructs need of this engine. */
export const engine = {
  AwsProvider,
  IamAccessKey,
  IamGroup,
  IamGroupMembership,
  IamGroupPolicy,
  IamGroupPolicyAttachment,
  IamPolicy,
  IamRole,
  IamRolePolicy,
  IamRolePolicyAttachment,
  IamUser,
  IamUserGroupMembership,
  IamUserPolicy,
  IamUserPolicyAttachment,
  S3BucketPolicy,
  SecretsmanagerSecret,
  SecretsmanagerSecretVersion,
  SsmParameter,
  DefaultTokenResolver,
  dependable,
  Fn,
  Lazy,
  StringConcat,
  Token,
  Tokenization,
  TerraformResource,
  TerraformStack,
  ref,
};

/** The AWS resource classes of this engine, which type what constructs hand back under `resources`. */
export interface Aws extends Readonly<typeof engine> {}
