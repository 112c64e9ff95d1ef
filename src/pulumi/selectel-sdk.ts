import type * as pulumi from '@pulumi/pulumi';
import { AccessError } from '../errors';

/** A role of a service user. */
export interface SelectelRole {
  /** What it is called: `s3.user`, which leaves everything to the policies of buckets. */
  roleName: string;
  /** Where it holds: in a project. */
  scope: string;
  /** In which. */
  projectId: pulumi.Input<string>;
}

/** What a service user of {@link SelectelSdk} is made of. */
export interface SelectelServiceUserArgs {
  /** Its name. */
  name: string;
  /** Its password, a Pulumi secret. */
  password: pulumi.Output<string>;
  /** Whether it may sign in. */
  enabled: boolean;
  /** Its roles. */
  roles: SelectelRole[];
}

/** A service user that was made. */
export interface SelectelServiceUser {
  /** Its id, which bucket policies may name it by. */
  readonly id: pulumi.Output<string>;
  /** Its name. */
  readonly name: pulumi.Output<string>;
}

/** What an S3 key of {@link SelectelSdk} is made of. */
export interface SelectelS3CredentialsArgs {
  /** The name of its generation. */
  name: string;
  /** Whose it is. */
  userId: pulumi.Input<string>;
  /** For which project. */
  projectId: pulumi.Input<string>;
}

/** An S3 key that was made. */
export interface SelectelS3Credentials {
  /** The access key id. */
  readonly accessKey: pulumi.Output<string>;
  /** The secret access key. */
  readonly secretKey: pulumi.Output<string>;
}

/**
 * What is used of the SDK that Pulumi generates from Terraform's provider `selectel/selectel`: the module itself fits. No package of npm has it.
 *
 * @see https://www.pulumi.com/registry/packages/selectel/ and https://www.pulumi.com/registry/packages/terraform-provider/
 * @example
 * // pulumi package add terraform-provider selectel/selectel
 * import * as sdk from '@pulumi/selectel';
 * new StorageAccess('access', { plan, passwords: { ci: config.requireSecret('ci-password') }, selectel: sdk }, { provider: store });
 */
export interface SelectelSdk {
  /** The class of `selectel_iam_serviceuser_v1`. */
  readonly IamServiceuserV1: {
    /** Makes a service user. */
    new (name: string, args: SelectelServiceUserArgs, opts?: pulumi.CustomResourceOptions): SelectelServiceUser;
  };
  /** The class of `selectel_iam_s3_credentials_v1`. */
  readonly IamS3CredentialsV1: {
    /** Makes an S3 key. */
    new (name: string, args: SelectelS3CredentialsArgs, opts?: pulumi.CustomResourceOptions): SelectelS3Credentials;
  };
}

const CLASSES = ['IamServiceuserV1', 'IamS3CredentialsV1'] as const;

/**
 * The SDK, if it is one.
 *
 * @throws AccessError `NotInstalled`
 */
export function checkSdk(by: string, sdk: unknown): SelectelSdk {
  const isGiven = (typeof sdk === 'object' || typeof sdk === 'function') && sdk !== null;
  const absent = CLASSES.filter((name) => !isGiven || typeof (sdk as Readonly<Record<string, unknown>>)[name] !== 'function');
  if (absent.length === 0) return sdk as SelectelSdk;
  throw new AccessError({
    code: 'NotInstalled',
    message: `${by} makes users on Selectel, and ${isGiven ? `what it is given as selectel has no ${absent.join(' and no ')}` : 'needs the SDK of its provider, which no package of npm has, as selectel'}`,
    remedy: "run pulumi package add terraform-provider selectel/selectel, then import * as sdk from '@pulumi/selectel', and pass it on: "
      + "new StorageAccess('access', { plan, passwords, selectel: sdk })",
  });
}
