import { globsOverlap } from '../../decide/match/glob-overlap';
import type { Evaluation } from '../../platforms/evaluation';
import { matchesActionPattern } from '../../policy/action-pattern';
import type { Statement } from '../../policy/document';
import { replaceBraces } from '../../policy/pattern/braces';
import { globCodes, type GlobCodes } from '../../policy/pattern/glob';
import { UNKNOWN_TEXT } from '../../policy/unknown-text';

/**
 * Finds, for one statement of a policy after another, the others that can be about the same request at all, which most of a policy's can't.
 *
 * Two patterns share a text only where one's literal beginning begins the other's. So the beginnings are looked up, each in the sorted list of
 * all, and only what is found there is looked at in full: near the number of the statements where they are about different folders.
 */
export class OverlappingStatements {
  /** How many pairs were looked at in full. */
  public looked = 0;
  private readonly reaches: readonly Reach[];
  private readonly sorted: ReadonlyArray<readonly [beginning: string, index: number]>;
  private readonly beginnings = new Map<string, number[]>();
  /** Those that may be about any resource. */
  private readonly anywhere: readonly number[];

  public constructor(statements: readonly Statement[], evaluation: Evaluation | undefined) {
    this.reaches = statements.map((statement) => reachOf(statement, evaluation));
    const all = this.reaches.flatMap(({ resources = [] }, index) => resources.map(({ beginning }) => [beginning, index] as const));
    this.sorted = all.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    for (const [beginning, index] of this.sorted) this.beginnings.set(beginning, [...this.beginnings.get(beginning) ?? [], index]);
    this.anywhere = this.reaches.flatMap(({ resources }, index) => (resources === undefined ? [index] : []));
  }

  /** The numbers of the statements that a statement overlaps, in their order. */
  public of(index: number): readonly number[] {
    const reach = this.reaches[index];
    const near = reach.resources === undefined ? this.reaches.keys() : this.near(reach.resources);
    return [...near].filter((other) => other !== index && this.overlaps(reach, this.reaches[other])).sort((a, b) => a - b);
  }

  private near(resources: readonly Pattern[]): Set<number> {
    const found = new Set(this.anywhere);
    for (const { beginning } of resources) {
      for (let length = 0; length < beginning.length; length++) {
        this.beginnings.get(beginning.slice(0, length))?.forEach((one) => found.add(one));
      }
      for (let at = this.firstFrom(beginning); at < this.sorted.length && this.sorted[at][0].startsWith(beginning); at++) {
        found.add(this.sorted[at][1]);
      }
    }
    return found;
  }

  private firstFrom(beginning: string): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle][0] < beginning) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private overlaps(one: Reach, other: Reach): boolean {
    this.looked += 1;
    return anyOverlap(one.actions, other.actions) && anyOverlap(one.resources, other.resources);
  }
}

/** What a statement can be about; undefined where that is anything but some. */
interface Reach {
  readonly actions?: readonly Pattern[];
  readonly resources?: readonly Pattern[];
}

interface Pattern {
  readonly codes: GlobCodes;
  /** Up to its first wildcard. */
  readonly beginning: string;
}

function reachOf({ actions, resources }: Statement, evaluation: Evaluation | undefined): Reach {
  return {
    actions: actions && [...actions, ...meantThere(actions, evaluation)].map((text) => patternOf(text.toLowerCase())),
    // a bucket may be taken for the folder of its name
    resources: (evaluation?.bucketAsFolder === true ? resources?.flatMap((text) => [text, `${text}/`]) : resources)?.map(patternOf),
  };
}

function patternOf(given: string): Pattern {
  // a variable may have any value, and so may what a source doesn't tell
  const text = replaceBraces(given, () => '*').replaceAll(UNKNOWN_TEXT, '*');
  return { codes: globCodes(text), beginning: text.split(/[*?]/, 1)[0] };
}

/** What a platform hears of actions in the names of others. */
function meantThere(texts: readonly string[], { alsoGrants = {}, checkedAs = {} }: Evaluation = {}): readonly string[] {
  const heard = [...Object.entries(alsoGrants), ...Object.entries(checkedAs).map(([name, { action }]) => [name, [action]] as const)];
  return heard.flatMap(([name, others]) => (texts.some((text) => matchesActionPattern(text, name)) ? others : []));
}

function anyOverlap(some: readonly Pattern[] | undefined, others: readonly Pattern[] | undefined): boolean {
  if (some === undefined || others === undefined) return true;
  return some.some((one) => others.some((other) => globsOverlap(one.codes, other.codes)));
}
