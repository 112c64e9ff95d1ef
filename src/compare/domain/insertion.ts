import { type Bits, hasBit } from './bits';
import { type Glob, globPositions } from './glob';

/** A place in the strings of a minterm at which text can be inserted again and again without leaving the minterm. */
export interface Insertion {
  readonly before: string;
  readonly after: string;
  /** The literals that can be inserted, each followed by the separator. */
  readonly literals: ReadonlySet<string>;
}

/** How many separators are tried in front of a place: they bring patterns with `?` to their end. */
const MOST_SEPARATORS = 3;

/** The globs of a dimension, as far as places of insertion are looked for. */
export class Insertions {
  /** How many characters were read. */
  public work = 0;

  /** @param separator a character that no literal and no glob holds */
  public constructor(private readonly globs: readonly Glob[], private readonly separator: string) {}

  /**
   * The place of insertion in a string that takes most of the literals, and of those the first for which `cost` is least.
   *
   * Where reading a literal and a separator leads all globs back to where they were, so does any sequence of such literals: one check of each proves that
   * all sequences of them lie in the minterm.
   *
   * @param truth the globs that match the string
   * @param from at least so many characters go before the place
   * @param behind at least so many go after it
   */
  public find(
    truth: Bits,
    witness: string,
    literals: readonly string[],
    { from, behind }: { readonly from: number; readonly behind: number },
    cost: (base: string) => number,
  ): Insertion | undefined {
    const chars = Array.from(witness);
    let best: (Insertion & { readonly cost: number }) | undefined;
    for (let at = 0; at <= chars.length; at++) {
      const [head, after] = [chars.slice(0, at).join(''), chars.slice(at).join('')];
      if (head.length < from || after.length < behind) continue;
      for (let count = 1; count <= MOST_SEPARATORS; count++) {
        const before = head + this.separator.repeat(count);
        const state = this.read(before);
        if (!this.ends(state, after, truth)) continue;
        const taken = new Set(literals.filter((literal) => this.returns(state, literal + this.separator)));
        const found = { before, after, literals: taken, cost: cost(before + after) };
        if (best === undefined || taken.size > best.literals.size || (taken.size === best.literals.size && found.cost < best.cost)) best = found;
        if (best.literals.size === literals.length && best.cost === 0) return best;
      }
    }
    return best;
  }

  private read(text: string): readonly ReadonlySet<number>[] {
    return this.globs.map((glob) => this.step(glob, text));
  }

  private step(glob: Glob, text: string, from?: ReadonlySet<number>): ReadonlySet<number> {
    this.work += text.length;
    return globPositions(glob, text, from);
  }

  private ends(state: readonly ReadonlySet<number>[], after: string, truth: Bits): boolean {
    return this.globs.every((glob, index) => (
      (state[index].size > 0 && this.step(glob, after, state[index]).has(glob.length)) === hasBit(truth, index)
    ));
  }

  private returns(state: readonly ReadonlySet<number>[], text: string): boolean {
    return this.globs.every((glob, index) => state[index].size === 0 || same(state[index], this.step(glob, text, state[index])));
  }
}

function same(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((at) => b.has(at));
}
