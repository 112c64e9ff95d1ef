import * as core from '../all-of-core';
import { refused, untyped } from '../grants/refused';
import { kits, lone, type Kit, type Stack } from '../terraform/kit';
import { FORMS, OUTPUTS, placed } from './deploy-time-forms';
import type { AnyProps } from './good-props';

type Make = (props: AnyProps) => unknown;

const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const pki = 'https://token.actions.githubusercontent.com';
const reads = core.readOnlyPrefix({ bucket: 'releases', prefix: ['a/'] });

/** Functions whose arguments are looked at before they are part of anything, with right ones: one prop per argument where it isn't an object. */
const FUNCTIONS: Readonly<Record<string, readonly [make: Make, good: AnyProps]>> = Object.fromEntries(Object.entries<readonly [unknown, AnyProps]>({
  'activeScale': [core.activeScale, { version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example', region: 'us-east-1' }],
  'aws': [core.aws, { region: 'eu-west-1', partition: 'aws' }],
  'cephRgw': [core.cephRgw, { endpoint: 'https://rgw.store.example', region: 'us-east-1' }],
  'deltaGlider': [core.deltaGlider, { s3Endpoint: 'https://s3.acme.example' }],
  'minio': [core.minio, { scope: 'acme-storage', endpoint: 'https://store.example:9000', region: 'us-east-1', requestFilter: 'strips-condition-names' }],
  'relayer': [core.relayer, { adminApi: 'minio', scope: 'acme-storage', requestFilter: 'strips-condition-names' }],
  'selectel': [core.selectel, { pool: 'ru-1', project: 'p', managers: ['m'], confirmed: { principal: '{id}', actions: ['s3:GetObject'] } }],
  'customPlatform': [core.customPlatform, { name: 'acme-store', title: 'Acme', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example', limits: { user: { inlineSize: 2048 } } }],
  'githubActionsRole': [core.githubActionsRole, { repository: 'acme/firmware', branch: ['v', core.ANY], audience: 'sts.amazonaws.com', provider }],
  'githubActionsRole for a tag': [core.githubActionsRole, { repository: 'acme/firmware', tag: ['v', core.ANY], provider }],
  'githubActionsRole for an environment': [core.githubActionsRole, { repository: 'acme/firmware', environment: 'release', provider }],
  'oidcRole': [core.oidcRole, { issuer: pki, audience: 'sts.amazonaws.com', subject: ['repo:acme/firmware:', core.ANY], provider }],
  'serviceRole': [core.serviceRole, { service: 'lambda.amazonaws.com', sourceAccount: '111122223333', sourceArn: 'arn:aws:lambda:eu-west-1:111122223333:function:x' }],
  'podIdentityRole': [core.podIdentityRole, { namespace: 'ingest', serviceAccount: 'x', cluster: 'arn:aws:eks:eu-west-1:111122223333:cluster/x' }],
  'irsaRole': [core.irsaRole, {
    issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/X',
    namespace: 'ingest',
    serviceAccount: 'x',
    provider: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/X',
  }],
  'accountRole': [core.accountRole, { account: core.anotherAccount('444455556666'), externalId: 'acme' }],
  'secretsManager': [core.secretsManager, { name: 'ci', kmsKeyId: 'k', fields: { id: 'a', secret: 'b' }, writeOnly: true }],
  'ssmParameter': [core.ssmParameter, { path: '/ci/x', kmsKeyId: 'k', fields: { id: 'a', secret: 'b' } }],
  'kubernetesSecret': [core.kubernetesSecret, { name: 'x', namespace: 'ci', fields: { id: 'a', secret: 'b' } }],
  'existingUser': [({ name }: { name: string }) => core.existingUser(name), { name: 'lee' }],
  'existingGroup': [({ name }: { name: string }) => core.existingGroup(name), { name: 'eng' }],
  'existingRole': [({ name }: { name: string }) => core.existingRole(name), { name: 'ci' }],
  'anotherAccount': [({ account }: { account: string }) => core.anotherAccount(account), { account: '444455556666' }],
  'externalPrincipal': [({ arn }: { arn: string }) => core.externalPrincipal(arn), { arn: 'arn:aws:iam::444455556666:role/x' }],
  'policyVariable': [({ name }: { name: string }) => core.policyVariable(name), { name: 'aws:PrincipalTag/team' }],
  'accessPlan': [core.accessPlan, {
    users: { dana: { accessKeys: [{ generation: '1', status: 'Active', pgpKey: 'keybase:dana' }] } },
    groups: { eng: { members: ['dana'], membership: 'exclusive' } },
  }],
  'renderAccess with options': [(props: AnyProps) => core.renderAccess(core.accessPlan({ users: { dana: { grants: [reads] } } }), untyped(props)), { scope: 'x' }],
  'a grant with a key': [(props: AnyProps) => core.readOnlyPrefix(untyped({ bucket: 'releases', prefix: '', ...props })), { kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }],
}).map(([name, [make, good]]) => [name, [untyped<Make>(make), good]]));

/** What may be known only at deploy time by a string of its own: there a construct that gets it puts a precondition, or the engine its value. */
const LATER = /^(?:githubActionsRole.* provider|oidcRole provider|irsaRole provider|(?:secretsManager|ssmParameter) kmsKeyId|selectel (?:project|managers(?:\[\])?)|existing(?:User|Group|Role) name)$/;

function outcome(run: () => unknown): string {
  try {
    run();
    return 'not refused';
  } catch (error) {
    return error instanceof core.AccessError && error.code === 'DeployTimeValue' ? 'refused' : String(error);
  }
}

test.each(kits)('A2: %s: every token is refused in every argument of every function but those that may be known later', (_engine, kit: Kit) => {
  const wrong: string[] = [];
  for (const [name, [make, good]] of Object.entries(FUNCTIONS)) {
    make(good); // what the tokens are put into is right
    for (const [form, token] of Object.entries(FORMS)) {
      lone(kit, (stack: Stack) => {
        for (const [path, props] of placed(good, token(kit, stack))) {
          if (LATER.test(`${name} ${path}`) && /string token|element|lazy/.test(form)) continue;
          const why = outcome(() => make(props));
          if (why !== 'refused') wrong.push(`${name} ${path}: ${form}: ${why}`);
        }
      });
    }
  }
  expect(wrong).toEqual([]);
});

test.each(Object.entries(OUTPUTS))('A2: on Pulumi, %s is refused in every argument of every function', (_form, make) => {
  const wrong: string[] = [];
  for (const [name, [call, good]] of Object.entries(FUNCTIONS)) {
    for (const [path, props] of placed(good, make())) {
      const why = outcome(() => call(props));
      if (why !== 'refused') wrong.push(`${name} ${path}: ${why}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('A2: what is refused says what it is', () => {
  for (const [, [make, good]] of Object.entries(FUNCTIONS).filter(([name, [, props]]) => /Role$/.test(name) && 'audience' in props)) {
    expect(refused(() => make({ ...good, audience: '${TfToken[TOKEN.1]}' })).code).toBe('DeployTimeValue');
  }
});
