import * as pulumi from '@pulumi/pulumi';

/*
 * What `pulumi package add terraform-provider selectel/selectel` generates, as far as it is used: names, arguments and outputs as the pages
 * https://www.pulumi.com/registry/packages/selectel/api-docs/iamserviceuserv1/ and …/iams3credentialsv1/ have them, with types as wide as
 * generated ones are, and less care for secrets. A block `role` of Terraform is a list `roles`.
 */

export interface IamServiceuserV1Role {
  projectId?: pulumi.Input<string>;
  roleName: pulumi.Input<string>;
  scope: pulumi.Input<string>;
}

export interface IamServiceuserV1Args {
  enabled?: pulumi.Input<boolean>;
  name?: pulumi.Input<string>;
  password: pulumi.Input<string>;
  roles?: pulumi.Input<pulumi.Input<IamServiceuserV1Role>[]>;
}

export class IamServiceuserV1 extends pulumi.CustomResource {
  public declare readonly enabled: pulumi.Output<boolean | undefined>;
  public declare readonly name: pulumi.Output<string>;
  public declare readonly password: pulumi.Output<string>;

  constructor(name: string, args: IamServiceuserV1Args, opts?: pulumi.CustomResourceOptions) {
    const inputs = { enabled: args.enabled, name: args.name, password: args.password, roles: args.roles };
    super('selectel:index/iamServiceuserV1:IamServiceuserV1', name, inputs, opts);
  }
}

export interface IamS3CredentialsV1Args {
  name?: pulumi.Input<string>;
  projectId: pulumi.Input<string>;
  userId: pulumi.Input<string>;
}

export class IamS3CredentialsV1 extends pulumi.CustomResource {
  public declare readonly accessKey: pulumi.Output<string>;
  public declare readonly secretKey: pulumi.Output<string>;

  constructor(name: string, args: IamS3CredentialsV1Args, opts?: pulumi.CustomResourceOptions) {
    const inputs = { name: args.name, projectId: args.projectId, userId: args.userId, accessKey: undefined, secretKey: undefined };
    super('selectel:index/iamS3CredentialsV1:IamS3CredentialsV1', name, inputs, opts);
  }
}

export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs = {}, opts?: pulumi.ResourceOptions) {
    super('selectel', name, args, opts);
  }
}
