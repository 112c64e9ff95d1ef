import type { Platform } from '../../platforms/platform';

/**
 * Arguments of the AWS provider, as Terraform and Pulumi call them but for their letters. With custom endpoints it asks neither STS nor the metadata
 * service, which only AWS has, and addresses buckets by path.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints
 */
export function awsProviderArgs({ region, endpoints: { iam, s3 } }: Platform): AwsProviderArgs {
  if (iam === undefined && s3 === undefined) return region === undefined || region === '' ? {} : { region };
  return {
    region: region ?? 'us-east-1',
    // also what isn't asked today: a request that a later version of the provider makes goes to the store, never to AWS
    endpoints: [{ ...(iam !== undefined && { iam, sts: iam }), ...(s3 !== undefined && { s3, s3control: s3 }) }],
    skipCredentialsValidation: true,
    skipRequestingAccountId: true,
    skipRegionValidation: true,
    skipMetadataApiCheck: true,
    s3UsePathStyle: true,
  };
}

/** What a platform says to the AWS provider. */
interface AwsProviderArgs {
  readonly region?: string;
  readonly endpoints?: Array<{ readonly iam?: string; readonly sts?: string; readonly s3?: string; readonly s3control?: string }>;
  readonly skipCredentialsValidation?: true;
  readonly skipRequestingAccountId?: true;
  readonly skipRegionValidation?: true;
  readonly skipMetadataApiCheck?: true;
  readonly s3UsePathStyle?: true;
}
