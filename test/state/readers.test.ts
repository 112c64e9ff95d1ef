import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decide } from '../../src/decide';
import { readAccessFile } from '../../src/files';
import { readAccess } from '../../src/state';
import { refused } from '../grants/refused';

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
const text = JSON.stringify(document);
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const secret = (more: object): object => ({ '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', ...more });

describe('Pulumi', () => {
  const urn = (type: string, name: string): string => `urn:pulumi:dev::p::my:mod:Thing$${type}::${name}`;
  const resource = (type: string, name: string, inputs: object, more: object = {}): object => ({ urn: urn(type, name), type, inputs, ...more });
  const exported = (...resources: object[]): Record<string, unknown> => ({ version: 3, deployment: { resources } });
  const held = (json: Record<string, unknown>): unknown =>
    [...readAccess(json).users].map(([name, { policies }]) =>
      [name, policies.filter(({ document: read }) => read !== undefined).length, policies.length]);

  test('secrets are read where they are in plain text, and unknown where they are not', () => {
    const policy = (name: string, value: unknown): object => resource('aws:iam/userPolicy:UserPolicy', name, { user: 'dana', policy: value });
    const json = exported(policy('a', secret({ plaintext: JSON.stringify(text) })), policy('b', secret({ ciphertext: 'v1:x' })), policy('c', secret({ value: text })));
    expect(held(json)).toEqual([['dana', 2, 3]]);
    expect(readAccess(json).unknowns).toEqual([{ where: 'aws:iam/userPolicy:UserPolicy::b.policy', reason: expect.stringContaining('--show-secrets') as string }]);
  });

  test('an unknown name may be made of what it depends on, such as a name with a suffix, in whatever component', () => {
    const user = resource('aws:iam/user:User', 'dana', { name: UNKNOWN });
    const policy = (name: string, component: string): object => ({
      ...resource('aws:iam/userPolicy:UserPolicy', name, { user: UNKNOWN, policy: text }, { propertyDependencies: { user: [urn('aws:iam/user:User', 'dana')] } }),
      urn: `urn:pulumi:dev::p::${component}aws:iam/userPolicy:UserPolicy::${name}`,
    });
    const steps = [user, policy('one', ''), policy('two', 'bucket-grants:index:ReadOnlyPrefix$')].map((newState) => ({ op: 'create', newState }));
    expect(readAccess({ steps }).unknowns.map(({ where }) => where)).toEqual([
      'aws:iam/user:User::dana.name', 'aws:iam/userPolicy:UserPolicy::one.user', 'aws:iam/userPolicy:UserPolicy::two.user',
    ]);
  });

  test('what is deleted is not there, and what is replaced is there once', () => {
    const policy = (action: string): object => resource('aws:iam/userPolicy:UserPolicy', 'p', { user: 'dana', policy: text.replace('GetObject', action) });
    const steps = [{ op: 'create-replacement', newState: policy('PutObject') }, { op: 'replace', newState: policy('PutObject') }, { op: 'delete-replaced', oldState: policy('GetObject') }];
    expect(readAccess({ steps }).users.get('dana')?.policies.map((each) => each.document?.statements[0].actions)).toEqual([['s3:PutObject']]);
    expect(held(exported({ ...policy('GetObject'), delete: true }))).toEqual([]);
  });
});

describe('account details', () => {
  test('the version in force counts, percent-encoded or not, and what AWS owns and the package does not know is reported', () => {
    const version = (id: string, action: string, encoded: boolean): object => {
      const json = text.replace('GetObject', action);
      return { VersionId: id, IsDefaultVersion: id === 'v2', Document: encoded ? encodeURIComponent(json) : JSON.parse(json) as object };
    };
    const state = readAccess({
      UserDetailList: [{ UserName: 'dana', AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::111122223333:policy/p' }, { PolicyArn: 'arn:aws:iam::aws:policy/TelepathyAccess' }] }],
      Policies: [{ PolicyName: 'p', Arn: 'arn:aws:iam::111122223333:policy/p', DefaultVersionId: 'v2', PolicyVersionList: [version('v1', 'PutObject', false), version('v2', 'ListBucket', true)] }],
    });
    expect(state.users.get('dana')?.policies.map((each) => each.document?.statements[0].actions)).toEqual([['s3:ListBucket'], undefined]);
    expect(state.unknowns.map(({ reason }) => reason)).toEqual([expect.stringContaining("arn:aws:iam::aws:policy/TelepathyAccess is AWS's own")]);
    expect(state.account).toBe('111122223333');
  });
});

describe('plans', () => {
  const plan = (references: readonly string[], attribute = 'policy_arn'): Record<string, unknown> => ({
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: [
          { address: 'aws_iam_policy.a', mode: 'managed', type: 'aws_iam_policy', values: { name: 'a', policy: text } },
          { address: 'aws_iam_policy.b', mode: 'managed', type: 'aws_iam_policy', values: { name: 'b', policy: text } },
          { address: 'aws_iam_user_policy_attachment.x', mode: 'managed', type: 'aws_iam_user_policy_attachment', values: { user: 'dana' } },
        ],
      },
    },
    resource_changes: [{ address: 'aws_iam_user_policy_attachment.x', change: { after_unknown: { [attribute]: true } } }],
    configuration: { root_module: { resources: [{ address: 'aws_iam_user_policy_attachment.x', expressions: { [attribute]: { references } } }] } },
  });

  test.each<[string, readonly string[], boolean]>([
    ['one resource', ['aws_iam_policy.a.arn', 'aws_iam_policy.a'], true],
    ['two resources', ['aws_iam_policy.a.arn', 'aws_iam_policy.a', 'aws_iam_policy.b.arn', 'aws_iam_policy.b'], false],
    ['a local, which a plan does not explain', ['local.arn'], false],
    ['one resource and a local', ['local.choice', 'aws_iam_policy.a.arn', 'aws_iam_policy.a'], false],
    ['another attribute', ['aws_iam_policy.a.policy_id', 'aws_iam_policy.a'], false],
    ['what is not there', ['aws_iam_policy.z.arn', 'aws_iam_policy.z'], false],
  ])('an ARN that is known after apply: %s', (_, references, isKnown) => {
    const state = readAccess(plan(references));
    expect(state.users.get('dana')?.policies.map((each) => each.document !== undefined)).toEqual([isKnown]);
    expect(state.unknowns).toHaveLength(isKnown ? 0 : 1);
  });
});

describe('folders', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'bucket-grants-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (files: Readonly<Record<string, unknown>>): void => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), JSON.stringify(content));
    }
  };

  test('the stacks of an app are one state, and references between them are resolved', () => {
    const output = 'cross-stack-output-aws_s3_bucketbarn';
    write({
      'manifest.json': { version: '0.21.0', stacks: { store: { synthesizedStackPath: 'stacks/store/cdk.tf.json' }, people: { synthesizedStackPath: 'stacks/people/cdk.tf.json' } } },
      'stacks/store/cdk.tf.json': { resource: { aws_s3_bucket: { b: { bucket: 'releases' } } }, output: { [output]: { value: '${aws_s3_bucket.b.arn}' } } },
      'stacks/people/cdk.tf.json': {
        resource: { aws_iam_user: { b: { name_prefix: 'x' } }, aws_iam_user_policy: { p: { user: 'dana', policy: text.replace('"*"', `"\${data.terraform_remote_state.cross-stack-reference-input-store.outputs.${output}}/*"`) } } },
        data: { terraform_remote_state: { 'cross-stack-reference-input-store': { backend: 'local' } } },
      },
    });
    const state = readAccessFile(folder);
    expect(state.users.get('dana')?.policies[0].document?.statements[0].resources).toEqual(['arn:aws:s3:::releases/*']);
    expect([[...state.users.keys()], [...state.buckets.keys()]]).toEqual([['people: aws_iam_user.b', 'dana'], ['releases']]);
  });

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['nothing known', { 'x.json': {} }, /neither a synthesized app .* nor a policy folder/],
    ['a manifest that leads elsewhere', { 'manifest.json': { stacks: { a: { synthesizedStackPath: '../../x.json' } } } }, /names no file of its own for the stack a/],
    ['a misplaced policy', { 'users/dana.json': document }, /users\/dana\.json has no place in a policy folder/],
    ['members that are not a list', { 'groups/eng/members.json': { dana: true } }, /groups\/eng\/members\.json must be a JSON list/],
    ['a list', { 'cdk.tf.json': [] }, /holds no JSON object/],
    ['a folder that isn\'t laid out as one', { 'dana/read.json': document }, /nor a policy folder[^]*write policies as users\/NAME\/POLICY\.json/],
    ['a manifest without stacks', { 'manifest.json': {} }, /the manifest in .* names no stacks/],
    ['a manifest of a stack that isn\'t there', { 'manifest.json': { stacks: { a: { synthesizedStackPath: 'stacks/a/cdk.tf.json' } } } }, /stacks\/a\/cdk\.tf\.json can't be read: .*ENOENT/],
    ['stacks without a manifest, which a failed synth leaves', { 'stacks/a/cdk.tf.json': {} }, /has stacks and no manifest\.json/],
    ['a folder where a file should be', { 'cdk.tf.json/x.json': {} }, /cdk\.tf\.json can't be read: .*EISDIR/],
  ])('refused: %s', (_, files, message) => {
    write(files);
    expect(() => readAccessFile(folder)).toThrow(expect.objectContaining({ code: 'UnreadableSource', message: expect.stringMatching(message) as string }) as Error);
  });

  test('what a file manager leaves beside the stacks is not a stack', () => {
    write({ 'stacks/.DS_Store': {}, 'manifest.json': { stacks: { a: { synthesizedStackPath: 'stacks/a/cdk.tf.json' } } }, 'stacks/a/cdk.tf.json': { resource: { aws_iam_user: { d: { name: 'dana' } } } } });
    expect([...readAccessFile(folder).users.keys()]).toEqual(['dana']);
  });

  const all = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
  const denied = (more: object) => ({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:PutObject', Resource: '*', ...more } });
  const put = { principal: { user: 'ana' }, action: 's3:PutObject', resource: 'releases/x' };

  test('issue 11 A: policies of the organization beside users are counted', () => {
    write({ 'users/ana/all.json': all });
    expect(decide(readAccessFile(folder), put).effect).toBe('allow');
    write({ 'scp/perimeter.json': denied({}) });
    expect(decide(readAccessFile(folder), put).effect).toBe('explicitDeny');
    rmSync(join(folder, 'scp'), { recursive: true });
    write({ 'rcp/own.json': denied({ Principal: '*' }) });
    expect(decide(readAccessFile(folder), put).effect).toBe('explicitDeny');
    expect(readAccessFile(folder).unknowns).toEqual([]);
  });

  test('issue 11 A: a folder beside users that is none of a policy folder is named, and no answer is certain', () => {
    write({ 'users/ana/all.json': all, 'permission-sets/admin.json': all, 'README.md': 'text' });
    const state = readAccessFile(folder);
    expect(state.unknowns).toEqual([expect.objectContaining({ where: 'permission-sets/', scope: {} })]);
    expect(decide(state, put)).toMatchObject({ effect: 'uncertain', allowed: false, unknowns: [{ where: 'permission-sets/' }] });
    const [print] = state.unknowns;
    write({ 'permission-sets/admin.json': document });
    expect(readAccessFile(folder).unknowns[0].fingerprint).not.toBe(print.fingerprint);
  });

  test('refused: nothing at all', () => {
    expect(() => readAccessFile(join(folder, 'absent'))).toThrow(/there is nothing at/);
  });

  test.each(['x'.repeat(100_000), `${'x/'.repeat(50_000)}y`])('issue 12 B5: a path that the system takes for none is refused, and not repeated', (path) => {
    const { code, message } = refused(() => readAccessFile(path));
    expect([code, message.length < 5000]).toEqual(['UnreadableSource', true]);
  });
});
