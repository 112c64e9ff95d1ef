/* What importing an entry costs, against importing by hand just the provider classes that it needs. Run: npm run bench -- import */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compiled, entries, importPath } from '../tools/entries';
import { pairedRatio } from './ratio';
import { report } from './table';

const root = join(__dirname, '..');
/** Of most 1.1. */
const TARGETS: Readonly<Record<string, number>> = { 'bucket-grants/cdktn': 1.13 };
const pairs = 15;

/** The modules from outside the package that a bundled file loads at import, itself or through the chunks that it shares with others. */
function externals(file: string): string[] {
  const imports = [...readFileSync(file, 'utf8').matchAll(/^(?:const [\w$]+ = )?require\('([^']+)'\);$/gm)].map(([, path]) => path);
  return [...new Set(imports.flatMap((path) => path.startsWith('.') ? externals(join(dirname(file), path)) : [path]))];
}

/** Milliseconds of processor time to require the modules in a fresh process, that of starting Node not counted. */
function requireTime(modules: readonly string[]): number {
  const script = `const start = process.cpuUsage();
    ${modules.map((name) => `require(${JSON.stringify(name)});`).join('\n')}
    const { user, system } = process.cpuUsage(start);
    console.log((user + system) / 1e3);`;
  return Number(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }));
}

async function main(): Promise<void> {
  for (const entry of entries) {
    const own = join(root, compiled(entry.source, '.js'));
    const byHand = externals(own).filter((name) => !name.startsWith('node:'));
    if (entry.peers.length === 0) {
      console.log(`${importPath(entry).padEnd(36)} ${requireTime([own]).toFixed(1)} ms, loads ${byHand.length === 0 ? 'no other package' : byHand.join(', ')}`);
      continue;
    }
    const measured = await pairedRatio(() => requireTime([own]), () => requireTime(byHand), pairs);
    const { subject: ours, baseline: theirs } = measured;
    report({ work: `import of ${importPath(entry)}`, ours, unit: 'ms', beside: { name: `its ${byHand.length} modules by hand`, theirs }, target: TARGETS[importPath(entry)] ?? 1.1 });
  }
}

if (!existsSync(join(root, 'lib', 'index.js'))) throw new Error('lib is not built: run "npx projen build:lib" first.');
void main();
