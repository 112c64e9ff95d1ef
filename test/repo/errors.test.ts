import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const root = join(__dirname, '..', '..');
/** What lint finds is not an error; its codes are in docs/lint.md. */
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !/^(?:lint|faults)/.test(file)).map((file) => join(root, 'src', file));

/** Functions that take a code among their arguments. */
const TAKES_CODE = /^(?:error|warning|missing|problem)$/;
const CODE = /^[A-Z][a-z]+[A-Z][A-Za-z]*$/;
/** What the parser puts together from the name of an element. */
const ASSEMBLED = ['MissingPrincipal', 'MissingAction', 'MissingResource', 'PrincipalNotAllowed', 'ResourceNotAllowed'];

/** Every code that a source file names: what is given or declared as `code`, and codes among arguments. */
function codesIn(file: string): readonly string[] {
  const found: string[] = [];
  const literals = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && CODE.test(node.text)) found.push(node.text);
    else ts.forEachChild(node, literals);
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isPropertyAssignment(node) || ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node)) && node.name.getText() === 'code') {
      for (const part of [ts.isPropertyAssignment(node) ? undefined : node.type, ts.isPropertySignature(node) ? undefined : node.initializer]) {
        if (part) literals(part);
      }
    }
    if (ts.isCallExpression(node) && TAKES_CODE.test(node.expression.getText().split('.').at(-1) ?? '')) {
      found.push(...node.arguments.filter(ts.isStringLiteralLike).map(({ text }) => text).filter((text) => CODE.test(text)));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true));
  return found;
}

const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
const codes = [...new Set([...sources.flatMap(codesIn), ...ASSEMBLED])].sort();

test('docs/errors.md lists every code that the package has, and no other', () => {
  expect(codes.length).toBeGreaterThan(90);
  expect([...new Set(rows.map(([, code]) => code.replaceAll('`', '')))].sort()).toEqual(codes);
});

test('the type AccessErrorCode has every code of AccessError that the page has, in order', () => {
  const type = readFileSync(join(root, 'src', 'errors', 'codes.ts'), 'utf8');
  const [, errors = ''] = /^## Codes of `AccessError`\n([^]*?)^## /m.exec(page) ?? [];
  expect([...type.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code)).toEqual([...errors.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code));
});

test('each with when it comes and what to do about it, in order, once', () => {
  expect(rows.filter((cells) => cells.length !== 5 || cells.slice(2, 4).some((cell) => cell.length < 'remove it'.length))).toEqual([]);
  for (const table of page.split(/^## /m).slice(1)) {
    const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
    expect(listed).toEqual([...new Set(listed)].sort());
  }
});
