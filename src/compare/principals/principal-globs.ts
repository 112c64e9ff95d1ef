import { principalEntries } from '../../decide/match/principal';
import type { Condition, PolicyDocument, PolicyVersion } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { readArn, readText } from '../compile/text-pattern';
import { type Glob, type GlobElement, character, literalGlob, run } from '../domain/glob';
import { LimitPassed } from '../domain/limits';
import { shapeGlob } from '../model/request-model';
import { variableGlobs } from './variable-globs';

/** Patterns of ARNs, of which any says the same of a principal. */
export type ArnGlobs = readonly Glob[];

type Line = Condition & { readonly version: PolicyVersion };

const ANY_ACCOUNT: Glob = shapeGlob('arn:*:iam::');
/** The ARN of anyone who is named by a pattern of a condition's value, for each key that follows from the ARN. */
const ARNS: ReadonlyMap<string, (value: Glob) => ArnGlobs> = new Map<string, (value: Glob) => ArnGlobs>([
  ['aws:principalarn', (value) => [value]],
  ['aws:principalaccount', (value) => (isNumber(value) ? [[...ANY_ACCOUNT, ...value, character(':'), run()]] : [])],
  // a user's name is what stands behind its path
  ['aws:username', (value) => (isName(value) ? ['arn:*:iam::*:user/', 'arn:*:iam::*:user/+/'].map((before) => [...shapeGlob(before), ...value.map(withoutSlash)]) : [])],
  // only the id of a root user can be written in advance
  ['aws:userid', (value) => (isNumber(value) ? [[...ANY_ACCOUNT, ...value, ...literalGlob(':root')]] : [])],
]);

/**
 * What conditions on the principal distinguish, as patterns of ARNs.
 *
 * @throws LimitPassed for a condition that holds a principal against something else than text
 */
export function conditionGlobs(documents: readonly PolicyDocument[]): readonly ArnGlobs[] {
  return linesOf(documents).flatMap((line) => {
    const arns = ARNS.get(line.key.toLowerCase());
    const base = parseOperator(line.operator)?.base;
    if (arns === undefined || base === undefined || base.type === 'null') return [];
    if (base.type !== 'string' && base.type !== 'arn') throw new LimitPassed(`${line.operator} of ${line.key} doesn't distinguish principals by text`);
    const syntax = {
      version: line.version, wildcards: base.wildcards, variables: base.variables, fold: base.comparison === 'equalsIgnoreCase', fixed: new Map(), unknowns: '',
    };
    return line.values.flatMap((value) => {
      const pattern = (base.type === 'arn' ? readArn : readText)(value, syntax);
      return pattern === undefined ? [] : [arns(pattern.glob)];
    });
  });
}

/** What variables that follow from the principal distinguish, as patterns of ARNs. */
export function variableArns(documents: readonly PolicyDocument[]): readonly ArnGlobs[] {
  return [...ARNS].flatMap(([key, arns]) => variableGlobs(documents, key).map(arns));
}

/** The values of conditions on the principal. */
export function conditionTexts(documents: readonly PolicyDocument[]): readonly string[] {
  return linesOf(documents).filter(({ key }) => ARNS.has(key.toLowerCase())).flatMap(({ values }) => values);
}

/** The accounts of which resource policies speak: as principals, or in conditions on the principal. */
export function accountsOf(documents: readonly PolicyDocument[], entries: readonly string[]): readonly string[] {
  const written = [...conditionTexts(documents), ...entries.filter((entry) => entry.endsWith(':root'))];
  return [...new Set(written.flatMap((text) => /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(text)?.[1] ?? []))];
}

/** All principals of an account. */
export function accountGlob(account: string): Glob {
  return [...ANY_ACCOUNT, ...literalGlob(`${account}:`), run()];
}

/** The principals that documents name, as they are written. */
export function namedIn(documents: readonly PolicyDocument[]): readonly string[] {
  return documents.flatMap(({ statements }) => statements.flatMap(({ principals, notPrincipals }) => (
    [principals, notPrincipals].flatMap((list) => (list === undefined ? [] : principalEntries(list)))
  )));
}

function linesOf(documents: readonly PolicyDocument[]): readonly Line[] {
  return documents.flatMap(({ version, statements }) => (
    statements.flatMap(({ conditions = [] }) => conditions.map((line) => ({ ...line, version })))
  ));
}

/** Whether a pattern can match an account's id. */
function isNumber(value: Glob): boolean {
  return value.every((element) => element.kind !== 'char' || /\d/.test(element.char));
}

/** Whether a pattern can match a user's name. */
function isName(value: Glob): boolean {
  return value.every((element) => element.kind !== 'char' || !/[/:]/.test(element.char));
}

function withoutSlash(element: GlobElement): GlobElement {
  return element.kind === 'char' ? element : { kind: element.kind, except: `${element.except}/` };
}
