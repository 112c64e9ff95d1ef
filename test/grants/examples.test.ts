import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '../all-of-core';

const GRANTS = join(__dirname, '..', '..', 'src', 'grants');

/** The examples in the doc comments of a file, as code. */
function examplesOf(file: string): readonly string[] {
  const text = readFileSync(join(GRANTS, file), 'utf8');
  return [...text.matchAll(/@example\n((?: \* .*\n)+)/g)].map(([, lines]) => lines.replace(/^ \* ?/gm, '').replace(/\\(?=[{}])/g, ''));
}

const examples = readdirSync(GRANTS).flatMap((file) => examplesOf(file).map((example) => [file, example] as const));

test.each(examples)('%s: %s', (_file, example) => {
  const names = Object.keys(core);
  const result: unknown = new Function(...names, `return ${example}`)(...Object.values(core));
  expect(typeof result).toBe('object');
});

test('every grant has an example that makes it', () => {
  const made = new Set(examples.map(([, example]) => /^(?:accessPlan\(.*\[)?(\w+)\(/.exec(example)?.[1]));
  const grants = readdirSync(GRANTS).filter((file) => /Grant = |, Grant> = /.test(readFileSync(join(GRANTS, file), 'utf8')));
  expect(grants.length).toBeGreaterThanOrEqual(16);
  for (const file of grants) expect(examplesOf(file)).not.toEqual([]);
  expect(made.size).toBeGreaterThanOrEqual(16);
});
