import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { AccessError, parsePlan } from '../../../src';
import { GRANTS, GUARDS } from '../../../src/plan/file/functions';
import { examples } from '../../../tools/examples';
import { planSchema, schemaText, type Schema } from '../../../tools/plan-schema';
import { talk } from '../../cli/talk';
import { runs } from '../../runs';
import { GOOD } from '../../shape/good-props';

const root = join(__dirname, '..', '..', '..');
const text = readFileSync(join(root, 'schema', 'access-plan.json'), 'utf8');
const schema = planSchema();
const ajv = new Ajv({ allowUnionTypes: true, inlineRefs: false });
const fits = ajv.compile(schema);

test('the schema in the package is that of the types', async () => {
  // not by toBe, which would print both
  expect(text === schemaText(schema)).toBe(true);
  expect((await talk(['schema'])).out).toBe(text);
});

/** What editors show of a prop, and what they complete. */
test('it has every grant and guard, with their doc comments', () => {
  const defs = schema.$defs as Readonly<Record<string, { readonly anyOf: ReadonlyArray<{ readonly properties: Readonly<Record<string, Schema>> }> }>>;
  expect(Object.keys(defs.grant.anyOf[0].properties)).toEqual([...GRANTS.named.keys()]);
  expect(Object.keys(defs.guard.anyOf[0].properties)).toEqual([...GUARDS.named.keys()]);
  for (const { description } of [...Object.values(defs.grant.anyOf[0].properties), ...Object.values(defs.guard.anyOf[0].properties)]) expect(description).toMatch(/^[A-Z]/);
});

test.each(Object.keys(examples))('the plan file of the example %s fits it', (example) => {
  fits(parse(readFileSync(join(root, 'examples', example, 'access-plan.yaml'), 'utf8')));
  expect(fits.errors).toBeNull();
});

type Plan = Record<string, unknown>;

/** Whether the checks of the package take a plan, and whether the schema does. */
function verdicts(plan: Plan): { readonly checks: string; readonly schema: string } {
  let checks = 'taken';
  try {
    parsePlan(JSON.stringify(plan));
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    checks = error.message;
  }
  return { checks, schema: fits(plan) ? 'taken' : ajv.errorsText(fits.errors) };
}

const lower = (name: string): string => `${name[0].toLowerCase()}${name.slice(1)}`;
const onPrincipals = Object.keys(GOOD).filter((name) => GRANTS.named.has(lower(name)));
const onBuckets = Object.keys(GOOD).filter((name) => GUARDS.named.has(lower(name)));
const subset = (props: object) => fc.subarray(Object.keys(props)).map((names) => (
  Object.fromEntries(Object.entries(props).filter(([name]) => names.includes(name)))
));
const calls = (names: readonly string[]) => fc.constantFrom(...names).chain((name) => subset(GOOD[name]).map((props) => ({ [lower(name)]: props })));
const plans = fc.record({
  accessPlan: fc.constant(1),
  users: fc.dictionary(fc.constantFrom('dana', 'lee'), fc.record({
    grants: fc.array(calls(onPrincipals), { maxLength: 2 }), accessKeys: fc.constant(['2026-11']),
  }, { requiredKeys: [] })),
  buckets: fc.dictionary(fc.constantFrom('releases', 'logs'), fc.record({ guards: fc.array(calls(onBuckets), { minLength: 1, maxLength: 2 }) })),
});

test('property: what the checks take, the schema takes', () => {
  fc.assert(fc.property(plans, (plan) => {
    const said = verdicts(plan);
    if (said.checks === 'taken') expect(said).toEqual({ checks: 'taken', schema: 'taken' });
  }), { numRuns: runs(500) });
});

/** All places of a plan below which something can be changed. */
function* places(value: unknown): Generator<Plan | unknown[]> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Plan;
  for (const inner of Object.values(value)) yield* places(inner);
}

/** Slips that no value of a plan allows: each is refused by both. */
const slips: ReadonlyArray<(place: Plan | unknown[]) => void> = [
  (place) => { if (Array.isArray(place)) place.push({ noSuchThing: {} }); else place.noSuchThing = 1; },
  (place) => { for (const [name, value] of Object.entries(place)) if (typeof value !== 'object') (place as Plan)[name] = { noSuchThing: 1 }; },
];

test('property: a name that nothing has, and a mapping where a value belongs, are refused by both', () => {
  const called = (names: readonly string[]) => names.map((name) => ({ [lower(name)]: GOOD[name] }));
  const whole = { accessPlan: 1, users: { dana: { grants: called(onPrincipals) } }, buckets: { releases: { guards: called(onBuckets) } } };
  fc.assert(fc.property(fc.nat(), fc.constantFrom(...slips), (at, slip) => {
    const plan = JSON.parse(JSON.stringify(whole)) as Plan;
    const all = [...places(plan)];
    const before = JSON.stringify(plan);
    // not the names that a plan makes up
    const place = all[at % all.length];
    if (place === plan.users || place === plan.buckets) return;
    slip(place);
    if (JSON.stringify(plan) === before) return;
    const said = verdicts(plan);
    expect({ ...said, at }).toEqual({ checks: expect.not.stringMatching(/^taken$/) as string, schema: expect.not.stringMatching(/^taken$/) as string, at });
  }), { numRuns: runs(500) });
});
