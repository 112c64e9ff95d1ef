import * as files from '../../src/files';
import * as testing from '../../src/testing';
import * as core from '../all-of-core';
import { bucketGrants, grants, guards } from '../engines/fixtures';
import { GOOD } from '../shape/good-props';

/** A call that is right. */
export type Call = readonly [name: string, call: (...given: readonly unknown[]) => unknown, good: readonly unknown[]];

const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] };
const bucketPolicy = { Version: '2012-10-17', Statement: [{ ...policy.Statement[0], Principal: '*' }] };
const grant = core.readOnlyPrefix({ bucket: 'releases', prefix: 'a/' });
const planProps = {
  platform: core.aws(),
  users: { dana: { grants: [grant], guards: [core.quarantine()], accessKeys: [{ generation: '1', status: 'Active' }], boundary: [grant], customStatements: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*' }] } },
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
  relayer: [{ adminApi: 'minio', scope: 'acme-storage' }],
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
  serviceRole: [{ service: 'lambda.amazonaws.com', sourceAccount: '111122223333' }],
  podIdentityRole: [{ namespace: 'ingest', serviceAccount: 'x' }],
  irsaRole: [{
    issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/X',
    namespace: 'ingest',
    serviceAccount: 'x',
    provider: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/X',
  }],
  accountRole: [{ account: core.anotherAccount('444455556666'), externalId: 'acme' }],
  keyPolicyStatements: [core.readOnlyPrefix({ bucket: 'releases', prefix: '', kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }), core.anotherAccount('444455556666')],
  secretsManager: [{ name: 'ci', kmsKeyId: 'k', fields: { id: 'a', secret: 'b' }, writeOnly: true }],
  ssmParameter: [{ path: '/ci/x' }],
  kubernetesSecret: [{ name: 'x', namespace: 'ci' }],
  fromAcl: ['READ'],
};

const stateJson = {
  account: '111122223333',
  users: { dana: { groups: ['eng'], policies: [policy], boundary: policy, tags: { team: 'a' } } },
  groups: { eng: { policies: [policy] } },
  roles: { ci: { policies: [policy], trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } }] } } },
  buckets: { releases: { account: '111122223333', policy: bucketPolicy, objectOwnership: 'ObjectWriter', publicAccessBlock: { blockPublicAcls: true } } },
  resources: { 'arn:aws:s3:eu-central-1:111122223333:accesspoint/ap': { policy: bucketPolicy, bucket: 'releases' } },
  limits: { guardrail: { kind: 'scp', policy } },
};
const state = core.readAccess(stateJson);
/** A state that was put together by hand. */
const users = [...state.users].map(([name, user]) => [name, { ...user, policies: user.policies.map((one) => ({ ...one })) }] as const);
const made = { ...state, users: new Map(users) };
const request = { principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/a', context: { 'aws:SourceIp': '192.0.2.1', 'aws:PrincipalTag/team': ['a'] } };
const read = { principal: { user: 'dana' }, bucket: 'releases', key: 'a', exists: false, versionId: '1', context: { 'aws:SourceIp': '192.0.2.1' } };
const target = { bucket: 'releases', key: 'a', source: { bucket: 'releases', keys: ['b'] }, direction: 'copy', context: {} };
const document = core.parsePolicy(policy).document;
const recording = { steps: [{ op: 'create', urn: 'urn:x', newState: { urn: 'urn:x', type: 'aws:iam/user:User', inputs: { name: 'dana' }, outputs: {} } }], mocks: {} };
const expected = [{ user: 'dana', actions: ['s3:GetObject'], resources: ['releases/*'], conditions: { StringLike: { 's3:prefix': 'a/*' } } }];

/** Functions that take states and documents, with several right lists of arguments each. */
const READ: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  readAccess: [[stateJson, { account: '111122223333', variables: { a: 'b' }, platform: core.minio({ scope: 'acme-storage' }) }], [made], [plan], [core.renderAccess(plan)], [recording]],
  readAccessText: [[JSON.stringify(stateJson), { partition: 'aws' }]],
  compileState: [[stateJson], [made]],
  decide: [[state, request, { at: '2026-11-29' }], [made, request], [stateJson, request]],
  decideEffect: [[core.compileState(state), request]],
  headObjectStatus: [[state, read], [made, read]],
  requestsFor: [['aws s3 cp', target, made], ['s3:CopyObject', target, core.aws()]],
  accessMatrix: [[made, { at: '2026-11-29' }], [stateJson]],
  lintAccess: [[made, { platform: core.minio({ scope: 'acme-storage' }) }], [stateJson]],
  compareAccess: [[made, state, { strict: true, maxStates: 2000 }], [stateJson, made]],
  reviewAccess: [[made, stateJson, { format: 'markdown', names: { before: 'a', after: 'b' }, maxStates: 2000 }]],
  equivalent: [[policy, policy, { policyType: 'identity', maxStates: 2000 }], [made, stateJson]],
  redundantStatements: [[policy, { maxStates: 2000 }], [document], [made, { maxStates: 2000 }]],
  checkNoNewAccess: [[policy, document, { policyType: 'identity', maxStates: 2000 }]],
  checkNoPublicAccess: [[bucketPolicy, { maxStates: 2000 }], [made]],
  checkAccessNotGranted: [[made, { actions: ['s3:Delete*'], resources: ['arn:aws:s3:::releases/*'] }, { maxStates: 2000 }], [policy, {}]],
  parsePolicy: [[policy, { kind: 'identity' }], [JSON.stringify(policy)]],
  policyJson: [[document]],
  policyObject: [[document]],
  identityPolicySize: [[document]],
  bucketPolicySize: [[document]],
  parseArn: [['arn:aws:s3:::releases/a']],
  parseOperator: [['StringEquals']],
  bucketArn: [['releases', 'aws']],
  objectArn: [['releases', 'a', 'aws']],
  s3Arn: [['releases/a', 'aws']],
  s3Path: [['arn:aws:s3:::releases/a']],
  userArn: [['111122223333', 'dana']],
  roleArn: [['111122223333', 'ci']],
  accountRootArn: [['111122223333']],
  withPartition: [['arn:aws:s3:::releases', 'aws-cn']],
  escapeText: [['a*b']],
  policyText: [['a', core.ANY]],
  policyVariable: [['aws:username', 'x']],
  usesVariable: [[['a', core.USER_NAME], 'aws:username']],
  isKnownS3Action: [['s3:GetObject']],
  s3Action: [['s3:GetObject']],
};

/** Functions of the entry for files. */
const FILES: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  readAccessFile: [['no-such-folder', { source: 'x', variableFiles: ['a'] }]],
};

/** Functions of the entry for tests. */
const TESTING: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  accessOf: [[stateJson], [made], [plan], [recording]],
  checkAllows: [[made, { user: 'dana', action: 's3:GetObject', resource: 'releases/a', context: { 'aws:SourceIp': '192.0.2.1' }, at: '2026-11-29' }]],
  checkDenies: [[stateJson, { user: 'dana', action: 's3:PutObject', resource: 'releases/a' }]],
  checkAllowsOnly: [[made, expected]],
  checkGivesNobody: [[made, ['s3:DeleteObject'], ['releases/*']]],
  assertAccess: [[{ ok: true, violations: [], inconclusive: [], message: () => 'm' }]],
};

const callsOf = (room: object, table: typeof READ) => Object.entries(table)
  .flatMap(([name, goods]) => goods.map((good): Call => [name, room[name as keyof typeof room] as Call[1], good]));

const intents = Object.entries({ ...grants, ...bucketGrants, ...guards }).map(([name, make]): Call => [name, make as Call[1], [GOOD[name]]]);

/** Every function of the core that makes something of what users write, with arguments that are right. */
export const CALLS: readonly Call[] = [
  ...intents,
  ...Object.entries(ARGUMENTS).map(([name, good]): Call => [name, core[name as keyof typeof core] as unknown as Call[1], good]),
  ...callsOf(core, READ),
  ...callsOf(files, FILES),
  ...callsOf(testing, TESTING),
];
