import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith, isInstalled } from './tools';

/** Pulumi's own command on the package, where it and the host of a language are: the provider without it is asked in test/pulumi-provider. */
jest.setTimeout(300_000);

const root = join(__dirname, '..', '..');
const onPath = (command: string): boolean => isInstalled('sh', '-c', `command -v ${command}`);
const pulumi = onPath('pulumi');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bucket-grants-pulumi-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let env: NodeJS.ProcessEnv;
beforeAll(() => { env = { ...process.env, PULUMI_HOME: join(folder, 'home'), PULUMI_SKIP_UPDATE_CHECK: 'true' }; });

const run = (...args: readonly string[]) => spawnSync('pulumi', ['package', ...args], { cwd: folder, encoding: 'utf8', env });

describe.each(['python', 'go', 'nodejs', 'dotnet', 'java'])('%s', (language) => {
  describeWith({ pulumi, [`pulumi-language-${language}`]: onPath(`pulumi-language-${language}`) })('gen-sdk takes the schema', () => {
    test('and writes an SDK', () => {
      const { status, stdout, stderr } = run('gen-sdk', join(root, 'schema', 'pulumi.json'), '--language', language, '--out', folder, '--version', '0.1.0');
      expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
      expect(readdirSync(join(folder, language)).length).toBeGreaterThan(0);
    });
  });
});

const built = existsSync(join(root, 'lib', 'pulumi-provider', 'main.js'));
describeWith({ pulumi, 'pulumi-language-nodejs': onPath('pulumi-language-nodejs'), 'lib, which "npx projen build:lib" makes': built })('the folder of the plugin', () => {
  test('tells its schema', () => {
    const { status, stdout, stderr } = run('get-schema', join(root, 'pulumi-plugin'));
    expect({ status, said: status === 0 ? '' : stderr }).toEqual({ status: 0, said: '' });
    expect(JSON.parse(stdout)).toMatchObject({ name: 'bucket-grants' });
  });

  test('is added to a program', () => {
    const program = join(folder, 'program');
    mkdirSync(program);
    writeFileSync(join(program, 'Pulumi.yaml'), 'name: storage\nruntime: yaml\n');
    const { status, stdout, stderr } = spawnSync('pulumi', ['package', 'add', join(root, 'pulumi-plugin')], { cwd: program, encoding: 'utf8', env });
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
    expect(readFileSync(join(program, 'Pulumi.yaml'), 'utf8')).toContain('bucket-grants');
  });
});
