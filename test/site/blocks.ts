import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..');

/** One fenced block of a page. */
export interface Block {
  readonly page: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** Why it isn't executed: `<!-- not run: REASON -->` on the line above the fence, which no reader of the page sees. */
  readonly notRun?: string;
}

const FOLDERS = ['docs', 'docs/guides', 'docs/start'];

/** Every page that somebody reads and copies from. The reference is made of doc comments, whose examples have tests of their own. */
export const PAGES: readonly string[] = [
  'README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'examples/review/README.md',
  ...FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`)),
];

/** The fenced blocks of a page. */
export function blocksOf(page: string): readonly Block[] {
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const language = /^```(\w*)$/.exec(lines[at])?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf('```', at + 1);
    if (end < 0) throw new Error(`${page}:${at + 1}: a block that doesn't end`);
    const notRun = /^<!-- not run: (.+) -->$/.exec(lines[at - 1])?.[1];
    blocks.push({ page, line: at + 2, language, code: lines.slice(at + 1, end).join('\n'), ...(notRun !== undefined && { notRun }) });
    at = end;
  }
  return blocks;
}
