import { Attributes } from './hcl/attributes';

/** What an element of a list or an object costs, in characters: about as much memory as it takes. */
const ELEMENT = 32;

/** More than any honest stack holds in one value. */
const LARGEST_VALUE = 8_000_000;

/** What any source may amount to, all its values together. */
const SMALLEST_BUDGET = 32_000_000;

/** What a source may amount to beside that, as a multiple of itself: a large stack is honest work. */
const GROWTH = 16;

/** What functions may look at in all, in elements: the same list may be given to as many. */
const MOST_STEPS = 40_000_000;

/** What a turn of a `for` costs, which computes in names of its own. */
const ITEM = 100;

/** Nested deeper than this, a value is too large. */
const DEEPEST = 1000;

/** What an instance of a block costs: it has attributes of its own, and anyone who reads it makes something of each. */
const INSTANCE = 1000;

/** Why a value is unknown that the budget of a reading has no room for. */
export const TOO_LARGE = 'the values of the source grow beyond what is read: to 8 million characters in one value, or to more than 32 million and 16 times the source in all';

/**
 * How much may still be computed in one reading. Names of values that hold each other twice, lists of such lists, counts and splats make
 * gigabytes of a source of a few hundred letters; what goes beyond the budget isn't computed, and is unknown.
 *
 * Everything costs what it would take written out, parts that are shared as often as they stand somewhere: anyone who walks a value walks them
 * as often.
 */
export class Budget {
  private left = SMALLEST_BUDGET;
  private steps = MOST_STEPS;
  /** Sources that haven't made room yet: most readings need none of it, and to weigh a source takes longer than to parse it. */
  private sources: unknown[] = [];
  private readonly weights = new WeakMap<object, number>();

  /** Makes room for what a source itself says. */
  public add(source: unknown): void {
    this.sources.push(source);
  }

  /** Whether nothing more is computed. */
  public get isSpent(): boolean {
    return this.left < 0 || this.steps < 0;
  }

  /** Whether there is room for a value of this many characters. Once there wasn't, there is none for anything. */
  public take(weight: number): boolean {
    this.left -= weight;
    if (this.left < 0) this.makeRoom();
    return this.left >= 0;
  }

  /** Whether there is room for so many elements. */
  public takeElements(count: number): boolean {
    return this.take(count * ELEMENT);
  }

  /** Whether there is room for so many instances of a block. */
  public takeInstances(count: number): boolean {
    return this.take(count * INSTANCE);
  }

  /** Whether there is room for so many turns of a `for`. */
  public takeItems(count: number): boolean {
    return this.take(count * ITEM);
  }

  /** Whether a value that was just computed is small enough, and there is room for what is new of it: parts were paid for when they were computed. */
  public takeNew(value: unknown): boolean {
    return this.weigh(value) <= LARGEST_VALUE && this.take(ownWeight(value));
  }

  /** Whether functions may look at a value once more. */
  public takeSteps(value: unknown): boolean {
    this.steps -= this.weigh(value) / ELEMENT;
    return this.steps >= 0;
  }

  /** Whether a value is small enough, and there is room for all of it to be walked once. */
  public takeAll(value: unknown): boolean {
    const weight = this.weigh(value);
    return weight <= LARGEST_VALUE && this.take(weight);
  }

  private makeRoom(): void {
    const weights = this.sources.map((source) => this.weigh(source)).filter(Number.isFinite);
    this.sources = [];
    this.left += weights.reduce((sum, weight) => sum + GROWTH * weight, 0);
  }

  private weigh(value: unknown, depth = 0): number {
    if (typeof value === 'string') return value.length;
    // what a resource has is computed when it is asked for, and paid for then
    if (typeof value !== 'object' || value === null || value instanceof Attributes) return 1;
    const known = this.weights.get(value);
    if (known !== undefined) return known;
    if (depth > DEEPEST) return Infinity;
    let weight = ownWeight(value);
    // should it hold itself, it costs as much as it has room for
    this.weights.set(value, Infinity);
    for (const item of Object.values(value)) weight += this.weigh(item, depth + 1);
    this.weights.set(value, weight);
    return weight;
  }
}

/** What a value costs beside its parts. */
function ownWeight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || value instanceof Attributes) return 1;
  if (Array.isArray(value)) return value.length * ELEMENT;
  return Object.keys(value).reduce((sum, key) => sum + ELEMENT + key.length, 0);
}
