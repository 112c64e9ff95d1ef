import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decide, readAccess, type AccessState } from '../../src';
import { readGitSource } from '../../src/cli/git-source';
import { readAccessFile } from '../../src/files';

const TEAM = join(__dirname, 'configurations', 'team');
const ACCOUNT = { account: '111122223333' };

/** Everybody's statements, by policy; short enough to be read. */
function policies({ users, groups, buckets }: AccessState): Record<string, unknown> {
  const holders = [...users.values(), ...groups.values()].flatMap(({ policies: list }) => list);
  const all = [...holders, ...[...buckets.values()].flatMap(({ policy }) => policy ?? [])];
  return Object.fromEntries(all.map(({ name, document }) => [name, document?.statements]));
}

describe('a folder of configuration', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'configuration-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const policy = (resource: string) => `resource "aws_iam_user_policy" "p" {
    user   = "dana"
    name   = "p"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })
  }`;
  const resources = (options = {}): readonly string[] | undefined => readAccessFile(folder, options).users.get('dana')?.policies[0].document?.statements[0].resources;

  test('tells all that modules, for_each, count, dynamic blocks, merged documents, templates and files make', () => {
    const state = readAccessFile(TEAM, ACCOUNT);
    expect(state.unknowns).toEqual([]);
    expect(policies(state)).toMatchSnapshot();
    expect(Object.fromEntries([...state.users].map(([name, { groups }]) => [name, groups]))).toEqual({
      dana: ['acme-dev-blue'], kim: ['acme-dev-green'], lee: ['acme-dev-blue', 'acme-dev-green'],
    });
  });

  test('values of variables can be given, in texts and in files', () => {
    cpSync(TEAM, folder, { recursive: true });
    write({ 'prod.tfvars': 'environment = "prod"\nteams = { red = { members = ["dana"] } }\n' });
    expect([...readAccessFile(folder, { ...ACCOUNT, variableFiles: ['prod.tfvars'] }).buckets.keys()]).toEqual(['acme-prod-audit-0', 'acme-prod-audit-1', 'acme-prod-red']);
    const variables = { teams: '{ red = { members = ["dana"] } }', environment: 'test' };
    expect([...readAccessFile(folder, { ...ACCOUNT, variables }).buckets.keys()]).toEqual(['acme-test-audit-0', 'acme-test-red']);
  });

  test.each<[string, string, readonly string[]]>([
    ['a policy variable stays one', '"arn:aws:s3:::a/$${aws:username}/*"', ['arn:aws:s3:::a/${aws:username}/*']],
    ['an escaped directive', '"arn:aws:s3:::a/%%{x}"', ['arn:aws:s3:::a/%{x}']],
    ['a heredoc', '<<-EOT\n      arn:aws:s3:::a/${upper("x")}\n    EOT\n', ['arn:aws:s3:::a/X\n']],
    ['comments', '[ # one\n "arn:aws:s3:::a", // two\n /* three */ "arn:aws:s3:::b" ]', ['arn:aws:s3:::a', 'arn:aws:s3:::b']],
    ['a conditional', '1 + 1 == 2 && !false ? "arn:aws:s3:::yes" : "arn:aws:s3:::no"', ['arn:aws:s3:::yes']],
    ['try gives way to what fails', 'try(local.nothing.here, "arn:aws:s3:::b")', ['arn:aws:s3:::b']],
    ['lookup', 'lookup({ a = "arn:aws:s3:::a" }, "b", "arn:aws:s3:::c")', ['arn:aws:s3:::c']],
    ['format', 'format("arn:aws:s3:::%s-%d", "a", 3)', ['arn:aws:s3:::a-3']],
    ['a template directive', '"arn:aws:s3:::%{ for x in ["a", "b"] }${x}%{ endfor }"', ['arn:aws:s3:::ab']],
    ['grouping', 'values({ for x in ["arn:aws:s3:::a", "arn:aws:s3:::b"] : "k" => x... })[0]', ['arn:aws:s3:::a', 'arn:aws:s3:::b']],
    ['maps are gone through by key', '[for k, v in { b = "arn:aws:s3:::b", a = "arn:aws:s3:::a" } : v][0]', ['arn:aws:s3:::a']],
    ['setproduct', '[for p in setproduct(["a", "b"], ["c"]) : "arn:aws:s3:::${p[0]}${p[1]}"]', ['arn:aws:s3:::ac', 'arn:aws:s3:::bc']],
  ])('%s', (_, resource, expected) => {
    write({ 'main.tf': `locals {\n  nothing = {}\n}\n${policy(resource)}` });
    expect(resources()).toEqual(expected);
  });

  test.each<[string, string, RegExp]>([
    ['an unknown function', 'md5("a")', /md5/],
    ['try does not give way to what only isn\'t known', 'try(var.unset, "arn:aws:s3:::b")', /var\.unset/],
    ['a sensitive variable is not read', 'var.secret', /var\.secret: a sensitive variable/],
    ['a file outside of the repository', 'file("/etc/hostname")', /etc.hostname/],
    ['a link that leads there', 'file("link.json")', /file/],
  ])('not known: %s', (_, resource, reason) => {
    write({ 'main.tf': `variable "unset" {}\nvariable "secret" {\n  sensitive = true\n  default = "hunter2"\n}\n${policy(resource)}` });
    symlinkSync('/etc/hostname', join(folder, 'link.json'));
    const state = readAccessFile(folder);
    expect(JSON.stringify(state.unknowns)).toMatch(reason);
    expect(JSON.stringify([state.unknowns, policies(state)])).not.toContain('hunter2');
  });

  test('what is repeated for something unknown may not be there at all', () => {
    write({ 'main.tf': 'variable "on" {}\nresource "aws_iam_user_policy" "p" {\n  count = var.on ? 1 : 0\n  user = "dana"\n  name = "p"\n  policy = "{}"\n}' });
    expect(readAccessFile(folder).unknowns).toContainEqual({ where: 'aws_iam_user_policy.p', reason: expect.stringContaining('--var') as string, scope: {} });
    expect([...readAccessFile(folder, { variables: { on: 'false' } }).users.keys()]).toEqual([]);
  });

  test('a dynamic block for something unknown makes the whole document unknown, conditions are never dropped', () => {
    write({
      'main.tf': `variable "ips" { type = list(string) }
      data "aws_iam_policy_document" "d" {
        statement {
          actions = ["s3:GetObject"]
          resources = ["arn:aws:s3:::a/*"]
          dynamic "condition" {
            for_each = var.ips
            content {
              test = "IpAddress"
              variable = "aws:SourceIp"
              values = [condition.value]
            }
          }
        }
      }
      resource "aws_iam_user_policy" "p" {
        user = "dana"
        name = "p"
        policy = data.aws_iam_policy_document.d.json
      }`,
    });
    expect(readAccessFile(folder).users.get('dana')?.policies[0].document).toBeUndefined();
    const known = readAccessFile(folder, { variables: { ips: '["192.0.2.1"]' } }).users.get('dana')?.policies[0].document;
    expect(known?.statements[0].conditions).toEqual([{ operator: 'IpAddress', key: 'aws:SourceIp', values: ['192.0.2.1'] }]);
  });

  test('modules that are not there are named; installed ones and those beside the folder are followed', () => {
    write({
      'live/main.tf': 'module "far" {\n  source = "acme/far/aws"\n}\nmodule "near" {\n  source = "../near"\n}\nmodule "installed" {\n  source = "acme/installed/aws"\n}',
      'live/.terraform/modules/modules.json': '{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"installed","Source":"acme/installed/aws","Dir":".terraform/modules/installed"}]}',
      'live/.terraform/modules/installed/main.tf': 'resource "aws_iam_user" "u" {\n  name = "installed"\n}',
      'near/main.tf.json': '{"resource": {"aws_iam_user": {"u": {"name": "near"}}}}',
    });
    const state = readAccessFile(join(folder, 'live'));
    expect([...state.users.keys()].sort()).toEqual(['installed', 'near']);
    expect(state.unknowns).toEqual([expect.objectContaining({ where: 'module.far', reason: expect.stringContaining('terraform init') as string, scope: {} })]);
  });

  test('override files and .tofu files take the place of what they override', () => {
    write({
      'a.tf': 'resource "aws_iam_user" "u" {\n  name = "a"\n  path = "/x/"\n}',
      'a_override.tf': 'resource "aws_iam_user" "u" {\n  name = "b"\n}',
      'c.tf': 'resource "aws_iam_user" "c" {\n  name = "terraform"\n}',
      'c.tofu': 'resource "aws_iam_user" "c" {\n  name = "tofu"\n}',
    });
    expect([...readAccessFile(folder).users.keys()].sort()).toEqual(['b', 'tofu']);
  });

  test.each([
    ['an open block', 'resource "aws_iam_user" "u" {\n  name = "a"\n', 'line 3, column 1'],
    ['an open string', 'locals {\n  a = "b\n}', 'line 2, column 7'],
    ['two values', 'locals {\n  a = 1 2\n}', 'line 2, column 9'],
  ])('refused with its line and column: %s', (_, text, place) => {
    write({ 'main.tf': text });
    expect(() => readAccessFile(folder)).toThrow(expect.objectContaining({ code: 'UnreadableSource', message: expect.stringContaining(place) as string }) as Error);
  });

  test('a module that calls itself ends', () => {
    write({ 'main.tf': 'module "m" {\n  for_each = toset(["a", "b"])\n  source = "./."\n}' });
    expect(readAccessFile(folder).unknowns.length).toBeGreaterThan(0);
  });

  test('a commit is read with the modules that lie elsewhere in it', () => {
    write({ 'infra/main.tf': 'module "m" {\n  source = "../modules/m"\n}', 'modules/m/main.tf': `${policy('file("${path.module}/r.txt")')}`, 'modules/m/r.txt': 'arn:aws:s3:::in-the-commit' });
    const git = (...args: readonly string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder, stdio: 'ignore' });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'first');
    write({ 'modules/m/r.txt': 'arn:aws:s3:::not-yet' });
    const before = process.cwd();
    try {
      process.chdir(folder);
      const state = readGitSource('git:HEAD:infra', {});
      expect(state.unknowns).toEqual([]);
      expect(state.users.get('dana')?.policies[0].document?.statements[0].resources).toEqual(['arn:aws:s3:::in-the-commit']);
    } finally {
      process.chdir(before);
    }
  });
});

describe('a plan by itself', () => {
  /** A policy by for_each, attached by an expression of which the plan tells the iterator only. */
  const plan = (keys: readonly string[], references: readonly string[]) => ({
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: keys.flatMap((key) => [
          { address: `aws_iam_policy.p["${key}"]`, mode: 'managed', type: 'aws_iam_policy', name: 'p', index: key, values: { name: key, policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${key}/*"}]}` } },
          { address: `aws_iam_user_policy_attachment.a["${key}"]`, mode: 'managed', type: 'aws_iam_user_policy_attachment', name: 'a', index: key, values: { user: key } },
        ]),
      },
    },
    resource_changes: keys.flatMap((key) => [
      { address: `aws_iam_policy.p["${key}"]`, change: { actions: ['create'], after_unknown: { arn: true, id: true } } },
      { address: `aws_iam_user_policy_attachment.a["${key}"]`, change: { actions: ['create'], after_unknown: { id: true, policy_arn: true } } },
    ]),
    configuration: {
      root_module: {
        resources: [
          { address: 'aws_iam_policy.p', expressions: { name: { references: ['each.key'] } }, for_each_expression: {} },
          { address: 'aws_iam_user_policy_attachment.a', expressions: { policy_arn: { references } }, for_each_expression: {} },
        ],
      },
    },
  });
  const held = ({ users }: AccessState) => Object.fromEntries(
    [...users].map(([name, user]) => [name, user.policies[0].document?.statements[0].resources]),
  );

  test('one instance is exact, whatever the expression', () => {
    const state = readAccess(plan(['a'], ['aws_iam_policy.p', 'each.key']));
    expect(state.unknowns).toEqual([]);
    expect(held(state)).toEqual({ a: ['arn:aws:s3:::a/*'] });
  });

  test('of several, the one of the same key is taken, and that is said: the plan does not tell the expression', () => {
    const state = readAccess(plan(['a', 'b'], ['aws_iam_policy.p', 'each.key']));
    expect(held(state)).toEqual({ a: ['arn:aws:s3:::a/*'], b: ['arn:aws:s3:::b/*'] });
    expect(state.unknowns.map(({ where }) => where)).toEqual(['a', 'b'].map((key) => `aws_iam_user_policy_attachment.a["${key}"].policy_arn`));
    expect(state.unknowns[0].reason).toContain('--source DIR');
    // the expression may be another one: each.key == "a" ? "b" : "a"
    expect(decide(state, { principal: { user: 'a' }, action: 's3:GetObject', resource: 'b/x' }).effect).toBe('uncertain');
  });

  test('a key that is written out is followed as it is', () => {
    const state = readAccess(plan(['a', 'b'], ['aws_iam_policy.p["b"].arn', 'aws_iam_policy.p["b"]', 'aws_iam_policy.p']));
    expect(state.unknowns).toEqual([]);
    expect(held(state)).toEqual({ a: ['arn:aws:s3:::b/*'], b: ['arn:aws:s3:::b/*'] });
  });

  test('what no iterator tells is not known, with what it is made with', () => {
    const { unknowns } = readAccess(plan(['a', 'b'], ['aws_iam_policy.p', 'local.which']));
    expect(unknowns[0].reason).toContain('made with aws_iam_policy.p, local.which; read the configuration beside the plan (--source DIR)');
  });
});
