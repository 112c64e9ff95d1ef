/*
 * What `npm run quickstart` shows: the CI uploader example, synthesized on all three engines; its policies; what they allow; and what a
 * change of them would give.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { accessMatrix, accessPlan, decide, readAccess, reviewAccess, writeOnlyUploader, type AccessState } from 'bucket-grants';
import type { NamedPolicy } from 'bucket-grants/decide';
import { readAccessFile } from 'bucket-grants/files';
import { policyObject } from 'bucket-grants/policy';

const root = join(__dirname, '..', '..');
const example = join('examples', 'ci-uploader');
const out = join(root, example, 'out');

/** How each engine's program is synthesized, and what can be read of it then. */
const engines = {
  cdktf: { program: [join(example, 'cdktf.ts')], output: join(out, 'cdktf') },
  cdktn: { program: [join(example, 'cdktn.ts')], output: join(out, 'cdktn') },
  pulumi: {
    program: [join('examples', 'quickstart', 'preview-pulumi.ts'), join(example, 'pulumi.ts'), join(out, 'pulumi', 'preview.json')],
    output: join(out, 'pulumi', 'preview.json'),
  },
} as const;

mkdirSync(out, { recursive: true });

function synthesize(name: keyof typeof engines): AccessState {
  const { program, output } = engines[name];
  console.log(`  ${name} …`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', ...program], { cwd: root, stdio: 'inherit', env: { ...process.env, CDKTF_OUTDIR: output } });
  if (status !== 0) throw new Error(`${program[0]} failed`);
  return readAccessFile(output);
}

function title(text: string): void {
  console.log(`\n--- ${text}\n`);
}

function policiesOf(state: AccessState): ReadonlyMap<string, object> {
  const policies: readonly (NamedPolicy | undefined)[] = [
    ...[...state.users.values()].flatMap((user) => user.policies),
    ...[...state.buckets.values()].map(({ policy }) => policy),
  ];
  return new Map(policies.flatMap((policy) => (policy?.document ? [[policy.name, policyObject(policy.document)]] : [])));
}

title(`Synthesizing ${example} on all three engines`);
const states = { cdktf: synthesize('cdktf'), cdktn: synthesize('cdktn'), pulumi: synthesize('pulumi') };
const state = states.cdktf;
const documents = (some: AccessState) => JSON.stringify([...policiesOf(some).values()]);
if (new Set(Object.values(states).map(documents)).size > 1) throw new Error('the engines render different policies: please report it');
console.log('The policies are the same, byte for byte, on all three.');

title('The policies');
for (const [name, document] of policiesOf(state)) console.log(`${name}:\n${JSON.stringify(document, null, 2)}\n`);

title('Who may do what');
for (const { principal, bucket, prefix, read, list, write, delete: deletes } of accessMatrix(state)) {
  console.log(`${principal} on ${bucket}/${prefix}: read ${read}, list ${list}, write ${write}, delete ${deletes}`);
}

title('Asking');
const https = { 'aws:SecureTransport': true, 's3:TlsVersion': 1.3 };
const requests = [
  { action: 's3:PutObject', resource: 'acme-releases/firmware/v2.bin', context: https },
  { action: 's3:PutObject', resource: 'acme-releases/firmware-old/v2.bin', context: https },
  { action: 's3:GetObject', resource: 'acme-releases/firmware/v2.bin', context: https },
  { action: 's3:PutObject', resource: 'acme-releases/firmware/v2.bin', context: { 'aws:SecureTransport': false } },
];
for (const request of requests) {
  const { effect, reason } = decide(state, { principal: { user: 'ci-uploader' }, ...request });
  console.log(`${request.action} ${request.resource}${request.context['aws:SecureTransport'] ? '' : ' over plain HTTP'}: ${effect}\n    ${reason}`);
}

title('Reviewing a change: somebody shortens the prefix from firmware/ to the whole bucket');
const plan = (prefix: string) => accessPlan({ users: { 'ci-uploader': { grants: [writeOnlyUploader({ bucket: 'acme-releases', prefix })] } } });
console.log(reviewAccess(readAccess(plan('firmware/')), readAccess(plan(''))));

title('Next');
console.log(`The synthesized output is in ${relative(process.cwd(), out) || '.'}: cdktf/ and cdktn/ for terraform, pulumi/preview.json.
Try, for example:
  npx bucket-grants matrix ${join(example, 'out', 'cdktf')}
  npx bucket-grants review ${join(example, 'out', 'pulumi', 'preview.json')} ${join(example, 'out', 'cdktf')}
  npx bucket-grants explain ${join(example, 'out', 'cdktf')} --user ci-uploader --action s3:DeleteObject --resource acme-releases/firmware/v2.bin
  NODE_OPTIONS="--import tsx" npx bucket-grants render examples/platform-repo/plan.ts --arg prod
Then read README.md, and copy a program from examples/.`);
