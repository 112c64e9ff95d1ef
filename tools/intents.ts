/*
 * The grants and guards of the core, as the class lists of the engines need them: read from the sources, so that they are written down once.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** A grant or guard of the core. */
export interface CoreIntent {
  /** The name of its construct: `ReadOnlyPrefix`. */
  readonly name: string;
  /** The function of the core: `readOnlyPrefix`. */
  readonly intent: string;
  /** The type of its props: `ReadOnlyPrefixProps`. */
  readonly props: string;
  /** The room that it is in. */
  readonly room: 'grants' | 'guards';
  /** Its file, without the ending. */
  readonly file: string;
  /** All types that its file exports. */
  readonly types: readonly string[];
  /** What it may be put on: of a guard that leaves it open, both. */
  readonly on: 'bucket' | 'principal' | 'both';
  /** What it does, in a sentence without its full stop, and what else a reader of the construct should know. */
  readonly sentence: string;
  readonly more: string;
  /** How it is made on Terraform's engines and on Pulumi, in lines of code. */
  readonly example: { readonly terraform: readonly string[]; readonly pulumi: readonly string[] };
}

const src = join(__dirname, '..', 'src');

/** `ReadOnlyPrefix` as a file is called: `read-only-prefix`. */
export const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase();

/** All grants or guards, in the order of the room's index. */
export function coreIntents(room: CoreIntent['room']): readonly CoreIntent[] {
  const files = [...readFileSync(join(src, room, 'index.ts'), 'utf8').matchAll(/^export \* from '\.\/([\w-]+)';$/gm)].map(([, file]) => file);
  return files.flatMap((file) => intentsOf(room, file, readFileSync(join(src, room, `${file}.ts`), 'utf8')));
}

/** The intents that a file exports: none where it exports something else. */
export function intentsOf(room: CoreIntent['room'], file: string, text: string): readonly CoreIntent[] {
  const source = ts.createSourceFile(`${file}.ts`, text, ts.ScriptTarget.ES2022, true);
  const types = source.statements.filter((one): one is ts.InterfaceDeclaration | ts.TypeAliasDeclaration =>
    (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)) && isExported(one)).map(({ name }) => name.text);
  return source.statements.filter((one): one is ts.VariableStatement => ts.isVariableStatement(one) && isExported(one)).flatMap((statement) => {
    const [{ name, type, initializer }] = statement.declarationList.declarations;
    const props = /\b(\w+Props)\b/.exec(type?.getText() ?? '')?.[1];
    if (!ts.isIdentifier(name) || initializer === undefined || props === undefined || !/\b(Grant|Guard)>?$/.test(type?.getText() ?? '')) return [];
    const construct = `${name.text[0].toUpperCase()}${name.text.slice(1)}`;
    const on = placeOf(room, initializer);
    const [comment, doc] = commentsOf(statement, text);
    return [{ name: construct, intent: name.text, props, room, file, types, on, ...described(construct, name.text, on, comment, doc) }];
  });
}

const isExported = (node: ts.HasModifiers): boolean => ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** Where it goes: a grant that names its principals becomes part of a bucket policy, and a guard may say what its targets are. */
function placeOf(room: CoreIntent['room'], initializer: ts.Expression): CoreIntent['on'] {
  const assignments: ts.PropertyAssignment[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) assignments.push(node);
    ts.forEachChild(node, walk);
  };
  walk(initializer);
  const valueOf = (name: string): string | undefined => assignments.find((one) => one.name.getText() === name)?.initializer.getText();
  if (room === 'grants') return valueOf('principals') === undefined ? 'principal' : 'bucket';
  const targets = valueOf('targets');
  if (targets === undefined) return 'both';
  return targets === "['bucket']" ? 'bucket' : 'principal';
}

/** The lines `// @construct …` above a doc comment, and the text of the doc comment. */
function commentsOf(statement: ts.Statement, text: string): readonly [construct: readonly string[], doc: string] {
  const ranges = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
  const texts = ranges.map(({ pos, end }) => text.slice(pos, end));
  const doc = texts.filter((one) => one.startsWith('/**')).at(-1) ?? '';
  return [texts.filter((one) => one.startsWith('// @construct')), doc.slice(3, -2).replace(/^\s*\* ?/gm, '').trim()];
}

type Described = Pick<CoreIntent, 'sentence' | 'more' | 'example'>;

/**
 * What the doc of a construct says: what `@construct` lines say, else what the doc comment of the function does. A line begins with a capital
 * letter where it is prose; `(pulumi)` marks code of Pulumi alone.
 */
function described(name: string, intent: string, on: CoreIntent['on'], comment: readonly string[], doc: string): Described {
  const lines = comment.map((line) => /^\/\/ @construct(\(pulumi\))? (.*)$/.exec(line) ?? []).map(([, pulumi, line]) => ({ pulumi: pulumi !== undefined, line }));
  const prose = lines.filter(({ line }) => /^[A-Z]/.test(line)).map(({ line }) => line);
  const code = (pulumi: boolean) => lines.filter((one) => !/^[A-Z]/.test(one.line) && one.pulumi === pulumi).map(({ line }) => line);
  const common = code(false).length > 0 ? code(false) : [derivedExample(name, intent, on, doc)];
  const pulumi = code(true).length > 0 ? code(true) : common.map((line) => line.replace('bucket: bucket.id', 'bucket: releases.id'));
  const terraform = common.map((line) => line.replace(`new ${name}(`, `new ${name}(this, `));
  const [first = /^[^:.;(]*[^:.;( ]/.exec(doc)?.[0] ?? name, ...more] = prose;
  return { sentence: first.replace(/\.$/, ''), more: more.join(' '), example: { terraform, pulumi } };
}

/** The construct that does what the example of the function does. */
function derivedExample(name: string, intent: string, on: CoreIntent['on'], doc: string): string {
  const call = new RegExp(`\\b${intent}\\(\\{ ?(.*?) ?\\}?\\)`, 's').exec(doc.slice(doc.indexOf('@example')))?.[1] ?? '';
  const target = on === 'principal' ? 'on: dana' : 'bucket: bucket.id';
  const props = [...(doc.includes('guards:') ? [target] : []), ...(call === '' ? [] : [call])].join(', ');
  return `new ${name}('${kebab(name)}', { ${props} });`;
}
