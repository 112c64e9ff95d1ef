import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareAccess } from '../../src';
import { readAccessFile } from '../../src/files';
import { Moto } from './moto';
import { PROVIDER, standIn, terraformOk } from './terraform';
import { describeWith, isInstalled, mirrorHolds, providerMirror } from './tools';

/*
 * The modules that most people use, from a local copy: TF_MODULES_DIR is a folder of NAMESPACE/MODULE, as in
 * terraform-aws-modules/s3-bucket, terraform-aws-modules/iam, cloudposse/s3-bucket (with cloudposse/label, iam-s3-user, iam-system-user; to plan it, ssm-parameter-store).
 */
const MODULES = process.env.TF_MODULES_DIR ?? '';
const mirror = providerMirror();
const PATIENCE = 600_000;
const has = (...names: readonly string[]): boolean => MODULES !== '' && names.every((name) => existsSync(join(MODULES, name)));

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'modules-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the modules beside the configuration, whose references to the registry lead to one another. */
function copyModules(namespace: string): void {
  const target = join(folder, 'modules');
  cpSync(join(MODULES, namespace), target, { recursive: true });
  for (const name of readdirSync(target)) {
    for (const file of readdirSync(join(target, name)).filter((one) => one.endsWith('.tf'))) {
      const path = join(target, name, file);
      writeFileSync(path, readFileSync(path, 'utf8').replace(/(source\s*=\s*)"[\w-]+\/([\w-]+)\/(?:aws|null)"/g, '$1"../$2"').replace(/^\s*version\s*=\s*"\d[\d.]*"(?:\s*(?:#|\/\/).*)?\s*$/gm, ''));
    }
  }
}

describeWith({
  'terraform': isInstalled('terraform', '-version'),
  'moto_server': isInstalled('moto_server', '--help'),
  'the AWS provider (TF_PLUGIN_DIR)': mirror !== undefined,
  'terraform-aws-modules (TF_MODULES_DIR)': has('terraform-aws-modules/s3-bucket', 'terraform-aws-modules/iam'),
})('modules of terraform-aws-modules', () => {
  test('a first plan of a bucket, a user, a group, a policy and a role says what their configuration says, and all of it is known', async () => {
    const moto = await Moto.start();
    try {
      copyModules('terraform-aws-modules');
      writeFileSync(join(folder, 'main.tf'), CONFIGURATION);
      terraformOk(folder, ['init', '-no-color', `-plugin-dir=${mirror?.folder ?? ''}`]);
      terraformOk(folder, ['plan', '-no-color', '-out=plan.bin'], standIn(moto.url));
      writeFileSync(join(folder, 'plan.json'), terraformOk(folder, ['show', '-json', 'plan.bin']).stdout);
      const account = { account: '123456789012' };
      const [planned, written] = [readAccessFile(join(folder, 'plan.json'), account), readAccessFile(folder, account)];
      expect([planned.unknowns, written.unknowns]).toEqual([[], []]);
      expect(compareAccess(planned, written)).toMatchObject({ verdict: 'none', inconclusive: [] });
      expect([...planned.users.values()].map(({ name, groups, policies }) => [name, groups, policies.map((policy) => policy.name)])).toEqual([
        ['dana', ['readers'], ['user dana, managed policy read-logs']],
      ]);
    } finally {
      moto.stop();
    }
  }, PATIENCE);
});

const CLOUD_POSSE = { 'Cloud Posse\'s modules (TF_MODULES_DIR)': has('cloudposse/s3-bucket', 'cloudposse/label', 'cloudposse/iam-s3-user', 'cloudposse/iam-system-user') };
const NESTED = { 'Cloud Posse\'s module ssm-parameter-store (TF_MODULES_DIR)': has('cloudposse/ssm-parameter-store') };

describeWith({
  ...CLOUD_POSSE,
  ...NESTED,
  'terraform': isInstalled('terraform', '-version'),
  'moto_server': isInstalled('moto_server', '--help'),
  'the AWS provider (TF_PLUGIN_DIR)': mirror !== undefined,
  'the time provider (TF_PLUGIN_DIR)': mirrorHolds('time'),
})('modules of Cloud Posse, planned', () => {
  test('a first plan of a bucket with a user and privileged principals says what their configuration says, and all of it is known', async () => {
    const moto = await Moto.start();
    try {
      copyModules('cloudposse');
      writeFileSync(join(folder, 'main.tf'), `${PROVIDER}${CLOUD_POSSE_BUCKET}`);
      terraformOk(folder, ['init', '-no-color', `-plugin-dir=${mirror?.folder ?? ''}`]);
      terraformOk(folder, ['plan', '-no-color', '-out=plan.bin'], standIn(moto.url));
      writeFileSync(join(folder, 'plan.json'), terraformOk(folder, ['show', '-json', 'plan.bin']).stdout);
      const account = { account: '123456789012' };
      const [planned, written] = [readAccessFile(join(folder, 'plan.json'), account), readAccessFile(folder, account)];
      expect(planned.unknowns).toEqual([]);
      expect(compareAccess(planned, written)).toMatchObject({ verdict: 'none', inconclusive: [] });
      expect([[...planned.users.keys()], [...planned.buckets.keys()]]).toEqual([['acme-prod-data'], ['acme-prod-data']]);
    } finally {
      moto.stop();
    }
  }, PATIENCE);
});

describeWith(CLOUD_POSSE)('modules of Cloud Posse', () => {
  test('a bucket with a user and privileged principals is read from the configuration, names and all', () => {
    copyModules('cloudposse');
    writeFileSync(join(folder, 'main.tf'), CLOUD_POSSE_BUCKET);
    const state = readAccessFile(folder);
    expect(state.users.get('acme-prod-data')?.policies[0].document?.statements[0].resources).toEqual(['arn:aws:s3:::acme-prod-data/*', 'arn:aws:s3:::acme-prod-data']);
    expect(state.buckets.get('acme-prod-data')?.policy?.document?.statements.map(({ sid, resources }) => [sid, resources])).toContainEqual([
      'AllowPrivilegedPrincipal[0]', ['arn:aws:s3:::acme-prod-data', 'arn:aws:s3:::acme-prod-data/*', 'arn:aws:s3:::acme-prod-data/in/*'],
    ]);
  });
});

const CLOUD_POSSE_BUCKET = `module "bucket" {
  source       = "./modules/s3-bucket"
  namespace    = "acme"
  stage        = "prod"
  name         = "data"
  user_enabled = true
  allow_ssl_requests_only      = true
  privileged_principal_arns    = [{ "arn:aws:iam::111122223333:role/deploy" = ["", "in/"] }]
  privileged_principal_actions = ["s3:GetObject"]
}
`;

const CONFIGURATION = `${PROVIDER}module "logs" {
  source                                = "./modules/s3-bucket"
  bucket                                = "acme-logs"
  attach_deny_insecure_transport_policy = true
  attach_policy                         = true
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "Read", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-logs/*" },
  ] })
}
module "policy" {
  source = "./modules/iam/modules/iam-policy"
  name   = "read-logs"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = ["\${module.logs.s3_bucket_arn}/*"] }] })
}
module "user" {
  source                        = "./modules/iam/modules/iam-user"
  name                          = "dana"
  create_iam_user_login_profile = false
  policy_arns                   = [module.policy.arn]
}
module "group" {
  source                            = "./modules/iam/modules/iam-group-with-policies"
  name                              = "readers"
  group_users                       = [module.user.iam_user_name]
  attach_iam_self_management_policy = false
  custom_group_policies             = [{
    name   = "list"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = module.logs.s3_bucket_arn }] })
  }]
}
module "role" {
  source                  = "./modules/iam/modules/iam-assumable-role"
  create_role             = true
  role_name               = "writer"
  role_requires_mfa       = false
  trusted_role_arns       = [module.user.iam_user_arn]
  custom_role_policy_arns = [module.policy.arn]
}
`;
