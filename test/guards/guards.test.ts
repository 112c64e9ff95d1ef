import { accessPlan, listAllBuckets, renderAccess, type Guard } from '../../src';
import { BUCKET_ONLY, guardOptions, guards, PRINCIPAL_ONLY, type GuardProps } from '../engines/guard-options';

const NAMES = Object.keys(guards) as Array<keyof GuardProps>;
const make = (name: keyof GuardProps, props: unknown): Guard => (guards[name] as (given: unknown) => Guard)(props);
const pretty = (json: string) => JSON.stringify(JSON.parse(json), null, 2);
const options = NAMES.flatMap((name) => Object.entries(guardOptions[name]).map(([option, props]) => [name, option, make(name, props)] as const));

test.each(options.filter(([name]) => !PRINCIPAL_ONLY.includes(name)))('%s on a bucket: %s', (_name, _option, guard) => {
  expect(pretty(renderAccess(accessPlan({ buckets: { releases: { guards: [guard] } } })).buckets[0].json)).toMatchSnapshot();
});

const simplest = options.filter(([name, option]) => option === 'no options' && !BUCKET_ONLY.includes(name));

test.each(simplest)('%s on a user: %s', (_name, _option, guard) => {
  const [policy] = renderAccess(accessPlan({ users: { dana: { guards: [guard] } } })).users[0].policies;
  expect(policy).toMatchObject({ name: 'access', placement: 'inline', grants: [], guards: [guard.name] });
  expect(policy.json).not.toContain('Principal"');
  expect(pretty(policy.json)).toMatchSnapshot();
});

test('grants and guards of somebody share a policy, the guards last', () => {
  const { groups: [{ policies }] } = renderAccess(accessPlan({
    groups: { all: { guards: [guards.DenyDelete(), guards.DenyDelete()], grants: [listAllBuckets({})] } },
  }));
  expect(policies).toMatchObject([{ grants: ['ListAllBuckets'], guards: ['DenyDelete', 'DenyDelete'] }]);
  expect(policies[0].document.statements.map(({ sid }) => sid)).toEqual(['ListAllBuckets', 'DenyDelete', 'DenyDeleteBucket', 'DenyDelete2', 'DenyDeleteBucket2']);
});

test('two guards of one kind on two folders stay two', () => {
  const [{ document, guards: names }] = renderAccess(accessPlan({
    buckets: { releases: { guards: [guards.DenyDelete({ prefix: 'a/' }), guards.DenyDelete({ prefix: 'b/' }), guards.DenyDelete({ prefix: 'a/' })] } },
  })).buckets;
  expect(names).toEqual(['DenyDelete']);
  expect(document.statements.map(({ sid, resources }) => [sid, resources])).toEqual([
    ['DenyDelete', ['arn:aws:s3:::releases/a/*']], ['DenyDelete2', ['arn:aws:s3:::releases/b/*']],
  ]);
});

test('all guards that make sense on a bucket fit into its policy together', () => {
  const all = options.filter(([name, option]) => option === 'no options' && !PRINCIPAL_ONLY.includes(name)).map(([, , guard]) => guard);
  expect(all).toHaveLength(NAMES.length - PRINCIPAL_ONLY.length);
  expect(renderAccess(accessPlan({ buckets: { releases: { guards: all } } })).buckets[0].size).toBeLessThan(20 * 1024 / 2);
});
