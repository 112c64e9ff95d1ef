import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessError, readAccess, type AccessState } from '../../src';
import { readAccessFile } from '../../src/files';
import { readPolicyFiles } from '../../src/state/policy-folder';
import { readAccessText } from '../../src/state/read-access';
import { fuzz, type Random } from './fuzz';

const folder = join(__dirname, '..', 'state', 'fixtures');
const sources = readdirSync(folder).filter((name) => /\.(?:json|ya?ml)$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8')).filter((text) => text.length < 60_000);

/** Values that no reader expects in any place. */
const STRANGE: readonly unknown[] = [
  null, true, 0, -1, 1e308, '', '*', [], {}, [[]], [null], '${', '${a', '${local.x}', '%{', '\u{F0000}', '\u{F0001}7\u{F0002}', '\ud800', '__proto__', 'x'.repeat(5000), { __proto__: null, constructor: 1 },
  { Version: '2012-10-17', Statement: [] }, '{"Version":"2012-10-17"', 'arn:aws:s3:::*', '${jsonencode({})}', '${[for a in [1] : a]}',
];

/** Changes one value somewhere below. */
function changed(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.oneIn(8)) return random.oneIn(6) ? [value, value] : random.pick(STRANGE);
  const keys = Object.keys(value);
  if (keys.length === 0) return random.pick(STRANGE);
  const key = random.pick(keys);
  const inner = changed((value as Readonly<Record<string, unknown>>)[key], random);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? inner : item));
  const pairs = Object.entries(value).filter(([name]) => name !== key || !random.oneIn(10));
  return Object.fromEntries(pairs.map(([name, item]) => (name === key ? [random.oneIn(12) ? `${name}x` : name, inner] : [name, item])));
}

/** Changes letters of a text. */
function scrambled(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return `${text.slice(0, at)}${random.pick(['', '"', '{', '}', '\u0000', '${', ' - ', '&a', '*a', '\n'])}${text.slice(at + random.below(5))}`;
}

fuzz('readers and mutations of their sources', {
  attempt: (random) => {
    let text = random.pick(sources);
    try {
      let json: unknown = JSON.parse(text);
      for (let times = 1 + random.below(4); times > 0; times--) json = changed(json, random);
      text = JSON.stringify(json);
    } catch {
      text = scrambled(text, random);
    }
    if (random.oneIn(10)) text = scrambled(text, random);
    return outcome(() => readAccessText(text));
  },
});

/** A state or an AccessError; anything else is a fault. */
function outcome(read: () => AccessState): string {
  try {
    const state = read();
    for (const user of state.users.values()) for (const { document } of user.policies) void document?.statements.length;
    return state.unknowns.length > 0 ? 'answered with unknowns' : 'answered';
  } catch (error) {
    if (error instanceof AccessError) return 'refused';
    throw error;
  }
}

const reads = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::downloads/*', Condition: { StringLike: { 'aws:UserAgent': ['a*'] } } }] };

/** States as people write them, with all that one may have. */
const STATES: readonly object[] = [{
  account: '111122223333',
  users: { dana: { policies: [reads], groups: ['people'], boundary: reads, tags: { team: 'a' } }, lee: {} },
  groups: { people: { policies: [reads, JSON.stringify(reads)] } },
  roles: { ci: { policies: [reads], trust: reads, tags: { team: 'a' } } },
  buckets: { downloads: { policy: { ...reads, Statement: [{ ...reads.Statement[0], Principal: { AWS: '*' } }] }, account: '111122223333', objectOwnership: 'BucketOwnerEnforced' } },
}];

fuzz('readers and mutations of states that people write', {
  attempt: (random) => {
    let state: unknown = random.pick(STATES);
    for (let times = 1 + random.below(4); times > 0; times--) state = changed(state, random);
    return outcome(() => readAccess(state as never));
  },
});

/** Folders of policy files: the text of each by its path. */
const FILES: ReadonlyArray<readonly [path: string, content: unknown]> = [
  ['users/', ''], ['users/dana/reads.json', reads], ['users/dana/boundary.json', reads], ['groups/people/reads.json', reads], ['groups/people/members.json', ['dana', 'lee']],
  ['roles/ci/reads.json', reads], ['buckets/downloads.json', { ...reads, Statement: [{ ...reads.Statement[0], Principal: '*' }] }], ['scp/all.json', reads], ['rcp/all.json', reads],
];

fuzz('readers and mutations of policy folders', {
  attempt: (random) => {
    const files = FILES.filter(() => !random.oneIn(6)).map(([path, content]) => {
      const mutated = random.oneIn(3) && typeof content === 'object' ? changed(content, random) : content;
      const text = typeof mutated === 'string' ? mutated : JSON.stringify(mutated) ?? '';
      const at = random.below(path.length);
      const moved = random.oneIn(8) ? `${path.slice(0, at)}${random.pick(['/', '..', '', '__proto__', '\u0000', '.json', '//'])}${path.slice(at + random.below(3))}` : path;
      return [moved, random.oneIn(6) ? scrambled(text, random) : text] as const;
    });
    return outcome(() => readPolicyFiles(new Map(files), {}));
  },
});

const PROXY = `access: # comment
  iam_mode: declarative
  iam_users:
    - name: dana # user dana
      access_key_id: "\${env:A}"
      secret_access_key: "\${env:B}"
      enabled: true
      groups: [people]
      permissions: &rules
        - { effect: Allow, actions: [read, list], resources: ["b/*"], conditions: { "s3:prefix": "a/*" } }
  iam_groups:
    - name: people
      permissions: *rules
  group_mapping_rules: []
storage:
  buckets:
    b: { public_prefixes: [a/], public: false }
`;

/** Parts of YAML and of Terraform's language that mean something. */
const TOKENS = ['\n', ' ', '  ', '- ', ': ', '&a ', '*a', '<<: ', '!!x ', '"', "'", '|', '>', '{', '}', '[', ']', '#', '---\n', '?', '%', '\t', '\u0000', '\ud800', '${', '%{', '%{ for a in [1, 2] }', '%{ endfor }', '<<-EOT\n', 'EOT\n',
  '(', ')', '=', '==', '? 1 : 2', 'for a in b : ', '...', '.*', '[*]', 'count = 3\n', 'for_each = toset(["a"])\n', 'null', 'local.a', 'var.a', 'each.key', 'module.m.x', 'jsonencode(', '/*', '//', '-', '!', '0x', '1e999', 'dynamic "x" {\n'];

/** Changes a text: a word for another one of it, a line, or letters and tokens, which mostly leaves no language. */
function rewritten(text: string, random: Random): string {
  let all = text;
  for (let times = 1 + random.below(4); times > 0; times--) {
    if (random.oneIn(8)) all = tokenIn(all, random);
    else if (random.oneIn(4)) all = lineIn(all, random);
    else all = wordIn(all, random);
  }
  return all;
}

function tokenIn(text: string, random: Random): string {
  const [at, other] = [random.below(text.length + 1), random.below(text.length + 1)];
  const put = random.oneIn(4) ? text.slice(other, other + random.below(60)) : random.pick(TOKENS);
  return `${text.slice(0, at)}${put}${text.slice(at + random.below(random.oneIn(4) ? 30 : 3))}`;
}

function lineIn(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  lines.splice(at, random.below(2), ...random.oneIn(2) ? [random.pick(lines)] : []);
  return lines.join('\n');
}

function wordIn(text: string, random: Random): string {
  const words = [...text.matchAll(/[\w*]+/g)];
  if (words.length === 0) return text;
  const { index, 0: word } = random.pick(words);
  const other = random.oneIn(5) ? random.pick(['null', '-1', '1e9', 'true', '[]', '{}', '__proto__', 'self', 'each.value', 'count.index', '"*"']) : random.pick(words)[0];
  return `${text.slice(0, index)}${other}${text.slice(index + word.length)}`;
}

fuzz('readers and mutations of files of DeltaGlider Proxy', { attempt: (random) => outcome(() => readAccessText(rewritten(PROXY, random))) });

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Team: { Type: CommaDelimitedList, Default: "dana,lee" }
Conditions:
  IsProd: !Equals [!Ref AWS::Region, eu-central-1]
Resources:
  Dana:
    Type: AWS::IAM::User
    Condition: IsProd
    Properties:
      UserName: !Select [0, !Ref Team]
      Groups: [!Ref People]
      Policies:
        - PolicyName: reads
          PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub "\${Bucket.Arn}/a/*" }] }
  People:
    Type: AWS::IAM::Group
    Properties: { GroupName: !Join ["-", [people, !If [IsProd, a, !Ref AWS::NoValue]]] }
  Bucket:
    Type: AWS::S3::Bucket
    Properties: { BucketName: downloads }
`;

fuzz('readers and mutations of templates of CloudFormation', { attempt: (random) => outcome(() => readAccessText(rewritten(TEMPLATE, random))) });

const NATIVE = `variable "team" {
  type    = map(object({ prefix = optional(string, "a/") }))
  default = { dana = {}, lee = { prefix = "b/" } }
}
locals {
  a    = [for name, one in var.team : "\${name}-%{ if one.prefix != "a/" }x%{ else }y%{ endif }" if name != ""]
  more = merge({ x = 1 }, { for n in local.a : n => upper(n)... })
  text = <<-EOT
    %{ for n in local.a ~}
    \${n}
    %{ endfor ~}
  EOT
}
resource "aws_iam_user" "team" {
  for_each = var.team
  name     = each.key
  tags     = { team = try(each.value.prefix, "none") }
}
resource "aws_iam_user_policy" "team" {
  for_each = aws_iam_user.team
  user     = each.value.name
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::downloads/\${var.team[each.key].prefix}*" }] })
}
data "aws_iam_policy_document" "bucket" {
  dynamic "statement" {
    for_each = local.a
    content {
      actions   = ["s3:GetObject"]
      resources = ["\${aws_s3_bucket.b.arn}/\${statement.value}/*"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
    }
  }
}
resource "aws_s3_bucket" "b" {
  count  = length(local.a) > 1 ? 1 : 0
  bucket = join("-", ["b", "c"])
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b[0].id
  policy = data.aws_iam_policy_document.bucket.json
}
module "m" {
  source = "./m"
  x      = local.more
}
`;

const configuration = mkdtempSync(join(tmpdir(), 'fuzz-config-'));
afterAll(() => rmSync(configuration, { recursive: true, force: true }));

fuzz('readers and mutations of folders of Terraform configuration', {
  attempt: (random) => {
    writeFileSync(join(configuration, 'main.tf'), rewritten(NATIVE, random));
    writeFileSync(join(configuration, 'terraform.tfvars'), random.oneIn(3) ? rewritten('team = { dana = {}, max = { prefix = "c/" } }\n', random) : '');
    return outcome(() => readAccessFile(configuration));
  },
});
