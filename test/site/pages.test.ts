import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { examples } from '../../tools/examples';
import { referencePages } from '../../tools/site';

const root = join(__dirname, '..', '..');
const docs = join(root, 'docs');
const pages = ['.', 'guides', 'start'].flatMap((folder) => readdirSync(join(docs, folder)).filter((name) => name.endsWith('.md')).map((name) => join(folder, name)));
const text = (page: string): string => readFileSync(join(docs, page), 'utf8');

test('every guide has its place, and every place its guide', () => {
  const order = JSON.parse(readFileSync(join(docs, 'guides', 'order.json'), 'utf8')) as readonly string[];
  expect([...order].sort()).toEqual(pages.filter((page) => page.startsWith('guides/')).map((page) => page.slice('guides/'.length, -'.md'.length)).sort());
});

describe.each(pages)('%s', (page) => {
  test('shows programs, policies and answers of examples that there are', () => {
    const included = [...text(page).matchAll(/^<<< @\/\.\.\/(\S+)/gm)].map(([, path]) => path);
    expect(included.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const shown = [...text(page).matchAll(/<(?:Policies|Answers) example="([\w-]+)"/g)].map(([, example]) => example);
    expect(shown.filter((example) => !(example in examples))).toEqual([]);
  });

  test('links to what is there', () => {
    const links = [...text(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, path]) => path);
    expect(links.filter((path) => !existsSync(resolve(docs, dirname(page), path)))).toEqual([]);
  });
});

test('the reference has a page for each entry, and its links lead to what is there', () => {
  const reference = referencePages(readFileSync(join(root, 'API.md'), 'utf8'));
  const anchors = new Map(Object.entries(reference).map(([file, body]) => [file, new Set([...body.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id))]));
  const dead = Object.entries(reference).flatMap(([file, body]) => [...body.matchAll(/\]\((?:\.\/([\w.-]+))?#([^)]+)\)/g)]
    .filter(([, other, id]) => anchors.get(other ?? file)?.has(id) !== true).map(([link]) => `${file}: ${link}`));
  expect(Object.keys(reference)).toContain('bucket-grants.md');
  expect(dead).toEqual([]);
});
