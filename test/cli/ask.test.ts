import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../src';
import { readAccessFile } from '../../src/files';
import { talk } from './talk';

const fixture = (name: string): string => join(__dirname, '..', 'state', 'fixtures', name);
const read = ['--user', 'dana', '--action', 's3:GetObject', '--resource', 'releases/home/dana/a', '--context', 'aws:SecureTransport=true'];
/** Dana reads in her home folder, which the fixtures allow over HTTPS. */
const explain = (source: string, ...more: string[]) => ['explain', source, ...read, ...more];

describe('explain', () => {
  test.each(['cdktf.out', 'cdktf.out/stacks/storage', 'cdktn.out', 'cdktn.out/stacks/storage/cdk.tf.json', 'terraform-state.json', 'pulumi-export.json', 'account-details.json', 'policies', 'access-state.json'])('reads %s', async (name) => {
    const { code, out, err } = await talk(explain(fixture(name)));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ALLOWED: Allowed: statement [^]*\n\nStatements:\n {2}- Allow /);
  });

  test.each(['pulumi-preview.json', 'terraform-plan.json'])('reads %s, which leaves a bucket policy open that could deny', async (name) => {
    expect(await talk(explain(fixture(name)))).toMatchObject({ code: 3, out: expect.stringMatching(/^UNCERTAIN: /) as string });
  });

  test('reads standard input', async () => {
    const { code, out } = await talk(explain('-'), readFileSync(fixture('access-state.json'), 'utf8'));
    expect([code, out.split(':')[0]]).toEqual([0, 'ALLOWED']);
  });

  test('JSON has the keys of decide, and the same in them', async () => {
    const state = readAccessFile(fixture('cdktf.out'));
    const { out, code } = await talk(explain(fixture('cdktf.out'), '--format', 'json'));
    const expected = decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/home/dana/a', context: { 'aws:SecureTransport': 'true' } });
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['effect', 'allowed', 'reason', 'statements', 'unknowns', 'assumptions', 'notes']);
    expect(code).toBe(0);
  });

  test('a denial is an answer and no failure', async () => {
    expect(await talk(['explain', fixture('cdktf.out'), '--anonymous', '--action', 's3:GetObject', '--resource', 'downloads/public/a'])).toMatchObject({ code: 0, err: '' });
  });

  const gated = (Condition: object) => JSON.stringify({ users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition }] }] } } });

  test('context: values hold equals signs, keys are given in any case, the same key again adds a value, and options may stand before the source', async () => {
    const effect = async (condition: object, ...pairs: string[]) => {
      const { out } = await talk(['explain', ...pairs.flatMap((pair) => ['--context', pair]), '-', ...read, '--format', 'json'], gated(condition));
      return (JSON.parse(out) as { effect: string }).effect;
    };
    expect(await effect({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'aws:sourceip=203.0.113.9')).toBe('allow');
    expect(await effect({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'aws:SourceIp=198.51.100.1')).toBe('implicitDeny');
    expect(await effect({ StringEquals: { 'aws:Referer': 'a=b' } }, 'aws:Referer=a=b')).toBe('allow');
    expect(await effect({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] }, 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'b' } }, 'aws:TagKeys=a', 'aws:TagKeys=b')).toBe('allow');
    expect(await effect({ StringEquals: { 'aws:Referer': '' } }, 'aws:Referer=')).toBe('allow');
  });

  const withVariable = JSON.stringify({
    variable: { bucket: { type: 'string' } },
    resource: { aws_iam_user_policy: { p: { user: 'dana', policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${var.bucket}/*"}]}' } } },
  });

  test('what a variable leaves open is inconclusive, exit code 3, and named; --var tells it', async () => {
    const open = await talk(explain('-'), withVariable);
    expect(open.code).toBe(3);
    expect(open.out).toMatch(/Depends on what the source does not tell:\n {2}- /);
    expect((await talk(explain('-', '--format', 'json'), withVariable)).code).toBe(3);
    expect(await talk(explain('-', '--var', 'bucket=releases'), withVariable)).toMatchObject({ code: 0, out: expect.stringMatching(/^ALLOWED/) as string });
    expect(await talk(['explain', '--var', 'bucket=logs', '-', ...read], withVariable)).toMatchObject({ code: 0, out: expect.stringMatching(/^DENIED \(nothing allows it\)/) as string });
  });

  test('a user that the source does not hold is denied with a note', async () => {
    const { code, out } = await talk(['explain', fixture('cdktf.out'), '--user', 'nobody', '--action', 's3:GetObject', '--resource', 'downloads/public/a']);
    expect(code).toBe(0);
    expect(out).toMatch(/Notes:\n {2}- the access state holds no user nobody/);
  });

  test.each<[string, string[], RegExp]>([
    ['nobody asks', ['explain', fixture('cdktf.out'), '--action', 's3:GetObject', '--resource', 'a/b'], /nobody who asks[^]*Code: InvalidRequest/],
    ['two ask', explain(fixture('cdktf.out'), '--anonymous'), /several who ask/],
    ['a pattern as the action', ['explain', fixture('cdktf.out'), '--user', 'a', '--action', 's3:Get*', '--resource', 'a/b'], /Code: InvalidRequest/],
    ['no action', ['explain', fixture('cdktf.out'), '--user', 'a', '--resource', 'a/b'], /required option '--action <action>' not specified/],
    ['a context that is not a pair', explain(fixture('cdktf.out'), '--context', 'aws:SourceIp'), /--context "aws:SourceIp" is not a key=value[^]*Code: InvalidArgument/],
    ['a key twice in other cases', explain(fixture('cdktf.out'), '--context', 'aws:referer=a', '--context', 'AWS:Referer=b'), /Code: DuplicateContextKey/],
    ['a variable that is not a pair', explain(fixture('cdktf.out'), '--var', '=x'), /--var "=x" is not a key=value/],
    ['nothing there', explain('no/such/place'), /there is nothing at no\/such\/place[^]*Code: UnreadableSource/],
    ['no JSON', explain('-'), /the text is not JSON[^]*Code: UnreadableSource/],
    ['an unknown format', explain(fixture('cdktf.out'), '--format', 'yaml'), /Allowed choices are text, json/],
    ['no source', ['matrix'], /missing required argument 'stack'/],
    ['an unknown command', ['explian'], /unknown command 'explian'[^]*explain/],
    ['an unknown option', explain(fixture('cdktf.out'), '--please'), /unknown option '--please'/],
    ['nothing at all', [], /Usage: bucket-grants/],
  ])('%s: exit code 2, on standard error', async (_, args, message) => {
    const { code, out, err } = await talk(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('matrix', () => {
  test('a table', async () => {
    const { code, out, err } = await talk(['matrix', fixture('cdktf.out')]);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^assumed: [^\n]* HTTPS with TLS 1\.3[^\n]*\n$/) as string });
    expect(out).toMatchInlineSnapshot(`
"principal             bucket    folder                     read  list  write  delete  administer  other  power over access  conditions
user ci               *         (all)                      no    no    no     no      no          yes
user ci               releases  firmware/                  no    no    yes    no      no          no                        not with Bool aws:SecureTransport false
user ci               releases  home/ci/                   yes   no    no     no      no          no                        not with Bool aws:SecureTransport false
user ci               releases  images/                    no    no    yes    no      no          no                        not with Bool aws:SecureTransport false
user dana             *         (all)                      no    no    no     no      no          yes
user dana             releases  home/dana/                 yes   no    no     no      no          no                        not with Bool aws:SecureTransport false
user lee              *         (all)                      no    no    no     no      no          yes
user lee              releases  home/lee/                  yes   no    no     no      no          no                        not with Bool aws:SecureTransport false
role robot            releases  (all)                      no    yes   no     no      no          no                        not with Bool aws:SecureTransport false
role robot            releases  \${aws:principaltag/team}/  no    yes   no     no      no          no                        not with Bool aws:SecureTransport false
account 999988887777  releases  (all)                      yes   no    no     no      no          no                        not with Bool aws:SecureTransport false
"
`);
  });

  test('Markdown and CSV', async () => {
    expect((await talk(['matrix', fixture('access-state.json'), '--format', 'markdown'])).out).toMatchInlineSnapshot(`
"| principal | bucket | folder | read | list | write | delete | administer | other | power over access | conditions |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| user ci | \` * \` | (all) | no | no | no | no | no | yes |  |  |
| user ci | releases | firmware/ | no | no | yes | no | no | no |  | not with Bool aws:SecureTransport false |
| user ci | releases | home/ci/ | yes | no | no | no | no | no |  | not with Bool aws:SecureTransport false |
| user ci | releases | images/ | no | no | yes | no | no | no |  | not with Bool aws:SecureTransport false |
| user dana | \` * \` | (all) | no | no | no | no | no | yes |  |  |
| user dana | releases | home/dana/ | yes | no | no | no | no | no |  | not with Bool aws:SecureTransport false |
| user lee | \` * \` | (all) | no | no | no | no | no | yes |  |  |
| user lee | releases | home/lee/ | yes | no | no | no | no | no |  | not with Bool aws:SecureTransport false |
| role robot | releases | (all) | no | yes | no | no | no | no |  | not with Bool aws:SecureTransport false |
| role robot | releases | \` \${aws:principaltag/team}/ \` | no | yes | no | no | no | no |  | not with Bool aws:SecureTransport false |
| account 999988887777 | releases | (all) | yes | no | no | no | no | no |  | not with Bool aws:SecureTransport false |
"
`);
    const csv = (await talk(['matrix', fixture('access-state.json'), '--format', 'csv'])).out.split('\r\n');
    expect(csv[0]).toBe('principal,bucket,folder,read,list,write,delete,administer,other,power over access,conditions');
  });

  test('JSON: rows, and what is not known; what is not known goes to standard error as well', async () => {
    const { code, out, err } = await talk(['matrix', fixture('terraform-plan.json'), '--format', 'json']);
    const { rows, unknowns } = JSON.parse(out) as { rows: object[]; unknowns: Array<{ where: string }> };
    expect(Object.keys(rows[0])).toEqual(['principal', 'bucket', 'prefix', 'read', 'list', 'write', 'delete', 'administer', 'other', 'power', 'uncertain', 'conditions']);
    expect(unknowns).toHaveLength(5);
    for (const { where } of unknowns) expect(err).toContain(`unknown: ${where}`);
    expect(code).toBe(3);
  });

  test('nobody has anything', async () => {
    expect((await talk(['matrix', '-'], '{}')).out).toBe('The source gives nobody access to a bucket.\n');
    expect(JSON.parse((await talk(['matrix', '-', '--format', 'json'], '{}')).out)).toEqual({ rows: [], unknowns: [], assumptions: [] });
    expect((await talk(['matrix', '-', '--format', 'csv'], '{}')).out).toBe('principal,bucket,folder,read,list,write,delete,administer,other,power over access,conditions\n');
  });
});

test.each([['--help'], ['explain', '--help'], ['matrix', '--help'], ['render', '--help'], ['help', 'explain']])('%s %s', async (...args: string[]) => {
  const { code, out, err } = await talk(args.filter((arg) => arg !== undefined));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Usage: bucket-grants/);
});
