/* Prints the figures of the house: files, lines, files with one importer, casts, import cycles (types included) and public symbols. `ROOT` measures another tree. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';
import { exportsOf, programOfEntries } from './api-report';
import { entries, importPath } from './entries';

/** What is counted; test/repo/figures.json has limits of the same names. */
export interface Figures {
  readonly files: number;
  readonly lines: number;
  /** Files that only one other file imports, doors of rooms left out. */
  readonly filesWithOneImporter: number;
  /** `x as T`, `as const` left out. */
  readonly casts: number;
  /** Groups of files that import one another in a circle. */
  readonly cycles: number;
}

interface Source { readonly path: string; readonly lines: number; readonly imports: readonly string[]; readonly casts: number }

/** Measures the sources below a folder, those that are generated left out of lines and casts. */
export function measure(src: string): Figures & { readonly circles: ReadonlyArray<readonly string[]> } {
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).sort().map((file) => read(join(src, file)));
  const importers = new Map<string, number>();
  for (const { imports } of sources) for (const target of imports) importers.set(target, (importers.get(target) ?? 0) + 1);
  const circles = circlesOf(new Map(sources.map(({ path, imports }) => [path, imports])));
  return {
    files: sources.length,
    lines: sources.reduce((sum, { lines }) => sum + lines, 0),
    filesWithOneImporter: sources.filter(({ path }) => importers.get(path) === 1 && !path.endsWith('index.ts')).length,
    casts: sources.reduce((sum, { casts }) => sum + casts, 0),
    cycles: circles.length,
    circles: circles.map((circle) => circle.map((path) => path.slice(src.length + 1))),
  };
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const isGenerated = path.endsWith('.generated.ts');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false);
  let casts = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) casts += 1;
    ts.forEachChild(node, visit);
  };
  if (!isGenerated) visit(file);
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'))
    .map((name) => resolve(dirname(path), name)).map((target) => [`${target}.ts`, join(target, 'index.ts')].find(existsSync) ?? target);
  return { path, lines: isGenerated ? 0 : text.split('\n').length - 1, imports: [...new Set(imports)], casts };
}

/** Files that reach one another: strongly connected components of more than one file (Tarjan). */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): ReadonlyArray<readonly string[]> {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (at: string): number => {
    const number = index.size;
    index.set(at, number);
    let lowest = number;
    stack.push(at);
    for (const to of graph.get(at) ?? []) {
      if (!index.has(to)) lowest = Math.min(lowest, visit(to));
      else if (stack.includes(to)) lowest = Math.min(lowest, low.get(to) ?? index.get(to) ?? lowest);
    }
    low.set(at, lowest);
    if (lowest === number) {
      const circle = stack.splice(stack.indexOf(at));
      if (circle.length > 1) found.push(circle);
    }
    return lowest;
  };
  for (const path of graph.keys()) if (!index.has(path)) visit(path);
  return found;
}

/** How many symbols each entry exports. */
export function publicSymbols(): Readonly<Record<string, number>> {
  const program = programOfEntries();
  return Object.fromEntries(entries.map((entry) => [importPath(entry), exportsOf(program, entry).length]));
}

if (require.main === module) {
  const root = process.env.ROOT;
  console.log(JSON.stringify({ ...measure(join(root ?? join(__dirname, '..'), 'src')), ...(root === undefined && { publicSymbols: publicSymbols() }) }, undefined, 1));
}
