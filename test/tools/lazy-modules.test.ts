import * as ts from 'typescript';
import { loadOnFirstUse } from '../../tools/lazy-modules';

/** A program of some modules, given as TypeScript and compiled as the package is; `main` is run. Answers what `main` exports and what was loaded. */
function run(modules: Readonly<Record<string, string>>): { readonly exported: Record<string, unknown>; readonly loaded: string[] } {
  const loaded: string[] = [];
  const cache = new Map<string, Record<string, unknown>>();
  const load = (name: string): Record<string, unknown> => {
    const known = cache.get(name);
    if (known) return known;
    const exported = {};
    cache.set(name, exported);
    loaded.push(name);
    const { outputText } = ts.transpileModule(modules[name], { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const text = loadOnFirstUse(outputText, (path) => !path.includes('eager'));
    new Function('exports', 'require', text)(exported, (path: string) => load(path.replace('./', '')));
    return exported;
  };
  return { exported: load('main'), loaded };
}

const call = (exported: Record<string, unknown>, name: string): unknown => (exported[name] as () => unknown)();

describe('loading on first use', () => {
  const shapes = 'export class Shape { constructor(readonly sides = 4) {} } export const sides = (shape: Shape) => shape.sides; export const FOUR = 4;';

  test.each([
    ['called', "import { sides } from './shapes'; export const use = () => sides({ sides: 4 });"],
    ['made', "import { Shape } from './shapes'; export const use = () => new Shape().sides;"],
    ['made, with arguments of the same module', "import { FOUR, Shape } from './shapes'; export const use = () => new Shape(FOUR).sides;"],
    ['read, with a local name like it', "import { FOUR } from './shapes'; export const use = () => { const shapes = FOUR; return shapes; };"],
    ['extended in a function', "import { Shape } from './shapes'; export const use = () => new (class extends Shape {})().sides;"],
    ['exported under a name', "import { FOUR as use4 } from './shapes'; export { FOUR as again } from './shapes'; export const use = () => use4;"],
  ])('a name that is %s', (_, main) => {
    const { exported, loaded } = run({ main, shapes });
    expect(loaded).toEqual(['main']);
    expect(call(exported, 'use')).toBe(4);
    expect(call(exported, 'use')).toBe(4);
    expect(loaded).toEqual(['main', 'shapes']);
  });

  test('what is exported from elsewhere is loaded when it is read', () => {
    const { exported, loaded } = run({ main: "export { FOUR } from './shapes';", shapes });
    expect(Object.keys(exported)).toEqual(['FOUR']);
    expect(loaded).toEqual(['main']);
    expect(exported.FOUR).toBe(4);
  });

  test.each([
    ['what is needed at once', "import { Shape } from './shapes'; export class Square extends Shape {}"],
    ['what is imported for its effect', "import './shapes';"],
    ['all names of a module', "export * from './shapes';"],
    ['a module that is imported whole', "import * as shapes from './shapes'; export const use = () => shapes;"],
  ])('%s is loaded at import', (_, main) => {
    expect(run({ main, shapes }).loaded).toEqual(['main', 'shapes']);
  });

  test('is for the modules that are asked for', () => {
    expect(run({ main: "import { FOUR } from './eager'; export const use = () => FOUR;", eager: shapes }).loaded).toEqual(['main', 'eager']);
  });

  test('keeps every line in its place, and a second time changes nothing', () => {
    const text = '"use strict";\nconst a_1 = require("./a");\nconst fs = require("node:fs");\nfs.existsSync((0, a_1.a)());\n';
    const once = loadOnFirstUse(text, (path) => path.startsWith('.'));
    const lines = once.split('\n');
    expect(lines[1]).toBe('let a_1_loaded; const a_1 = { get a() { return (a_1_loaded ??= require("./a")).a; } };');
    expect(lines.filter((_, i) => i !== 1)).toEqual(text.split('\n').filter((_, i) => i !== 1));
    expect(loadOnFirstUse(once, (path) => path.startsWith('.'))).toBe(once);
  });
});
