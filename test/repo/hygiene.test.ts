import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';
import { mayImport, roomOf } from './house';

/** What a reviewer would otherwise have to look for in every change. */
const root = join(__dirname, '../..');
/** Tracked files, and new ones that nothing ignores; what is deleted but not yet committed is not there to be read. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const sources = files.filter((file) => /^src\/.*\.ts$/.test(file));

/** `file:line: text` of every line that matches. */
const linesWith = (pattern: RegExp, among: readonly string[]): string[] => among.flatMap((file) => read(file)
  .split('\n')
  .flatMap((text, i) => pattern.test(text) ? [`${file}:${i + 1}: ${text.trim().slice(0, 120)}`] : []));

/** The modules that a source file imports, by whichever syntax; a relative one as a path from the root. */
const importsOf = (file: string): string[] => ts.preProcessFile(read(file), true, true).importedFiles
  .map(({ fileName }) => fileName.startsWith('.') ? relative(root, join(root, dirname(file), fileName)) : fileName);

describe('every file', () => {
  // The patterns are put together here, so that this file does not match itself.
  const words = (...parts: string[]): string => parts.join('');

  test('is free of paths of one machine', () => {
    const folders = ['work', 'tmp', 'root', 'opt'].join('|');
    const pattern = new RegExp(words('(^|[\\s\'"`(=:])', `/(${folders})`, '/[\\w.-]'));
    expect(linesWith(pattern, files.filter((file) => file !== 'package-lock.json'))).toEqual([]);
  });

  test('names no package registry: which one is used is a matter of the machine', () => {
    const hosts = ['registry\\.npm', 'registry\\.yarn', 'artifactory', 'jfrog', 'verdaccio', 'pypi\\.org'].join('|');
    const self = relative(root, __filename);
    expect(linesWith(new RegExp(`(${hosts})|"resolved":`), files.filter((file) => file !== self))).toEqual([]);
  });
});

describe('every source file', () => {
  test('is short', () => {
    const long = sources.filter((file) => !file.endsWith('.generated.ts')).map((file) => [file, read(file).split('\n').length - 1] as const).filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });

  test('imports from the rooms above it only', () => {
    const wrong = sources.flatMap((file) => importsOf(file).flatMap((target) => mayImport(file, target) ? [] : [`${file} imports ${target}`]));
    expect(wrong).toEqual([]);
  });

  test('is in a room of the house', () => {
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  test('has no switched-off check and no reminder', () => {
    expect(linesWith(/eslint-disable|@ts-ignore|@ts-nocheck|\b(TODO|FIXME|XXX)\b/, sources)).toEqual([]);
  });

  test('has no any', () => {
    const hasAny = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.AnyKeyword || (ts.forEachChild(node, hasAny) ?? false);
    expect(sources.filter((file) => hasAny(ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022)))).toEqual([]);
  });
});

describe('cdktf and cdktn', () => {
  const below = (dir: string): string[] => sources.filter((file) => file.startsWith(dir)).map((file) => file.slice(dir.length));

  test('differ in engine.ts only, which names the two packages; all else is the same, byte for byte', () => {
    const [cdktf, cdktn] = ['src/cdktf/', 'src/cdktn/'].map((dir) =>
      Object.fromEntries(below(dir).filter((file) => file !== 'engine.ts').map((file) => [file, read(dir + file)])));
    expect(cdktn).toEqual(cdktf);
  });

  test('engine.ts differs in the names of the packages only', () => {
    const [cdktf, cdktn] = ['src/cdktf/engine.ts', 'src/cdktn/engine.ts'].map((file) => existsSync(join(root, file)) ? read(file) : '');
    expect(cdktn).toBe(cdktf.replace(/cdktf/g, 'cdktn'));
  });
});
