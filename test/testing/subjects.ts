import * as pulumi from '@pulumi/pulumi';
import { accessPlan, enforceHttps, existingUser, readAccess, readOnlyPrefix, renderAccess, writeOnlyUploader } from '../../src';
import * as pulumiGrants from '../../src/pulumi';
import { pulumiRecording, type AccessSubject, type PulumiRecording } from '../../src/testing';
import { kits, type App, type Kit, type Stack } from '../terraform/kit';

const uploads = { bucket: 'releases', prefix: 'firmware/' };
const reads = { bucket: 'downloads', prefix: 'public/' };

/** The plan that every subject below says in its own way. */
export const plan = accessPlan({
  users: { 'ci-uploader': { grants: [writeOnlyUploader(uploads)] }, 'dana': {} },
  groups: { engineering: { members: ['dana', existingUser('lee')], grants: [readOnlyPrefix(reads)] } },
  buckets: { releases: { guards: [enforceHttps()] } },
});

/** What exactly it allows. */
export const exactly = [
  { user: 'ci-uploader', actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], resources: 'releases/firmware/*' },
  ...['dana', 'lee'].flatMap((user) => [
    { user, actions: 's3:GetObject', resources: ['downloads/public/*'] },
    { user, actions: 's3:ListBucket', resources: 'downloads', conditions: { StringLike: { 's3:prefix': 'public/*' } } },
  ]),
];

/** Builds the plan with constructs in a stack of its own app, which is never written. */
export function stackWith(kit: Kit, more: (stack: Stack, app: App) => void = () => undefined): Stack {
  const app = kit.Testing.app() as App;
  const stack = new kit.TerraformStack(app, 'storage');
  new kit.AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  new kit.WriteOnlyUploader(stack, 'ci-uploader', uploads);
  const dana = new kit.StorageUser(stack, 'dana');
  const engineering = new kit.StorageGroup(stack, 'engineering', { members: [dana, existingUser('lee')] });
  new kit.ReadOnlyPrefix(stack, 'downloads', { ...reads, grantee: engineering });
  new kit.EnforceHttps(stack, 'https', { bucket: 'releases' });
  more(stack, app);
  return stack;
}

/** Records a Pulumi program. */
export async function recorded(program: () => void): Promise<PulumiRecording> {
  const recording = pulumiRecording();
  await pulumi.runtime.setMocks(recording.mocks);
  program();
  await pulumi.runtime.disconnect();
  return recording;
}

function pulumiProgram(): void {
  new pulumiGrants.WriteOnlyUploader('ci-uploader', uploads);
  const dana = new pulumiGrants.StorageUser('dana');
  const engineering = new pulumiGrants.StorageGroup('engineering', { members: [dana, existingUser('lee')] });
  new pulumiGrants.ReadOnlyPrefix('downloads', { ...reads, grantee: engineering });
  new pulumiGrants.EnforceHttps('https', { bucket: 'releases' });
}

/** The same access as everything that a test may be given. */
export const subjects: ReadonlyArray<readonly [name: string, make: () => AccessSubject | Promise<AccessSubject>]> = [
  ...kits.flatMap(([engine, kit]) => [
    [`a ${engine} stack`, () => stackWith(kit)],
    [`a construct in a ${engine} stack`, () => stackWith(kit).node.findChild('ci-uploader')],
    [`the text that ${engine} synthesizes`, () => kit.Testing.synth(stackWith(kit))],
    [`the parsed output of ${engine}`, () => JSON.parse(kit.Testing.synth(stackWith(kit))) as Record<string, unknown>],
  ] as const),
  ['a plan', () => plan],
  ['rendered access', () => renderAccess(plan)],
  ['an access state', () => readAccess(plan)],
  ['a recording of a Pulumi program', () => recorded(pulumiProgram)],
];
