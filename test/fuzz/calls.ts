import * as core from '../../src';
import { bucketGrants, grants, guards } from '../engines/fixtures';
import { GOOD } from '../shape/good-props';

/** A call that is right. */
export type Call = readonly [name: string, call: (...given: readonly unknown[]) => unknown, good: readonly unknown[]];

const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] };
const bucketPolicy = { Version: '2012-10-17', Statement: [{ ...policy.Statement[0], Principal: '*' }] };
const grant = core.readOnlyPrefix({ bucket: 'releases', prefix: 'a/' });
const planProps = {
  platform: core.aws(),
  users: { dana: { grants: [grant], guards: [core.quarantine()], accessKeys: [{ generation: '1', status: 'Active' }], boundary: [grant] } },
  groups: { eng: { members: ['dana', core.existingUser('lee')], membership: 'exclusive', grants: [grant] } },
  existing: [{ principal: core.existingGroup('ops'), grants: [grant] }],
  external: [{ grantee: core.anotherAccount('444455556666'), grants: [grant] }],
  buckets: { releases: { guards: [core.enforceHttps()], existingStatements: bucketPolicy } },
};
const plan = core.accessPlan(planProps as unknown as core.AccessPlanProps);
const provider = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  activeScale: [{ version: '7.1', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' }],
  aws: [{ region: 'eu-west-1', partition: 'aws' }],
  cephRgw: [{ endpoint: 'https://rgw.store.example' }],
  deltaGlider: [{ s3Endpoint: 'https://s3.acme.example' }],
  minio: [{ endpoint: 'https://store.example:9000' }],
  relayer: [{ adminApi: 'minio' }],
  selectel: [{ pool: 'ru-1', project: 'p', managers: ['m'], confirmed: { principal: '{id}', actions: ['s3:GetObject'] } }],
  customPlatform: [{ name: 'acme-store', title: 'Acme', iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example', limits: { user: { inlineSize: 2048 } } }],
  clientConfig: [{ platform: core.aws(), profile: 'ci' }],
  accessPlan: [planProps],
  renderAccess: [plan, { scope: 'x' }],
  planFor: [plan, core.aws()],
  anotherAccount: ['444455556666'],
  externalPrincipal: ['arn:aws:iam::444455556666:role/x'],
  existingUser: ['dana'],
  existingGroup: ['eng'],
  existingRole: ['ci'],
  githubActionsRole: [{ repository: 'acme/firmware', branch: ['v', core.ANY], provider }],
  oidcRole: [{ issuer: 'https://token.actions.githubusercontent.com', audience: 'sts.amazonaws.com', subject: 'repo:acme/firmware:x', provider }],
  keyPolicyStatements: [core.readOnlyPrefix({ bucket: 'releases', prefix: '', kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }), core.anotherAccount('444455556666')],
  secretsManager: [{ name: 'ci', kmsKeyId: 'k', fields: { id: 'a', secret: 'b' }, writeOnly: true }],
  ssmParameter: [{ path: '/ci/x' }],
  kubernetesSecret: [{ name: 'x', namespace: 'ci' }],
  fromAcl: ['READ'],
};

const intents = Object.entries({ ...grants, ...bucketGrants, ...guards }).map(([name, make]): Call => [name, make as Call[1], [GOOD[name]]]);

/** Every function of the core that makes something of what users write, with arguments that are right. */
export const CALLS: readonly Call[] = [
  ...intents,
  ...Object.entries(ARGUMENTS).map(([name, good]): Call => [name, core[name as keyof typeof core] as unknown as Call[1], good]),
];
