import { s3Arn } from '../../policy/s3-arn';
import type { Cube, StatementSource } from '../compile/cube';
import { askedKeys } from '../compile/statement-key';
import { type FixedKeys, readArn, readText, type TextSyntax } from '../compile/text-pattern';
import { type Bits, hasBit } from '../domain/bits';
import { type Glob, globKey, run } from '../domain/glob';
import { exactText, globText } from '../domain/glob-text';
import { shapeGlob } from '../model/request-model';
import type { Diff } from '../search/find-changes';
import { type Candidate, coverRegion } from './cover';
import type { Region } from './region';

/** Says sets of minterms in the patterns of the statements. */
export class Patterns {
  private readonly actions: readonly Candidate[];
  private readonly resources: readonly Candidate[];
  private readonly remembered = new Map<string, readonly Candidate[]>();

  public constructor(private readonly diff: Diff, fixed: (asked: readonly string[]) => FixedKeys) {
    const { actionGlobs, resourceGlobs, problem, model } = diff;
    const sources = problem.sources.flatMap(({ before, after }) => [...before, ...after]);
    const syntax = (source: StatementSource, variables: boolean): TextSyntax => (
      { version: source.version, wildcards: true, variables, fold: false, fixed: fixed(askedKeys(source.statement)), unknowns: '' }
    );
    const actions = new Map<string, Glob>(model.patterns.map((text) => [text, shapeGlob(text, '')]));
    const resources = new Map<string, Glob>([['*', [run()]]]);
    for (const source of new Set(sources)) {
      for (const text of [...source.statement.actions ?? [], ...source.statement.notActions ?? []]) {
        const pattern = readText(text.toLowerCase(), syntax(source, false));
        if (pattern !== undefined) actions.set(text, pattern.glob);
      }
      for (const text of [...source.statement.resources ?? [], ...source.statement.notResources ?? []]) {
        const pattern = readArn(text, syntax(source, true));
        if (pattern !== undefined && pattern.opaque === undefined) resources.set(text, pattern.glob);
      }
    }
    for (const [text, glob] of bucketPatterns(problem.cubes, model.partition)) if (!resources.has(text)) resources.set(text, glob);
    this.actions = [...actions].map(([text, glob]) => ({ text, glob, covers: covered(diff.actions, actionGlobs.find(glob), glob) }));
    this.resources = [...resources].map(([text, glob]) => ({ text, glob, covers: covered(diff.resources, resourceGlobs.find(glob), glob) }));
  }

  /** How many minterms all patterns of resources cover together. */
  public get width(): number {
    return this.resources.reduce((sum, { covers }) => sum + covers.size, 0);
  }

  /** A rectangle of requests as patterns. Classes that no request of it could have don't count. */
  public say(
    actions: ReadonlySet<number>,
    resources: ReadonlySet<number>,
  ): { readonly said: Pick<Region, 'actions' | 'actionsExcept' | 'resources' | 'resourcesExcept'>; readonly exact: boolean; readonly length: number } {
    const all = { actions: this.diff.actions, resources: this.diff.resources };
    const what = coverRegion(
      actions,
      this.possible('actions', shapesOf(all.resources, resources)),
      (index) => (all.actions[index].future ? [] : all.actions[index].names),
      (index) => all.actions[index].witness,
    );
    const where = coverRegion(resources, this.possible('resources', shapesOf(all.actions, actions)), () => [], (index) => exactText(all.resources[index].witness));
    const said = { actions: what.patterns, actionsExcept: what.except, resources: where.patterns, resourcesExcept: where.except };
    return { said, exact: what.exact && where.exact, length: Object.values(said).flat().length };
  }

  /** The patterns with those of their minterms that go with any of the shapes; there are few sets of shapes, so each is worked out once. */
  private possible(dimension: 'actions' | 'resources', shapes: ReadonlySet<string>): readonly Candidate[] {
    const key = [dimension, ...[...shapes].sort()].join(' ');
    let candidates = this.remembered.get(key);
    if (candidates === undefined) {
      const minterms: readonly { readonly shapes: ReadonlySet<string> }[] = this.diff[dimension];
      const possible = new Set(minterms.flatMap((one, index) => ([...one.shapes].some((shape) => shapes.has(shape)) ? [index] : [])));
      this.remembered.set(key, candidates = within(this[dimension], possible));
    }
    return candidates;
  }
}

function shapesOf(minterms: readonly { readonly shapes: ReadonlySet<string> }[], numbers: ReadonlySet<number>): ReadonlySet<string> {
  return new Set([...numbers].flatMap((number) => [...minterms[number].shapes]));
}

function within(candidates: readonly Candidate[], possible: ReadonlySet<number>): readonly Candidate[] {
  return candidates.map(({ covers, ...one }) => ({ ...one, covers: new Set([...covers].filter((index) => possible.has(index))) }));
}

interface Class {
  readonly truth: Bits;
  readonly witness: string;
}

function covered(minterms: readonly Class[], number: number | undefined, glob: Glob): ReadonlySet<number> {
  const everything = glob.length === 1 && glob[0].kind === 'run' && glob[0].except === '';
  return new Set(
    minterms.flatMap(
      ({ truth, witness }, index) => (everything || (number === undefined ? isPrefixed(witness, glob) : hasBit(truth, number)) ? [index] : []),
    ),
  );
}

/** For the pattern `s3:*`, which no statement may hold: minterms never mix services. */
function isPrefixed(witness: string, glob: Glob): boolean {
  const prefix = glob.flatMap((element) => (element.kind === 'char' ? [element.char] : [])).join('');
  return witness.toLowerCase().startsWith(prefix);
}

const BUCKET = globKey(shapeGlob(s3Arn('', '*')));
const ANY_PARTITION = /^arn:\*:/;

/**
 * Patterns for the buckets that cubes speak of although no statement need write them: a bucket policy speaks of its bucket only.
 *
 * @param partition what to write for any partition
 */
export function bucketPatterns(cubes: readonly Cube[], partition: string): ReadonlyMap<string, Glob> {
  const globs = cubes.flatMap(({ resource }) => resource.flatMap((clause) => clause.globs));
  const buckets = new Map(globs.filter((glob) => globKey(glob).startsWith(BUCKET)).map((glob) => [globKey(glob), glob]));
  return new Map([...buckets.values()].map((glob) => [globText(glob).replace(ANY_PARTITION, `arn:${partition}:`), glob]));
}
