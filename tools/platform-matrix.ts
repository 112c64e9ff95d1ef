/*
 * Writes docs/platform-matrix.md: which grants and guards each platform takes, and why not the others. It renders every one of them
 * for every platform, so the table says what the package does.
 *
 *   npx tsx tools/platform-matrix.ts           writes the file
 *   npx tsx tools/platform-matrix.ts --check   fails when it is stale
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeOf, rows, type Outcome, type Row } from '../test/platforms/matrix';
import { platforms } from '../test/platforms/platforms';
import { factTables } from './platform-facts';

const FILE = join(__dirname, '../docs/platform-matrix.md');

interface Told {
  readonly row: Row;
  readonly outcomes: ReadonlyArray<readonly [title: string, outcome: Outcome]>;
}

/** The whole page. */
export function platformMatrix(): string {
  const told = rows.map((row): Told => ({ row, outcomes: platforms.map((platform) => [platform.title, outcomeOf(row, platform)]) }));
  const constructs = [...new Set(rows.map(({ construct }) => construct))].map((name) => told.filter(({ row }) => row.construct === name));
  return [
    '---\noutline: 2\nsearch: false\n---\n<!-- Written by tools/platform-matrix.ts: npx tsx tools/platform-matrix.ts -->',
    '# The platform matrix',
    'Which grant and guard each [platform](platforms.md) takes, and why not the others: worked out by rendering every one of them for every platform.',
    '## Grants and guards by platform',
    'Where a cell says *not every option*, the sections below say which. *On users* means on users and groups, since there is no bucket policy '
      + 'that would hold for them.',
    table('grant', constructs),
    table('guard', constructs),
    '## What is refused, and why',
    'Options are named as the tests name them. A refusal is an `AccessError` with this text; most have the code `UnsupportedOnPlatform`.',
    ...constructs.flatMap(refusals),
    '## What comes along, or is left out',
    'What a platform can\'t separate is said in the `diagnostics` of the rendered document.',
    ...constructs.flatMap(diagnostics),
    ...factTables(platforms),
  ].join('\n\n');
}

function table(kind: Row['kind'], constructs: ReadonlyArray<readonly Told[]>): string {
  const lines = constructs.filter(([{ row }]) => row.kind === kind).map((all) => `| \`${all[0].row.construct}\` | ${platforms.map((_, at) => cell(all, at)).join(' | ')} |`);
  return [`| ${kind} | ${platforms.map(({ title }) => title).join(' | ')} |`, `|---|${platforms.map(() => '---').join('|')}|`, ...lines].join('\n');
}

function cell(all: readonly Told[], at: number): string {
  const outcomes = all.map(({ outcomes: each }) => each[at][1]);
  const taken = outcomes.filter(({ refusal }) => refusal === undefined);
  if (taken.length === 0) return 'no';
  const onUsers = all[0].row.kind === 'guard' && all[0].row.plans.length > 1 && taken.every(({ on }) => on === 'user');
  return `${onUsers ? 'on users' : 'yes'}${taken.length < outcomes.length ? ', not every option' : ''}`;
}

function refusals(all: readonly Told[]): readonly string[] {
  const byText = new Map<string, Map<string, string[]>>();
  for (const { row, outcomes } of all) {
    for (const [title, { refusal }] of outcomes) {
      if (refusal === undefined) continue;
      const text = `${refusal.reason.replaceAll(title, 'it')}; ${refusal.remedy}`;
      const platformsOf = byText.get(text) ?? new Map<string, string[]>();
      platformsOf.set(title, [...platformsOf.get(title) ?? [], row.option]);
      byText.set(text, platformsOf);
    }
  }
  return section(all, byText);
}

function diagnostics(all: readonly Told[]): readonly string[] {
  const byText = new Map<string, Map<string, string[]>>();
  for (const { row, outcomes } of all) {
    for (const [title, { diagnostics: said }] of outcomes) {
      for (const text of said.map((one) => one.replaceAll(title, 'it'))) {
        const platformsOf = byText.get(text) ?? new Map<string, string[]>();
        platformsOf.set(title, [...platformsOf.get(title) ?? [], row.option]);
        byText.set(text, platformsOf);
      }
    }
  }
  return section(all, byText);
}

function section(all: readonly Told[], byText: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): readonly string[] {
  if (byText.size === 0) return [];
  const lines = [...byText].map(([text, platformsOf]) => {
    const who = [...platformsOf].map(([title, options]) => `${title} (${options.length === all.length ? 'every option' : options.join('; ')})`);
    return `- ${who.join(', ')}: ${escaped(text)}`;
  });
  return [`### ${all[0].row.construct}`, lines.join('\n')];
}

/** Text of errors holds policy syntax, which Markdown would read as its own. */
function escaped(text: string): string {
  return text.replace(/[\\*_<>|`]/g, '\\$&');
}

function main(): void {
  const written = `${platformMatrix()}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, written);
  } else if (readFileSync(FILE, 'utf8') !== written) {
    console.error('docs/platform-matrix.md is stale: run npx tsx tools/platform-matrix.ts');
    process.exitCode = 1;
  }
}

if (require.main === module) main();
