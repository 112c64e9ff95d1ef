import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, Scratch } from './sandbox';

/** The commands that README.md and the pages of the site print, by where they stand. */
const PRINTED = ['README.md', 'docs/start/install.md', 'docs/start/cdktf.md', 'docs/start/cdktn.md', 'docs/start/pulumi.md', 'docs/start/plans.md']
  .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/npm install (bucket-grants[^`\n]*)/g)].map(([, packages]) => ({ file, packages: packages.trim() })));

const distinct = [...new Set(PRINTED.map(({ packages }) => packages))];

/** Whether npm can ask a registry here. */
const online = spawnSync('npm', ['view', 'constructs@10.7.2', 'version'], { encoding: 'utf8', timeout: 20_000 }).stdout?.trim() === '10.7.2';
const each = online ? test.each : test.skip.each;

test('README.md prints a command for each engine, and the start pages print the same', () => {
  expect(PRINTED.filter(({ file }) => file === 'README.md').map(({ packages }) => packages)).toEqual(distinct);
  expect(distinct).toHaveLength(4);
});

describe('npm install, as printed, in an empty folder', () => {
  const scratch = new Scratch();
  let tarball: string;
  beforeAll(() => { tarball = scratch.pack().tarball; });
  afterAll(() => { scratch.remove(); });

  each(distinct)(`%s: npm finds packages that fit together${online ? '' : ' (skipped: no registry answers)'}`, (packages) => {
    const dir = join(scratch.dir, packages.replace(/\W+/g, '-'));
    mkdirSync(dir);
    writeFileSync(join(dir, 'package.json'), '{"private":true}');
    // what would be installed is worked out, and not fetched
    const names = packages.split(' ').map((name) => name === 'bucket-grants' ? tarball : name);
    const { status, stderr } = spawnSync('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund', ...names], { cwd: dir, encoding: 'utf8' });
    expect(status === 0 ? '' : stderr).toBe('');
    const { packages: chosen } = JSON.parse(readFileSync(join(dir, 'package-lock.json'), 'utf8')) as { packages: Readonly<Record<string, { version: string }>> };
    expect(Object.keys(chosen)).toEqual(expect.arrayContaining(packages.split(' ').map((name) => `node_modules/${name.replace(/(.)@.*$/, '$1')}`)));
  }, 180_000);
});
