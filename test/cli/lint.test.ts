import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sarifFaults } from '../review/sarif-shape';
import { talk } from './talk';

const fixture = (name: string): string => join(__dirname, '..', 'state', 'fixtures', name);
const state = (Statement: readonly object[], buckets: object = {}) => JSON.stringify({ users: { dana: { policies: [{ Version: '2012-10-17', Statement }] } }, buckets });
const GOOD = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' };
const WARNED = { ...GOOD, Sid: 'Lists', Action: 's3:ListBucket' };
const WRONG = { ...GOOD, Sid: 'Safely', Condition: { Bool: { 'aws:SecureTransport': 'yes' } } };

test('nothing found, exit code 0', async () => {
  expect(await talk(['lint', '-'], state([GOOD]))).toEqual({ code: 0, out: 'Nothing found.\n', err: '' });
});

test('what is found is told with its place and what to do, the worst first', async () => {
  expect((await talk(['lint', '-'], state([WARNED, WRONG]))).out).toMatchInlineSnapshot(`
"1 error, 1 warning.

error DataTypeMismatch: user dana, policy 1 $.Statement[1].Condition.Bool['aws:SecureTransport'] (Safely)
  Bool compares with true or false, and "yes" isn't one
  Remedy: correct the value, or choose the operator for such values

warning ActionResourceMismatch: user dana, policy 1 $.Statement[0].Resource (Lists)
  s3:ListBucket is asked about a bucket, and the statement names arn:aws:s3:::releases/*: it says nothing about s3:ListBucket
  Remedy: name the bucket itself: arn:aws:s3:::bucket, without a / behind it
"
`);
});

test.each<readonly [statements: readonly object[], failOn: string[], code: number]>([
  [[WRONG], [], 1],
  [[WARNED], [], 0],
  [[WARNED], ['--fail-on', 'warning'], 1],
  [[WARNED], ['--fail-on', 'note'], 1],
  [[GOOD, { ...GOOD, Resource: 'arn:aws:s3:::releases/a/*' }], ['--fail-on', 'warning'], 0],
  [[GOOD, { ...GOOD, Resource: 'arn:aws:s3:::releases/a/*' }], ['--fail-on', 'note'], 1],
])('%j with %j ends with %d', async (statements, failOn, code) => {
  expect((await talk(['lint', '-', ...failOn], state(statements))).code).toBe(code);
});

test('JSON has the findings as lintAccess has them', async () => {
  const { out } = await talk(['lint', '-', '--format', 'json'], state([WARNED]));
  expect(JSON.parse(out)).toEqual({ findings: [expect.objectContaining({ code: 'ActionResourceMismatch', severity: 'warning', where: 'user dana, policy 1', path: '$.Statement[0].Resource', sid: 'Lists' })] });
});

test.each(['-', fixture('cdktf.out'), fixture('terraform-plan.json')])('SARIF of %s is SARIF', async (source) => {
  const { out } = await talk(['lint', source, '--format', 'sarif'], state([WARNED, { ...WRONG, Sid: 'S\u001b[31m' }]));
  expect(sarifFaults(JSON.parse(out))).toEqual([]);
});

test.each(['cdktf.out', 'cdktn.out', 'terraform-plan.json', 'pulumi-export.json', 'account-details.json', 'policies'])('%s is read', async (name) => {
  const { err, out } = await talk(['lint', fixture(name), '--fail-on', 'error']);
  expect({ err: err.replace(/^unknown: .*\n/gm, ''), error: /^error (?!PublicAccess)/m.test(out) }).toEqual({ err: '', error: false });
});

test('control characters of a name don\'t reach the terminal', async () => {
  const { out } = await talk(['lint', '-'], state([{ ...WRONG, Sid: 'a\u001b[31m' }]));
  expect(out).not.toContain('\u001b');
});

test('what the stack leaves open is told on standard error, exit code 3', async () => {
  const open = JSON.stringify({
    variable: { bucket: { type: 'string' } },
    resource: { aws_iam_user_policy: { p: { user: 'dana', policy: '${data.aws_iam_policy_document.p.json}' } } },
    data: { aws_iam_policy_document: { p: { source_policy_documents: ['${var.bucket}'] } } },
  });
  const { code, err } = await talk(['lint', '-'], open);
  expect({ code, err: err.startsWith('unknown: ') }).toEqual({ code: 3, err: true });
});

test('an unknown platform is refused with those that there are', async () => {
  const { code, err } = await talk(['lint', '-', '--platform', 'garage'], state([GOOD]));
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Allowed choices are aws,') as string });
});

const DENY_IN_BUCKET = { releases: { policy: { Version: '2012-10-17', Statement: [{ Sid: 'Tls', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::releases/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] } } };

test.each<readonly [platform: string, statements: readonly object[], buckets: object, found: readonly string[]]>([
  ['minio', [GOOD], {}, []],
  ['minio', [{ ...GOOD, Action: 's3:GetObjectTorrents' }], {}, ['UnknownAction', 'PlatformRejects']],
  ['minio', [{ ...GOOD, Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::releases', 'arn:aws:s3:::releases/*'], Condition: { StringLike: { 's3:prefix': 'a/*' } } }], {}, ['PlatformRejects', 'KeyNeverPresent']],
  ['minio', [{ ...GOOD, Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/dana' } } }], {}, ['PlatformRejects']],
  ['minio', [{ ...GOOD, Resource: 'arn:aws:s3:::releases/${aws:username, \'nobody\'}/*' }], {}, ['PlatformRejects']],
  ['minio', [GOOD], DENY_IN_BUCKET, ['PlatformIgnores']],
  ['minio', [{ ...GOOD, Action: 's3:DeleteObject' }], {}, ['PlatformReadsDifferently']],
  ['active-scale', [GOOD], DENY_IN_BUCKET, []],
  ['active-scale-7.0', [GOOD], DENY_IN_BUCKET, ['PlatformRejects']],
  ['ceph-rgw', [{ ...GOOD, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:UserAgent': 'aws-cli' } } }], {}, ['PlatformReadsDifferently']],
  ['ceph-rgw', [{ ...GOOD, Resource: 'arn:aws:s3:::releases/${aws:username}/*' }], {}, ['PlatformRejects']],
  ['ceph-rgw', [{ ...GOOD, Action: 's3:GetObjectAttributes' }], {}, ['PlatformRejects']],
  ['ceph-rgw', [{ ...GOOD, Effect: 'Deny', Action: undefined, NotAction: 's3:ListBucket' }], {}, ['PlatformReadsDifferently', 'StatementNeverMatches']],
  ['delta-glider', [GOOD], {}, ['PlatformRejects']],
  ['selectel', [GOOD], {}, ['PlatformRejects']],
  ['delta-glider', [GOOD, { ...GOOD, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::releases' }], {}, []],
  ['delta-glider', [{ ...GOOD, Action: 's3:PutObject' }], DENY_IN_BUCKET, ['PlatformRejects']],
])('%s on %j', async (platform, statements, buckets, found) => {
  const { out } = await talk(['lint', '-', '--platform', platform, '--format', 'json'], state(statements, buckets));
  const { findings } = JSON.parse(out) as { findings: ReadonlyArray<{ code: string }> };
  expect(findings.map(({ code }) => code)).toEqual(found);
});

describe('accepted findings', () => {
  const WIDE = { Effect: 'Allow', Action: 's3:*', Resource: '*', Sid: 'Administration' };
  const ENTRY = { code: 'BroadAllow', where: 'user dana, policy 1', reason: 'makes the buckets, OPS-7', expires: '2999-12-31' };
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lint-allow-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const lint = async (entries: unknown, statements: readonly object[] = [WIDE]) => {
    const file = join(folder, 'allow.yaml');
    writeFileSync(file, JSON.stringify({ accepted: entries }));
    return talk(['lint', '-', '--fail-on', 'warning', '--allow', file], state(statements));
  };

  test.each([
    ['of the code and the policy', {}], ['of the statement', { sid: 'Administration' }], ['of the place', { path: '$.Statement[0].Action' }],
  ])('%s', async (_, more) => {
    expect(await lint([{ ...ENTRY, ...more }])).toEqual({ code: 0, out: 'Nothing found.\n', err: 'accepted: 1 finding\n' });
  });

  test.each([
    ['another code', { code: 'BroadPower' }], ['another policy', { where: 'user dana, policy 2' }], ['another statement', { sid: 'Other' }], ['another place', { path: '$.Statement[1].Action' }],
  ])('%s is not accepted, and the entry is named', async (_, more) => {
    const { code, out, err } = await lint([{ ...ENTRY, ...more }]);
    expect([code, out.includes('BroadAllow'), err.includes('accepted and not found: ')]).toEqual([1, true, true]);
  });

  test('not after the last day, which is a finding by itself', async () => {
    expect(await lint([{ ...ENTRY, expires: '2020-12-31' }])).toMatchObject({ code: 1, out: expect.stringContaining('BroadAllow'), err: expect.stringContaining('accepted until 2020-12-31, which is over') });
    expect((await lint([{ ...ENTRY, expires: '2020-12-31' }], [GOOD])).code).toBe(1);
  });

  test.each([
    ['no reason', { reason: undefined }, 'reason'], ['no day', { expires: 'soon' }, 'expires'], ['something else', { until: '2999-12-31' }, 'until'], ['no policy', { where: '' }, 'where'],
  ])('an entry with %s is an error', async (_, more, named) => {
    const { code, err } = await lint([{ ...ENTRY, ...more }]);
    expect([code, err.includes(named), err.includes('InvalidAllowFile')]).toEqual([2, true, true]);
  });

  test('so is a list of nothing, and a file for review', async () => {
    expect((await lint('all')).code).toBe(2);
    expect((await lint([{ change: 'gained', principal: 'user dana', actions: '*', resources: '*', reason: 'x', expires: '2999-12-31' }])).err).toContain('docs/lint.md');
  });
});
