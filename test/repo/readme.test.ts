import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bucketGrants, grants, guards } from '../engines/fixtures';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository: { url: string } };
const home = repository.url.replace(/^git\+|\.git$/g, '');

test('docs/grants.md lists every grant and guard once, as construct and as function', () => {
  const listed = [...readFileSync(join(root, 'docs/grants.md'), 'utf8').matchAll(/^\| `([A-Z]\w+)` \/ `([a-z]\w+)` \|/gm)].map(([, construct, intent]) => `${construct} ${intent}`);
  const names = [...Object.keys(grants), ...Object.keys(bucketGrants), ...Object.keys(guards)].map((name) => `${name} ${name[0].toLowerCase()}${name.slice(1)}`);
  expect([...listed].sort()).toEqual(names.sort());
});

describe('README.md', () => {
  test('comes to the first policy in thirty lines on each engine', () => {
    const lines = ['cdktf', 'cdktn', 'Pulumi'].map((engine) => new RegExp(`^### ${engine}\\n([^]*?)^##`, 'm').exec(readme)?.[1].split('\n').length);
    expect(lines.filter((count) => count === undefined || count > 30)).toEqual([]);
  });

  // npm shows it too, where nothing lies beside it
  test('links files of the repository by their whole address, and such as are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link);
    const pictures = `${home.replace('//github.com/', '//raw.githubusercontent.com/')}/main/`;
    expect(links.filter((link) => ![`${home}/`, pictures].some((start) => link.startsWith(start)))).toEqual([]);
    const files = links.flatMap((link) => [`${home}/blob/main/`, pictures].filter((start) => link.startsWith(start)).map((start) => link.slice(start.length)));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('has badges of its own repository only, and of workflows that there are', () => {
    const badges = [...readme.matchAll(/\[!\[[^\]]*\]\(([^)]+)\)\]/g)].map(([, image]) => image);
    expect(badges.length).toBeGreaterThan(0);
    const workflows = badges.map((image) => new RegExp(`^${home}/actions/workflows/([\\w-]+\\.yml)/badge\\.svg$`).exec(image)?.[1] ?? image);
    expect(workflows.filter((file) => !existsSync(join(root, '.github/workflows', file)))).toEqual([]);
  });
});
