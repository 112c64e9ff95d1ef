import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePlan, renderAccess } from '../../src';
import { talk } from '../cli/talk';
import { Moto, values } from './moto';
import { PROVIDER, standIn, terraform, terraformOk } from './terraform';
import { describeWith, isInstalled, providerMirror } from './tools';

const mirror = providerMirror();
/** Terraform reads a provider of several hundred megabytes: seconds on an idle machine, minutes on a busy one. */
const PATIENCE = 600_000;

const plan = (bucket: string) => `accessPlan: 1
variables: { suffix: { type: text, description: the end of the bucket's name } }
users:
  ci: { accessKeys: ['2026-11'], grants: [{ writeOnlyUploader: { bucket: '${bucket}', prefix: firmware/ } }] }
  dana: {}
groups:
  engineering: { members: [dana], grants: [{ perUserHomeFolder: { bucket: shared, prefix: home/ } }] }
roles:
  builder: { trust: [{ serviceRole: { service: lambda.amazonaws.com } }], grants: [{ readOnlyPrefix: { bucket: '${bucket}', prefix: '' } }] }
existing:
  - { principal: { existingUser: lee }, grants: [{ readOnlyPrefix: { bucket: '${bucket}', prefix: a/ } }] }
buckets:
  ${bucket}: { guards: [enforceHttps] }
`;

/** As the page on plan files shows it to those who call the module. */
const [, CALLER = ''] = /```hcl\n([^]*?)```/.exec(readFileSync(join(__dirname, '../../docs/start/plan-files.md'), 'utf8')) ?? [];
const root = (suffix: string) => `${PROVIDER}${CALLER.replace('"acme"', `"${suffix}"`)}`;

/** Policies as data, whatever the order of their names. */
const inOrder = (texts: readonly string[]): readonly string[] => texts.map((text) => JSON.stringify(sorted(JSON.parse(text)))).sort();

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, each]) => [name, sorted(each)]));
}

/** What of a state is looked at. */
interface State {
  readonly resources: ReadonlyArray<{
    readonly type: string;
    readonly instances: ReadonlyArray<{ readonly attributes: Readonly<Record<string, string>> }>;
  }>;
}

describeWith({
  'terraform on the PATH': isInstalled('terraform', 'version'),
  'TF_PLUGIN_DIR with the AWS provider': mirror !== undefined,
  'moto_server on the PATH': isInstalled('moto_server', '--help'),
})('the module that synth writes, called from HCL, with the real terraform and AWS provider on moto', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bucket-grants-synth-'));
  const main = join(folder, 'main.tf');
  let moto: Moto;

  beforeAll(async () => {
    moto = await Moto.start();
    await moto.iam('CreateUser', { UserName: 'lee' });
    writeFileSync(join(folder, 'access-plan.yaml'), plan('releases-${suffix}'));
    const { code, err } = await talk(['synth', join(folder, 'access-plan.yaml'), '--to', 'terraform', '--out', join(folder, 'access')]);
    expect([code, err]).toEqual([0, '']);
    writeFileSync(main, root('acme'));
    terraformOk(folder, ['init', '-no-color', `-plugin-dir=${mirror?.folder}`]);
  }, PATIENCE);

  afterAll(() => {
    moto?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is valid, applied, clean in a second plan, and the platform holds the policies of the plan', async () => {
    expect(JSON.parse(terraformOk(folder, ['validate', '-json']).stdout)).toMatchObject({ valid: true, diagnostics: [] });
    const applied = terraformOk(folder, ['apply', '-auto-approve', '-no-color', '-parallelism=20'], standIn(moto.url));
    expect(applied.stdout).toMatch(/Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/);
    const { users, groups, roles, existing, buckets } = renderAccess(parsePlan(plan('releases-acme').replace(/variables.*\n/, '')));
    const state = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8')) as State;
    const texts = state.resources.flatMap(({ instances }) => instances)
      .flatMap(({ attributes: { policy, assume_role_policy: trust } }) => [policy, trust].filter((text) => text));
    const expected = [...users, ...groups, ...roles, ...existing].flatMap(({ policies }) => policies.map(({ json }) => json));
    const all = [...expected, roles[0].trust, buckets[0].json];
    // the provider keeps a policy with its names in another order; that it is written letter for letter, test/cli/synth.test.ts sees
    expect(inOrder(texts)).toEqual(inOrder(all));
    expect(await moto.documents('GetUserPolicy', { UserName: 'ci', PolicyName: 'access' })).toEqual([JSON.parse(users[0].policies[0].json)]);
    expect(await moto.documents('GetGroupPolicy', { GroupName: 'engineering', PolicyName: 'access' })).toEqual([JSON.parse(groups[0].policies[0].json)]);
    expect(JSON.parse((await moto.s3('releases-acme?policy')).body)).toEqual(JSON.parse(buckets[0].json));
    expect(values(await moto.iam('GetGroup', { GroupName: 'engineering' }), 'UserName')).toEqual(['dana']);
    const secrets = state.resources.filter(({ type }) => type === 'aws_iam_access_key').map(({ instances: [{ attributes: { secret } }] }) => secret);
    expect(secrets.map((secret) => [secret.length > 20, applied.text.includes(secret)])).toEqual([[true, false]]);
    const again = terraform(folder, ['plan', '-detailed-exitcode', '-no-color'], standIn(moto.url));
    expect([again.code, again.text]).toEqual([0, expect.stringContaining('No changes')]);
  }, PATIENCE);

  test('a value that would widen a policy is refused before anything is made', () => {
    writeFileSync(main, root('*\\",\\"arn:aws:s3:::*'));
    const { code, text } = terraform(folder, ['plan', '-no-color', '-refresh=false'], standIn(moto.url));
    expect([code, text]).toEqual([1, expect.stringContaining('Any other text could widen the policy')]);
  }, PATIENCE);
});
