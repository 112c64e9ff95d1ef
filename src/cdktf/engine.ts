import { IamAccessKey } from '@cdktf/provider-aws/lib/iam-access-key';
import { IamGroup } from '@cdktf/provider-aws/lib/iam-group';
import { IamGroupMembership } from '@cdktf/provider-aws/lib/iam-group-membership';
import { IamGroupPolicy } from '@cdktf/provider-aws/lib/iam-group-policy';
import { IamGroupPolicyAttachment } from '@cdktf/provider-aws/lib/iam-group-policy-attachment';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { IamUser } from '@cdktf/provider-aws/lib/iam-user';
import { IamUserGroupMembership } from '@cdktf/provider-aws/lib/iam-user-group-membership';
import { IamUserPolicy } from '@cdktf/provider-aws/lib/iam-user-policy';
import { IamUserPolicyAttachment } from '@cdktf/provider-aws/lib/iam-user-policy-attachment';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3AccessPoint } from '@cdktf/provider-aws/lib/s3-access-point';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { DefaultTokenResolver, dependable, Fn, Lazy, ref, StringConcat, TerraformProvider, TerraformResource, TerraformStack, Token, Tokenization } from 'cdktf';

/** A provider that there are no classes for. */
class OtherProvider extends TerraformProvider {
  private ownAlias?: string;

  /** Terraform's name of it, where a stack has several. */
  public get alias(): string | undefined {
    return this.ownAlias;
  }

  public set alias(alias: string | undefined) {
    this.ownAlias = alias;
  }

  protected synthesizeAttributes(): Record<string, unknown> {
    return { alias: this.ownAlias };
  }
}

/** What the shared constructs need of this engine. */
export const engine = {
  /** The AWS provider. */
  AwsProvider,
  /** `aws_iam_access_key`. */
  IamAccessKey,
  /** `aws_iam_group`. */
  IamGroup,
  /** `aws_iam_group_membership`. */
  IamGroupMembership,
  /** `aws_iam_group_policy`. */
  IamGroupPolicy,
  /** `aws_iam_group_policy_attachment`. */
  IamGroupPolicyAttachment,
  /** `aws_iam_policy`. */
  IamPolicy,
  /** `aws_iam_role`. */
  IamRole,
  /** `aws_iam_role_policy`. */
  IamRolePolicy,
  /** `aws_iam_role_policy_attachment`. */
  IamRolePolicyAttachment,
  /** `aws_iam_user`. */
  IamUser,
  /** `aws_iam_user_group_membership`. */
  IamUserGroupMembership,
  /** `aws_iam_user_policy`. */
  IamUserPolicy,
  /** `aws_iam_user_policy_attachment`. */
  IamUserPolicyAttachment,
  /** `aws_s3_access_point`. */
  S3AccessPoint,
  /** `aws_s3_bucket_policy`. */
  S3BucketPolicy,
  /** `aws_secretsmanager_secret`. */
  SecretsmanagerSecret,
  /** `aws_secretsmanager_secret_version`. */
  SecretsmanagerSecretVersion,
  /** `aws_ssm_parameter`. */
  SsmParameter,
  /** The engine's `DefaultTokenResolver`. */
  DefaultTokenResolver,
  /** The engine's `dependable`. */
  dependable,
  /** The engine's `Fn`. */
  Fn,
  /** The engine's `Lazy`. */
  Lazy,
  /** The engine's `StringConcat`. */
  StringConcat,
  /** The engine's `Token`. */
  Token,
  /** The engine's `Tokenization`. */
  Tokenization,
  /** A provider that there are no classes for. */
  OtherProvider,
  /** The engine's `TerraformResource`. */
  TerraformResource,
  /** The engine's `TerraformStack`. */
  TerraformStack,
  /** The engine's `ref`. */
  ref,
};

/** The AWS resource classes of this engine, which type what constructs hand back under `resources`. */
export interface Aws extends Readonly<typeof engine> {}
