import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXIT, exitStatus } from '../../src/cli/exit-status';
import { compiledFile } from '../compiled';
import { talk } from './talk';

const policy = (Effect: string, Resource = 'arn:aws:s3:::b/*', more: object = {}) => ({ Version: '2012-10-17', Statement: [{ Effect, Action: 's3:GetObject', Resource, ...more }] });
const state = (...policies: readonly object[]) => ({ account: '111122223333', users: { dana: { policies } }, buckets: { b: {} } });
const SOURCES = {
  nothing: state(),
  allowed: state(policy('Allow')),
  // a stack that leaves a value open which could change the answer
  open: { resource: { aws_iam_user: { dana: { name: 'dana' } }, aws_iam_user_policy: { p: { user: 'dana', policy: '${var.policy}' } } } },
  // a policy that may be that of any bucket
  unnamed: {
    variable: { bucket: {} },
    resource: {
      aws_iam_user: { dana: { name: 'dana' } },
      aws_iam_user_policy: { p: { user: 'dana', policy: JSON.stringify(policy('Allow')) } },
      aws_s3_bucket_policy: { x: { bucket: '${var.bucket}', policy: JSON.stringify(policy('Deny', 'arn:aws:s3:::${var.bucket}/*', { Principal: '*' })) } },
    },
  },
  // an action that S3 doesn't have
  wrong: state({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObjects', Resource: 'arn:aws:s3:::b/*' }] }),
  broken: 'no JSON',
};
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exit-status-'));
  for (const [name, source] of Object.entries(SOURCES)) writeFileSync(join(folder, `${name}.json`), typeof source === 'string' ? source : JSON.stringify(source));
  writeFileSync(join(folder, 'plan.cjs'), 'module.exports = { users: 1 };');
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: keyof typeof SOURCES) => join(folder, `${name}.json`);
const explain = (name: keyof typeof SOURCES, ...more: readonly string[]) => ['explain', file(name), '--user', 'dana', '--action', 's3:GetObject', '--resource', 'b/k', ...more];

const whoCan = (name: keyof typeof SOURCES) => ['who-can', file(name), '--action', 's3:GetObject', '--resource', 'b/*'];

/** What each status of the table means, command by command. */
const TABLE: ReadonlyArray<readonly [what: string, args: () => readonly string[], status: number]> = [
  ['explain: allowed', () => explain('allowed'), EXIT.clean],
  ['explain: denied is an answer, not a finding', () => explain('nothing'), EXIT.clean],
  ['explain: as expected', () => explain('allowed', '--expect', 'allow'), EXIT.clean],
  ['explain: otherwise than expected', () => explain('nothing', '--expect', 'allow'), EXIT.finding],
  ['explain: uncertain', () => explain('open'), EXIT.inconclusive],
  ['explain: uncertain, whatever is expected', () => explain('open', '--expect', 'deny'), EXIT.inconclusive],
  ['explain: a policy that may be that of any bucket', () => explain('unnamed'), EXIT.inconclusive],
  ['explain: and its name is given', () => explain('unnamed', '--var', 'bucket=b', '--expect', 'deny'), EXIT.clean],
  ['explain: and it is another', () => explain('unnamed', '--var', 'bucket=logs', '--expect', 'allow'), EXIT.clean],
  ['matrix: a policy that may be that of any bucket', () => ['matrix', file('unnamed')], EXIT.inconclusive],
  ['lint: a policy that may be that of any bucket', () => ['lint', file('unnamed')], EXIT.inconclusive],
  ['review: a policy that may be that of any bucket comes', () => ['review', file('allowed'), file('unnamed')], EXIT.inconclusive],
  ['explain: a source that is none', () => explain('broken'), EXIT.error],
  ['explain: no such time', () => explain('allowed', '--at', 'soon'), EXIT.error],
  ['explain: no such option', () => explain('allowed', '--nonsense'), EXIT.error],
  ['explain: an argument is missing', () => ['explain', file('allowed')], EXIT.error],
  ['matrix: all is known', () => ['matrix', file('allowed')], EXIT.clean],
  ['matrix: something is not', () => ['matrix', file('open')], EXIT.inconclusive],
  ['matrix: a source that is none', () => ['matrix', file('broken')], EXIT.error],
  ['who-can: somebody', () => whoCan('allowed'), EXIT.clean],
  ['who-can: nobody is an answer, not a finding', () => whoCan('nothing'), EXIT.clean],
  ['who-can: uncertain', () => whoCan('open'), EXIT.inconclusive],
  ['who-can: a source that is none', () => whoCan('broken'), EXIT.error],
  ['review: no change', () => ['review', file('allowed'), file('allowed')], EXIT.clean],
  ['review: a change that nobody looks for', () => ['review', file('nothing'), file('allowed')], EXIT.clean],
  ['review: a change that is looked for', () => ['review', '--fail-on', 'gained', file('nothing'), file('allowed')], EXIT.finding],
  ['review: another change than is looked for', () => ['review', '--fail-on', 'lost', file('nothing'), file('allowed')], EXIT.clean],
  ['review: inconclusive', () => ['review', '--fail-on', 'gained', file('nothing'), file('open')], EXIT.inconclusive],
  ['review: a source that is none', () => ['review', file('nothing'), file('broken')], EXIT.error],
  ['review: a report that cannot be written', () => ['review', '--out', join(folder, 'no', 'report'), file('nothing'), file('allowed')], EXIT.error],
  ['lint: nothing', () => ['lint', file('allowed'), '--fail-on', 'error'], EXIT.clean],
  ['lint: a finding', () => ['lint', file('wrong'), '--fail-on', 'note'], EXIT.finding],
  ['lint: what is not known could be one', () => ['lint', file('open')], EXIT.inconclusive],
  ['lint: a source that is none', () => ['lint', file('broken')], EXIT.error],
  ['render: a plan that is none', () => ['render', join(folder, 'plan.cjs')], EXIT.error],
  ['render: no such module', () => ['render', join(folder, 'none.cjs')], EXIT.error],
  ['help', () => ['--help'], EXIT.clean],
  ['no such command', () => ['nonsense'], EXIT.error],
];

test.each(TABLE)('%s', async (_, args, status) => {
  const { code, out, err } = await talk(args());
  expect({ code, said: `${out}${err}` }).toEqual({ code: status, said: expect.stringMatching(/./) as string });
});

test('a finding outweighs what cannot be told, and what cannot be told is never clean', () => {
  const both = exitStatus({ hasFinding: true, isOpen: true });
  expect([both, exitStatus({ isOpen: true }), exitStatus({ hasFinding: false, isOpen: false })]).toEqual([1, 3, 0]);
});

const FULL = '/dev/full';
const onFull = existsSync(FULL) ? test : test.skip;

onFull(`a full disk is an error, never a finding${existsSync(FULL) ? '' : ` (skipped: there is no ${FULL})`}`, () => {
  const main = compiledFile('src/cli/main.ts');
  const args = [process.execPath, main, file('allowed')];
  const command = `exec "$0" "$1" matrix "$2" > ${FULL}`;
  const { status, stderr } = spawnSync('sh', ['-c', command, ...args], { encoding: 'utf8', cwd: resolve(__dirname, '../..') });
  expect({ status, stderr }).toEqual({ status: EXIT.error, stderr: expect.stringContaining('ENOSPC') as string });
}, 60_000);
