/*
 * `npx tsx tools/peer-ends.ts`: installs the packed package in an empty folder with both ends of its peer ranges, the oldest and the newest versions
 * that the registry has, and runs an example on each engine. It takes minutes and a gigabyte, so that CI runs it at night, on each version of Node.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PEERS, type ProjectKind } from '../src/cli/init/projects';

const root = join(__dirname, '..');
const examples = join(root, 'examples');

/** The versions that the registry has in a range, the oldest first. */
function versionsIn(name: string, range: string): readonly string[] {
  const found = JSON.parse(execFileSync('npm', ['view', `${name}@${range}`, 'version', '--json'], { encoding: 'utf8' })) as string | string[];
  const parts = (version: string): readonly number[] => version.split('.').map(Number);
  const byNumber = (a: string, b: string): number => parts(a).map((part, at) => part - parts(b)[at]).find((difference) => difference !== 0) ?? 0;
  return [found].flat().filter((version) => !version.includes('-')).sort(byNumber);
}

/** Installs the package with these peers in a folder, runs the example, and asks the command about what came out. */
function tried(folder: string, tarball: string, engine: ProjectKind, peers: readonly string[]): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const run = (program: string, ...args: readonly string[]): string => execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', tarball, 'tsx', ...peers);
  copyFileSync(join(examples, 'downloads', `${engine}.ts`), join(folder, 'main.ts'));
  if (engine === 'pulumi') {
    copyFileSync(join(examples, 'quickstart', 'preview-pulumi.ts'), join(folder, 'preview.ts'));
    run('npx', 'tsx', 'preview.ts', 'main.ts', 'cdktf.out');
  } else {
    run('npx', 'tsx', 'main.ts');
  }
  run('npx', 'bucket-grants', 'explain', 'cdktf.out', '--user', 'mirror', '--action', 's3:GetObject', '--resource', 'acme-releases/public/a', '--expect', 'allow');
  run('npx', 'bucket-grants', 'explain', 'cdktf.out', '--user', 'mirror', '--action', 's3:PutObject', '--resource', 'acme-releases/public/a', '--expect', 'deny');
}

const scratch = mkdtempSync(join(tmpdir(), 'bucket-grants-peers-'));
try {
  const packed = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], { cwd: root, encoding: 'utf8' })) as [{ filename: string }];
  for (const engine of ['cdktf', 'cdktn', 'pulumi'] as const) {
    for (const [end, at] of [['oldest', 0], ['newest', -1]] as const) {
      // npm itself brings the constructs that the engine asks for
      const peers = Object.entries(PEERS[engine]).filter(([name]) => name !== 'constructs').map(([name, range]) => `${name}@${versionsIn(name, range).at(at)}`);
      const folder = join(scratch, `${engine}-${end}`);
      tried(folder, join(scratch, packed[0].filename), engine, peers);
      console.log(`node ${process.versions.node}, ${engine}, ${end}: ${peers.join(' ')}`);
      rmSync(folder, { recursive: true });
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
