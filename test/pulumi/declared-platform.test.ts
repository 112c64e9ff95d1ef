import * as pulumi from '@pulumi/pulumi';
import { activeScale, aws, cephRgw, decide, minio, readAccess, selectel, type Platform } from '../../src';
import { recipeOf } from '../../src/platforms/recipe';
import { ReadOnlyPrefix, StorageProvider } from '../../src/pulumi';
import { pulumiRecording } from '../../src/testing';
import { runProgram, type Registered } from './engine';
import { declare } from './mocks';

jest.setTimeout(120_000);

const store = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };
const ceph = cephRgw({ endpoint: 'https://rgw.store.example' });
const scale = activeScale({ version: '7.1', ...store });
const VERSION: Parameters<typeof decide>[1] = { principal: { user: 'dana' }, action: 's3:GetObjectVersion', resource: 'releases/a/x' };
const TYPE = 'bucket-grants:index:StorageProvider';

/** What the engine would write of a resource. */
const stateOf = ({ urn, type, parent, inputs, provider }: Registered) => ({
  urn: `urn:pulumi:dev::proj::${urn}`, type, inputs, parent: `urn:pulumi:dev::proj::${parent}`, ...(provider && { provider: `urn:pulumi:dev::proj::${provider}::some-id` }),
});
const previewOf = (resources: readonly Registered[]) => ({ steps: resources.map((each) => ({ op: 'create', urn: stateOf(each).urn, newState: stateOf(each) })) });
const exportOf = (resources: readonly Registered[]) => ({ version: 3, deployment: { resources: resources.map(stateOf) } });

test.each([
  ['preview', 'ceph', ceph], ['up', 'ceph', ceph], ['preview', 'scale', scale], ['up', 'scale', scale],
] as const)('%s of a program for %s tells its platform, without --platform', async (mode, name, platform) => {
  const { code, text, resources } = await runProgram('store.ts', { mode, env: { STORE: name } });
  expect([code, text]).toEqual([0, '']);
  const told = resources.filter(({ type }) => type === TYPE);
  expect(told.map(({ inputs, parent }) => [inputs, parent])).toEqual([
    [{ ...recipeOf(platform), provider: 'urn:pulumi:dev::proj::pulumi:providers:aws::store' }, 'pulumi:providers:aws::store'],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/hush|AKIA/);
  const state = readAccess(mode === 'preview' ? previewOf(resources) : exportOf(resources));
  expect([state.platform, state.unknowns]).toEqual([platform, []]);
  // Ceph loses what comes at once
  const waits = (urn: string) => resources.filter(({ urn: own }) => own.endsWith(`::${urn}`)).flatMap(({ dependencies }) => dependencies).map((each) => each.split('::')[1]);
  const chained = ['kim-user', 'lee-user', 'others-group', 'others-member-kim'].map((urn) => waits(urn).filter((each) => each.endsWith('-user') || each.endsWith('group') || each.endsWith('membership')));
  expect(chained).toEqual(name === 'ceph'
    ? [['dana-user'], ['kim-user'], expect.arrayContaining(['staff-group']), expect.arrayContaining(['staff-membership', 'kim-user', 'others-group'])]
    : [[], [], expect.anything(), expect.not.arrayContaining(['lee-user'])]);
  // without what tells it, it is AWS
  const untold = resources.filter(({ type }) => type !== TYPE);
  expect(readAccess(mode === 'preview' ? previewOf(untold) : exportOf(untold)).platform).toBeUndefined();
  expect(decide(state, VERSION)).toEqual(decide(readAccess(exportOf(untold), { platform }), VERSION));
});

const declared = (platform: Platform) => declare(() => new StorageProvider('store', { platform }));

test.each<readonly [string, Platform]>([
  ['minio', minio({ scope: 'acme-storage', endpoint: 'https://minio.store.example:9000' })],
  ['selectel', selectel({ pool: 'ru-1', project: '1a2b', managers: ['deployer'], confirmed: { principal: '{name}', actions: ['s3:GetObject'] } })],
])('a provider for %s is followed by what tells its platform', async (_, platform) => {
  const { resources } = await declared(platform);
  expect(resources.filter(({ type }) => type === TYPE).map(({ inputs }) => inputs)).toEqual([{ ...recipeOf(platform), provider: expect.stringContaining('::store') }]);
});

test.each([['AWS', aws({ region: 'eu-west-1' })], ['China', aws({ partition: 'aws-cn' })], ['an address of one\'s own', aws(store)]])('a provider for %s is alone', async (_, platform) => {
  expect((await declared(platform)).resources.map(({ type }) => type)).toEqual(['pulumi:providers:aws']);
});

test('a recording tells it, too', async () => {
  const recording = pulumiRecording();
  await pulumi.runtime.setMocks(recording.mocks, 'other', 'prod');
  const provider = new StorageProvider('store', { platform: ceph });
  new ReadOnlyPrefix('dana', { bucket: 'releases', prefix: 'a/' }, { provider });
  await pulumi.runtime.disconnect();
  const state = readAccess({ steps: recording.steps });
  expect([state.platform, state.unknowns]).toEqual([ceph, []]);
});
