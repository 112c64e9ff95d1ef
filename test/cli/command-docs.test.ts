import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit-status';
import { talk } from './talk';

const page = readFileSync(join(__dirname, '../../docs/command.md'), 'utf8');

test('docs/command.md has every exit status, and no other', () => {
  const rows = [...page.matchAll(/^\| (\d) \| /gm)].map(([, status]) => Number(status));
  expect(rows).toEqual(Object.values(EXIT).sort());
});

test('docs/command.md speaks of every option of explain, and of none that there isn\'t', async () => {
  const { out } = await talk(['explain', '--help']);
  const options = (text: string) => new Set([...text.matchAll(/--[a-z]+(?:-[a-z]+)*/g)].map(([option]) => option));
  const there = [...out.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  const [explained] = /^\| option[^]*?\n\n/m.exec(page) ?? [''];
  expect([...options(explained)].sort()).toEqual(there.filter((option) => option !== '--help').sort());
});

test('README points to it', () => {
  expect(readFileSync(join(__dirname, '../../README.md'), 'utf8')).toContain('/docs/command.md)');
});
