import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hasColors } from '../../src/cli/color';
import { EXIT } from '../../src/cli/exit-status';
import { COMMANDS, programOf, run } from '../../src/cli/run';
import { sourceUri } from '../../src/report/sarif';
import { VERSION } from '../../src/report/version';
import { compiledFile } from '../compiled';
import { describeWith, isInstalled } from '../e2e/tools';
import { talk, type Talk } from './talk';

const root = resolve(__dirname, '../..');
const allow = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'] }] });
const state = (...policies: readonly object[]) => ({ account: '111122223333', users: { dana: { policies } }, buckets: { data: {} } });
const whole = () => programOf({ out: () => undefined, err: () => undefined, stdin: () => '', exit: () => undefined, runEach: () => Promise.resolve() });
const commands = COMMANDS.map(({ name }) => name);

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'first-hour-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));
function write(name: string, content: string | Uint8Array | object): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  return file;
}

describe('issue 17 C: --version and --help', () => {
  test('--version is that of package.json', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    expect([VERSION, await talk(['--version'])]).toEqual([version, { code: 0, out: `${version}\n`, err: '' }]);
  });

  test.each(commands.map((name) => [name]))('%s --help has examples and exit statuses', async (name) => {
    const { code, out } = await talk([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/\nExamples:\n {2}# \w[^]*\n {2}\$ bucket-grants /);
    expect(out).toMatch(/\nExit status:\n {2}0 {2}\w[^]*\n {2}2 {2}\w/);
  });

  test('every example names a command and options that there are', async () => {
    const program = await whole();
    const lines = program.commands.flatMap((command) => {
      let text = '';
      command.configureOutput({ writeOut: (part) => { text += part; } });
      command.outputHelp();
      return [...text.matchAll(/^ {2}\$ bucket-grants (\S+)(.*)$/gm)].map(([line, name, rest]) => ({ line, name, rest }));
    });
    expect(lines.length).toBeGreaterThan(10);
    for (const { line, name, rest } of lines) {
      const known = program.commands.find((command) => command.name() === name)?.options.map(({ long }) => long);
      for (const option of rest.match(/ --[a-z-]+/g) ?? []) expect([line, known]).toEqual([line, expect.arrayContaining([option.trim()])]);
    }
  });

  test('an option of another command is told for what it is', async () => {
    const { code, err } = await talk(['matrix', 'x.json', '--fail-on', 'error']);
    expect([code, err]).toEqual([EXIT.error, expect.stringContaining('--fail-on is an option of review, lint')]);
    expect((await talk(['review', 'a', 'b', '--format', 'pdf'])).err).toContain('Allowed choices are text, markdown');
    expect((await talk(['review', 'a', 'b', '--fromat', 'text'])).err).toContain('--format');
  });
});

describe('issue 17 C: completion', () => {
  const script = async (shell: string) => (await talk(['completion', shell])).out;

  test('another shell is refused with those that there are', async () => {
    expect(await talk(['completion', 'tcsh'])).toMatchObject({ code: EXIT.error, err: expect.stringContaining('Allowed choices are bash, zsh, fish') as string });
  });

  test.each(['bash', 'zsh', 'fish'])('%s has every command and every option', async (shell) => {
    const text = await script(shell);
    for (const command of (await whole()).commands) {
      expect(text).toContain(command.name());
      for (const { long } of command.options) expect(text).toContain(long?.slice(2));
    }
  });

  describeWith({ bash: isInstalled('bash', '--version') })('in bash', () => {
    const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
      const file = write('complete.bash', await script('bash'));
      const asked = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _bucket_grants; printf "%s\\n" "${COMPREPLY[@]}"';
      const { status, stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-c', asked, 'bash', file, 'bucket-grants', ...words], { encoding: 'utf8', cwd: folder });
      expect([status, stderr]).toEqual([0, '']);
      return stdout.split('\n').filter((word) => word !== '').sort();
    };

    test('commands', async () => {
      expect(await complete('')).toEqual([...commands, '--help', '--version'].sort());
      expect(await complete('re')).toEqual(['render', 'review']);
    });
    test('options of the command', async () => expect(await complete('review', 'a', 'b', '--fo')).toEqual(['--format']));
    test('values of an option', async () => {
      expect(await complete('review', '--fail-on', '')).toEqual(['any', 'gained', 'lost']);
      expect(await complete('lint', 'x.json', '--platform', 'mi')).toEqual(['minio']);
    });
    test('values of an argument', async () => expect(await complete('completion', '')).toEqual(['bash', 'fish', 'zsh']));
    test('files', async () => {
      write('plan.json', '{}');
      expect(await complete('lint', 'pl')).toEqual(['plan.json']);
      expect(await complete('review', '--allow', 'pl')).toEqual(['plan.json']);
    });
  });

  describeWith({ zsh: isInstalled('zsh', '--version') })('in zsh', () => {
    test('it can be read', async () => expect(spawnSync('zsh', ['-n', write('_bucket-grants', await script('zsh'))], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' }));
  });
  describeWith({ fish: isInstalled('fish', '--version') })('in fish', () => {
    test('it can be read', async () => expect(spawnSync('fish', ['-n', write('b.fish', await script('fish'))], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' }));
  });
});

describe('issue 17 C: colors', () => {
  const painted = async (args: readonly string[], colors: boolean) => {
    let out = '';
    await run(args, { out: (text) => { out += `${text}\n`; }, err: () => undefined, stdin: () => '', colors });
    return out;
  };
  const GREEN = /\u001b\[(?:\d+;)*(?:32|92)m/;

  test('only on a terminal, and never against NO_COLOR', () => {
    expect([
      hasColors({ isTTY: true }, {}), hasColors({ isTTY: true }, { NO_COLOR: '' }), hasColors({ isTTY: true }, { NO_COLOR: '1' }), hasColors({ isTTY: true }, { TERM: 'dumb' }), hasColors({ isTTY: false }, {}), hasColors({}, {}),
    ]).toEqual([true, true, false, false, false, false]);
  });

  test('what is gained is red and never green, what is lost is another', async () => {
    const [none, some] = [write('none.json', state()), write('some.json', state(allow('s3:GetObject')))];
    const [gained, lost] = [await painted(['review', none, some], true), await painted(['review', some, none], true)];
    expect(gained).toMatch(/^\u001b\[31m {2}\+ .*\u001b\[0m$/m);
    expect(lost).toMatch(/^\u001b\[34m {2}- .*\u001b\[0m$/m);
    for (const text of [gained, lost]) expect(text).not.toMatch(GREEN);
  });

  test('the text is the same without them, and other formats have none', async () => {
    const [none, some] = [write('none.json', state()), write('some.json', state(allow('s3:*'), allow('s3:HeadObject')))];
    for (const args of [['review', none, some], ['lint', some], ['explain', some, '--user', 'dana', '--action', 's3:GetObject', '--resource', 'data/a'], ['who-can', some, '--action', 's3:GetObject', '--resource', 'data/a']]) {
      const [plain, colored] = [await painted(args, false), await painted(args, true)];
      expect([plain.includes('\u001b'), colored.includes('\u001b')]).toEqual([false, true]);
      expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
      expect(await painted([...args, '--format', 'json'], true)).not.toContain('\u001b');
    }
  });

  test('text of others writes none of its own', async () => {
    const some = write('some.json', { users: { 'dana\u001b[32m': { policies: [allow('s3:GetObject')] } } });
    expect(await painted(['review', write('none.json', {}), some], true)).not.toMatch(GREEN);
  });
});

describe('issue 17 C: progress', () => {
  const waiting = (isTerminal: boolean, milliseconds: number) => spawnSync(process.execPath, ['-e', `
    const { showProgress } = require(${JSON.stringify(compiledFile('src/cli/progress.ts'))});
    const progress = showProgress(${isTerminal}, 2);
    progress.step('comparing');
    const end = Date.now() + ${milliseconds};
    while (Date.now() < end);
    progress.end();
  `], { cwd: root, encoding: 'utf8' });

  test('what takes over a second says what it does, although it computes without a pause, and takes it away', () => {
    const { status, stdout, stderr } = waiting(true, 3000);
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/\r\u001b\[Kcomparing \(\d s\)/);
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
  }, 60_000);

  test('what is quick, and what nobody watches, says nothing', () => {
    expect([waiting(true, 50), waiting(false, 1500)].map(({ status, stderr }) => [status, stderr])).toEqual([[0, ''], [0, '']]);
  }, 60_000);

  test('each step is said', async () => {
    const steps: string[] = [];
    const file = write('some.json', state());
    await run(['review', file, file], { out: () => undefined, err: () => undefined, stdin: () => '', step: (text) => steps.push(text) });
    expect(steps).toEqual([`reading ${file}`, `reading ${file}`, 'comparing']);
  });
});

describe('issue 17 C: render --clean', () => {
  const core = JSON.stringify(compiledFile('src/index.ts'));
  const plan = (names: readonly string[]) => write(`${['plan', ...names].join('-')}.ts`, `import { accessPlan, readOnlyPrefix } from ${core};
    export const plan = accessPlan({ users: { nobody: {}, ${names.map((name) => `${name}: { grants: [readOnlyPrefix({ bucket: 'data', prefix: '${name}/' })] }`).join()} } });`);
  const users = () => readdirSync(join(folder, 'out', 'users')).sort();
  /** In a process of its own, since jest's sandbox can't import modules. */
  const render = (names: readonly string[], ...more: readonly string[]): Talk => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', compiledFile('test/cli/talk-many.ts')], {
      cwd: root, input: JSON.stringify([['render', plan(names), '--out', join(folder, 'out'), ...more]]), encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as readonly Talk[])[0];
  };

  test('deletes what an earlier render wrote and this one does not, and says so', () => {
    expect(render(['dana', 'lee']).code).toBe(0);
    expect(render(['dana'])).toMatchObject({ code: EXIT.error, err: expect.stringContaining('let --clean delete') as string });
    expect(users()).toEqual(['dana', 'lee', 'nobody']);
    const { code, err } = render(['dana'], '--clean');
    expect([code, err]).toEqual([0, expect.stringMatching(/^deleted: users[\\/]lee[\\/]/)]);
    expect(users()).toEqual(['dana', 'nobody']);
  }, 60_000);

  test('deletes nothing that no render wrote', () => {
    render(['dana']);
    mkdirSync(join(folder, 'out', 'users', 'mallory'), { recursive: true });
    writeFileSync(join(folder, 'out', 'users', 'mallory', 'p.json'), JSON.stringify(allow('s3:*')));
    expect(render(['dana'], '--clean')).toMatchObject({ code: EXIT.error, err: expect.stringContaining('users/mallory') as string });
    expect(users()).toEqual(['dana', 'mallory', 'nobody']);
    // nor does a list that names what lies elsewhere
    rmSync(join(folder, 'out', 'users', 'mallory'), { recursive: true });
    writeFileSync(join(folder, 'precious.json'), '{}');
    writeFileSync(join(folder, 'out', '.bucket-grants-files.json'), JSON.stringify({ files: ['../precious.json', 'users/../../precious.json'] }));
    expect(render(['dana'], '--clean').code).toBe(0);
    expect(existsSync(join(folder, 'precious.json'))).toBe(true);
  }, 60_000);

  test('needs a folder', async () => {
    expect(await talk(['render', plan(['dana']), '--clean'])).toMatchObject({ code: EXIT.error, err: expect.stringContaining('without --out') as string });
  });
});

test('issue 17 C: review --platform judges by the rules of the platform', async () => {
  const open = { account: '111122223333', users: { dana: { policies: [] } }, buckets: { data: { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:user/dana' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }] } } } };
  const [before, after] = [write('before.json', { ...open, buckets: { data: {} } }), write('after.json', open)];
  expect(await talk(['review', before, after, '--fail-on', 'gained'])).toMatchObject({ code: EXIT.finding });
  // MinIO looks at bucket policies only for requests that aren't signed
  expect(await talk(['review', before, after, '--fail-on', 'gained', '--platform', 'minio'])).toMatchObject({ code: EXIT.clean });
});

describe('issue 17 C: files are told for what they are', () => {
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200)]);
  test.each<readonly [what: string, content: string | Uint8Array, said: string]>([
    ['a saved plan', zip, 'a saved plan of Terraform or another archive, not text'],
    ['a compressed file', gzipSync('{}'), 'a compressed file, not text'],
    ['a text', 'hello', 'is not JSON'],
  ])('%s', async (_what, content, said) => {
    const { code, err } = await talk(['lint', write('source', content)]);
    expect([code, err]).toEqual([EXIT.error, expect.stringContaining(said)]);
    expect(err).toContain('Remedy: ');
  });

  test.each(['utf-16le', 'utf-16be'] as const)('%s is read', async (encoding) => {
    const bytes = Buffer.from(`\ufeff${JSON.stringify(state(allow('s3:GetObject')))}`, 'utf16le');
    expect((await talk(['explain', write('state.json', encoding === 'utf-16be' ? bytes.swap16() : bytes), '--user', 'dana', '--action', 's3:GetObject', '--resource', 'data/a'])).out).toMatch(/^ALLOWED/);
  });
});

describe('issue 17 C: SARIF', () => {
  test('names its version and where to read about it', async () => {
    const { out } = await talk(['lint', write('some.json', state(allow('s3:HeadObject'))), '--format', 'sarif']);
    const { runs: [{ tool }] } = JSON.parse(out) as { readonly runs: readonly [{ readonly tool: { readonly driver: object } }] };
    expect(tool.driver).toMatchObject({ version: VERSION, informationUri: 'https://github.com/bucket-grants/bucket-grants' });
  });

  test.each([
    ['C:\\infra\\cdktf.out', 'file:///C:/infra/cdktf.out'], ['c:/infra/a b#1.json', 'file:///c:/infra/a%20b%231.json'], ['\\\\server\\share\\plan.json', 'file://server/share/plan.json'],
    ['.\\infra\\plan.json', 'infra/plan.json'], ['infra\\plan.json', 'infra/plan.json'], ['/srv/plan.json', 'file:///srv/plan.json'], ['git:origin/main:cdktf.out', 'cdktf.out'], ['-', '-'],
  ])('the location of %s', (source, uri) => {
    expect(sourceUri(source)).toBe(uri);
    if (uri.startsWith('file:')) expect(new URL(uri).href).toBe(uri);
  });
});
