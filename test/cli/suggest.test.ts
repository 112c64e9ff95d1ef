import { parsePlan } from '../../src';
import { talk } from './talk';

const document = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::downloads/*' };
const odd = { Effect: 'Allow', Action: 's3:GetObjectTorrent', Resource: 'arn:aws:s3:::downloads/*' };
const stack = JSON.stringify({ users: { dana: { policies: [document(read)] }, lee: { policies: [document(odd)] } } });

test('suggest prints a plan file, and says on standard error how much of the stack it has', async () => {
  const { code, out, err } = await talk(['suggest', '-'], stack);
  expect(code).toBe(0);
  expect(parsePlan(out).users.get('dana')?.grants?.map(({ name }) => name)).toEqual(['ReadOnlyPrefix']);
  expect(out).toContain('      # user lee, policy 1, statement 1: no grant says exactly this; the nearest is ');
  expect(err).toBe('2 statements: 1 by grants and guards, 1 as they are; the plan allows exactly what the stack does\n');
});

test('suggest prints TypeScript', async () => {
  const { out } = await talk(['suggest', '-', '--format', 'typescript'], stack);
  expect(out).toContain("import { accessPlan, readOnlyPrefix } from 'bucket-grants';");
  expect(out).toContain("dana: { grants: [readOnlyPrefix({ bucket: 'downloads', prefix: '', listing: false })] }");
});

test('suggest prints JSON, with every statement and what it becomes', async () => {
  const { out } = await talk(['suggest', '-', '--format', 'json'], stack);
  const found = JSON.parse(out) as { statements: ReadonlyArray<{ becomes: string }>; comparison: { verdict: string } };
  expect(Object.keys(found)).toEqual(['plan', 'statements', 'notes', 'comparison']);
  expect(found.statements.map(({ becomes }) => becomes)).toEqual(['intents', 'custom']);
  expect(found.comparison.verdict).toBe('none');
});

test.each([
  [[], '{}', 'EmptyPlan'],
  [['--platform', 'delta-glider'], stack, 'UnsupportedOnPlatform'],
  [['--platform', 'minio'], stack, 'InvalidPlatform'],
])('suggest %j is an error where there is no plan', async (more, source, error) => {
  const { code, out, err } = await talk(['suggest', '-', ...more], source);
  expect({ code, out, error: /Code: (\w+)/.exec(err)?.[1] }).toEqual({ code: 2, out: '', error });
});

test('endpoints that the command made up are named', async () => {
  expect((await talk(['suggest', '-', '--platform', 'active-scale'], stack)).err).toContain('write those of your store');
  expect((await talk(['suggest', '-', '--platform', 'minio', '--scope', 'acme'], stack)).err).not.toContain('placeholders');
});

test('suggest --platform minio --scope acme names the platform in the plan', async () => {
  const { code, out } = await talk(['suggest', '-', '--platform', 'minio', '--scope', 'acme'], stack);
  expect([code, parsePlan(out).platform.name]).toEqual([0, 'minio']);
});
