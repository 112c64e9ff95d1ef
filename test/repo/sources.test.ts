import { readFileSync } from 'node:fs';
import { renderSourcesPage, SOURCES_PAGE } from '../../tools/sources-page';

test('issue 11 A: the page of what is read, decided and named is what the table says', () => {
  // run npx projen sources
  expect(readFileSync(SOURCES_PAGE, 'utf8')).toBe(renderSourcesPage());
});
