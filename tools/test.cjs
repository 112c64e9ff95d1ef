// `npm test`: installs what is missing, then builds, checks, lints and tests everything. Its last line counts jest's tests, and every
// step below as one test more. Arguments go to jest: `npm test -- test/policy`.
const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { ensureInstalled } = require('./install.cjs');
const { closingLine, tally } = require('./tally.cjs');

const root = join(__dirname, '..');
const bin = (path) => join(root, 'node_modules', path);

/** Tasks of .projenrc.ts: `npx projen NAME` runs one alone. */
const tasks = {
  'build:lib': 'compile src to lib',
  'typecheck': 'type-check tests, tools, benchmarks and examples',
  'eslint': 'lint',
  'docgen:check': 'every public symbol is documented, API.md is fresh',
  'check:exports': 'publint: package.json fits the package',
  'check:types': 'attw: the types resolve as users import them',
};

function step(name, script, args) {
  console.log(`\n--- ${name}`);
  const start = Date.now();
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return { name, ok: status === 0, seconds: (Date.now() - start) / 1000 };
}

/** Runs jest, and counts as a step only when it failed without saying so in its report. */
function jest(args) {
  const dir = mkdtempSync(join(tmpdir(), 'bucket-grants-test-'));
  const file = join(dir, 'report.json');
  try {
    const run = step('tests', bin('jest/bin/jest.js'), ['--ci', '--json', `--outputFile=${file}`, '--testLocationInResults=false', ...args]);
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    return { run, report, silentFailure: !run.ok && (report?.success ?? false) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

ensureInstalled();
const steps = Object.entries(tasks).map(([task, name]) => step(`${name} (${task})`, bin('projen/bin/projen'), [task]));
const { run, report, silentFailure } = jest(process.argv.slice(2));
if (silentFailure) steps.push({ ...run, name: 'jest' });

const total = tally(steps, report);
console.log('\nSteps:');
for (const { name, ok, seconds } of steps) console.log(`  ${ok ? 'passed' : 'FAILED'}  ${name}, ${seconds.toFixed(1)} s`);
console.log(`  ${run.ok ? 'passed' : 'FAILED'}  tests, ${run.seconds.toFixed(1)} s`);
if (total.skipped.length > 0) console.log(`Skipped:\n${total.skipped.map((name) => `  ${name}`).join('\n')}`);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(closingLine(total));
