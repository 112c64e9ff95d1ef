/*
 * After tsc: makes modules load on first use, where loading them at import costs most. Whoever imports `bucket-grants/cdktf` wants its
 * constructs; which of the grants, guards and plans behind them it needs shows when the first construct is made.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import * as ts from 'typescript';

const lib = join(__dirname, '..', 'lib');

/**
 * The rooms that load at import, with the packages that they are for: one that is missing is told there and then. (What Terraform's room needs,
 * `constructs`, its base classes bring at import too.)
 */
const early = ['cdktf', 'cdktn', 'pulumi', 'testing', 'cli'];

/**
 * The rooms that load others on first use. Doors of the core do too, the `index.js` of the package and of every room. Inside the core nothing
 * does: it has the loops that count. Nor does Pulumi: its policies are closed when the program ends, when a test's environment may be gone and
 * nothing can be loaded any more, and next to its SDK the core costs little.
 */
const lazy = ['terraform', 'cdktf', 'cdktn'];

const roomOf = (file: string): string => relative(lib, file).split(sep)[0];

const isDoor = (file: string): boolean => [join(lib, 'index.js'), join(lib, roomOf(file), 'index.js')].includes(file);

/** A package that the core itself uses, such as a writer of YAML: few who read a stack ever need it. */
const isPackageOfCore = (file: string, path: string): boolean => ![...early, ...lazy].includes(roomOf(file)) && !path.startsWith('.') && !path.startsWith('node:');

const loadsLate = (file: string): boolean => lazy.includes(roomOf(file)) || (isDoor(file) && !early.includes(roomOf(file)));

/** `const a_1 = require("./a");` at the outermost level of a file, as tsc writes it for an import. */
interface Import { readonly name: ts.Identifier; readonly path: string }

function importOf(statement: ts.Statement): Import | undefined {
  const [declaration, ...more] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  if (declaration?.initializer === undefined || more.length > 0) return undefined;
  const { name, initializer: call } = declaration;
  if (!ts.isIdentifier(name) || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.expression.text !== 'require') return undefined;
  const [path] = call.arguments;
  return path !== undefined && ts.isStringLiteral(path) ? { name, path: path.text } : undefined;
}

const identifiers = (node: ts.Node): readonly ts.Identifier[] => {
  const inside: ts.Identifier[] = ts.isIdentifier(node) ? [node] : [];
  ts.forEachChild(node, (child) => void inside.push(...identifiers(child)));
  return inside;
};

/** The member in `a_1.member`: all that tsc makes of names that were imported one by one. Undefined where `a_1` is used in any other way. */
const memberOf = (node: ts.Node): string | undefined =>
  ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node ? node.parent.name.text : undefined;

/**
 * A compiled file whose imports, where `isLazy` says so, are loaded when a member is first read: `a_1` becomes an object with a getter for
 * each member that is used. All uses stay as they are, since Node finds the names that a file exports by how tsc writes them.
 */
export function loadOnFirstUse(text: string, isLazy: (path: string) => boolean): string {
  const source = ts.createSourceFile('file.js', text, ts.ScriptTarget.ES2022, true);
  const all = identifiers(source);
  return source.statements.reduceRight((result, statement) => {
    const found = importOf(statement);
    if (found === undefined || !isLazy(found.path)) return result;
    const { name: { text: name }, path } = found;
    const uses = all.filter((node) => node.text === name && node !== found.name).map(memberOf);
    const members = [...new Set(uses)];
    if (members.includes(undefined)) return result;
    const loaded = `(${name}_loaded ??= require(${JSON.stringify(path)}))`;
    const getters = members.map((member) => `get ${member}() { return ${loaded}.${member}; }`);
    return `${result.slice(0, statement.getStart())}let ${name}_loaded; const ${name} = { ${getters.join(', ')} };${result.slice(statement.getEnd())}`;
  }, text);
}

/** Rewrites what is in `lib`. */
function main(): void {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).map((file) => join(lib, file));
  for (const file of files.filter((path) => path.endsWith('.js'))) {
    const isRoom = (path: string): boolean => path.startsWith('.') && !early.includes(roomOf(join(dirname(file), path)));
    const text = readFileSync(file, 'utf8');
    const written = loadOnFirstUse(text, (path) => isPackageOfCore(file, path) || (loadsLate(file) && isRoom(path)));
    if (written !== text) writeFileSync(file, written);
  }
}

if (require.main === module) main();
