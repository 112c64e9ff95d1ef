import { isUnevaluated } from '../../decide/compiled-statement';
import { withAlsoGranted } from '../../decide/match/action';
import type { Evaluation } from '../../platforms/evaluation';
import type { Statement } from '../../policy/document';
import { s3Arn } from '../../policy/s3-arn';
import { character, type Glob, elementAccepts, run } from '../domain/glob';
import { shapeGlob } from '../model/request-model';
import type { Clause } from './cube';
import type { TextPattern } from './text-pattern';

/** A statement as its platform reads it; undefined where it never applies. */
export function readStatement(statement: Statement, evaluation: Evaluation | undefined): Statement | undefined {
  if (evaluation === undefined) return statement;
  if (isUnevaluated(statement, evaluation)) return undefined;
  const { alsoGrants } = evaluation;
  if (alsoGrants === undefined) return statement;
  const { actions, notActions } = statement;
  const withOthers = (texts: readonly string[] | undefined) => texts && withAlsoGranted(texts, alsoGrants);
  return { ...statement, actions: withOthers(actions), notActions: withOthers(notActions) };
}

/** What a statement's patterns match of buckets, or of what is in them. */
export interface ScopedPatterns {
  readonly patterns: readonly (TextPattern | undefined)[];
  /** The resources of the place. */
  readonly clause: Clause;
}

const BUCKETS: readonly Glob[] = [[...shapeGlob(s3Arn('', '*')), run('/')]];

/**
 * What patterns match where a bucket is taken for the folder `bucket/`. The rule is `decide`'s: of a bucket, what is left of a pattern
 * before the slash; a pattern without wildcards matches with and without a slash behind it.
 */
export function scopedPatterns(texts: readonly string[], read: (text: string) => TextPattern | undefined): readonly ScopedPatterns[] {
  const pairs = texts.map((text) => ({ pattern: read(text), isPlain: !/[*?]/.test(text) }));
  const ofBuckets = pairs.flatMap(({ pattern, isPlain }) => (
    pattern === undefined ? [undefined] : [...isPlain ? [pattern.glob] : [], ...beforeSlash(pattern.glob)].map((glob) => ({ ...pattern, glob }))
  ));
  const ofObjects = pairs.flatMap(({ pattern, isPlain }) => (
    pattern !== undefined && isPlain ? [pattern, { ...pattern, glob: [...pattern.glob, character('/')] }] : [pattern]
  ));
  return [
    { patterns: ofBuckets, clause: { globs: BUCKETS, negated: false } },
    { patterns: ofObjects, clause: { globs: BUCKETS, negated: true } },
  ];
}

/** What must come before a slash for both together to match. */
function beforeSlash(glob: Glob): readonly Glob[] {
  const last = glob.at(-1);
  if (last === undefined) return [];
  const rest = glob.slice(0, -1);
  const takesSlash = elementAccepts(last, '/');
  if (last.kind === 'run') return [...takesSlash ? [glob] : [], ...beforeSlash(rest)];
  return takesSlash ? [rest] : [];
}
