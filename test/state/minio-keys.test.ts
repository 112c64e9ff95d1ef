import { accessPlan, existingUser, minio, readAccess, readWritePrefix, type AccessState } from '../../src';
import { readAccessFile } from '../../src/files';
import { Shadow, type Stack as ShadowStack } from '../e2e/shadow-plan';
import { describeWith, isInstalled } from '../e2e/tools';
import { kits, withApp, type Kit, type Stack } from '../terraform/kit';

const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';
const keysOf = ({ accessKeys = [] }: AccessState) => accessKeys.map(({ user, name, status }) => [user, name, status]);

/** Users with keys of several generations, one of them suspended, and a key of somebody who is there already. */
function build(kit: Kit, stack: Stack): void {
  new kit.StorageProvider(stack, 'store', { platform: minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' }) });
  new kit.StorageAccess(stack, 'access', {
    plan: accessPlan({
      platform: minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' }),
      users: {
        'dana': { accessKeys: ['2026-05', { generation: '2025-11', status: 'Inactive' }], grants: [readWritePrefix({ bucket: 'releases', prefix: 'dana/' })] },
        'ci-uploader': { accessKeys: ['2026-05'] },
        'nobody': {},
      },
    }),
  });
  new kit.AccessKey(stack, 'lee-key', { user: existingUser('lee'), generation: '1' });
}

describe.each(kits)('service accounts of MinIO in a folder of %s', (_, kit) => {
  const read = <T>(use: (state: AccessState, path: string) => T, more: (stack: Stack) => void = () => undefined) => withApp(kit, (app) => {
    const stack = new kit.TerraformStack(app, 'stack');
    build(kit, stack);
    more(stack);
    app.synth();
    return use(readAccessFile(app.outdir), app.outdir);
  });

  test('are access keys of the users whose they are, with their status', () => {
    const keys = read(keysOf);
    expect(keys.map(([user, , status]) => [user, status]).sort()).toEqual([['ci-uploader', 'Active'], ['dana', 'Active'], ['dana', 'Inactive'], ['lee', 'Active']]);
    for (const [, name] of keys) expect(name).toMatch(/^minio_iam_service_account\./);
  });

  test('whose user is known only at deploy are told of by the user\'s own address', () => {
    const keys = read(keysOf, (stack) => {
      const who = new kit.TerraformVariable(stack, 'who', { type: 'string' }).stringValue;
      new kit.AccessKey(stack, 'late-key', { user: existingUser(who), generation: '1' });
    });
    expect(keys.map(([user]) => user)).toContain('${var.who}');
  });

  test('are not principals: nobody else is there', () => {
    expect(read(({ users }) => [...users.keys()].sort())).toEqual(['ci-uploader', 'dana', 'nobody']);
  });
});

/** What `terraform show -json` says of a resource. */
const shown = (name: string, values: object, more: object = {}) => ({ address: `minio_iam_service_account.${name}`, mode: 'managed', type: 'minio_iam_service_account', name, values, ...more });
const danaUser = { address: 'minio_iam_user.dana', mode: 'managed', type: 'minio_iam_user', name: 'dana', values: { name: 'dana', secret: SECRET, status: 'enabled' } };

describe('service accounts of MinIO in terraform show -json', () => {
  const plan = (resources: readonly object[], changes: readonly object[] = []) => readAccess({
    format_version: '1.2',
    planned_values: { root_module: { resources: [danaUser, ...resources] } },
    resource_changes: changes,
    configuration: {
      root_module: {
        resources: [
          { address: 'minio_iam_service_account.late', mode: 'managed', type: 'minio_iam_service_account', name: 'late', expressions: { target_user: { references: ['minio_iam_user.dana.id', 'minio_iam_user.dana'] } } },
        ],
      },
    },
  });

  test.each<readonly [string, object, string]>([
    ['active', { target_user: 'dana', disable_user: false }, 'Active'],
    ['suspended', { target_user: 'dana', disable_user: true }, 'Inactive'],
    ['to be made active again', { target_user: 'dana', disable_user: false, status: 'off' }, 'Active'],
    ['to be suspended', { target_user: 'dana', disable_user: true, status: 'on' }, 'Inactive'],
    ['that says only what the server says', { target_user: 'dana', disable_user: null, status: 'off' }, 'Inactive'],
    ['that says nothing', { target_user: 'dana' }, 'Active'],
  ])('of a plan: one %s', (_, values, status) => {
    expect(keysOf(plan([shown('key', values)]))).toEqual([['dana', 'minio_iam_service_account.key', status]]);
  });

  test('of a plan: one whose user is made in it is of a user that the plan does not tell', () => {
    const change = { address: 'minio_iam_service_account.late', change: { after_unknown: { target_user: true, access_key: true, secret_key: true, status: true } } };
    expect(keysOf(plan([shown('late', { disable_user: false })], [change]))).toEqual([['${minio_iam_service_account.late.target_user}', 'minio_iam_service_account.late', 'Active']]);
  });

  test('of a state: nothing of the secret is read, nor the key itself', () => {
    const values = { target_user: 'dana', disable_user: false, status: 'on', access_key: 'AKIAIOSFODNN7EXAMPLE', secret_key: SECRET, policy: '' };
    const state = readAccess({ format_version: '1.0', values: { root_module: { resources: [danaUser, shown('key', values, { sensitive_values: { secret_key: true } })] } } });
    expect(keysOf(state)).toEqual([['dana', 'minio_iam_service_account.key', 'Active']]);
    const text = JSON.stringify([state, state.accessKeys, [...state.users.values()], state.unknowns]);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('AKIAIOSFODNN7EXAMPLE');
  });
});

describeWith({ 'terraform on the PATH': isInstalled('terraform', 'version') })('the real terraform', () => {
  test.each(kits)('evaluates whose the keys of %s are to what was read', (_, kit) => {
    const output = withApp(kit, (app) => {
      const stack = new kit.TerraformStack(app, 'stack');
      build(kit, stack);
      app.synth();
      return JSON.parse(kit.Testing.synth(stack, true)) as ShadowStack;
    });
    const shadow = new Shadow(output);
    try {
      const made = shadow.plan();
      if ('refused' in made) throw new Error(made.refused);
      const accounts = made.resources.filter(({ type }) => type === 'minio_iam_service_account');
      const resources = accounts.map(({ arguments: values }, index) => shown(`key-${index}`, values));
      const state = readAccess({ format_version: '1.2', planned_values: { root_module: { resources } } });
      const statuses = (from: AccessState) => keysOf(from).map(([user, , status]) => `${user} ${status}`).sort();
      expect(statuses(state)).toEqual(statuses(readAccess(output as Readonly<Record<string, unknown>>)));
      expect(statuses(state)).toHaveLength(4);
    } finally {
      shadow.remove();
    }
  });
});

describe('service accounts of MinIO in Pulumi\'s outputs', () => {
  const type = 'minio:index/iamServiceAccount:IamServiceAccount';
  const urn = (kind: string, name: string) => `urn:pulumi:dev::proj::${kind}::${name}`;
  const user = { urn: urn('minio:index/iamUser:IamUser', 'dana'), type: 'minio:index/iamUser:IamUser', inputs: { name: 'dana' }, outputs: { name: 'dana', secret: SECRET } };
  const account = (inputs: object, outputs: object) => ({ urn: urn(type, 'key'), type, inputs, outputs, propertyDependencies: { targetUser: [user.urn] } });

  const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

  test.each<readonly [string, object, object, string, string]>([
    ['active', { targetUser: 'dana' }, { targetUser: 'dana', status: 'on', secretKey: SECRET }, 'Active', 'dana'],
    ['suspended', { targetUser: 'dana', disableUser: true }, { status: 'on' }, 'Inactive', 'dana'],
    ['made active again', { targetUser: 'dana', disableUser: false }, { status: 'off', disableUser: true }, 'Active', 'dana'],
    ['of a user whose name is known only later', { targetUser: UNKNOWN }, {}, 'Active', '${minio:index/iamServiceAccount:IamServiceAccount::key.target_user}'],
  ])('a key %s', (_, inputs, outputs, status, holder) => {
    const states = [user, account(inputs, outputs)];
    for (const state of [readAccess({ steps: states.map((newState) => ({ op: 'create', urn: newState.urn, newState })) }), readAccess({ deployment: { resources: states } })]) {
      expect(keysOf(state)).toEqual([[holder, 'minio:index/iamServiceAccount:IamServiceAccount::key', status]]);
      expect(JSON.stringify([state.accessKeys, [...state.users.values()]])).not.toContain(SECRET);
    }
  });
});
