import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_LIST, isUnfinished, UNFINISHED, writeFolder } from '../../src/cli/write-folder';

const root = fs.mkdtempSync(join(tmpdir(), 'write-folder-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const content = { folders: [join('users', 'lee')], texts: new Map([[join('users', 'dana', 'a.json'), 'A'], [join('buckets', 'b.json'), 'B']]) };
const fresh = (name: string): string => join(root, name);
const read = (folder: string, path: string): string => fs.readFileSync(join(folder, path), 'utf8');

describe('C2: render --out', () => {
  test('a folder that does not exist appears whole, with the list of its files and nothing else beside it', () => {
    const folder = fresh('new');
    writeFolder(folder, content);
    expect(read(folder, join('users', 'dana', 'a.json'))).toBe('A');
    expect(fs.existsSync(join(folder, 'users', 'lee'))).toBe(true);
    expect(JSON.parse(read(folder, FILE_LIST))).toEqual({ files: [join('buckets', 'b.json'), join('users', 'dana', 'a.json')] });
    expect(fs.readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('one that could not be written does not appear, and leaves nothing behind', () => {
    const folder = fresh('failed');
    // a file where a folder is needed fails in the middle
    expect(() => writeFolder(folder, { folders: [], texts: new Map([['a', 'A'], [join('a', 'b'), 'B']]) })).toThrow(/EEXIST|ENOTDIR/);
    expect(fs.existsSync(folder)).toBe(false);
    expect(fs.readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test.each([
    ['a file', (folder: string, outside: string) => fs.symlinkSync(join(outside, 'file'), join(folder, 'buckets', 'b.json'))],
    ['a folder', (folder: string, outside: string) => { fs.rmSync(join(folder, 'users'), { recursive: true }); fs.symlinkSync(outside, join(folder, 'users')); }],
    ['the list', (folder: string, outside: string) => fs.symlinkSync(join(outside, 'file'), join(folder, FILE_LIST))],
  ])('a symbolic link in the place of %s is not followed, and nothing is written', (name, link) => {
    const [folder, outside] = [fresh(`link ${name}`), fresh(`outside ${name}`)];
    fs.mkdirSync(join(folder, 'buckets'), { recursive: true });
    fs.mkdirSync(join(folder, 'users'));
    fs.mkdirSync(outside);
    fs.writeFileSync(join(outside, 'file'), 'untouched');
    link(folder, outside);
    expect(() => writeFolder(folder, content)).toThrow(expect.objectContaining({ code: 'SymbolicLink' }));
    expect(fs.readdirSync(outside)).toEqual(['file']);
    expect(read(outside, 'file')).toBe('untouched');
    expect(isUnfinished(folder)).toBe(false);
  });

  test('an interrupted run is told by the next, and no file is half of one', () => {
    const folder = fresh('interrupted');
    writeFolder(folder, content);
    // a folder in the place of the file makes the rename fail
    fs.rmSync(join(folder, 'buckets', 'b.json'));
    fs.mkdirSync(join(folder, 'buckets', 'b.json', 'x'), { recursive: true });
    expect(() => writeFolder(folder, { ...content, texts: new Map([...content.texts, [join('users', 'dana', 'a.json'), 'NEW']]) })).toThrow(/EISDIR|ENOTEMPTY|EPERM/);
    expect(isUnfinished(folder)).toBe(true);
    expect(read(folder, join('users', 'dana', 'a.json'))).toBe('NEW');
    expect(fs.readdirSync(join(folder, 'buckets'))).toEqual(['b.json']);
    fs.rmSync(join(folder, 'buckets', 'b.json'), { recursive: true });
    writeFolder(folder, content);
    expect(fs.existsSync(join(folder, UNFINISHED))).toBe(false);
  });
});
