import type { Construct } from 'constructs';
import type { ResourceClasses } from './control-planes';
import type { EngineProvider, GenericResource, MetaArguments, ProviderPlace, TerraformEngine } from './engine';
import { makeProvider, makeRow, type ProviderSource, type Row } from './generic-resource';

/*
 * The resources of the Terraform provider aminueza/minio. There are no classes of it for cdktf or cdktn, so each is a generic resource, made
 * from the configuration that the class of AWS takes. https://registry.terraform.io/providers/aminueza/minio/latest/docs
 */

const MINIO: ProviderSource = { source: 'aminueza/minio', metadata: { providerName: 'minio', providerVersionConstraint: '~> 3.0' } };

const first = (list: unknown): unknown => (list as readonly unknown[])[0];
const isInactive = (status: unknown): unknown => status === 'Inactive' || undefined;

/**
 * MinIO's resources by the names of AWS's. Policies are attached by their names, which take the place of ARNs. `minio_iam_group_policy` makes a
 * policy and attaches it to nobody, so it isn't among them.
 */
const ROWS = {
  IamAccessKey: ['minio_iam_service_account', { user: 'target_user', status: ['disable_user', isInactive] }],
  IamGroup: ['minio_iam_group', { name: 'name' }],
  IamGroupMembership: ['minio_iam_group_membership', { name: 'name', group: 'group', users: 'users' }],
  IamGroupPolicyAttachment: ['minio_iam_group_policy_attachment', { group: 'group_name', policyArn: 'policy_name' }],
  IamPolicy: ['minio_iam_policy', { name: 'name', policy: 'policy' }],
  IamUser: ['minio_iam_user', { name: 'name' }],
  IamUserGroupMembership: ['minio_iam_group_user_attachment', { user: 'user_name', groups: ['group_name', first] }],
  IamUserPolicyAttachment: ['minio_iam_user_policy_attachment', { user: 'user_name', policyArn: 'policy_name' }],
  S3BucketPolicy: ['minio_s3_bucket_policy', { bucket: 'bucket', policy: 'policy' }],
} as const satisfies Partial<Record<keyof ResourceClasses, Row>>;

/** MinIO's resources in the form of AWS's classes. What it has none of is refused before it is asked for. */
export function minioClasses(engine: TerraformEngine): ResourceClasses {
  const classes = Object.entries(ROWS).map(([name, row]) => [name, resourceClass(engine, row)]);
  return { ...engine, ...Object.fromEntries(classes) as Pick<ResourceClasses, keyof typeof ROWS> };
}

function resourceClass(engine: TerraformEngine, row: Row): unknown {
  // a function that returns an object may be called with new, as a class is
  return function makeResource(scope: Construct, id: string, config: MetaArguments & Readonly<Record<string, unknown>>): object {
    const resource = makeRow(engine, MINIO, row, scope, id, config);
    return row[0] === ROWS.S3BucketPolicy[0] ? resource : attributesOf(resource);
  };
}

/**
 * What others ask a resource for, each when it is asked: somebody's name, a policy's name in the place of its ARN, both halves of an access
 * key, of which Terraform knows the secret one as sensitive.
 */
function attributesOf(resource: GenericResource): object {
  const attribute = (name: string) => ({ get: () => resource.getStringAttribute(name) });
  return Object.defineProperties({ encryptedSecret: '' }, {
    name: attribute('name'), arn: attribute('name'), id: attribute('access_key'), secret: attribute('secret_key'),
  });
}

/** Makes the provider. What isn't said here comes from its environment: `MINIO_ENDPOINT`, `MINIO_USER`, `MINIO_PASSWORD`. */
export function makeMinioProvider(engine: TerraformEngine, { scope, id, platform, alias, settings }: ProviderPlace): EngineProvider {
  const { endpoints: { s3 }, region } = platform;
  const server = s3 === undefined ? {} : { minio_server: new URL(s3).host, minio_ssl: s3.startsWith('https:') };
  return makeProvider(engine, MINIO, { scope, id, alias }, { ...server, ...(region && { minio_region: region }), ...settings });
}
