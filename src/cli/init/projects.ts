import { VERSION } from '../../report/version';
import { githubWorkflow, type WorkflowProject } from './github-workflow';

/** What a project can be begun for: an engine, or plan files, which none needs. */
export type ProjectKind = 'cdktf' | 'cdktn' | 'pulumi' | 'plan';

/** What the package asks of each, as its peers say. */
export const PEERS: Readonly<Record<ProjectKind, Readonly<Record<string, string>>>> = {
  cdktf: { 'cdktf': '^0.21.0', '@cdktf/provider-aws': '>=20.0.0 <22.0.0', 'constructs': '^10.4.2' },
  cdktn: { 'cdktn': '^0.24.0', '@cdktn/provider-aws': '^25.0.0', 'constructs': '^10.4.2' },
  pulumi: { '@pulumi/pulumi': '^3.165.0', '@pulumi/aws': '^7.0.0' },
  plan: {},
};

/** What every program is made with. */
const TOOLS = { '@types/node': '^20.0.0', 'tsx': '^4.23.0', 'typescript': '>=5.4 <7' };

/** How what is reviewed of each is made. */
export const WORKFLOWS: Readonly<Record<ProjectKind, WorkflowProject>> = {
  cdktf: { synthesize: 'npm run synth', output: 'cdktf.out', notes: [] },
  cdktn: { synthesize: 'npm run synth', output: 'cdktf.out', notes: [] },
  pulumi: {
    synthesize: 'npm run preview',
    output: 'preview.json',
    notes: ['runs the program under mocks, so that it needs neither the Pulumi command nor a backend nor keys'],
  },
  plan: { synthesize: 'npm run render', output: 'access-plan', notes: ['refuses what a platform can\'t have; what is reviewed are the plan files themselves'] },
};

const CONTENT = `const ci = new WriteOnlyUploader(SCOPE'ci-uploader', { bucket: 'acme-releases', prefix: 'firmware/' }OPTS);
new EnforceHttps(SCOPE'https', { bucket: 'acme-releases', minimumTlsVersion: '1.2' }OPTS);`;

const TEST = `import test from 'node:test';
import { assertAccess, checkAllows, checkDenies } from 'bucket-grants/testing';
SOURCE
const ci = { user: 'ci-uploader' };

test('the pipeline uploads firmware and nothing else', ASYNC() => {LOAD
  assertAccess(checkAllows(access, { ...ci, action: 's3:PutObject', resource: 'acme-releases/firmware/a.bin' }));
  assertAccess(checkDenies(access, { ...ci, action: 's3:PutObject', resource: 'acme-releases/firmware-old/a.bin' }));
  assertAccess(checkDenies(access, { ...ci, action: 's3:GetObject', resource: 'acme-releases/firmware/a.bin' }));
});

test('nothing goes over plain HTTP', ASYNC() => {LOAD
  const request = { ...ci, action: 's3:PutObject', resource: 'acme-releases/firmware/a.bin' };
  assertAccess(checkDenies(access, { ...request, context: { 'aws:SecureTransport': false } }));
});
`;

function terraformFiles(engine: 'cdktf' | 'cdktn'): Readonly<Record<string, string>> {
  return {
    'main.ts': `import { App, TerraformOutput, TerraformStack } from '${engine}';
import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider, WriteOnlyUploader } from 'bucket-grants/${engine}';

const app = new App();
export const stack = new TerraformStack(app, 'storage');
new StorageProvider(stack, 'store', { platform: aws({ region: 'eu-west-1' }) });

${CONTENT.replaceAll('SCOPE', 'stack, ').replaceAll('OPTS', '')}

new TerraformOutput(stack, 'access-key-id', { value: ci.accessKey.id });
new TerraformOutput(stack, 'secret-access-key', { value: ci.accessKey.secret, sensitive: true });

app.synth();
`,
    'access.test.ts': TEST.replace('SOURCE', "import { stack as access } from './main';\n").replaceAll('ASYNC', '').replaceAll('LOAD', ''),
    'cdktf.json': json({ language: 'typescript', app: 'npm run --silent synth', projectId: 'storage' }),
    '.gitignore': 'node_modules/\ncdktf.out/\n*.tfstate*\n',
  };
}

const PULUMI_FILES: Readonly<Record<string, string>> = {
  'index.ts': `import { aws } from 'bucket-grants';
import { EnforceHttps, StorageProvider, WriteOnlyUploader } from 'bucket-grants/pulumi';

const store = new StorageProvider('store', { platform: aws({ region: 'eu-west-1' }) });
const opts = { provider: store.provider };

${CONTENT.replaceAll('SCOPE', '').replaceAll('OPTS', ', opts')}

export const accessKeyId = ci.accessKey.id;
export const secretAccessKey = ci.accessKey.secret; // a Pulumi secret
`,
  'recorded.ts': `import * as pulumi from '@pulumi/pulumi';
import { pulumiRecording } from 'bucket-grants/testing';

/** What the program registers, under mocks: neither the Pulumi command nor a backend nor keys are needed. */
export async function recorded(): Promise<ReturnType<typeof pulumiRecording>> {
  const recording = pulumiRecording();
  await pulumi.runtime.setMocks(recording.mocks);
  await import('./index.js');
  await pulumi.runtime.disconnect();
  return recording;
}
`,
  'preview.ts': `import { writeFileSync } from 'node:fs';
import { recorded } from './recorded';

// what bucket-grants reviews: the form of pulumi preview --json --show-sames
void recorded().then(({ steps }) => writeFileSync('preview.json', JSON.stringify({ steps })));
`,
  'access.test.ts': TEST.replace('SOURCE', "import { recorded } from './recorded';\n\nconst recording = recorded();")
    .replaceAll('ASYNC', 'async ').replaceAll('LOAD', '\n  const access = await recording;'),
  'Pulumi.yaml': 'name: storage\nruntime:\n  name: nodejs\n  options:\n    nodeargs: --import tsx\nmain: index.ts\n',
  '.gitignore': 'node_modules/\npreview.json\n',
};

/** The first line of a plan file, by which editors complete and explain it. */
const SCHEMA = '# yaml-language-server: $schema=../node_modules/bucket-grants/schema/access-plan.json\n';

const PLAN_FILES: Readonly<Record<string, string>> = {
  'access-plan/buckets.yaml': `${SCHEMA}# What holds for everybody, and where the buckets are. The other files say what each team has.
accessPlan: 1
platform: { aws: { region: eu-west-1 } }
buckets:
  acme-releases:
    guards:
      - enforceHttps: { minimumTlsVersion: '1.2' }
`,
  'access-plan/pipeline.yaml': `${SCHEMA}accessPlan: 1
users:
  ci-uploader:
    accessKeys: ['1']
    grants:
      - writeOnlyUploader: { bucket: acme-releases, prefix: firmware/ }
`,
  'access.test.mjs': TEST.replace('SOURCE', "import { readPlan } from 'bucket-grants/files';\n\nconst access = readPlan('access-plan');")
    .replaceAll('ASYNC', '').replaceAll('LOAD', ''),
  '.gitignore': 'node_modules/\npolicies/\n',
};

/** What differs in the package.json of a program and in that of plan files. */
interface Scripts {
  readonly scripts: Readonly<Record<string, string>>;
  readonly tools?: Readonly<Record<string, string>>;
}

const TYPED = 'tsc && node --import tsx --test access.test.ts';
const SCRIPTS: Readonly<Record<ProjectKind, Scripts>> = {
  cdktf: { scripts: { synth: 'tsx main.ts', test: TYPED }, tools: TOOLS },
  cdktn: { scripts: { synth: 'tsx main.ts', test: TYPED }, tools: TOOLS },
  pulumi: { scripts: { preview: 'tsx preview.ts', test: TYPED }, tools: TOOLS },
  plan: { scripts: { render: 'bucket-grants render access-plan --out policies --clean', test: 'node --test access.test.mjs' } },
};

const TSCONFIG = {
  compilerOptions: { target: 'ES2022', module: 'Node16', moduleResolution: 'Node16', strict: true, noEmit: true, skipLibCheck: true, types: ['node'] },
  include: ['*.ts'],
};

/**
 * The files of a small project: a program or plan files, a test of what they give, and the workflow that reviews changes.
 *
 * @param name what the project is called
 */
export function projectFiles(kind: ProjectKind, name: string): ReadonlyMap<string, string> {
  const { scripts, tools } = SCRIPTS[kind];
  return new Map(Object.entries({
    ...filesOf(kind),
    'package.json': json({
      name,
      private: true,
      scripts,
      // a version of one's own build has no range
      dependencies: sorted({ 'bucket-grants': VERSION === '0.0.0' ? '*' : `^${VERSION}`, ...PEERS[kind] }),
      ...(tools && { devDependencies: tools }),
    }),
    'access-review.yaml': '# Changes of access that are accepted, each with a reason and a last day: docs/review.md of bucket-grants says how they are written.\naccepted: []\n',
    '.github/workflows/access-review.yml': githubWorkflow(WORKFLOWS[kind]),
  }));
}

function filesOf(kind: ProjectKind): Readonly<Record<string, string>> {
  if (kind === 'plan') return PLAN_FILES;
  return { ...(kind === 'pulumi' ? PULUMI_FILES : terraformFiles(kind)), 'tsconfig.json': json(TSCONFIG) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function sorted(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
