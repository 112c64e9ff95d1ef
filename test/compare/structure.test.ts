import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { CACHE_LIMITS } from '../../src/compare/domain/bounded-cache';
import { SEPARATOR } from '../../src/compare/domain/separators';
import { comparisonFiles } from './comparison-files';

const ROOT = join(__dirname, '../../src/compare');
const files = comparisonFiles(ROOT);

/** From the bottom up: a folder imports from itself and from those before it. */
const FOLDERS = ['domain', 'model', 'compile', 'principals', 'search', 'report'];

function folderOf(file: string): string {
  const [folder, ...rest] = relative(ROOT, file).split(sep);
  return rest.length === 0 ? '' : folder;
}

describe('issue 14.5: src/compare', () => {
  test('data goes one way: a folder imports only from those below it', () => {
    const arrows = files.filter((file) => FOLDERS.includes(folderOf(file))).flatMap((file) => (
      [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']*)'/g)].map(([, target]) => join(dirname(file), target))
        .filter((target) => target.startsWith(ROOT) && basename(target) !== 'types')
        .map((target) => [relative(ROOT, file), FOLDERS.indexOf(folderOf(file)), FOLDERS.indexOf(folderOf(target))] as const)
    ));
    expect(arrows.length).toBeGreaterThan(50);
    expect(arrows.filter(([, from, to]) => to < 0 || to > from)).toEqual([]);
  });

  test('control characters in keys stand in the register of separators and nowhere else, each once', () => {
    const written = files.filter((file) => /\\u00[01][0-9a-f]|\\x[01][0-9a-f]/.test(readFileSync(file, 'utf8').replace(/^const SPECIAL = .*$/m, '')));
    expect(written.map((file) => basename(file))).toEqual(['separators.ts']);
    const separators = Object.values(SEPARATOR);
    expect(new Set(separators).size).toBe(separators.length);
    for (const separator of separators) expect(separator).toMatch(/^[\u0000-\u001f]$/);
  });

  test('what outlives a comparison is a bounded or a weak cache', () => {
    const kept = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^(?:const|let) (\w+)[^\n]*= new (?:Map|Set)(?:<[^\n]*>)?\(\);$/gm)].map(([, name]) => `${basename(file)}: ${name}`));
    expect(kept).toEqual([]);
    for (const limit of Object.values(CACHE_LIMITS)) expect(limit).toBeLessThanOrEqual(10_000);
  });

  test('DESIGN.md explains every folder, and every cause of an inconclusive entry', () => {
    const design = readFileSync(join(ROOT, 'DESIGN.md'), 'utf8');
    const [, causes = ''] = /type InconclusiveCause = ([^;]*);/.exec(readFileSync(join(ROOT, 'types.ts'), 'utf8')) ?? [];
    for (const cause of causes.split(' | ')) expect(design).toContain(`\`${cause.replaceAll("'", '')}\``);
    for (const folder of [...FOLDERS, 'checks']) expect(design).toContain(`\`${folder}/\``);
    // files that it names are there
    const named = [...design.matchAll(/`((?:[\w-]+\/)?[\w-]+\.ts)`/g)].map(([, name]) => name);
    expect(named.filter((name) => !files.some((file) => relative(ROOT, file).split(sep).join('/').endsWith(name)))).toEqual([]);
  });
});
