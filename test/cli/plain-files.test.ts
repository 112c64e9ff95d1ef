import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledFile } from '../compiled';
import { talk, type Talk } from './talk';

const identity = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }] };
const write = (name: string, text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'plain-')), name);
  writeFileSync(path, text);
  return path;
};
const policy = write('dana.json', JSON.stringify(identity));
const explain = (...more: readonly string[]) => talk(['explain', policy, '--action', 's3:GetObject', '--resource', 'releases/a', ...more]);

describe('issue 13 A: one policy on the command line', () => {
  test('explain asks for the one who has it, or for a user who is named', async () => {
    expect(await explain('--context', 'aws:SourceIp=203.0.113.9')).toMatchObject({ code: 0, out: expect.stringContaining('ALLOWED') as string });
    expect(await explain('--user', 'lee', '--context', 'aws:SourceIp=203.0.113.9')).toMatchObject({ code: 0, out: expect.stringContaining('user lee') as string });
  });

  test('lint takes it, of a bucket too', async () => {
    expect(await talk(['lint', policy])).toMatchObject({ code: 0 });
    const open = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] });
    expect(await talk(['lint', '-', '--bucket', 'releases'], open)).toMatchObject({ code: 1, out: expect.stringContaining('bucket policy of releases') as string });
  });
});

describe('issue 13 A: what is not a question is an error, not a denial', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an API call', ['--action', 's3:HeadObject'], /s3:HeadObject is not an action of S3[^]*write s3:GetObject/],
    ['a misspelt action', ['--action', 's3:GetObjekt'], /s3:GetObjekt is not an action[^]*write s3:GetObject/],
    ['an address that is none', ['--context', 'aws:SourceIp=banana'], /aws:SourceIp=banana: values of aws:SourceIp are [^]*203\.0\.113\.9/],
    ['a range of addresses', ['--context', 'aws:SourceIp=203.0.113.0/24'], /values of aws:SourceIp are/],
    ['a truth that is none', ['--context', 'aws:SecureTransport=maybe'], /aws:SecureTransport=maybe/],
    ['a date that is none', ['--context', 'aws:CurrentTime=tomorrow'], /aws:CurrentTime=tomorrow/],
    ['a number that is none', ['--context', 's3:max-keys=many'], /s3:max-keys=many/],
  ])('%s', async (_, args, message) => {
    const { code, err } = await explain(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test('values that are some are asked about', async () => {
    for (const pair of ['aws:SourceIp=2001:db8::1', 'aws:SecureTransport=false', 'aws:CurrentTime=2026-11-29T08:00:00Z', 'aws:EpochTime=1764400000', 's3:max-keys=10', 'acme:own=banana']) {
      expect([pair, (await explain('--context', pair)).code]).toEqual([pair, 0]);
    }
  });

  test('s3://bucket/key is the object', async () => {
    const { code, out } = await talk(['explain', policy, '--action', 's3:GetObject', '--resource', 's3://releases/a', '--context', 'aws:SourceIp=203.0.113.9']);
    expect([code, out.includes('ALLOWED')]).toEqual([0, true]);
    expect((await talk(['explain', policy, '--action', 's3:GetObject', '--resource', 's3://'])).code).toBe(2);
  });
});

/** Command lines in a process of its own: jest's sandbox can't import modules. */
function talks(...commands: readonly (readonly string[])[]): readonly Talk[] {
  const { stdout, stderr } = spawnSync(process.execPath, [compiledFile('test/cli/talk-many.ts')], { cwd: join(__dirname, '..', '..'), input: JSON.stringify(commands), encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Talk[];
}

test('issue 13 A: a module that exports a plan is a stack', () => {
  const core = compiledFile('src/index.ts');
  const plan = write('plan.cjs', `const { accessPlan, aws, readOnlyPrefix } = require(${JSON.stringify(core)});
exports.plan = (bucket) => accessPlan({ platform: aws(), users: { dana: { grants: [readOnlyPrefix({ bucket, prefix: 'a/' })] } } });`);
  const ask = ['--arg', 'releases', '--user', 'dana', '--action', 's3:GetObject', '--resource', 'releases/a/x'];
  const [explained, reviewed, lacking] = talks(['explain', plan, ...ask], ['review', plan, plan, '--arg', 'releases'], ['lint', `${plan}.js`]);
  expect(explained).toMatchObject({ code: 0, out: expect.stringContaining('ALLOWED') as string, err: '' });
  expect(reviewed.code).toBe(0);
  expect(lacking).toMatchObject({ code: 2, err: expect.stringContaining("isn't there") as string });
});
