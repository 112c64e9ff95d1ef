import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessError, readAccess, reviewAccess } from '../../src';
import { table } from '../../src/report/table';
import { checkAllowsOnly, checkDenies, checkGivesNobody } from '../../src/testing';
import { talk, type Talk } from '../cli/talk';
import { compiledFile } from '../compiled';
import { growth } from '../ratio';

/** Texts that would do something where they are printed. */
const ATTACKS: Readonly<Record<string, string>> = {
  'a line of its own that is a command of GitHub': 'x\n::set-output name=a::b\n::error::no',
  'a command of Azure Pipelines and of old runners': '##vso[task.setvariable variable=a]b ##[error]c ##teamcity[buildStatus]',
  'a section of GitLab': 'x\r\u001b[0Ksection_start:1:a\r\u001b[0K',
  'characters that move the cursor': '\u001b[2J\u001b]0;title\u0007\b\r\u009b1A',
  'characters that turn text around': 'safe\u202egpj.exe\u202c\u2066a\u2069\u200fb\u061c',
  'characters that nobody sees': 'a\u200bb\u2060c\ufeffd\u00ade\u2028f\u2029g\u{e0041}',
  'a mention and links': '@org/team dana@evil.example https://evil.example www.evil.example [a](https://evil.example) ![b](https://evil.example/p.png)',
  'HTML': '<img src=x onerror=alert(1)><script>alert(1)</script></td>" autofocus onfocus=alert(1) x="',
  'Markdown': '`` ` | **b** \\| </code> ~~~ ```mermaid',
  'a placeholder of SARIF': 'a {0} b',
  'a formula': '=HYPERLINK("https://evil.example","a")',
  'a formula behind a space': ' @SUM(1+1)*cmd|\' /C calc\'!A0',
};

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'escape-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

function state(text: string, action: string): object {
  const version = '2012-10-17';
  const [resources, condition] = [['arn:aws:s3:::data/*', `arn:aws:s3:::${text}/*`], { StringLike: { 'aws:UserAgent': text } }];
  // one that can be read, and one that has the text in elements that may not have it
  const document = (sid: string) => ({ Version: version, Statement: [{ Sid: sid, Effect: 'Allow', Action: sid === 'Plain' ? action : [action, text], Resource: resources, Condition: condition }] });
  const principal = { AWS: [`arn:aws:iam::111122223333:user/${text}`] };
  const open = { Version: version, Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: 'arn:aws:s3:::data/*' }] };
  const users = { [text]: { policies: [document('Plain')], groups: [text] }, lee: { policies: [document(text)] }, dana: { policies: [document('Plain')] } };
  return { users, groups: { [text]: {} }, roles: { [text]: { policies: [document('Plain')] } }, buckets: { data: { policy: open }, [text]: {} } };
}

/** Characters that turn text around, or that nobody sees: the first and the last of a range. */
const HIDDEN = [
  [0xad, 0xad], [0x61c, 0x61c], [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x2060], [0x2066, 0x2069], [0xfeff, 0xfeff], [0xe0000, 0xe007f],
] as const;

/** What no output may hold, judged without any code of ours. */
function rawProblems(text: string): readonly string[] {
  const problems: string[] = [];
  for (const character of text.replaceAll('\r\n', '\n')) {
    const code = character.codePointAt(0) ?? 0;
    const isControl = (code < 0x20 && character !== '\n' && character !== '\t') || (code >= 0x7f && code < 0xa0);
    const isHidden = HIDDEN.some(([first, last]) => code >= first && code <= last);
    if (isControl || isHidden) problems.push(`U+${code.toString(16)}`);
  }
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('::')) problems.push(line);
    if (['##[', '##vso[', '##teamcity['].some((command) => line.includes(command))) problems.push(line);
    if (line.startsWith('section_start:') || line.startsWith('section_end:')) problems.push(line);
  }
  return problems;
}

/** What a format may not hold beside that. */
const BY_FORMAT: Readonly<Record<string, (text: string) => readonly string[]>> = {
  json: (text) => { JSON.parse(text); return []; },
  sarif: (text) => {
    const placeholder = /(?<!\{)\{\d+\}(?!\})/;
    type Result = { readonly message: { readonly text: string } };
    const { runs } = JSON.parse(text) as { readonly runs: ReadonlyArray<{ readonly results: readonly Result[] }> };
    return runs.flatMap(({ results }) => results.map(({ message }) => message.text)).filter((message) => [/(?<!\\)\]\(/, placeholder].some((found) => found.test(message)));
  },
  csv: (text) => text.split('\r\n').flatMap((row) => row.match(/"(?:[^"]|"")*"|[^,]+/g) ?? []).map((cell) => cell.replace(/^"/, '')).filter((cell) => /^\s*[=+@]/.test(cell)),
  markdown: (text) => {
    // nothing is left of it but what is ours, when code is taken away
    const bare = text.replace(/```mermaid\n[^]*?\n```/g, '').replace(/<code>[^]*?<\/code>|<pre>[^]*?<\/pre>/g, '').replace(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, '');
    return ['@org', 'evil.example', '](', '<img', '<script', '**b**'].filter((part) => bare.includes(part));
  },
  html: (text) => {
    const page = text.replace(/<(style|script)>[^]*?<\/\1>/g, '');
    return ['<img', '<script', ' onerror=alert(1)>', 'href="http', ' autofocus onfocus=alert(1) x="'].filter((part) => page.includes(part));
  },
};

/** Arguments for two sources and the hostile text. */
type MakeArgs = (one: string, other: string, attack: string) => readonly string[];

const COMMANDS: ReadonlyArray<readonly [name: string, args: MakeArgs, formats: readonly string[]]> = [
  ['matrix', (one) => ['matrix', one], ['text', 'markdown', 'csv', 'json']],
  ['lint', (one) => ['lint', one], ['text', 'json', 'sarif']],
  ['who-can', (one) => ['who-can', one, '--action', 's3:*', '--resource', '*'], ['text', 'json']],
  ['review', (one, other) => ['review', one, other], ['text', 'markdown', 'json', 'sarif', 'html']],
  ['explain', (one, _, attack) => ['explain', one, '--user', attack, '--action', 's3:GetObject', '--resource', `data/${attack}`, '--context', `aws:UserAgent=${attack}`], ['text', 'json']],
];

describe('C1: whatever is printed speaks in the name of nobody else', () => {
  describe.each(COMMANDS)('%s', (_, args, formats) => {
    test.each(formats)('%s', async (format) => {
      for (const [name, attack] of Object.entries(ATTACKS)) {
        const [one, other] = [write('one.json', state(attack, 's3:GetObject')), write('other.json', state(attack, 's3:PutObject'))];
        const { out, err } = await talk([...args(one, other, attack), '--format', format]);
        expect({ name, problems: [...rawProblems(out), ...rawProblems(err)] }).toEqual({ name, problems: [] });
        expect({ name, problems: out === '' ? [] : BY_FORMAT[format]?.(out.replace(/\n$/, '')) ?? [] }).toEqual({ name, problems: [] });
      }
    });
  });

  test('a report that goes into a file', async () => {
    for (const [name, attack] of Object.entries(ATTACKS)) {
      const [one, other, report] = [write('one.json', state(attack, 's3:GetObject')), write('other.json', state(attack, 's3:PutObject')), join(folder, 'report')];
      await talk(['review', one, other, '--format', 'text', '--out', report]);
      expect({ name, problems: rawProblems(readFileSync(report, 'utf8')) }).toEqual({ name, problems: [] });
    }
  });

  test.each(['text', 'markdown', 'json', 'sarif', 'html'] as const)('reviewAccess() as %s, which is printed as it is', (format) => {
    for (const [name, attack] of Object.entries(ATTACKS)) {
      const text = reviewAccess(state(attack, 's3:GetObject'), state(attack, 's3:PutObject'), { format, names: { before: attack, after: attack } });
      expect({ name, problems: [...rawProblems(text), ...BY_FORMAT[format]?.(text) ?? []] }).toEqual({ name, problems: [] });
    }
  });

  test('messages of checks in tests', () => {
    for (const [name, attack] of Object.entries(ATTACKS)) {
      const subject = readAccess(state(attack, 's3:GetObject'));
      const messages = [
        checkAllowsOnly(subject, []), checkGivesNobody(subject, 's3:GetObject', 'data/*'),
        checkDenies(subject, { user: attack, action: 's3:GetObject', resource: `data/${attack}`, context: { 'aws:UserAgent': attack } }),
      ].map(({ message }) => message());
      expect({ name, problems: messages.flatMap(rawProblems) }).toEqual({ name, problems: [] });
    }
  });

  test('messages of AccessError, for every program that prints them', () => {
    for (const [name, attack] of Object.entries(ATTACKS)) {
      const { message, stack } = new AccessError({ code: 'InvalidPrefix', message: attack, remedy: attack });
      expect({ name, problems: [...rawProblems(message), ...rawProblems(stack ?? '')] }).toEqual({ name, problems: [] });
    }
  });

  test('render and STEPS.md, on every platform, of folders and people with such names', () => {
    const plan = join(folder, 'plan.ts');
    writeFileSync(plan, `import { accessPlan, readWritePrefix, readOnlyPrefix } from ${JSON.stringify(compiledFile('src/index.ts'))};
export const plan = (attack: string, named: string) => accessPlan({ users: {
  dana: { grants: [readWritePrefix({ bucket: 'data', prefix: \`\${attack}/\` })] },
  ...named === 'named' && { [attack]: { grants: [readOnlyPrefix({ bucket: 'data', prefix: 'a/' })] } },
} });
`);
    // without what no folder has
    const attacks = Object.entries(ATTACKS).map(([name, attack]) => [name, attack.replace(/[*?$\n\r]|\/+/g, '')] as const);
    const asked = ['aws', 'active-scale', 'ceph-rgw', 'delta-glider', 'minio', 'relayer'].flatMap((platform) => attacks.flatMap(([name, attack], number) => ['', 'named'].flatMap((named) => {
      const out = join(folder, 'rendered', `${platform}-${number}-${named}`);
      const args = ['render', plan, '--platform', platform, `--arg=${attack}`, '--arg', named];
      return [{ name, args }, { name, args: [...args, '--format', 'json'] }, { name, args: [...args, '--out', out], out }];
    })));
    const child = spawnSync(process.execPath, ['--import', 'tsx', compiledFile('test/cli/talk-many.ts')], {
      cwd: root, input: JSON.stringify(asked.map(({ args }) => args)), encoding: 'utf8', maxBuffer: 1e8,
    });
    const answers = JSON.parse(child.stdout) as readonly Talk[];
    let steps = 0;
    answers.forEach(({ out, err }, index) => {
      const { name, args, out: into = '' } = asked[index];
      expect({ name, args, problems: [...rawProblems(out), ...rawProblems(err)] }).toEqual({ name, args, problems: [] });
      const page = join(into, 'STEPS.md');
      if (into === '' || !existsSync(page)) return;
      steps++;
      const text = readFileSync(page, 'utf8');
      expect({ name, args, problems: [...rawProblems(text), ...BY_FORMAT.markdown(text)] }).toEqual({ name, args, problems: [] });
    });
    expect(answers.filter(({ code }) => code === 0).length).toBeGreaterThan(50);
    expect(steps).toBeGreaterThan(2);
  });

  test('error texts, of names, files and options', async () => {
    for (const [name, attack] of Object.entries(ATTACKS)) {
      for (const args of [['matrix', join(folder, attack)], ['matrix', `git:${attack}:x`], ['render', attack], [attack], ['lint', 'x', '--platform', attack], ['review', 'a', 'b', '--format', attack], ['matrix', 'x', '--var', attack]]) {
        const { err, code } = await talk(args);
        expect({ name, args: args[0], code, problems: rawProblems(err) }).toEqual({ name, args: args[0], code: 2, problems: [] });
      }
    }
  });
});

describe('B4: a table takes as long as it is', () => {
  test('matrix as text of four times the users takes about four times as long', async () => {
    const make = (count: number) => () => {
      const rows = Array.from({ length: count }, (_, index) => [`user u${index}`, 'bucket', `home/${index}/`, 'yes', 'no']);
      expect(table(['a', 'b', 'c', 'd', 'e'], rows).split('\n')).toHaveLength(count + 1);
    };
    expect(await growth(make(10_000), make(40_000), 12)).toBeLessThan(12);
  });
});
