import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Test { readonly path: string }
interface Sequencer { readonly LONG: readonly string[]; longestFirst(tests: readonly Test[]): readonly Test[] }
const { LONG, longestFirst } = createRequire(__filename)('../../tools/jest-sequencer.cjs') as Sequencer;

test('every file that is to begin early is there', () => {
  expect(LONG.filter((file) => !existsSync(file))).toEqual([]);
});

test('the longest files come first, others as they came', () => {
  const [first, second, b, a] = [LONG[0], LONG[1], join(__dirname, 'b.test.ts'), join(__dirname, 'a.test.ts')].map((path) => ({ path }));
  expect(longestFirst([b, second, a, first])).toEqual([first, second, b, a]);
});
