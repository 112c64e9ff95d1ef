import { blocks, isObject, type JsonObject, objectOf, own } from '../json';
import type { SourceResource } from '../source';

/** A resource of Terraform's AWS provider that a resource of Cloud Control amounts to. */
interface Piece {
  readonly type: string;
  readonly values: JsonObject;
  /** Where in the resource it stands. @default the resource itself */
  readonly step?: string;
}

type Expand = (resource: SourceResource) => readonly Piece[];

/** What begins the types of Cloud Control: the provider `awscc`, aws-native on Pulumi, and CloudFormation. */
const PREFIX = 'awscc_';

/**
 * The resources of Cloud Control that are read, and what they amount to. Their properties are those of CloudFormation, however an engine spells
 * them: `UserName`, `userName` and `user_name` are one.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const EXPANSIONS: ReadonlyMap<string, Expand> = new Map(Object.entries<Expand>({
  awscc_s3_bucket: bucket,
  awscc_s3_bucket_policy: (one) => [piece('aws_s3_bucket_policy', { bucket: one.get('bucket'), policy: one.get('policy_document') })],
  awscc_s3express_bucket_policy: (one) => [piece('aws_s3_bucket_policy', { bucket: one.get('bucket'), policy: one.get('policy_document') })],
  awscc_s3_access_point: accessPoint,
  awscc_s3tables_table_bucket_policy: (one) => [
    piece('aws_s3tables_table_bucket_policy', { table_bucket_arn: one.get('table_bucket_arn'), resource_policy: one.get('resource_policy') }),
  ],
  awscc_s3vectors_vector_bucket_policy: (one) => [piece('aws_s3vectors_vector_bucket_policy', { vector_bucket_arn: one.get('vector_bucket_arn'), policy: one.get('policy') })],
  awscc_kms_key: (one) => [piece('aws_kms_key', { arn: one.get('arn'), policy: one.get('key_policy') })],
  awscc_iam_user: (one) => principal(one, 'user', {}),
  awscc_iam_group: (one) => principal(one, 'group', {}),
  awscc_iam_role: (one) => principal(one, 'role', { assume_role_policy: one.get('assume_role_policy_document') }),
  awscc_iam_policy: inlinePolicy,
  awscc_iam_user_policy: inlinePolicy,
  awscc_iam_group_policy: inlinePolicy,
  awscc_iam_role_policy: inlinePolicy,
  awscc_iam_managed_policy: managedPolicy,
  awscc_iam_user_to_group_addition: (one) => [piece('aws_iam_group_membership', { group: one.get('group_name'), users: one.get('users') })],
  awscc_iam_access_key: (one) => [piece('aws_iam_access_key', { user: one.get('user_name'), status: one.get('status') })],
}));

/** The types of Cloud Control that are read. */
export const CLOUD_CONTROL_READ: readonly string[] = [...EXPANSIONS.keys()];

/** The resources of Terraform's AWS provider that a resource amounts to: itself, unless it is one of Cloud Control. */
export function expandCloudControl(resource: SourceResource): readonly SourceResource[] {
  if (!resource.type.startsWith(PREFIX)) return [resource];
  const pieces = EXPANSIONS.get(resource.type)?.(resource);
  return pieces?.map((one) => asResource(resource, one)) ?? [resource];
}

/**
 * A property, however its name is written.
 *
 * @param name in words that are joined with `_`
 */
export function property(value: unknown, name: string): unknown {
  const exact = own(value, name);
  if (exact !== undefined || !isObject(value)) return exact;
  const wanted = plain(name);
  return value[Object.keys(value).find((key) => plain(key) === wanted) ?? ''];
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function asResource(of: SourceResource, { type, values, step }: Piece): SourceResource {
  return {
    where: step === undefined ? of.where : `${of.where}.${step}`,
    type,
    platform: of.platform,
    get token() { return of.token; },
    get: (attribute) => own(values, attribute),
    contents: () => values,
  };
}

function piece(type: string, values: Readonly<Record<string, unknown>>, step?: string): Piece {
  return { type, values: objectOf(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)), step };
}

/** The name that a resource is given, or what stands for it. */
function nameOf(resource: SourceResource, name: string): unknown {
  return resource.get(name) ?? resource.token;
}

function bucket(one: SourceResource): readonly Piece[] {
  const name = nameOf(one, 'bucket_name');
  const [acl, block, ownership, abac] = [one.get('access_control'), one.get('public_access_block_configuration'), one.get('ownership_controls'), one.get('abac_status')];
  return [
    piece('aws_s3_bucket', { bucket: one.get('bucket_name') }),
    ...(isSet(acl) ? [piece('aws_s3_bucket_acl', { bucket: name, acl: typeof acl === 'string' ? kebab(acl) : acl }, 'AccessControl')] : []),
    ...(isSet(block) ? [piece('aws_s3_bucket_public_access_block', { bucket: name, ...blockOf(block) }, 'PublicAccessBlockConfiguration')] : []),
    ...(isSet(ownership) ? [piece('aws_s3_bucket_ownership_controls', { bucket: name, rule: ownershipRule(ownership) }, 'OwnershipControls')] : []),
    ...(isSet(abac) && abac !== 'Disabled' ? [piece('aws_s3_bucket_abac', { bucket: name, abac_status: abac }, 'AbacStatus')] : []),
  ];
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** `PublicRead` as Terraform writes it. */
function kebab(text: string): string {
  return text.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

/** The settings of Block Public Access; what isn't known of them stays so. */
function blockOf(block: unknown): Readonly<Record<string, unknown>> {
  const names = ['block_public_acls', 'ignore_public_acls', 'block_public_policy', 'restrict_public_buckets'];
  return Object.fromEntries(names.map((name) => [name, typeof block === 'string' ? block : property(blocks(block)[0], name)]));
}

function ownershipRule(controls: unknown): unknown {
  const [rule] = blocks(property(blocks(controls)[0], 'rules'));
  return [objectOf([['object_ownership', property(rule, 'object_ownership')]])];
}

function accessPoint(one: SourceResource): readonly Piece[] {
  const [block, [vpc]] = [one.get('public_access_block_configuration'), blocks(one.get('vpc_configuration'))];
  return [piece('aws_s3_access_point', {
    name: one.get('name'),
    arn: one.get('arn'),
    bucket: one.get('bucket'),
    bucket_account_id: one.get('bucket_account_id'),
    policy: one.get('policy'),
    ...(isSet(block) && { public_access_block_configuration: [blockOf(block)] }),
    ...(vpc !== undefined && { vpc_configuration: [objectOf([['vpc_id', property(vpc, 'vpc_id')]])] }),
  })];
}

/** A user, group or role with the policies and groups in its own block. */
function principal(one: SourceResource, kind: 'user' | 'group' | 'role', more: Readonly<Record<string, unknown>>): readonly Piece[] {
  const name = nameOf(one, `${kind}_name`);
  const [arns, groups] = [one.get('managed_policy_arns'), one.get('groups')];
  return [
    piece(`aws_iam_${kind}`, {
      name: one.get(`${kind}_name`), arn: one.get('arn'), path: one.get('path'), permissions_boundary: one.get('permissions_boundary'), tags: tagsOf(one.get('tags')), ...more,
    }),
    ...listed(one.get('policies')).map((policy, index) => piece(`aws_iam_${kind}_policy`, {
      [kind]: name, name: property(policy, 'policy_name'), policy: typeof policy === 'string' ? policy : property(policy, 'policy_document'),
    }, `Policies[${index}]`)),
    ...(isSet(arns) ? [piece(`aws_iam_${kind}_policy_attachments_exclusive`, { [`${kind}_name`]: name, policy_arns: arns }, 'ManagedPolicyArns')] : []),
    ...(kind === 'user' && isSet(groups) ? [piece('aws_iam_user_group_membership', { user: name, groups }, 'Groups')] : []),
  ];
}

/** The items of a list; of one that isn't known, what stands for it. */
function listed(value: unknown): readonly unknown[] {
  if (!isSet(value)) return [];
  return Array.isArray(value) ? value : [value];
}

/** Tags by their keys. */
function tagsOf(tags: unknown): JsonObject | undefined {
  const pairs = blocks(tags).flatMap((tag): readonly (readonly [string, unknown])[] => {
    const key = property(tag, 'key');
    return typeof key === 'string' ? [[key, property(tag, 'value')]] : [];
  });
  return pairs.length > 0 ? objectOf(pairs) : undefined;
}

const HOLDERS = [['user', 'users', 'user_name'], ['group', 'groups', 'group_name'], ['role', 'roles', 'role_name']] as const;

/** A policy of its own that is put inline into those that it names. */
function inlinePolicy(one: SourceResource): readonly Piece[] {
  return HOLDERS.flatMap(([kind, plural, single]) => {
    const holders = one.get(plural) ?? one.get(single);
    return isSet(holders) ? [piece(`aws_iam_${kind}_policy`, { [kind]: holders, name: one.get('policy_name'), policy: one.get('policy_document') })] : [];
  });
}

function managedPolicy(one: SourceResource): readonly Piece[] {
  const arn = one.get('policy_arn') ?? one.get('arn');
  const holders = Object.fromEntries(HOLDERS.map(([, plural]) => [plural, one.get(plural)]).filter(([, names]) => isSet(names)));
  return [
    piece('aws_iam_policy', { name: one.get('managed_policy_name'), arn, path: one.get('path'), policy: one.get('policy_document') }),
    ...(Object.keys(holders).length > 0 ? [piece('aws_iam_policy_attachment', { ...holders, policy_arn: arn ?? one.token }, 'holders')] : []),
  ];
}
