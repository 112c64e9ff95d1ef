import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Words that don't come back, each with what to write; in names, comments, errors and docs. */
const RETIRED: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\b(?:un)?told\b/i, 'known, reported, shown, identified'],
  [/[a-z](?:Unt|T)old\b/, 'known, reported, declared'],
  [/\bwhom\b/i, 'the principals that, that, which'],
  [/\bwhoever\b/i, 'anyone who, no matter who'],
  [/\bhimself\b/i, "its own, the user's own"],
  [/(?<![Tt]here )\b(?:is|are|was|were) no (?!longer\b|more\b|such\b|matter\b|other|less\b|fewer\b)\w/, 'is not a, are not'],
  [/\block-?step\b/i, 'subset construction'],
  [/\b(?:tell|tells|telling) [^.;:]{0,40}\bapart\b/i, 'distinguish'],
  [/\bmarks?\b/i, 'placeholder (known at deploy), unknown token (a reader), recipe (a platform), flag'],
  [/\b(?:bringsUnlessDenied|anyRuleBrings|otherSide|PolicySide|GlobPlace|ToldPlatform|PlatformMark|MarkLength|needsHttps)\b/, 'the name that took its place'],
];

/** Where the retired words stand for something else. */
const EXCEPTIONS: readonly RegExp[] = [/byte order mark|question mark|marks (?:it sensitive|what an interrupted)|engines mark an error/];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : /\.(?:ts|md)$/.test(entry.name) ? [path] : [];
  });
}

const files = [...filesBelow(join(ROOT, 'src')), ...filesBelow(join(ROOT, 'docs')), join(ROOT, 'README.md'), join(ROOT, 'CONTRIBUTING.md')]
  .filter((file) => !file.includes('node_modules') && !file.includes('aws-managed') && !file.includes('.vitepress') && !file.includes('docs/reference'));

describe('issue 14.6: the field\'s words', () => {
  test.each(RETIRED.map(([word, instead]) => [String(word), word, instead] as const))('%s doesn\'t come back', (_name, word, instead) => {
    const found = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').flatMap((line, index) => (
      word.test(line) && !EXCEPTIONS.some((exception) => exception.test(line)) ? [`${relative(ROOT, file)}:${index + 1}: write ${instead}: ${line.trim()}`] : []
    )));
    expect(found).toEqual([]);
  });
});
