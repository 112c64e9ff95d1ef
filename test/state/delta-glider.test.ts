import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compareAccess, decide, deltaGlider, readAccess, readAccessText, renderAccess, writeOnlyUploader, type AccessPlan, type AccessState,
} from '../../src';
import { policyFiles, writePolicyFiles } from '../../src/cli/policy-files';
import type { NamedPolicy } from '../../src/entries/decide';
import { readAccessFile } from '../../src/files';
import { terraformOk } from '../e2e/terraform';
import { describeWith, isInstalled } from '../e2e/tools';
import { refused } from '../grants/refused';
import { runProgram } from '../pulumi/engine';
import { kits, withApp, type Kit, type Stack } from '../terraform/kit';
import { ASKED, proxyPlan } from './proxy-plan';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'bucket-grants-proxy-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The access of a plan as `render` writes it. */
function rendered(plan: AccessPlan): AccessState {
  const access = renderAccess(plan);
  const target = join(folder, 'rendered');
  writePolicyFiles(access, policyFiles(access), target);
  return readAccessFile(target);
}

/** The folder of an app with one stack that makes a plan. */
function synthesized<T>(kit: Kit, build: (stack: Stack) => void, read: (folder: string) => T): T {
  return withApp(kit, (app) => {
    build(new kit.TerraformStack(app, 'stack'));
    app.synth();
    return read(app.outdir);
  });
}

const makes = (kit: Kit, plan: AccessPlan) => (stack: Stack) => { new kit.StorageAccess(stack, 'access', { plan }); };

/** A state but for the names of statements, which rules don't have, and for keys, which policies don't. */
function essence({ platform, users, groups, roles, buckets, unknowns }: AccessState): unknown {
  const policy = (one: NamedPolicy | undefined) => one && {
    name: one.name,
    statements: one.document?.statements.map(({ sid: _, actions = [], ...statement }) => ({ ...statement, actions: [...actions].sort() })),
  };
  return {
    platform: platform?.name,
    users: new Map([...users].map(([name, { policies, groups: joined }]) => [name, { policies: policies.map(policy), groups: joined }])),
    groups: new Map([...groups].map(([name, { policies }]) => [name, policies.map(policy)])),
    roles: [...roles.keys()],
    buckets: new Map([...buckets].map(([name, bucket]) => [name, policy(bucket.policy)])),
    unknowns,
  };
}

const answers = (state: AccessState) => ASKED.map(([principal, action, resource, context]) => (
  [principal, action, resource, decide(state, { principal, action, resource, ...(context && { context }) }).effect]
));

test('the requests tell allowed from denied', () => {
  const effects = answers(readAccess(proxyPlan())).map(([, , , effect]) => effect);
  expect(effects.filter((effect) => effect === 'allow').length).toBeGreaterThan(8);
  expect(effects.filter((effect) => effect !== 'allow').length).toBeGreaterThan(8);
});

describe.each(kits)('%s: the file in a synthesized folder', (_, kit) => {
  test('is read as the folder that is rendered', () => {
    const state = synthesized(kit, makes(kit, proxyPlan()), (path) => readAccessFile(path));
    expect(essence(state)).toEqual(essence(rendered(proxyPlan())));
    expect(essence(state)).toEqual(essence(readAccess(proxyPlan())));
    expect(state.platform?.name).toBe('delta-glider');
  });

  test.each([[['1']], [['2026-11']], [['1', '2026-05', '2026-11']]])('decides and compares as that, with keys of the generations %j', (generations) => {
    const plan = proxyPlan({ generations });
    const [before, after] = [rendered(plan), synthesized(kit, makes(kit, plan), (path) => readAccessFile(path))];
    expect(answers(after)).toEqual(answers(before));
    expect([...after.users.keys()].sort()).toEqual(['ci', 'dana', 'lee']);
    expect([compareAccess(before, after).verdict, compareAccess(after, before).verdict]).toEqual(['none', 'none']);
    expect(after.unknowns).toEqual([]);
  });

  test('shows what a change adds', () => {
    const [before, after] = [proxyPlan(), proxyPlan({ more: [writeOnlyUploader({ bucket: 'logs', prefix: 'ci/' })] })]
      .map((plan) => synthesized(kit, makes(kit, plan), (path) => readAccessFile(path)));
    const { verdict, gained } = compareAccess(before, after);
    expect([verdict, gained.map(({ principal, witness }) => [principal, witness.action])]).toEqual(['gained', expect.arrayContaining([[{ user: 'ci' }, 's3:PutObject']])]);
    expect(compareAccess(after, before).verdict).toBe('lost');
  });

  test('tells whose key each of its users is, and which are suspended', () => {
    const { accessKeys = [] } = synthesized(kit, makes(kit, proxyPlan({ generations: ['2026-11'] })), (path) => readAccessFile(path));
    expect(accessKeys.map(({ user, name, status }) => [user, name.replace(/.*: /, ''), status])).toEqual([
      ['ci', 'user ci-2026-11', 'Active'], ['ci', 'user ci-old', 'Inactive'], ['dana', 'user dana-2026-11', 'Active'], ['lee', 'user lee-2026-11', 'Active'],
    ]);
  });

  test('in which a bucket is known only at deploy', () => {
    const build = (stack: Stack) => makes(kit, proxyPlan({ bucket: new kit.TerraformVariable(stack, 'bucket', { type: 'string' }).stringValue }))(stack);
    const put = (state: AccessState, resource: string) => {
      const { effect, unknowns } = decide(state, { principal: { user: 'ci' }, action: 's3:PutObject', resource });
      return [effect, unknowns.length > 0];
    };
    synthesized(kit, build, (path) => {
      expect(put(readAccessFile(path, { variables: { bucket: 'releases' } }), 'releases/firmware/a')).toEqual(['allow', false]);
      expect(put(readAccessFile(path), 'releases/firmware/a')).toEqual(['uncertain', true]);
      expect(put(readAccessFile(path), 'releases/a')).toEqual(['implicitDeny', false]);
    });
  });

  test('beside what AWS has: both are read, by the rules of AWS, and it is told', () => {
    const state = synthesized(kit, (stack) => {
      new kit.AwsProvider(stack, 'aws', { region: 'eu-west-1' });
      makes(kit, proxyPlan())(stack);
      new kit.WriteOnlyUploader(stack, 'other', { bucket: 'elsewhere', prefix: '' });
    }, (path) => readAccessFile(path));
    expect(state.platform).toBeUndefined();
    expect([...state.users.keys()].sort()).toEqual(['ci', 'dana', 'lee', 'other']);
    expect(state.unknowns).toEqual([{ where: expect.stringContaining('terraform_data'), reason: expect.stringContaining('declared for DeltaGlider Proxy, and aws_iam_') }]);
  });
});

describeWith({ 'terraform on the PATH': isInstalled('terraform', 'version') })('the real terraform: the file in', () => {
  const [, [, kit]] = kits;
  const shown = (...commands: ReadonlyArray<readonly string[]>) => synthesized(kit, makes(kit, proxyPlan({ generations: ['1', '2026-11'] })), (path) => {
    writeFileSync(join(folder, 'cdk.tf.json'), readFileSync(join(path, 'stacks', 'stack', 'cdk.tf.json'), 'utf8').replaceAll(/"path": "[^"]*terraform\.stack\.tfstate"/g, '"path": "stack.tfstate"'));
    terraformOk(folder, ['init', '-no-color']);
    return commands.map((command) => terraformOk(folder, command).stdout).at(-1) ?? '';
  });

  test.each([
    ['a plan', [['plan', '-no-color', '-out=plan'], ['show', '-json', 'plan']]],
    ['a state', [['apply', '-no-color', '-auto-approve'], ['show', '-json']]],
  ])('%s is read as the folder that is rendered', (_, commands) => {
    const state = readAccessText(shown(...commands));
    expect(answers(state)).toEqual(answers(rendered(proxyPlan({ generations: ['1', '2026-11'] }))));
    expect(state.platform?.name).toBe('delta-glider');
  });
});

describe('Pulumi: the file', () => {
  test('in an export of the stack is read as the folder that is rendered; in a preview it is that of the last update, which is told', async () => {
    const { code, text, resources } = await runProgram('delta-glider.ts', { mode: 'up' });
    expect([code, text]).toEqual([0, expect.any(String)]);
    const states = resources.map(({ type, name, outputs }) => ({ urn: `urn:pulumi:dev::proj::${type}::${name}`, type, outputs }));
    const state = readAccess({ version: 3, deployment: { resources: states } });
    expect(essence(state)).toEqual(essence(rendered(proxyPlan())));
    const preview = readAccess({ steps: states.map((newState) => ({ op: 'same', urn: newState.urn, newState })) });
    expect([preview.users.size, preview.unknowns.map(({ reason }) => reason)]).toEqual([0, [expect.stringContaining('a preview has the files of the last update only')]]);
  });
});

describe('the file by itself', () => {
  const file = (text: string) => {
    const path = join(folder, 'access.yaml');
    writeFileSync(path, text);
    return readAccessFile(path);
  };
  const users = (...rules: readonly string[]) => `access:\n  iam_mode: declarative\n  iam_users:\n    - name: dana\n      access_key_id: x\n      permissions:\n${rules.map((rule) => `        - ${rule}\n`).join('')}`;

  test('is read as a file and as text', () => {
    const plan = proxyPlan({ generations: ['2026-11'] });
    const text = renderAccess(plan).files?.[0].text ?? '';
    for (const state of [file(text), readAccessText(text)]) {
      expect(answers(state)).toEqual(answers(rendered(plan)));
      expect(state.platform).toEqual(deltaGlider());
    }
  });

  test.each<readonly [string, string, ReadonlyArray<readonly [action: string, resource: string, effect: string]>]>([
    ['all verbs', '{ effect: allow, actions: ["*"], resources: ["a"] }', [['s3:ListBucket', 'a', 'allow'], ['s3:DeleteBucket', 'a', 'allow'], ['s3:GetObject', 'a/x', 'implicitDeny']]],
    ['admin of what is in a bucket, which makes and deletes it, too', '{ effect: Allow, actions: ["*"], resources: ["a/*"] }', [['s3:GetObject', 'a/x', 'allow'], ['s3:DeleteBucket', 'a', 'allow']]],
    ['one text for a list', '{ effect: Allow, actions: read, resources: a/* }', [['s3:GetObject', 'a/x', 'allow'], ['s3:PutObject', 'a/x', 'implicitDeny']]],
    ['the name of the user', '{ effect: Allow, actions: [read], resources: ["a/${iam:username}/*"] }', [['s3:GetObject', 'a/dana/x', 'allow'], ['s3:GetObject', 'a/lee/x', 'implicitDeny']]],
  ])('a rule that others wrote: %s', (_, rule, table) => {
    const state = file(users(rule));
    expect(table.map(([action, resource]) => [action, resource, decide(state, { principal: { user: 'dana' }, action, resource }).effect])).toEqual(table);
    expect(state.unknowns).toEqual([]);
  });

  test.each([
    ['an effect that is none', '{ effect: Perhaps, actions: [read], resources: ["a/*"] }', 'neither Allow nor Deny'],
    ['a verb that is none', '{ effect: Allow, actions: [shred], resources: ["a/*"] }', '"shred"'],
    ['no resources', '{ effect: Allow, actions: [read] }', 'not a list of texts'],
    ['conditions that are none', '{ effect: Allow, actions: [read], resources: [a/*], conditions: [1] }', 'aren\'t operators'],
    ['a template that isn\'t known', '{ effect: Allow, actions: [read], resources: ["a/${iam:access_key_id}/*"] }', '${iam:access_key_id}'],
    ['no rule', 'read everything', 'must have effect'],
  ])('%s leaves open what the user may do', (_, rule, reason) => {
    const state = file(users('{ effect: Deny, actions: [delete], resources: ["a/*"] }', rule));
    expect(state.unknowns).toEqual([{ where: expect.stringContaining('user dana'), reason: expect.stringContaining(reason) }]);
    expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'a/x' }).unknowns).not.toEqual([]);
  });

  test('a whole bucket that is public', () => {
    const state = file(`${users('{ effect: Allow, actions: [read], resources: [b/*] }')}storage:\n  buckets:\n    a:\n      public: true\n    c:\n`);
    const effect = (action: string, resource: string) => decide(state, { principal: 'anonymous', action, resource }).effect;
    expect([effect('s3:GetObject', 'a/x'), effect('s3:ListBucket', 'a'), effect('s3:PutObject', 'a/x'), effect('s3:GetObject', 'b/x')]).toEqual(['allow', 'allow', 'implicitDeny', 'implicitDeny']);
  });

  test('keys that somebody has given other rules since are users of their own', () => {
    const text = renderAccess(proxyPlan({ generations: ['1', '2026-11'] })).files?.[0].text ?? '';
    const [head, tail] = text.split(/(?=    - name: "dana-2026-11")/);
    const state = file(head + tail.replace('shared/home/dana/*', 'shared/home/*'));
    expect([...state.users.keys()]).toEqual(expect.arrayContaining(['ci', 'dana', 'dana-2026-11', 'lee']));
    expect(decide(state, { principal: { user: 'dana-2026-11' }, action: 's3:PutObject', resource: 'shared/home/lee/a' }).effect).toBe('allow');
    expect(decide(state, { principal: { user: 'dana' }, action: 's3:PutObject', resource: 'shared/home/lee/a' }).effect).toBe('implicitDeny');
  });

  test.each([
    ['no YAML', 'iam_mode: declarative\niam_users: [\n'],
    ['another file', 'iam_mode: declarative\niam_users: []\n'],
    ['a bomb', `${users('read')}x0: &x0 [a]\n${Array.from({ length: 9 }, (_, index) => `x${index + 1}: &x${index + 1} [${Array.from({ length: 9 }, () => `*x${index}`).join(', ')}]\n`).join('')}`],
  ])('%s is refused', (_, text) => {
    expect(refused(() => file(text))).toMatchObject({ code: 'UnreadableSource', message: expect.stringContaining('is not YAML with the section access') });
  });
});
