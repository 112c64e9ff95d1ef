import * as fc from 'fast-check';
import { AccessError } from '../../src/errors';
import { perUserHomeFolder, readOnlyPrefix } from '../../src/grants';
import { enforceHttps } from '../../src/guards';
import { accessPlan, existingUser, renderAccess, type AccessPlanProps, type RenderedAccess } from '../../src/plan';
import { naiveDecide } from '../decisions/naive';
import { hostileBucket, hostileName } from '../grants/hostile';
import { runs } from '../runs';

const home = perUserHomeFolder({ bucket: 'shared', prefix: 'home/' });
const RUNS = { numRuns: runs(500) };

function rendered(props: () => AccessPlanProps): RenderedAccess | undefined {
  try {
    return renderAccess(accessPlan(props()));
  } catch (error) {
    if (error instanceof AccessError) return undefined;
    throw error;
  }
}

/** Own keys, `__proto__` too, as JSON.parse makes them. */
const record = <T>(...entries: ReadonlyArray<readonly [string, T]>): Readonly<Record<string, T>> => Object.fromEntries(entries);

test('a user or group name is refused, or stands for itself and never gets into a policy', () => {
  let tested = 0;
  const plain = rendered(() => ({ users: { u: { grants: [home] } }, groups: { g: { grants: [home] } } }))!.users[0].policies[0].json;
  fc.assert(fc.property(hostileName, hostileName, hostileName, (user, group, other) => {
    const plan = rendered(() => ({
      users: record([user, { grants: [home] }]),
      groups: record([group, { members: [user, existingUser(other)], grants: [home] }]),
      existing: [{ principal: existingUser(other), grants: [home] }],
    }));
    if (plan === undefined) return;
    tested += 1;
    expect(plan.users.map(({ name }) => name)).toEqual([user]);
    expect(plan.groups).toMatchObject([{ name: group, members: [user, { name: other }] }]);
    for (const { policies: [policy] } of [...plan.users, ...plan.groups, ...plan.existing]) {
      expect(policy.json).toBe(plain);
      expect(policy.name).toMatch(/^[A-Za-z0-9+=,.@_-]{1,128}$/);
    }
  }), RUNS);
  expect(tested).toBeGreaterThan(RUNS.numRuns / 20);
});

test('anyone who gets a home folder gets the one of the own name only', () => {
  let tested = 0;
  fc.assert(fc.property(hostileName, hostileName, (user, other) => {
    const plan = rendered(() => ({ users: record([user, { grants: [home] }]) }));
    if (plan === undefined || other.split('/')[0] === user) return;
    tested += 1;
    const documents = plan.users[0].policies.map(({ json }) => JSON.parse(json));
    const decided = (key: string) => naiveDecide(documents, { action: 's3:GetObject', resource: `arn:aws:s3:::shared/home/${key}`, context: { 'aws:username': user } });
    expect(decided(`${user}/x`)).toBe('allow');
    for (const key of [`${other}/x`, `${user}`, `${user}2/x`, `x${user}/x`, `../${user}/x`, 'x']) expect([key, decided(key)]).toEqual([key, 'implicitDeny']);
  }), RUNS);
  expect(tested).toBeGreaterThan(RUNS.numRuns / 20);
});

test('a plan with hostile buckets names them or is refused; nothing else is thrown and nothing is dropped', () => {
  let tested = 0;
  fc.assert(fc.property(fc.uniqueArray(hostileBucket, { maxLength: 3 }), fc.uniqueArray(hostileName, { maxLength: 3 }), (buckets, users) => {
    const grants = () => buckets.map((bucket) => readOnlyPrefix({ bucket, prefix: '' }));
    const plan = rendered(() => ({
      users: record(...users.map((name) => [name, { grants: grants() }] as const)),
      buckets: record(...buckets.map((bucket) => [bucket, { guards: [enforceHttps()] }] as const)),
    }));
    if (plan === undefined) return;
    tested += 1;
    expect(new Set(plan.users.map(({ name }) => name))).toEqual(new Set(users));
    expect(new Set(plan.buckets.map(({ bucket }) => bucket))).toEqual(new Set(buckets));
    for (const { policies } of plan.users) expect(policies.flatMap(({ grants: names }) => names)).toHaveLength(buckets.length);
  }), RUNS);
  expect(tested).toBeGreaterThan(RUNS.numRuns / 20);
});
