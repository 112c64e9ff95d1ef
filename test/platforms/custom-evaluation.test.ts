import {
  accessPlan, cephRgw, checkNoPublicAccess, compareAccess, decide, denyDelete, enforceHttps, lintAccess, minio, readAccess, readOnlyPrefix,
  readWritePrefix, renderAccess, writeOnlyUploader, type AccessPlanProps, type AccessStateJson, type Platform,
} from '../../src';
import {
  allAsAws, asAws, customPlatform, differently, unconfirmed, type CustomPolicies, type CustomProfile, type PolicyProfile,
} from '../../src/platforms';
import { cephRgwPolicies } from '../../src/platforms/ceph-rgw/profile';
import { minioPolicies } from '../../src/platforms/minio/profile';
import type { FactName } from '../../src/platforms/profile/policy-profile';
import { casePrincipal, decisionTables } from '../decisions/tables';
import { refused, untyped } from '../grants/refused';
import { allowed } from './differences';
import { stateOn, usersOf } from './table-states';

const known = ['StringEquals', 'StringLike', 'StringNotEquals', 'IpAddress', 'NotIpAddress', 'Bool', 'Null'];
const said = 'a test says so';
/** What lets the profile's own grants be written. */
const policies: CustomPolicies = {
  elements: { NotAction: asAws(said), NotResource: asAws(said) },
  operators: differently({ known, others: 'refused' }, said),
  ifExists: differently({ known: ['Bool', 'NotIpAddress', 'StringNotEquals'], others: 'refused' }, said),
  keys: differently({
    known: [...['aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent'].map((key) => ({ key })), { key: 's3:prefix', actions: ['s3:ListBucket', 's3:ListBucketVersions'] }], others: 'refused',
  }, said),
};
const profile: CustomProfile = {
  name: 'acme-store',
  title: 'Acme Store',
  iamEndpoint: 'https://iam.store.example',
  s3Endpoint: 'https://s3.store.example',
  limits: { user: { inlineSize: 20480 }, group: { inlineSize: 20480 }, groupsPerUser: 10, bucketPolicySize: 20480 },
  features: ['principalGuards', 'everyoneGrantees'],
  policies,
};
const reading = (more: CustomPolicies) => customPlatform({ ...profile, policies: { ...policies, ...more } });
/** A product that judges otherwise in all that a profile can say. */
const otherwise: CustomPolicies = {
  bucketPolicies: differently('anonymous', said),
  bucketAsFolder: differently(true, said),
  checkedAs: differently({
    's3:getobjectversion': { action: 's3:GetObject', how: 'instead' }, 's3:deleteobjectversion': { action: 's3:DeleteObject', how: 'unlessDenied' },
  }, said),
  negatedWhenAbsent: differently('all', said),
  valuesReadAsAbsent: differently({ 'aws:securetransport': 'false', 's3:prefix': '' }, said),
};
const [plain, other] = [customPlatform(profile), reading(otherwise)];

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

  test.each<readonly [action: string, resource: string, aws: string, there: string, unsaid: string]>([
    ['s3:ListBucket', 'releases', 'implicitDeny', 'allow', 'implicitDeny'],
    ['s3:GetObject', 'releases/a', 'allow', 'allow', 'allow'],
    ['s3:GetObjectVersion', 'releases/a', 'implicitDeny', 'allow', 'implicitDeny'],
    // that bucket policies govern signed-in users, the profile doesn't say
    ['s3:PutObject', 'releases/a', 'allow', 'implicitDeny', 'uncertain'],
  ])('%s on %s: %s on AWS, %s there', (action, resource, aws, there, unsaid) => {
    expect([undefined, plain, other].map((platform) => effect(platform, action, resource))).toEqual([aws, unsaid, there]);
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

  test('a state of its own plan is judged by its own', () => {
    expect(customPlatform({ ...profile, policies: 'aws' }).evaluation).toBeUndefined();
    const own = (platform: Platform) => readAccess(renderAccess(accessPlan({ platform, users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '' })] } } })));
    const version = { principal: { user: 'dana' }, action: 's3:GetObjectVersion', resource: 'releases/a' } as const;
    expect([plain, other].map((platform) => decide(own(platform), version).effect)).toEqual(['implicitDeny', 'allow']);
  });
});

describe('grants and guards heed it', () => {
  const rendered = (platform: Platform, props: Omit<AccessPlanProps, 'platform'>) => renderAccess(accessPlan({ platform, ...props })).users[0].policies[0];
  const why = (platform: Platform, props: Omit<AccessPlanProps, 'platform'>) => refused(() => rendered(platform, props)).message.split('\n')[0];

  test('what comes along is said, or denied beside it', () => {
    const writes = { users: { dana: { grants: [readWritePrefix({ bucket: 'releases', prefix: 'a/', allowDelete: true })] } } };
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
    const all = reading({
      alsoGrants: differently({ 's3:getobject': ['s3:PutObject'] }, said), checkedAs: differently({ 's3:deleteobjectversion': { action: 's3:DeleteObject', how: 'instead' } }, said),
    });
    expect(why(all, { users: { dana: { guards: [denyDelete({ allowDeleteMarkers: true })] } } })).toContain(
      "doesn't distinguish them, so s3:DeleteObject would be denied as well",
    );
    expect(why(all, { users: { dana: { grants: [readWritePrefix({ bucket: 'releases', prefix: '', allowDeleteVersions: true })] } } })).toContain('asks for s3:DeleteObject as well');
    const implies = (action: string, brought: string) => reading({ alsoGrants: differently({ [action]: [brought] }, said) });
    const reads = { users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '', listing: false })] } } };
    const writes = { users: { dana: { grants: [writeOnlyUploader({ bucket: 'releases', prefix: 'in/' })] } } };
    // to read in one way more is told of; anyone who reads must not write, and anyone who writes must not read or delete
    expect(rendered(implies('s3:getobject', 's3:GetObjectVersion'), reads).diagnostics)
      .toEqual(['ReadOnlyPrefix: s3:GetObjectVersion comes along, since anyone who has s3:GetObject on Acme Store has it too']);
    expect(why(implies('s3:getobject', 's3:PutObject'), reads)).toContain(
      "statement ReadOnlyPrefix: s3:GetObject without s3:PutObject can't be expressed on Acme Store: it doesn't distinguish them, so s3:PutObject would be given as well",
    );
    expect(why(implies('s3:getobject', 's3:ReadAllOfAcme'), reads)).toContain('s3:ReadAllOfAcme would be given as well');
    expect(why(implies('s3:putobject', 's3:GetObject'), writes)).toContain('s3:GetObject would be given as well');
    expect(why(implies('s3:putobject', 's3:DeleteObject'), writes)).toContain('s3:DeleteObject would be given as well');
  });

  test('whatever the case of the letters in which actions are written', () => {
    const spelled = (action: string, asked: string) => {
      const { alsoGrants, alsoGrantsUnlessDenied, requires } = reading({
        alsoGrants: differently({ 's3:getobject': [action] }, said), checkedAs: differently({ 's3:deleteobjectversion': { action: asked, how: 'instead' } }, said),
      }).dialect ?? {};
      return { alsoGrants, alsoGrantsUnlessDenied, requires };
    };
    expect(spelled('s3:putobject', 's3:deleteobject')).toEqual(spelled('s3:PutObject', 's3:DeleteObject'));
    const platform = reading({ alsoGrants: differently({ 's3:getobject': ['s3:getobjectversion'] }, said) });
    expect(rendered(platform, { users: { dana: { grants: [readOnlyPrefix({ bucket: 'releases', prefix: '', listing: false })] } } }).diagnostics)
      .toEqual([expect.stringContaining('s3:GetObjectVersion comes along')]);
  });

  test('from what MinIO and Ceph judge follows what is written for them', () => {
    expect(minio({ scope: 'acme-storage' }).dialect).toMatchObject({
      alsoGrantsUnlessDenied: { 's3:DeleteObject': 's3:DeleteObjectVersion' },
      alsoGrants: {
        Allow: { 's3:GetObject': ['s3:GetObjectVersion'], 's3:GetObjectVersion': ['s3:GetObject'], 's3:ListBucket': ['s3:ListBucketVersions'] },
        Deny: { 's3:DeleteObject': ['s3:DeleteObjectVersion'], 's3:GetObjectVersion': ['s3:GetObject'], 's3:ListBucketVersions': ['s3:ListBucket'] },
      },
    });
    expect(minio({ scope: 'acme-storage' }).dialect?.requires).toMatchObject({ 's3:DeleteObjectVersion': 's3:DeleteObject' });
    expect(cephRgw({ endpoint: 'https://rgw.store.example' }).dialect).toMatchObject({
      onlyWhenTrue: ['aws:securetransport'],
      absentWhenEmpty: ['s3:prefix', 's3:delimiter', 's3:x-amz-acl'],
      nullOnlyTrue: true,
      oneValue: ['StringNotEquals', 'StringNotEqualsIgnoreCase', 'StringNotLike', 'NumericNotEquals', 'DateNotEquals'],
    });
  });
});

describe.each<readonly [string, Platform]>([
  ['as AWS does', plain],
  ['otherwise', other],
  ['as MinIO does', reading({
    ...pick(minioPolicies(), ['bucketPolicies', 'bucketAsFolder', 'alsoGrants', 'checkedAs', 'forgeable', 'negatedSets', 'severalValues', 'principalKeys', 'requestKeys']), ifExists: unconfirmed(),
  })],
  ['as Ceph does', customPlatform({
    ...profile,
    features: ['principalGuards', 'everyoneGrantees', 'bucketGuards'],
    policies: {
      ...policies,
      ...pick(cephRgwPolicies, ['negatedWhenAbsent', 'severalValues', 'negatedLists', 'nullFalse', 'accounts', 'valuesReadAsAbsent', 'principalKeys', 'requestKeys']),
      elements: cephRgwPolicies.elements,
    },
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

/** Some facts of a profile. */
function pick(whole: PolicyProfile, names: readonly FactName[]): Partial<PolicyProfile> {
  return Object.fromEntries(names.map((name) => [name, whole[name]]));
}

const invalid = (change: object) => refused(() => customPlatform(untyped({ ...profile, ...change })));
const how = (is: unknown) => ({ is: 'differently', how: is, source: said });

test.each<readonly [field: string, policies: unknown]>([
  ['policies', 'AWS'], ['policies', null], ['policies.language', { language: asAws(said) }], ['policies.checkedAs', { checkedAs: 'as AWS' }], ['policies.checkedAs', { checkedAs: [] }],
  ['policies.checkedAs.is', { checkedAs: {} }], ['policies.checkedAs.is', { checkedAs: unconfirmed() }], ['policies.forgeable.is', { forgeable: unconfirmed() }],
  ['policies.bareIpv6.source', { bareIpv6: { is: 'as AWS' } }], ['policies.bareIpv6.source', { bareIpv6: { is: 'as AWS', source: '' } }],
  ['policies.bareIpv6.how', { bareIpv6: { is: 'as AWS', how: '/32', source: said } }], ['policies.bareIpv6.how', { bareIpv6: how('/64') }],
  ['policies.accounts.how', { accounts: how(true) }], ['policies.olderVersion.how', { olderVersion: how('ignored') }],
  ['policies.bucketPolicies.how', { bucketPolicies: how('everyone') }], ['policies.bucketAsFolder.how', { bucketAsFolder: how(1) }],
  ['policies.alsoGrants.how', { alsoGrants: how([]) }], ['policies.alsoGrants.how.s3:GetObject', { alsoGrants: how({ 's3:GetObject': ['s3:PutObject'] }) }],
  ['policies.alsoGrants.how.s3:getobject', { alsoGrants: how({ 's3:getobject': 's3:PutObject' }) }], ['policies.alsoGrants.how.s3:getobject[0]', { alsoGrants: how({ 's3:getobject': ['s3:*'] }) }],
  ['policies.checkedAs.how.s3:getobjects', { checkedAs: how({ 's3:getobjects': { action: 's3:GetObject', how: 'instead' } }) }],
  ['policies.checkedAs.how.s3:getobject.how', { checkedAs: how({ 's3:getobject': { action: 's3:PutObject', how: 'also' } }) }],
  ['policies.checkedAs.how.s3:getobject.action', { checkedAs: how({ 's3:getobject': { how: 'instead' } }) }],
  ['policies.operators.how', { operators: how(['StringEquals']) }], ['policies.operators.how.others', { operators: how({ known: ['StringEquals'] }) }],
  ['policies.operators.how.known[0]', { operators: how({ known: ['StringEqualsIfExists'], others: 'refused' }) }],
  ['policies.keys', { operators: asAws(said), keys: unconfirmed() }], ['policies.keys.how.known[1].key', { keys: how({ known: [{ key: 'aws:SourceIp' }, { key: 'SourceIp' }], others: 'refused' }) }],
  ['policies.keys.how.known[0].actions[0]', { keys: how({ known: [{ key: 's3:prefix', actions: ['ListBucket'] }], others: 'refused' }) }],
  ['policies.ifExists', { ifExists: how({ known: ['ArnLike'], others: 'refused' }) }], ['policies.sets', { sets: how({ known: ['Null'], others: 'refused' }) }],
  ['policies.actions.how.known[0]', { actions: how({ known: ['s3:*'], others: 'refused' }) }], ['policies.otherServices.how.known[0]', { otherServices: how({ known: ['s3'] }) }],
  ['policies.negatedSets.how', { negatedSets: how(true) }], ['policies.severalValues.how', { severalValues: how('all') }],
  ['policies.valuesReadAsAbsent.how.aws:SecureTransport', { valuesReadAsAbsent: how({ 'aws:SecureTransport': 'false' }) }],
  ['policies.valuesReadAsAbsent.how.aws:securetransport', { valuesReadAsAbsent: how({ 'aws:securetransport': 'true' }) }],
  ['policies.elements.Condition', { elements: { Condition: asAws(said) } }], ['policies.elements.NotAction.how', { elements: { NotAction: how('ignored') } }],
  ['policies.variables.how.escapes', { variables: how({ known: [], defaults: false, others: 'text' }) }],
  ['policies.variables.how.known[0]', { variables: how({ known: ['username'], defaults: false, escapes: false, others: 'text' }) }],
  ['policies.values.how', { values: how('%') }], ['policies.resources.how', { resources: how('') }],
  ['policies.principalKeys.how.aws:username', { principalKeys: how({ 'aws:username': 'aws:name' }) }],
])('%s is refused: %j', (field, given) => {
  const error = invalid({ policies: typeof given === 'object' && given !== null ? { ...policies, ...given } : given });
  expect(error.code).toBe('InvalidPlatform');
  expect(error.message.split('\n')[0]).toMatch(new RegExp(`^customPlatform: ${field.replace(/[[\]]/g, '\\$&')} |^${field.replace(/[[\]]/g, '\\$&')} "`));
});

test.each<readonly [field: string, said: CustomPolicies, change: object, because: string]>([
  ['bucketPolicies', { bucketPolicies: differently('anonymous', said) }, { features: ['everyoneGrantees', 'bucketGuards'] }, 'features name bucketGuards'],
  ['bucketPolicies', { bucketPolicies: differently('none', said) }, { features: ['everyoneGrantees'] }, 'features name everyoneGrantees'],
  ['bucketPolicies', { bucketPolicies: differently('allowList', said) }, { features: ['principalGrantees'] }, 'features name principalGrantees'],
  ['accounts', { accounts: unconfirmed() }, { features: ['accountGrantees'] }, 'features name accountGrantees'],
])('what is said of %s contradicts the features: %j', (field, given, change, because) => {
  const { code, message } = invalid({ ...change, policies: { ...policies, ...given } });
  expect([code, message.split('\n')[0]]).toEqual(['InvalidPlatform', expect.stringMatching(`^customPlatform: policies\\.${field} is .*contradicts`) as string]);
  expect(message).toContain(because);
});

test('what agrees with the rest is taken', () => {
  const own = { bucketAsFolder: differently(true, said) };
  const platform = customPlatform({ ...profile, policies: { ...allAsAws(said), bucketPolicies: differently('anonymous', said), ...own } });
  untyped<{ how: boolean }>(own.bucketAsFolder).how = false;
  expect(platform.evaluation).toMatchObject({ bucketPolicies: 'anonymous', bucketAsFolder: true });
  expect(() => { untyped<{ bucketAsFolder: boolean }>(platform.evaluation).bucketAsFolder = false; }).toThrow(TypeError);
});
