import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformMatrix } from '../../tools/platform-matrix';

test('docs/platform-matrix.md says what the package does', () => {
  // run npx tsx tools/platform-matrix.ts
  expect(readFileSync(join(__dirname, '../../docs/platform-matrix.md'), 'utf8')).toBe(`${platformMatrix()}\n`);
});
