import { accessPlan, ANY, enforceHttps, readOnlyPrefix, renderAccess, USER_NAME } from '../../src';
import { CANNED_ACLS } from '../../src/entries/policy';
import { PARTITIONS } from '../../src/policy';
import { READ, UPLOAD } from '../../src/s3';
import { bucketGrants, grants, guards } from '../engines/fixtures';
import { untyped } from '../grants/refused';
import { GOOD, type AnyProps } from './good-props';

type Intent = (props: unknown) => { readonly statements: unknown };

/** What a grant or guard says on a bucket. */
const said = (made: { readonly statements: unknown }) => (
  JSON.stringify(typeof made.statements === 'function' ? (made.statements as (target: object) => unknown)({ bucket: 'releases' }) : made.statements)
);

/** A deep copy that can be changed. */
const changeable = (props: AnyProps) => JSON.parse(JSON.stringify(props)) as Record<string, unknown>;

/** Changes everything in some props, all the way down. */
function spoil(value: unknown): void {
  if (Array.isArray(value)) value.splice(0, value.length, '*', 'arn:aws:iam::*:role/*');
  else if (typeof value === 'object' && value !== null) for (const [name, own] of Object.entries(value)) { spoil(own); (value as Record<string, unknown>)[name] = '*'; }
}

const intents = Object.entries({ ...grants, ...bucketGrants, ...guards }) as ReadonlyArray<readonly [string, Intent]>;

test.each(intents.filter(([name]) => name !== 'Quarantine'))('A7: %s is what its props were when they were checked, whatever becomes of them', (name, make) => {
  const props = changeable(GOOD[name]);
  const made = make(props);
  const before = said(made);
  spoil(props);
  expect(said(made)).toBe(before);
});

test.each(intents)('A7: %s reads each of its props once', (name, make) => {
  const counts = new Map<string, number>();
  const counting = Object.defineProperties({}, Object.fromEntries(Object.entries(GOOD[name]).map(([prop, value]) => [prop, {
    enumerable: true, get: () => { counts.set(prop, (counts.get(prop) ?? 0) + 1); return value; },
  }])));
  make(counting);
  // once to see whether a name that isn't known has a value, which these have not
  expect([...counts].filter(([, count]) => count > 1)).toEqual([]);
});

test.each(intents)('A7: what %s returns is frozen', (name, make) => {
  const made = make(GOOD[name]);
  expect(Object.isFrozen(made)).toBe(true);
  type Lists = { readonly resources: unknown; readonly actions: unknown };
  const statements = (Array.isArray(made.statements) ? made.statements : []) as readonly Lists[];
  for (const { resources, actions } of statements) expect([resources, actions].map((list) => Object.isFrozen(list))).toEqual([true, true]);
});

test('A7: a plan can\'t be changed after it was checked, and one that was put together by hand is checked again', () => {
  const grant = readOnlyPrefix({ bucket: 'releases', prefix: 'a/' });
  const grantsOfDana = [grant];
  const users: Record<string, unknown> = { dana: { grants: grantsOfDana, accessKeys: ['1'] } };
  const plan = accessPlan(untyped({ users, buckets: { releases: { guards: [enforceHttps()] } } }));
  const before = JSON.stringify(renderAccess(plan).users);
  grantsOfDana.push(readOnlyPrefix({ bucket: 'payroll', prefix: '' }));
  users.mallory = { grants: [readOnlyPrefix({ bucket: 'payroll', prefix: '' })] };
  expect(() => (plan.users as Map<string, unknown>).set('mallory', {})).toThrow('can\'t be changed');
  expect(() => { (plan as { users: unknown }).users = new Map(); }).toThrow();
  expect(JSON.stringify(renderAccess(plan).users)).toBe(before);
  expect(() => renderAccess({ ...plan, users: new Map([['a b', {}]]) })).toThrow('user name "a b"');
  expect(() => renderAccess({ ...plan, users: new Map([['dana', untyped({ grnats: [] })]]) })).toThrow('did you mean grants?');
});

test('A7: a grant that was written by hand is copied when the plan is made', () => {
  const resources = ['arn:aws:s3:::releases/a/*'];
  const statements = [{ sid: 'Own', actions: ['s3:GetObject'], resources }];
  const plan = accessPlan({ users: { dana: { grants: [{ kind: 'grant', name: 'Own', buckets: ['releases'], statements }] } } });
  resources[0] = '*';
  statements.push({ sid: 'More', actions: ['*'], resources: ['*'] });
  expect(renderAccess(plan).users[0].policies[0].json).not.toContain('"*"');
});

test('A7: exported tables are frozen', () => {
  for (const table of [READ, UPLOAD, CANNED_ACLS, ANY, USER_NAME, PARTITIONS]) expect(Object.isFrozen(table)).toBe(true);
});
