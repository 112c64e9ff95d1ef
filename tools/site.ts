/*
 * Writes what the site has beside its hand-written pages: docs/reference, one page for each entry of the package, from API.md, and the core as
 * browsers load it, for the playground. `npm run docs` calls it before the pages are built.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

const root = join(__dirname, '..');
const target = join(root, 'docs', 'reference');

/** Where the playground finds the core. */
export const coreForBrowsers = join(root, 'docs', '.vitepress', 'core', 'bucket-grants.mjs');

/** One entry's part of API.md. */
interface Section { readonly name: string; readonly anchor: string; readonly body: string }

/** API.md, cut at the headings of its entries. */
export function sections(markdown: string): readonly Section[] {
  return markdown.split(/^(?=<a id="module-[\w-]+"><\/a>$)/m).slice(1).map((text) => {
    const [, anchor, name] = /^<a id="module-([\w-]+)"><\/a>\n## (\S+)\n/.exec(text) ?? [];
    if (!name) throw new Error(`API.md has an entry without a heading: ${text.slice(0, 80)}`);
    return { name, anchor, body: text.replace(/^.*\n.*\n/, '') };
  });
}

const fileOf = ({ name }: Section): string => `${name.replace('/', '-')}.md`;

/** The pages of the site, by file name: headings one level up, and links that lead to another entry's page. */
export function referencePages(markdown: string): Readonly<Record<string, string>> {
  const all = sections(markdown);
  const byAnchor = new Map(all.map((section) => [section.anchor, section]));
  return Object.fromEntries(all.map((section) => [fileOf(section), [
    `---\noutline: 2\n---\n# ${section.name}\n`,
    section.body
      .replace(/^#(#+ )/gm, '$1')
      .replace(/\]\(#([a-z]+)-([^)]+)\)/g, (link, anchor: string, id: string) => {
        const other = byAnchor.get(anchor);
        return other === undefined || other === section ? link : `](./${fileOf(other)}#${anchor}-${id})`;
      }),
  ].join('\n')]));
}

/** Writes the core as one module for browsers. It fails on anything of Node. */
export function bundleCore(): void {
  esbuild.buildSync({ entryPoints: [join(root, 'src', 'index.ts')], outfile: coreForBrowsers, bundle: true, format: 'esm', platform: 'browser', target: 'es2022' });
}

if (require.main === module) {
  bundleCore();
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [file, text] of Object.entries(referencePages(readFileSync(join(root, 'API.md'), 'utf8')))) writeFileSync(join(target, file), text);
}
