import { RegExpParser, type AST } from '@eslint-community/regexpp';

/*
 * Whether a backtracking engine matches a regular expression in linear time, whatever the text is.
 *
 * The expression becomes the automaton of its positions (Glushkov), with a loop in front where a match may begin anywhere. A backtracking
 * engine tries paths of it, so it is linear when the number of paths of a text is bounded. It is not when there are two ways around a loop
 * for one text (exponential), or two loops that are left and entered on the same text (polynomial).
 *
 * It never takes a slow one for a fast one, but may refuse a fast one: look-arounds and back references count as nothing, and large
 * counts as loops.
 *
 * See Weber and Seidl, "On the degree of ambiguity of finite automata", 1991.
 */

/** How slow an expression may be. */
export type Speed = 'linear' | 'polynomial' | 'exponential';

/** Counts above this are loops. */
const MOST_COPIES = 6;

interface Part {
  readonly nullable: boolean;
  /** Whether it can be passed without any letter and without any condition such as `$`. */
  readonly free: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** Last positions after which nothing else is asked for. */
  readonly freeLast: readonly number[];
}

const EMPTY: Part = { nullable: true, free: true, first: [], last: [], freeLast: [] };

/** How slow a regular expression may be, at worst. */
export function speedOf(source: string, flags = ''): Speed {
  const { pattern, flags: { unicode, ignoreCase, dotAll, multiline, sticky } } = read(source, flags);
  const automaton = new Automaton(`${unicode ? 'u' : ''}${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}`, multiline);
  const inner = automaton.all(pattern.alternatives, !sticky);
  const looks = automaton.looks.map((text) => speedOf(text, flags));
  const speeds = [inner, ...looks];
  return (['exponential', 'polynomial'] as const).find((speed) => speeds.includes(speed)) ?? 'linear';
}

function read(source: string, flags: string): AST.RegExpLiteral {
  return new RegExpParser({ ecmaVersion: 2024 }).parseLiteral(new RegExp(source, flags).toString());
}

class Automaton {
  /** Patterns of look-arounds, which are judged by themselves. */
  public readonly looks: string[] = [];
  private readonly accepts: ReadonlyArray<(letter: string) => boolean> = [];
  private readonly next: Map<number, number>[] = [];
  private isAmbiguous = false;

  public constructor(private readonly flags: string, private readonly multiline: boolean) {}

  public all(alternatives: readonly AST.Alternative[], isSearch: boolean): Speed {
    const anywhere = isSearch ? this.position(() => true) : undefined;
    if (anywhere !== undefined) this.join([anywhere], [anywhere]);
    const parts = alternatives.map((one) => ({ part: this.sequence(one.elements), isAnchored: this.isAnchored(one) }));
    const line = this.multiline && anywhere !== undefined ? this.position((letter) => /[\n\r\u2028\u2029]/.test(letter)) : undefined;
    if (anywhere !== undefined && line !== undefined) this.join([anywhere], [line]);
    for (const { part, isAnchored } of parts) {
      const from = isAnchored ? line : anywhere;
      if (from !== undefined) this.join([from], part.first);
    }
    const done = new Set(parts.flatMap(({ part }) => part.freeLast));
    if (this.isAmbiguous) return 'exponential';
    return this.judge(anywhere, done);
  }

  private isAnchored({ elements: [first] }: AST.Alternative): boolean {
    if (first === undefined) return false;
    if (first.type === 'Assertion') return first.kind === 'start';
    return (first.type === 'Group' || first.type === 'CapturingGroup') && first.alternatives.every((one) => this.isAnchored(one));
  }

  private sequence(elements: readonly AST.Element[]): Part {
    return elements.reduce<Part>((before, element) => this.then(before, this.element(element)), EMPTY);
  }

  private then(before: Part, after: Part): Part {
    this.join(before.last, after.first);
    return {
      nullable: before.nullable && after.nullable,
      free: before.free && after.free,
      first: before.nullable ? [...before.first, ...after.first] : before.first,
      last: after.nullable ? [...before.last, ...after.last] : after.last,
      freeLast: after.free ? [...before.freeLast, ...after.freeLast] : after.freeLast,
    };
  }

  private element(element: AST.Element): Part {
    switch (element.type) {
      case 'Assertion':
        if (element.kind === 'lookahead' || element.kind === 'lookbehind') this.looks.push(`^(?:${element.alternatives.map(({ raw }) => raw).join('|')})`);
        return { ...EMPTY, free: false };
      case 'Group': case 'CapturingGroup': return this.either(element.alternatives);
      case 'Quantifier': return this.repeated(element);
      case 'Backreference': return { ...EMPTY, free: false };
      default: {
        const single = new RegExp(`^(?:${element.raw})$`, this.flags);
        const at = this.position((letter) => single.test(letter));
        return { nullable: false, free: false, first: [at], last: [at], freeLast: [at] };
      }
    }
  }

  private either(alternatives: readonly AST.Alternative[]): Part {
    const parts = alternatives.map((one) => this.sequence(one.elements));
    return {
      nullable: parts.some(({ nullable }) => nullable),
      free: parts.some(({ free }) => free),
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
      freeLast: parts.flatMap(({ freeLast }) => freeLast),
    };
  }

  private repeated({ element, min, max }: AST.Quantifier): Part {
    const isLoop = max > MOST_COPIES;
    const copies = isLoop ? Math.min(Math.max(min, 1), MOST_COPIES) : max;
    let rest = EMPTY;
    // from behind, so that an optional copy is reached through those before it alone: x(x(x)?)?
    for (let copy = copies; copy >= 1; copy--) {
      const part = this.element(element);
      if (isLoop && copy === copies) this.join(part.last, part.first);
      const whole = this.then(part, rest);
      rest = copy > min ? { ...whole, nullable: true, free: true } : whole;
    }
    return rest;
  }

  private position(accepts: (letter: string) => boolean): number {
    (this.accepts as Array<(letter: string) => boolean>).push(accepts);
    return this.next.push(new Map()) - 1;
  }

  /** Steps from one position to another; two ways to the same step are an ambiguity of their own when they lie on a loop. */
  private join(from: readonly number[], to: readonly number[]): void {
    for (const one of from) for (const other of to) this.next[one].set(other, (this.next[one].get(other) ?? 0) + 1);
  }

  private judge(anywhere: number | undefined, done: ReadonlySet<number>): Speed {
    const reach = this.next.map((_, index) => reachable([index], (at) => [...this.next[at].keys()]));
    const loops = this.next.map((_, index) => index).filter((index) => reach[index].has(index));
    for (const one of loops) for (const [other, ways] of this.next[one]) if (ways > 1 && reach[other].has(one)) return 'exponential';
    const letters = this.letters();
    const step = (at: number, letter: string): readonly number[] => [...this.next[at].keys()].filter((to) => this.accepts[to](letter));
    for (const one of loops) {
      const start = JSON.stringify([one, one]);
      const pairs = (key: string): readonly string[] => {
        const [a, b] = JSON.parse(key) as [number, number];
        return letters.flatMap((letter) => step(a, letter).flatMap((x) => step(b, letter).map((y) => JSON.stringify([x, y]))));
      };
      const found = [...reachable([start], pairs)].filter((key) => {
        const [a, b] = JSON.parse(key) as [number, number];
        return a !== b && reach[a].has(one) && reach[b].has(one);
      });
      if (found.some((key) => reachable([key], pairs).has(start))) return 'exponential';
    }
    for (const one of loops) {
      for (const other of loops) {
        // where nothing more is asked for, an attempt has succeeded, and the search doesn't go on from the next letter
        if (one === other || !reach[one].has(other) || (one === anywhere && done.has(other))) continue;
        const triples = (key: string): readonly string[] => {
          const [a, b, c] = JSON.parse(key) as [number, number, number];
          return letters.flatMap((letter) => step(a, letter).filter((x) => reach[x].has(one)).flatMap((x) => (
            step(b, letter).filter((y) => y === other || reach[y].has(other)).flatMap((y) => (
              step(c, letter).filter((z) => reach[z].has(other)).map((z) => JSON.stringify([x, y, z]))
            ))
          )));
        };
        if (reachable([JSON.stringify([one, one, other])], triples).has(JSON.stringify([one, other, other]))) return 'polynomial';
      }
    }
    return 'linear';
  }

  /** One letter for each set of positions that take the same ones. */
  private letters(): readonly string[] {
    const found = new Map<string, string>();
    for (const code of SAMPLES) {
      const letter = String.fromCodePoint(code);
      const key = this.accepts.map((accepts) => (accepts(letter) ? '1' : '0')).join('');
      if (!found.has(key)) found.set(key, letter);
    }
    return [...found.values()];
  }
}

/** Letters that tell all classes of our expressions apart. */
const SAMPLES: readonly number[] = [
  ...Array.from({ length: 0x300 }, (_, code) => code),
  0x200b, 0x2028, 0x202e, 0x2066, 0x4e00, 0xe000, 0xfeff, 0x1f600, 0xf0000, 0xf0001, 0xf0002, 0x10fffd,
];

/** Everything that is reached by at least one step. */
function reachable<T>(from: readonly T[], next: (at: T) => readonly T[]): ReadonlySet<T> {
  const found = new Set<T>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const to of next(at)) {
      if (found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  }
  return found;
}
