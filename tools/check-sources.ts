/*
 * Type-checks and lints everything that `npx projen typecheck` and `npx projen eslint` do, with one program of TypeScript: rules that ask for types
 * would otherwise work all of them out once more, folder by folder, which takes as long as the rest of lint.
 */
import { join } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import * as ts from 'typescript';

const root = join(__dirname, '..');
/** As in .projenrc.ts. */
const LINTED = ['src', 'test', 'tools', 'bench', 'examples', '.projenrc.ts'];

const host: ts.FormatDiagnosticsHost = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };

/** All that is compiled or type-checked. */
function programOfAll(): ts.Program {
  const read = (path: string) => {
    const { config, error } = ts.readConfigFile(join(root, path), ts.sys.readFile);
    if (error !== undefined) throw new Error(ts.formatDiagnostic(error, host));
    return ts.parseJsonConfigFileContent(config, ts.sys, join(root, path, '..'), undefined, join(root, path));
  };
  const [sources, others] = [read('tsconfig.json'), read('test/tsconfig.json')];
  return ts.createProgram([...others.fileNames, ...sources.fileNames, join(root, '.projenrc.ts')], { ...others.options, noEmit: true });
}

/** Prints what the compiler finds; says whether that is nothing. */
function typeCheck(program: ts.Program): boolean {
  const found = ts.getPreEmitDiagnostics(program);
  if (found.length > 0) console.error(ts.formatDiagnostics(found, host));
  return found.length === 0;
}

/** Prints what lint finds; says whether that is nothing. */
async function lint(program: ts.Program): Promise<boolean> {
  const eslint = new LegacyESLint({ cwd: root, extensions: ['.ts'], overrideConfig: { parserOptions: { projectService: false, programs: [program] } } });
  const results = await eslint.lintFiles(LINTED);
  console.log(await (await eslint.loadFormatter('stylish')).format(results));
  return results.every(({ errorCount, warningCount }) => errorCount + warningCount === 0);
}

async function main(): Promise<void> {
  const program = programOfAll();
  const found = [typeCheck(program), await lint(program)];
  process.exitCode = found.every(Boolean) ? 0 : 1;
}

void main();
