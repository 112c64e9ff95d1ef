import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_LIST, isUnfinished, UNFINISHED, writeFolder } from '../../src/cli/write-folder';
import { compiledFile } from '../compiled';

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

  test('a folder that may only be read is told, and nothing is half of a file', () => {
    const folder = fresh('read-only');
    writeFolder(folder, content);
    failing('writeFileSync', 'EACCES', (file) => file.includes('.draft-'), () => {
      expect(() => writeFolder(folder, { ...content, texts: new Map([[join('users', 'dana', 'a.json'), 'NEW']]) })).toThrow(/EACCES/);
    });
    expect(read(folder, join('users', 'dana', 'a.json'))).toBe('A');
    // the next run says it
    expect(isUnfinished(folder)).toBe(true);
    expect(drafts(folder)).toEqual([]);
  });

  test('a folder in which nothing can be made says so before anything is changed', () => {
    const folder = fresh('sealed');
    writeFolder(folder, content);
    failing('writeFileSync', 'EROFS', () => true, () => expect(() => writeFolder(folder, { folders: [], texts: new Map([['a', 'NEW']]) })).toThrow(/EROFS/));
    expect(fs.existsSync(join(folder, 'a'))).toBe(false);
    expect(isUnfinished(folder)).toBe(false);
  });

  test.each(['writeFileSync', 'renameSync'] as const)('the disk is full at any %s', (call) => {
    for (let left = 0; left < 3; left++) {
      const [old, made] = [fresh(`full ${call} ${left}`), fresh(`full new ${call} ${left}`)];
      writeFolder(old, content);
      const next = { ...content, texts: new Map([...content.texts.keys()].map((path) => [path, 'NEW'] as const)) };
      let count = 0;
      const isFull = (file: string) => !file.endsWith(UNFINISHED) && count++ >= left;
      failing(call, 'ENOSPC', isFull, () => expect(() => writeFolder(old, next)).toThrow(/ENOSPC/));
      for (const path of content.texts.keys()) expect([content.texts.get(path), 'NEW']).toContain(read(old, path));
      expect([isUnfinished(old), drafts(old)]).toEqual([true, []]);
      writeFolder(old, next);
      expect(isUnfinished(old)).toBe(false);
      count = call === 'renameSync' ? left : 0;
      failing(call, 'ENOSPC', isFull, () => expect(() => writeFolder(made, content)).toThrow(/ENOSPC/));
      expect(fs.existsSync(made)).toBe(false);
    }
    expect(fs.readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('a process that is killed in the middle leaves whole files, and the next run says so', () => {
    const folder = fresh('killed');
    writeFolder(folder, content);
    const module = compiledFile('src/cli/write-folder.ts');
    const script = `const fs = require('node:fs'); const rename = fs.renameSync; let count = 0;
fs.renameSync = (...args) => { if (count++ === 1) process.kill(process.pid, 'SIGKILL'); rename(...args); };
require(${JSON.stringify(module)}).writeFolder(${JSON.stringify(folder)}, { folders: [], texts: new Map([['users/dana/a.json', 'NEW'], ['buckets/b.json', 'NEW']]) });`;
    const { signal } = spawnSync(process.execPath, ['--eval', script], { cwd: join(__dirname, '../..') });
    expect(signal).toBe('SIGKILL');
    expect([read(folder, join('users', 'dana', 'a.json')), read(folder, join('buckets', 'b.json'))]).toEqual(['NEW', 'B']);
    expect(isUnfinished(folder)).toBe(true);
  });
});

/** Lets a call of the file system fail for some files, as it does there. */
function failing(call: 'writeFileSync' | 'renameSync', code: string, fails: (file: string) => boolean, act: () => void): void {
  const original = fs[call] as (...args: readonly unknown[]) => void;
  const spy = jest.spyOn(fs, call).mockImplementation((...args: readonly unknown[]) => {
    if (fails(String(args[0]))) throw Object.assign(new Error(`${code}: injected`), { code, syscall: call });
    original(...args);
  });
  try {
    act();
  } finally {
    spy.mockRestore();
  }
}

/** What was written beside and is still there. */
function drafts(folder: string): readonly string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.draft-'));
}
