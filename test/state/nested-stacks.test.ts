import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decide, type AccessState } from '../../src';
import { readGitSource } from '../../src/cli/git-source';
import { readAccessFile } from '../../src/files/read-access-file';

type Body = Readonly<Record<string, unknown>>;

const ACCOUNT = { account: '111122223333' };
const allow = (Action: string, Resource: unknown) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const template = (Resources: Body, more: Body = {}) => ({ ...more, Resources });
const stack = (TemplateURL: unknown, more: Body = {}, Parameters: Body = {}) => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL, Parameters }, ...more });
const bucket = (BucketName?: unknown) => ({ Type: 'AWS::S3::Bucket', Properties: BucketName === undefined ? {} : { BucketName } });
const dana = (Resource: unknown) => ({ Type: 'AWS::IAM::User', Properties: { UserName: 'dana', Policies: [{ PolicyName: 'read', PolicyDocument: allow('s3:GetObject', Resource) }] } });
const resources = (state: AccessState) => state.users.get('dana')?.policies[0].document?.statements[0].resources;
const reasons = (state: AccessState) => state.unknowns.map(({ where, reason }) => `${where}: ${reason}`);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'nested-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, unknown>>): void {
  for (const [name, file] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof file === 'string' ? file : JSON.stringify(file));
  }
}
const read = (files: Readonly<Record<string, unknown>>) => {
  write(files);
  return readAccessFile(join(folder, 'main.json'), ACCOUNT);
};

/** What the CDK writes for a nested stack: the URL in its own bucket, and the file beside. */
const asset = (path: string) => ({ Metadata: { 'aws:asset:path': path, 'aws:asset:property': 'TemplateURL' } });
const REMOTE = { 'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/cdk-assets/a.json' };

describe('issue 13 A: nested stacks', () => {
  test('parameters go down and outputs come up', () => {
    const state = read({
      'main.json': template({
        Data: bucket('acme-data'),
        People: stack('./people.json', {}, { Arn: { 'Fn::GetAtt': ['Data', 'Arn'] }, Folders: { 'Fn::Join': [',', ['in', 'out']] } }),
        Lee: { Type: 'AWS::IAM::User', Properties: { UserName: 'lee', ManagedPolicyArns: [{ 'Fn::GetAtt': ['People', 'Outputs.Write'] }] } },
      }),
      'people.json': template({
        Dana: dana({ 'Fn::Join': ['', [{ Ref: 'Arn' }, '/', { 'Fn::Select': ['1', { Ref: 'Folders' }] }, '/*']] }),
        Write: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow('s3:PutObject', { 'Fn::Sub': '${Arn}/${Prefix}*' }) } },
      }, {
        Parameters: { Arn: { Type: 'String' }, Folders: { Type: 'CommaDelimitedList' }, Prefix: { Type: 'String', Default: 'new/' } },
        Outputs: { Write: { Value: { Ref: 'Write' } } },
      }),
    });
    expect(state.unknowns).toEqual([]);
    expect(resources(state)).toEqual(['arn:aws:s3:::acme-data/out/*']);
    expect(decide(state, { principal: { user: 'lee' }, action: 's3:PutObject', resource: 'acme-data/new/a' }).effect).toBe('allow');
    expect(decide(state, { principal: { user: 'lee' }, action: 's3:PutObject', resource: 'acme-data/old/a' }).effect).toBe('implicitDeny');
  });

  test('stacks in stacks, in YAML, in folders beside, and the same template twice', () => {
    const state = read({
      'main.json': template({ A: stack('nested/one.yaml', {}, { Name: 'a' }), B: stack('nested/one.yaml', {}, { Name: 'b' }) }),
      'nested/one.yaml': 'Parameters: {Name: {Type: String}}\nResources:\n  Deep:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ../two.json\n      Parameters: {Name: !Sub "acme-${Name}"}\n',
      'two.json': template({ Data: bucket({ Ref: 'Name' }), More: bucket() }, { Parameters: { Name: { Type: 'String' } } }),
    });
    expect([...state.buckets.keys()].sort()).toEqual(['A.Deep.More', 'B.Deep.More', 'acme-a', 'acme-b']);
    expect(state.unknowns).toEqual([]);
  });

  test('cdk.out: the assets beside, with the environment of their stack', () => {
    write({
      'manifest.json': { artifacts: { Main: { type: 'aws:cloudformation:stack', environment: 'aws://111122223333/eu-central-1', properties: { templateFile: 'Main.template.json' } } } },
      'Main.template.json': template({ Inner: stack(REMOTE, asset('MainInner.nested.template.json'), { Name: 'acme-inner' }) }),
      'MainInner.nested.template.json': template({ Data: bucket({ 'Fn::Join': ['-', [{ Ref: 'Name' }, { Ref: 'AWS::Region' }]] }) }, { Parameters: { Name: { Type: 'String' } } }),
    });
    const state = readAccessFile(folder);
    expect([...state.buckets.keys()]).toEqual(['acme-inner-eu-central-1']);
    expect(state.unknowns).toEqual([]);
  });

  test('a commit has its nested templates, too', () => {
    write({ 'app/main.json': template({ Inner: stack('inner.json') }), 'app/inner.json': template({ Data: bucket('acme-inner') }) });
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', 'commit', '-qm', 'a');
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect([...readGitSource('git:HEAD:app/main.json', ACCOUNT).buckets.keys()]).toEqual(['acme-inner']);
    } finally {
      process.chdir(before);
    }
  });

  test('one that depends on a condition: not made where it is false, named where it is not known', () => {
    const on = (condition: unknown, parameters: Body = {}) => read({
      'main.json': template({ Inner: stack('inner.json', { Condition: 'Is' }), Dana: dana('arn:aws:s3:::acme-inner/*') }, { Conditions: { Is: condition }, Parameters: parameters }),
      'inner.json': template({ Data: bucket('acme-inner') }),
    });
    expect([...on({ 'Fn::Equals': ['a', 'b'] }).buckets.keys()]).toEqual([]);
    expect([...on({ 'Fn::Equals': ['a', 'a'] }).buckets.keys()]).toEqual(['acme-inner']);
    const open = on({ 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, { Stage: { Type: 'String' } });
    expect(reasons(open)).toEqual([expect.stringContaining('Inner: whether it is made depends on a condition')]);
    expect(decide(open, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'acme-inner/a' }).effect).toBe('uncertain');
  });

  test.each<readonly [what: string, url: unknown, more: Body]>([
    ['by its URL', 'https://s3.amazonaws.com/acme-templates/people.json', {}],
    ['in a bucket', 's3://acme-templates/people.json', {}],
    ['by a function', REMOTE, {}],
    ['not there', './nothing.json', {}],
    ['an asset that is not there', REMOTE, asset('nothing.json')],
    ['no template', './text.json', {}],
    ['outside of the folder above', '../../../../../../../../../../etc/hostname', {}],
    ['an asset of another property', REMOTE, { Metadata: { 'aws:asset:path': 'inner.json', 'aws:asset:property': 'Code' } }],
  ])('%s, it stays named, and answers are uncertain', (_what, url, more) => {
    const state = read({ 'main.json': template({ Inner: stack(url, more), Dana: dana('arn:aws:s3:::data/*') }), 'inner.json': template({ Data: bucket('acme-inner') }), 'text.json': '"a text"' });
    expect(state.unknowns.map(({ where }) => where)).toEqual(['Inner']);
    expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'data/a' }).effect).toBe('uncertain');
  });

  test('what a parent does not give, or does not know, is not known', () => {
    const one = (parameter: Body, given: Body, use: unknown = { 'Fn::Sub': 'arn:aws:s3:::data/${Name}/*' }) => read({
      'main.json': template({ Inner: stack('inner.json', {}, given) }, { Parameters: { Open: { Type: 'String' } } }),
      'inner.json': template({ Dana: dana(use) }, { Parameters: { Name: parameter } }),
    });
    expect(reasons(one({ Type: 'String' }, {})).join()).toContain('which the stack around it does not give');
    expect(reasons(one({ Type: 'String' }, { Name: { Ref: 'Open' } })).join()).toContain('a parameter without a default');
    expect(reasons(one({ Type: 'AWS::SSM::Parameter::Value<String>' }, { Name: '/acme/name' })).join()).toContain('Parameter Store');
    expect(reasons(one({ Type: 'CommaDelimitedList' }, { Name: { Ref: 'Open' } }, { Ref: 'Name' })).length).toBeGreaterThan(0);
    // variables of the command are for the outermost stack
    expect(reasons(readAccessFile(join(folder, 'main.json'), { ...ACCOUNT, variables: { Name: 'a,b' } })).length).toBeGreaterThan(0);
  });

  test('two stacks do not share what is not known of each: their names are not equal', () => {
    const state = read({
      'main.json': template({ A: stack('a.json'), B: stack('b.json', {}, { Other: { 'Fn::GetAtt': ['A', 'Outputs.Name'] } }) }),
      'a.json': template({ Data: bucket('a') }, { Outputs: { Name: { Value: { Ref: 'AWS::StackName' } } } }),
      'b.json': template({ Data: { ...bucket('b'), Condition: 'Same' } }, { Parameters: { Other: { Type: 'String' } }, Conditions: { Same: { 'Fn::Equals': [{ Ref: 'Other' }, { Ref: 'AWS::StackName' }] } } }),
    });
    expect([...state.buckets.keys()]).toEqual(['a']);
    expect(reasons(state).join()).toContain('B.Data: whether it is made depends on a condition');
  });

  test('a template that nests itself, parameters that go around, and many stacks end', () => {
    const itself = read({ 'main.json': template({ Inner: stack('main.json'), More: stack('main.json') }) });
    expect(itself.unknowns.length).toBeGreaterThan(0);
    const around = read({
      'main.json': template({ A: stack('a.json', {}, { X: { 'Fn::GetAtt': ['A', 'Outputs.Y'] } }) }),
      'a.json': template({ Dana: dana({ Ref: 'X' }) }, { Parameters: { X: { Type: 'String' } }, Outputs: { Y: { Value: { Ref: 'X' } } } }),
    });
    expect(reasons(around).join()).toContain('refers to itself');
  });
});
