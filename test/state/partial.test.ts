import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compareAccess } from '../../src/compare';
import { decide } from '../../src/decide';
import { AccessError } from '../../src/errors';
import { readAccess } from '../../src/state/read-access';

/** Resources of a deployed stack, of the shape that the real CLI (3.248) writes. */
const urn = (type: string, name: string) => `urn:pulumi:dev::lab::${type}::${name}`;
const resource = (type: string, name: string, inputs: object) => ({
  urn: urn(type, name), custom: true, id: name, type, inputs, outputs: inputs, created: '0001-01-01T00:00:00Z', modified: '0001-01-01T00:00:00Z',
});
const STACK = { urn: urn('pulumi:pulumi:Stack', 'lab-dev'), custom: false, type: 'pulumi:pulumi:Stack' };
const policy = (prefix: string) => JSON.stringify({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::shared/${prefix}*` }],
});
const user = resource('aws:iam/user:User', 'dana', { name: 'dana' });
const team = (prefix: string) => resource('aws:iam/userPolicy:UserPolicy', 'team', { user: 'dana', name: 'team', policy: policy(prefix) });

const step = (op: string, oldState: { readonly urn: string } | undefined, newState: { readonly urn: string } | undefined) => (
  { op, urn: (newState ?? oldState)?.urn, ...(oldState && { oldState }), ...(newState && { newState }), detailedDiff: null }
);
const preview = (...steps: readonly unknown[]) => ({ steps, duration: 1, changeSummary: { same: 2, update: 1 } });
/** The preview of a widened prefix, as it is without `--show-sames` and with it, and the export before it. */
const LEFT_OUT = preview(step('same', STACK, STACK), step('update', team('team/'), team('everything/')));
const COMPLETE = preview(step('same', STACK, STACK), step('update', team('team/'), team('everything/')), step('same', user, user));
const EXPORT = { version: 3, deployment: { resources: [STACK, user, team('team/')] } };

const filesIn = (path: string): readonly string[] => (
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : /\.(md|ts|ya?ml)$/.test(path) ? [path] : []
);

const refusal = (source: object): AccessError => {
  try {
    readAccess(source as Record<string, unknown>);
  } catch (error) {
    if (error instanceof AccessError) return error;
  }
  throw new Error('not refused');
};

describe('issue 11 A: a preview of Pulumi that leaves unchanged resources out', () => {
  test('is refused, with the remedy', () => {
    const { code, message, remedy } = refusal(LEFT_OUT);
    expect(code).toBe('UnreadableSource');
    expect(message).toContain('counts 2 resources that don\'t change and holds 1 of them');
    expect(remedy).toMatch(/--show-sames.*"base"/s);
  });

  test('nothing changes: what is only counted is refused, too', () => {
    expect(refusal({ steps: [step('same', STACK, STACK)], changeSummary: { same: 3 } }).remedy).toContain('--show-sames');
  });

  test('with --show-sames, it is read, and a widened prefix is one gained and one lost', () => {
    const { gained, lost, verdict } = compareAccess(readAccess(EXPORT), readAccess(COMPLETE));
    expect([verdict, gained.length, lost.length]).toEqual(['both', 1, 1]);
  });

  test('the export beside it completes it', () => {
    const completed = readAccess({ preview: LEFT_OUT, base: EXPORT });
    expect(compareAccess(completed, readAccess(COMPLETE)).verdict).toBe('none');
    expect(decide(completed, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'shared/everything/x' }).effect).toBe('allow');
  });

  test('what a preview deletes is not in the completed state', () => {
    const deleted = { steps: [step('same', STACK, STACK), step('delete', team('team/'), undefined)], changeSummary: { same: 2, delete: 1 } };
    expect(readAccess({ preview: deleted, base: EXPORT }).users.get('dana')?.policies).toEqual([]);
  });

  test('an export of another stack, or of another moment, is refused', () => {
    const base = { version: 3, deployment: { resources: [STACK, team('team/')] } };
    expect(refusal({ preview: LEFT_OUT, base }).message).toContain('the export beside it has 0 of 2');
  });

  test('a first preview, which has nothing unchanged, is read', () => {
    expect(readAccess({ steps: [step('create', undefined, user)], changeSummary: { create: 1 } }).users.has('dana')).toBe(true);
  });

  test.each(['README.md', 'docs', 'examples', 'src/cli'])('%s says how to preview', (path) => {
    const texts = filesIn(join(__dirname, '../..', path)).map((file) => readFileSync(file, 'utf8').replaceAll(/\s+/g, ' '));
    const lines = texts.flatMap((text) => text.match(/.{0,60}pulumi preview --json(?! --show-sames)[^.]{0,60}/g) ?? []);
    // the one place that says what happens without
    expect(lines.filter((line) => !/leaves unchanged|in the form of/.test(line))).toEqual([]);
  });

  test('a preview that failed is refused', () => {
    expect(refusal({ ...COMPLETE, diagnostics: [{ severity: 'error', message: 'TypeError: x is undefined' }] }).message).toContain('TypeError: x is undefined');
    expect(readAccess({ ...COMPLETE, diagnostics: [{ severity: 'warning', message: 'old' }] }).users.has('dana')).toBe(true);
  });
});

describe('issue 11 A: secrets that a source of Pulumi hides', () => {
  const SECRET = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', 'ciphertext': 'AAABAPx' };
  test.each(['[secret]', SECRET])('a policy that is %j is unknown, and no answer rests on it', (hidden) => {
    const state = readAccess({ deployment: { resources: [user, resource('aws:iam/userPolicy:UserPolicy', 'team', { user: 'dana', name: 'team', policy: hidden })] } });
    expect(state.unknowns).toEqual([expect.objectContaining({ reason: expect.stringContaining('secret') as string })]);
    expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'shared/x' }).unknowns).not.toEqual([]);
  });

  test('so is the name of the user or group that holds one', () => {
    const state = readAccess({ deployment: { resources: [user, resource('aws:iam/userPolicy:UserPolicy', 'team', { user: '[secret]', name: 'team', policy: policy('') })] } });
    expect(state.users.has('[secret]')).toBe(false);
    expect(decide(state, { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'shared/x' }).unknowns).not.toEqual([]);
  });
});

describe('issue 11 A: a plan of Terraform that is partial', () => {
  const planned = { root_module: { resources: [{ address: 'aws_iam_user.d', mode: 'managed', type: 'aws_iam_user', values: { name: 'dana' } }] } };
  const plan = (more: object) => ({ format_version: '1.2', planned_values: planned, resource_changes: [], ...more });
  const change = (...actions: readonly string[]) => [{ address: 'aws_iam_user.d', change: { actions } }];

  test.each([
    ['made with -target', { complete: false }, /-target/],
    ['that failed', { errored: true }, /failed/],
    ['that only refreshes', { applyable: true, complete: true, resource_changes: change('no-op'), resource_drift: change('update') }, /refresh-only/],
  ])('%s is refused', (_, more, message) => {
    const { code, message: said, remedy } = refusal(plan(more));
    expect([code, remedy.length > 10]).toEqual(['UnreadableSource', true]);
    expect(said).toMatch(message);
  });

  test.each([
    ['is complete', { complete: true, errored: false, applyable: true, resource_changes: change('create') }],
    ['is of an old Terraform, which says nothing', {}],
    ['changes nothing, and found a change from outside', { complete: true, applyable: false, resource_changes: change('no-op'), resource_drift: change('update') }],
    ['only moves', { complete: true, applyable: true, resource_changes: [{ ...change('no-op')[0], previous_address: 'aws_iam_user.e' }], resource_drift: change('update') }],
    ['changes an output only', { complete: true, applyable: true, resource_drift: change('update'), output_changes: { o: { actions: ['update'] } } }],
  ])('one that %s is read', (_, more) => {
    expect(readAccess(plan(more)).users.has('dana')).toBe(true);
  });

  test('what it defers is unknown', () => {
    const deferred_changes = [{ reason: 'provider_config_unknown', resource_change: { address: 'aws_iam_user_policy.p', change: { actions: ['create'] } } }];
    const { unknowns } = readAccess(plan({ complete: false, deferred_changes }));
    expect(unknowns).toEqual([{ where: 'aws_iam_user_policy.p', reason: expect.stringContaining('provider_config_unknown') as string, scope: {} }]);
  });
});
