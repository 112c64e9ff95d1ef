import { cephRgw, minio, readAccess, relayer, type Platform } from '../../src';
import { recipeOf } from '../../src/platforms/recipe';

const endpoint = 'https://rgw.store.example';
const ceph = cephRgw({ endpoint });
const at = (url: string) => ({ endpoints: JSON.stringify([{ iam: url, sts: url, s3: url, s3control: url }]) });
const urn = (type: string, name: string) => `urn:pulumi:dev::proj::${type}::${name}`;
const PROVIDER = urn('pulumi:providers:aws', 'store');

type State = Readonly<Record<string, unknown>>;
const providerWith = (inputs: object, type = 'pulumi:providers:aws'): State => ({ urn: urn(type, 'store'), type, custom: true, id: 'x', inputs });
const said = (inputs: object, name = 'store'): State => ({ urn: urn('pulumi:providers:aws$bucket-grants:index:StorageProvider', name), type: 'bucket-grants:index:StorageProvider', inputs, parent: PROVIDER });
const userOf = (provider: string, name = 'dana'): State => ({ urn: urn('aws:iam/user:User', name), type: 'aws:iam/user:User', custom: true, inputs: { name }, provider });
const dana = userOf(`${PROVIDER}::x`);
const mark = (platform: Platform, provider = PROVIDER) => ({ ...recipeOf(platform), provider });

const exported = (states: readonly State[]) => ({ version: 3, deployment: { resources: states } });
const preview = (states: readonly State[]) => ({ steps: states.map((state) => ({ op: 'create', urn: state.urn, newState: state })) });
const sames = (states: readonly State[]) => ({ changeSummary: { same: states.length }, steps: states.map((state) => ({ op: 'same', urn: state.urn, oldState: state, newState: state })) });
const completed = (states: readonly State[]) => ({ preview: { changeSummary: { same: states.length }, steps: [] }, base: exported(states) });

const FORMS = [['export', exported], ['preview', preview], ['preview with --show-sames', sames], ['preview with its export', completed]] as const;

describe.each(FORMS)('%s', (_, form) => {
  test('is judged by the platform that its provider is declared for', () => {
    const state = readAccess(form([providerWith(at(endpoint)), said(mark(ceph)), dana]));
    expect([state.platform, state.unknowns]).toEqual([ceph, []]);
  });

  test.each<readonly [what: string, states: readonly State[], reason: string]>([
    ['the provider of AWS', [providerWith({ region: 'eu-west-1' }), said(mark(ceph)), dana], "whose endpoints it doesn't have"],
    ['an address of AWS', [providerWith(at('https://s3.amazonaws.com')), said(mark(cephRgw({ endpoint: 'https://s3.amazonaws.com' }))), dana], "whose endpoints it doesn't have"],
    ['another store', [providerWith(at('https://other.example')), said(mark(ceph)), dana], "whose endpoints it doesn't have"],
    ['the provider of AWS, by MinIO', [providerWith(at(endpoint)), said(mark(minio({ scope: 'acme-storage', endpoint }))), dana], "whose endpoints it doesn't have"],
    ['endpoints that are not JSON', [providerWith({ endpoints: '[{' }), said(mark(ceph)), dana], "whose endpoints it doesn't have"],
    ['a resource that is not a provider', [userOf('', 'lee'), said(mark(ceph, urn('aws:iam/user:User', 'lee'))), dana], "whose endpoints it doesn't have"],
    ['a provider that is not there', [said(mark(ceph)), dana], "whose endpoints it doesn't have"],
    ['no provider', [providerWith(at(endpoint)), said({ ...recipeOf(ceph) }), dana], "whose endpoints it doesn't have"],
    ['a platform of another version', [providerWith(at(endpoint)), said({ platform: 'nextStore', provider: PROVIDER }), dana], "this version of the package can't make"],
    ['AWS', [providerWith(at(endpoint)), said({ platform: 'aws', options: {}, provider: PROVIDER }), dana], "this version of the package can't make"],
    ['no inputs', [providerWith(at(endpoint)), said({}), dana], "this version of the package can't make"],
    ['two platforms', [providerWith(at(endpoint)), said(mark(ceph)), said(mark(cephRgw({ endpoint, region: 'eu' })), 'again'), dana], 'declared for another platform as well'],
  ])('what is written of %s is not believed, and named', (_what, states, reason) => {
    const { platform, unknowns } = readAccess(form(states));
    expect(platform).toBeUndefined();
    expect(unknowns).toEqual([{ where: expect.stringMatching(/^StorageProvider::/), reason: expect.stringContaining(reason) }]);
    expect(readAccess(form(states), { platform: ceph }).unknowns).toEqual([]);
  });

  test('resources of another provider are not of that platform', () => {
    const lee = userOf(`${urn('pulumi:providers:aws', 'default_7_0_0')}::y`, 'lee');
    const { platform, unknowns } = readAccess(form([providerWith(at(endpoint)), said(mark(ceph)), dana, lee]));
    expect(platform).toBeUndefined();
    expect(unknowns.map(({ reason }) => reason)).toEqual([expect.stringMatching(/declared for Ceph RGW, and .*lee for AWS/)]);
  });
});

test('what reaches MinIO by its own provider may be another platform that is reached so', () => {
  const type = 'pulumi:providers:minio';
  const relay = relayer({ adminApi: 'minio', scope: 'acme-storage', endpoint: 'https://relayer.example' });
  const user = { urn: urn('minio:index/iamUser:IamUser', 'dana'), type: 'minio:index/iamUser:IamUser', inputs: { name: 'dana' }, provider: `${urn(type, 'store')}::x` };
  expect(readAccess(exported([providerWith({ minioServer: 'relayer.example' }, type), said(mark(relay, urn(type, 'store'))), user])).platform).toEqual(relay);
});
