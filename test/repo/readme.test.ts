import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { aws, writeOnlyUploader } from '../../src';
import { readAccessFile } from '../../src/files';
import { identityDocument } from '../../src/plan/identity-document';
import { entries, importPath } from '../../tools/entries';
import { bucketGrants, grants, guards } from '../engines/fixtures';

/** What a reader of README.md copies must be there. That it type-checks is for the person who changes it to see. */
const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language: string): readonly string[] => [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, text]) => text);

describe('README.md', () => {
  test('lists every grant and guard once, as construct and as function', () => {
    const listed = [...readme.matchAll(/^\| `([A-Z]\w+)` \/ `([a-z]\w+)` \|/gm)].map(([, construct, intent]) => `${construct} ${intent}`);
    const names = [...Object.keys(grants), ...Object.keys(bucketGrants), ...Object.keys(guards)].map((name) => `${name} ${name[0].toLowerCase()}${name.slice(1)}`);
    expect([...listed].sort()).toEqual(names.sort());
  });

  test('shows the policy that its first grant renders', () => {
    const grant = writeOnlyUploader({ bucket: 'releases', prefix: 'firmware/' });
    expect(blocks('json').map((text) => JSON.parse(text) as unknown)).toEqual([JSON.parse(identityDocument([grant], { kind: 'user' }, aws()).json)]);
  });

  test('begins with a program that runs as printed', () => {
    const { outputText } = ts.transpileModule(blocks('ts')[0], { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const ours = (name: string) => entries.filter((one) => importPath(one) === name).map(({ source }) => join(root, source));
    const load = (name: string): unknown => jest.requireActual(ours(name)[0] ?? name);
    const out = mkdtempSync(join(tmpdir(), 'bucket-grants-readme-'));
    process.env.CDKTF_OUTDIR = out;
    // what it exports has nowhere to go
    new Function('require', 'exports', outputText)(load, {});
    expect(readAccessFile(out).users.has('ci-uploader')).toBe(true);
    rmSync(out, { recursive: true });
  });

  test('imports what is exported, from entries that there are', () => {
    const imports = blocks('ts').flatMap((text) => [...text.matchAll(/^import \{ ([^}]+) \} from '(bucket-grants[^']*)';$/gm)]);
    expect(imports.length).toBeGreaterThan(2);
    const missing = imports.flatMap(([, names, path]) => {
      const entry = entries.find((one) => importPath(one) === path);
      const exported: object = entry === undefined ? {} : jest.requireActual(join(root, entry.source));
      return names.split(', ').filter((name) => !(name in exported)).map((name) => `${name} from ${path}`);
    });
    expect(missing).toEqual([]);
  });

  // npm shows it too, where nothing lies beside it
  test('links files of the repository by their whole address, and such as are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link);
    const repository = 'https://github.com/bucket-grants/bucket-grants/';
    const pictures = 'https://raw.githubusercontent.com/bucket-grants/bucket-grants/main/';
    expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
    const files = links.flatMap((link) => [repository, pictures].filter((start) => link.startsWith(start)).map((start) => link.slice(start.length)))
      .map((path) => path.replace(/^(?:blob|tree)\/main\//, ''));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
