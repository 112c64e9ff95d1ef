import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(__dirname, '../../docs');

/** A row of the table in docs/features.md. */
interface Row {
  readonly number: number;
  readonly answer: string;
  readonly remark: string;
  readonly links: ReadonlyArray<{ readonly title: string; readonly path: string }>;
}

const rows: readonly Row[] = readFileSync(join(docs, 'features.md'), 'utf8').split('\n')
  .filter((line) => /^\| *\d+ *\|/.test(line))
  .map((line) => {
    const [, number, , answer, remark, tests] = line.split('|').map((cell) => cell.trim());
    return { number: Number(number), answer, remark, links: [...tests.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title, path]) => ({ title, path })) };
  });

/** Whether a file holds a test, a group of tests or a decision table of this title: the whole title, as it is written there. */
function hasTest(path: string, title: string): boolean {
  const file = join(docs, path);
  if (!/^\.\.\/test\/[\w./-]+\.(test\.ts|json)$/.test(path) || !existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  if (path.endsWith('.json')) return (JSON.parse(text) as { title?: unknown }).title === title;
  const words = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\(\\s*(['"\`])${words}\\1`).test(text.replace(/\\'/g, "'"));
}

describe('docs/features.md', () => {
  test('has every feature once, in order, with an answer and a remark', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 72 }, (_, index) => index + 1));
    expect(rows.filter(({ answer }) => !['yes', 'partly', 'no'].includes(answer))).toEqual([]);
    expect(rows.filter(({ remark }) => remark === '').map(({ number }) => number)).toEqual([]);
  });

  test('shows a test for every yes, and none for a no', () => {
    expect(rows.filter(({ answer, links }) => answer === 'yes' && links.length === 0).map(({ number }) => number)).toEqual([]);
    expect(rows.filter(({ answer, links }) => answer === 'no' && links.length > 0).map(({ number }) => number)).toEqual([]);
  });

  test('links tests that are there, by their whole titles', () => {
    const broken = rows.flatMap(({ number, links }) => links.filter(({ path, title }) => !hasTest(path, title)).map(({ path, title }) => `${number}: ${path}: ${title}`));
    expect(broken).toEqual([]);
  });

  test('would be found out: a title that is cut short, in another file, or of a test that is gone', () => {
    const [own, here] = ['would be found out: a title that is cut short, in another file, or of a test that is gone', '../test/repo/features.test.ts'];
    expect(hasTest(here, own)).toBe(true);
    expect(hasTest(here, own.slice(0, -1))).toBe(false);
    expect(hasTest('../test/repo/hygiene.test.ts', own)).toBe(false);
    expect(hasTest('../test/repo/gone.test.ts', own)).toBe(false);
    expect(hasTest('../src/index.ts', own)).toBe(false);
  });
});
