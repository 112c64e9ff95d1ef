import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { accessMatrix, accessPlan, AccessError, lintAccess, readAccess, readAccessText, readOnlyPrefix, renderAccess, reviewAccess } from '../../src';
import { COMMANDS } from '../../src/cli/run';
import type { CommandContext } from '../../src/cli/streams';
import { READERS } from '../../src/state/read-access';
import { talk } from '../cli/talk';

/** Nothing that is printed or written may have it. */
const SECRET = 'hunter2-s3cr3t';

const allow = (resource: string, more: object = {}) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource, ...more }] });
const reads = allow('arn:aws:s3:::downloads/public/*');
const told = allow(`arn:aws:s3:::downloads/${SECRET}/*`, { Condition: { StringEquals: { 'aws:UserAgent': SECRET } } });

/** Resources of Terraform as `terraform show` has them: the type, the values, and what of them is sensitive. */
const SHOWN: ReadonlyArray<readonly [type: string, name: string, values: object, sensitive: object]> = [
  ['aws_iam_user', 'dana', { name: 'dana', tags: { key: SECRET } }, { tags: { key: true } }],
  ['aws_iam_user_policy', 'reads', { user: 'dana', name: 'reads', policy: JSON.stringify(reads) }, {}],
  ['aws_iam_user_policy', 'told', { user: 'dana', name: 'told', policy: JSON.stringify(told) }, { policy: true }],
  ['aws_iam_user_policy', 'named', { user: 'dana', name: SECRET, policy: JSON.stringify(reads) }, { name: true }],
  ['aws_iam_user', 'named', { name: `user-${SECRET}` }, { name: true }],
  ['aws_s3_bucket', 'named', { bucket: `bucket-${SECRET}` }, { bucket: true }],
  ['aws_iam_access_key', 'dana', { user: 'dana', id: 'AKIAIOSFODNN7EXAMPLE', status: 'Active', secret: SECRET, ses_smtp_password_v4: SECRET }, { secret: true }],
  ['aws_iam_user_login_profile', 'dana', { user: 'dana', password: SECRET }, { password: true }],
  ['minio_iam_user', 'lee', { name: 'lee', secret: SECRET }, { secret: true }],
  ['minio_iam_service_account', 'lee', { target_user: 'lee', secret_key: SECRET }, { secret_key: true }],
  ['aws_secretsmanager_secret_version', 'a', { secret_id: 'a', secret_string: SECRET }, { secret_string: true }],
  ['aws_s3_new_kind', 'a', { bucket: 'downloads', token: SECRET }, { token: true }],
];
const shown = SHOWN.map(([type, name, values, sensitive]) => ({ address: `${type}.${name}`, mode: 'managed', type, name, values, sensitive_values: sensitive }));
const outputs = { password: { sensitive: true, value: SECRET } };
const configuration = {
  provider_config: { aws: { name: 'aws', expressions: { secret_key: { constant_value: SECRET } } } },
  root_module: { variables: { password: { sensitive: true, default: SECRET } }, resources: [] },
};

const hidden = (plaintext: unknown) => ({ '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', 'plaintext': JSON.stringify(plaintext), 'ciphertext': SECRET });
const pulumi = (secret: unknown) => [
  ['pulumi:providers:aws', 'default', { secretKey: secret }, { secretKey: secret }],
  ['aws:iam/user:User', 'dana', { name: 'dana' }, { name: 'dana' }],
  ['aws:iam/userPolicy:UserPolicy', 'reads', { user: 'dana', name: 'reads', policy: JSON.stringify(reads) }, {}],
  ['aws:iam/accessKey:AccessKey', 'dana', { user: 'dana' }, { id: 'AKIAIOSFODNN7EXAMPLE', user: 'dana', secret, sesSmtpPasswordV4: secret }],
  ['minio:index/iamUser:IamUser', 'lee', { name: 'lee', secret }, { name: 'lee', secret }],
  ['aws:rds/instance:Instance', 'db', { password: secret }, { password: secret }],
].map(([type, name, inputs, made]) => ({ urn: `urn:pulumi:prod::app::${String(type)}::${String(name)}`, custom: true, id: 'x', type, inputs, outputs: made }));
const preview = { config: { 'app:password': SECRET }, steps: pulumi('[secret]').map((newState) => ({ op: 'create', urn: newState.urn, newState })) };
const exported = { version: 3, deployment: { secrets_providers: { type: 'passphrase', state: { salt: SECRET } }, resources: pulumi(hidden(SECRET)) } };

/** A file of Terraform configuration that has a secret wherever it can, in JSON. */
const config = {
  terraform: { backend: { s3: { bucket: 'state', key: 'a', secret_key: SECRET } } },
  provider: { aws: [{ region: 'eu-central-1', access_key: 'AKIAIOSFODNN7EXAMPLE', secret_key: SECRET }] },
  variable: { password: { type: 'string', sensitive: true, default: SECRET } },
  output: { password: { sensitive: true, value: SECRET } },
  resource: {
    aws_iam_user: { dana: { name: 'dana' }, named: { name: 'user-${var.password}' } },
    aws_iam_user_policy: {
      reads: { user: '${aws_iam_user.dana.name}', name: 'reads', policy: JSON.stringify(reads) },
      told: { user: '${aws_iam_user.dana.name}', name: '${var.password}', policy: JSON.stringify(allow('arn:aws:s3:::downloads/${var.password}/*')) },
    },
    aws_s3_bucket: { named: { bucket: '${var.password}' } },
    aws_db_instance: { db: { password: SECRET } },
    minio_iam_user: { lee: { name: 'lee', secret: SECRET } },
  },
};

const native = `
terraform {
  backend "s3" {
    secret_key = "${SECRET}"
  }
}
provider "aws" {
  secret_key = "${SECRET}"
}
variable "password" {
  sensitive = true
}
output "password" {
  sensitive = true
  value     = var.password
}
resource "aws_iam_user" "dana" {
  name = "dana"
}
resource "aws_iam_user_policy" "reads" {
  user   = aws_iam_user.dana.name
  name   = "reads"
  policy = jsonencode(${JSON.stringify(reads)})
}
resource "aws_iam_user_policy" "told" {
  user   = aws_iam_user.dana.name
  name   = var.password
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::downloads/\${var.password}/*" }] })
}
resource "aws_db_instance" "db" {
  password = "${SECRET}"
}
`;

const template = {
  AWSTemplateFormatVersion: '2010-09-09',
  Parameters: { Password: { Type: 'String', NoEcho: true, Default: SECRET } },
  Resources: {
    Dana: { Type: 'AWS::IAM::User', Properties: { UserName: 'dana', LoginProfile: { Password: SECRET }, Policies: [{ PolicyName: 'reads', PolicyDocument: reads }] } },
    Told: { Type: 'AWS::IAM::UserPolicy', Properties: { UserName: 'dana', PolicyName: 'told', PolicyDocument: allow('x', { Resource: { 'Fn::Sub': 'arn:aws:s3:::downloads/${Password}/*' } }) } },
    Db: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: SECRET } },
  },
  Outputs: { Password: { Value: { Ref: 'Password' } } },
};

const proxy = `access:
  iam_mode: declarative
  iam_users:
    - name: dana
      access_key_id: AKIAIOSFODNN7EXAMPLE
      secret_access_key: ${SECRET}
      permissions:
        - { effect: Allow, actions: [read], resources: ["downloads/public/*"] }
storage:
  backends: { a: { secret_access_key: ${SECRET} } }
`;

/** What only programs hold, of which nothing can be in a file. */
const PROGRAMS: Readonly<Record<string, () => object>> = {
  'an access plan': () => accessPlan({ users: { dana: { accessKeys: ['1'], grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } } }),
  'a rendered plan': () => renderAccess(accessPlan({ users: { dana: { accessKeys: ['1'], grants: [readOnlyPrefix({ bucket: 'downloads', prefix: 'public/' })] } } })),
};

/** Files of a source by their paths, with a secret in every place that can hold one. The first names what is read, the folder where it ends in a slash. */
type Files = Readonly<Record<string, unknown>>;

/** A row for every reader; and other forms, which readers of files know. */
const SOURCES: Readonly<Record<string, Files>> = {
  'terraform show -json of a plan': {
    'plan.json': {
      format_version: '1.2',
      terraform_version: '1.9.0',
      variables: { password: { value: SECRET } },
      configuration,
      planned_values: { outputs, root_module: { resources: shown } },
      prior_state: { format_version: '1.0', values: { outputs, root_module: { resources: shown } } },
      resource_changes: shown.map(({ values, sensitive_values: sensitive, ...resource }) => (
        { ...resource, change: { actions: ['create'], before: null, after: values, after_unknown: {}, after_sensitive: sensitive } }
      )),
    },
  },
  'terraform show -json of a state': { 'state.json': { format_version: '1.0', terraform_version: '1.9.0', values: { outputs, root_module: { resources: shown } } } },
  'pulumi preview --json --show-sames': { 'preview.json': preview },
  '{ preview: pulumi preview --json, base: pulumi stack export }': { 'both.json': { preview, base: exported } },
  'pulumi stack export': { 'export.json': exported },
  'aws iam get-account-authorization-details, or { accountAuthorizationDetails, bucketPolicies }': {
    'details.json': {
      UserDetailList: [{ UserName: 'dana', Arn: 'arn:aws:iam::111122223333:user/dana', LoginProfile: { Password: SECRET }, AccessKeys: [{ SecretAccessKey: SECRET }], UserPolicyList: [{ PolicyName: 'reads', PolicyDocument: reads }] }],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
    },
  },
  'aws iam get-user-policy': { 'policy.json': { UserName: 'dana', PolicyName: 'reads', PolicyDocument: reads } },
  'cdk.tf.json': { 'cdk.tf.json': config },
  'an access state': { 'access.json': { users: { dana: { policies: [reads] } } } },
  'a template': { 'template.json': template },
  'a template without its format': { 'template.json': { ...template, AWSTemplateFormatVersion: undefined } },
  'a template in YAML': { 'template.yaml': JSON.stringify(template, null, 2) },
  'a body of a template': { 'body.json': { TemplateBody: template } },
  'a body of a template, as text': { 'body.json': { TemplateBody: JSON.stringify(template) } },
  'a folder of Terraform configuration': { '/': '', 'main.tf': native, 'terraform.tfvars': `password = "${SECRET}"\n` },
  'a folder of Terraform configuration in JSON': { '/': '', 'main.tf.json': config, 'a.auto.tfvars.json': { password: SECRET } },
  'a plan beside its configuration': {
    'plan.json': {
      format_version: '1.2', variables: { password: { value: SECRET } }, configuration, planned_values: { outputs, root_module: { resources: shown } },
    },
    'main.tf': native,
    'terraform.tfvars': `password = "${SECRET}"\n`,
  },
  'a file of DeltaGlider Proxy': { 'access.yaml': proxy },
  'a folder of policy files': { '/': '', 'users/dana/reads.json': reads, 'notes.txt': SECRET, '.env': SECRET, 'access.yaml': proxy },
};

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a source and gives its path. */
function written(name: string): string {
  const root = join(folder, name.replace(/\W+/g, '-'));
  for (const [path, content] of Object.entries(SOURCES[name])) {
    if (path === '/') continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return join(root, Object.keys(SOURCES[name])[0]);
}

/** Every command: how it is called for a source. */
const CALLS: Readonly<Record<string, (source: string) => ReadonlyArray<readonly string[]>>> = {
  'explain': (source) => [[source, '--user', 'dana', '--action', 's3:GetObject', '--resource', 'downloads/public/a']],
  'matrix': (source) => [[source]],
  'who-can': (source) => [[source, '--action', 's3:GetObject', '--resource', 'downloads/public/*']],
  'review': (source) => [[join(folder, 'nobody.json'), source], [source, join(folder, 'nobody.json')], [source, source], [source, source, '--out', join(folder, 'out', 'report')]],
  'lint': (source) => [[source]],
  'suggest': (source) => [[source]],
  // take plans, which have no place for a secret
  'render': () => [],
  'synth': () => [],
  // read no source
  'init': () => [],
  'schema': () => [],
  'verify': (source) => [[source, '--endpoint', 'http://127.0.0.1:1', '--dry-run'], [source, '--endpoint', 'http://127.0.0.1:1']],
};

const context: CommandContext = { out: () => undefined, err: () => undefined, stdin: () => '', exit: () => undefined, runEach: () => Promise.resolve() };
const commands = COMMANDS.filter(({ name }) => name !== 'completion');
const formatsOf = (command: Command): readonly string[] => command.options.find(({ long }) => long === '--format')?.argChoices ?? [];

describe('C3: no secret of a source is printed or written', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'nobody.json'), JSON.stringify({ users: {} }));
  });

  test('every reader has a row, and every command', () => {
    const texts = Object.entries(SOURCES).map(([name, files]) => [name, Object.values(files)[0]] as const).filter(([, content]) => typeof content === 'object');
    const rows = [...texts.map(([, json]) => json), ...Object.values(PROGRAMS).map((make) => make())] as readonly Readonly<Record<string, unknown>>[];
    const without = READERS.filter((reader) => !rows.some((json) => READERS.find((one) => one.recognises(json)) === reader));
    expect(without.map(({ name }) => name)).toEqual([]);
    expect(commands.map(({ name }) => name).sort()).toEqual(Object.keys(CALLS).sort());
  });

  describe.each(Object.keys(SOURCES))('%s', (name) => {
    test.each(commands.map((command) => [command.name, command] as const))('%s', async (called, { load }) => {
      const command = (await load())(context);
      const source = written(name);
      for (const args of CALLS[called](source)) {
        for (const format of formatsOf(command)) {
          const all = [called, ...args, '--format', format];
          const { code, out, err } = await talk(all);
          const files = readdirSync(join(folder, 'out')).map((file) => readFileSync(join(folder, 'out', file), 'utf8')).join('\n');
          expect({ all, leaks: [out, err, files].filter((text) => text.includes(SECRET)) }).toEqual({ all, leaks: [] });
          // it was read, and what it says of Dana
          const isNoPlan = called === 'suggest' && err.includes("a plan can't be suggested for DeltaGlider Proxy");
          expect({ all, err, isRead: code !== 2 || isNoPlan }).toEqual({ all, err, isRead: true });
          if (called === 'matrix') expect(out).toContain('user dana');
        }
      }
    });

    test('nor where it is broken', () => {
      for (const text of Object.values(SOURCES[name]).map((content) => (typeof content === 'string' ? content : JSON.stringify(content)))) {
        for (let at = text.indexOf(SECRET); at >= 0; at = text.indexOf(SECRET, at + 1)) {
          for (const broken of [text.slice(0, at), text.slice(0, at + SECRET.length), `${text.slice(0, at - 1)}${text.slice(at)}`, `${text.slice(0, at + SECRET.length + 1)}x${text.slice(at + SECRET.length + 1)}`]) {
            let message = '';
            try {
              message = JSON.stringify(readAccessText(broken).unknowns);
            } catch (error) {
              expect(error).toBeInstanceOf(AccessError);
              ({ message } = error as AccessError);
            }
            expect(message).not.toContain(SECRET);
          }
        }
      }
    });
  });

  test.each(Object.entries(PROGRAMS))('%s', (_, make) => {
    const state = readAccess(make() as never);
    const said = [accessMatrix(state), lintAccess(state), ...(['text', 'markdown', 'json', 'sarif', 'html'] as const).map((format) => reviewAccess({ users: {} }, state, { format }))];
    expect(JSON.stringify(said)).toContain('dana');
    expect(JSON.stringify(said)).not.toContain(SECRET);
  });
});

test('what is sensitive in a plan or a state is unknown, with the reason', () => {
  const state = readAccess(SOURCES['terraform show -json of a state']['state.json'] as never);
  expect(state.unknowns.filter(({ reason }) => reason.includes('a sensitive value')).map(({ where }) => where).length).toBeGreaterThan(0);
  expect([...state.users.keys()].filter((user) => user.includes(SECRET))).toEqual([]);
  expect([...state.buckets.keys()].filter((bucket) => bucket.includes(SECRET))).toEqual([]);
});
