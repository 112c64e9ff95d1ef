import {
  activeScale, aws, cephRgw, compareAccess, decide, lintAccess, minio, readAccess, type AccessStateJson, type Platform,
} from '../../src';
import { MINIO_ACTIONS } from '../../src/platforms/minio/words';
import { factsOf, isAsAws } from '../../src/platforms/profile/whole-profile';
import { filteredMinio, platforms } from './platforms';

const endpoints = { iamEndpoint: 'https://iam.store.example', s3Endpoint: 'https://s3.store.example' };
const [v70, v71] = (['7.0', '7.1'] as const).map((version) => activeScale({ version, ...endpoints }));
const BUCKET = 'arn:aws:s3:::releases';
const stateOf = (Statement: object | readonly object[], Version: string | undefined = '2012-10-17'): AccessStateJson => (
  { users: { dana: { policies: [{ ...(Version !== '' && { Version }), Statement }] } } }
);
const effect = (state: AccessStateJson, platform: Platform, context = {}) => decide(readAccess(state, { platform }), {
  principal: { user: 'dana' }, action: 's3:GetObject', resource: 'releases/dana/x', context,
}).effect;
const codes = (state: AccessStateJson, platform: Platform) => lintAccess(state, { platform }).map(({ code }) => code);
const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/*` };

test('14.3: each fact of each platform says which of the three it is, and what confirms it', () => {
  for (const { policies, evaluation, dialect, name } of [...platforms, filteredMinio]) {
    const facts = factsOf(policies);
    expect(facts.length).toBeGreaterThan(35);
    expect(facts.filter(([, fact]) => fact.is !== 'unconfirmed' && fact.source.length < 5)).toEqual([]);
    expect([isAsAws(policies), evaluation === undefined, dialect === undefined]).toEqual([name === 'aws', name === 'aws', name === 'aws']);
  }
});

test('14.3: on ActiveScale a negated operator on an absent key is read differently by lint, and uncertain for decide', () => {
  const negated = stateOf({ ...get, Condition: { StringNotEquals: { 'aws:UserAgent': 'curl' } } });
  expect(codes(negated, v71)).toContain('PlatformReadsDifferently');
  expect([effect(negated, v71), effect(negated, v71, { 'aws:UserAgent': 'other' }), effect(negated, aws())]).toEqual(['uncertain', 'allow', 'allow']);
  const told = stateOf({ ...get, Condition: { StringNotEqualsIfExists: { 'aws:UserAgent': 'curl' } } });
  expect([codes(told, v71), effect(told, v71)]).toEqual([[], 'allow']);
});

test('14.3: on ActiveScale 7.0, which has neither, conditions and variables make answers uncertain', () => {
  const condition = stateOf({ ...get, Condition: { StringEquals: { 'aws:UserAgent': 'curl' } } });
  const variable = stateOf({ ...get, Resource: `${BUCKET}/\${aws:username}/*` });
  const both = (state: AccessStateJson) => [v70, v71].map((platform) => effect(state, platform, { 'aws:UserAgent': 'curl' }));
  expect([condition, variable].map(both)).toEqual([['uncertain', 'allow'], ['uncertain', 'allow']]);
  expect(effect(stateOf(get), v70)).toBe('allow');
});

test('14.3: what is unconfirmed is inconclusive where it makes a difference between two states, and not where it does not', () => {
  const negated = stateOf({ ...get, Condition: { StringNotEquals: { 'aws:UserAgent': 'curl' } } });
  const compared = (...states: readonly AccessStateJson[]) => {
    const [one, other] = states.map((state) => readAccess(state, { platform: v71 }));
    return compareAccess(one, other).verdict;
  };
  expect(compared(negated, negated)).toBe('none');
  expect(compared(stateOf([]), negated)).not.toBe('none');
  expect(compared(stateOf([get, { ...get, Resource: '*' }]), stateOf([get, { ...get, Resource: '*' }, { ...get, Condition: { StringNotEquals: { 'aws:UserAgent': 'x' } } }]))).toBe('none');
});

test.each([['2008-10-17'], ['']])('16 B5: lint tells a policy of version "%s" on ActiveScale, and nothing is certain of it', (version) => {
  const state = stateOf(get, version);
  expect(codes(state, v71)).toContain('PlatformRejects');
  expect(lintAccess(state, { platform: v71 }).map(({ reason }) => reason)).toContainEqual(expect.stringContaining('takes 2012-10-17 only'));
  expect([effect(state, v71), effect(state, aws())]).toEqual(['uncertain', 'allow']);
});

test('16 B2: Ceph rejects a variable in a resource, and a Deny of all ACLs but one denies an upload without one', () => {
  const ceph = cephRgw({ endpoint: 'https://rgw.store.example' });
  expect(codes(stateOf({ ...get, Resource: `${BUCKET}/\${aws:username}/*` }), ceph)).toEqual(['PlatformRejects']);
  const put = { ...get, Action: 's3:PutObject' };
  const state = readAccess(stateOf([put, { ...put, Effect: 'Deny', Condition: { StringNotEquals: { 's3:x-amz-acl': 'private' } } }]), { platform: ceph });
  const upload = (context = {}) => decide(state, { principal: { user: 'dana' }, action: 's3:PutObject', resource: 'releases/x', context }).effect;
  expect([upload(), upload({ 's3:x-amz-acl': 'private' })]).toEqual(['explicitDeny', 'allow']);
});

test('16 A3: lint knows every action of MinIO, and a list of buckets is answered to everybody', () => {
  const unknown = MINIO_ACTIONS.filter((action) => codes(stateOf({ ...get, Action: action, Resource: [BUCKET, `${BUCKET}/*`] }), minio({ scope: 'acme-storage' })).includes('UnknownAction'));
  expect(unknown).toEqual([]);
  const { effect: decided, notes } = decide(readAccess(stateOf(get), { platform: minio({ scope: 'acme-storage' }) }), { principal: { user: 'dana' }, action: 's3:ListAllMyBuckets', resource: '*' });
  expect([decided, notes]).toEqual(['implicitDeny', expect.arrayContaining([expect.stringContaining('the list of buckets is answered')])]);
});
