import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { commands, compiled, entries, importPath, plugin, type Entry } from '../../tools/entries';
import { Provider } from '../pulumi-provider/provider';
import { PROGRAMS, VITEST } from './matcher-programs';
import { packageJson, root, Scratch, type PackedFile, type Project } from './sandbox';

/**
 * The package as users get it: packed, and unpacked into an otherwise empty project that has the peers of one entry and no other. What is
 * tested follows from tools/entries.ts.
 */
const scratch = new Scratch();
let tarball: string;
let files: readonly PackedFile[];
beforeAll(() => {
  ({ tarball, files } = scratch.pack());
});
afterAll(() => scratch.remove());

/** Every package that belongs to some engine; `constructs` is shared by two and is not an engine. */
const enginePackages = [...new Set(entries.flatMap(({ peers }) => peers))].filter((name) => name !== 'constructs');

/** Requires an entry; prints what it exports, and which packages that loaded: the engines', indexes of providers, our dependencies. */
const probe = (entry: Entry): string => `
  const exported = Object.keys(require(${JSON.stringify(importPath(entry))}));
  const files = Object.keys(require.cache).map((file) => file.split(require('node:path').sep).join('/'));
  const loaded = ${JSON.stringify(enginePackages)}.filter((name) => files.some((file) => file.includes('/node_modules/' + name + '/')));
  const indexes = files.filter((file) => /\\/node_modules\\/@(cdktf|cdktn)\\/provider-aws\\/lib\\/index\\.js$|\\/node_modules\\/@pulumi\\/aws\\/index\\.js$/.test(file));
  const dependencies = ${JSON.stringify(Object.keys(packageJson.dependencies))}.filter((name) => files.some((file) => file.includes('/node_modules/' + name + '/')));
  console.log(JSON.stringify({ exported, loaded, indexes, dependencies }));
`;
interface Probed { readonly exported: string[]; readonly loaded: string[]; readonly indexes: string[]; readonly dependencies: string[] }

describe('the tarball', () => {
  const paths = (): string[] => files.map(({ path }) => path);

  test('holds the compiled package and its papers, nothing else', () => {
    const papers = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json', 'pulumi-plugin/PulumiPlugin.yaml', 'pulumi-plugin/package.json', 'schema/access-plan.json', 'schema/pulumi.json'];
    expect(paths().filter((path) => !path.startsWith('lib/')).sort()).toEqual(papers);
    expect(paths().filter((path) => path.startsWith('lib/') && !/\.(js|js\.map|d\.ts)$/.test(path))).toEqual([]);
  });

  test('holds declarations of sources that are there, and JavaScript of entries and of what they share, with source maps', () => {
    const source = (path: string): string => path.replace(/^lib\//, 'src/').replace(/\.d\.ts$/, '.ts');
    expect(paths().filter((path) => path.endsWith('.d.ts') && !existsSync(join(root, source(path))))).toEqual([]);
    const scripts = paths().filter((path) => path.endsWith('.js'));
    const expected = [...entries.map((entry) => entry.source), ...Object.values(commands), plugin].map((each) => compiled(each, '.js'));
    expect(scripts.filter((path) => !path.startsWith('lib/chunks/')).sort()).toEqual(expected.sort());
    expect(paths().filter((path) => path.endsWith('.js.map')).sort()).toEqual(scripts.map((path) => `${path}.map`).sort());
  });

  test('has both files of every entry, and package.json exports exactly the entries', () => {
    for (const { source } of entries) expect(paths()).toEqual(expect.arrayContaining([compiled(source, '.js'), compiled(source, '.d.ts')]));
    expect(Object.keys(packageJson.exports)).toEqual([...entries.map(({ subpath }) => subpath), './schema/access-plan.json', './package.json']);
  });

  test('makes every command executable, with a shebang', () => {
    for (const [name, source] of Object.entries(commands)) {
      const script = compiled(source, '.js');
      expect(packageJson.bin[name]).toBe(script);
      expect(files.find(({ path }) => path === script)?.mode.toString(8)).toBe('755');
      expect(readFileSync(join(root, script), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
  });
});

describe.each(entries.map((entry) => [importPath(entry), entry] as const))('%s, with its own peers only', (path, entry) => {
  let project: Project;
  let probed: Probed;
  beforeAll(() => {
    project = scratch.project(entry.subpath.replace(/\W/g, '') || 'core', tarball, entry.peers);
    const run = project.node('probe.cjs', probe(entry));
    expect(run.stderr).toBe('');
    probed = JSON.parse(run.stdout) as Probed;
  });

  test('is required, and loads no other engine', () => {
    expect(probed.exported.length).toBeGreaterThan(0);
    expect(probed.loaded.filter((name) => !entry.peers.includes(name))).toEqual([]);
  });

  test('imports provider classes one by one: the index of a provider costs seconds', () => {
    expect(probed.indexes).toEqual([]);
  });

  test('loads no dependency at import: YAML and hashes are for those who need them', () => {
    expect(probed.dependencies).toEqual([]);
  });

  test('has the classes of the core, so that instanceof holds whatever is imported', () => {
    const run = project.node('shared.cjs', `const core = require('bucket-grants'), own = require('${path}');
      console.log(JSON.stringify(Object.keys(own).filter((name) => /^[A-Z]/.test(name) && name in core && own[name] !== core[name])));`);
    expect(run).toMatchObject({ stdout: '[]\n', stderr: '' });
  });

  test('says where in the source an error was made', () => {
    const run = project.node('thrown.cjs', "try { require('bucket-grants').readOnlyPrefix({ bucket: 'B' }); } catch (error) { console.log(error.stack); }", ['--enable-source-maps']);
    expect(run.stdout).toMatch(/src\/s3\/[\w-]+\.ts:\d+:\d+/);
  });

  if (entry.subpath === './pulumi') {
    test('holds the plugin for programs in other languages, which starts as Pulumi starts it and makes a component', async () => {
      const folder = join(project.dir, 'node_modules', 'bucket-grants', 'pulumi-plugin');
      expect(readFileSync(join(folder, 'PulumiPlugin.yaml'), 'utf8')).toBe('runtime: nodejs\n');
      // what the language host of Node runs, found from the folder as it finds it
      const run = createRequire(join(folder, 'index.js')).resolve('@pulumi/pulumi/cmd/run-plugin');
      const provider = await Provider.start([run, folder]);
      try {
        expect(JSON.parse(await provider.schema())).toMatchObject({ name: 'bucket-grants' });
        const inputs = { existing: [{ principal: { existingUser: 'lee' }, grants: [{ readOnlyPrefix: { bucket: 'downloads', prefix: 'public/' } }] }] };
        const { resources } = await provider.construct({ type: 'StorageAccess', name: 'access', inputs });
        expect(resources.map(({ name }) => name).sort()).toEqual(['access', 'access-user-lee-policy', 'access-user-lee-policy-attachment']);
      } finally {
        provider.stop();
      }
    });

    test('throws the AccessError that the core exports', () => {
      const run = project.node('throws.cjs', `const { AccessError } = require('bucket-grants'), { oidcRole } = require('${path}');
        try { oidcRole({}); } catch (error) { console.log(error instanceof AccessError, error.code); }`);
      expect(run).toMatchObject({ status: 0, stdout: 'true InvalidTrust\n', stderr: '' });
    });
  }

  if (entry.subpath === './cdktf' || entry.subpath === './cdktn') {
    test('throws the AccessError that the core exports, from CommonJS as from ESM', () => {
      const [engine] = entry.peers;
      const failing = `const stack = new TerraformStack(new App(), 'stack');
        try { new WriteOnlyUploader(stack, 'ci', { bucket: 'B', prefix: 'a/' }); } catch (error) { console.log(error instanceof AccessError, error.code); }`;
      const names: readonly (readonly [string, string])[] = [['{ App, TerraformStack }', engine], ['{ WriteOnlyUploader }', path], ['{ AccessError }', 'bucket-grants']];
      const runs = [
        project.node('throws.cjs', `${names.map(([name, from]) => `const ${name} = require('${from}');`).join('\n')}\n${failing}`),
        project.node('throws.mjs', `${names.map(([name, from]) => `import ${name} from '${from}';`).join('\n')}\n${failing}`),
      ];
      for (const run of runs) expect(run).toMatchObject({ status: 0, stdout: 'true InvalidBucketName\n', stderr: '' });
    });
  }

  test('is imported by name from ESM', () => {
    const names = probed.exported.map((name, i) => `${name} as n${i}`).join(', ');
    const run = project.node('probe.mjs', `import { ${names} } from '${path}';\nconsole.log([${probed.exported.map((_, i) => `n${i}`).join(', ')}].length);`);
    expect(run).toMatchObject({ status: 0, stdout: `${probed.exported.length}\n` });
  });

  test('type-checks, declarations included', () => {
    const names = probed.exported.map((name, i) => `${name} as n${i}`).join(', ');
    const program = `import { ${names} } from '${path}';\nexport const all: unknown[] = [${probed.exported.map((_, i) => `n${i}`).join(', ')}];\n`;
    expect(project.typeErrors({ 'probe.ts': program })).toEqual([]);
  });

  const others = entries.filter(({ peers }) => peers.some((peer) => !entry.peers.includes(peer)));
  for (const other of others) {
    test(`${importPath(other)} is missing there, and the error names what to install`, () => {
      const run = project.node('missing.cjs', `require(${JSON.stringify(importPath(other))});`);
      const absent = other.peers.filter((peer) => !entry.peers.includes(peer));
      expect(run.status).not.toBe(0);
      expect(run.stderr).toContain("code: 'MODULE_NOT_FOUND'");
      const [, missing] = /Cannot find module '([^']+)'/.exec(run.stderr) ?? [];
      expect(absent.filter((peer) => missing === peer || missing?.startsWith(`${peer}/`))).toHaveLength(1);
    });
  }
});

test('the matchers are typed for jest, @jest/globals and vitest', () => {
  const project = scratch.project('matchers', tarball, ['@jest/globals', 'expect', '@types/jest']);
  const vitest = join(project.dir, 'node_modules', 'vitest');
  mkdirSync(vitest);
  writeFileSync(join(vitest, 'package.json'), JSON.stringify({ name: 'vitest', types: 'index.d.ts' }));
  writeFileSync(join(vitest, 'index.d.ts'), VITEST);
  expect(project.typeErrors(PROGRAMS).sort()).toEqual(Object.keys(PROGRAMS).sort().map((file) => expect.stringMatching(
    new RegExp(`^${file}: .* is missing the following properties from type 'TestRequest': action, resource`),
  ) as string));
});

for (const [name, source] of Object.entries(commands)) {
  test(`${name} --help answers with no engine installed`, () => {
    const project = scratch.project('command', tarball, []);
    const run = project.run([join('node_modules', 'bucket-grants', compiled(source, '.js')), '--help']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain(name);
  });
}
