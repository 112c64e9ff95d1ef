import * as fc from 'fast-check';
import { decide, readAccess } from '../../src';
import { planVerification, type VerifyPlan, type VerifyRequest } from '../../src/verify';
import { questionsOf } from '../../src/verify/derive/question';
import { OPERATIONS, OPERATION_NAMES } from '../../src/verify/operations';
import { isScratch } from '../../src/verify/scratch';
import { httpRequest } from '../../src/verify/wire/http-request';
import { stacks, STACK, stateOf } from './stacks';
import { keyOf } from './stub-server';

const RUN = 'abcdef012345';
const BOTH = ['https://s3.store.example', 'http://s3.store.example'];
const numRuns = Number(process.env.FC_RUNS ?? 15);

const planOf = (state: typeof STACK, users: readonly string[] = [...state.users.keys()], owner?: string): VerifyPlan => {
  const credentials = new Map([...users, ...(owner === undefined ? [] : [owner])].map((name) => [name, keyOf(name)]));
  return planVerification(state, { endpoint: BOTH, credentials, run: RUN, ...(owner !== undefined && { owner }) });
};
const wire = (request: VerifyRequest) => (
  httpRequest(request, { url: BOTH[0], region: 'us-east-1', addressing: 'path' }, { at: new Date(0), ...(request.principal !== 'anonymous' && { key: keyOf(request.principal.user) }) })
);

/** Plans of stacks that are drawn: the same at every run, each with its state. */
const drawn = fc.sample(fc.tuple(stacks, fc.constantFrom(undefined, 'admin')), { numRuns, seed: Number(process.env.FC_SEED ?? 20261121) }).flatMap(([props, owner]) => {
  const state = stateOf(props);
  return state === undefined ? [] : [{ state, plan: planOf(state, undefined, owner) }];
});

test('what is drawn is worth it', () => {
  expect(drawn.length).toBeGreaterThan(numRuns / 2);
  expect(drawn.flatMap(({ plan }) => plan.cases).length).toBeGreaterThan(50 * drawn.length);
});

test('every case is expected as decide answers it', () => {
  const wrong = drawn.flatMap(({ state, plan: { cases } }) => cases.filter((one) => {
    const allowed = questionsOf(one, {}).every((question) => decide(state, question).effect === 'allow');
    return allowed !== (one.expected === 'allow');
  }));
  expect(wrong).toEqual([]);
});

test('no request touches anything but what the run makes: keys are scratch keys, and what is read, changed or removed is a seed', () => {
  for (const { plan: { cases, seeds } } of drawn) {
    const sent: readonly VerifyRequest[] = [...cases, ...seeds.map(({ request }) => request)];
    expect(sent.filter(({ key, operation }) => (OPERATIONS[operation].on === 'object' ? !isScratch(key ?? '', RUN) : key !== undefined))).toEqual([]);
    const made = new Map(seeds.flatMap(({ cases: ids, kind, request: { bucket, key } }) => (
      ids.map((id) => [id, JSON.stringify([kind, bucket, key])] as const)
    )));
    expect(cases.filter(({ id, operation, bucket, key }) => (
      OPERATIONS[operation].needs !== undefined && made.get(id) !== JSON.stringify([OPERATIONS[operation].needs, bucket, key])
    ))).toEqual([]);
  }
});

test('what changes an object, or removes it, has it for itself', () => {
  for (const { plan: { cases, seeds } } of drawn) {
    const shared = seeds.filter(({ cases: ids }) => ids.length > 1).flatMap(({ cases: ids }) => ids);
    expect(shared.filter((id) => OPERATIONS[cases[id - 1].operation].changes === true)).toEqual([]);
  }
});

test('nothing that is sent writes a configuration, a policy, an ACL, a lock or anything of IAM', () => {
  const harmless = /^(?:PUT|POST|DELETE) \/[a-z]+\/[^?]*\.verify-abcdef012345\/[^?]*(?:\?(?:uploads|tagging|uploadId)=[^&]*)?(?:[?&](?!(?:acl|policy|retention|legal-hold|delete|lifecycle|cors|website|versionId)\b)[\w%:-]+=[^&]*)*$/;
  for (const { plan: { cases, seeds } } of drawn) {
    const lines = [...cases, ...seeds.map(({ request }) => request)].map(wire).filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${decodeURI(url.slice(BOTH[0].length))}`);
    expect(lines.filter((line) => !harmless.test(line))).toEqual([]);
  }
});

test('an object that is not of the run is never in a path, whatever folders are called', () => {
  const state = readAccess({
    users: {
      dana: {
        policies: [{
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::releases/a/../b/*', 'arn:aws:s3:::releases/%2e%2e/*', 'arn:aws:s3:::releases//x/*', 'arn:aws:s3:::releases/logs/app-*.gz', 'arn:aws:s3:::releases/*/public/*', 'arn:aws:s3:::releases/one.json'] },
          ],
        }],
      },
    },
  });
  const { cases, notTried } = planOf(state);
  expect(cases.length).toBeGreaterThan(20);
  for (const one of cases) {
    if (one.key === undefined) continue;
    expect(wire(one).url).toContain(`.verify-${RUN}/`);
    expect(isScratch(one.key, RUN)).toBe(true);
  }
  expect(cases.some(({ key = '', expected }) => key.startsWith(`logs/app-.verify-${RUN}/`) && key.endsWith('.gz') && expected === 'allow')).toBe(true);
  expect(notTried).toContainEqual({ what: 'arn:aws:s3:::releases/one.json', reason: 'it names single objects, which a run neither makes nor touches' });
});

describe('what a plan asks', () => {
  const { cases, notTried, lasting } = planOf(STACK);
  const abouts = (user: string) => new Set(cases.filter(({ principal }) => principal !== 'anonymous' && principal.user === user).map(({ about }) => about));

  test('what is granted, and what lies beside it', () => {
    expect([...abouts('ci-uploader')]).toEqual(expect.arrayContaining([
      'granted', 'the folder above', 'the folder without its slash', 'the folder in other case', 'another folder of the stack', 'another bucket of the stack', 'by a presigned URL', 'over http',
    ].filter((about) => about !== 'another folder of the stack')));
    expect([...abouts('dana')]).toEqual(expect.arrayContaining(['another folder of the stack', 'forged: header prefix', 'forged: parameter prefix again', 'forged: header username', 'forged: parameter username']));
  });

  test('each user has what must pass and what must fail, and nobody passes without a signature', () => {
    for (const user of STACK.users.keys()) {
      const own = cases.filter(({ principal }) => principal !== 'anonymous' && principal.user === user);
      expect([user, new Set(own.map(({ expected }) => expected))]).toEqual([user, new Set(['allow', 'deny'])]);
    }
    expect(new Set(cases.filter(({ principal }) => principal === 'anonymous').map(({ expected }) => expected))).toEqual(new Set(['deny']));
  });

  test('what makes something comes first, what removes it last', () => {
    const order = cases.map(({ operation }) => OPERATION_NAMES.indexOf(operation));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('what stays, since only an uploader may write there, is said before', () => {
    expect(lasting).toEqual([`releases/firmware/.verify-${RUN}/`]);
    expect(planOf(STACK, undefined, 'admin').lasting).toEqual([]);
  });

  test('what cannot be asked has its reason', () => {
    const alone = planOf(STACK, ['dana']);
    expect(alone.cases.some(({ key = '', about }) => key.startsWith('home/lee/') && about === 'another folder of the stack')).toBe(true);
    expect(alone.notTried).toContainEqual({ what: 'user lee', reason: 'no credentials are given' });
    expect(notTried.every(({ reason }) => reason.length > 10)).toBe(true);
    const locked = readAccess({ users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:PutBucketPolicy', 's3:PutObjectRetention', 'iam:PutUserPolicy', 's3:PutBucketAcl'], Resource: '*' }] }] } }, buckets: { b: {} } });
    expect(planOf(locked).notTried.map(({ what }) => what)).toEqual(expect.arrayContaining(['s3:PutBucketPolicy', 's3:PutObjectRetention', 'iam:PutUserPolicy', 's3:PutBucketAcl']));
  });
});

describe('conditions', () => {
  const onAddress = (Effect: string, operator: string) => readAccess({
    users: {
      dana: {
        policies: [{
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/docs/*', ...(Effect === 'Allow' && { Condition: { [operator]: { 'aws:SourceIp': '203.0.113.0/24' } } }) },
            ...(Effect === 'Deny' ? [{ Effect, Action: 's3:*', Resource: '*', Condition: { [operator]: { 'aws:SourceIp': '203.0.113.0/24' } } }] : []),
          ],
        }],
      },
    },
    buckets: { b: {} },
  });
  const put = (plan: VerifyPlan) => plan.cases.find(({ operation, about, principal }) => operation === 'PutObject' && about === 'granted' && principal !== 'anonymous');

  test.each([['Allow', 'IpAddress'], ['Deny', 'NotIpAddress']])('%s %s of an address that nobody says is not guessed', (effect, operator) => {
    const plan = planOf(onAddress(effect, operator));
    expect(put(plan)).toBeUndefined();
    const depends = 'the answer depends on aws:SourceIp, which this machine does not know: give it with --context';
    expect(plan.notTried).toContainEqual({ what: 'dana: PutObject b', reason: depends });
  });

  test.each([['203.0.113.9', 'allow'], ['198.51.100.1', 'deny']])('with --context aws:SourceIp=%s it must %s', (address, expected) => {
    const plan = planVerification(onAddress('Allow', 'IpAddress'), { endpoint: BOTH[0], credentials: new Map([['dana', keyOf('dana')]]), context: { 'aws:SourceIp': address }, run: RUN });
    expect(put(plan)?.expected ?? plan.cases.find(({ operation }) => operation === 'PutObject')?.expected).toBe(expected);
    const twins = plan.cases.filter(({ about }) => about.startsWith('forged')).map(({ about }) => about);
    if (expected === 'deny') expect(twins).toEqual(expect.arrayContaining(['forged: header SourceIp', 'forged: header X-Forwarded-For', 'forged: parameter SourceIp', 'forged: parameter aws:SourceIp']));
    else expect(twins).toEqual([]);
  });

  test('a guard on http is asked over both, and where only one endpoint is given, that is said', () => {
    const guarded = readAccess({
      users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*' }] }] } },
      buckets: { b: { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] } } },
    });
    const puts = (plan: VerifyPlan) => plan.cases.filter(({ operation, about }) => operation === 'PutObject' && /^(?:granted|over http|forged: header X-Forwarded-Proto)$/.test(about)).map(({ connection, expected, about }) => [connection, expected, about]);
    expect(puts(planOf(guarded))).toEqual(expect.arrayContaining([['https', 'allow', 'granted'], ['http', 'deny', 'over http'], ['http', 'deny', 'forged: header X-Forwarded-Proto']]));
    const one = planVerification(guarded, { endpoint: BOTH[0], credentials: new Map([['dana', keyOf('dana')]]), run: RUN });
    expect(one.notTried).toContainEqual({ what: 'requests over http', reason: 'no endpoint for them is given' });
  });

  test('what an upload must say is said: a guard on encryption lets one with the header through and one without not', () => {
    const state = readAccess({
      users: { dana: { policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: 'arn:aws:s3:::b/*' }] }] } },
      buckets: { b: { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::b/*', Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': ['AES256'] } } }] } } },
    });
    const { cases, seeds } = planOf(state);
    const puts = cases.filter(({ operation, principal }) => operation === 'PutObject' && principal !== 'anonymous');
    expect(puts.filter(({ headers }) => headers['x-amz-server-side-encryption'] === 'AES256' ).every(({ expected }) => expected === 'allow')).toBe(true);
    expect(puts.filter(({ headers }) => Object.keys(headers).length === 0).every(({ expected }) => expected === 'deny')).toBe(true);
    expect(seeds.every(({ request, kind }) => kind !== 'object' || request.headers['x-amz-server-side-encryption'] === 'AES256')).toBe(true);
  });
});

test('a limit leaves requests of everybody, and says how many it left out', () => {
  const credentials = new Map([...STACK.users.keys()].map((name) => [name, keyOf(name)]));
  const plan = planVerification(STACK, { endpoint: BOTH[0], credentials, run: RUN, limit: 40 });
  expect(plan.cases.length).toBeLessThanOrEqual(40);
  expect(new Set(plan.cases.map(({ principal }) => JSON.stringify(principal))).size).toBe(4);
  expect(plan.notTried.some(({ what }) => /^\d+ more requests$/.test(what))).toBe(true);
});

test.each([
  ['ftp://s3.store.example'], ['https://s3.store.example/'], ['https://me:secret@s3.store.example'], ['s3.store.example'], ['https://s3.store.example?x'], [''],
])('%s is not an endpoint, and nothing of it that may be a secret is shown', (endpoint) => {
  expect(() => planVerification(STACK, { endpoint, credentials: new Map() })).toThrow(expect.objectContaining({ code: 'InvalidEndpoint', message: expect.not.stringContaining('me:secret') as string }) as Error);
});
