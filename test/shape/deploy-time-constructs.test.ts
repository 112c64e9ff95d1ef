import * as pulumi from '@pulumi/pulumi';
import { userGraph } from '../../src/plan/graph/people';
import { renderForEngine } from '../../src/plan/render-access';
import * as pulumiEngine from '../../src/pulumi';
import { textInput } from '../../src/pulumi/deploy';
import * as core from '../all-of-core';
import { refused, untyped } from '../grants/refused';
import { declare, outcomeOf } from '../pulumi/mocks';
import { kits, lone, type Kit, type Stack } from '../terraform/kit';
import { FORMS, OUTPUTS, placed } from './deploy-time-forms';
import type { AnyProps } from './good-props';

type Constructor = new (...given: readonly unknown[]) => unknown;
type Constructors = Readonly<Record<string, Constructor>>;

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const boundary = 'arn:aws:iam::111122223333:policy/limits';
const lee = { existing: true, kind: 'user', name: 'lee' };
const keys = [{ generation: '1', status: 'Active', pgpKey: 'keybase:dana' }];
const trust = {
  kind: 'trust', name: 'Own', provider, issuer: 'token.actions.githubusercontent.com', audience: 'sts.amazonaws.com', subject: 'repo:acme/firmware:x', pattern: false,
};
const statement = {
  sid: 'Own',
  actions: ['s3:GetObject'],
  helpful: ['s3:GetObjectTagging'],
  all: false,
  resources: ['arn:aws:s3:::releases/a'],
  conditions: [{ operator: 'StringEquals', key: 'aws:PrincipalOrgID', values: ['o-a1b2c3d4e5'] }],
};
/** Written by hand, so that each part of it is a prop. */
const grant = { kind: 'grant', name: 'Own', buckets: ['releases'], keepsVersions: false, objectLock: false, statements: [statement] };
const guard = {
  kind: 'guard', name: 'Own', targets: ['bucket', 'user', 'group', 'role'], requiresHttps: false, keepsVersions: false, objectLock: false, statements: () => [],
};
const existingStatements = {
  Version: '2012-10-17',
  Statement: [{
    Sid: 'x',
    Effect: 'Allow',
    Action: ['s3:GetObject'],
    Resource: ['arn:aws:s3:::releases/*'],
    Principal: { AWS: ['arn:aws:iam::111122223333:role/x'] },
    Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } },
  }],
};
const customStatements = [{
  Sid: 'x',
  Effect: 'Allow',
  Action: ['s3:GetObject'],
  Resource: ['arn:aws:s3:::releases/*'],
  Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } },
}];
const plan: AnyProps = {
  users: { dana: { grants: [grant], guards: [guard], accessKeys: [{ generation: '1', status: 'Active' }], boundary, customStatements } },
  groups: { eng: { members: ['dana', lee], membership: 'exclusive', grants: [grant], guards: [guard] } },
  roles: { ci: { trust: [trust], grants: [grant], guards: [guard], maxSessionDuration: 3600, boundary: [grant] } },
  existing: [{ principal: { existing: true, kind: 'group', name: 'ops' }, grants: [grant], guards: [guard], members: ['dana', lee] }],
  external: [{ grantee: { external: true, kind: 'account', account: '444455556666' }, grants: [grant] }],
  buckets: { releases: { guards: [guard], existingStatements, customStatements: existingStatements.Statement } },
};

/** Every construct that isn't a grant or guard, and what all grants and guards take beside their own, with right props. */
const CONSTRUCTS: Readonly<Record<string, readonly AnyProps[]>> = {
  StorageProvider: [
    { platform: core.aws(), alias: 'x', config: { region: 'eu-west-1' } },
    { platform: core.minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' }), alias: 'x', settings: { minio_user: 'x' } },
  ],
  StorageUser: [{ name: 'dana', accessKeys: keys, boundary, adopt: false }, { name: 'dana', accessKeys: ['1'], boundary: [grant] }],
  StorageGroup: [{ name: 'eng', members: [lee], membership: 'additive', adopt: false }],
  GroupMembers: [{ group: { existing: true, kind: 'group', name: 'eng' }, members: [lee] }],
  StorageRole: [{ name: 'ci', trust: [trust], maxSessionDuration: 3600, boundary, customStatements, adopt: false }, { trust, boundary: [grant] }],
  AccessKey: [{ user: lee, ...keys[0] }],
  StoredAccessKey: [{ accessKey: { id: 'x', secret: 'y', isEncrypted: false }, store: core.secretsManager({ name: 'ci' }) }],
  BucketPolicy: [{ bucket: 'releases', guards: [guard], existingStatements, customStatements: existingStatements.Statement }],
  StorageAccess: [{ plan }],
  ReadOnlyPrefix: [
    { bucket: 'releases', prefix: 'a/', grantee: lee, adopt: { name: 'limits', arn: boundary } },
    { bucket: 'releases', prefix: 'a/', user: { name: 'dana', accessKeys: keys, boundary, adopt: false } },
  ],
  Quarantine: [{ on: lee }],
};

/** What every construct of cdktf and cdktn takes: also what the two engines call their own. */
const OPTIONS = ['provider', 'dependsOn', 'platform'];

/** What may be known only at deploy, where a precondition of Terraform checks it: as text, and in no other form. */
const GUARDED = new Set([
  'AccessKey user.name', 'GroupMembers group.name', 'GroupMembers members[].name', 'StorageGroup members[].name', 'Quarantine on.name', 'ReadOnlyPrefix grantee.name',
  'ReadOnlyPrefix bucket', 'BucketPolicy bucket',
  'ReadOnlyPrefix user.boundary', 'StorageUser boundary', 'StorageUser boundary[].buckets[]', 'StorageRole boundary', 'StorageRole boundary[].buckets[]',
  'StorageRole trust.provider', 'StorageRole trust[].provider',
  'StorageAccess plan.users.dana.boundary', 'StorageAccess plan.roles.ci.boundary', 'StorageAccess plan.roles.ci.boundary[].buckets[]',
  'StorageAccess plan.roles.ci.trust[].provider', 'StorageAccess plan.groups.eng.members[].name', 'StorageAccess plan.existing[].members[].name',
  'StorageAccess plan.existing[].principal.name',
  ...['users.dana', 'groups.eng', 'roles.ci', 'existing[]'].map((owner) => `StorageAccess plan.${owner}.grants[].buckets[]`),
]);

/** What may be known only at deploy and is checked by nobody, since it is part of no policy and of no name that a policy holds. */
const HANDED_ON: Readonly<Record<string, string>> = {
  'StorageProvider config.region': 'an argument of the provider, which checks it',
  'StorageProvider settings.minio_user': 'an argument of the provider, which checks it',
  'StoredAccessKey accessKey.id': 'what goes into the secret store',
  'StoredAccessKey accessKey.secret': 'what goes into the secret store',
};

/** Where another error comes first, since more than the token is wrong: statements that name another bucket, and a prop that cdktf and cdktn don't have there. */
const ELSEWISE = new Set(['BucketPolicy bucket', 'StorageAccess plan.external[].grants[].buckets[]', 'StorageAccess platform']);

/** Where a string token may stand, what is around it in a text is what is wrong. */
const isElsewise = (form: string, at: string) => ELSEWISE.has(at) || (GUARDED.has(at) && form === 'a string token in a text');

/** Makes a construct; the plan of StorageAccess comes from the function that makes plans. */
const made = (all: Constructors, name: string, given: readonly unknown[], props: AnyProps) => (
  new all[name](...given, name === 'StorageAccess' ? { ...props, plan: core.accessPlan(untyped(props.plan)) } : props)
);

function codeOf(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe.each(kits)('A2: %s', (_engine, kit: Kit) => {
  const make = (stack: Stack, name: string, props: AnyProps, id = 'x') => made(untyped(kit), name, [stack, id], props);

  test('what the tokens are put into is right', () => {
    for (const [name, goods] of Object.entries(CONSTRUCTS)) {
      for (const good of goods) expect(() => lone(kit, (stack) => { make(stack, name, good); })).not.toThrow();
    }
  });

  test.each(Object.entries(FORMS))('%s is refused in every prop of every construct, or guarded by a precondition', (form, token) => {
    const wrong: string[] = [];
    for (const [name, goods] of Object.entries(CONSTRUCTS)) {
      for (const good of goods) {
        const options = Object.fromEntries(name === 'StorageProvider' ? [] : OPTIONS.map((option) => [option, undefined]));
        const places = (stack: Stack) => placed({ ...good, ...options }, token(kit, stack));
        // most are refused, and one stack does for these; whatever else becomes of a place is judged in a stack of its own
        const others = lone(kit, (stack) => places(stack).flatMap(([, props], index) => (
          codeOf(() => make(stack, name, props, `x${index}`)) === 'DeployTimeValue' ? [] : [index]
        )));
        others.forEach((index) => lone(kit, (stack) => {
          const [path, props] = places(stack)[index];
          const at = `${name} ${path}`;
          try {
            make(stack, name, props);
          } catch (error) {
            if ((error as { code?: string }).code !== 'DeployTimeValue' && !isElsewise(form, at)) wrong.push(`${at}: ${String(error)}`);
            return;
          }
          if (at in HANDED_ON) return;
          if (!GUARDED.has(at)) wrong.push(`${at}: not refused`);
          else if (!JSON.stringify(kit.Testing.synth(stack)).includes('precondition')) wrong.push(`${at}: no precondition`);
        }));
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

/** What may be an Output or a Promise, and is checked when it is there: buckets by test/pulumi/deploy-time.test.ts, boundaries below. */
const CHECKED_LATER = ['ReadOnlyPrefix bucket', 'BucketPolicy bucket', 'ReadOnlyPrefix user.boundary', 'StorageUser boundary', 'StorageRole boundary'];

/** Props that Pulumi has otherwise. */
const ON_PULUMI: Readonly<Record<string, readonly AnyProps[]>> = {
  ...CONSTRUCTS,
  StorageProvider: [{ platform: core.minio({ scope: 'acme-storage', endpoint: 'https://store.example:9000' }), settings: { minioUser: 'x' } }],
};

test.each(Object.entries(OUTPUTS))('A2: on Pulumi, %s is refused in every prop of every construct, at once', async (form, output) => {
  const wrong: string[] = [];
  for (const [name, goods] of Object.entries(ON_PULUMI)) {
    for (const [path, props] of goods.flatMap((good) => placed(good, output()))) {
      const at = `${name} ${path}`;
      if (/settings[.]|accessKey[.](?:id|secret)$/.test(at) || (CHECKED_LATER.includes(at) && !form.includes('in a text'))) continue;
      let thrown: unknown;
      await declare(() => {
        try {
          made(untyped(pulumiEngine), name, ['x'], props);
        } catch (error) {
          thrown = error;
        }
      });
      if ((thrown as { code?: string } | undefined)?.code !== 'DeployTimeValue' && !(thrown instanceof core.AccessError && ELSEWISE.has(at))) wrong.push(`${at}: ${thrown === undefined ? 'not refused' : String(thrown)}`);
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);

test.each(['*', 'arn:aws:iam::aws:policy/*', 'x","y":"', '', 7, undefined])('A2: on Pulumi, a boundary that turns out to be %j is refused when it is there', async (value) => {
  const text = pulumiEngine.deployTimeName(pulumi.output(untyped<string>(value)));
  const [{ checks = [] }] = userGraph({ name: 'dana', keys: [], bounded: { boundary: text, policyName: 'limits' } }, core.aws());
  expect((await outcomeOf(textInput(text, checks))).error).toMatchObject({ code: 'InvalidBoundary' });
});

test('A2: on Pulumi, a boundary of a plan may be an Output, by itself and beside no other text', async () => {
  const user = (text: (arn: string) => string) => () => {
    const arn = pulumiEngine.deployTimeName(pulumi.output('arn:aws:iam::111122223333:policy/limits'));
    return new pulumiEngine.StorageUser('dana', { boundary: text(arn) });
  };
  const { resources } = await declare(user((arn) => arn));
  expect(resources.map(({ inputs }) => inputs.permissionsBoundary)).toContain('arn:aws:iam::111122223333:policy/limits');
  let code: unknown;
  await declare(() => { code = refused(user((arn) => `${arn}x`)).code; });
  expect(code).toBe('DeployTimeValue');
});

describe('A2: what was written by hand', () => {
  const bucket = '${TfToken[TOKEN.1]}';
  const other = '${TfToken[TOKEN.2]}';
  const granted = (resource: string) => {
    const grants = [{ ...grant, buckets: [bucket], statements: [{ ...statement, resources: [resource] }] }];
    return core.accessPlan(untyped({ users: { dana: { grants } } }));
  };

  test('a grant speaks of its own buckets, which are checked at deploy, and of nothing else that is known only then', () => {
    expect(() => granted(`arn:aws:s3:::${bucket}/a/*`)).not.toThrow();
    expect(refused(() => granted(`arn:aws:s3:::${other}/*`)).code).toBe('DeployTimeValue');
    expect(refused(() => granted(`arn:aws:s3:::${bucket}/${other}/*`)).code).toBe('DeployTimeValue');
  });

  const denied = (of: (target: string) => object) => {
    const own = { sid: 'Own', actions: ['s3:*'], conditions: [] };
    const statements = (target: { bucket: string }) => [{ ...own, resources: [`arn:aws:s3:::${target.bucket}/*`], ...of(target.bucket) }];
    return renderForEngine(core.accessPlan(untyped({ buckets: { [bucket]: { guards: [{ ...guard, statements }] } } })), { scope: 'x' });
  };

  test.each<[string, object, string]>([
    ['resources', { resources: [`arn:aws:s3:::${other}/*`] }, 'DeployTimeValue'],
    ['principals', { principals: { AWS: [other] } }, 'DeployTimeValue'],
    ['actions', { actions: [other] }, 'DeployTimeValue'],
    ['a sid', { sid: other }, 'DeployTimeValue'],
    ['a value', { conditions: [{ operator: 'StringEquals', key: 'aws:userid', values: [other] }] }, 'DeployTimeValue'],
    ['an operator', { conditions: [{ operator: other, key: 'aws:userid', values: ['x'] }] }, 'DeployTimeValue'],
    ['a number token', { actions: [-1.8881545897087503e+289] }, 'DeployTimeValue'],
    ['a name that no statement has', { action: ['s3:*'] }, 'InvalidPlan'],
  ])('a guard\'s statements hold nothing that is known only at deploy but its bucket: %s', (_part, more, code) => {
    expect(() => denied(() => ({}))).not.toThrow();
    expect(refused(() => denied(() => more)).code).toBe(code);
  });
});
