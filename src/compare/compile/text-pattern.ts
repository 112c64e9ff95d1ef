import { type Token, tokenize, type VariableSyntax } from '../../decide/match/tokens';
import type { PolicyVersion } from '../../policy/document';
import { UNKNOWN_TEXT } from '../../state/access-state';
import { BoundedCache, CACHE_LIMITS } from '../domain/bounded-cache';
import { type Glob, type GlobElement, character, one, run } from '../domain/glob';

/**
 * What is known of the request's keys before the search: the keys that follow from the principal, and those that a scenario fixes.
 * `null` says that the request lacks the key; keys that aren't there are free. Names are in lower case.
 */
export type FixedKeys = ReadonlyMap<string, readonly string[] | null>;

/** How policy text is read. */
export interface TextSyntax {
  readonly version: PolicyVersion;
  readonly wildcards: boolean;
  /** In other versions than 2012-10-17 none, where they are as on AWS. */
  readonly variables: VariableSyntax;
  /** Whether letters match in either case. */
  readonly fold: boolean;
  readonly fixed: FixedKeys;
  /** Put before the name of text that isn't known, so that unknown text of the two states is equal only where it may be taken to be. */
  readonly unknowns: string;
}

/** Policy text as a glob. */
export interface TextPattern {
  /** What the text matches; at most that, where it is opaque. */
  readonly glob: Glob;
  /** Where the text has parts whose value isn't known: a name, equal for texts that match the same strings in every request. */
  readonly opaque?: string;
  /** The keys of the variables in it that aren't fixed, in lower case. */
  readonly keys: readonly string[];
}

/**
 * Reads policy text.
 *
 * @returns undefined for text that can match nothing, because a variable in it has no value
 */
export function readText(text: string, syntax: TextSyntax): TextPattern | undefined {
  const pieces = piecesOf(text, syntax);
  return pieces && toGlob(pieces, text, syntax, () => '');
}

/**
 * Reads an ARN pattern: wildcards in its first five parts don't match `:`. A pattern of fewer than six parts that ends in `*` is open-ended.
 *
 * @returns undefined for text that can match no ARN, or nothing at all
 */
export function readArn(text: string, syntax: TextSyntax): TextPattern | undefined {
  // text without a variable says the same wherever it stands, and policies say much of it again and again
  if (!syntax.wildcards || syntax.fold || text.includes('$') || text.includes(UNKNOWN_TEXT)) return toArn(text, syntax);
  return plainArns.get(text, () => ({ pattern: toArn(text, syntax) })).pattern;
}

const plainArns = new BoundedCache<string, { readonly pattern: TextPattern | undefined }>(CACHE_LIMITS.arns);

function toArn(text: string, syntax: TextSyntax): TextPattern | undefined {
  const pieces = piecesOf(text, syntax);
  if (pieces === undefined) return undefined;
  const colons = pieces.reduce((sum, piece) => sum + colonsOf(piece), 0);
  const last = pieces.length - 1;
  const open = pieces[last]?.kind === 'run';
  if (colons < 5 && !open && !pieces.some(({ kind }) => kind === 'unknown' || kind === 'variable')) return undefined;
  return toGlob(pieces, text, syntax, (before, index) => (before >= 5 || (colons < 5 && index === last) ? '' : ':'));
}

/** The pieces of the text with every value that is known in its place; undefined where a variable has no value. */
function piecesOf(text: string, syntax: TextSyntax): readonly Token[] | undefined {
  const pieces: Token[] = [];
  for (const token of tokenize(text, { wildcards: syntax.wildcards, variables: syntax.variables === true ? syntax.version === '2012-10-17' : syntax.variables })) {
    if (token.kind !== 'variable') {
      pieces.push(token);
      continue;
    }
    const value = variableValue(token, syntax.fixed);
    if (value === undefined) return undefined;
    pieces.push(value === FREE ? token : value.includes(UNKNOWN_TEXT) ? { kind: 'unknown' } : { kind: 'literal', text: value });
  }
  return pieces;
}

function colonsOf(piece: Token): number {
  return piece.kind === 'literal' ? piece.text.split(':').length - 1 : 0;
}

function toGlob(pieces: readonly Token[], text: string, syntax: TextSyntax, exceptAt: (colonsBefore: number, index: number) => string): TextPattern {
  const glob: GlobElement[] = [];
  let colons = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'literal') for (const char of piece.text) glob.push(character(char, syntax.fold));
    else if (piece.kind === 'run') glob.push(run(exceptAt(colons, index)));
    else if (piece.kind === 'one') glob.push(one(exceptAt(colons, index)));
    else glob.push(run());
    colons += colonsOf(piece);
  }
  const keys = pieces.flatMap((piece) => (piece.kind === 'variable' ? [piece.key] : []));
  const unknown = pieces.some(({ kind }) => kind === 'unknown');
  if (!unknown && keys.length === 0) return { glob, keys };
  return { glob, keys, opaque: `${text.includes(UNKNOWN_TEXT) ? syntax.unknowns : ''}${syntax.fold ? 'i' : ''}${syntax.wildcards ? 'w' : ''}:${text}` };
}

const FREE = Symbol('free');

function variableValue(token: Extract<Token, { kind: 'variable' }>, fixed: FixedKeys): string | typeof FREE | undefined {
  if (token.key === '') return token.fallback;
  const values = fixed.get(token.key);
  if (values === null) return token.fallback;
  return values?.length === 1 ? values[0] : FREE;
}
