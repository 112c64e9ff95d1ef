import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Step { readonly spawn?: string; readonly exec?: string }
interface Tasks { readonly tasks: Readonly<Record<string, { readonly steps?: readonly Step[] }>> }

test('npm run quickstart builds the package by the task that bundles it: declarations alone leave nothing to run', () => {
  const [, task] = /'projen\/bin\/projen', \['([\w:]+)'\]/.exec(readFileSync(join(root, 'tools', 'quickstart.cjs'), 'utf8')) ?? [];
  const { tasks } = JSON.parse(readFileSync(join(root, '.projen', 'tasks.json'), 'utf8')) as Tasks;
  const commands = (name: string): readonly string[] => (tasks[name]?.steps ?? [])
    .flatMap(({ spawn, exec }) => [...(exec === undefined ? [] : [exec]), ...(spawn === undefined ? [] : commands(spawn))]);
  expect(commands(task)).toContain('tsx tools/bundle.ts');
});
