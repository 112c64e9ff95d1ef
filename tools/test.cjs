// `npm test`: installs what is missing, then builds, and checks, lints and tests everything, the checks beside the tests. Its last line counts
// jest's tests, and every step below as one test more. Arguments go to jest: `npm test -- test/policy`. A shard (`--shard=1/3`) is without the
// checks, which `npm test -- --checks` runs alone.
const { spawn } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { availableParallelism, tmpdir } = require('node:os');
const { join } = require('node:path');
const { ensureInstalled } = require('./install.cjs');
const { closingLine, tally } = require('./tally.cjs');

const root = join(__dirname, '..');
const bin = (path) => join(root, 'node_modules', path);

/** Tasks of .projenrc.ts: `npx projen NAME` runs one alone. */
const build = { 'build:lib': 'compile src to lib' };
const checks = {
  'typecheck': 'type-check tests, tools, benchmarks and examples',
  'eslint': 'lint',
  'docgen:check': 'every public symbol is documented, API.md is fresh',
  'check:exports': 'publint: package.json fits the package',
  'check:types': 'attw: the types resolve as users import them',
};

/** Runs a script of Node; what it says comes at once, or all together at its end where others speak meanwhile. */
function step(name, script, args, { atOnce = false } = {}) {
  if (atOnce) console.log(`\n--- ${name}`);
  const start = Date.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', atOnce ? 'inherit' : 'pipe', atOnce ? 'inherit' : 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.push(data));
  return new Promise((resolve) => child.on('close', (status) => {
    if (!atOnce) console.log(`\n--- ${name}\n${Buffer.concat(said)}`);
    resolve({ name, ok: status === 0, seconds: (Date.now() - start) / 1000 });
  }));
}

async function inTurn(tasks, options) {
  const steps = [];
  for (const [task, name] of Object.entries(tasks)) steps.push(await step(`${name} (${task})`, bin('projen/bin/projen'), [task], options));
  return steps;
}

/** Runs jest, and counts as a step only when it failed without saying so in its report. */
async function jest(args) {
  const dir = mkdtempSync(join(tmpdir(), 'bucket-grants-test-'));
  const file = join(dir, 'report.json');
  // one more than there are cores, since many tests wait for servers and other processes; jest's own choice is one less
  const workers = args.some((arg) => /^(-w|--maxWorkers|-i$|--runInBand)/.test(arg)) ? [] : [`--maxWorkers=${availableParallelism() + 1}`];
  try {
    const run = await step('tests', bin('jest/bin/jest.js'), ['--ci', '--json', `--outputFile=${file}`, '--testLocationInResults=false', ...workers, ...args], { atOnce: true });
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    return { run, report, silentFailure: !run.ok && (report?.success ?? false) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What jest comes to where it isn't run. */
const NO_TESTS = { report: { testResults: [], numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 } };

async function main(args) {
  const [isShard, onlyChecks] = [args.some((arg) => arg.startsWith('--shard')), args.includes('--checks')];
  const built = await inTurn(build, { atOnce: true });
  const [checked, { run, report, silentFailure }] = await Promise.all([inTurn(isShard ? {} : checks), onlyChecks ? NO_TESTS : jest(args)]);
  const steps = [...built, ...checked, ...(silentFailure ? [{ ...run, name: 'jest' }] : [])];

  const total = tally(steps, report);
  console.log('\nSteps:');
  for (const { name, ok, seconds } of steps) console.log(`  ${ok ? 'passed' : 'FAILED'}  ${name}, ${seconds.toFixed(1)} s`);
  if (run) console.log(`  ${run.ok ? 'passed' : 'FAILED'}  tests, ${run.seconds.toFixed(1)} s`);
  if (total.skipped.length > 0) console.log(`Skipped:\n${total.skipped.map((name) => `  ${name}`).join('\n')}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(closingLine(total));
}

ensureInstalled();
void main(process.argv.slice(2));
