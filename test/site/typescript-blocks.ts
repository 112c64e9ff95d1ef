/*
 * The TypeScript of the pages: a program as it is, and a fragment as the body of a function whose `this` is a stack, with what it doesn't import
 * itself. All are type-checked in one program, and run in this process.
 */
import { join } from 'node:path';
import * as ts from 'typescript';
import { entries, importPath } from '../../tools/entries';
import { root, type Block } from './blocks';

/** Names that a fragment may use without importing them, by the module that exports them; of several, the first. */
export type Exports = ReadonlyMap<string, readonly string[]>;

const GIVEN = join(root, 'test', 'site', 'given');
/** What a page imports that isn't a package of this repository, and what stands in for it. */
const STAND_INS: Readonly<Record<string, string>> = { '@pulumi/selectel': join(root, 'test', 'pulumi', 'selectel-sdk.ts') };

/** Whether a block is of a program of Pulumi; without a sign of one, it is of cdktf. */
export const isOnPulumi = ({ code }: Block): boolean => /\bpulumi\b/.test(code);

/** Nodes whose name is a new one. */
const DECLARES = [
  ts.isVariableDeclaration, ts.isBindingElement, ts.isParameter, ts.isFunctionDeclaration, ts.isClassDeclaration, ts.isImportSpecifier,
  ts.isImportClause, ts.isNamespaceImport,
];

/** Identifiers that a block uses and doesn't declare, wherever in it. */
function freeNames(source: ts.SourceFile): ReadonlySet<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const declares = DECLARES.some((is) => is(parent)) && (parent as ts.NamedDeclaration).name === node;
      const isMember = (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
      if (declares) declared.add(node.text);
      else if (!isMember) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return new Set([...used].filter((name) => !declared.has(name)));
}

/** The block as a module that exports it as a function. */
function moduleOf(block: Block, exported: Exports, given: readonly string[]): string {
  const source = ts.createSourceFile('block.ts', block.code, ts.ScriptTarget.ES2022, true);
  const isHoisted = (statement: ts.Statement): boolean => ts.isImportDeclaration(statement) || ts.isModuleDeclaration(statement);
  const text = (statements: readonly ts.Statement[]): string => statements.map((statement) => statement.getFullText()).join('');
  const free = freeNames(source);
  const taken = given.filter((name) => free.has(name));
  const own = isOnPulumi(block) ? 'bucket-grants/cdktf' : 'bucket-grants/pulumi';
  const imports = [...free].filter((name) => !taken.includes(name)).flatMap((name) => {
    const from = [...exported].find(([path, names]) => path !== own && names.includes(name))?.[0];
    return from === undefined ? [] : [`import { ${name} } from '${from}';`];
  });
  return [
    ...imports,
    ...(isOnPulumi(block) && free.has('pulumi') ? ["import * as pulumi from '@pulumi/pulumi';"] : []),
    ...(taken.length > 0 ? [`import { ${isOnPulumi(block) ? 'givenOnPulumi as given' : 'given'} } from '../test/site/given';`] : []),
    text(source.statements.filter(isHoisted)),
    'export async function block(this: import("cdktf").TerraformStack) {',
    ...(taken.length > 0 ? [`const { ${taken.join(', ')} } = given(this);`] : []),
    text(source.statements.filter((statement) => !isHoisted(statement))).replace(/^export /gm, ''),
    '}',
  ].join('\n');
}

/** Every block as a module, by the path at which the compiler finds it. */
export function modulesOf(
  blocks: readonly Block[], exported: Exports, given: readonly string[], givenOnPulumi: readonly string[],
): ReadonlyMap<Block, { readonly path: string; readonly text: string }> {
  return new Map(blocks.map((block, index) => [block, {
    path: join(root, 'docs', `block-${index}.ts`), text: moduleOf(block, exported, isOnPulumi(block) ? givenOnPulumi : given),
  }]));
}

/** What the compiler says of the blocks, each with where it stands. The package is what was built, as users have it. */
export function typeErrors(modules: ReturnType<typeof modulesOf>): readonly string[] {
  const files = new Map([...modules.values()].map(({ path, text }) => [path, text]));
  files.set(join(root, 'docs', 'index.ts'), 'export {};');
  const { config } = ts.readConfigFile(join(root, 'test', 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: { include: string[] } };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, join(root, 'test'));
  Object.assign(options, { noUnusedLocals: false, paths: Object.fromEntries(Object.entries(STAND_INS).map(([name, path]) => [name, [path]])) });
  const host = ts.createCompilerHost(options);
  host.getCurrentDirectory = () => root;
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, language, ...more) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, language, ...more) : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...modules].flatMap(([{ page, line }, { path }]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      .map(({ messageText }) => `${page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

/** Runs a module of TypeScript with the names given, and hands back what it exports. */
export function evaluate(text: string, load: (name: string) => unknown, names: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  const exported: Record<string, unknown> = {};
  new Function('require', 'exports', ...Object.keys(names), outputText)(load, exported, ...Object.values(names));
  return exported;
}

/** Where a module that a block imports is. */
export function locationOf(name: string): string {
  if (name === '../test/site/given') return GIVEN;
  const ours = entries.find((entry) => importPath(entry) === name);
  return ours === undefined ? STAND_INS[name] ?? name : join(root, ours.source);
}
