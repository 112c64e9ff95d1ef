import * as fc from 'fast-check';
import { bitList } from '../../src/compare/domain/bits';
import { character, type Glob, globMatches, literalGlob, one, run } from '../../src/compare/domain/glob';
import { LimitPassed, LONGEST_PATTERN } from '../../src/compare/domain/limits';
import { subsetConstruction } from '../../src/compare/domain/subset-construction';
import { runs } from '../runs';

const LIMITS = { states: 50_000 };

const place = fc.constantFrom(character('a'), character('b'), character('B', true), character(':'), run(), run(':'), one(), one(':'));
const globs: fc.Arbitrary<readonly Glob[]> = fc.array(fc.array(place, { maxLength: 5 }), { minLength: 1, maxLength: 4 });

/** All strings over the letters, one that no glob names among them, up to a length. */
function strings(letters: string, length: number): readonly string[] {
  return length === 0 ? [''] : ['', ...strings(letters, length - 1).flatMap((rest) => Array.from(letters, (letter) => letter + rest))];
}

const truth = (all: readonly Glob[], text: string): string => all.flatMap((glob, index) => (globMatches(glob, text) ? [index] : [])).join();

describe('the lock-step walk', () => {
  const texts = [...new Set(strings('abB:x', 6))];

  test('finds every combination of matches that any string has, and none that no string has', () => {
    fc.assert(fc.property(globs, (all) => {
      const classes = subsetConstruction(all, LIMITS);
      const found = new Map(classes.map((one_) => [bitList(one_.truth).join(), one_.witness]));
      expect(found.size).toBe(classes.length);
      for (const [key, witness] of found) expect(truth(all, witness)).toBe(key);
      const shortest = new Map<string, number>();
      for (const text of texts) {
        const key = truth(all, text);
        shortest.set(key, Math.min(shortest.get(key) ?? text.length, text.length));
      }
      for (const [key, length] of shortest) expect([key, found.get(key)?.length]).toEqual([key, length]);
    }), { numRuns: runs(40) });
  });

  test('needs as many states as the patterns have letters when they differ in their beginnings', () => {
    const all = Array.from({ length: 500 }, (_, index) => [...literalGlob(`bucket-${index}/prefix/`), run()]);
    expect(subsetConstruction(all, { states: 12_000 })).toHaveLength(501);
  });

  test('ends when patterns with runs at both ends multiply', () => {
    const all = Array.from('abcdefghijklmnopqrst', (letter) => [run(), ...literalGlob(letter + letter), run()]);
    expect(() => subsetConstruction(all, { states: 5_000 })).toThrow(LimitPassed);
  });

  test('a pattern that no policy has room for is not walked: in this one each letter is a state', () => {
    const long = (length: number) => [[run(), ...literalGlob('x')], literalGlob('x'.repeat(length))];
    expect(subsetConstruction(long(LONGEST_PATTERN), { states: 1_000_000 })).toHaveLength(3);
    expect(() => subsetConstruction(long(LONGEST_PATTERN + 1), { states: 1_000_000 })).toThrow(LimitPassed);
  });
});
