import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cephRgw, readAccess } from '../../src';
import { verifyAccess } from '../../src/verify';
import { kits, withApp, type Kit } from '../terraform/kit';
import { hasRgwAccounts, RgwAccount } from './rgw-account';
import { terraform, terraformOk } from './terraform';
import { describeWith, isInstalled, providerMirror } from './tools';

const mirror = providerMirror();
const PATIENCE = 600_000;
/** How often everything is made anew: what a server loses of concurrent changes, it doesn't lose every time. */
const APPLIES = Number(process.env.APPLIES ?? 1);
const PEOPLE = Array.from({ length: 8 }, (_, index) => `user-${index}`);
const GROUPS = Array.from({ length: 5 }, (_, index) => `group-${index}`);
/** Every user is in several groups, in some exclusively and in some not. */
const membersOf = (group: number) => PEOPLE.filter((_, user) => (user + group) % 3 !== 0);

/** Many users and groups at once, a guard on a group, and the keys of all as outputs. */
function program(kit: Kit, stack: InstanceType<Kit['TerraformStack']>, { url, root }: RgwAccount): void {
  const config = { accessKey: root.accessKeyId, secretKey: root.secretAccessKey };
  new kit.StorageProvider(stack, 'store', { platform: cephRgw({ endpoint: url }), config });
  const releases = new kit.S3Bucket(stack, 'releases', { bucket: 'releases' });
  const users = new Map(PEOPLE.map((name) => [name, new kit.StorageUser(stack, name, { accessKeys: ['1'] })]));
  for (const [index, name] of GROUPS.entries()) {
    const members = membersOf(index).map((member) => users.get(member)!);
    const group = new kit.StorageGroup(stack, name, { membership: index % 2 === 0 ? 'exclusive' : 'additive', members });
    new kit.ReadWritePrefix(stack, `writes-${index}`, { bucket: releases.id, prefix: `${name}/`, grantee: group, allowDelete: true });
    if (index === 0) new kit.DenyDelete(stack, 'kept', { on: group });
  }
  for (const [name, { accessKey }] of users) {
    new kit.TerraformOutput(stack, `key-${name}`, { value: { accessKeyId: accessKey.id, secretAccessKey: accessKey.secret }, sensitive: true, staticId: true });
  }
}

describeWith({
  'terraform on the PATH': isInstalled('terraform', 'version'),
  'TF_PLUGIN_DIR with the AWS provider': mirror !== undefined,
  'RGW_ROOT, a Ceph RADOS Gateway with accounts (test/e2e/rgw-up.sh bring)': hasRgwAccounts(),
})('terraform with the real AWS provider, on a Ceph RADOS Gateway with accounts', () => {
  const [, [, kit]] = kits;
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-rgw-'));
  let rgw: RgwAccount;

  beforeAll(() => {
    rgw = RgwAccount.start();
    withApp(kit, (app) => {
      program(kit, new kit.TerraformStack(app, 'stack'), rgw);
      app.synth();
      const { terraform: { backend: _, ...settings }, ...rest } = JSON.parse(readFileSync(join(app.outdir, 'stacks', 'stack', 'cdk.tf.json'), 'utf8')) as
        { terraform: Record<string, unknown> };
      writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ ...rest, terraform: { ...settings, required_providers: { aws: { source: 'hashicorp/aws', version: mirror?.version } } } }));
    });
    terraformOk(folder, ['init', '-no-color', `-plugin-dir=${mirror?.folder}`]);
  }, PATIENCE);
  afterAll(() => {
    rgw?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('ten changes at a time, terraform\'s default: everybody is where the program says, and the second plan is clean', async () => {
    for (let apply = 1; apply <= APPLIES; apply++) {
      if (apply > 1) terraformOk(folder, ['destroy', '-auto-approve', '-no-color']);
      terraformOk(folder, ['apply', '-auto-approve', '-no-color']);
      for (const [index, group] of GROUPS.entries()) expect([apply, group, await rgw.members(group)]).toEqual([apply, group, membersOf(index)]);
      for (const user of PEOPLE) expect([apply, user, await rgw.keys(user)]).toEqual([apply, user, [expect.any(String)]]);
      expect([apply, terraform(folder, ['plan', '-no-color', '-detailed-exitcode']).code]).toEqual([apply, 0]);
    }
  }, PATIENCE * APPLIES);

  test('it answers as the policies say', async () => {
    const outputs = JSON.parse(terraformOk(folder, ['output', '-json']).stdout) as Record<string, { value: { accessKeyId: string; secretAccessKey: string } }>;
    const credentials = new Map([['root', rgw.root], ...PEOPLE.map((name) => [name, outputs[`key-${name}`].value] as const)]);
    const state = readAccess(JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')));
    const { results, left } = await verifyAccess(state, { endpoint: rgw.url, credentials, owner: 'root' });
    const of = (kind: string) => results.filter(({ outcome }) => outcome.kind === kind);
    expect([of('disagrees'), of('noAnswer'), left]).toEqual([[], [], []]);
    console.log(`Ceph RGW with accounts, deployed by terraform: ${of('agrees').length} of ${of('agrees').length + of('disagrees').length} requests agree, ${results.length - of('agrees').length} not provable`);
    expect(of('agrees').length).toBeGreaterThan(200);
  }, PATIENCE);
});
