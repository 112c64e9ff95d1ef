import {
  accessPlan, checkNoPublicAccess, compareAccess, customPlatform, decide, denyDelete, enforceHttps, lintAccess, readAccess, readOnlyPrefix,
  readWritePrefix, renderAccess, writeOnlyUploader, type AccessPlanProps, type AccessStateJson, type CustomLanguage, type CustomProfile,
  type Evaluation, type Platform,
} from '../../src';
import { heeded } from '../../src/platforms/custom/evaluation';
import { CEPH_EVALUATION, MINIO_EVALUATION } from '../../src/platforms/evaluation';
import { minioLanguage } from '../../src/platforms/minio/language';
import { casePrincipal, decisionTables } from '../decisions/tables';
import { refused, untyped } from '../grants/refused';
import { allowed } from './differences';
import { stateOn, usersOf } from './table-states';

const language: CustomLanguage = {
  elements: ['NotAction', 'NotResource'],
  operators: ['StringEquals', 'StringLike', 'StringNotEquals', 'IpAddress', 'NotIpAddress', 'Bool', 'Null'],
  ifExists: ['Bool', 'NotIpAddress', 'StringNotEquals'],
  keys: ['aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent', { key: 's3:prefix', actions: ['s3:ListBucket', 's3:ListBucketVersions'] }],
};
const profile: CustomProfile = {
  name: 'acme-store',
  title: 'Acme Store',
  iamEndpoint: 'https://iam.store.example',
  s3Endpoint: 'https://s3.store.example',
  limits: { user: { inlineSize: 20480 }, group: { inlineSize: 20480 }, groupsPerUser: 10, bucketPolicySize: 20480 },
  features: ['principalGuards', 'everyoneGrantees'],
  language,
};
/** A product that judges otherwise in all that a profile can say. */
const evaluation: Evaluation = {
  bucketPolicies: 'anonymous',
  bucketAsFolder: true,
  asks: { 's3:getobjectversion': { action: 's3:GetObject', how: 'instead' }, 's3:deleteobjectversion': { action: 's3:DeleteObject', how: 'unlessDenied' } },
  negatedHoldsWhenAbsent: false,
  readsAsAbsent: { 'aws:securetransport': 'false', 's3:prefix': '' },
};
const [plain, other] = [customPlatform(profile), customPlatform({ ...profile, evaluation })];

const BUCKET = 'arn:aws:s3:::releases';
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: `${BUCKET}/*` };
const state: AccessStateJson = {
  users: { dana: { policies: [document(list, { Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/*` })] } },
  buckets: { releases: { policy: document({ Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: `${BUCKET}/*` }) } },
};

describe('requests are judged as the profile says', () => {
  const effect = (platform: Platform | undefined, action: string, resource: string) => (
    decide(readAccess(state, { platform }), { principal: { user: 'dana' }, action, resource }).effect
  );

  test.each<readonly [action: string, resource: string, aws: string, there: string]>([
    ['s3:ListBucket', 'releases', 'implicitDeny', 'allow'],
    ['s3:GetObject', 'releases/a', 'allow', 'allow'],
    ['s3:GetObjectVersion', 'releases/a', 'implicitDeny', 'allow'],
    ['s3:PutObject', 'releases/a', 'allow', 'implicitDeny'],
  ])('%s on %s: %s on AWS, %s there', (action, resource, aws, there) => {
    expect([undefined, plain, other].map((platform) => effect(platform, action, resource))).toEqual([aws, aws, there]);
  });

  test('and compared, and looked through', () => {
    const fewer: AccessStateJson = { ...state, users: { dana: { policies: [document(list)] } } };
    const compared = (platform: Platform) => compareAccess(readAccess(state, { platform }), readAccess(fewer, { platform }));
    const lost = (platform: Platform) => compared(platform).lost.flatMap(({ actions }) => actions);
    expect(lost(plain)).toEqual(['s3:GetObject']);
    expect(lost(other)).toEqual(expect.arrayContaining(['s3:GetObject', 's3:GetObjectVersion']));
    expect(checkNoPublicAccess(readAccess(state, { platform: other })).violations.map(({ principal }) => principal)).toEqual(['anonymous']);
    const codes = (platform: Platform) => lintAccess({ users: { dana: { policies: [document(list)] } } }, { platform }).map(({ code }) => code);
    expect([codes(plain), codes(other)]).toEqual([['ActionResourceMismatch'], ['PlatformReadsDifferently']]);
  });

  test('a profile without one is judged as AWS judges, and a state of its own plan is judged by its own', () => {
    expect(plain.evaluation).toBeUndefined();
    const own = (platform: Platform) => readAccess(renderAccess(accessPlan({ platform, users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '' })] } } })));
    const version = { principal: { user: 'dana' }, action: 's3:GetObjectVersion', resource: 'releases/a' } as const;
    expect([plain, other].map((platform) => decide(own(platform), version).effect)).toEqual(['implicitDeny', 'allow']);
  });
});

describe('grants and guards heed it', () => {
  const rendered = (platform: Platform, props: Omit<AccessPlanProps, 'platform'>) => renderAccess(accessPlan({ platform, ...props })).users[0].policies[0];
  const why = (platform: Platform, props: Omit<AccessPlanProps, 'platform'>) => refused(() => rendered(platform, props)).message.split('\n')[0];

  test('what comes along is said, or denied beside it', () => {
    const writes = { users: { dana: { grants: [readWritePrefix({ bucket: 'releases', prefix: 'a/', delete: true })] } } };
    expect(rendered(plain, writes).diagnostics).toEqual([]);
    expect(rendered(other, writes).diagnostics).toMatchInlineSnapshot(`
[
  "ReadWritePrefix: s3:GetObjectVersion comes along, since anyone who has s3:GetObject on Acme Store has it too",
  "ReadWritePrefix: s3:DeleteObjectVersion is denied beside it, because s3:DeleteObject would bring it along on Acme Store; no other policy of the same user can give it there",
]
`);
    expect(rendered(other, writes).document.statements.filter(({ effect }) => effect === 'Deny')).toEqual([
      { sid: 'ReadWritePrefixNoDeleteObjectVersion', effect: 'Deny', actions: ['s3:DeleteObjectVersion'], resources: ['arn:aws:s3:::releases/a/*'] },
    ]);
  });

  test('a key that is there only when it is true', () => {
    const https = { users: { dana: { guards: [enforceHttps()] } } };
    const conditions = (platform: Platform) => rendered(platform, https).document.statements.flatMap((statement) => statement.conditions ?? []);
    const operators = (platform: Platform) => conditions(platform).map(({ operator }) => operator);
    expect([...new Set(operators(plain))]).toEqual(['Bool']);
    expect([...new Set(operators(other))]).toEqual(['BoolIfExists']);
  });

  test('what can\'t be said then is refused', () => {
    const all = customPlatform({
      ...profile, evaluation: { implies: { 's3:getobject': ['s3:PutObject'] }, asks: { 's3:deleteobjectversion': { action: 's3:DeleteObject', how: 'instead' } } },
    });
    expect(why(all, { users: { dana: { guards: [denyDelete({ allowDeleteMarkers: true })] } } })).toContain(
      "doesn't tell them apart, so s3:DeleteObject would be denied as well",
    );
    expect(why(all, { users: { dana: { grants: [readWritePrefix({ bucket: 'releases', prefix: '', deleteVersions: true })] } } })).toContain('asks for s3:DeleteObject as well');
    const implies = (action: string, brought: string) => customPlatform({ ...profile, evaluation: { implies: { [action]: [brought] } } });
    const reads = { users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '', listing: false })] } } };
    const writes = { users: { dana: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'in/' })] } } };
    // to read in one way more is told of; anyone who reads must not write, and anyone who writes must not read or delete
    expect(rendered(implies('s3:getobject', 's3:GetObjectVersion'), reads).diagnostics)
      .toEqual(['ReadOnlyPrefix: s3:GetObjectVersion comes along, since anyone who has s3:GetObject on Acme Store has it too']);
    expect(why(implies('s3:getobject', 's3:PutObject'), reads)).toContain(
      "statement ReadOnlyPrefix: s3:GetObject without s3:PutObject can't be expressed on Acme Store: it doesn't tell them apart, so s3:PutObject would be given as well",
    );
    expect(why(implies('s3:getobject', 's3:ReadAllOfAcme'), reads)).toContain('s3:ReadAllOfAcme would be given as well');
    expect(why(implies('s3:putobject', 's3:GetObject'), writes)).toContain('s3:GetObject would be given as well');
    expect(why(implies('s3:putobject', 's3:DeleteObject'), writes)).toContain('s3:DeleteObject would be given as well');
  });

  test('whatever the case of the letters in which actions are written', () => {
    const spelled = (action: string, asked: string) => heeded({ implies: { 's3:getobject': [action] }, asks: { 's3:deleteobjectversion': { action: asked, how: 'instead' } } }, []);
    expect(spelled('s3:putobject', 's3:deleteobject')).toEqual(spelled('s3:PutObject', 's3:DeleteObject'));
    const platform = customPlatform({ ...profile, evaluation: { implies: { 's3:getobject': ['s3:getobjectversion'] } } });
    expect(rendered(platform, { users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '', listing: false })] } } }).diagnostics)
      .toEqual([expect.stringContaining('s3:GetObjectVersion comes along')]);
  });

  test('from what MinIO and Ceph judge follows what their own profiles heed', () => {
    const { brings, bringsUnlessDenied, needs } = heeded(MINIO_EVALUATION, []);
    expect({ bringsUnlessDenied, needs, allow: brings?.Allow }).toEqual({
      bringsUnlessDenied: minioLanguage.bringsUnlessDenied, needs: minioLanguage.needs, allow: minioLanguage.brings?.Allow,
    });
    expect(brings?.Deny).toEqual(minioLanguage.brings?.Deny);
    expect(heeded(CEPH_EVALUATION, ['StringLike', 'StringNotLike', 'NotIpAddress'])).toMatchObject({
      onlyWhenTrue: ['aws:securetransport'], absentWhenEmpty: ['s3:prefix', 's3:delimiter'], nullOnlyTrue: true, oneValue: ['StringNotLike'],
    });
  });
});

describe.each<readonly [string, Platform]>([
  ['as AWS does', plain],
  ['otherwise', other],
  ['as MinIO does', customPlatform({ ...profile, language: { ...language, ifExists: [] }, evaluation: MINIO_EVALUATION })],
  ['as Ceph does', customPlatform({
    ...profile, features: ['principalGuards', 'everyoneGrantees', 'bucketGuards'], language: { ...language, elements: ['NotResource'] }, evaluation: CEPH_EVALUATION,
  })],
])('on a product that judges %s', (_, platform) => {
  test('what is delivered decides as its table says', () => {
    const states = decisionTables.map((table) => ({ table, state: stateOn(table, platform) }));
    const found = states.flatMap(({ table, state: there }) => (there instanceof Error ? [] : table.cases.flatMap((one) => {
      const who = casePrincipal(table, one);
      if (who !== 'anonymous' && !usersOf(table).includes(who.user)) return [];
      const { effect } = decide(there, { principal: who, action: one.action, resource: one.resource, context: one.context });
      return allowed(platform, table.name, one).includes(effect) ? [] : [`${table.name}: ${one.action} ${one.resource} ${JSON.stringify(one.context)} expected ${one.expect}, decided ${effect}`];
    })));
    expect(found).toEqual([]);
    expect(states.filter((one) => !(one.state instanceof Error)).length).toBeGreaterThan(20);
  });
});

const invalid = (change: object) => refused(() => customPlatform(untyped({ ...profile, ...change })));

test.each<readonly [field: string, evaluation: unknown]>([
  ['evaluation', 'aws'], ['evaluation', []], ['evaluation.policies', { policies: 'none' }],
  ['evaluation.bucketPolicies', { bucketPolicies: 'everyone' }], ['evaluation.bucketAsFolder', { bucketAsFolder: 1 }],
  ['evaluation.implies', { implies: [] }], ['evaluation.implies.s3:GetObject', { implies: { 's3:GetObject': ['s3:PutObject'] } }],
  ['evaluation.implies.s3:getobject', { implies: { 's3:getobject': 's3:PutObject' } }], ['evaluation.implies.s3:getobject[0]', { implies: { 's3:getobject': ['s3:*'] } }],
  ['evaluation.asks.s3:getobjects', { asks: { 's3:getobjects': { action: 's3:GetObject', how: 'instead' } } }],
  ['evaluation.asks.s3:getobject.how', { asks: { 's3:getobject': { action: 's3:PutObject', how: 'also' } } }],
  ['evaluation.asks.s3:getobject.action', { asks: { 's3:getobject': { how: 'instead' } } }],
  ['evaluation.operators[1]', { operators: ['StringEqualsIfExists', 'ForAllValues:StringEquals'] }], ['evaluation.operators[0]', { operators: ['Equals'] }],
  ['evaluation.negatedSets', { negatedSets: true }], ['evaluation.severalValues', { severalValues: 'all' }], ['evaluation.unclear[0]', { unclear: ['versions'] }],
  ['evaluation.readsAsAbsent.aws:SecureTransport', { readsAsAbsent: { 'aws:SecureTransport': 'false' } }],
  ['evaluation.readsAsAbsent.aws:securetransport', { readsAsAbsent: { 'aws:securetransport': 'true' } }],
  ['evaluation.unevaluated[0]', { unevaluated: ['Condition'] }], ['evaluation.variables.escapes', { variables: { defaults: false } }],
  ['evaluation.variables.keys[0]', { variables: { defaults: false, escapes: false, keys: ['username'] } }],
  ['evaluation.principalKeys.aws:username', { principalKeys: { 'aws:username': 'aws:name' } }],
])('%s is refused: %j', (field, given) => {
  const error = invalid({ evaluation: given });
  expect(error.code).toBe('InvalidPlatform');
  expect([`customPlatform: ${field} `, `${field} "`].some((start) => error.message.startsWith(start))).toBe(true);
});

test.each<readonly [field: string, evaluation: Evaluation, change: object, because: string]>([
  ['bucketPolicies', { bucketPolicies: 'anonymous' }, { features: ['everyoneGrantees', 'bucketGuards'] }, 'features name bucketGuards'],
  ['bucketPolicies', { bucketPolicies: 'none' }, { features: ['everyoneGrantees'] }, 'features name everyoneGrantees'],
  ['bucketPolicies', { bucketPolicies: 'allowList' }, { features: ['principalGrantees'] }, 'features name principalGrantees'],
  ['unclear', { unclear: ['accounts'] }, { features: ['accountGrantees'] }, 'features name accountGrantees'],
  ['negatedHoldsWhenAbsent', { negatedHoldsWhenAbsent: false }, { language: 'aws' }, "language is 'aws'"],
  ['operators', { operators: ['StringEquals'] }, {}, 'names StringLike'],
  ['operators', { operators: ['StringEquals', 'StringLike', 'StringNotEquals', 'IpAddress', 'NotIpAddress', 'Bool', 'Null'] }, {}, 'names BoolIfExists'],
  ['negatedHoldsWhenAbsent', { negatedHoldsWhenAbsent: false }, { language: { ...language, negatedHoldsWhenAbsent: true } }, 'language.negatedHoldsWhenAbsent is true'],
  ['negatedSets', { negatedSets: 'whole' }, { language: { ...language, sets: ['StringNotEquals'] } }, 'language.sets names StringNotEquals'],
  ['unevaluated', { unevaluated: ['NotAction'] }, {}, 'language.elements names NotAction'],
  ['principalKeys', { principalKeys: { 'aws:username': '' } }, { language: { ...language, keys: ['aws:username'] } }, 'names aws:username'],
  ['principalKeys', { principalKeys: { 'aws:userid': 'aws:username' } }, { language: { variables: { keys: ['aws:userid'] } } }, 'names aws:userid'],
  ['variables', { variables: { defaults: false, escapes: false, wholeValuesOnly: true } }, { language: { variables: { keys: ['aws:username'] } } }, 'names aws:username'],
  ['variables', { variables: { defaults: false, escapes: false, keys: ['aws:userid'] } }, { language: { variables: { keys: ['aws:username'] } } }, 'names aws:username'],
  ['variables', { variables: { defaults: false, escapes: false } }, { language: { variables: { escapes: true } } }, 'escapes is true'],
])('what is said of %s contradicts the rest: %j', (field, said, change, because) => {
  const { code, message } = invalid({ ...change, evaluation: said });
  expect([code, message.split('\n')[0]]).toEqual(['InvalidPlatform', expect.stringMatching(`^customPlatform: evaluation\\.${field} is .*contradicts`) as string]);
  expect(message).toContain(because);
});

test('what agrees with the rest is taken', () => {
  expect(customPlatform({ ...profile, language: 'aws', evaluation: { bucketPolicies: 'anonymous', bucketAsFolder: true } })).toMatchObject({ evaluation: { bucketAsFolder: true } });
  expect(customPlatform({ ...profile, evaluation: {} }).evaluation).toEqual({});
  const own = { bucketAsFolder: true };
  const platform = customPlatform({ ...profile, evaluation: own });
  own.bucketAsFolder = false;
  expect(platform.evaluation).toEqual({ bucketAsFolder: true });
  expect(() => { untyped<{ bucketAsFolder: boolean }>(platform.evaluation).bucketAsFolder = false; }).toThrow(TypeError);
});
