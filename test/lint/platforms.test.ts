import * as fc from 'fast-check';
import {
  accessPlan, AccessError, allowOnlyIpRanges, aws, deltaGlider, denyDelete, enforceHttps, lintAccess, listOnlyPrefix, perUserHomeFolder,
  publicReadPrefix, readAccess, readOnlyPrefix, readWritePrefix, renderAccess, writeOnlyUploader, type AccessPlanProps, type AccessState,
  type AccessStateJson, type Grant, type Guard, type Platform, type RenderedAccess,
} from '../../src';
import { POLICY_RULES } from '../../src/lint/rules';
import { exactStatements } from '../../src/lint/rules/exact';
import type { PolicyRule } from '../../src/lint/types';
import { bucketGrants, externalFixtures } from '../engines/bucket-grant-fixtures';
import { grantOptions, grants, reads, uploads } from '../engines/grant-fixtures';
import { rows } from '../platforms/matrix';
import { platforms } from '../platforms/platforms';
import { variant } from '../platforms/variant';
import { runs, seen } from '../runs';

// Comparing statements with one another takes most of the time of lint, and nothing of what is told here comes of it.
(POLICY_RULES as PolicyRule[]).splice(POLICY_RULES.indexOf(exactStatements), 1);

type Plan = Omit<AccessPlanProps, 'platform'>;
type Make = (props: unknown) => Grant;
const accessKeys = ['2026-11'];

const made = { ...grants, ...bucketGrants } as unknown as Readonly<Record<string, Make>>;
const allOptions = Object.entries(grantOptions).flatMap(([construct, options]) => (
  Object.entries(options).map(([option, props]) => ({ construct, option, props: props as unknown }))
));
const toGroups = allOptions.map(({ construct, option, props }): readonly [string, Plan] => {
  const staff = { members: ['dana'], grants: [made[construct](props)] };
  return [`${construct}: ${option}, on a group`, { users: { dana: { accessKeys } }, groups: { staff } }];
});
const ofAws = externalFixtures.filter(({ platform }) => platform.partition === 'aws');
const toOthers = ofAws.map(({ name, construct, props, to }): readonly [string, Plan] => (
  [name, { users: { dana: { accessKeys } }, external: [{ ...(to && { grantee: to }), grants: [made[construct](props)] }] }]
));

/** Every option of every grant and guard, at every place that it may go to. */
const plans: ReadonlyArray<readonly [name: string, plan: Plan]> = [
  ...rows.flatMap((row) => row.plans.map(([on, plan]) => [`${row.construct}: ${row.option}, on a ${on}`, plan] as const)), ...toGroups, ...toOthers,
];

/** What a platform makes of a plan: what is rendered, or why it is refused. */
type Rendering = { readonly refusal?: undefined; readonly access: RenderedAccess } | { readonly refusal: string; readonly access?: undefined };

function rendering(plan: Plan, platform: Platform): Rendering {
  try {
    return { access: renderAccess(accessPlan({ platform, ...plan })) };
  } catch (error) {
    if (error instanceof AccessError) return { refusal: `${error.code}: ${error.message.split('\n')[0]}` };
    throw error;
  }
}

/** Each plan rendered once, and what it is on AWS once for all platforms that guards say the same of. */
const renderings = new Map<Platform, ReadonlyMap<Plan, Rendering>>();
const renderingsFor = (platform: Platform) => once(renderings, platform, () => new Map(plans.map(([, plan]) => [plan, rendering(plan, platform)])));
const stacks = new Map<string, Map<Plan, AccessState | undefined>>();

function once<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as Value;
}

/** The stack that the plan is on AWS; guards are told of the platform, since some say less elsewhere (`EnforceHttps` on AWS speaks of `s3:*`). */
function stackOnAws(plan: Plan, { name, dialect }: Platform): AccessState | undefined {
  const called = dialect?.otherActionsExist === true ? 'aws' : name;
  return once(once(stacks, called, () => new Map()), plan, () => {
    const { access } = rendering(plan, variant(aws(), { name: called }));
    return access && readAccess(access);
  });
}

const TOLD = ['PlatformRejects', 'PlatformIgnores', 'PlatformUnconfirmed', 'PolicyTooLarge', 'ForgeableCondition'];

/** What is told of statements; that there are no inline policies is about the policy, and what is in it may go into another kind. */
function told(state: AccessState, platform: Platform, codes = TOLD, unlessStated?: string): readonly string[] {
  return lintAccess(state, { platform })
    .filter(({ code, severity, reason }) => (codes.includes(code) && severity !== 'note' || code === unlessStated) && !/has no (inline|managed) policies/.test(reason))
    .map(({ reason }) => reason);
}

interface Exception {
  readonly why: string;
  readonly holds: (reasons: readonly string[], name: string, platform: Platform) => boolean;
}

/** Where lint says of a stack's own texts what a plan needn't say, since it writes others; never the other way round. */
const EXCEPTIONS: readonly Exception[] = [
  {
    why: 'a plan states that the bucket has object lock, and a policy can\'t',
    holds: (reasons, name, { dialect }) => dialect?.versionsNeedObjectLock === true && /object lock/.test(name)
      && reasons.every((reason) => /unless the bucket has object lock|knows no such action|doesn't take its actions as they are written/.test(reason)),
  },
  {
    why: 'a grant of all actions of a kind says so in the plan, and actions that the platform lacks are left out; the policy only names them',
    holds: (reasons, name) => /^(FullBucketAccess|NoDeleteAccess|BucketAdministrator|AclAccess|IamAdministrator):/.test(name)
      && reasons.every((reason) => reason.includes('knows no such action')),
  },
  {
    why: 'the plan splits a statement whose conditions don\'t fit all of its actions, or writes patterns out; the policy as it is isn\'t taken',
    holds: (reasons, _name, { rules }) => rules === undefined && reasons.every((reason) => reason.includes("doesn't take its actions as they are written")),
  },
  {
    why: 'the plan writes the name of a user as text; the policy as it is isn\'t taken',
    holds: (reasons, name, { dialect }) => name.endsWith('on a user') && dialect?.variables.userNameAsText === true && reasons.every((reason) => reason.includes('with a variable in a resource')),
  },
  {
    why: 'the plan writes a group\'s policy with a user name in it once for each member; the policy as it is isn\'t taken',
    holds: (reasons, name, { dialect }) => name.endsWith('on a group') && dialect?.variables.userNameAsText === true
      && reasons.every((reason) => reason.includes("whose name stands there isn't known") || reason.includes("whose name it would be isn't known here")),
  },
];

/** What a policy can't say, and a plan is refused for all the same: that nothing else than the policy loses a version. */
function isPromise(name: string, { dialect }: Platform): boolean {
  return dialect?.versionsNeedObjectLock === true && /^(NoDeleteAccess|DenyDelete):/.test(name);
}

const elsewhere = platforms.filter(({ name }) => name !== 'aws');
/** Identity policies don't exist on Selectel, and say so as a whole; what plans make of them stands in bucket policies. */
function isAsked({ users, groups }: AccessState, { selectel }: Platform): boolean {
  return selectel === undefined || [...users.values(), ...groups.values()].every(({ policies }) => policies.length === 0);
}

test.each(elsewhere.map((platform) => [platform.title, platform] as const))('on %s, what a plan is refused for is told of the stack, and nothing else', (_title, platform) => {
  const excepted = new Set<string>();
  const wrong = plans.flatMap(([name, plan]) => {
    const state = stackOnAws(plan, platform);
    if (state === undefined || !isAsked(state, platform)) return [];
    const [refused, reasons] = [renderingsFor(platform).get(plan)?.refusal, told(state, platform, TOLD, 'VersionsNeedObjectLock')];
    if (refused !== undefined && isPromise(name, platform)) return [];
    if ((refused !== undefined) === reasons.length > 0) return [];
    const exception = refused === undefined ? EXCEPTIONS.find(({ holds }) => holds(reasons, name, platform)) : undefined;
    if (exception !== undefined) excepted.add(exception.why);
    return exception === undefined ? [{ name, refused, reasons }] : [];
  });
  expect(wrong).toEqual([]);
  // rules are not text that a stack could hold, so there only what the marks of a plan say is another matter
  if (platform.rules !== undefined) expect([...excepted].sort()).toEqual([EXCEPTIONS[1].why]);
});

test.each(elsewhere.map((platform) => [platform.title, platform] as const))('of what a plan renders for %s nothing is told there', (_title, platform) => {
  const wrong = plans.flatMap(([name, plan]) => {
    const access = renderingsFor(platform).get(plan)?.access;
    if (access === undefined) return [];
    const reasons = told(readAccess(access), platform, [...TOLD, 'PlatformReadsDifferently']);
    return reasons.length === 0 ? [] : [{ name, reasons }];
  });
  expect(wrong).toEqual([]);
});

describe('rules of DeltaGlider Proxy', () => {
  const proxy = deltaGlider();
  const all: readonly Grant[] = [
    readOnlyPrefix(reads), readOnlyPrefix({ ...reads, listing: false }), listOnlyPrefix(reads), listOnlyPrefix({ bucket: 'downloads', prefix: '' }),
    readWritePrefix({ ...uploads, allowDelete: true }), writeOnlyUploader(uploads), writeOnlyUploader({ ...uploads, listing: 'bucket' }),
    perUserHomeFolder({ bucket: 'shared' }), readOnlyPrefix({ bucket: 'downloads', prefix: 'a b/' }),
    readOnlyPrefix({ ...reads, listing: false, when: { ipRanges: ['203.0.113.0/24'] } }),
  ];
  const some = fc.uniqueArray(fc.constantFrom(...all), { maxLength: 4 });
  const guardsOn = fc.subarray<Guard>([denyDelete(), enforceHttps(), allowOnlyIpRanges({ ipRanges: ['203.0.113.0/24'] })], { maxLength: 1 });
  const published = fc.subarray([publicReadPrefix({ ...reads, listing: 'prefix' }), publicReadPrefix({ ...reads, prefix: 'more/' })], { maxLength: 1 });

  test('whatever somebody has together, what a plan is refused for is told of the stack, and nothing else', () => {
    let [taken, refused] = [0, 0];
    fc.assert(fc.property(some, some, guardsOn, published, (ofUser, ofGroup, guards, open) => {
      const plan: Plan = {
        users: { dana: { accessKeys, grants: ofUser } },
        groups: { staff: { members: ['dana'], grants: ofGroup } },
        buckets: { downloads: { guards } },
        external: open.map((grant) => ({ grants: [grant] })),
      };
      const state = stackOnAws(plan, proxy);
      if (state === undefined) return;
      const why = rendering(plan, proxy).refusal;
      if (why === undefined) taken += 1;
      else refused += 1;
      expect({ why, told: told(state, proxy).length > 0 }).toEqual({ why, told: why !== undefined });
    }), { numRuns: runs(150, 40) });
    expect(Math.min(taken, refused)).toBeGreaterThan(seen(10));
  });
});

test('tags of users are told where the platform takes none', () => {
  const [withTags, without]: readonly AccessStateJson[] = [{ users: { dana: { tags: { team: 'storage' } } } }, { users: { dana: { tags: {} } } }];
  const tells = (state: AccessStateJson, platform: Platform) => lintAccess(state, { platform }).some(({ reason }) => reason.includes('takes no tags'));
  const where = (state: AccessStateJson) => platforms.filter((platform) => tells(state, platform)).map(({ name }) => name);
  expect(where(withTags)).toEqual(['active-scale', 'active-scale', 'ceph-rgw', 'minio', 'relayer', 'selectel', 'delta-glider']);
  expect(where(without)).toEqual([]);
});

test('a condition that a plan would work out from the name of a user is in the policy all the same', () => {
  const Condition = { StringEquals: { 'aws:username': 'lee' } };
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::releases/*', Condition }] };
  const [withoutConditions] = platforms.filter(({ title }) => title === 'ActiveScale 7.0');
  expect(told(readAccess({ users: { dana: { policies: [policy] } } }), withoutConditions)).toEqual([
    "ActiveScale 7.0 can't be asked whose request it is, by which the statement is about others than dana",
  ]);
});

test('what is allowed on everything but something is no matter of a guard', () => {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secret/*' }] };
  const [{ reason, remedy }] = lintAccess({ users: { dana: { policies: [policy] } } }, { platform: deltaGlider() }).filter(({ code }) => code === 'PlatformRejects');
  expect([reason, remedy]).toEqual([expect.stringContaining('everything but some resources'), 'name what is allowed, bucket by bucket']);
});

test('the name of a platform is none', () => {
  const error = expect.objectContaining({ code: 'InvalidPlatform', message: expect.stringContaining('platform is "minio"; allowed: what aws()') as string }) as AccessError;
  expect(() => lintAccess({ users: {} }, { platform: 'minio' as unknown as Platform })).toThrow(error);
  expect(() => readAccess({ users: {} }, { platform: 'minio' as unknown as Platform })).toThrow(error);
});
