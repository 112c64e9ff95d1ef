import * as fc from 'fast-check';
import { type AccessChange, compareAccess, decide, type Guard } from '../../src';
import { bucketDocument } from '../../src/plan/bucket-document';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { POLICY_MANAGEMENT } from '../../src/s3';
import { BUCKET_ONLY, guardOptions, guards, PRINCIPAL_ONLY, type GuardProps } from '../engines/guard-options';
import { runs } from '../runs';
import { context, guardProps } from './arbitraries';

type Name = keyof GuardProps;

const make = (name: Name, props: unknown): Guard => (guards[name] as (given: unknown) => Guard)(props);
const names = (without: readonly string[]) => (Object.keys(guards) as Name[]).filter((name) => !without.includes(name));
const bucketPolicy = (some: readonly Guard[]) => JSON.parse(bucketDocument('releases', some, aws()).json) as object;
const identityPolicy = (some: readonly Guard[]) => JSON.parse(identityDocument(some, { kind: 'group' }, aws()).json) as object;

/** An administrator's own policy: everything on the bucket. */
const ADMIN = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::releases', 'arn:aws:s3:::releases/*'] }] };
/** Managing the policy over a connection that no guard may mind: HTTPS, with whatever TLS. */
const MANAGING = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: POLICY_MANAGEMENT,
    Resource: 'arn:aws:s3:::releases',
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  }],
};

/** One to four guards with random props, none of which asks to deny managing the policy. */
function someGuards(from: readonly Name[], change: object = {}): fc.Arbitrary<readonly Guard[]> {
  const guard = fc.constantFrom(...from).chain((name) => (
    (guardProps[name] as fc.Arbitrary<object>).map((props) => make(name, { ...props, ...('denyPolicyManagement' in props && { denyPolicyManagement: false }), ...change }))
  ));
  return fc.array(guard, { minLength: 1, maxLength: 4 });
}

const onBucket = someGuards(names(PRINCIPAL_ONLY));
const onGroup = someGuards(names([...BUCKET_ONLY, ...PRINCIPAL_ONLY]), { prefix: undefined });
/** Over HTTPS, with every TLS version that a client may still have. */
const anywhere = fc.tuple(context, fc.constantFrom('1.0', '1.1', '1.2', '1.3'))
  .map(([keys, version]) => ({ ...keys, 'aws:SecureTransport': 'true', 's3:TlsVersion': version }));

test('A6: whatever guards are on the bucket and on the group of its administrator, he manages its policy over HTTPS from anywhere', () => {
  fc.assert(fc.property(onBucket, onGroup, fc.array(anywhere, { minLength: 5, maxLength: 10 }), (protecting, restraining, contexts) => {
    const state = {
      users: { admin: { policies: [ADMIN], groups: ['admins'] } },
      groups: { admins: { policies: [identityPolicy(restraining)] } },
      buckets: { releases: { policy: bucketPolicy(protecting) } },
    };
    for (const keys of contexts) {
      for (const action of POLICY_MANAGEMENT) {
        const { effect } = decide(state, { principal: { user: 'admin' }, action, resource: 'releases', context: keys });
        expect({ action, keys, effect, state }).toEqual({ action, keys, effect: 'allow', state });
      }
    }
  }), { numRuns: runs(300) });
});

/** Two who manage it, of whom guards that name principals mean one. */
const two = (policies: readonly object[]) => ({ 'admin': { policies }, 'contractor-lee': { policies } });

/** The root user loses what is denied of everything else that he may do, and can't lose this. */
const isOfOthers = ({ principal }: AccessChange): boolean => JSON.stringify(principal) !== '{"arn":"arn:aws:iam::111122223333:root"}';

/** Every option of every guard that doesn't ask for it. */
const options = names([]).flatMap((name) => Object.entries(guardOptions[name])
  .filter(([, props]) => !('denyPolicyManagement' in props))
  .map(([option, props]) => [`${name}: ${option}`, name, props] as const));

test.each(options.filter(([, name]) => !PRINCIPAL_ONLY.includes(name)))('%s takes nothing of it from anybody, over all requests that there can be', (_title, name, props) => {
  const state = (policy?: object) => ({ account: '111122223333', users: two([MANAGING]), buckets: { releases: { ...(policy && { policy }) } } });
  const { lost, inconclusive } = compareAccess(state(), state(bucketPolicy([make(name, props)])));
  expect({ lost: lost.filter(isOfOthers), inconclusive }).toEqual({ lost: [], inconclusive: [] });
});

const onSomebody = options.filter(([, name, props]) => ![...BUCKET_ONLY, ...PRINCIPAL_ONLY].includes(name) && !('prefix' in props));
test.each(onSomebody)('%s on the administrator himself takes nothing of it either', (_title, name, props) => {
  const state = (...policies: readonly object[]) => ({ account: '111122223333', users: two([MANAGING, ...policies]) });
  const { lost, inconclusive } = compareAccess(state(), state(identityPolicy([make(name, props)])));
  expect({ lost, inconclusive }).toEqual({ lost: [], inconclusive: [] });
});

test('the same comparison finds what a guard takes that is asked to', () => {
  const state = (policy?: object) => ({ account: '111122223333', users: two([MANAGING]), buckets: { releases: { ...(policy && { policy }) } } });
  const asks = (props: object) => 'denyPolicyManagement' in props && !('prefix' in props);
  const asked = names([]).flatMap((name) => Object.values(guardOptions[name]).filter(asks).map((props) => make(name, props)));
  expect(asked.length).toBeGreaterThanOrEqual(6);
  for (const guard of asked) {
    const { lost } = compareAccess(state(), state(bucketPolicy([guard])));
    expect({ name: guard.name, lost: lost.some(isOfOthers) }).toEqual({ name: guard.name, lost: true });
  }
});

test('only a quarantine leaves nobody anything', () => {
  const state = { users: { dana: { policies: [ADMIN, identityPolicy([guards.Quarantine()])] } }, buckets: { releases: {} } };
  for (const action of POLICY_MANAGEMENT) {
    expect(decide(state, { principal: { user: 'dana' }, action, resource: 'releases' }).effect).toBe('explicitDeny');
  }
});
