import * as fc from 'fast-check';
import { globsOverlap } from '../../src/decide/match/glob-overlap';
import { globCodes, matchesGlob } from '../../src/policy/pattern/glob';
import { runs } from '../runs';

const pattern = fc.stringMatching(/^[ab*?]{0,5}$/);
/** All texts over two letters up to a length that every pair of such patterns needs no more than. */
const TEXTS = Array.from({ length: 2 ** 11 - 1 }, (_, index) => (index + 1).toString(2).slice(1).replace(/0/g, 'a').replace(/1/g, 'b'));

test('two patterns overlap when some text matches both', () => {
  fc.assert(fc.property(pattern, pattern, (one, other) => {
    expect(globsOverlap(globCodes(one), globCodes(other))).toBe(TEXTS.some((text) => matchesGlob(one, text) && matchesGlob(other, text)));
  }), { numRuns: runs(300) });
});
