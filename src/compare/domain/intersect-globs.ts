import { character, type Glob, globKey, type GlobElement, elementWithin } from './glob';

/** More globs than this say less than the two that they come from. */
const MOST_GLOBS = 8;
/** Longer ones together are nobody's policy. */
const MOST_ELEMENTS = 1_000;

/**
 * Globs that together match exactly what both match: `b/team/*` and `*.pem` are `b/team/*.pem`.
 *
 * @returns undefined where that takes too many
 */
export function intersectGlobs(a: Glob, b: Glob): readonly Glob[] | undefined {
  if (a.length + b.length > MOST_ELEMENTS) return undefined;
  try {
    const globs = new Intersection(a, b).from(0, 0);
    return globs.length > MOST_GLOBS ? undefined : globs;
  } catch (error) {
    if (error instanceof TooMany) return undefined;
    throw error;
  }
}

class TooMany extends Error {}

/** What is left of both globs, by the places that were reached. */
class Intersection {
  private readonly known = new Map<number, readonly Glob[]>();

  public constructor(private readonly a: Glob, private readonly b: Glob) {}

  public from(i: number, j: number): readonly Glob[] {
    const key = i * (this.b.length + 1) + j;
    let globs = this.known.get(key);
    if (globs === undefined) {
      globs = fewest(this.steps(i, j));
      // what is too much for a rest may still be little when what goes before rules most of it out
      if (globs.length > MOST_GLOBS * MOST_GLOBS) throw new TooMany();
      this.known.set(key, globs);
    }
    return globs;
  }

  private steps(i: number, j: number): readonly Glob[] {
    const [a, b]: readonly (GlobElement | undefined)[] = [this.a[i], this.b[j]];
    const common = a && b && both(a, b);
    // of two runs one ends first, and the other goes on
    if (a?.kind === 'run' && b?.kind === 'run') return begin(common, [...this.from(i + 1, j), ...this.from(i, j + 1)]);
    if (a?.kind === 'run') return [...this.from(i + 1, j), ...begin(common, b === undefined ? [] : this.from(i, j + 1))];
    if (b?.kind === 'run') return [...this.from(i, j + 1), ...begin(common, a === undefined ? [] : this.from(i + 1, j))];
    return a === b && a === undefined ? [[]] : begin(common, common === undefined ? [] : this.from(i + 1, j + 1));
  }
}

function begin(element: GlobElement | undefined, rests: readonly Glob[]): readonly Glob[] {
  if (element === undefined) return [];
  return rests.map((rest) => (element.kind === 'run' && rest[0]?.kind === 'run' && rest[0].except === element.except ? rest : [element, ...rest]));
}

/** What both places take: a run only where both are. */
function both(a: GlobElement, b: GlobElement): GlobElement | undefined {
  if (a.kind !== 'char' && b.kind !== 'char') {
    return { kind: a.kind === 'run' && b.kind === 'run' ? 'run' : 'one', except: [...new Set(a.except + b.except)].join('') };
  }
  if (a.kind !== 'char') return both(b, a);
  if (b.kind !== 'char') return elementWithin(a, b.except) ? a : undefined;
  if (a.char === b.char) return a.fold ? b : a;
  if (a.fold && b.char.toLowerCase() === a.char) return b;
  return b.fold && a.char.toLowerCase() === b.char ? character(a.char) : undefined;
}

/** The globs without those that others match altogether. */
function fewest(globs: readonly Glob[]): readonly Glob[] {
  const distinct = [...new Map(globs.map((glob) => [globKey(glob), glob])).values()].sort((a, b) => a.length - b.length);
  const kept: Glob[] = [];
  for (const glob of distinct) if (!kept.some((wider) => isWithin(glob, wider))) kept.push(glob);
  return kept;
}

/** Whether the wider glob certainly matches all that the glob does. */
function isWithin(glob: Glob, wider: Glob): boolean {
  let positions = closure(wider, [0]);
  for (const element of glob) {
    const next = [...positions].flatMap((at) => {
      if (at === wider.length) return [];
      const by = wider[at];
      if (by.kind === 'run') return elementWithin(element, by.except) ? [at] : [];
      return element.kind !== 'run' && takes(by, element) ? [at + 1] : [];
    });
    if (next.length === 0) return false;
    positions = closure(wider, next);
  }
  return positions.has(wider.length);
}

function takes(by: GlobElement, element: GlobElement): boolean {
  if (by.kind !== 'char') return elementWithin(element, by.except);
  return element.kind === 'char' && (element.char === by.char || (by.fold && element.char.toLowerCase() === by.char)) && (by.fold || !element.fold);
}

function closure(glob: Glob, positions: readonly number[]): ReadonlySet<number> {
  const all = new Set(positions);
  for (const at of all) if (at < glob.length && glob[at].kind === 'run') all.add(at + 1);
  return all;
}
