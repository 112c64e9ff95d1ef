import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { intentsOf } from '../../tools/intents';
import { begin } from '../../tools/new';

const root = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const exists = (path: string): boolean => existsSync(join(root, path));

/** Only what would be written is looked at: nothing is. */
describe('npx projen new', () => {
  test.each([
    ['grant', 'ReadEverything', 'grants', 'principal'],
    ['guard', 'DenyEverything', 'guards', 'both'],
  ] as const)('begins a %s that the class lists of the engines find', (kind, name, room, on) => {
    const { files, left } = begin(kind, name, read, exists);
    const file = kind === 'grant' ? 'read-everything' : 'deny-everything';
    const [found] = intentsOf(room, file, files.get(`src/${room}/${file}.ts`) ?? '');
    expect(found).toMatchObject({ name, props: `${name}Props`, on });
    expect(found.example.terraform[0]).toMatch(new RegExp(`^new ${name}\\(this, '${file}', \\{ .*prefix: 'firmware/' \\}\\);$`));
    expect(files.get(`src/${room}/index.ts`)).toContain(`export * from './${file}';`);
    expect(left.join('\n')).toContain(`test/decisions/${file}.json`);
  });

  test.each(['grant', 'guard'])('adds one line to each list that has a row for every %s, and changes none', (kind) => {
    const { files } = begin(kind, 'SomethingNew', read, exists);
    for (const [path, text] of files) {
      if (!exists(path)) continue;
      const before = new Set(read(path).split('\n'));
      const added = text.split('\n').filter((line) => !before.has(line));
      expect(added.every((line) => /somethingNew|SomethingNew|something-new/.test(line))).toBe(true);
      expect(text.split('\n').length).toBeGreaterThan(read(path).split('\n').length);
    }
  });

  test('leaves the decision table without a case, so that a test is red until its author has written some', () => {
    const { files } = begin('grant', 'SomethingNew', read, exists);
    expect(JSON.parse(files.get('test/decisions/something-new.json') ?? '{}')).toMatchObject({ intent: 'somethingNew', cases: [] });
  });

  test.each([
    [undefined, 'X', "nothing can't be begun"], ['platform', 'X', "platform can't be begun"], ['grant', 'readIt', "readIt isn't the name"],
    ['grant', '../../x', "isn't the name"], ['grant', 'ReadOnlyPrefix', 'is there already'], ['grant', undefined, "nothing isn't the name"],
  ])('refuses %s %s', (kind, name, message) => {
    expect(() => begin(kind, name, read, exists)).toThrow(message);
  });

});
