import { principalEntries } from '../../decide/match/principal';
import type { PolicyDocument, Statement } from '../../policy/document';
import { parseOperator } from '../../policy/operators';
import { askedKeys } from '../compile/statement-key';
import { type FixedKeys, readArn, readText, type TextSyntax } from '../compile/text-pattern';
import { type Glob, globKey, type GlobElement, elementAccepts, run } from '../domain/glob';

/** Stands for the value of a variable while its neighbours are looked at; no policy holds it. */
const VALUE = '\u{F0001}';

/** Reads a text as a glob when keys have values; undefined for one that matches nothing. */
type Read = (fixed: FixedKeys) => Glob | undefined;

/**
 * The values of a variable that other texts distinguish, where both speak of resources or of the same key: of `b/$\{aws:username}/*` beside
 * `b/bob/*` the value `bob`. For two values that the same of these globs match, resources and keys of requests match alike.
 *
 * @param key of the variable, in lower case
 */
export function variableGlobs(documents: readonly PolicyDocument[], key: string): readonly Glob[] {
  const found = new Map<string, Glob>();
  if (!documents.some(({ statements }) => statements.some((statement) => askedKeys(statement).includes(key)))) return [];
  for (const reads of textsOf(documents).values()) {
    const globs = distinct(reads.map((read) => read(new Map([[key, [VALUE]]]))));
    const others = distinct(globs.map(plain));
    for (const glob of globs) {
      glob.forEach((element, at) => {
        if (isValue(element)) for (const other of others) for (const value of valuesIn(glob, at, other)) found.set(globKey(value), value);
      });
    }
  }
  return [...found.values()];
}

/** The texts in which variables may stand, by what they are held against, of statements that may apply to principals that they don't name one by one. */
function textsOf(documents: readonly PolicyDocument[]): ReadonlyMap<string, readonly Read[]> {
  const texts = new Map<string, Read[]>();
  const add = (what: string, read: Read) => texts.set(what, [...texts.get(what) ?? [], read]);
  for (const { version, statements } of documents) {
    const syntax: TextSyntax = { version, wildcards: true, variables: true, fold: false, fixed: new Map(), unknowns: '' };
    for (const statement of statements.filter(speaksOfMany)) {
      const { resources = [], notResources = [], conditions = [] } = statement;
      for (const text of [...resources, ...notResources]) add('', (fixed) => readArn(text, { ...syntax, fixed })?.glob);
      for (const { operator, key, values } of conditions) {
        const base = parseOperator(operator)?.base;
        if (base?.type !== 'string' && base?.type !== 'arn') continue;
        const { wildcards, variables, comparison } = base;
        const read = base.type === 'arn' ? readArn : readText;
        const line = { ...syntax, wildcards, variables, fold: comparison === 'equalsIgnoreCase' };
        for (const text of values) add(key.toLowerCase(), (fixed) => read(text, { ...line, fixed })?.glob);
      }
    }
  }
  return texts;
}

/** Everyone, a whole account, or everyone but some. */
function speaksOfMany({ principals, notPrincipals }: Statement): boolean {
  return notPrincipals !== undefined || (principals !== undefined && principalEntries(principals).some((entry) => !/:(user|role|assumed-role)\//.test(entry)));
}

/** What of `other` the value at a place of `glob` can be, so that what is before it and behind it fits. */
function valuesIn(glob: Glob, at: number, other: Glob): readonly Glob[] {
  // a value that begins or ends within a run has the run to itself
  const starts = meetingEnds(plain(glob.slice(0, at)), other).filter((start) => other[start - 1]?.kind !== 'run');
  const behind = meetingEnds([...plain(glob.slice(at + 1))].reverse(), [...other].reverse());
  const ends = behind.map((end) => other.length - end).filter((end) => other[end]?.kind !== 'run');
  return starts.flatMap((start) => ends.flatMap((end) => {
    const value = other.slice(start, end);
    return value.every(({ kind }) => kind === 'run') ? [] : [value];
  }));
}

/** How far into `other` a string that `glob` matches can reach. */
function meetingEnds(glob: Glob, other: Glob): readonly number[] {
  const width = other.length + 1;
  const seen = new Set([0]);
  for (const state of seen) {
    const [at, there] = [Math.floor(state / width), state % width];
    const [one, two]: readonly (GlobElement | undefined)[] = [glob[at], other[there]];
    if (one?.kind === 'run') seen.add(state + width);
    if (two?.kind === 'run') seen.add(state + 1);
    if (one !== undefined && two !== undefined && meet(one, two)) seen.add((one.kind === 'run' ? at : at + 1) * width + (two.kind === 'run' ? there : there + 1));
  }
  return [...seen].filter((state) => state >= glob.length * width).map((state) => state % width);
}

function meet(one: GlobElement, two: GlobElement): boolean {
  if (one.kind === 'char') return elementAccepts(two, one.char) || (one.fold && elementAccepts(two, one.char.toUpperCase()));
  return two.kind !== 'char' || meet(two, one);
}

function isValue(element: GlobElement): boolean {
  return element.kind === 'char' && element.char === VALUE;
}

/** With any values in place. */
function plain(glob: Glob): Glob {
  return glob.map((element) => (isValue(element) ? run() : element));
}

function distinct(globs: readonly (Glob | undefined)[]): readonly Glob[] {
  return [...new Map(globs.flatMap((glob) => (glob === undefined ? [] : [[globKey(glob), glob] as const]))).values()];
}
