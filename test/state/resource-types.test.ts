import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { terraformType } from '../../src/state/pulumi-types';
import { readAccess } from '../../src/state/read-access';
import { RESOURCE_ROLES } from '../../src/state/resource-roles';
import { bearingOf, RESOURCE_FAMILIES } from '../../src/state/resource-types';
import { PROVIDER_TYPES_FOLDER, type ProviderTypes } from '../../tools/provider-types';

/** Types of the providers of Terraform that are installed, read from the names of their folders: importing the packages takes seconds. */
function installed(pkg: string): readonly string[] {
  const lib = join(dirname(require.resolve(`${pkg}/package.json`)), 'lib');
  return readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(lib, entry.name, 'index.js')))
    .map(({ name }) => `${name.startsWith('data-') ? 'data.' : ''}aws_${name.replace(/^data-(aws-)?/, '').replaceAll('-', '_')}`);
}

/** Type tokens in the files of a package of Pulumi. */
function tokens(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return ['node_modules', 'types', 'config'].includes(entry.name) ? [] : tokens(join(folder, entry.name));
    if (!entry.name.endsWith('.js')) return [];
    return /__pulumiType = '([^']+)'/.exec(readFileSync(join(folder, entry.name), 'utf8'))?.[1] ?? [];
  });
}

const listed = (name: string): ProviderTypes => JSON.parse(readFileSync(join(PROVIDER_TYPES_FOLDER, `${name}.json`), 'utf8')) as ProviderTypes;

const AWS = ['@cdktf/provider-aws', '@cdktn/provider-aws'];

describe('issue 11 A: the table of resource types', () => {
  test.each(AWS)('names every type of %s in the families that bear on access', (pkg) => {
    const types = installed(pkg);
    expect(types.length).toBeGreaterThan(2000);
    expect(types.filter((type) => bearingOf(type) === 'unknown')).toEqual([]);
  });

  test.each(['@pulumi/aws', '@pulumi/minio'])('names every type of %s', (pkg) => {
    const types = tokens(dirname(require.resolve(`${pkg}/package.json`)));
    expect(types.length).toBeGreaterThan(15);
    expect(types.filter((token) => bearingOf(terraformType(token) ?? '') === 'unknown')).toEqual([]);
  });

  test('calls types of Pulumi as Terraform does, in the families that bear on access', () => {
    const known = new Set(AWS.flatMap(installed));
    const families = /^aws:(s3|s3control|s3outposts|s3tables|s3vectors|iam|ssoadmin|identitystore|organizations|kms|ram|lakeformation|cloudcontrol|cloudformation|transfer|rolesanywhere)\/|^aws:ec2\/vpcEndpoint/;
    const types = tokens(dirname(require.resolve('@pulumi/aws/package.json'))).filter((token) => families.test(token));
    expect(types.filter((token) => !known.has(terraformType(token) ?? ''))).toEqual([]);
  });

  test.each(['minio', 'selectel', 'aws-native'])('names every type of the provider %s, by the list that is checked in', (name) => {
    const { types, date } = listed(name);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(types.filter((type) => bearingOf(name === 'aws-native' ? terraformType(type) ?? '' : type) === 'unknown')).toEqual([]);
  });

  test('has no row for a type that no provider has', () => {
    const real = new Set([
      ...AWS.flatMap(installed), ...listed('minio').types, ...listed('selectel').types, ...listed('aws-native').types.map((token) => terraformType(token) ?? ''),
      ...RESOURCE_ROLES.keys(),
    ]);
    // names that only the provider awscc has, where those of aws-native are derived otherwise
    const rows = RESOURCE_FAMILIES.flatMap(({ unread, unreadAttributes = {}, none }) => [
      ...Object.keys(unread), ...Object.keys(unreadAttributes), ...none,
    ]);
    expect(rows.filter((type) => !real.has(type) && !type.startsWith('awscc_'))).toEqual([]);
  });

  test('has one row for each type', () => {
    const rows = RESOURCE_FAMILIES.flatMap(({ read = [], unread, none }) => [...read, ...Object.keys(unread), ...none]);
    expect(rows.filter((type, index) => rows.indexOf(type) !== index)).toEqual([]);
  });

  const stack = (type: string, body: object) => readAccess({ resource: { aws_iam_user: { dana: { name: 'dana' } }, [type]: { x: body } } });

  test('what bears on access and is not read is named, with what it could change', () => {
    const [unknown] = stack('aws_ram_resource_share', { name: 'all' }).unknowns;
    expect(unknown).toEqual({
      where: 'aws_ram_resource_share.x', reason: expect.stringContaining('AWS RAM') as string, scope: { effect: 'allow', services: ['s3', 's3-outposts'] }, fingerprint: expect.any(String) as string,
    });
  });

  test('a type of a family that no row names is named: a provider that is newer than this package', () => {
    expect(stack('aws_s3_bucket_telepathy', { bucket: 'b' }).unknowns).toEqual([expect.objectContaining({ scope: {}, reason: expect.stringContaining("doesn't know") as string })]);
    expect(stack('radosgw_iam_user_policy', {}).unknowns).toEqual([expect.objectContaining({ scope: {} })]);
  });

  test('what has nothing to do with access is not named', () => {
    for (const type of ['aws_s3_bucket_versioning', 'aws_lambda_function', 'random_id', 'google_storage_bucket_iam_member']) expect(stack(type, { bucket: 'b' }).unknowns).toEqual([]);
  });

  test('an attribute by which a resource bears is named where it is set to what is not harmless', () => {
    const bucket = (acl: unknown) => stack('minio_s3_bucket', { bucket: 'b', acl }).unknowns.filter(({ where }) => where === 'minio_s3_bucket.x');
    expect([undefined, null, 'private'].flatMap(bucket)).toEqual([]);
    expect(bucket('public')).toEqual([expect.objectContaining({ scope: { effect: 'allow', buckets: ['b'] } })]);
    const user = (role: string) => stack('selectel_iam_serviceuser_v1', { name: 'u', role: [{ role_name: role, scope: 'project' }] }).unknowns;
    expect(user('s3.user')).toEqual([]);
    expect(user('member')).toEqual([expect.objectContaining({ scope: { effect: 'allow', principals: ['user u'] } })]);
  });

  test('what changes in a resource that is not read changes its fingerprint, in every kind of source', () => {
    const values = (policy: string) => ({ format_version: '1.0', values: { root_module: { resources: [{ address: 'a.x', mode: 'managed', type: 'minio_iam_idp_openid', values: { name: policy } }] } } });
    const pulumi = (policy: string) => ({ deployment: { resources: [{ urn: 'urn:pulumi:d::p::minio:index/iamIdpOpenid:IamIdpOpenid::x', type: 'minio:index/iamIdpOpenid:IamIdpOpenid', inputs: { name: policy } }] } });
    const config = (policy: string) => ({ resource: { minio_iam_idp_openid: { x: { name: '${var.v}', nested: { b: 1, a: [policy] } } } }, variable: { v: { default: policy } } });
    for (const source of [values, pulumi, config]) {
      const prints = ['a', 'a', 'b'].map((policy) => readAccess(source(policy)).unknowns[0].fingerprint);
      expect(prints[0]).toMatch(/^[0-9a-f]{32}$/);
      expect(prints[1]).toBe(prints[0]);
      expect(prints[2]).not.toBe(prints[0]);
    }
  });

  test('what Pulumi makes through Cloud Control and is not read is named', () => {
    const one = (type: string, inputs: object) => readAccess({ deployment: { resources: [{ urn: `urn:pulumi:d::p::${type}::x`, type, inputs }] } }).unknowns;
    expect(one('aws-native:s3:MultiRegionAccessPoint', {})).toEqual([expect.objectContaining({ scope: { services: ['s3', 's3express', 's3-object-lambda'] } })]);
    expect(one('aws-native:s3:Bucket', { bucketName: 'b' })).toEqual([]);
    expect(one('aws-native:logs:LogGroup', {})).toEqual([]);
  });
});
