import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareAccess, readAccess, type AccessState } from '../../src';
import { readAccessFile } from '../../src/files';
import { Moto } from './moto';
import { StayingProvider } from './provider';
import { PROVIDER, terraformOk } from './terraform';
import { describeWith, isInstalled, providerMirror, type ProviderMirror } from './tools';

const mirror = providerMirror();
const TEAM = join(__dirname, '..', 'state', 'configurations', 'team');
const ACCOUNT = { account: '123456789012' };
const PATIENCE = 600_000;

describeWith({
  'terraform': isInstalled('terraform', '-version'), 'moto_server': isInstalled('moto_server', '--help'), 'the AWS provider (TF_PLUGIN_DIR)': mirror !== undefined,
})('configuration, plan and what terraform makes of them', () => {
  let folder: string;
  let moto: Moto;
  let provider: StayingProvider;
  const run = (...args: readonly string[]): string => terraformOk(folder, args, provider.environment).stdout;
  beforeAll(async () => {
    moto = await Moto.start();
    folder = mkdtempSync(join(tmpdir(), 'team-'));
    cpSync(TEAM, folder, { recursive: true });
    writeFileSync(join(folder, 'provider.tf'), PROVIDER);
    provider = await StayingProvider.start(mirror as ProviderMirror, moto.url);
    run('init', '-no-color');
  }, PATIENCE);
  afterAll(async () => {
    moto?.stop();
    await provider?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const planned = (): AccessState => {
    run('plan', '-no-color', '-out=plan.bin');
    writeFileSync(join(folder, 'plan.json'), run('show', '-json', 'plan.bin'));
    return readAccessFile(join(folder, 'plan.json'), ACCOUNT);
  };

  test('a first plan, its configuration and the state after apply say the same; so does a second plan, and a change is told exactly', () => {
    const first = planned();
    const written = readAccessFile(folder, ACCOUNT);
    expect(first.unknowns).toEqual([]);
    expect(compareAccess(written, first)).toMatchObject({ verdict: 'none', inconclusive: [] });

    run('apply', '-no-color', '-auto-approve', 'plan.bin');
    const applied = readAccess(JSON.parse(run('show', '-json')) as Readonly<Record<string, unknown>>, ACCOUNT);
    expect(compareAccess(written, applied)).toMatchObject({ verdict: 'none', inconclusive: [] });

    writeFileSync(join(folder, 'z.auto.tfvars'), 'teams = {\n  blue = { members = ["dana", "lee"], retain = true }\n  green = { members = ["lee", "kim"], read = ["blue"] }\n  red = { members = ["kim"], read = ["blue"] }\n}\n');
    const second = compareAccess(applied, planned());
    expect(second).toMatchObject({ verdict: 'gained', lost: [], inconclusive: [] });
    expect(second.gained.map(({ principal }) => JSON.stringify(principal))).toEqual(expect.arrayContaining([JSON.stringify({ user: 'kim' })]));
    expect(new Set(second.gained.map(({ principal }) => JSON.stringify(principal)))).not.toContain(JSON.stringify({ user: 'lee' }));
  }, PATIENCE);
});
