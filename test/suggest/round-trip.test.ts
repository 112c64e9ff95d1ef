import schema from '../../schema/access-plan.json';
import { accessPlan, readAccess, renderAccess, suggestPlan, type AccessPlan, type AccessState, type Grant } from '../../src';
import { bucketDocument } from '../../src/plan/bucket-document';
import { GRANTS, GUARDS } from '../../src/plan/file/functions';
import { LateValues } from '../../src/plan/graph/late';
import { identityDocument } from '../../src/plan/identity-document';
import { aws } from '../../src/platforms';
import { propNames } from '../../src/shape/intent';
import { cover } from '../../src/suggest/cover';
import { allForms } from '../../src/suggest/forms';
import { CHOICES, PARAMETERS } from '../../src/suggest/parameters';
import { synthPlan } from '../../src/synth';
import { bucketGrants, externalFixtures } from '../engines/bucket-grant-fixtures';
import { fixtures } from '../engines/fixtures';
import { grantOptions, grants } from '../engines/grant-fixtures';
import { guardOptions, guards, PRINCIPAL_ONLY } from '../engines/guard-options';
import { planOf } from '../engines/rendered';
import { runs } from '../runs';

const make = (named: object, name: string, props: unknown) => (new Map(Object.entries(named)).get(name) as (given: unknown) => never)(props);

/** As many as are tried, taken evenly; all of them every night. */
function some<One>(all: readonly One[], least: number): readonly One[] {
  const count = runs(all.length, least);
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]);
}

/** The ARN of an access point doesn't name its bucket: what is given by way of one stays as it is. */
const isThrough = (props: object) => 'through' in props;
const atBuckets = (options: Readonly<Record<string, object>>) => Object.entries(options).filter(([, props]) => !isThrough(props));

test('every grant and guard of plan files is found, and every prop of theirs is, but through', () => {
  const names = [GRANTS, GUARDS].flatMap(({ named }) => [...named.keys()]);
  expect([...new Set(allForms().map(({ name }) => name))]).toEqual(names);
  interface Definition { readonly properties?: Readonly<Record<string, unknown>>; readonly [other: string]: unknown }
  const definitions = new Map<string, Definition>(Object.entries(schema.$defs));
  const unread = [GRANTS, GUARDS].flatMap(({ named }) => [...named].flatMap(([name, intent]) => propNames(intent).filter((prop) => {
    const { properties = {} } = definitions.get(`${name[0].toUpperCase()}${name.slice(1)}Props`) ?? {};
    const isSwitch = JSON.stringify(properties[prop] ?? 'boolean').includes('boolean');
    return prop !== 'through' && !isSwitch && !Object.hasOwn(PARAMETERS, prop) && !Object.hasOwn(CHOICES, prop);
  }).map((prop) => `${name}: ${prop}`)));
  expect(unread).toEqual([]);
});

const alone = [
  ...Object.entries(grantOptions).flatMap(([name, options]) => atBuckets(options).map(([option, props]) => {
    const { document } = identityDocument([make(grants, name, props)], { kind: 'user', name: 'dana' }, aws());
    return [name, option, { holder: { kind: 'user', name: 'dana' }, effect: 'Allow', platform: aws(), statements: document.statements }] as const;
  })),
  ...Object.entries(guardOptions).flatMap(([name, options]) => Object.entries(options).map(([option, props]) => {
    const guard = make(guards, name, props);
    const isOnSomebody = PRINCIPAL_ONLY.includes(name);
    const { document } = isOnSomebody ? identityDocument([guard], { kind: 'user', name: 'dana' }, aws()) : bucketDocument('releases', [guard], aws());
    const holder = isOnSomebody ? { kind: 'user', name: 'dana' } as const : { kind: 'bucket', name: 'releases' } as const;
    return [name, option, { holder, effect: 'Deny', platform: aws(), statements: document.statements }] as const;
  })),
];

test.each(some(alone, 25))('%s (%s) is found in what it is rendered as, by itself', (name, _, sought) => {
  const { chosen, left } = cover(sought);
  expect({ found: chosen.map((one) => one.name), left }).toEqual({ found: [`${name[0].toLowerCase()}${name.slice(1)}`], left: [] });
});

const outside = externalFixtures.filter(({ props }) => !isThrough(props)).map(({ name, construct, props, to, platform }) => {
  const grant: Grant = make({ ...grants, ...bucketGrants }, construct, props);
  return [name, () => accessPlan({ platform, external: [{ ...(to !== undefined && { grantee: to }), grants: [grant] }] })] as const;
});
const plans: ReadonlyArray<readonly [string, () => AccessPlan]> = [
  ...some(outside, 6),
  ...some(fixtures.flatMap((fixture) => (fixture.kind === 'plan' ? [[fixture.name, () => fixture.plan] as const] : [])), 8),
];

/** As `bucket-grants synth` writes it, and the commands read it. */
const synthesized = (plan: AccessPlan): AccessState => {
  const { file } = synthPlan(plan, { to: 'terraform', scope: '', name: 'access', late: new LateValues(), variables: [] });
  return readAccess(JSON.parse(file.text) as object);
};

test.each(some(fixtures, 12).map((fixture) => [fixture.name, fixture] as const))(
  'what is synthesized of a plan becomes an equivalent plan: %s',
  (_, fixture) => {
    const { comparison } = suggestPlan(synthesized(planOf(fixture)));
    expect(comparison).toMatchObject({ gained: [], lost: [], inconclusive: [] });
  },
);

test.each(plans)('what is rendered of a plan becomes an equivalent plan, by grants and guards: %s', (_, plan) => {
  const { comparison, statements } = suggestPlan(readAccess(plan()));
  expect(comparison).toMatchObject({ verdict: 'none', gained: [], lost: [], inconclusive: [] });
  // what a plan keeps of a policy that was there, and what was written by hand, needn't be what a grant says
  const { users, groups, roles, existing, buckets } = plan();
  const all = [...users.values(), ...groups.values(), ...roles.values(), ...existing, ...buckets.values()];
  const byHand = all.flatMap(({ customStatements = [] }) => customStatements);
  const kept = renderAccess(plan()).buckets.reduce((sum, { keeps }) => sum + keeps.statements, byHand.length);
  const without = statements.filter(({ becomes }) => becomes !== 'intents');
  expect(without.map(({ becomes }) => becomes)).toEqual(without.slice(0, kept).map(() => 'custom'));
});
