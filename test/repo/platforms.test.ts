import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformMatrix } from '../../tools/platform-matrix';

test('docs/platforms.md says what the package does', () => {
  const text = readFileSync(join(__dirname, '../../docs/platforms.md'), 'utf8');
  // run npx tsx tools/platform-matrix.ts
  expect(text.slice(text.indexOf('tools/platform-matrix.ts -->\n\n') + 'tools/platform-matrix.ts -->\n\n'.length)).toBe(`${platformMatrix()}\n`);
});
