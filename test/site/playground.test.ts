import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { answerCompare, answerIntent } from '../../docs/.vitepress/playground/answer';
import { programs } from '../../docs/.vitepress/playground/code';
import { CHOICES, constructOf, PLATFORMS } from '../../docs/.vitepress/playground/intents';
import { fromHash, toHash, type Page } from '../../docs/.vitepress/playground/link';
import { parsePlan, parsePolicy, renderAccess } from '../../src';
import { readAccessFile } from '../../src/files';
import { entries, importPath } from '../../tools/entries';
import { bucketGrants, grants, guards } from '../engines/fixtures';

const first: Page = { view: 'intent', intent: 'writeOnlyUploader', props: '{ }', platform: 'aws()', before: '', after: '', resource: false };
const pages = CHOICES.map(({ intent, props }): Page => ({ ...first, intent, props }));

test('every grant and guard can be chosen', () => {
  const all = [grants, bucketGrants, guards].flatMap((some) => Object.keys(some));
  expect(CHOICES.map(({ intent }) => constructOf(intent)).sort()).toEqual(all.sort());
});

test.each(pages)('$intent begins with props that AWS takes, and shows documents that parse', (page) => {
  const outcome = answerIntent(page);
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  expect(outcome.answer.documents.length).toBeGreaterThan(0);
  for (const { json } of outcome.answer.documents) expect(parsePolicy(json).problems).toEqual([]);
});

const onPlatforms = Object.entries(PLATFORMS).flatMap(([name, platform]) => pages.map((page) => ({ ...page, name, platform })));

test.each(pages)('the plan file of $intent comes to the same documents', (page) => {
  const shown = answerIntent(page);
  const { users, buckets } = renderAccess(parsePlan(programs(page)['Plan file']));
  const documents = [...users.flatMap(({ policies }) => policies.map(({ json }) => json)), ...buckets.map(({ json }) => json)];
  expect('answer' in shown && shown.answer.documents.map(({ json }) => JSON.parse(json) as unknown)).toEqual(documents.map((json) => JSON.parse(json) as unknown));
});

test('a text is text in the plan file too, and what is typed wrong is a comment there', () => {
  const page = { ...first, props: "{ bucket: 'releases', prefix: '${aws:username}/' }" };
  expect(programs(page)['Plan file']).toContain('prefix: $${aws:username}/');
  expect(programs({ ...first, props: '{ bucket: ' })['Plan file']).toMatch(/^# Line 1: /);
});

test.each(onPlatforms)('$intent on $name is answered or refused with a remedy', (page) => {
  const outcome = answerIntent(page);
  if ('refusal' in outcome) expect(outcome.refusal.remedy).toMatch(/\w/);
  else expect(outcome.answer.documents.length).toBeGreaterThan(0);
});

test('what is typed wrong is told, as the package tells it', () => {
  expect(answerIntent({ ...first, props: "{ bucket: 'releases', prefix: 'firmware' }" })).toMatchObject({ refusal: { code: 'InvalidPrefix' } });
  expect(answerIntent({ ...first, props: "{ bucket: 'releases', prefx: 'firmware/' }" })).toMatchObject({ refusal: { message: expect.stringContaining('prefix') } });
  expect(answerIntent({ ...first, props: '{ bucket: ' })).toMatchObject({ refusal: { code: 'Props', message: 'Line 1: a value is expected, but there is nothing more.' } });
  expect(answerIntent({ ...first, intent: 'nothing' })).toHaveProperty('refusal');
  expect(answerCompare({ ...first, before: '{', after: '{}' })).toHaveProperty('refusal');
});

test('two policies are compared as the command does', () => {
  const policy = (Resource: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }] });
  const wider = answerCompare({ ...first, before: policy('arn:aws:s3:::releases/team/*'), after: policy('arn:aws:s3:::releases/team*') });
  expect(wider).toMatchObject({ answer: { verdict: 'gained', text: expect.stringContaining('releases/team*') } });
  expect(answerCompare({ ...first, before: policy('*'), after: policy('*') })).toMatchObject({ answer: { verdict: 'none' } });
});

test('a link shows what it was copied from, and a broken one the first page', () => {
  for (const page of [...pages, { ...first, view: 'compare' as const, before: '{"a": "é&=#"}', resource: true }]) expect(fromHash(`#${toHash(page, first)}`, first)).toEqual(page);
  expect(fromHash('#view=%zz&intent', first)).toMatchObject({ view: 'intent' });
});

const load = (name: string): unknown => jest.requireActual(entries.filter((one) => importPath(one) === name).map(({ source }) => join(__dirname, '../..', source))[0] ?? name);

function run(program: string): void {
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  new Function('require', 'exports', 'console', outputText)(load, {}, { log: () => undefined });
}

describe('the programs that are shown', () => {
  const out = mkdtempSync(join(tmpdir(), 'bucket-grants-playground-'));
  afterAll(() => { rmSync(out, { recursive: true }); });

  // a grant that needs a role or a group says so when it is synthesized for a user of its own
  test.each(pages)('of $intent run on cdktf and cdktn and as a plan, and come to the same documents', (page) => {
    const { cdktf, cdktn, Plan: plan } = programs(page);
    const policies = [cdktf, cdktn].map((program, index) => {
      process.env.CDKTF_OUTDIR = join(out, `${page.intent}-${index}`);
      run(program);
      const { users, buckets } = readAccessFile(process.env.CDKTF_OUTDIR);
      const all = [...[...users.values()].flatMap((user) => user.policies), ...[...buckets.values()].flatMap(({ policy }) => policy ?? [])];
      return all.map(({ document }) => document);
    });
    expect(policies[0].length).toBeGreaterThan(0);
    expect(policies[1]).toEqual(policies[0]);
    expect(() => run(plan)).not.toThrow();
  });
});
